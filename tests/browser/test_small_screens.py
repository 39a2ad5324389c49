"""Pages fit a small screen, and a page at 200 and at 400 %; what is clicked on is large enough."""

import pytest
from playwright.sync_api import Page

from tests.browser.actions import CHART, CUT_OFF, expect_to_fit
from tests.browser.conftest import DESKTOP, Open
from tests.browser.every_page import ADDRESSES, drawn, tabs

# 1440 pixels at 200 %, and 1280 pixels at 400 %.
WIDTHS = (720, 320)
# Targets smaller than 24 pixels; links within a text may be.
TOO_SMALL = """() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [role=tab], [role=radio]')]
    .filter(part => part.checkVisibility({checkVisibilityCSS: true, checkOpacity: true}))
    .filter(part => !(part.matches('a') && getComputedStyle(part).display === 'inline'))
    .map(part => [part, part.getBoundingClientRect()])
    .filter(([part, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(([part, box]) => `${box.width} x ${box.height}: ${part.outerHTML.slice(0, 160)}`)"""
CHARTS = f"{CHART}:visible"
TITLES = f"{CHARTS} .role-title-text text"


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_cut_off_or_scrolled_sideways(open_page: Open, address: str) -> None:
    page = open_page(address)
    for _ in tabs(page):
        for width in WIDTHS:
            expect_to_fit(page, width)
            assert page.locator(CHARTS).evaluate_all(CUT_OFF) == []
            titles = page.locator(TITLES).all_text_contents()
            assert [title for title in titles if "…" in title] == []
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def open_sidebar(page: Page) -> None:
    fold = page.get_by_role("button", name="Expand sidebar")
    if fold.count():
        fold.click()
        page.locator("[data-testid=stSidebar][data-collapsed=false]").wait_for()


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_targets_are_large_enough(open_page: Open, address: str, phone: bool) -> None:
    page = open_page(address, phone=phone)
    drawn(page)
    assert page.evaluate(TOO_SMALL) == []
    if phone:
        open_sidebar(page)
        page.wait_for_function("() => !document.getAnimations().length")
        assert page.evaluate(TOO_SMALL) == []
