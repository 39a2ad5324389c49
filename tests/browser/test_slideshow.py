"""The slide show as presenters use it: as a file with the network off, and served with filters."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, expect
from pypdf import PdfReader

from data.answer_options import ANSWER_LABELS
from exports.slide import Deck, Prediction, Slide
from exports.slide_document import as_json, to_html
from queries.records import records
from tests.browser.actions import CUT_OFF
from tests.browser.conftest import PATIENCE, PHONE
from tests.exports.example_slides import (
    SIMULATED,
    agreement_slide,
    bounds_slide,
    controls_of,
    deck_of,
)
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement

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


@pytest.fixture(scope="module")
def deck(built_database: object) -> Deck:
    """Ten and more statements, a question, bounds, groups, and simulated answers."""
    return deck_of(
        agreement_slide(
            AgreementFilters(), note="Begin slowly.", controls=controls_of(AgreementFilters())
        ),
        predicted(0.9804, 0.9804, "98 % agree"),
        bounds_slide(),
        agreement_slide(AgreementFilters(split="affiliation", search="audit"), highest=None),
        agreement_slide(SIMULATED, highest=None),
    )


@pytest.fixture
def open_show(browser: Browser, tmp_path: Path, errors: list[str]) -> Iterator[OpenShow]:
    """Open a deck as a file with the network off or, ``online``, at an address."""
    contexts = []

    def remember(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    def opened(
        deck: Deck,
        at: str = "",
        *,
        online: bool = False,
        size: dict[str, int] = PROJECTOR,
        dark: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", remember)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if online:
            document = to_html(deck, "/slides/view.json")
            page.route(
                ADDRESS, lambda route: route.fulfill(body=document, content_type="text/html")
            )
            page.goto(f"{ADDRESS}{at}")
        else:
            file = tmp_path / "deck.html"
            file.write_bytes(to_html(deck))
            context.set_offline(True)
            page.goto(f"{file.as_uri()}{at}")
        page.locator(".slide").first.wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()


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


def counted(filters: AgreementFilters) -> Counter[tuple[str, str, str]]:
    """Statement, answer and count of each answer that somebody gave, if the count is exact."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in records(agreement(filters)):
        for answer, label in ANSWER_LABELS.items():
            if row[f"{answer}_high"]:
                assert row[f"{answer}_low"] == row[f"{answer}_high"]
                found[row["label"], label, str(row[f"{answer}_low"])] += 1
    return found


def test_the_marks_have_the_figures_of_the_rows(
    open_show: OpenShow, deck: Deck, errors: list[str]
) -> None:
    page = open_show(deck)
    every = counted(AgreementFilters())
    shown: Counter[tuple[str, str, str]] = Counter()
    while not page.url.endswith("#2"):
        for said in dict.fromkeys(spoken(page)):
            matched = re.fullmatch(r"(.+), .+?: (.+?), (\d+) of \d+, .+", said)
            assert matched, said
            shown[matched[1], matched[2], matched[3]] += 1
        before = page.url
        press(page, "ArrowRight")
        expect(page).not_to_have_url(before)
    assert shown == every
    assert errors == []


