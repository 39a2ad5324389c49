"""The rules of WCAG 2.2 AA that a program can check, on every page in both themes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pages.registry import NAME, PAGES
from tests.browser.actions import CHART
from tests.browser.conftest import DESKTOP, PATIENCE, Open
from tests.browser.every_page import ADDRESSES, drawn, tabs
from tests.charts.colours import contrast
from tests.samples import sample
from views.view import Page as AppPage

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Not part of WCAG, but met: order of headings, landmarks around everything, and such.
ADVICE = "best-practice"
# Streamlit's own: the area that files are dropped on, which is a button's twin for a mouse. It has
# a name though it has no role; no rule of WCAG forbids that.
NOT_OURS = ("presentation-role-conflict", "stFileUploaderDropzone")
SMALLEST = {"width": 320, "height": 800}
LOOKS = [
    ("light", SMALLEST),
    pytest.param(("light", DESKTOP), marks=pytest.mark.hard),
    pytest.param(("dark", SMALLEST), marks=pytest.mark.hard),
]
# Texts of charts that stand on the ground of the page.
TEXTS = """() => {
    const roles = ['axis-label', 'axis-title', 'legend-label', 'legend-title', 'title-text']
    const ground = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor
    return [...document.querySelectorAll(roles.map(role => `svg .role-${role} text`).join())]
        .filter(text => text.textContent)
        .map(text => [text.textContent, getComputedStyle(text).fill, ground])
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter(part => {
    const style = getComputedStyle(part)
    return [style.animationDuration, style.transitionDuration].join().split(',')
        .some(duration => parseFloat(duration) * (duration.trim().endsWith('ms') ? 1 : 1000) > 10)
}).length"""

At = Callable[[str], Page]


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def window(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[At]:
    """A window in a theme and a size, in which one address after another is opened."""
    theme, size = request.param
    context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)

    def at(address: str) -> Page:
        page.goto(f"{server}{address}")
        return page

    yield at
    context.close()


def violations(page: Page, rules: list[str]) -> list[str]:
    """What breaks a rule: the rule, where, and what is wrong."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not (rule["id"] == NOT_OURS[0] and NOT_OURS[1] in node["html"])
    ]


def pale_texts(page: Page) -> list[str]:
    """Texts of charts without enough contrast, which the rules do not look at."""
    return [
        text
        for text, ink, ground in page.evaluate(TEXTS)
        if contrast(hexadecimal(ink), hexadecimal(ground)) < 4.5
    ]


def hexadecimal(colour: str) -> str:
    """A colour that a browser gives as rgb(...) as #rrggbb."""
    red, green, blue = (int(channel) for channel in re.findall(r"\d+", colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_rule_is_broken(window: At, address: str) -> None:
    page = window(address)
    drawn(page)
    assert violations(page, [*RULES, ADVICE]) == []
    assert pale_texts(page) == []


@pytest.mark.parametrize("registered", sample(PAGES, each=3, first=1), ids=lambda one: one.title)
def test_no_rule_is_broken_in_any_tab(open_page: Open, registered: AppPage) -> None:
    page = open_page(f"/{registered.address}", dark=True)
    for tab in tabs(page):
        assert violations(page, [*RULES, ADVICE]) == [], tab
        assert pale_texts(page) == [], tab


@pytest.mark.parametrize("dark", sample([True, False], each=2))
def test_no_rule_is_broken_by_what_opens(open_page: Open, dark: bool) -> None:
    page = open_page("/agreement?affiliation=Academia", dark=dark)
    for menu, within in (("Download", "Research bundle (ZIP)"), ("Share and cite", "BibTeX")):
        drawn(page)
        page.get_by_role("button", name=menu, exact=True).click()
        page.get_by_text(within, exact=True).first.wait_for()
        drawn(page)
        assert violations(page, RULES) == [], menu
        page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Affiliation").click()
    page.get_by_role("option").first.wait_for()
    assert violations(page, RULES) == []


def test_what_is_broken_is_found(open_page: Open) -> None:
    page = open_page("/agreement?category=4.5")
    drawn(page)
    assert violations(page, RULES) == pale_texts(page) == []
    # As a style sheet, which stays when an element is drawn anew.
    pale = "h1, svg .role-axis-label text {color: #ccc !important; fill: #ccc !important}"
    page.add_style_tag(content=pale)
    assert [broken.split(":")[0] for broken in violations(page, RULES)] == ["color-contrast"]
    labels = page.locator("svg .role-axis-label text:not(:empty)")
    assert len(pale_texts(page)) == labels.count() > 0


def test_each_page_says_what_it_is(open_page: Open, errors: list[str]) -> None:
    page = open_page("/")
    origin = page.url
    for registered in PAGES:
        page.goto(f"{origin}{registered.address}")
        drawn(page)
        title = f"{registered.title} · {NAME}" if registered.address else NAME
        expect(page).to_have_title(title)
        assert page.locator("html").get_attribute("lang") == "en"
        expect(page.get_by_role("main")).to_have_count(1)
        expect(page.get_by_role("navigation", name="App pages")).to_be_visible()
    assert errors == []


# Texts of marks, which neither the rules nor ``pale_texts`` look at.
BESIDE_MARKS = {
    "/evidence?part=4": ("^not asked of experts$", "^37$"),
    "/taxonomy?view=By+document": ("^NIST 2024$", "^What each document"),
    "/mitigation?id=A1030": ("^> 60%$", "^100%$"),
}


@pytest.mark.parametrize("address", sample(BESIDE_MARKS, each=3))
def test_texts_beside_marks_take_on_the_colours_of_the_theme(open_page: Open, address: str) -> None:
    texts = BESIDE_MARKS[address]
    colours = []
    for dark in (False, True):
        page = open_page(address, dark=dark)
        found = [page.locator(f"{CHART} text").filter(has_text=re.compile(one)) for one in texts]
        colours.append([one.first.evaluate("text => getComputedStyle(text).fill") for one in found])
    assert all(light != in_the_dark for light, in_the_dark in zip(*colours, strict=True))


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, server: str) -> None:
    moving = []
    for motion in ("no-preference", "reduce"):
        context = browser.new_context(viewport=DESKTOP, reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{server}/agreement")
        drawn(page)
        moving.append(page.evaluate(MOVING))
        context.close()
    assert moving[0] > 0
    assert moving[1] == 0
