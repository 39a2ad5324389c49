"""Data & methods as readers use it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import (
    choose,
    enter,
    expect_tab,
    expect_to_fit,
    go_back,
    headline,
    open_tab,
    rows_in_table,
    saved_by,
    settle,
)
from tests.browser.conftest import Open
from views.methods.reconstruction import means
from views.methods.reference import dictionary, glossary

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


def test_a_table_of_the_dictionary_is_chosen_and_the_whole_is_saved_by(open_page: Open) -> None:
    page = open_page("/methods?view=Data+dictionary&table=cell")
    expect(headline(page)).to_contain_text("Counts of answers")
    settle(page)
    assert rows_in_table(page) == len(dictionary("cell"))
    assert len(saved_by(page, "The whole dictionary (CSV)")) == len(dictionary(""))


def test_the_glossary_is_searched_while_one_types_and_by_address(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/methods?view=Glossary")
    enter(page, "Search terms", "Wilson")
    expect(page.locator(ENTRY).first).to_contain_text("Wilson interval")
    expect(page.locator(ENTRY)).to_have_count(len(glossary("Wilson")))
    expect(page).to_have_url(re.compile("search=Wilson"))
    again = open_page("/methods?view=Glossary&search=lift")
    expect(again.locator(ENTRY).first).to_contain_text("Lift")
    assert errors == []


def test_programs_to_copy_name_the_server_that_is_read(open_page: Open, server: str) -> None:
    page = open_page("/methods?view=Use+the+data")
    programs = page.locator("[data-testid=stCode]:visible")
    expect(programs).to_have_count(4)
    for number in range(3):
        expect(programs.nth(number)).to_contain_text(server)


def test_what_there_is_not_is_said(open_page: Open) -> None:
    page = open_page("/methods?statement=everything")
    expect(page.get_by_role("alert")).to_contain_text("There is no such value.")


@pytest.mark.parametrize("view", ["Sources", "Reconstruction", "Errata", "Use the data"])
def test_everything_fits_on_a_phone(open_page: Open, errors: list[str], view: str) -> None:
    page = open_page(f"/methods?view={view.replace(' ', '+')}", phone=True)
    expect_tab(page, view)
    expect_to_fit(page, 390)
    assert errors == []
