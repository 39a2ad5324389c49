"""Texts that a spreadsheet would take for formulas when it opens a CSV file.

Files hold every text exactly as it is, so such a text must not come in.
"""

import re
import unicodedata

# Where 0.5 is written 0,5, a spreadsheet splits a CSV file at semicolons, and quotation marks then
# no longer hold the lines of a text together.
START = re.compile(r"^[\t\r]|(?:^|[;\r\n])\s*[=+\-@]")
NO_FORMULA = (
    "a text that no spreadsheet takes for a formula: without = + - @ at its start, at that of a "
    "line, or after a semicolon"
)


def looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might compute a text, or a part of it, in place of showing it."""
    # The wide forms of the signs, as East Asian keyboards write them, are taken for the signs.
    return START.search(unicodedata.normalize("NFKC", text)) is not None
