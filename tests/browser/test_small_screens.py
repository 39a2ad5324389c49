"""Pages fit a small screen, and a page at 200 and at 400 %; what is clicked on is large enough."""

from contextlib import suppress
from itertools import islice

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as WaitedTooLong

from pages.registry import PAGES
from tests.browser.actions import CHART, CUT_OFF, expect_to_fit
from tests.browser.conftest import Open
from tests.browser.every_page import ADDRESSES, drawn, tabs
from tests.samples import sample
from views.view import Page as AppPage

# Two screens; 1440 pixels at 200 %; a phone; and a small one, or 1280 pixels at 400 %.
WIDTHS = (1440, 1024, 720, 390, 320)
# Targets smaller than 24 pixels; links within a text may be.
TOO_SMALL = """() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [role=tab], [role=radio]')]
    .filter(part => part.checkVisibility({checkVisibilityCSS: true, checkOpacity: true}))
    .filter(part => !(part.matches('a') && getComputedStyle(part).display === 'inline'))
    .map(part => [part, part.getBoundingClientRect()])
    .filter(([part, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(([part, box]) => `${box.width} x ${box.height}: ${part.outerHTML.slice(0, 160)}`)"""
# Charts and texts of other lengths than those on every page.
OF_OTHER_SHAPES = (
    "/agreement?split=affiliation&category=1",
    "/agreement?study=mit-delphi-2025&split=risk_area&search=AI+users",
    "/mitigation?id=A0197",
    *(
        pytest.param(address, marks=pytest.mark.hard)
        for address in (
            "/agreement?study=ipie2024&split=expertise",
            "/agreement?study=mit-delphi-2025&split=wave",
            "/compare?against=others&measure=agreement",
            "/cross-table?study=ec2020",
            "/cross-table?study=ipie2024&rows=expertise&columns=affiliation",
            "/findings?invited=yes&at_least=20&at_most=100",
            "/mitigation?id=A1030",
            "/mitigation?id=B1",
        )
    ),
)


@pytest.mark.parametrize("address", [*ADDRESSES, *OF_OTHER_SHAPES])
def test_everything_fits_and_can_be_hit(open_page: Open, address: str) -> None:
    page = open_page(address)
    drawn(page)
    for width in WIDTHS:
        expect_whole(page, width)
        assert page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("registered", sample(PAGES, each=3, first=1), ids=lambda one: one.title)
def test_every_tab_fits(open_page: Open, registered: AppPage) -> None:
    page = open_page(f"/{registered.address}", phone=True)
    for _ in islice(tabs(page), 1, None):
        expect_whole(page, WIDTHS[-1])


def expect_whole(page: Page, width: int) -> None:
    """See that at a width the page fits, and its charts with all their texts."""
    expect_to_fit(page, width)
    charts = page.locator(f"{CHART}:visible")
    with suppress(WaitedTooLong):
        page.wait_for_function(
            f"() => !({CUT_OFF})([...document.querySelectorAll('{CHART}')]).length"
        )
    assert charts.evaluate_all(CUT_OFF) == []
    titles = charts.locator(".role-title-text text").all_text_contents()
    assert [title for title in titles if "…" in title] == []


@pytest.mark.parametrize("address", sample(["/agreement", "/taxonomy", "/methods"], each=3))
def test_what_a_phone_folds_can_be_hit(open_page: Open, address: str) -> None:
    page = open_page(address, phone=True)
    drawn(page)
    page.get_by_role("button", name="Expand sidebar").click()
    page.locator("[data-testid=stSidebar][data-collapsed=false]").wait_for()
    page.wait_for_function("() => !document.getAnimations().length")
    assert page.evaluate(TOO_SMALL) == []
