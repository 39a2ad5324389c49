"""All that the Evidence map shows for given filters, made once and remembered."""

from dataclasses import dataclass

import pandas as pd

from charts.evidence import evidence_specification
from charts.specification import Specification, as_arrow
from queries import evidence_sentences
from queries.database import remembered
from queries.evidence import EvidenceFilters, evidence, judged_items
from queries.records import Row


@dataclass(frozen=True)
class EvidenceView:
    """What is shown: rows, the sentence, the map, and what jumps out of it."""

    rows: pd.DataFrame
    sentence: str
    chart: Specification
    alternative_text: str
    gaps: list[Row]
    strongest: list[Row]


@remembered
def evidence_view(asked: EvidenceFilters) -> EvidenceView:
    """The view for these filters."""
    rows = evidence(asked)
    sentence = evidence_sentences.sentence(rows)
    title = evidence_sentences.title(rows)
    return EvidenceView(
        rows=rows,
        sentence=sentence,
        chart=as_arrow(evidence_specification(rows, judged_items(), title)),
        alternative_text=f"{title.replace(chr(10), '. ')}. {sentence}",
        gaps=evidence_sentences.gaps(rows),
        strongest=evidence_sentences.strongest(rows),
    )
