"""What there is to look up: sources, data dictionary, errata, changes of the data, glossary."""

from dataclasses import dataclass

import pandas as pd

from data.search_text import search_text, searched_stems, words
from queries.database import cached, run
from queries.records import Row, records
from views.filter_kinds import folded
from views.methods.columns import DICTIONARY, FILES, KINDS_OF_RESPONDENTS

TERM_COLUMNS = ("term", "also_called", "meaning", "definition", "reference")


@dataclass(frozen=True)
class FactSource:
    """A source, and the files that hold what is from it, each with its rows."""

    title: str
    url: str
    version: str | None
    files: dict[str, int]


@cached
def fact_sources() -> list[FactSource]:
    """Every source of facts, in the order of the data package."""
    sources: dict[str, FactSource] = {}
    for row in _known(run("fact_sources")):
        source = FactSource(row["source"], row["url"], row["version"], {})
        sources.setdefault(row["source"], source).files[row["file_title"]] = row["n_rows"]
    return list(sources.values())


@cached
def data_files() -> pd.DataFrame:
    """Every file of facts: ``FILES``."""
    return run("data_files")[list(FILES)]


@cached
def kinds_of_respondents() -> pd.DataFrame:
    """The groups of each study in words that all share: ``KINDS_OF_RESPONDENTS``."""
    rows = run("kinds_of_respondents")[list(KINDS_OF_RESPONDENTS)]
    return rows.astype({"members": "Int64"})


@cached
def methods(study: str) -> list[Row]:
    """How the figures of a study are known: basis, source and method, a row each."""
    rows = run("sources")
    return records(rows.loc[rows["study_id"] == study, ["basis", "source", "method"]])


@cached
def dimensions(study: str) -> list[Row]:
    """What to know about each dimension of a study: dimension, recorded and note, a row each."""
    return records(run("dimensions", {"study": study}))


@cached
def dictionary(table: str) -> pd.DataFrame:
    """The columns of a table, or of all if it is ``""``: ``DICTIONARY``."""
    rows = run("dictionary")[list(DICTIONARY)]
    return rows[rows["table_name"] == table] if table else rows


@cached
def errata() -> list[Row]:
    """What in the sources misleads or contradicts itself."""
    return _known(run("errata"))


@cached
def data_changes() -> list[Row]:
    """What changed from version to version, newest first; ``date`` as ISO 8601."""
    rows = run("data_changes")
    return records(rows.assign(date=rows["date"].dt.strftime("%Y-%m-%d")))


@cached
def glossary(search: str) -> list[Row]:
    """The terms whose entry contains all words searched for, in alphabetical order.

    The term itself comes first, then those of which a name contains the words.
    """
    wanted = searched_stems(search)
    every = _known(run("glossary"))
    fitting = [row for row in every if _contains(wanted, *(row[name] for name in TERM_COLUMNS))]

    def rank(row: Row) -> tuple[bool, bool]:
        is_meant = folded(row["term"]) == folded(search)
        return not is_meant, not _contains(wanted, row["term"], row["also_called"])

    return sorted(fitting, key=rank) if wanted else fitting


def _contains(stems: list[str], *texts: str | None) -> bool:
    """Whether for each stem a word of the texts begins with it."""
    searched = words(search_text(" ".join(text for text in texts if text)))
    return all(any(word.startswith(stem) for word in searched) for stem in stems)


def _known(found: pd.DataFrame) -> list[Row]:
    return records(found.astype(object).where(found.notna(), None))
