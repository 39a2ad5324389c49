"""What the taxonomy shows, in plain sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from queries.build_info import DATABASE_CITATION
from queries.records import Row, records
from views.taxonomy.corrections import Correction
from views.view import Words
from views.wording import count_of, listing, percent, shown


@dataclass(frozen=True)
class Asked:
    """What words have to know besides the rows: the filters as a clause, how many mitigations there
    are, the words of the search that no mitigation contains, the version of the data, and the names
    of the studies that put mitigations to experts, by identifier."""

    narrowed: str
    every: int
    corrections: tuple[Correction, ...]
    data_version: str
    surveys: Mapping[str, str]


def map_words(listed: pd.DataFrame, counted: pd.DataFrame, asked: Asked) -> Words:
    """All that is said with the map: of rows of ``mitigations`` and of ``taxonomy``."""
    top = records(counted[counted["parent_code"].isna()])
    below = records(counted[counted["kind"] != "category"])
    title = "The mitigations by category and subcategory"
    n = sum(row["mitigations"] for row in top)
    largest = max(below, key=lambda row: row["mitigations"])
    parts = ", ".join(f"{_named(row)} ({row['mitigations']})" for row in top)
    return _words(
        listed,
        asked,
        title=title if n else "",
        base=f"n = {count_of(n, 'mitigation')}; the larger the tile, the more mitigations",
        alternative_text=f"{title}: {parts}. The largest subcategory is {_named(largest)} with "
        f"{largest['mitigations']}.",
    )


def coverage_words(listed: pd.DataFrame, cells: pd.DataFrame, asked: Asked) -> Words:
    """All that is said with the picture by document: of rows of ``mitigations`` and of
    ``coverage``."""
    if cells.empty:
        return _words(listed, asked, title="", base="", alternative_text="No mitigations.")
    title = "What each document proposes, by subcategory"
    n = count_of(int(cells["mitigations"].sum()), "mitigation")
    documents = count_of(cells["document_id"].nunique(), "document")
    most = max(records(cells), key=lambda row: row["mitigations"])
    wide = (cells["code"] + " " + cells["subcategory"]).value_counts()
    return _words(
        listed,
        asked,
        title=title,
        base=f"n = {n} from {documents}; numbers are mitigations",
        alternative_text=f"{title}. The most, {most['mitigations']}, are those of "
        f"{most['document']} under {most['code']} {most['subcategory']}; {wide.index[0]} appears "
        f"in the most documents ({wide.iloc[0]}).",
    )


def _words(
    listed: pd.DataFrame, asked: Asked, *, title: str, base: str, alternative_text: str
) -> Words:
    source = f"Source: {DATABASE_CITATION}"
    return Words(
        title=title or "No mitigation fits",
        base=base if title else "",
        sentence=sentence(listed, asked),
        notes=" ".join([*shown(asked.narrowed), source, f"Data version {asked.data_version}."]),
        alternative_text=alternative_text,
        remarks=understood(asked.corrections),
    )


def sentence(listed: pd.DataFrame, asked: Asked) -> str:
    """How many mitigations fit, how many of them experts were asked about, and where most stand."""
    n = len(listed)
    if not n:
        return f"No mitigation fits these filters ({asked.narrowed})."
    documents = listed["document_id"].nunique()
    start = (
        f"{count_of(documents, 'document')} propose{'s' if documents == 1 else ''} "
        f"{count_of(n, 'mitigation')}"
        if n == asked.every
        else f"{n} of {asked.every} mitigations fit, from {count_of(documents, 'document')}"
    )
    return f"{start}; {_asked(listed, asked.surveys)}.{_largest(listed)}"


def _asked(listed: pd.DataFrame, surveys: Mapping[str, str]) -> str:
    """Which surveys put how many of the mitigations to experts."""
    found = listed["study_ids"].dropna()
    asked_in = {study for studies in found for study in studies.split(";")}
    names = listing([name for study, name in surveys.items() if study in asked_in or not asked_in])
    n = len(listed)
    if found.empty:
        return f"{names} {'did not ask about it' if n == 1 else 'asked about none of them'}"
    if len(found) == n:
        return f"{names} asked experts about {'it' if n == 1 else 'all of them'}"
    return f"{names} asked experts about {len(found)} of them ({percent(len(found) / n)})"


def _largest(listed: pd.DataFrame) -> str:
    counts = (listed["code"] + " " + listed["subcategory"]).value_counts()
    return f" Most stand under {counts.index[0]} ({counts.iloc[0]})." if len(counts) > 1 else ""


def newer_sentence(newer: Row, parts: pd.DataFrame) -> str:
    """How the newer draft of the database has grown, as its own counts tell it."""
    upper = int(parts[parts["parent_code"].isna()]["mitigations"].sum())
    return (
        f"A newer draft of the database ({newer['version']}) has grown from the "
        f"{newer['mitigations_held']} mitigations of {newer['documents_held']} documents on this "
        f"page to {newer['mitigations']:,} of {newer['documents']} by its own count, "
        f"{upper:,} of them in the counts of its upper level. It sorts them in another way, and "
        "nothing of it is counted here."
    )


def understood(corrections: tuple[Correction, ...]) -> tuple[str, ...]:
    """What was made of words that no mitigation contains, one sentence each."""
    return tuple(
        f"No mitigation contains “{one.written}”; shown is what contains “{one.understood}”."
        if one.understood
        else f"No mitigation contains “{one.written}”, nor any word written much like it."
        for one in corrections
    )


def _named(row: Row) -> str:
    return f"{row['code']} {row['name']}"
