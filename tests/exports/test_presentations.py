"""Presentations, read back: texts, pictures, notes and links, and where things lie."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageStat
from pptx import Presentation
from pptx.util import Pt

from exports.exhibit import Exhibit
from exports.presentations import to_pptx
from exports.slide import Deck, Prediction, Slide
from tests.exports.exhibits import (
    EXHIBITS,
    LINK,
    SPECIAL,
    exhibit_named,
    exhibit_of_texts,
    with_special_characters,
)
from views.decks import HIGHEST_CHART

pytestmark = pytest.mark.slow

PREDICTION = Prediction("What share of 51 experts agrees?", "98 % of 51 experts agree.", 0.98, 0.98)
VERSION = "2026.11.1"
NOTHING = exhibit_of_texts("Agreement", "", "No statement fits these filters.", "Source: none.")


def deck(*exhibits: Exhibit, note: str = "", prediction: Prediction | None = None) -> Deck:
    slides = (Slide("agreement", exhibit, note, prediction, ()) for exhibit in exhibits)
    return Deck("What experts agree on", tuple(slides), VERSION)


def read(made: Deck) -> Any:
    return Presentation(io.BytesIO(to_pptx(made)))


@cache
def presented(name: str) -> tuple[Exhibit, Any]:
    """An exhibit and the presentation of it alone."""
    shown = exhibit_named(name, HIGHEST_CHART)
    return shown, read(deck(shown))


def texts(slide: Any) -> dict[str, str]:
    """What each text of a slide says, by its name, from top to bottom."""
    return {
        shape.name: shape.text_frame.text.replace("\v", "\n")
        for shape in slide.shapes
        if shape.has_text_frame
    }


def pictures(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == 13]


def links(slide: Any) -> list[str]:
    return [run.hyperlink.address for run, _ in runs(slide) if run.hyperlink.address]


def runs(slide: Any) -> Iterator[tuple[Any, str]]:
    """All pieces of text, and the name of what they are in."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    yield run, shape.name


def described(picture: Any) -> str:
    """The alternative text, from the XML."""
    element = ElementTree.fromstring(picture._element.xml)
    (properties,) = (one for one in element.iter() if one.tag.endswith("}cNvPr"))
    return properties.get("descr", "")


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


