"""An exhibit as a picture that can be quoted: SVG, PNG or PDF, with all there is to know on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

import vl_convert

from charts import palette
from exports.drawing import FONTS, SVG, draw, svg_bytes
from exports.exhibit import Exhibit
from exports.text_lines import lines

# Pixels.
WIDTH, MARGIN = 1000, 28
LINE = 1.35
# A PNG has so many dots to a pixel, for print and for screens that are as sharp.
SHARPNESS = 2
LINK_INK = "#1f4e9c"


@dataclass(frozen=True)
class PictureText:
    """A paragraph: ``size`` of letters and room ``above``, in pixels; an address if a ``link``."""

    text: str
    size: int
    above: int
    bold: bool = False
    link: str = ""


def to_svg(exhibit: Exhibit) -> bytes:
    """An SVG document, with texts as texts, title and description for who does not see it."""
    title, description = (f"{exhibit.file_stem}-{one}" for one in ("title", "description"))
    spoken = {
        "role": "img",
        "lang": "en",
        "aria-labelledby": title,
        "aria-describedby": description,
    }
    picture = Element(f"{SVG}svg", {"font-family": FONTS, **spoken})
    SubElement(picture, f"{SVG}title", {"id": title}).text = exhibit.title
    SubElement(picture, f"{SVG}desc", {"id": description}).text = exhibit.alternative_text
    ground = SubElement(picture, f"{SVG}rect", {"fill": "white"})
    down = _with_texts(picture, _above(exhibit), MARGIN)
    for number, panel in enumerate(exhibit.panels, start=1):
        down = _with_texts(picture, [PictureText(panel.heading, 15, 22, bold=True)], down)
        drawing = draw(panel.chart, WIDTH, f"{exhibit.file_stem}-{number}")
        drawing.element.set("x", str(MARGIN))
        drawing.element.set("y", str(down + 14))
        picture.append(drawing.element)
        down += 14 + drawing.height
    down = _with_texts(picture, _below(exhibit), down)
    size = {"width": str(WIDTH + 2 * MARGIN), "height": str(round(down + MARGIN))}
    for element in (picture, ground):
        element.attrib.update(size)
    picture.set("viewBox", f"0 0 {size['width']} {size['height']}")
    return svg_bytes(picture)


def to_png(exhibit: Exhibit) -> bytes:
    """A PNG picture, two dots to a pixel."""
    return vl_convert.svg_to_png(to_svg(exhibit).decode("utf-8"), scale=SHARPNESS)


def to_pdf(exhibit: Exhibit) -> bytes:
    """A PDF document of one page, as large as the picture; its texts can be searched."""
    return vl_convert.svg_to_pdf(to_svg(exhibit).decode("utf-8"))


def _above(exhibit: Exhibit) -> Iterator[PictureText]:
    yield PictureText(exhibit.title, 22, 0, bold=True)
    yield PictureText(exhibit.base, 14, 6)
    yield PictureText(exhibit.sentence, 17, 14)


def _below(exhibit: Exhibit) -> Iterator[PictureText]:
    for number, note in enumerate(exhibit.notes.splitlines()):
        yield PictureText(note, 13, 4 if number else 18)
    yield PictureText(exhibit.link, 13, 8, link=exhibit.link)


def _with_texts(
    picture: Element, texts: Iterator[PictureText] | list[PictureText], down: float
) -> float:
    """Write paragraphs one under another from ``down`` on, and say where they end."""
    for text in texts:
        broken = lines(text.text, WIDTH, text.size, bold=text.bold)
        if broken:
            _write(picture, text, broken, down + text.above)
            down += text.above + len(broken) * text.size * LINE
    return down


def _write(picture: Element, text: PictureText, broken: list[str], top: float) -> None:
    parent = SubElement(picture, f"{SVG}a", {"href": text.link}) if text.link else picture
    paragraph = SubElement(
        parent,
        f"{SVG}text",
        {
            "font-size": f"{text.size}px",
            "font-weight": "bold" if text.bold else "normal",
            "fill": LINK_INK if text.link else palette.DARK_INK,
        },
    )
    for number, line in enumerate(broken):
        baseline = top + text.size + number * text.size * LINE
        place = {"x": str(MARGIN), "y": f"{baseline:.1f}"}
        SubElement(paragraph, f"{SVG}tspan", place).text = line
