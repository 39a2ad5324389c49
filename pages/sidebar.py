"""The filters of a page in the sidebar, made from their declarations and bound to its address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.address import link_params, put_into_widgets, read_url, remember_filters
from views.filter_kinds import (
    LONGEST_SEARCH,
    AnyOf,
    Filter,
    OneOf,
    Text,
    WholeNumber,
    declarations,
)
from views.markdown import escaped
from views.view import Page

Captions = Callable[[Any], Mapping[str, Sequence[str]]]


def _no_captions(_filters: object) -> Mapping[str, Sequence[str]]:
    return {}


def choose_filters(page: Page, captions: Captions = _no_captions) -> Any:  # noqa: ANN401
    """Show the filters of a page and return what is chosen: an instance of ``page.filters``.

    Choices live in the address. They are also remembered for the session, so that they are still
    there after a visit to another page. ``captions`` gives texts to stand below the widget of a
    filter, by its name.
    """
    read_url(page)
    filters = _held(page)
    texts = captions(filters)
    with st.sidebar:
        for name, declared in declarations(page.filters).items():
            if not declared.offered(filters):
                continue
            choices = declared.choices_for(filters)
            if choices and choices.unavailable and not choices.listed:
                _say_where(page, declared, choices.unavailable, filters)
            else:
                filters = replace(filters, **{name: widget(page, name, filters)})
            for text in texts.get(name, ()):
                st.caption(text)
        st.button(
            "Reset filters",
            icon=":material/restart_alt:",
            on_click=_reset,
            args=(page,),
            width="stretch",
        )
    remember_filters(page, filters)
    return filters


def _say_where(page: Page, declared: Filter, reason: str, filters: object) -> None:
    """In place of a filter that cannot be used: why, and where it can be."""
    st.caption(f"**{declared.label}**: {escaped(reason)}")
    for place, there in declared.elsewhere(filters).items():
        st.page_link(
            page.file,
            label=f"{declared.label} in {escaped(place)}",
            icon=":material/arrow_forward:",
            query_params=link_params(there),
        )


def _held(page: Page) -> Any:  # noqa: ANN401, an instance of page.filters
    """What the widgets hold before they are drawn again, as far as it can be chosen."""
    filters = page.filters()
    for name, declared in declarations(page.filters).items():
        if name in st.session_state and declared.offered(filters):
            held = _possible(declared, st.session_state[name], filters)
            filters = filters if held is None else replace(filters, **{name: held})
    return filters


def _possible(declared: Filter, held: Any, filters: object) -> Any:  # noqa: ANN401, of any kind
    choices = declared.choices_for(filters)
    if isinstance(declared, AnyOf) and choices:
        return tuple(value for value in held if value in choices.values())
    if choices:
        return held if held in choices.values() else None
    return held.strip() if isinstance(declared, Text) else held


def _reset(page: Page) -> None:
    """Put all filters back but those that stay, such as the study."""
    kept = {
        name: st.session_state[name]
        for name, declared in declarations(page.filters).items()
        if declared.kept_on_reset
    }
    put_into_widgets(replace(page.filters(), **kept))


def _put_back(page: Page, names: tuple[str, ...]) -> None:
    default = page.filters()
    for name in names:
        value = getattr(default, name)
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


def widget(page: Page, name: str, filters: object) -> Any:  # noqa: ANN401, of any kind
    """The widget of one filter, and what is chosen in it; ``filters`` are the others."""
    declared = declarations(page.filters)[name]
    match declared:
        case AnyOf():
            return _several(name, declared, filters)
        case OneOf():
            return _single(page, name, declared, filters)
        case Text():
            return _search(name, declared)
        case WholeNumber():
            return _number(name, declared, filters)
    raise TypeError(f"There is no widget for {declared}")


def _single(page: Page, name: str, declared: OneOf, filters: object) -> str:
    choices = declared.choices(filters)

    def changed() -> None:
        _put_back(page, declared.resets)

    return str(
        st.selectbox(
            declared.label,
            list(choices.values()),
            format_func=choices.label,
            key=name,
            on_change=changed if declared.resets else "rerun",
            help=declared.help,
            bind="query-params",
        )
    )


def _several(name: str, declared: AnyOf, filters: object) -> tuple[str, ...]:
    choices = declared.choices(filters)
    everything = declared.everything or f"All ({', '.join(choices.values())})"
    if declared.in_effect and (shown := declared.in_effect((), filters)):
        everything = ", ".join(shown)
    chosen = st.multiselect(
        declared.label,
        list(choices.values()),
        format_func=choices.label,
        key=name,
        placeholder=everything,
        help=declared.help,
        bind="query-params",
    )
    return tuple(chosen)


def _search(name: str, declared: Text) -> str:
    return st.text_input(
        declared.label,
        key=name,
        type="search",
        max_chars=LONGEST_SEARCH,
        placeholder=f"For example: {declared.example}",
        live=True,
        help=declared.help,
        bind="query-params",
    ).strip()


def _number(name: str, declared: WholeNumber, filters: Any) -> int | None:  # noqa: ANN401
    default = getattr(type(filters)(), name)
    number = st.number_input(
        declared.label,
        min_value=0,
        max_value=declared.most,
        value=default,
        step=1,
        key=name,
        placeholder=declared.placeholder(filters) if declared.placeholder else None,
        disabled=not declared.enabled(filters),
        help=declared.help,
        bind="query-params",
    )
    return None if number is None else int(number)
