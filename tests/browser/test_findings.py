"""The Findings page as readers use it."""

import re

from playwright.sync_api import expect

from tests.browser.actions import (
    CHART,
    click,
    expect_query,
    go_back,
    headline,
)
from tests.browser.conftest import Open
from views.findings.filters import FindingsFilters
from views.findings.rows import findings

TABS = ("Table", "How to read this", "Chart")


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
