"""What every page does under any filters, for every page and every filter that is declared."""

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.glossary_link import FURTHER
from pages.registry import NAME, PAGES
from tests.pages.visits import (
    address,
    alternative_texts,
    asked_of_the_api,
    filters_of,
    go_to,
    press,
    problems,
    sentence,
    texts,
    unescaped,
    visit,
    works,
)
from tests.small_groups import SHOWN
from views.answers import CHOSEN_TOGETHER
from views.filter_kinds import (
    LONGEST_SEARCH,
    AnyOf,
    Choices,
    Filter,
    Identifier,
    Text,
    declarations,
    page_query_params,
    query_params,
)
from views.methods.page import METHODS
from views.mitigation.filters import EXAMPLE
from views.mitigation.view import MITIGATION
from views.overview.view import OVERVIEW
from views.registry import VIEWS
from views.risk.filters import EXAMPLE as EXAMPLE_OF_RISK
from views.risk.view import RISK
from views.view import Page, ViewKind

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("invented_panels_throughout")]

# A study of which answers are counted, by every dimension.
PANEL = "invented-panel"
WRONG, TOO_LONG = "no such value", "audit " * 40
RESET = "Reset filters"
KINDS = {kind.page.address: kind for kind in VIEWS}
FILTERED = [
    kind for kind in VIEWS if declarations(kind.page.filters) and "view" in kind.page.appearance
]
FILTERED_PAGES = [*(kind.page for kind in FILTERED), METHODS]
CLICKABLE = ("agreement", "findings", "compare", "cross-table", "evidence", "risks", "taxonomy")
# What pages of one thing are asked for.
EXAMPLES = {MITIGATION.page.name: EXAMPLE, RISK.page.name: EXAMPLE_OF_RISK}
# Filters of each page that let nothing through; the evidence map always has rows.
NOTHING = {
    "agreement": {"search": "xylophone zebra"},
    "compare": {"search": "xylophone zebra"},
    "cross-table": {"min_n": "1000000"},
    "findings": {"list": "divided", "at_least": "99"},
    "taxonomy": {"search": "xylophone zebra"},
}


def named(kind: ViewKind | Page) -> str:
    return kind.name if isinstance(kind, Page) else kind.page.name


def other_value(name: str, declared: Filter, filters: Any, study: str) -> Any:
    """A value that the filter does not have by itself, if there is one."""
    choices = declared.choices_for(filters)
    if name == "study":
        return study
    if isinstance(declared, AnyOf):
        assert choices
        return choices.values()[:2]
    if choices:
        return (*choices.values()[1:], getattr(filters, name))[0]
    return declared.example if isinstance(declared, Text) else 7


def other_filters(page: Page, study: str = PANEL) -> Any:
    """Filters of a page, none of which is as it is by itself, if it can be another."""
    default = filters = page.filters()
    for name, declared in declarations(page.filters).items():
        filters = replace(filters, **{name: other_value(name, declared, filters, study)})
        choices = declared.choices_for(filters)
        alone = choices and len(choices.listed) < 2
        assert alone or getattr(filters, name) != getattr(default, name), name
    return filters


