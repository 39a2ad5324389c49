"""What readers do with a page, and what they see of it."""

import io
import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pandas as pd
from playwright.sync_api import Download, Locator, Page, expect
from playwright.sync_api import TimeoutError as WaitedTooLong

from tests.browser.conftest import PHONE

CHART = "[data-testid=stVegaLiteChart] svg"
CELL = "[data-testid=stDataFrame] [role=gridcell]"
# What of a page can be scrolled sideways; tables may be, the page may not.
SCROLLED_SIDEWAYS = """() => [...document.querySelectorAll('html, [data-testid=stMain], '
    + '[data-testid=stMain] *')].filter(part => part.scrollWidth > part.clientWidth + 1
    && (part.matches('html, [data-testid=stMain]')
        || ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
    && !part.closest('[data-testid=stDataFrame]')).map(part => part.outerHTML.slice(0, 200))"""
CUT_SHORT = """() => [...document.querySelectorAll('[data-testid=stPageLink-NavLink] p')]
    .filter(text => text.checkVisibility({visibilityProperty: true}))
    .filter(text => text.scrollWidth > text.clientWidth + 1).map(text => text.textContent)"""
CHARTS_FILL_THEIR_PLACES = """() => {
    const places = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
    const edge = part => part?.getBoundingClientRect().right
    return places.every(place => Math.abs(edge(place.querySelector('svg')) - edge(place)) < 3)
}"""
# A chart that is drawn anew, as for another width, hears no click meanwhile.
CHARTS_AT_REST = f"""() => new Promise(answer => {{
    const charts = () => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')]
    const before = charts()
    setTimeout(() => answer(charts().every((chart, number) => chart === before[number])
        && ({CHARTS_FILL_THEIR_PLACES})()), 300)
}})"""
# Texts and marks that lie, for a good part, outside the drawing they belong to.
CUT_OFF = """charts => charts.flatMap(chart => {
    const edge = chart.getBoundingClientRect()
    return [...chart.querySelectorAll('text, path[aria-label]')].filter(part => {
        const place = part.getBoundingClientRect()
        return place.width && (place.right > edge.right + 4 || place.left < edge.left - 4)
    }).map(part => part.textContent || part.getAttribute('aria-label'))
})"""


def headline(page: Page) -> Locator:
    """The sentence at the top of the page."""
    return page.locator("h2").first


def query_of(page: Page) -> str:
    return urlsplit(page.url).query


def settle(page: Page) -> None:
    """Wait until the page has been drawn to its end."""
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")


def choose(page: Page, filter_name: str, option: str) -> None:
    box = page.get_by_role("combobox", name=filter_name, exact=True)
    box.click()
    box.press_sequentially(option)
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def enter(page: Page, field: str, text: str) -> None:
    box = page.get_by_label(field, exact=True)
    box.fill(text)
    box.press("Enter")


def chart_texts(page: Page) -> list[str]:
    page.locator(CHART).wait_for()
    return page.locator(f"{CHART} text").all_text_contents()


def expect_in_chart(page: Page, texts: list[str], among: list[str]) -> None:
    """See that of some texts the chart has these, in this order."""
    any_of_them = re.compile(f"^({'|'.join(map(re.escape, among))})$")
    found = page.locator(f"{CHART} text").filter(has_text=any_of_them)
    expect(found).to_have_text(texts)


def described(page: Page) -> str:
    """What a screen reader says of the chart as a whole."""
    chart = page.locator("[data-testid=stVegaLiteChart]")
    return chart.get_attribute("aria-label") or ""


def mark(page: Page, description: str) -> Locator:
    """A bar, tile or cell of a chart by the beginning of what a screen reader says of it."""
    return page.locator(f"{CHART} path[aria-label^='{description}']").first


def click(drawn: Locator, *, at_its_top: bool = False) -> None:
    """Click in the middle of a mark of a chart, or at its top, even if something lies over it."""
    drawn.wait_for()
    settle(drawn.page)
    drawn.page.wait_for_function(CHARTS_AT_REST)
    drawn.click(force=True, position={"x": 12, "y": 12} if at_its_top else None)


