"""Slips in the words of a search: a word that no mitigation contains is put right, if it can be."""

from dataclasses import dataclass

from data.search_text import searched_stems, stems, words
from queries.database import cached, parameter_names, run

# Slips that are forgiven in a word of at least so many letters.
FORGIVEN = {8: 2, 4: 1}


@dataclass(frozen=True)
class Correction:
    """A word that no mitigation contains, its stem, and what was searched for instead, if any."""

    written: str
    stem: str
    understood: str | None


def searched_for(search: str) -> list[str]:
    """The stems to look for, with small slips in words that no mitigation contains put right."""
    understood = {one.stem: one.understood for one in corrections(search)}
    return [understood.get(stem) or stem for stem in searched_stems(search)]


@cached
def corrections(search: str) -> tuple[Correction, ...]:
    """The words of a search that no mitigation contains, and what was searched for instead."""
    written = {stem: word for word in words(search) for stem in stems(word)}
    return tuple(
        Correction(written[stem], stem, _nearest(stem))
        for stem in searched_stems(search)
        if _unknown(stem)
    )


def _unknown(stem: str) -> bool:
    anything = dict.fromkeys(sorted(parameter_names("matching_mitigations")))
    return run("matching_mitigations", {**anything, "stems": [stem]}).empty


def _nearest(word: str) -> str | None:
    most = next((slips for letters, slips in FORGIVEN.items() if len(word) >= letters), 0)
    if not most:
        return None
    matches = run("nearest_words", {"word": word, "most": most})
    return None if matches.empty else str(matches["word"].iloc[0])
