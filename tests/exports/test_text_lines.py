"""Lines of text, measured by drawing them."""

import io
from itertools import pairwise
from xml.sax.saxutils import escape

import numpy as np
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from exports.drawing import FONTS
from exports.text_lines import lines, text_width
from tests.exports.exhibits import SPECIAL, exhibit_named

SIZE, LONG = 20, 6000
ALPHABET = "The quick brown fox jumps over the lazy dog, “WHOM” ALL OTHERS (JKLQXVZ) FEAR?"
SENTENCES = [
    ALPHABET,
    SPECIAL,
    "Illicit little lilies fill his fiftieth will",
    "MMM WWW @@@ %%% ——— 0123456789",
    "Gipiškis, Łukasz, Ørsted: naïve façade, 中文",
]
any_text = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=300
) | st.lists(st.sampled_from([*ALPHABET.split(), "98\u00a0%"])).map(" ".join)
in_each_weight = pytest.mark.parametrize("bold", [False, True], ids=["normal", "bold"])


def drawn_width(text: str, *, bold: bool) -> float:
    """Where the ink of a line ends that begins at 0."""
    weight = "bold" if bold else "normal"
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LONG}" height="40">'
        f'<rect width="{LONG}" height="40" fill="white"/><text y="30" font-family="{FONTS}" '
        f'font-weight="{weight}" font-size="{SIZE}">{escape(text)}</text></svg>'
    )
    pixels = np.asarray(Image.open(io.BytesIO(vl_convert.svg_to_png(picture))).convert("L"))
    return float(np.nonzero((pixels < 200).any(axis=0))[0].max() + 1)


@in_each_weight
@pytest.mark.parametrize("text", SENTENCES)
def test_a_line_is_no_wider_than_it_is_said_to_be(text: str, bold: bool) -> None:
    assert drawn_width(text, bold=bold) <= text_width(text, SIZE, bold=bold)


@in_each_weight
def test_the_width_of_a_real_sentence_is_known_to_a_tenth(bold: bool) -> None:
    for name in ("agreement", "evidence", "findings"):
        sentence = exhibit_named(name).sentence
        said = text_width(sentence, SIZE, bold=bold)
        assert 0.9 * said < drawn_width(sentence, bold=bold) <= said


@given(any_text, st.sampled_from([60, 200, 1000]))
def test_lines_fit_and_nothing_is_lost(text: str, width: float) -> None:
    broken = lines(text, width, SIZE)
    assert "".join("".join(broken).split()) == "".join(text.split())
    for line in broken:
        assert text_width(line, SIZE) <= width
        assert line.strip(" \t\n") == line != ""


def test_lines_are_as_long_as_they_can_be() -> None:
    broken = lines(ALPHABET * 3, 300, SIZE)
    for line, following in pairwise(broken):
        assert text_width(f"{line} {following.split()[0]}", SIZE) > 300


def test_a_long_address_is_broken() -> None:
    address = "https://common-ground.example/agreement?" + "affiliation=Academia&" * 20
    broken = lines(f"See {address}", 400, SIZE)
    assert broken[0] == "See"
    assert "".join(broken[1:]) == address
    assert len(broken) > 5


def test_a_number_stays_with_what_it_is_of() -> None:
    text = "Of all these people, 98\u00a0% agree (n\u00a0=\u00a051) or so"
    for width in range(90, 500):
        joined = "|".join(lines(text, width, SIZE))
        assert "98\u00a0%" in joined
        assert "(n\u00a0=\u00a051)" in joined


def test_nothing_to_write_is_no_line() -> None:
    assert lines("", 100, SIZE) == []
    assert lines(" \n ", 100, SIZE) == []
