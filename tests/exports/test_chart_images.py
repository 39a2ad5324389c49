"""Pictures of exhibits, read back: SVG as XML, PNG as pixels, PDF as text."""

import io
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from charts import palette
from exports.chart_images import LINK_INK, MARGIN, SHARPNESS, WIDTH, to_pdf, to_png, to_svg
from exports.drawing import FONTS
from exports.exhibit import Exhibit
from queries.records import records
from tests.charts.colours import contrast
from tests.exports.exhibits import EXHIBITS, LINK, SPECIAL, exhibit_named, exhibit_of_texts
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement

SVG = "{http://www.w3.org/2000/svg}"
REFERENCE = re.compile(r"url\(#([^)]+)\)")
each = pytest.mark.parametrize("name", EXHIBITS)
drawn = pytest.mark.parametrize("name", ["bounds", "coverage", "nothing", "special"])


@cache
def made(name: str) -> tuple[Exhibit, ElementTree.Element]:
    """An exhibit and its SVG."""
    shown = exhibit_named(name)
    return shown, ElementTree.fromstring(to_svg(shown))


def own_texts(picture: ElementTree.Element) -> list[str]:
    """The texts around the charts, from top to bottom."""
    return [
        " ".join("".join(line.itertext()) for line in text)
        for parent in (picture, *picture.findall(f"{SVG}a"))
        for text in parent.findall(f"{SVG}text")
    ]


def chart_texts(picture: ElementTree.Element) -> list[str]:
    """The texts in the charts."""
    return [
        " ".join(text.itertext()) for drawn in panels(picture) for text in drawn.iter(f"{SVG}text")
    ]


