"""How presenters move through a deck, and what they call up."""

from dataclasses import replace

from playwright.sync_api import expect

from exports.slide import Deck
from tests.browser.conftest import PHONE
from tests.browser.slideshow.showing import (
    PROJECTOR,
    QUESTION,
    OpenShow,
    button,
    expect_place,
    predicted,
    press,
)
from tests.exports.example_slides import (
    deck_of,
)


def test_keys_and_clicks_step(open_show: OpenShow, deck: Deck) -> None:
    short = replace(
        deck, slides=(deck.slides[2], predicted(0.6, 0.7, "Many agree"), deck.slides[2])
    )
    page = open_show(short)
    for key, place in [
        ("ArrowRight", "2"),
        ("Space", "2.2"),
        ("PageDown", "3"),
        ("PageDown", "3"),
        ("ArrowLeft", "2.2"),
        ("Shift+Space", "2"),
        ("PageUp", "1"),
        ("PageUp", "1"),
        ("End", "3"),
        ("Home", "1"),
    ]:
        press(page, key)
        expect_place(page, place)
    page.mouse.click(700, 60)
    expect_place(page, "2")
    # A click beside the slider must not give the answer away.
    page.mouse.click(700, 60)
    button(page, "Next").click()
    expect_place(page, "2.2")
    button(page, "Previous").click()
    expect_place(page, "2")
    page.reload()
    expect(page.locator("#stage .number")).to_have_text("2 / 3")


def test_quick_keys_lead_as_far_as_slow_ones(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck_of(*[deck.slides[2]] * 9))
    press(page, *["ArrowRight"] * 7)
    expect_place(page, "8")
    expect(page.locator("#stage .number")).to_have_text("8 / 9")


def test_a_bad_number_goes_to_the_nearest(
    open_show: OpenShow, deck: Deck, errors: list[str]
) -> None:
    page = open_show(deck)
    for given, place in (("#99", 5), ("#0", 1), ("#-3", 1), ("#x", 1), ("#3.9", 3)):
        page.evaluate("given => history.replaceState(null, '', given)", given)
        page.reload()
        expect_place(page, str(place))
        expect(page.locator("#stage .number")).to_have_text(f"{place} / 5")
        page.evaluate("location.hash = '#2'")
        expect(page.locator("#stage .number")).to_have_text("2 / 5")
    assert errors == []


def test_a_swipe_steps(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#3", size=PHONE)
    swipe = """([from, to]) => {
        const target = document.querySelector('#stage h2')
        const at = clientX => [new Touch({identifier: 1, target, clientX, clientY: 200})]
        const touch = (kind, touches, changedTouches) => target.dispatchEvent(
            new TouchEvent(kind, {bubbles: true, touches, changedTouches}))
        touch('touchstart', at(from), at(from))
        touch('touchend', [], at(to))
    }"""
    page.evaluate(swipe, [300, 100])
    expect_place(page, "4")
    page.evaluate(swipe, [100, 300])
    expect_place(page, "3")
    page.evaluate(swipe, [200, 190])
    expect_place(page, "3")


def test_the_note_is_shown_only_on_demand(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck)
    note = page.get_by_role("complementary", name="Speaker’s note")
    expect(note).to_be_hidden()
    press(page, "n")
    expect(note).to_contain_text("Begin slowly.")
    press(page, "Escape")
    expect(note).to_be_hidden()
    button(page, "Note").click()
    expect(note).to_be_visible()
    press(page, "End")
    expect(note).to_contain_text("This slide has no note.")


def test_the_list_leads_to_slides(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck)
    press(page, "l")
    slides = page.locator("#list li")
    expect(slides).to_have_text(
        [QUESTION if slide.prediction else slide.exhibit.title for slide in deck.slides]
    )
    slides.nth(2).click()
    expect(page.locator("#list")).to_be_hidden()
    expect_place(page, "3")
    press(page, "?")
    expect(page.locator("#help")).to_contain_text("Full screen")
    expect(page.locator("#help")).to_contain_text(deck.data_version)
    press(page, "ArrowRight", "Escape")
    expect(page.locator("#help")).to_be_hidden()
    expect_place(page, "3")


def test_the_qr_code_can_be_large(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#3")
    press(page, "q")
    link = page.locator("#code").get_by_role("link")
    expect(link).to_have_attribute("href", deck.slides[2].exhibit.link)
    box = page.locator("#code svg").bounding_box()
    assert box
    assert box["width"] > PROJECTOR["height"] / 2


def test_controls_hide_until_the_mouse_moves(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#3")
    bar = page.locator("#bar")
    expect(bar).to_have_css("opacity", "0")
    press(page, "ArrowRight")
    expect(bar).to_have_css("opacity", "0")
    page.mouse.move(100, 100)
    expect(bar).to_have_css("opacity", "1")
    for one in bar.get_by_role("button").all():
        box = one.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 32
    expect(bar.get_by_role("button", name="Filters")).to_be_hidden()
    expect(bar).to_have_css("opacity", "0")
    press(page, "Tab")
    expect(bar).to_have_css("opacity", "1")
