"""The Compare page as readers use it."""

import re

from playwright.sync_api import expect

from tests.browser.actions import (
    click,
    expect_query,
    go_back,
    headline,
    mark,
)
from tests.browser.conftest import Open
from views.compare.filters import CompareFilters
from views.compare.rows import compare

TABS = ("Table", "How to read this", "Chart")
SYSTEM_ACCESS = "4.5 Third-Party System Access"


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
