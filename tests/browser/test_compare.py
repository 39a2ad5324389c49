"""The Compare page as readers use it."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    CHART,
    asked_of_the_api,
    chart_texts,
    choose,
    click,
    cut_off,
    described,
    expect_in_chart,
    expect_query,
    expect_tab,
    expect_to_fit,
    first_column,
    go_back,
    headline,
    mark,
    open_tab,
    query_of,
    rows_in_table,
    saved,
    served,
)
from tests.browser.conftest import Open
from tests.views.agreement.worlds_from_facts import COMBINED, GROUPS
from views.compare.filters import CompareFilters
from views.compare.rows import compare

TABS = ("Table", "How to read this", "Chart")
SYSTEM_ACCESS = "4.5 Third-Party System Access"


def labels(filters: CompareFilters) -> list[str]:
    return list(dict.fromkeys(compare(filters)["label"]))


def expect_statements(page: Page, filters: CompareFilters) -> None:
    """See that the chart has just the statements of a view, in its order."""
    expect_in_chart(page, labels(filters), among=labels(CompareFilters()))


def test_a_deep_link_opened_first_shows_its_view(open_page: Open, errors: list[str]) -> None:
    page = open_page("/compare?against=others&measure=agreement&category=4.5&view=Table")
    rows = compare(CompareFilters(against="others", measure="agreement", category=("4.5",)))
    expect(headline(page)).to_contain_text(f"None of {len(rows)} comparisons shown is beyond")
    expect_tab(page, "Table")
    assert rows_in_table(page) == len(rows)
    shown = first_column(page)
    assert shown == rows["label"].tolist()[: len(shown)] != []
    assert parse_qs(query_of(page)) == {
        "against": ["The others together"],
        "measure": ["Share that agrees"],
        "category": [SYSTEM_ACCESS],
        "view": ["Table"],
    }
    assert errors == []


def test_filters_change_sentence_chart_and_address(open_page: Open, errors: list[str]) -> None:
    page = open_page("/compare")
    expect(headline(page)).to_contain_text("None of 150 comparisons shown is beyond chance.")
    expect_statements(page, CompareFilters())
    choose(page, "Category of the taxonomy", "2 Technical & Security Controls")
    choose(page, "Compare", "Share that agrees")
    choose(page, "Sort by", "A–Z")
    filters = CompareFilters(measure="agreement", category=("2",), sort="a-z")
    expect(headline(page)).to_contain_text(f"None of {len(compare(filters))} comparisons")
    expect(page).to_have_url(re.compile("sort=A"))
    expect_statements(page, filters)
    assert set(GROUPS) <= set(chart_texts(page))
    choose(page, "Each against", "The others together")
    expect(page.locator(f"{CHART} text", has_text=COMBINED)).to_be_visible()
    assert parse_qs(query_of(page)) == {
        "against": ["The others together"],
        "measure": ["Share that agrees"],
        "category": ["2 Technical & Security Controls"],
        "sort": ["A–Z"],
    }
    assert described(page).endswith(headline(page).inner_text())
    page.get_by_role("button", name="Reset filters").click()
    expect(headline(page)).to_contain_text("None of 150 comparisons")
    expect(page).to_have_url(re.compile("/compare$"))
    assert errors == []


def test_groups_are_chosen_one_by_one(open_page: Open, errors: list[str]) -> None:
    page = open_page("/compare")
    choose(page, "Groups", "Academia")
    expect(page.get_by_text("Choose a second group")).to_be_visible()
    expect(page.locator(CHART)).to_have_count(0)
    choose(page, "Groups", "Civil society")
    expect(headline(page)).to_contain_text("None of 50 comparisons shown")
    expect_query(page, "group=Academia&group=Civil+society")
    assert "AGI lab" not in chart_texts(page)
    assert errors == []


def test_a_mark_leads_to_the_record_and_back_returns_to_the_comparison(
    open_page: Open, errors: list[str]
) -> None:
    rows = compare(CompareFilters(category=("4.5",)))
    page = open_page("/compare?category=4.5")
    for label, group in (
        (rows["label"].iloc[0], "AGI lab"),
        (rows["label"].iloc[0], "Civil society"),
        (rows["label"].iloc[-1], "Academia"),
    ):
        identifier = rows.loc[rows["label"] == label, "mitigation_ids"].iloc[0].split(";")[0]
        click(mark(page, f"{label}, {group} "))
        expect(page).to_have_url(re.compile(rf"/mitigation\?id={identifier}$"))
        expect(page.locator("h1")).not_to_have_text("Compare")
        go_back(page)
        expect(page.locator("h1")).to_have_text("Compare")
        expect(headline(page)).to_contain_text(f"None of {len(rows)} comparisons")
        expect_query(page, "category=4.5+Third-Party+System+Access")
    assert errors == []


def test_the_csv_equals_the_table_and_the_data_api(open_page: Open, server: str) -> None:
    page = open_page("/compare?group=AGI+lab&group=Academia&search=audit&sort=a-z&view=Table")
    expect(headline(page)).to_contain_text("comparisons shown")
    rows = saved(page)
    assert set(rows["filters"]) == {"group=AGI+lab&group=Academia&search=audit&sort=a-z"}
    assert rows["reading"].str.startswith(("AGI lab respondents", "AGI lab and")).all()
    for query in (asked_of_the_api(page), query_of(page)):
        twin = served(f"{server}/api/compare.csv?{query}")
        assert rows[list(twin.columns)].equals(twin)
    assert set(rows.columns) == {*twin.columns, "reading", "filters"}
    assert rows_in_table(page) == len(rows) > 1


@pytest.mark.parametrize("phone", [False, True], ids=["1440", "390"])
@pytest.mark.parametrize("measure", ["mean", "agreement"])
def test_the_chart_fits_and_nothing_of_it_is_cut_off(
    open_page: Open, errors: list[str], phone: bool, measure: str
) -> None:
    page = open_page(f"/compare?against=others&measure={measure}", phone=phone)
    filters = CompareFilters(against="others", measure=measure)
    expect(mark(page, labels(filters)[0])).to_be_visible()
    for tab in TABS:
        open_tab(page, tab)
        expect_to_fit(page, 390 if phone else 1440)
    assert cut_off(page) == []
    expect_statements(page, filters)
    assert not any("…" in text for text in chart_texts(page))
    assert described(page).endswith(headline(page).inner_text())
    assert errors == []