def check_places(presentation: Any) -> None:
    """Nothing runs off a slide, nothing overlaps, and no text needs more room than it has."""
    for slide in presentation.slides:
        boxes = [
            (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            for shape in slide.shapes
        ]
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= presentation.slide_width
            assert 0 <= top < bottom <= presentation.slide_height
        for one, other in combinations(boxes, 2):
            apart = (
                one[2] <= other[0]
                or other[2] <= one[0]
                or one[3] <= other[1] + Pt(0.5)
                or other[3] <= one[1] + Pt(0.5)
            )
            assert apart


@pytest.mark.parametrize("name", EXHIBITS)
def test_a_slide_says_and_shows_what_the_exhibit_does(name: str) -> None:
    shown, presentation = presented(name)
    check_places(presentation)
    slides = list(presentation.slides)
    assert len(slides) >= max(1, len(shown.panels))
    for number, slide in enumerate(slides, start=1):
        part = f" ({number} of {len(slides)})" if len(slides) > 1 else ""
        text = texts(slide)
        assert slide.shapes.title.text_frame.text == text["Title"] == shown.title + part
        assert text.get("Base", "") == shown.base
        assert text["Sentence"] == shown.sentence
        assert text["Notes and source"] == shown.notes
        assert links(slide) == [shown.link]
        assert len(pictures(slide)) == min(1, len(shown.panels))
        for picture in pictures(slide):
            assert shown.alternative_text in described(picture)
            image = Image.open(io.BytesIO(picture.image.blob))
            assert picture.width / picture.height == pytest.approx(
                image.width / image.height, rel=0.01
            )
            # At least 200 dots to an inch, and not blank.
            assert image.width / picture.width.inches > 200
            assert ImageStat.Stat(image.convert("L")).stddev[0] > 5


@pytest.mark.parametrize("name", EXHIBITS)
def test_letters_are_large_enough_and_of_a_known_language(name: str) -> None:
    least = {"Title": 20, "Sentence": 18, "Base": 12, "Heading": 14}
    for slide in presented(name)[1].slides:
        for run, name_of_text in runs(slide):
            assert run.font.size.pt >= least.get(name_of_text, 9)
            assert run.font.name == "Arial"
            assert run._r.rPr.get("lang") == "en-GB"


def test_each_panel_has_its_heading_on_its_slide() -> None:
    shown, presentation = presented("bounds")
    slides = list(presentation.slides)
    assert [texts(slide)["Heading"] for slide in slides] == [
        panel.heading for panel in shown.panels
    ]
    for slide, panel in zip(slides, shown.panels, strict=True):
        (picture,) = pictures(slide)
        assert described(picture).startswith(panel.heading)


def test_a_title_slide_comes_before_several_slides_only() -> None:
    one = read(deck(NOTHING))
    assert [texts(slide)["Title"] for slide in one.slides] == ["Agreement"]
    several = read(deck(NOTHING, NOTHING))
    check_places(several)
    first, *others = several.slides
    assert texts(first) == {
        "Title": "What experts agree on",
        "Data version": f"Common Ground, data version {VERSION}",
    }
    assert [texts(slide)["Title"] for slide in others] == ["Agreement"] * 2
    assert len(list(read(deck()).slides)) == 0


def test_a_question_comes_before_its_answer() -> None:
    shown = exhibit_named("split")
    presentation = read(deck(shown, note="Say this first.", prediction=PREDICTION))
    check_places(presentation)
    question, answer = presentation.slides
    assert texts(question) == {"Title": "What do you think?", "Question": PREDICTION.question}
    assert not pictures(question)
    assert not links(question)
    assert notes(question) == f"Answer: {PREDICTION.answer}"
    assert texts(answer)["Title"] == shown.title
    assert notes(answer) == f"Say this first.\n\nLive view: {shown.link}"


def test_rare_characters_and_markup_are_kept() -> None:
    shown = with_special_characters()
    question = replace(PREDICTION, question=SPECIAL, answer=SPECIAL)
    filters, answered = read(deck(shown, note=SPECIAL, prediction=question)).slides
    assert texts(filters)["Question"] == SPECIAL
    assert SPECIAL in notes(filters)
    assert notes(answered).startswith(SPECIAL)
    text = texts(answered)
    for name in ("Title", "Base", "Sentence", "Heading", "Notes and source"):
        assert SPECIAL in text[name]
    (picture,) = pictures(answered)
    assert f"Alternative {SPECIAL}" in described(picture)


def test_long_texts_leave_room_for_one_another() -> None:
    shown = replace(
        exhibit_named("split"),
        title="A long title of many words, " * 4,
        sentence="A sentence of many words that says much. " * 10,
        notes="Notes of many words that say where all this comes from. " * 15,
        link=LINK + "&document=Barrett2024" * 20,
    )
    long_question = replace(PREDICTION, question="A question of many words? " * 15)
    presentation = read(
        replace(deck(shown, shown, prediction=long_question), title="A long title of a deck " * 10)
    )
    check_places(presentation)
    last = presentation.slides[len(presentation.slides) - 1]
    assert texts(last)["Link"] == "Open the live view"
    assert links(last) == [shown.link]
    (picture,) = pictures(last)
    assert picture.height.pt > 60


def test_the_file_tells_what_it_is_and_not_where_it_was_made() -> None:
    made = to_pptx(deck(NOTHING))
    properties = Presentation(io.BytesIO(made)).core_properties
    assert properties.title == "What experts agree on"
    assert properties.author == properties.last_modified_by == "Common Ground"
    assert properties.language == "en-GB"
    assert VERSION in properties.subject
    assert properties.created == properties.modified
    assert properties.comments == ""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert not [name for name in parts.namelist() if "printer" in name]


def test_a_slide_is_sixteen_to_nine_and_so_are_its_layouts() -> None:
    presentation = read(deck(NOTHING))
    assert presentation.slide_width * 9 == presentation.slide_height * 16
    for layout in presentation.slide_layouts:
        for shape in layout.placeholders:
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height