def as_in_address(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped = groupby(pairs, key=lambda pair: pair[0])
    return {name: [value for _, value in some] for name, some in grouped}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_page_opens_with_its_title_and_what_its_view_says(page: Page) -> None:
    identified = any(isinstance(one, Identifier) for one in declarations(page.filters).values())
    filters = page.filters(EXAMPLES[page.name]) if identified else page.filters()
    app = visit(page.file, **page_query_params(filters))
    assert works(app)
    assert not app.warning
    title = NAME if page == OVERVIEW.page else page.title
    if page.address in KINDS and page != OVERVIEW.page:
        view = KINDS[page.address].view(filters, {})
        title = view.words.title if identified else title
        assert sentence(app) == view.words.sentence
        assert alternative_texts(app) == [panel.alternative_text for panel in view.panels]
        assert [(one.label, one.value) for one in app.metric] == [
            (figure.name, figure.value) for figure in view.words.key_figures
        ]
        assert all(unescaped(remark) in texts(app) for remark in view.words.remarks)
    assert app.title[0].value == title
    # Of marks that can be clicked on, a page names another way.
    assert bool(re.search("the table links to it too|from the keyboard", texts(app))) == (
        page.name in CLICKABLE
    )


OF_EVERY_TAB = [
    (page, tab) for page in FILTERED_PAGES for tab in page.appearance["view"].values()[1:]
]


# Besides the first tab of a page.
WITH_CHARTS, WITH_TABLES = ("By document", CHOSEN_TOGETHER), ("Table", CHOSEN_TOGETHER)


def filters_with_tab(page: Page, tab: str) -> Any:
    """Filters under which a page has a tab: as it opens, or those of a study that has it."""
    filters = page.filters()
    if tab in page.appearance["view"].possible(filters):
        return filters
    return replace(filters, study=PANEL)


@pytest.mark.parametrize(("page", "tab"), OF_EVERY_TAB, ids=lambda one: getattr(one, "name", one))
def test_every_tab_opens_from_its_address_with_what_belongs_in_it(page: Page, tab: str) -> None:
    filters = filters_with_tab(page, tab)
    app = visit(page.file, **page_query_params(filters), view=tab)
    assert works(app)
    assert not app.warning
    assert address(app) == page_query_params(filters) | {"view": [tab]}
    assert (FURTHER.strip() in texts(app)) == (tab == "How to read this")
    if page.address in KINDS:
        view = KINDS[page.address].view(filters, {"view": tab})
        charts = [panel.alternative_text for panel in view.panels]
        assert alternative_texts(app) == (charts if tab in WITH_CHARTS else [])
        assert len(app.dataframe) == (tab in WITH_TABLES)
        identifier = next(name for name in view.rows if name in ("item_id", "code"))
        for table in app.dataframe if page.name != "taxonomy" else ():
            assert table.value[identifier].tolist() == view.rows[identifier].tolist()


@dataclass(frozen=True)
class Seen:
    """What a page shows at a time."""

    filters: Any
    address: dict[str, list[str]]
    problems: list[str]
    sentence: str


def look_at(app: AppTest, page: Page) -> Seen:
    assert works(app)
    return Seen(
        filters_of(app, page),
        address(app),
        problems(app),
        sentence(app),
    )


@dataclass(frozen=True)
class Journey:
    """A page at an address that says something of every filter; then, after another page was
    visited, and after a reset. ``of_api``: the parameters with which it leads to the data API."""

    kind: ViewKind
    filters: Any
    arrived: Seen
    of_api: list[tuple[str, str]]
    returned: Seen
    reset: Seen


@pytest.fixture(scope="module", params=FILTERED, ids=named)
def journey(request: pytest.FixtureRequest) -> Journey:
    kind: ViewKind = request.param
    page, filters = kind.page, other_filters(kind.page)
    app = visit(page.file, **as_in_address(query_params(filters)))
    arrived = look_at(app, page)
    of_api = asked_of_the_api(app, kind.tables_shown(filters, {})[0])
    app = go_to(go_to(app, OVERVIEW.page.file), page.file)
    returned = look_at(app, page)
    return Journey(kind, filters, arrived, of_api, returned, look_at(press(app, RESET), page))


def test_filters_in_an_address_by_values_of_the_data_api_are_in_widgets_and_view(
    journey: Journey,
) -> None:
    assert journey.arrived.filters == journey.filters
    assert journey.arrived.problems == []
    assert journey.arrived.sentence == journey.kind.view(journey.filters, {}).words.sentence


def test_the_address_is_set_right_with_the_names_of_the_page(journey: Journey) -> None:
    assert journey.arrived.address == page_query_params(journey.filters)


def test_the_menu_leads_to_the_data_api_with_exactly_these_filters(journey: Journey) -> None:
    assert journey.of_api == query_params(journey.filters)


def test_filters_are_remembered_while_another_page_is_visited(journey: Journey) -> None:
    assert journey.returned == journey.arrived


def test_reset_puts_everything_back_but_what_is_kept(journey: Journey) -> None:
    kept = {
        name: getattr(journey.filters, name)
        for name, declared in declarations(journey.kind.page.filters).items()
        if declared.kept_on_reset
    }
    expected = replace(journey.kind.page.filters(), **kept)
    assert journey.reset.filters == expected
    assert journey.reset.sentence == journey.kind.view(expected, {}).words.sentence


@pytest.mark.parametrize("page", FILTERED_PAGES, ids=named)
def test_filters_in_an_address_by_names_of_the_page_are_in_the_widgets(page: Page) -> None:
    filters = other_filters(page)
    app = visit(page.file, **page_query_params(filters))
    assert filters_of(app, page) == filters
    assert address(app) == page_query_params(filters)
    assert problems(app) == []


def wrong_and_right(declared: Filter, filters: Any) -> list[str]:
    """A value that there is not, and one that there is, if there is any."""
    if isinstance(declared, Text):
        return [TOO_LONG, declared.example]
    choices = declared.choices_for(filters)
    return [WRONG, *(written(choices)[-1:] if choices else ("5",))]


def written(choices: Choices) -> tuple[str, ...]:
    """What can be chosen, as an address may have it."""
    return tuple(one.value or one.also_called for one in choices.listed)


@pytest.mark.parametrize("page", FILTERED_PAGES, ids=named)
def test_what_an_address_asks_for_in_vain_is_said_with_what_is_allowed_and_left_out(
    page: Page,
) -> None:
    expected, declared = page.filters(), declarations(page.filters)
    given = {name: wrong_and_right(one, expected) for name, one in declared.items()}
    for name, one in declared.items():
        if isinstance(one, AnyOf):
            expected = replace(expected, **{name: tuple(given[name][1:])})
        elif isinstance(one, Text):
            expected = replace(expected, **{name: TOO_LONG[:LONGEST_SEARCH].strip()})
    looks = {name: WRONG for name, one in page.appearance.items() if one.values()}
    app = visit(page.file, **given, **looks, colour="red")
    said = problems(app)

    def line(name: str, value: str) -> str:
        (found,) = (one for one in said if one.startswith(f"- `{name}` = `{value}`"))
        said.remove(found)
        return found

    for name, one in declared.items():
        allowed = one.choices_for(expected)
        why = line(name, given[name][0].strip())
        if allowed and allowed.unavailable:
            assert allowed.unavailable in why
        elif allowed:
            assert f"Possible: {', '.join(written(allowed))}." in why
        else:
            assert any(digit.isdigit() for digit in why.split(":", 1)[1])
        if not one.repeatable and len(given[name]) > 1:
            assert "can be given only once" in line(name, given[name][1])
    assert f"Possible: {', '.join(declared)}, " in line("colour", "red")
    for name in looks:
        possible = page.appearance[name].possible(expected)
        assert f"Possible: {', '.join(possible)}." in line(name, WRONG)
    assert said == []
    assert filters_of(app, page) == expected
    assert address(app) == page_query_params(expected)
    app.selectbox[-1].select_index(1).run()
    assert problems(app) == []


OLD_NAMES = [
    (kind, {name: declared.also_called[0]})
    for kind in FILTERED
    for name, declared in declarations(kind.page.filters).items()
    if declared.also_called
]


def test_names_that_filters_once_had_are_understood() -> None:
    renamed = [(named(kind), names) for kind, names in OLD_NAMES]
    assert renamed == [("evidence", {"sort": "order"})]
    page = OLD_NAMES[0][0].page
    app = visit(page.file, part=["4", "1"], order="gap")
    assert filters_of(app, page) == page.filters(part=("4", "1"), sort="gap")
    assert set(address(app)) == {"part", "sort"}
    assert problems(app) == []


RESETTING = [
    (kind.page, name)
    for kind in FILTERED
    for name, declared in declarations(kind.page.filters).items()
    if declared.resets
]


@pytest.mark.parametrize(("page", "name"), RESETTING, ids=lambda one: getattr(one, "name", one))
def test_another_choice_puts_back_what_may_not_fit_it(page: Page, name: str) -> None:
    # A study that asked several questions.
    study = "ec2020" if name == "question" else PANEL
    filters, default = other_filters(page, study), page.filters()
    app = visit(page.file, **page_query_params(filters))
    app.selectbox(key=name).select(getattr(default, name)).run()
    assert works(app)
    names = (name, *declarations(page.filters)[name].resets)
    expected = replace(filters, **{one: getattr(default, one) for one in names})
    assert {one: getattr(filters_of(app, page), one) for one in names} == {
        one: getattr(expected, one) for one in names
    }


OF_NOTHING = [
    (kind, tab)
    for kind in FILTERED
    if named(kind) in NOTHING
    for tab in kind.page.appearance["view"].values()
    if tab in ("Chart", "Map", "By document", "Table")
]


@pytest.mark.parametrize(
    ("kind", "tab"), OF_NOTHING, ids=lambda one: one if isinstance(one, str) else named(one)
)
def test_filters_that_let_nothing_through_are_said_and_what_to_do(kind: ViewKind, tab: str) -> None:
    page = kind.page
    app = visit(page.file, view=tab, **NOTHING[page.name])
    words = kind.view(filters_of(app, page), {"view": tab}).words
    assert works(app)
    assert sentence(app) == words.sentence
    assert not app.get("vega_lite_chart")
    if tab != "Table" or page.name == "taxonomy":
        assert words.nothing_drawn in [str(info.value) for info in app.info]
    else:
        assert app.dataframe[0].value.empty


OF_GROUPS = [("agreement.py", "affiliation"), ("findings.py", "group"), ("compare.py", "group")]


@pytest.mark.usefixtures("small_groups")
@pytest.mark.parametrize(("file", "name"), OF_GROUPS)
def test_a_group_too_small_to_be_shown_is_neither_offered_nor_named(file: str, name: str) -> None:
    app = visit(file, **{name: "Academia"})
    assert works(app)
    (said,) = problems(app)
    assert said.endswith(f"{SHOWN}.")
    assert "Academia" not in sentence(app) + texts(app)
    assert not any("Academia" in text for text in alternative_texts(app))
