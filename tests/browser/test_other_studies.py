"""Studies with bounds and simulated ones, as readers see them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import (
    CHART,
    chart_texts,
    choose,
    close_menu,
    cut_off,
    expect_to_fit,
    headline,
    open_menu,
    saved,
    served,
    taken,
)
from tests.browser.conftest import Open

UUK, PANEL = "/agreement?study=uuk2024", "/agreement?study=demo-panel"


def test_bounds_are_drawn_and_lead_to_records(open_page: Open, errors: list[str]) -> None:
    page = open_page(UUK)
    expect(headline(page)).to_contain_text("More than 60\u00a0% of 76 experts")
    expect(page.locator(CHART)).to_have_count(3)
    choose(page, "Risk area", "CBRN")
    expect(headline(page)).to_contain_text("in the risk area CBRN")
    page.locator("a:visible", has_text="Whistleblower protections").first.click()
    expect(page.locator("h1")).to_have_text("Whistleblower protections")
    assert errors == []


def test_a_watermark_lies_across_simulated_answers(open_page: Open, errors: list[str]) -> None:
    page = open_page(PANEL)
    expect(page.locator(f"{CHART} text", has_text=re.compile("^SIMULATED$"))).to_be_visible()
    assert any(text.startswith("SIMULATED, not a survey") for text in chart_texts(page))
    choose(page, "Study", "Schuett et al. 2023")
    expect(page.get_by_text("Nobody gave these answers").first).to_be_hidden()
    expect(page.locator(f"{CHART} text", has_text=re.compile("^SIMULATED$"))).to_have_count(0)
    assert errors == []


def test_files_of_simulated_answers_are_named_and_marked_so(open_page: Open, server: str) -> None:
    page = open_page(f"{PANEL}&risk_area=CBRN&expertise=CBRN")
    open_menu(page, "Download")
    for name in ("CSV", "PNG", "Research bundle (ZIP)"):
        assert "SIMULATED" in taken(page, name).suggested_filename
    close_menu(page)
    rows = saved(page)
    assert set(rows["basis"]) == {"simulated"}
    api = served(f"{server}/api/agreement.csv?study=demo-panel&risk_area=CBRN&expertise=CBRN")
    assert rows[api.columns].equals(api)


@pytest.mark.parametrize("address", [UUK, PANEL])
@pytest.mark.parametrize("phone", [False, True])
def test_charts_fit(open_page: Open, address: str, phone: bool) -> None:
    page = open_page(address, phone=phone)
    page.locator(CHART).first.wait_for()
    expect_to_fit(page, 390 if phone else 1440)
    assert cut_off(page) == []


@pytest.mark.parametrize("phone", [False, True])
def test_what_is_chosen_together_is_drawn_whole(open_page: Open, phone: bool) -> None:
    page = open_page(f"{PANEL}&view=Chosen+together", phone=phone)
    drawn = page.locator(f"{CHART}:visible")
    expect(drawn.locator("path[aria-label*='combinations']")).to_have_count(144)
    assert drawn.evaluate(
        """svg => [...svg.querySelectorAll('text')].every(
            text => text.getBoundingClientRect().right < svg.getBoundingClientRect().right + 4)"""
    )


def test_the_title_of_a_split_chart_is_not_cut_off(open_page: Open) -> None:
    for address in ("/agreement?split=affiliation&min_n=23", f"{PANEL}&split=affiliation"):
        page = open_page(address)
        page.locator(CHART).wait_for()
        assert cut_off(page) == []