def test_each_slide_has_its_texts(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#3")
    exhibit = deck.slides[2].exhibit
    expect(page.locator("#stage h1")).to_have_text(exhibit.title)
    expect(page.locator("#stage h2")).to_have_text(exhibit.sentence)
    for text in (exhibit.base, exhibit.notes):
        expect(page.locator("#stage footer")).to_contain_text(text)
    expect(page.locator("#stage .number")).to_have_text("3 / 5")
    expect(page).to_have_title(f"3. {exhibit.title} – {deck.title}")
    expect(page.locator("#said")).to_contain_text("Slide 3 of 5")
    chart = page.locator("#stage .drawing[role=graphics-document]")
    expect(chart).to_have_attribute("aria-label", exhibit.alternative_text)
    assert spoken(page)[0] == "Critical infrastructure: more than 60%, no exact figure"
    drawn = page.locator("#stage footer .code svg path").last.get_attribute("d")
    assert drawn
    assert drawn in as_json(deck.slides[2])["exhibit"]["qr_code"]


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


def test_a_click_on_a_mark_shows_what_it_is(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#3")
    mark = page.locator("#stage path[role=graphics-symbol]").first
    mark.hover()
    tooltip = page.locator("#vg-tooltip-element")
    expect(tooltip).to_be_visible()
    expect(tooltip).to_contain_text("more than 60%, no exact figure")
    before = page.locator("#stage .drawing svg").evaluate("svg => svg.getAttribute('viewBox')")
    mark.click()
    expect(tooltip).to_be_visible()
    expect_place(page, "3")
    after = page.locator("#stage .drawing svg").evaluate("svg => svg.getAttribute('viewBox')")
    assert after == before


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


def test_light_and_dark(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#3", dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    ink = """getComputedStyle(document.querySelector('#stage .drawing text')).fill"""
    dark = (page.evaluate(ground), page.evaluate(ink))
    press(page, "d")
    light = (page.evaluate(ground), page.evaluate(ink))
    assert light == ("rgb(255, 255, 255)", "rgb(27, 33, 40)")
    assert dark == ("rgb(17, 22, 28)", "rgb(237, 241, 245)")
    page.reload()
    page.locator("#stage .drawing").wait_for()
    page.wait_for_function(f"() => {ground} === '{light[0]}'")
    code = page.locator("#stage .code path").first
    expect(code).to_have_attribute("fill", "#fff")


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


@pytest.mark.parametrize("size", [PROJECTOR, SMALL_PROJECTOR], ids=["large", "small"])
def test_the_back_row_can_read_the_charts(
    open_show: OpenShow, deck: Deck, size: dict[str, int]
) -> None:
    page = open_show(deck, size=size)
    for slide in (1, 3, 4, 5):
        page.evaluate("slide => {location.hash = slide}", slide)
        expect(page.locator("#stage .number")).to_have_text(f"{slide} / 5")
        expect_to_be_read_from_afar(page, size)


def expect_to_be_read_from_afar(page: Page, size: dict[str, int]) -> None:
    """See that the chart of a slide fills its place, and is large enough."""
    page.locator("#stage .drawing").wait_for()
    # Pixels of the smallest text as it appears, and how much of the window's height is used.
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll('#stage .drawing text')]
            .filter(text => text.textContent.trim())
            .map(text => parseFloat(text.getAttribute('font-size')) * text.getScreenCTM().d))"""
    )
    assert smallest >= 21 * size["height"] / PROJECTOR["height"]
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    chart = page.locator("#stage .chart").bounding_box()
    drawing = page.locator("#stage .drawing").bounding_box()
    assert chart
    assert chart == drawing
    assert page.locator("#stage .drawing > svg").evaluate_all(CUT_OFF) == []


def test_groups_stay_with_their_statement(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#4")
    parts = int(page.locator("#stage .heading").inner_text().rsplit(" ", 1)[1])
    assert parts > 1
    seen: list[str] = []
    for number in range(1, parts + 1):
        expect_place(page, "4" if number == 1 else f"4.{number}")
        rows = page.locator(STRIP).evaluate(ROWS_IN_STRIP)
        assert rows[0]["heading"]
        seen += [row["text"] for row in rows]
        press(page, "ArrowRight")
    shown = agreement(AgreementFilters(split="affiliation", search="audit"))
    expected = []
    for label, groups in shown.groupby("label", sort=False):
        expected += [label, *groups["group"]]
    assert seen == expected


def test_simulated_answers_say_so_on_every_part(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#5")
    expect(page.locator("#stage h1")).to_contain_text("SIMULATED")
    parts = int(page.locator("#stage .heading").inner_text().rsplit(" ", 1)[1])
    assert parts > 1
    for number in range(1, parts + 1):
        expect(page.locator("#stage .heading")).to_contain_text(f"part {number} of {parts}")
        mark = page.locator(f"{STRIP} text", has_text="SIMULATED")
        box, chart = mark.bounding_box(), page.locator("#stage .chart").bounding_box()
        assert box
        assert chart
        middle = box["y"] + box["height"] / 2
        assert chart["y"] < middle < chart["y"] + chart["height"]
        press(page, "ArrowRight")


def test_a_slide_is_drawn_anew_for_another_size(open_show: OpenShow, deck: Deck) -> None:
    page = open_show(deck, "#3")
    drawing = page.locator("#stage .drawing")
    before = drawing.get_attribute("viewBox")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(drawing).not_to_have_attribute("viewBox", before or "")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect_place(page, "3")
    assert len(spoken(page)) == 5


def test_a_chart_that_cannot_be_drawn_is_told_in_words(open_show: OpenShow, deck: Deck) -> None:
    slide = deck.slides[2]
    (panel,) = slide.exhibit.panels
    broken = replace(panel, chart={"mark": "bar", "data": {"values": [1]}, "layer": 7})
    exhibit = replace(slide.exhibit, panels=(broken,), alternative_text="Bounds of five areas")
    page = open_show(deck_of(replace(slide, exhibit=exhibit), slide))
    failure = page.locator("#stage .failure")
    expect(failure).to_contain_text("could not be drawn")
    expect(failure).to_contain_text("Bounds of five areas")
    press(page, "ArrowRight")
    assert len(spoken(page)) == 5


def test_slides_without_charts_and_decks_without_slides(
    open_show: OpenShow, deck: Deck, errors: list[str]
) -> None:
    slide = deck.slides[2]
    page = open_show(deck_of(replace(slide, exhibit=replace(slide.exhibit, panels=()))))
    expect(page.locator("#stage h2")).to_have_text(slide.exhibit.sentence)
    empty = open_show(deck_of())
    expect(empty.locator("#stage")).to_have_text("This deck has no slides")
    press(empty, "ArrowRight", "l", "Escape", "n", "q", "End")
    expect(empty.locator("#stage")).to_have_text("This deck has no slides")
    assert errors == []


def test_texts_are_never_read_as_html(open_show: OpenShow, deck: Deck, errors: list[str]) -> None:
    hostile = "</script><img src=x onerror=alert(1)><b>bold</b>"
    slide = deck.slides[2]
    exhibit = replace(slide.exhibit, title=hostile, sentence=hostile, notes=hostile)
    page = open_show(deck_of(replace(slide, exhibit=exhibit, note=hostile), title=hostile))
    press(page, "n", "l")
    for place in ("#stage h1", "#stage h2", "#note-text", "#list li"):
        expect(page.locator(place)).to_have_text(hostile)
    assert page.locator("img, b").count() == 0
    assert errors == []


def test_printed_each_slide_has_a_page(open_show: OpenShow, deck: Deck, tmp_path: Path) -> None:
    short = replace(deck, slides=(deck.slides[1], deck.slides[2]))
    page = open_show(short, dark=True)
    press(page, "End")
    expect_place(page, "2")
    file = tmp_path / "handout.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(file).pages]
    assert len(sheets) == 2
    for sheet, slide in zip(sheets, short.slides, strict=True):
        flat = re.sub(r"\s+", "", sheet)
        assert re.sub(r"\s+", "", slide.exhibit.sentence) in flat
    assert "Strongly agree" in sheets[0]
    assert "Critical infrastructure" in sheets[1]
    expect(page.locator("#stage .drawing")).to_be_visible()


def test_there_are_no_barriers(open_show: OpenShow, deck: Deck) -> None:
    for dark in (False, True):
        page = open_show(deck, "#3", dark=dark)
        for keys in ((), ("n",), ("l",), ("Escape", "?"), ("Escape", "Home"), ("ArrowRight",)):
            press(page, *keys)
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()


class Server:
    """A stand-in for the application: it answers with views under the filters asked for."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.failing: str | None = None

    def answer(self, route: Route) -> None:
        (step,) = parse_qs(urlsplit(route.request.url).query)["step"]
        page, _, query = step.partition("?")
        wanted = parse_qs(query)
        self.asked.append({"page": [page], **wanted})
        if self.failing == "network":
            route.abort()
        elif self.failing:
            message = {"error": "affiliation", "message": self.failing}
            route.fulfill(status=400, json=message)
        else:
            filters = AgreementFilters(
                affiliation=tuple(wanted.get("affiliation", ())),
                base=wanted.get("base", ["respondents"])[0],
                search=ONE_STATEMENT.search,
            )
            slide = agreement_slide(filters, controls=controls_of(filters))
            route.fulfill(json=json.loads(json.dumps(as_json(replace(slide, step=step)))))


@pytest.fixture
def live(open_show: OpenShow, deck: Deck) -> tuple[Page, Server]:
    """A slide with filters, served, and what serves it."""
    slide = agreement_slide(ONE_STATEMENT, controls=controls_of(ONE_STATEMENT))
    page = open_show(deck_of(slide, deck.slides[2]), online=True)
    server = Server()
    page.route("**/slides/view.json?*", server.answer)
    press(page, "/")
    expect(page.locator("#filters")).to_be_visible()
    return page, server


def test_filters_change_the_slide(live: tuple[Page, Server], deck: Deck) -> None:
    page, server = live
    whole = spoken(page)
    page.get_by_role("checkbox", name="Academia").check()
    expect(page.locator("#stage .changed")).to_contain_text("Changed from the deck")
    narrowed = AgreementFilters(affiliation=("Academia",), search=ONE_STATEMENT.search)
    (row,) = records(agreement(narrowed))
    academia = spoken(page)
    assert academia != whole
    assert sum("Strongly agree" in said for said in academia) == 1
    assert f"{row['strongly_agree_low']} of " in " ".join(academia)
    expect(page.locator("#stage h2")).to_contain_text("Academia")
    expect(page.get_by_role("checkbox", name="Academia")).to_be_focused()
    page.get_by_role("checkbox", name="AGI lab").check()
    expect(page.locator("#stage h2")).to_contain_text("AGI lab")
    page.get_by_label("Percentages of").select_option("Those with an opinion")
    expect(page.locator("#stage .base")).to_contain_text("those with an opinion")
    assert server.asked[-1] == {
        "page": ["agreement"],
        "search": [ONE_STATEMENT.search],
        "affiliation": ["AGI lab", "Academia"],
        "base": ["opinion"],
    }
    page.get_by_role("button", name="Back to the deck’s view").click()
    expect(page.locator("#stage .changed")).to_have_count(0)
    assert spoken(page) == whole
    expect(page.get_by_role("checkbox", name="Academia")).not_to_be_checked()


def test_another_slide_restores_the_deck(live: tuple[Page, Server]) -> None:
    page, _ = live
    for key in ("0", "Backspace", "PageDown"):
        page.get_by_role("checkbox", name="Academia").check()
        expect(page.locator("#stage .changed")).to_have_count(1)
        page.locator(":focus").evaluate("focused => focused.blur()")
        press(page, key)
        expect(page.locator("#stage .changed")).to_have_count(0)
    expect_place(page, "2")
    press(page, "ArrowLeft")
    expect_place(page, "1")
    expect(page.locator("#stage .changed")).to_have_count(0)


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("network", "There is no connection to the server."),
        ("There are too few experts to show them.", "There are too few experts to show them."),
    ],
)
def test_a_view_that_cannot_be_fetched_changes_nothing(
    live: tuple[Page, Server], failing: str, said: str
) -> None:
    page, server = live
    whole = spoken(page)
    server.failing = failing
    box = page.get_by_role("checkbox", name="Academia")
    box.click()
    message = page.get_by_role("alert")
    expect(message).to_have_text(f"{said} The slide stays as it was.")
    expect(box).not_to_be_checked()
    assert spoken(page) == whole
    server.failing = None
    box.click()
    expect(page.locator("#stage .changed")).to_have_count(1)
    expect(message).to_have_text("")


def test_online_a_question_has_no_filters_before_its_answer(
    open_show: OpenShow, deck: Deck
) -> None:
    slide = replace(deck.slides[1], controls=controls_of(ONE_STATEMENT))
    page = open_show(deck_of(slide), online=True)
    press(page, "/")
    expect(page.locator("#filters")).to_be_hidden()
    press(page, "ArrowRight")
    expect_place(page, "1.2")
    press(page, "/")
    expect(page.locator("#filters")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#filters")).to_be_hidden()
