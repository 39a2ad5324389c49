"""Every page of the app, and every tab of it, one after another."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from pages.registry import PAGES
from tests.browser.actions import open_tab, settle

# Besides every page as it opens: views that show what the others do not.
FURTHER = (
    "agreement?affiliation=Academia&split=affiliation&category=4.5",
    "agreement?study=uuk2024",
    "agreement?study=ipie2024&search=labels",
    "agreement?search=no+such+words&nonsense=1",
    "taxonomy?category=4&search=audti",
    "mitigation?id=A0086",
    "risks?domain=7",
    "risk?risk=3.2",
    "risk?risk=9.9",
)
ADDRESSES = (
    *(f"/{page.address}" for page in PAGES),
    *(pytest.param(f"/{address}", marks=pytest.mark.hard) for address in FURTHER),
)
# All that is shown is drawn, and nothing is left of the view before.
DRAWN = """() => !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
        .every(place => place.querySelector('svg'))"""


def drawn(page: Page) -> None:
    """Wait until all of the page is drawn."""
    page.locator("h1").wait_for()
    settle(page)
    page.wait_for_function(DRAWN)


def tabs(page: Page) -> Iterator[str]:
    """Open one tab of the page after the other; one without a name, if it has none."""
    drawn(page)
    names = page.get_by_role("tab").all_text_contents()
    yield names[0] if names else ""
    for name in names[1:]:
        open_tab(page, name)
        drawn(page)
        yield name
