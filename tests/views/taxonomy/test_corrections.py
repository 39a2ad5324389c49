"""Slips in words that no mitigation contains are forgiven, few in short words and more in long."""

from collections import Counter
from functools import cache

import pytest

from tests.views.taxonomy.mitigations_from_facts import Facts, all_mitigations
from tests.views.taxonomy.searching import plain, plain_words, stem, with_stems
from views.taxonomy.corrections import Correction, corrections, searched_for
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import matching_mitigations
from views.taxonomy.words import understood

pytestmark = pytest.mark.slow

# Words with a letter too many, too few, another, or two swapped.
ONE_SLIP = ["auddit", "bord", "auditz", "rsik", "incidnet", "biass", "tesst", "lbaels", "wieghts"]
# One slip away from a rare word, and two from a common one.
RARE = "evaulatin"
# One slip away from the beginning of a word.
BEGINNING = "whislteb"
TWO_SLIPS = ["evaulaiton", "documntaton", "cybresecruity", "releaunt"]
TWO_SLIPS_IN_SHORT_WORDS = ["wiehgts", "aduti", "etxrnal"]
TOO_MANY = [*TWO_SLIPS_IN_SHORT_WORDS, "docmntaton", "zzzz", "qqqqqqqqqq"]
TOO_SHORT = ["rsk", "brd"]


@cache
def slips(first: str, second: str) -> int:
    """The least number of slips that make one word of another (Damerau and Levenshtein)."""
    if not first or not second:
        return len(first) + len(second)
    fewest = min(
        slips(first[1:], second) + 1,
        slips(first, second[1:]) + 1,
        slips(first[1:], second[1:]) + (first[0] != second[0]),
    )
    if first[:2] == second[1::-1]:
        fewest = min(fewest, slips(first[2:], second[2:]) + 1)
    return fewest


def known_words(facts: Facts) -> Counter[str]:
    """How many mitigations contain each word or stem."""
    found: Counter[str] = Counter()
    for one in all_mitigations(facts):
        written = plain_words(one.text)
        found.update({*written, *map(stem, written)})
    return found


def likeliest(facts: Facts, word: str) -> tuple[int, str]:
    """How many slips away the word is that was meant, and the word: of several the most common.

    It may be just the beginning of the word that was meant.
    """
    ranked = (
        (min(slips(known, word), slips(known[: len(word)], word)), -n, known)
        for known, n in known_words(facts).items()
        if len(known) >= len(word) - 2
    )
    fewest, _, known = min(ranked)
    return fewest, known


def test_slips_are_counted() -> None:
    assert slips("audit", "audit") == 0
    assert slips("audit", "aduit") == slips("audit", "audt") == slips("audit", "audits") == 1
    assert slips("audit", "editor") == 4


@pytest.mark.parametrize(
    ("searched", "allowed"),
    [*((word, 1) for word in (*ONE_SLIP, RARE, BEGINNING)), *((word, 2) for word in TWO_SLIPS)],
)
def test_a_word_with_few_slips_is_understood_as_the_one_that_is_nearest_and_most_common(
    facts: Facts, searched: str, allowed: int
) -> None:
    fewest, meant = likeliest(facts, stem(searched))
    assert 0 < fewest <= allowed
    assert corrections(searched) == (Correction(searched, stem(searched), meant),)
    assert searched_for(searched) == [meant]
    rows = matching_mitigations(MitigationFilters(search=searched))
    expected = [one.identifier for one in all_mitigations(facts) if meant in with_stems(one.text)]
    assert rows
    assert list(rows) == sorted(expected)


def test_two_slips_are_forgiven_only_in_long_words(facts: Facts) -> None:
    for word in (*TWO_SLIPS, *TWO_SLIPS_IN_SHORT_WORDS):
        assert likeliest(facts, stem(word))[0] == 2, word
    assert min(len(stem(word)) for word in TWO_SLIPS) == 8
    assert max(map(len, TWO_SLIPS_IN_SHORT_WORDS)) == 7


def test_a_rare_word_that_is_nearer_is_preferred_to_a_common_one(facts: Facts) -> None:
    known = known_words(facts)
    assert (slips("evaluatin", RARE), slips("evaluatio", RARE)) == (1, 2)
    assert known["evaluating"] < known["evaluation"]
    assert searched_for(RARE) == ["evaluating"]


@pytest.mark.parametrize("searched", [*TOO_MANY, *TOO_SHORT])
def test_a_word_with_more_slips_or_too_short_for_any_is_reported_and_finds_nothing(
    searched: str,
) -> None:
    assert corrections(searched) == (Correction(searched, stem(searched), None),)
    assert matching_mitigations(MitigationFilters(search=searched)) == ()
    (said,) = understood(corrections(searched))
    assert said == f"No mitigation contains “{searched}”, nor any word written much like it."


def test_words_too_short_for_any_slip_are_only_one_away(facts: Facts) -> None:
    for word in TOO_SHORT:
        assert len(word) < 4
        assert likeliest(facts, word)[0] == 1


@pytest.mark.parametrize(
    "searched",
    ["audit", "AUDITING", "Évaluations", "risks", "polici", "whistle", "the", "of the", "", "?!"],
)
def test_a_word_that_is_found_as_typed_is_left_as_it_is(searched: str) -> None:
    filters = MitigationFilters(search=searched)
    assert corrections(searched) == ()
    assert matching_mitigations(filters) != ()


def test_only_the_words_that_are_not_found_are_put_right() -> None:
    searched = "The risk audti"
    assert searched_for(searched) == ["risk", "audit"]
    assert [one.written for one in corrections(searched)] == ["audti"]
    assert matching_mitigations(MitigationFilters(search=searched)) == matching_mitigations(
        MitigationFilters(search="risk audit")
    )


def test_each_word_that_is_not_found_is_named_in_the_order_of_the_search() -> None:
    found = corrections("rsik zzzz audti")
    assert [one.understood for one in found] == ["risk", None, "audit"]
    assert understood(found) == (
        "No mitigation contains “rsik”; shown is what contains “risk”.",
        "No mitigation contains “zzzz”, nor any word written much like it.",
        "No mitigation contains “audti”; shown is what contains “audit”.",
    )


@pytest.mark.parametrize("searched", ["tranparency", "Tranparency", "TRÁNPARENCY"])
def test_a_correction_names_the_word_as_written_and_not_its_stem(searched: str) -> None:
    (found,) = corrections(searched)
    assert plain(found.written) == "tranparency"
    assert found.stem == "tranpar"
    (said,) = understood(corrections(searched))
    assert f"“{found.written}”" in said
