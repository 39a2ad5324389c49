"""Text in lines that fit a width, for media that do not break lines themselves."""

import re
import unicodedata

# Widths of characters in Liberation Sans, Arial and Helvetica, as parts of the size of the font.
WIDTHS = {
    0.23: "'ijl‘’",
    0.28: " \u00a0!,./:;I[\\]ft|·",
    0.34: "()-`r{}“”•",
    0.4: '"*°',
    0.5: "Jckstvxyz^",
    0.56: "#$0123456789?L_abdeghnopqu†–§≥≤",
    0.61: "+<=>FTZ~−×",
    0.67: "&ABEKPSVXY",
    0.73: "CDHNRUw",
    0.78: "GOQ",
    0.84: "Mm",
    0.9: "%",
    0.95: "W",
}
WIDTH_OF = {character: width for width, characters in WIDTHS.items() for character in characters}
# What is not listed is taken to be as wide as it can be.
WIDEST = 1.02
BOLD = 1.08
# Where a line may end: not at a blank that holds words together, as in “98 %”.
BLANKS = re.compile(r"[ \t\n]+")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """No less than the width of a line of text, in the unit of ``size``."""
    return sum(map(_ems, text)) * size * (BOLD if bold else 1)


def _ems(character: str) -> float:
    """The width of a character as a part of the size of the font; an accent takes no room."""
    letter = unicodedata.normalize("NFD", character)[0]
    return 0 if unicodedata.combining(letter) else WIDTH_OF.get(letter, WIDEST)


def lines(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than ``width``, which is in the unit of ``size``.

    A word that is wider than a line, such as an address, is broken where the line ends.
    """
    broken = [""]
    for word in BLANKS.split(text.strip()):
        longer = f"{broken[-1]} {word}".lstrip()
        if text_width(longer, size, bold=bold) <= width:
            broken[-1] = longer
            continue
        *full, rest = _pieces(word, width, size, bold=bold)
        broken += [*full, rest]
    return [line for line in broken if line]


def _pieces(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    """A word in pieces no wider than a line."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
