"""What each address of the data API answers with: rows, and what to know about them."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from queries import sentences
from queries.agreement import COLUMNS, agreement, cells, studies
from queries.build_info import CITATION, data_version
from queries.columns import AGREEMENT, CELLS, Column
from queries.filters import BASES, Filters, in_words, pairs


@dataclass(frozen=True)
class Answer:
    """Rows, and what to know about them."""

    rows: pd.DataFrame
    meta: dict[str, object]


@dataclass(frozen=True, eq=False)
class View:
    """A view that the API offers: its name in the address, what it is, what its columns are, and
    how it is answered."""

    name: str
    summary: str
    columns: dict[str, Column]
    answer: Callable[[Filters], Answer]


def answer_agreement(asked: Filters) -> Answer:
    """Agreement with each statement, as the Agreement page shows it."""
    study = studies()[asked.study]
    rows = agreement(asked)
    shown = {
        "title": sentences.title(rows, asked, study).splitlines()[0],
        "sentence": sentences.sentence(rows, asked, study),
        "base": BASES[asked.base],
        "notes": sentences.notes(rows, asked, study),
    }
    return Answer(rows[list(COLUMNS)], shown | _meta(asked))


def answer_cells(asked: Filters) -> Answer:
    """The counts behind the figures."""
    study = studies()[asked.study]
    rows = cells(asked)
    narrowed = in_words(asked)
    sentence = f"{len(rows)} counts of answers given in {study.name}"
    sentence = f"{sentence}; {narrowed}." if narrowed else f"{sentence}."
    return Answer(rows, {"sentence": sentence} | _meta(asked))


def _meta(asked: Filters) -> dict[str, object]:
    study = studies()[asked.study]
    return {
        "filters": vars(asked) | {"in_words": in_words(asked)},
        "query": urlencode(pairs(asked)),
        "data_version": data_version(),
        "citation": {"study": study.citation, "dashboard": CITATION},
    }


VIEWS = (
    View(
        "agreement",
        "How far respondents agree with each statement, and how sure each figure is.",
        AGREEMENT,
        answer_agreement,
    ),
    View(
        "cells",
        "The counts behind every figure: one row an item, group, answer and world.",
        CELLS,
        answer_cells,
    ),
)
