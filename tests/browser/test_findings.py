"""The Findings page as readers use it."""

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
    enter,
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
from views.findings.filters import FindingsFilters
from views.findings.rows import findings

TABS = ("Table", "How to read this", "Chart")


def labels(filters: FindingsFilters) -> list[str]:
    return list(findings(filters)["label"])


def expect_statements(page: Page, filters: FindingsFilters) -> None:
    """See that the chart has just the statements of a view, in its order."""
    expect_in_chart(page, labels(filters), among=labels(FindingsFilters(at_least=0, at_most=100)))


def test_a_deep_link_opened_first_shows_its_view(open_page: Open, errors: list[str]) -> None:
    page = open_page("/findings?list=divided&group=AGI+lab&at_least=18&view=Table")
    filters = FindingsFilters(list="divided", group="AGI lab", at_least=18)
    expect(headline(page)).to_contain_text("a polarisation of at least 0.18")
    expect(headline(page)).to_contain_text(f"“{labels(filters)[0]}”")
    expect_tab(page, "Table")
    assert rows_in_table(page) == len(labels(filters))
    shown = first_column(page)
    assert shown == labels(filters)[: len(shown)] != []
    expect_query(page, "list=Most+divided&group=AGI+lab&at_least=18&view=Table")
    assert errors == []


def test_filters_change_sentence_chart_and_address(open_page: Open, errors: list[str]) -> None:
    page = open_page("/findings")
    expect(headline(page)).to_contain_text("for 16 of 50 statements")
    expect_statements(page, FindingsFilters())
    enter(page, "At least (%)", "80")
    expect(headline(page)).to_contain_text("at least 80\u00a0% of all respondents strongly agree")
    expect(mark(page, "Emergency response plan")).to_have_count(0)
    expect_statements(page, FindingsFilters(at_least=80))
    expect_query(page, "at_least=80")
    choose(page, "List", "Most disagreement")
    expect(headline(page)).to_contain_text("at least 10\u00a0% of all respondents disagree")
    expect_query(page, "list=Most+disagreement")
    choose(page, "Respondents", "Academia")
    expect(headline(page)).to_contain_text("at least 10\u00a0% of Academia respondents disagree")
    filters = FindingsFilters(list="disagreement", group="Academia")
    expect(mark(page, labels(filters)[-1])).to_be_visible()
    expect_statements(page, filters)
    assert described(page).endswith(headline(page).inner_text())
    assert parse_qs(query_of(page)) == {"list": ["Most disagreement"], "group": ["Academia"]}
    page.get_by_role("button", name="Reset filters").click()
    expect(headline(page)).to_contain_text("for 16 of 50 statements")
    expect(page).to_have_url(re.compile("/findings$"))
    assert errors == []


def test_a_mark_leads_to_the_record_and_back_returns_to_the_list(
    open_page: Open, errors: list[str]
) -> None:
    filters = FindingsFilters(list="dont_know")
    rows = findings(filters)
    page = open_page("/findings?list=dont_know")
    # An interval, then the same statement's rank, then another statement.
    for place, which in ((0, "first"), (0, "last"), (2, "first")):
        label, several = rows["label"][place], rows["mitigation_ids"][place]
        marks = page.locator(f"{CHART} path[aria-label^='{label}: ']")
        expect(marks).to_have_count(4)
        click(getattr(marks, which))
        expect(page).to_have_url(re.compile(rf"/mitigation\?id={several.split(';')[0]}$"))
        expect(page.locator("h1")).not_to_have_text("Findings")
        go_back(page)
        expect(page.locator("h1")).to_have_text("Findings")
        expect(headline(page)).to_contain_text("Most don't-knows: for ")
        expect_query(page, "list=Most+don%27t-knows")
    assert errors == []


def test_those_invited_who_did_not_answer_are_drawn_when_asked_for(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/findings")
    lines = page.locator(f"{CHART} path[aria-label*='of all who were invited']")
    expect(mark(page, "Red teaming")).to_be_visible()
    expect(lines).to_have_count(0)
    choose(page, "Those invited who did not answer", "Show what they could change")
    expect(lines).to_have_count(16)
    expect(page.get_by_text("41 of the 92 experts who were invited")).to_be_visible()
    assert errors == []


def test_the_csv_equals_the_table_and_the_data_api(open_page: Open, server: str) -> None:
    page = open_page("/findings?list=divided&base=opinion&at_least=20&view=Table")
    expect(headline(page)).to_contain_text("a polarisation of at least 0.20")
    rows = saved(page)
    assert set(rows["filters"]) == {"list=divided&base=opinion&at_least=20"}
    for query in (asked_of_the_api(page), query_of(page)):
        twin = served(f"{server}/api/findings.csv?{query}")
        assert rows.drop(columns="filters").equals(twin)
    assert rows_in_table(page) == len(rows) > 3


@pytest.mark.parametrize("phone", [False, True], ids=["1440", "390"])
def test_the_chart_fits_and_nothing_of_it_is_cut_off(
    open_page: Open, errors: list[str], phone: bool
) -> None:
    page = open_page("/findings?invited=yes&at_least=20&at_most=100", phone=phone)
    filters = FindingsFilters(at_least=20, at_most=100)
    expect(mark(page, labels(filters)[-1])).to_be_visible()
    for tab in TABS:
        open_tab(page, tab)
        expect_to_fit(page, 390 if phone else 1440)
    assert cut_off(page) == []
    expect_statements(page, filters)
    assert not any("…" in text for text in chart_texts(page))
    assert "\u00a0%" in described(page)
    assert described(page).endswith(headline(page).inner_text())
    assert errors == []