def listed(page: Page) -> Locator:
    """The links to records of mitigations in the page; each is there once more, unseen."""
    return page.locator("[data-testid=stMain] a[href*='mitigation?id=']:visible")


def expect_listed(page: Page, identifiers: list[str]) -> None:
    """See that the page lists these mitigations, in this order."""
    expect(listed(page)).to_have_text([re.compile(f"{one} · ") for one in identifiers])


def expect_query(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(f"?{query}") + "$"))


def go_back(page: Page) -> None:
    """Go back to the page before.

    A page that sets right the address it was reached by may leave a step of its own.
    """
    left = urlsplit(page.url).path
    page.go_back()
    if urlsplit(page.url).path == left:
        page.go_back()


def open_tab(page: Page, name: str) -> None:
    tab = page.get_by_role("tab", name=name, exact=True)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")
    settle(page)


def expect_tab(page: Page, name: str) -> None:
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute(
        "aria-selected", "true"
    )


def saved_by(page: Page, button: str) -> pd.DataFrame:
    """The rows of a CSV file that a button saves, as texts."""
    return rows_of(taken(page, button))


def taken(page: Page, button: str) -> Download:
    """The file that a button saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value


def rows_of(download: Download) -> pd.DataFrame:
    """The rows of a CSV file, as texts."""
    return pd.read_csv(Path(download.path()), dtype=str, keep_default_na=False)


def open_menu(page: Page, name: str) -> Locator:
    """Open a menu of the view: what can be taken away, or how it is shared."""
    settle(page)
    page.get_by_role("button", name=name).first.click()
    menu = page.locator("[data-testid=stPopoverBody]")
    expect(menu).to_be_visible()
    settle(page)
    return menu


def close_menu(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
    settle(page)


def saved(page: Page, table: str = "") -> pd.DataFrame:
    """The rows of a table of the view as a CSV file, as texts; of the first, if none is named."""
    open_menu(page, "Download")
    if table:
        choose_in_menu(page, "Rows", table)
    rows = rows_of(taken(page, "CSV"))
    close_menu(page)
    return rows


def choose_in_menu(page: Page, filter_name: str, option: str) -> None:
    """Choose from a list in a menu, and leave the menu open."""
    page.get_by_role("combobox", name=filter_name).click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def asked_of_the_api(page: Page) -> str:
    """The query string with which the view leads to its twin in the data API."""
    link = open_menu(page, "Download").get_by_role("link", name="Data API")
    address = link.get_attribute("href") or ""
    close_menu(page)
    return urlsplit(address).query


def served(address: str) -> pd.DataFrame:
    """The rows that the data API gives as CSV, as texts."""
    with urlopen(address) as reply:
        return pd.read_csv(io.BytesIO(reply.read()), dtype=str, keep_default_na=False)


def rows_in_table(page: Page) -> int:
    """How many rows the table has, by what it tells screen readers."""
    page.locator(CELL).first.wait_for(state="attached")
    grid = page.locator("[data-testid=stDataFrame] [role=grid]")
    return int(grid.get_attribute("aria-rowcount") or 0) - 1


def first_column(page: Page) -> list[str]:
    """The texts in the first column of the table, as far as they are drawn."""
    page.locator(CELL).first.wait_for(state="attached")
    return page.locator(f"{CELL}[aria-colindex='1']").all_text_contents()


def expect_to_fit(page: Page, width: int) -> None:
    """See that at a width charts fill their places, links in lists can be read to their ends, and
    nothing must be scrolled sideways."""
    page.set_viewport_size({"width": width, "height": PHONE["height"]})
    settle(page)
    page.wait_for_function(CHARTS_FILL_THEIR_PLACES)
    with suppress(WaitedTooLong):
        page.wait_for_function(f"() => !({SCROLLED_SIDEWAYS})().length")
    assert page.evaluate(SCROLLED_SIDEWAYS) == []
    assert page.evaluate(CUT_SHORT) == []


def cut_off(page: Page) -> list[str]:
    """What of the charts is cut off at their edges."""
    page.locator(CHART).first.wait_for()
    found = page.locator(CHART).evaluate_all(CUT_OFF)
    return [str(text) for text in found]
