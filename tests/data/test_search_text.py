"""Text is found by its own words, however they are written and inflected."""

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.search_text import (
    STOP_WORDS,
    distinctive_stems,
    search_text,
    searchable,
    searched_stems,
    stems,
    words,
)

ACCENTS = "\u0300\u0301\u0303\u0308\u030a\u0327"
INFLECTED = [
    ("audit", "audits", "auditing", "audited", "AUDITS"),
    ("report", "reports", "reporting", "reported"),
    ("policy", "policies"),
    ("safety", "safeties"),
    ("assess", "assesses", "assessing", "assessed"),
    ("assessment", "assessments"),
    ("evaluation", "evaluations", "evaluate", "evaluating"),
    ("restriction", "restrictions", "restrict"),
    ("weight", "weights", "weighted"),
]


def is_found(text: str, search: str) -> bool:
    """Whether a text fits a search, as the questions put it to the database."""
    written = search_text(text)
    return all(stem in written for stem in searched_stems(search))


@given(text=st.text())
@example(text="ΐ ŉ ﬁ ᾳ ẞ İ ǰ")
@example(text="１２ ² ㎏ Ⅷ")
def test_folding_a_text_again_changes_nothing(text: str) -> None:
    once = searchable(text)
    assert searchable(once) == once


@given(text=st.text())
def test_a_folded_text_has_neither_capitals_nor_accents(text: str) -> None:
    folded = searchable(text)
    assert folded == folded.casefold()
    assert not any(unicodedata.combining(letter) for letter in folded)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Évaluation « À PRIORI »", "evaluation « a priori »"),
        ("STRASSE straße", "strasse strasse"),
        ("ﬁltering", "filtering"),
        ("e\u0301te\u0301", "ete"),
        ("three  blanks", "three  blanks"),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert searchable(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Third-party, pre-deployment audits.", ["third", "party", "pre", "deployment", "audits"]),
        ("Don’t “jailbreak” GPT4_x (3.5 %)", ["don", "t", "jailbreak", "gpt4", "x", "3", "5"]),
        ("  Évaluer\tles\nRISQUES ", ["evaluer", "les", "risques"]),
        ("—…!?", []),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, found: list[str]) -> None:
    assert words(text) == found


def rewritten(word: str, chance: random.Random) -> str:
    """A word in other letters of the same kind: capitals, and accents on any of them."""
    letters = [
        chance.choice((letter.upper(), letter.lower())) + chance.choice(("", *ACCENTS))
        for letter in word
    ]
    return unicodedata.normalize(chance.choice(("NFC", "NFD")), "".join(letters))


def plain_words() -> st.SearchStrategy[list[str]]:
    written = st.text("abcdefghilmnoprstuvwy", min_size=1, max_size=10)
    telling = st.sampled_from(["auditing", "policies", "the", "of", "safety", "2024", "sched7"])
    return st.lists(written | telling, min_size=1, max_size=8)


@given(
    written=plain_words(),
    between=st.sampled_from([" ", ", ", "-", "\n", "/", " («"]),
    chance=st.randoms(use_true_random=False),
)
def test_a_text_is_found_by_any_of_its_own_words_in_any_order_and_writing(
    written: list[str], between: str, chance: random.Random
) -> None:
    text = between.join(rewritten(word, chance) for word in written)
    some = chance.sample(written, chance.randint(1, len(written)))
    assert is_found(text, "  ".join(rewritten(word, chance) for word in some))


@given(text=st.text(), chance=st.randoms(use_true_random=False))
def test_any_text_at_all_is_found_by_its_own_words(text: str, chance: random.Random) -> None:
    own = words(text)
    assert is_found(text, text)
    for word in own:
        assert is_found(text, word)
    chance.shuffle(own)
    assert is_found(text, " ".join(own))


@pytest.mark.parametrize("forms", INFLECTED, ids=lambda forms: str(forms[0]))
def test_a_word_is_found_in_any_of_its_forms_by_any_other(forms: tuple[str, ...]) -> None:
    assert len({stem for form in forms for stem in stems(form)}) == 1
    for written in forms:
        for searched in forms:
            assert is_found(f"Some {written}, and more", searched), (written, searched)


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("Risk assessment", "audit"),
        ("Risk assessment", "risk audit"),
        ("Chief risk officer", "the"),
        ("Model weights", "waiting"),
        ("Board of directors", "boarding school"),
    ],
)
def test_a_text_without_one_of_the_words_is_not_found(text: str, search: str) -> None:
    assert not is_found(text, search)


def test_the_beginning_of_a_word_finds_it() -> None:
    assert is_found("Whistleblower protection", "whistle")
    assert is_found("Whistleblower protection", "PROTECT")


def test_words_that_say_little_are_passed_over_beside_others() -> None:
    assert searched_stems("the audits of a MODEL") == ["audit", "model"]
    assert is_found("Model audits", "the audits of a model")


@pytest.mark.parametrize("search", ["the", "Of", "of the", "  A "])
def test_words_that_say_little_are_searched_if_there_are_no_others(search: str) -> None:
    assert searched_stems(search) == search.lower().split()
    assert is_found(f"Members {search} board", search)
    assert not is_found("Numbers", search)


def test_words_that_say_little_are_short_and_written_as_words_are_compared() -> None:
    assert {"the", "of", "and", "to"} <= STOP_WORDS
    assert all(words(word) == [word] and len(word) <= 7 for word in STOP_WORDS)
    telling = {"risk", "safety", "model", "models", "ai", "audit", "not", "no", "only", "third"}
    assert not telling & STOP_WORDS


@pytest.mark.parametrize("search", ["", "  ", "?!", "—"])
def test_nothing_is_searched_for_where_there_is_no_word(search: str) -> None:
    assert searched_stems(search) == []


def test_distinctive_stems_are_in_the_order_of_their_words_and_once_each() -> None:
    text = "Auditing the reports of audits, and a report on AUDITORS"
    assert distinctive_stems(text) == ["audit", "report", "auditor"]
    assert distinctive_stems("of the") == []


@given(text=st.text())
def test_distinctive_stems_are_stems_of_the_text_and_differ(text: str) -> None:
    found = distinctive_stems(text)
    assert len(set(found)) == len(found)
    assert set(found) <= set(stems(text))
    assert set(stems(text)) - set(found) <= {stem for word in STOP_WORDS for stem in stems(word)}
