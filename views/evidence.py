"""All that the Evidence map shows for given filters, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.evidence import evidence_specification
from charts.specification import Specification, as_arrow
from queries import evidence_sentences
from queries.agreement import real_studies
from queries.build_info import data_version
from queries.database import cached
from queries.evidence import EvidenceFilters, evidence, judged_items
from queries.records import Row


@dataclass(frozen=True)
class EvidenceView:
    """What is shown: rows, the sentence, the map, and what jumps out of it."""

    rows: pd.DataFrame
    title: str
    sentence: str
    chart: Specification
    alternative_text: str
    notes: str
    gaps: list[Row]
    strongest: list[Row]


@cached
def evidence_view(filters: EvidenceFilters) -> EvidenceView:
    """The view for these filters."""
    rows = evidence(filters)
    sentence = evidence_sentences.sentence(rows)
    title = evidence_sentences.title(rows)
    return EvidenceView(
        rows=rows,
        title=title,
        sentence=sentence,
        chart=as_arrow(evidence_specification(rows, judged_items(), title)),
        alternative_text=f"{title.replace(chr(10), '. ')}. {sentence}",
        notes=_notes(filters),
        gaps=evidence_sentences.gaps(rows),
        strongest=evidence_sentences.strongest(rows),
    )


def _notes(filters: EvidenceFilters) -> str:
    """Filters, marks, sources and data version, to stand under the map."""
    narrowed = evidence_sentences.describe(filters)
    sources = "; ".join(f"{study.name}, {study.url}" for study in real_studies())
    return (
        f"{f'Shown: {narrowed}. ' if narrowed else ''}"
        "Dots: share that agrees with a statement. Triangles with stripes: more than this share "
        "agrees, no exact figure published. "
        f"Sources: MIT AI Risk Mitigation Database; {sources}. Data version {data_version()}."
    )
