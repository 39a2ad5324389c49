"""A view within another page: its sentence, its chart and a way to the whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from exports.exhibit import Exhibit
from pages.share_menu import embedding
from tests.samples import sample
from tests.views.some_views import read_address
from views.permalinks import Permalink, exhibit_of

VIEWS = ("agreement?category=4.5&split=affiliation", "findings?list=divided", "evidence?part=1")


def exhibit_at(address: str, server: str) -> Exhibit:
    view: Permalink = read_address(address)[0]
    return exhibit_of(view, server)


def embedded(page: Page, exhibit: Exhibit, width: int) -> FrameLocator:
    """The view in a page of somebody else."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(f'<html lang="en"><h1>A page</h1>{embedding(exhibit)}</html>')
    frame = page.frame_locator("iframe")
    expect(frame.locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible(timeout=30_000)
    return frame


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page."""
    empty = browser.new_page()
    yield empty
    empty.close()


@pytest.mark.parametrize("address", sample(VIEWS, each=3))
def test_an_embedded_view_is_whole_and_leads_to_the_dashboard(
    page: Page, server: str, address: str
) -> None:
    exhibit = exhibit_at(address, server)
    frame = embedded(page, exhibit, 1100)
    expect(frame.locator("h2").first).to_contain_text(exhibit.sentence.split(",")[0][:40])
    expect(frame.get_by_role("link", name="Common Ground")).to_have_attribute("href", exhibit.link)
    for part in ("stHeader", "stSidebar", "stMetric"):
        assert not any(one.is_visible() for one in frame.get_by_test_id(part).all())
    expect(frame.get_by_role("button", name="Share and cite")).to_have_count(0)
    drawn = frame.locator("[data-testid=stVegaLiteChart]").first.bounding_box()
    outside = frame.owner.bounding_box()
    assert drawn
    assert outside
    assert drawn["y"] + drawn["height"] <= outside["y"] + outside["height"]


def test_an_embedded_view_fits_a_narrow_page(page: Page, server: str) -> None:
    frame = embedded(page, exhibit_at(VIEWS[0], server), 380)
    wider = frame.get_by_test_id("stMain").evaluate("one => one.scrollWidth - one.clientWidth")
    assert wider <= 0
