"""Pages on paper."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.actions import CHART, CHARTS_FILL_THEIR_PLACES, headline
from tests.browser.conftest import Open
from tests.browser.every_page import drawn
from tests.samples import sample

# A view, and its filters in words.
VIEWS = {
    "/agreement?affiliation=Academia&category=4.5": "only Academia; only statements under 4.5",
    "/findings?list=disagreement": "at least 10 % of all respondents disagree",
    "/compare?category=4.5": "only statements under 4.5",
    "/taxonomy?category=4&search=audit": "that contain “audit”",
    "/evidence?part=3": "under 3 Operational Process Controls",
}
NOT_PRINTED = ("Deploy", "Reset filters", "Download", "Share and cite", "Add to deck")
# Texts and bars of a chart that one of its parts cuts through.
CUT_THROUGH = """parts => parts.slice(1).flatMap(part => {
    const sheet = part.getBoundingClientRect()
    return [...part.querySelectorAll('text, path[aria-label]')].filter(mark => {
        const place = mark.getBoundingClientRect()
        return place.top < sheet.top - 0.5 && place.bottom > sheet.top + 0.5
    }).map(mark => mark.textContent || mark.getAttribute('aria-label'))
})"""


def letters(text: str) -> str:
    """A text without spaces and ligatures, which paper has in other places."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def printed(page: Page) -> str:
    """All that is on the paper."""
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return "\n".join(sheet.extract_text() for sheet in paper.pages)


@pytest.mark.parametrize("address", sample(VIEWS, each=3))
def test_paper_has_what_is_said_and_nothing_to_click_on(open_page: Open, address: str) -> None:
    page = open_page(address)
    drawn(page)
    words = headline(page).inner_text()
    paper = printed(page)
    for text in (words, VIEWS[address], "n = ", "Source", "Data version"):
        assert letters(text) in letters(paper)
    assert [text for text in NOT_PRINTED if re.search(rf"\b{text}\b", paper)] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_print_is_dark_on_white_and_within_the_sheet(open_page: Open, dark: bool) -> None:
    page = open_page("/agreement?category=4.5", dark=dark)
    drawn(page)
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": 703, "height": 1000})
    colours = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, p, svg .role-axis-label text, '
                + 'svg .role-title-text text')].filter(part => part.checkVisibility())
            .map(part => getComputedStyle(part)[part.closest('svg') ? 'fill' : 'color'])"""
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    grounds = page.evaluate(
        """() => [...document.querySelectorAll('html, body, #root, #root *')]
            .filter(part => !part.closest('svg'))
            .map(part => getComputedStyle(part).backgroundColor)"""
    )
    assert set(grounds) == {"rgba(0, 0, 0, 0)"}
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"
    edge = page.locator(CHART).evaluate("chart => chart.getBoundingClientRect().right")
    assert edge <= 703


def test_a_long_chart_is_cut_between_its_rows(open_page: Open) -> None:
    page = open_page("/agreement?split=affiliation")
    drawn(page)
    page.emulate_media(media="print")
    page.wait_for_function(CHARTS_FILL_THEIR_PLACES)
    whole = page.locator(CHART).evaluate("chart => chart.getBoundingClientRect().height")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    parts = page.locator(f"{CHART}.part-for-paper")
    assert parts.count() > 2
    heights = parts.evaluate_all("parts => parts.map(part => part.getBoundingClientRect().height)")
    assert sum(heights) == pytest.approx(whole, abs=2)
    assert parts.evaluate_all(CUT_THROUGH) == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert parts.count() == 0
    assert page.locator(CHART).evaluate("chart => chart.getBoundingClientRect().height") == whole
