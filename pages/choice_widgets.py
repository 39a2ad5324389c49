"""Widgets for choosing among what a parameter may be, bound to the address of the page."""

from collections.abc import Callable

import streamlit as st

from queries.query_params import LONGEST_SEARCH, Choices
from views.parameters import FilterKind


def one_of(
    kind: FilterKind, name: str, choices: Choices, on_change: Callable[[], None] | None = None
) -> str:
    """Choose one value of a parameter; ``on_change`` is called when another is chosen."""
    chosen = st.selectbox(
        kind.labels[name],
        [choice.value for choice in choices.values[name]],
        format_func=lambda value: choices.label(name, value),
        key=name,
        on_change=on_change or "rerun",
        bind="query-params",
    )
    return str(chosen)


def several_of(
    kind: FilterKind,
    name: str,
    choices: Choices,
    placeholder: str,
    explanation: str | None = None,
) -> tuple[str, ...]:
    """Choose any number of values of a parameter; none lets everything through."""
    chosen = st.multiselect(
        kind.labels[name],
        [choice.value for choice in choices.values[name]],
        format_func=lambda value: choices.label(name, value),
        key=name,
        placeholder=placeholder,
        help=explanation,
        bind="query-params",
    )
    return tuple(chosen)


def search_for(label: str, example: str, explanation: str | None = None) -> str:
    """Search for words, while they are typed."""
    return st.text_input(
        label,
        key="search",
        type="search",
        max_chars=LONGEST_SEARCH,
        placeholder=f"For example: {example}",
        live=True,
        help=explanation,
        bind="query-params",
    ).strip()
