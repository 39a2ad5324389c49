"""What presenters do with the slide show, and what they see of it."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from exports.slide import Prediction, Slide
from tests.exports.example_slides import agreement_slide
from views.agreement.filters import AgreementFilters

PROJECTOR = {"width": 1920, "height": 1080}
SMALL_PROJECTOR = {"width": 1280, "height": 720}
ONE_STATEMENT = AgreementFilters(search="pre-deployment risk")
QUESTION = "How many experts agree that labs should assess risks first?"
ADDRESS = "http://show.example/slides"
# The part of a chart that is shown, without the head that parts have in common.
STRIP = "#stage .drawing > svg:not([aria-hidden])"
ROWS_IN_STRIP = """strip => {
    const {d, f} = strip.getScreenCTM()
    const [, from, , height] = strip.getAttribute('viewBox').split(' ').map(Number)
    const middle = text => {
        const {top, bottom} = text.getBoundingClientRect()
        return ((top + bottom) / 2 - f) / d
    }
    return [...strip.querySelectorAll('.role-axis-label text')]
        .filter(text => parseFloat(text.getAttribute('font-size')) === 13
            && text.textContent.trim() && text.getAttribute('opacity') !== '0')
        .map(text => ({text: text.textContent, y: middle(text),
            heading: text.getAttribute('font-weight') === 'bold'}))
        .filter(row => row.y > from && row.y < from + height)
        .sort((a, b) => a.y - b.y)
}"""
OpenShow = Callable[..., Page]


def predicted(low: float, high: float, answer: str) -> Slide:
    prediction = Prediction(QUESTION, answer, low, high)
    return agreement_slide(ONE_STATEMENT, note="It is 98 %.", prediction=prediction)


def expect_place(page: Page, place: str) -> None:
    expect(page).to_have_url(re.compile(f"#{re.escape(place)}$"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def spoken(page: Page) -> list[str]:
    """What a screen reader can say of the marks of the chart that is shown."""
    marks = page.locator("#stage .drawing path[role=graphics-symbol]:not([aria-hidden] *)")
    marks.first.wait_for()
    return [mark.get_attribute("aria-label") or "" for mark in marks.all()]


def accessible(page: Page) -> str:
    """All that a screen reader can find."""
    return page.locator("body").aria_snapshot()


def button(page: Page, name: str) -> Locator:
    page.mouse.move(300, 300)
    page.mouse.move(310, 310)
    return page.locator("#bar").get_by_role("button", name=name, exact=True)
