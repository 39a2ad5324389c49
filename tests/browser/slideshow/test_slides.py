"""What slides show, on any screen and on paper."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from data.answer_options import ANSWER_LABELS
from exports.slide import Deck
from exports.slide_document import as_json
from queries.records import records
from tests.browser.actions import CUT_OFF
from tests.browser.conftest import PHONE
from tests.browser.slideshow.showing import (
    PROJECTOR,
    ROWS_IN_STRIP,
    SMALL_PROJECTOR,
    STRIP,
    OpenShow,
    expect_place,
    press,
    spoken,
)
from tests.exports.example_slides import (
    deck_of,
)
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement


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