def panels(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return picture.findall(f"{SVG}svg")


def size(element: ElementTree.Element) -> tuple[float, float]:
    return float(element.get("width", "nan")), float(element.get("height", "nan"))


def pixels(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"))


def words(text: str) -> str:
    return "".join(text.split())


@each
def test_the_picture_has_all_texts_of_the_exhibit(name: str) -> None:
    shown, picture = made(name)
    headings = [panel.heading for panel in shown.panels]
    expected = [shown.title, shown.base, shown.sentence, *headings, shown.notes, shown.link]
    assert sorted(own_texts(picture)) == sorted(text for text in expected if text)
    (link,) = picture.findall(f"{SVG}a")
    assert link.get("href") == shown.link


@each
def test_who_does_not_see_the_picture_is_told_what_it_shows(name: str) -> None:
    shown, picture = made(name)
    by_name = {element.get("id"): element for element in picture if element.get("id")}
    assert picture.get("role") == "img"
    assert by_name[picture.get("aria-labelledby")].text == shown.title
    assert by_name[picture.get("aria-describedby")].text == shown.alternative_text
    assert picture[0].tag == f"{SVG}title"


@each
def test_names_within_a_picture_are_its_own(name: str) -> None:
    _, picture = made(name)
    names = [element.get("id") for element in picture.iter() if element.get("id")]
    assert len(names) == len(set(names))
    referred = {
        found
        for element in picture.iter()
        for value in element.attrib.values()
        for found in REFERENCE.findall(value)
    }
    assert referred <= set(names)
    assert name != "bounds" or len(referred) == 15


def test_a_stripe_is_drawn_in_the_panel_that_it_is_of() -> None:
    _, picture = made("bounds")
    for panel in panels(picture):
        names = {element.get("id") for element in panel.iter() if element.get("id")}
        written = ElementTree.tostring(panel, encoding="unicode")
        assert names == set(REFERENCE.findall(written))


@each
def test_charts_and_texts_stand_one_under_another_and_within_the_picture(name: str) -> None:
    shown, picture = made(name)
    width, height = size(picture)
    assert picture.get("viewBox") == f"0 0 {width:g} {height:g}"
    drawn = panels(picture)
    assert len(drawn) == len(shown.panels)
    spans = [
        (float(text[0].get("y", "nan")) - float(text.get("font-size", "nan").removesuffix("px")))
        for parent in (picture, *picture.findall(f"{SVG}a"))
        for text in parent.findall(f"{SVG}text")
    ]
    ends = [
        float(text[-1].get("y", "nan"))
        for parent in (picture, *picture.findall(f"{SVG}a"))
        for text in parent.findall(f"{SVG}text")
    ]
    for panel in drawn:
        assert size(panel)[0] == WIDTH
        assert float(panel.get("x", "nan")) == MARGIN
        spans.append(float(panel.get("y", "nan")))
        ends.append(spans[-1] + size(panel)[1])
    ordered = sorted(zip(spans, ends, strict=True))
    assert ordered[0][0] >= 0
    assert ordered[-1][1] <= height - MARGIN / 2
    for (_, end), (start, _) in pairwise(ordered):
        assert end <= start


@drawn
def test_a_png_is_twice_as_sharp_and_nothing_touches_its_edge(name: str) -> None:
    shown, picture = made(name)
    found = pixels(to_png(shown))
    width, height = size(picture)
    assert found.shape == (SHARPNESS * height, SHARPNESS * width)
    inked = found < 250
    edge = SHARPNESS * MARGIN // 4
    for strip in (inked[:edge], inked[-edge:], inked[:, :edge], inked[:, -edge:]):
        assert not strip.any()
    assert inked[:, : SHARPNESS * MARGIN * 3].any()
    assert 0.001 < inked.mean() < 0.9


@drawn
def test_a_pdf_has_one_page_with_all_texts(name: str) -> None:
    shown, picture = made(name)
    (page,) = PdfReader(io.BytesIO(to_pdf(shown))).pages
    read = words(page.extract_text())
    headings = [panel.heading for panel in shown.panels]
    for text in (shown.title, shown.base, shown.sentence, *headings, shown.notes, shown.link):
        assert words(text) in read
    width, height = size(picture)
    assert float(page.mediabox.width) / float(page.mediabox.height) == pytest.approx(width / height)


def test_each_statement_stands_in_the_picture_with_its_n() -> None:
    rows = records(agreement(AgreementFilters()))
    texts = chart_texts(made("agreement")[1])
    labels = [row["label"] for row in rows]
    assert [text for text in texts if text in labels] == labels
    n = [str(int(row["n_base"])) for row in rows]
    after = texts.index("n") + 1
    found = [texts[start : start + len(n)] for start in range(after, len(texts))]
    assert n in found


def test_each_bound_stands_in_the_picture() -> None:
    _, picture = made("bounds")
    for panel in panels(picture):
        texts = [" ".join(text.itertext()) for text in panel.iter(f"{SVG}text")]
        assert [text for text in texts if text.startswith(">")] == ["> 60%"] * 4 + ["> 40%"]
    assert len(panels(picture)) == 3


def test_rare_characters_and_markup_are_written_as_they_are() -> None:
    shown, picture = made("special")
    assert sum(SPECIAL in text for text in own_texts(picture)) == 5
    assert SPECIAL in shown.alternative_text
    (page,) = PdfReader(io.BytesIO(to_pdf(shown))).pages
    assert words(page.extract_text()).count(words(SPECIAL)) == 5


def test_a_picture_is_the_same_whenever_it_is_made() -> None:
    shown, _ = made("bounds")
    assert to_svg(shown) == to_svg(shown)


def test_a_picture_needs_no_text_but_a_link() -> None:
    bare = exhibit_of_texts("", "", "", "")
    assert own_texts(ElementTree.fromstring(to_svg(bare))) == [LINK]
    assert (pixels(to_png(bare)) < 100).any()


def test_texts_can_be_read_on_white() -> None:
    for ink in (palette.DARK_INK, LINK_INK):
        assert contrast(ink, "#ffffff") > 7


def test_all_texts_are_in_a_font_that_is_at_hand() -> None:
    _, picture = made("evidence")
    families = {element.get("font-family") for element in picture.iter()} - {None}
    assert families == {FONTS}


def test_a_machine_without_fonts_draws_the_same(tmp_path: Path) -> None:
    """Letters are drawn, and lie where they lie on a machine with fonts."""
    shown, _ = made("split")
    empty = tmp_path / "fonts"
    empty.mkdir()
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{empty}</dir></fontconfig>"
    )
    svg, lost = tmp_path / "picture.svg", tmp_path / "lost.svg"
    svg.write_bytes(to_svg(shown))
    lost.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="40">'
        '<text y="30" font-family="DejaVu Sans, Liberation Mono">W</text></svg>'
    )
    draw = (
        "import pathlib, sys, vl_convert\n"
        "for name in sys.argv[1:]:\n"
        "    file = pathlib.Path(name)\n"
        "    drawn = vl_convert.svg_to_png(file.read_text('utf-8'), scale=2)\n"
        "    file.with_suffix('.png').write_bytes(drawn)\n"
    )
    environment = {"FONTCONFIG_FILE": str(settings), "HOME": str(empty), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", draw, svg, lost], env=environment, check=True)
    assert not np.asarray(Image.open(lost.with_suffix(".png"))).any()
    without = pixels(svg.with_suffix(".png").read_bytes()) < 128
    usual = pixels(to_png(shown)) < 128
    assert without.shape == usual.shape
    for rows in (slice(0, 2 * 100), slice(-2 * 100, None)):
        assert without[rows].sum() == pytest.approx(usual[rows].sum(), rel=0.05)
        assert without[rows].sum() > 1000
    assert (without != usual).mean() < 0.005
