"""Data & methods as readers use it."""

import re

from playwright.sync_api import expect

from tests.browser.actions import (
    choose,
    expect_tab,
    go_back,
    headline,
    open_tab,
    saved_by,
)
from tests.browser.conftest import Open
from views.methods.reconstruction import means

STUDY, ITEM, LABEL = "schuett2023", "avoid-capabilities-jumps", "Avoid capabilities jumps"
PROOF = "/methods?view=Reconstruction&statement=Avoid+capabilities+jumps"
ENTRY = "[data-testid=stMain] p:has(strong):visible"


def test_a_link_to_a_proof_shows_it_and_its_rows_are_saved_by(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page(PROOF)
    expect(headline(page)).to_contain_text(f"For “{LABEL}”, exactly three sets of answers fit")
    expect_tab(page, "Reconstruction")
    expect(page).to_have_url(re.compile("statement=Avoid"))
    rows = saved_by(page, "The proof (CSV)")
    expected = means(STUDY, ITEM)
    assert rows["affiliation"].tolist() == expected["affiliation"].tolist()
    assert set(rows["fits"]) == {"True"}
    assert errors == []


def test_another_statement_stays_in_the_address_while_other_tabs_are_read(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/methods?view=Reconstruction")
    choose(page, "Statement", LABEL)
    expect(headline(page)).to_contain_text("exactly three sets of answers")
    open_tab(page, "Errata")
    expect(page).to_have_url(re.compile("statement=Avoid.*view=Errata|view=Errata.*statement"))
    open_tab(page, "Reconstruction")
    expect(headline(page)).to_contain_text(LABEL)
    open_tab(page, "Errata")
    page.locator("a:visible", has_text="A0190").first.click()
    expect(page.locator("h1")).to_have_text("Monitor systems and their uses")
    go_back(page)
    expect_tab(page, "Errata")
    assert errors == []
