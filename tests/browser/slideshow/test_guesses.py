"""A room guesses a share before it sees it."""

import pytest
from playwright.sync_api import expect

from exports.slide import Deck
from tests.browser.slideshow.showing import (
    QUESTION,
    OpenShow,
    accessible,
    expect_place,
    predicted,
    press,
    spoken,
)
from tests.exports.example_slides import (
    deck_of,
)


def test_nothing_gives_the_answer_away(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#2")
    expect(page.locator("#stage h2")).to_have_text(QUESTION)
    exhibit = deck.slides[1].exhibit
    press(page, "n")
    page.keyboard.press("l")
    for given in (accessible(page), page.locator("body").inner_text(), page.title()):
        for secret in ("98", exhibit.title, exhibit.sentence, exhibit.link, "Strongly agree"):
            assert secret not in given
    press(page, "Escape")
    assert page.locator("#stage svg").count() == 0
    page.keyboard.press("q")
    expect(page.locator("#code")).to_be_hidden()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator("#stage h2")).to_have_text(exhibit.sentence)
    expect(page.locator("#note-text")).to_have_text("It is 98 %.")
    expect(page.locator("#stage .compared")).to_have_count(0)
    assert len(spoken(page)) == 3
    press(page, "l")
    expect(page.locator("#list li").nth(1)).to_have_text(exhibit.title)


@pytest.mark.parametrize(
    ("low", "high", "answer", "steps", "said"),
    [
        (0.9804, 0.9804, "98 % agree", 2, "98 % agree: you were 38 percentage points too low."),
        (0.59, 0.59, "59 % agree.", 2, "59 % agree: you were 1 percentage point too high."),
        (0.6, 0.6, "60 % agree", 2, "60 % agree: just right."),
        (0.55, 0.7, "55 to 70 % agree", 2, "55 to 70 % agree: that is within what is known."),
        (
            0.7,
            0.8,
            "Between 70 % and 80 % agree",
            2,
            "Between 70 % and 80 % agree: you were at least 10 percentage points too low.",
        ),
    ],
)
def test_a_guess_is_compared_with_the_answer(
    open_show: OpenShow, low: float, high: float, answer: str, steps: int, said: str
) -> None:
    page = open_show(deck_of(predicted(low, high, answer)))
    more = page.get_by_role("button", name="5 per cent more")
    for _ in range(steps):
        more.click()
    expect(page.locator("#stage .guess")).to_have_text("We guess 60 %")
    press(page, "ArrowRight")
    expect(page.locator("#stage .compared")).to_have_text(f"You guessed 60 %. {said}")
    press(page, "ArrowLeft")
    expect(page.locator("#stage .guess")).to_have_text("We guess 60 %")


def test_arrow_keys_on_the_slider_move_the_slider(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#2")
    slider = page.get_by_role("slider")
    slider.focus()
    press(page, "ArrowRight", "ArrowRight", "ArrowLeft")
    expect(page.locator("#stage .guess")).to_have_text("We guess 51 %")
    expect(slider).to_have_attribute("aria-valuetext", "We guess 51 %")
    press(page, "Home")
    expect(page.locator("#stage .guess")).to_have_text("We guess 0 %")
    page.get_by_role("button", name="5 per cent less").click()
    expect(page.locator("#stage .guess")).to_have_text("We guess 0 %")
    expect_place(page, "2")
    # What a presenter's remote control sends.
    slider.focus()
    press(page, "PageDown")
    expect_place(page, "2.2")


def test_after_dragging_keys_belong_to_the_show(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#2")
    box = page.get_by_role("slider").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    expect(page.locator("#stage .guess")).to_have_text("We guess 100 %")
    press(page, "ArrowRight")
    expect(page.locator("#stage .compared")).to_contain_text("2 percentage points too high")
