"""An address leads to exactly one view; what it says wrongly is named, and the rest is kept."""

from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given

from queries.build_info import data_version
from queries.study import studies
from tests.views.some_views import ADDRESSES, SERVER, any_view, read_address, view_at
from views.agreement.filters import AgreementFilters
from views.filter_kinds import declarations, read
from views.findings.filters import FindingsFilters
from views.permalinks import Permalink, address_of, filters_of, link_to, tables_of
from views.registry import tables


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
    link = link_to(view, SERVER)
    parts = urlsplit(link)
    assert parts.path == f"/{view.page}"
    assert parts.fragment == ""
    assert parse_qs(parts.query)["data_version"] == [data_version()]
    assert link.isascii()
    assert not set(link) & set(' "<>\n')


@given(any_view())
def test_a_query_string_asks_the_data_api_for_the_same(view: Permalink) -> None:
    names, taken = tables_of(view), tables()
    assert names
    assert len(set(names)) == len(names)
    for name in names:
        page = taken[name][0].page
        for query in (urlsplit(link_to(view, SERVER)).query, filters_of(view)):
            assert read(page.filters, parse_qsl(query), page.appearance) == (view.filters, [])
    assert {name for name, _ in parse_qsl(filters_of(view))} <= set(
        declarations(type(view.filters))
    )


def test_every_table_can_be_taken_away_from_some_page(invented_panels: None) -> None:
    offered = {name for address in ADDRESSES for name in tables_of(view_at(address))}
    assert offered == set(tables())


@pytest.mark.parametrize("page", ["methods", "present", "nothing", "Agreement", "agreement/cells"])
def test_a_page_without_views_is_refused_and_those_with_views_are_named(page: str) -> None:
    with pytest.raises(LookupError) as refused:
        read_address(f"/{page}?study=uuk2024")
    assert refused.value.args == (
        f"There is no page “{page}” with views. Possible: "
        "agreement, findings, compare, cross-table, experts-and-public, taxonomy, evidence, "
        "risks, risk, "
        "mitigation.",
    )


@pytest.mark.parametrize(
    ("address", "wrong", "kept"),
    [
        (
            "agreement?affiliation=Industry&affiliation=Academia&sort=size&min_n=-1&view=Table",
            {"affiliation": "Industry", "sort": "size", "min_n": "-1"},
            Permalink(
                "agreement", AgreementFilters(affiliation=("Academia",)), (("view", "Table"),)
            ),
        ),
        (
            "agreement?view=Pie&chart=Pie&base=opinion&colour=red",
            {"view": "Pie", "chart": "Pie", "colour": "red"},
            Permalink("agreement", AgreementFilters(base="opinion")),
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


@pytest.mark.parametrize("page", ["agreement", "findings", "compare"])
@pytest.mark.parametrize(
    "study",
    [
        "demo-panel",
        "DEMO-PANEL-FEASIBILITY",
        "Demonstration panel: effectiveness (simulated)",
        "Demonstration panel: technical feasibility (simulated)",
    ],
)
def test_an_old_link_to_the_invented_panel_says_what_became_of_it(page: str, study: str) -> None:
    view, (problem,) = read_address(f"{page}?{urlencode({'study': study})}")
    assert view == read_address(page)[0]
    assert (problem.parameter, problem.value) == ("study", study)
    assert problem.message.startswith(
        "The invented demonstration panel is no longer part of Common Ground."
    )
    assert "schuett2023" in problem.allowed
    assert set(problem.allowed) <= set(studies())


@pytest.mark.parametrize("study", ["schuett2023", "uuk2024", "ec2020"])
def test_a_tab_that_a_study_has_not_is_left_out_and_the_reason_is_said(study: str) -> None:
    view, (problem,) = read_address(f"agreement?study={study}&view=Chosen+together")
    assert view == read_address(f"agreement?study={study}")[0]
    assert (problem.parameter, problem.value) == ("view", "Chosen together")
    assert "we hold no counts of what" in problem.message
    assert problem.allowed == ("Chart", "Table", "How to read this")
