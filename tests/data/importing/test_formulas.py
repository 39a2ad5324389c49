"""Texts that a spreadsheet might compute are told from those that it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importing.formulas import looks_like_a_formula

FORMULAS = [
    "=1+1",
    "+1",
    "-5 to 5",
    "@SUM(A1)",
    "  =1",
    "\tshown",
    "\rshown",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    "first line\n=1",
    "first line\r\n  -1",
    "first line\r+1",
    "one;=1",
    "one; @A1",
]
TEXTS = ["", "5 - 6", "−5 to 5", "a=b", "user@example.org", "C++", "– a dash", "one; two", "1,=2"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_told(text: str) -> None:
    assert looks_like_a_formula(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_no_formula(text: str) -> None:
    assert not looks_like_a_formula(text)


@given(st.text(), st.sampled_from("=+-@"))
def test_nothing_that_starts_with_a_sign_passes(text: str, sign: str) -> None:
    assert looks_like_a_formula(sign + text)
