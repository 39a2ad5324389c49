"""One mitigation, and what each study that asked about it found: the view, its tables, its page."""

import pandas as pd

from data.answer_options import AGREEMENT_QUESTION
from queries.database import cached
from queries.study import Study, studies
from views.agreement.chart import agreement_specification
from views.agreement.columns import AGREEMENT, agreement_columns
from views.bounds.view import bounds_panel
from views.meta import mitigation_meta
from views.mitigation.columns import RELATED_COLUMNS
from views.mitigation.filters import RecordFilters
from views.mitigation.rows import AskedIn, mitigation_record, related
from views.mitigation.words import answers_title, bounds_title, reading, summary, words
from views.panel import Panel, panel
from views.taxonomy.columns import MITIGATION_COLUMNS
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations
from views.view import (
    Appearance,
    Page,
    Table,
    TableResult,
    View,
    ViewKind,
    appearance_of_page,
)


def mitigation_view(filters: RecordFilters, _appearance: Appearance) -> View:
    """The view of a mitigation, with a chart for each study of which figures are known: its
    identifier is that of the study.

    Raises
    ------
    LookupError
        There is no such mitigation.
    """
    return _view(filters)


@cached
def _view(filters: RecordFilters) -> View:
    record = mitigation_record(filters.id)
    if record is None:
        raise LookupError(f"There is no mitigation “{filters.id}”")
    panels = tuple(_panel(asked) for asked in record.asked_in if _has_figures(asked))
    return View(
        name=filters.id,
        rows=_row(filters),
        words=words(record, [one.alternative_text for one in panels]),
        panels=panels,
    )


def _has_figures(asked: AskedIn) -> bool:
    return not (asked.rows.empty and asked.bounds.empty)


def _panel(asked: AskedIn) -> Panel:
    study = asked.study
    if asked.rows.empty:
        title = bounds_title(asked)
        heading = title.replace("\n", "; ")
        return bounds_panel(asked.bounds, title, heading=heading, identifier=study.study_id)
    title = answers_title(asked)
    few = study.minimum_group_size
    return panel(
        agreement_specification(asked.rows, title, few, "diverging"),
        f"{title.replace(chr(10), '. ')}. {reading(asked)}",
        heading=title.replace("\n", "; "),
        identifier=study.study_id,
    )


def _row(filters: RecordFilters) -> pd.DataFrame:
    listed = mitigations(MitigationFilters())[list(MITIGATION_COLUMNS)]
    return listed[listed["mitigation_id"] == filters.id]


def _asked_in(filters: RecordFilters) -> list[AskedIn]:
    record = mitigation_record(filters.id)
    return record.asked_in if record else []


def _studies(filters: RecordFilters) -> list[Study]:
    """The studies of which figures are shown and said: those that asked about the mitigation, else
    that which asked about what is closest."""
    record = mitigation_record(filters.id)
    if record is None:
        return []
    return [one.study for one in record.asked_in or record.compared[:1]]


def _mitigation_table(filters: RecordFilters) -> TableResult:
    return TableResult(_row(filters), _meta(filters))


def _answers_table(filters: RecordFilters) -> TableResult:
    """All respondents, then each affiliation."""
    asked_in = [asked for asked in _asked_in(filters) if len(asked.rows)]
    weighted = any(asked.study.weighted for asked in asked_in)
    columns = agreement_columns(AGREEMENT_QUESTION, weighted=weighted)
    rows = [asked.rows for asked in asked_in]
    answers = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(columns))
    return TableResult(answers[list(columns)], _meta(filters), columns)


def _related_table(filters: RecordFilters) -> TableResult:
    """What other studies asked that is close to the mitigation."""
    record = mitigation_record(filters.id)
    rows = related(record) if record else pd.DataFrame(columns=list(RELATED_COLUMNS))
    found = dict.fromkeys(rows["study_id"])
    return TableResult(rows, _meta(filters, *(studies()[study] for study in found)))


def _meta(filters: RecordFilters, *others: Study) -> dict[str, object]:
    """What is told of rows; ``others`` are studies of which figures are given besides."""
    record = mitigation_record(filters.id)
    sentence = summary(record) if record else "No mitigation is asked for: give its id."
    return {"sentence": sentence} | mitigation_meta(filters, [*_studies(filters), *others])


def _shown(filters: RecordFilters, _appearance: Appearance) -> tuple[str, ...]:
    answers = ("mitigation_answers", "mitigation_related") if filters.id else ()
    return ("mitigation", *answers)


TABLES = (
    Table(
        "mitigation",
        "This mitigation",
        "One mitigation, as `mitigations` has it.",
        MITIGATION_COLUMNS,
        _mitigation_table,
    ),
    Table(
        "mitigation_answers",
        "What experts answered",
        "How far respondents agree with one mitigation: all of them, then each affiliation.",
        AGREEMENT,
        _answers_table,
    ),
    Table(
        "mitigation_related",
        "What is close to it",
        "What other studies asked that is close to one mitigation: how close, why, and the share "
        "that is for.",
        RELATED_COLUMNS,
        _related_table,
    ),
)
MITIGATION = ViewKind(
    page=Page(
        address="mitigation",
        file="mitigation.py",
        title="Mitigation",
        purpose="One mitigation: what it is, where it is from, and what experts say about it.",
        filters=RecordFilters,
        appearance=appearance_of_page(),
    ),
    view=mitigation_view,
    tables=TABLES,
    shown=_shown,
    studies=_studies,
    of_mitigations=True,
)
