"""All of the app by keyboard alone."""

from itertools import count
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from pages.registry import PAGES
from tests.browser.actions import expect_tab, headline
from tests.browser.conftest import Open
from tests.browser.every_page import drawn
from tests.samples import sample
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.view import Page as AppPage

LONGEST_WAY = 150
# What has the focus: what it is, its outline, and whether any of it can be seen.
FOCUSED = """() => {
    const part = document.activeElement
    const style = getComputedStyle(part)
    // A table is a picture, under a layer of its own.
    const whole = part.matches('canvas') ? part.closest('[data-testid=stDataFrame]') : part
    const place = whole.getBoundingClientRect()
    const seen = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y => document.elementFromPoint(
        place.left + x * place.width, place.top + y * place.height)))
    return {
        what: part === document.body ? '' : part.outerHTML.slice(0, 160),
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        seen: part.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
            && seen.some(top => top && (whole.contains(top)
                || top.contains(whole) && !top.matches('html, body, #root, header, header *'))),
    }
}"""


def has_focus(place: Locator) -> bool:
    return bool(place.evaluate("part => part === document.activeElement"))


def tab_to(page: Page, place: Locator) -> None:
    """Press the tabulator until a place has the focus."""
    place.wait_for()
    for _ in range(LONGEST_WAY):
        if has_focus(place):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{place} cannot be reached")


def test_the_whole_job_can_be_done_by_keyboard(open_page: Open, errors: list[str]) -> None:
    page = open_page("/")
    drawn(page)
    navigation = page.get_by_role("navigation", name="App pages")
    tab_to(page, navigation.get_by_role("link", name="Agreement"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Agreement")
    expect(headline(page)).to_contain_text("Of 51 experts")

    tab_to(page, page.get_by_role("combobox", name="Affiliation"))
    page.keyboard.type("Academia")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(headline(page)).to_contain_text("(Academia)")
    drawn(page)

    tab_to(page, page.get_by_role("tab", name="Chart"))
    page.keyboard.press("ArrowRight")
    expect_tab(page, "Table")
    drawn(page)
    tab_to(page, page.get_by_role("button", name="Download", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="CSV", exact=True))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    saved = pd.read_csv(Path(download.value.path()))
    narrowed = agreement(AgreementFilters(affiliation=("Academia",)))
    assert saved["label"].tolist() == narrowed["label"].tolist()

    page.keyboard.press("Escape")
    tab_to(page, navigation.get_by_role("link", name="Findings"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Findings")
    assert errors == []


def test_the_first_stop_leads_to_the_content(open_page: Open) -> None:
    page = open_page("/agreement")
    drawn(page)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector('main').contains(document.activeElement)"
        "&& document.activeElement !== document.body"
    )


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("registered", sample(PAGES, each=4, first=1), ids=lambda one: one.title)
def test_what_has_the_focus_is_seen(open_page: Open, registered: AppPage, phone: bool) -> None:
    page = open_page(f"/{registered.address}", phone=phone)
    drawn(page)
    stops = []
    for stop in count():
        assert stop < LONGEST_WAY, "the focus is caught"
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if not focused["what"]:
            break
        assert focused["outline"] >= 2, focused["what"]
        assert focused["seen"], focused["what"]
        stops.append(focused["what"])
    assert len(stops) > 5
    unfocused = page.locator("button:visible, a:visible").evaluate_all(
        "parts => parts.filter(part => parseFloat(getComputedStyle(part).outlineWidth) >= 2"
        " && getComputedStyle(part).outlineStyle !== 'none').length"
    )
    assert unfocused == 0
