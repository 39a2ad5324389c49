"""The Evidence map as readers use it."""

import re

from playwright.sync_api import expect

from tests.browser.actions import (
    chart_texts,
    click,
    expect_listed,
    expect_query,
    go_back,
    headline,
    mark,
    query_of,
    settle,
)
from tests.browser.conftest import Open
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations

TABS = ("Map", "Table", "How to read this")
TRANSPARENCY = "part=4+Transparency+%26+Accountability+Controls"


def test_a_bar_leads_to_its_mitigations_and_back_returns_to_the_map(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/evidence?part=4")
    for code in ("4.1", "4.1", "4.5"):
        click(mark(page, f"{code} "))
        expect(page.locator("h1")).to_have_text("Taxonomy")
        expect(page).to_have_url(re.compile(rf"/taxonomy\?category={code}"))
        fitting = mitigations(MitigationFilters(category=(code,)))["mitigation_id"].tolist()
        expect(headline(page)).to_contain_text(f"{len(fitting)} of 831 mitigations fit")
        expect_listed(page, fitting[:20])
        go_back(page)
        expect(page.locator("h1")).to_have_text("Evidence map")
        expect(page).to_have_url(re.compile(rf"/evidence\?{re.escape(TRANSPARENCY)}$"))
        expect(headline(page)).to_contain_text("The biggest gap is 4.1")
    assert errors == []


def test_back_from_the_taxonomy_reached_by_a_link_finds_the_map_as_it_was(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/evidence?part=1&sort=gap")
    expect(mark(page, "1.7 Societal Impact")).to_be_visible()
    sentence, texts, query = headline(page).inner_text(), chart_texts(page), query_of(page)
    settle(page)
    page.get_by_role("link", name="1.7 Societal Impact Assessment").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Taxonomy")
    expect(headline(page)).to_contain_text("28 of 831 mitigations fit")
    go_back(page)
    expect(page.locator("h1")).to_have_text("Evidence map")
    expect(headline(page)).to_have_text(sentence)
    expect(mark(page, "1.7 Societal Impact")).to_be_visible()
    assert chart_texts(page) == texts
    expect_query(page, query)
    assert "sort=" in query
    assert errors == []
