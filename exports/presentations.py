"""A deck as a PowerPoint presentation: texts as texts, charts as pictures with alternative text."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as PresentationFile
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide as PresentationSlide
from pptx.util import Pt

from exports.exhibit import Exhibit
from exports.slide import Deck, Prediction, Slide
from exports.slide_pictures import SlidePicture, slide_picture
from exports.text_lines import lines, text_width

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
AUTHOR = "Common Ground"
FONT = "Arial"
# Points.
WIDTH, HEIGHT, MARGIN, GAP = 960, 540, 36, 10
ROOM = WIDTH - 2 * MARGIN
# A chart has this height, however long the texts around it are.
LEAST = 60
LINE = 1.2
# Sizes of letters, the largest that needs no more lines than there should be.
TITLE_SIZES, SENTENCE_SIZES, NOTE_SIZES = (28, 26, 24, 22, 20), (22, 20, 18), (11, 10, 9)
QUESTION_SIZES = (40, 36, 32, 28, 24, 20)
BASE_SIZE, HEADING_SIZE = 14, 16
TITLE_SLIDE, TITLE_ONLY = 0, 5
# A file says when it was made; this one is the same whenever it is made.
MADE = datetime(2026, 1, 1)


@dataclass(frozen=True)
class SlideText:
    """Text of a slide, in letters of so many points, with room above it."""

    name: str
    text: str
    size: int
    above: int = 0
    bold: bool = False
    link: str = ""

    @property
    def height(self) -> float:
        """Points that it takes."""
        parts = self.text.splitlines()
        number = sum(len(lines(part, ROOM, self.size, bold=self.bold)) or 1 for part in parts)
        return self.above + number * self.size * LINE


def to_pptx(deck: Deck) -> bytes:
    """A presentation of 16:9.

    Each chart of each slide has a slide of its own. A slide whose share is to be guessed comes
    after one that only asks. Speaker's notes are on the notes pages.
    """
    presentation = _empty(deck)
    if len(deck.slides) > 1:
        _add_title(presentation, deck)
    for slide in deck.slides:
        if slide.prediction:
            _add_question(presentation, slide.prediction)
        _add_view(presentation, slide)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _empty(deck: Deck) -> PresentationFile:
    presentation = Presentation()
    wider = Pt(WIDTH) / presentation.slide_width
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    placed = [
        (shape, shape.left, shape.width)
        for layout in (presentation.slide_master, *presentation.slide_layouts)
        for shape in layout.placeholders
    ]
    for shape, left, width in placed:
        shape.left, shape.width = round(left * wider), round(width * wider)
    # The settings of the printer of whoever made the library's template.
    for name, relationship in list(presentation.part.rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS:
            presentation.part.rels.pop(name)
    properties = presentation.core_properties
    properties.title, properties.subject = deck.title, f"Data version {deck.data_version}"
    properties.author = properties.last_modified_by = AUTHOR
    properties.created = properties.modified = MADE
    properties.language, properties.comments = "en-GB", ""
    return presentation


def _add_title(presentation: PresentationFile, deck: Deck) -> None:
    added = presentation.slides.add_slide(presentation.slide_layouts[TITLE_SLIDE])
    title = SlideText(
        "Title", deck.title, _size(deck.title, QUESTION_SIZES, 3, bold=True), bold=True
    )
    top = HEIGHT / 2 - title.height
    _write(added.shapes.title, title, top)
    version = SlideText("Data version", f"{AUTHOR}, data version {deck.data_version}", 18)
    _write(added.placeholders[1], version, top + title.height + 2 * GAP)


def _add_question(presentation: PresentationFile, prediction: Prediction) -> None:
    added = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    _write(added.shapes.title, SlideText("Title", "What do you think?", 28, bold=True), MARGIN)
    question = prediction.question
    text = SlideText("Question", question, _size(question, QUESTION_SIZES, 5))
    _write(_box(added), text, (HEIGHT - text.height) / 2)
    added.notes_slide.notes_text_frame.text = f"Answer: {prediction.answer}"


def _add_view(presentation: PresentationFile, slide: Slide) -> None:
    exhibit = slide.exhibit
    below = list(_below(exhibit))
    foot = HEIGHT - MARGIN / 2 - sum(text.height for text in below)
    pictures = list(_pictures(exhibit, foot - GAP))
    for number, (heading, picture) in enumerate(pictures, start=1):
        part = f" ({number} of {len(pictures)})" if len(pictures) > 1 else ""
        added = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
        title, *above = _above(exhibit, part, heading)
        down = _write(added.shapes.title, title, MARGIN / 2)
        for text in above:
            down = _write(_box(added), text, down)
        if picture:
            described = ". ".join(filter(None, (heading, exhibit.alternative_text))) + part
            _add_picture(added, picture, described, down + GAP)
        down = foot
        for text in below:
            down = _write(_box(added), text, down)
        notes = [slide.note, f"Live view: {exhibit.link}"]
        added.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, notes))


def _pictures(exhibit: Exhibit, bottom: float) -> Iterator[tuple[str, SlidePicture | None]]:
    """The picture of each chart with its heading; one without, if there is no chart."""
    for panel in exhibit.panels:
        # Room for the longest of titles that say which part this is.
        above = _above(exhibit, " (99 of 99)", panel.heading)
        top = MARGIN / 2 + sum(text.height for text in above) + GAP
        yield panel.heading, slide_picture(panel.chart, ROOM, max(bottom - top, LEAST))
    if not exhibit.panels:
        yield "", None


def _above(exhibit: Exhibit, part: str, heading: str) -> list[SlideText]:
    """The texts above the chart, from top to bottom."""
    size = _size(exhibit.title + part, TITLE_SIZES, 1, bold=True)
    sentence = exhibit.sentence
    texts = [
        SlideText("Title", exhibit.title + part, size, bold=True),
        SlideText("Base", exhibit.base, BASE_SIZE, above=2),
        SlideText("Sentence", sentence, _size(sentence, SENTENCE_SIZES, 2), above=6),
        SlideText("Heading", heading, HEADING_SIZE, above=8, bold=True),
    ]
    return [text for text in texts if text.text]


def _below(exhibit: Exhibit) -> Iterator[SlideText]:
    """The texts at the foot, from top to bottom."""
    size = _size(exhibit.notes, NOTE_SIZES, 2)
    if exhibit.notes:
        yield SlideText("Notes and source", exhibit.notes, size)
    fits = text_width(exhibit.link, size) <= ROOM
    yield SlideText(
        "Link", exhibit.link if fits else "Open the live view", size, above=2, link=exhibit.link
    )


def _size(text: str, sizes: Sequence[int], most: int, *, bold: bool = False) -> int:
    """The first of the sizes at which the text takes at most so many lines, or the last."""
    fitting = (size for size in sizes if len(lines(text, ROOM, size, bold=bold)) <= most)
    return next(fitting, sizes[-1])


def _box(added: PresentationSlide) -> Shape:
    return added.shapes.add_textbox(Pt(0), Pt(0), Pt(0), Pt(0))


def _write(shape: Shape, text: SlideText, top: float) -> float:
    """Write text into a shape that begins so many points from the top, and say where it ends."""
    shape.name = text.name
    shape.left, shape.top, shape.width, shape.height = (
        Pt(points) for points in (MARGIN, top + text.above, ROOM, text.height - text.above)
    )
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = (
        True,
        MSO_AUTO_SIZE.NONE,
        MSO_ANCHOR.TOP,
    )
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = text.text
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            font = run.font
            font.name, font.size, font.bold = FONT, Pt(text.size), text.bold
            font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
            if text.link:
                run.hyperlink.address = text.link
            else:
                font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return top + text.height


def _add_picture(
    added: PresentationSlide, picture: SlidePicture, described: str, top: float
) -> None:
    left = (WIDTH - picture.width) / 2
    places = (Pt(points) for points in (left, top, picture.width, picture.height))
    shape = added.shapes.add_picture(io.BytesIO(picture.png), *places)
    shape.name = "Chart"
    shape._element._nvXxPr.cNvPr.set("descr", described)
