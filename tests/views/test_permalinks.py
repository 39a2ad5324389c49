"""An address leads to exactly one view; what it says wrongly is named, and the rest is kept."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given

from pages.registry import PAGES
from queries.build_info import data_version
from queries.filters import Filters
from queries.findings import FindingsFilters
from tests.views.some_views import ADDRESSES, SERVER, any_view, read_address, view_at
from views.permalinks import (
    VIEWS,
    Permalink,
    address_of,
    filters_of,
    link_to,
    tables_of,
)
from views.tables import TABLES

BY_NAME = {table.name: table for table in TABLES}


def within_the_application(link: str) -> str:
    """The address that a link has within the application."""
    assert link.startswith(f"{SERVER}/")
    return link.removeprefix(f"{SERVER}/")


@given(any_view())
def test_a_link_leads_to_the_view_that_it_was_made_of(view: Permalink) -> None:
    link = link_to(view, SERVER)
    assert read_address(within_the_application(link)) == (view, [])
    assert read_address(address_of(view)) == (view, [])


@given(any_view())
def test_a_link_names_page_and_version_and_can_be_read_by_any_program(view: Permalink) -> None:
    parts = urlsplit(link_to(view, SERVER))
    assert parts.path == f"/{view.page}"
    assert parts.fragment == ""
    assert parse_qs(parts.query)["data_version"] == [data_version()]
    assert link_to(view, SERVER).isascii()
    assert not set(link_to(view, SERVER)) & set(' "<>\n')


@given(any_view())
def test_a_query_string_asks_the_data_api_for_the_same(view: Permalink) -> None:
    for query in (urlsplit(link_to(view, SERVER)).query, filters_of(view)):
        for name in tables_of(view):
            taken = BY_NAME[name].parameters
            filters, problems = taken.parse(parse_qsl(query), taken.appearance)
            assert (filters, problems) == (view.filters, [])


@given(any_view())
def test_the_tables_of_a_view_exist_and_its_filters_hold_no_looks(view: Permalink) -> None:
    names = tables_of(view)
    assert names
    assert len(set(names)) == len(names)
    assert set(names) <= set(BY_NAME)
    given_names = {name for name, _ in parse_qsl(filters_of(view))}
    assert given_names <= set(VIEWS[view.page].parameters.meanings)


def test_every_table_can_be_taken_away_from_some_page() -> None:
    offered = {name for address in ADDRESSES for name in tables_of(view_at(address))}
    assert offered == set(BY_NAME)


@pytest.mark.parametrize(
    ("address", "tables"),
    [
        ("agreement", ("agreement", "cells")),
        ("agreement?study=demo-panel", ("agreement", "cells", "responses")),
        ("agreement?study=demo-panel&view=Chosen+together", ("combinations",)),
        ("agreement?study=uuk2024", ("bounds",)),
        ("taxonomy", ("mitigations", "taxonomy", "coverage")),
        ("taxonomy?view=By+document", ("coverage", "mitigations", "taxonomy")),
        ("mitigation?id=A0197", ("mitigation", "mitigation_answers")),
        ("mitigation", ("mitigation",)),
    ],
)
def test_the_first_table_is_what_is_shown(address: str, tables: tuple[str, ...]) -> None:
    assert tables_of(view_at(address)) == tables


def test_every_page_of_views_is_a_page_of_the_application() -> None:
    registered = {page.address for page in PAGES}
    assert set(VIEWS) == registered - {"methods", "present"}


@pytest.mark.parametrize("page", ["methods", "present", "nothing", "Agreement", "agreement/cells"])
def test_a_page_without_views_is_refused_and_those_with_views_are_named(page: str) -> None:
    with pytest.raises(LookupError) as refused:
        read_address(f"/{page}?study=uuk2024")
    assert refused.value.args == (
        f"There is no page “{page}” with views. Possible: "
        "agreement, findings, compare, taxonomy, evidence, mitigation.",
    )


@pytest.mark.parametrize(
    ("address", "wrong", "kept"),
    [
        (
            "agreement?affiliation=Industry&affiliation=Academia&sort=size&min_n=-1&view=Table",
            {"affiliation": "Industry", "sort": "size", "min_n": "-1"},
            Permalink("agreement", Filters(affiliation=("Academia",)), (("view", "Table"),)),
        ),
        (
            "agreement?view=Pie&chart=Pie&base=opinion&colour=red",
            {"view": "Pie", "chart": "Pie", "colour": "red"},
            Permalink("agreement", Filters(base="opinion")),
        ),
        (
            "findings?list=best&at_least=101&at_most=5",
            {"list": "best", "at_least": "101"},
            Permalink("findings", FindingsFilters(at_most=5)),
        ),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_kept(
    address: str, wrong: dict[str, str], kept: Permalink
) -> None:
    view, problems = read_address(address)
    assert view == kept
    assert {one.parameter: one.value for one in problems} == wrong
    assert all(one.message.endswith(".") for one in problems)


def test_values_are_understood_by_their_names_on_the_pages_too() -> None:
    view, problems = read_address(
        "/agreement/?base=Those+with+an+opinion&category=1.2+Risk+Management"
    )
    assert problems == []
    assert view == Permalink("agreement", Filters(base="opinion", category=("1.2",)))


def test_a_mitigation_that_there_is_not_is_left_out_and_named() -> None:
    view, problems = read_address("mitigation?id=A9999")
    assert view.filters.id == ""
    assert [(one.parameter, one.value) for one in problems] == [("id", "A9999")]
