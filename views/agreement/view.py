"""How far experts agree with each statement: the view, and its tables."""

import pandas as pd

from charts.specification import Specification
from queries.database import cached
from queries.study import question_of, scale_of, studies
from views.agreement.chart import FORMS, agreement_specification
from views.agreement.columns import (
    AGREEMENT,
    CELLS,
    OF_AGREEMENT,
    RESPONSES,
    agreement_columns,
    answer_column,
)
from views.agreement.filters import BASES, AgreementFilters, dimension_notes
from views.agreement.movement_chart import movement_specification
from views.agreement.rows import agreement_and_hidden, cell_columns, cells, responses
from views.agreement.words import Asked, words
from views.filter_kinds import describe, in_effect, sql_parameters
from views.meta import survey_meta
from views.panel import Places, panel_of_places
from views.view import Appearance, Table, TableResult, View


def agreement_view(filters: AgreementFilters, appearance: Appearance) -> View:
    """The view for these filters, in the form of chart that the appearance names."""
    named = {name: form for form, name in FORMS.items()}
    return _view(filters, named.get(appearance.get("chart", ""), "diverging"))


@cached
def _view(filters: AgreementFilters, form: str) -> View:
    rows, asked = rows_and_asked(filters)
    said = words(rows, asked)
    scale = asked.scale

    def draw(some: pd.DataFrame) -> Specification:
        few = asked.study.minimum_group_size
        return agreement_specification(some, said.heading, few, form, scale)

    def draw_movement(some: pd.DataFrame) -> Specification:
        return movement_specification(some, said.heading, asked.study.minimum_group_size)

    if asked.filters.split == "wave":
        draw = draw_movement
    return View(
        name="agreement",
        rows=rows[list(agreement_columns(asked.question, weighted=asked.study.weighted))],
        words=said,
        panels=panel_of_places(
            Places(rows, "item_id", ("Statement", "Statements"), draw),
            said.alternative_text,
            identifier="agreement",
        ),
    )


def rows_and_asked(filters: AgreementFilters) -> tuple[pd.DataFrame, Asked]:
    """The rows of ``agreement``, and what words have to know besides."""
    filters = in_effect(filters)
    narrowed, question = describe(filters), question_of(filters.study, filters.question)
    parameters = sql_parameters(filters)
    rows, hidden = agreement_and_hidden(parameters)
    about_waves = dimension_notes(filters.study).get("wave", "")
    study = studies()[filters.study]
    return rows, Asked(filters, study, question, narrowed, hidden, about_waves)


def _agreement_table(filters: AgreementFilters) -> TableResult:
    view = _view(filters, "diverging")
    said = {
        "title": view.words.title,
        "sentence": view.words.sentence,
        "base": BASES[filters.base],
        "notes": view.words.notes,
    }
    question = question_of(filters.study, filters.question)
    weighted = studies()[filters.study].weighted
    meta = said | survey_meta(filters) | {"scale": _scale_meta(filters)}
    return TableResult(view.rows, meta, agreement_columns(question, weighted=weighted))


def _scale_meta(filters: AgreementFilters) -> dict[str, object]:
    """What was asked, which answers could be given, and which of them count as for."""
    question, scale = (
        question_of(filters.study, filters.question),
        scale_of(filters.study, filters.question),
    )
    return {
        "question": question.label,
        "asked": question.stem,
        "kind": scale.kind,
        "options": [vars(option) for option in scale.options],
        "counts_as_for": question.counts,
        "whose_cut": scale.cut,
    }


def _cells_table(filters: AgreementFilters) -> TableResult:
    rows, narrowed = cells(filters), describe(filters)
    sentence = f"{len(rows)} counts of answers given in {studies()[filters.study].name}"
    sentence = f"{sentence}; {narrowed}." if narrowed else f"{sentence}."
    return TableResult(rows, {"sentence": sentence} | survey_meta(filters), cell_columns(filters))


def _responses_table(filters: AgreementFilters) -> TableResult:
    rows, study = responses(filters), studies()[filters.study]
    sentence = f"{len(rows)} answers of single respondents of {study.name}."
    if not study.responses_are_public:
        sentence = f"Single answers of {study.name} are not held here, or may not be given away."
    answer = {"answer": answer_column(question_of(filters.study, filters.question))}
    return TableResult(rows, {"sentence": sentence} | survey_meta(filters), RESPONSES | answer)


TABLES = (
    Table(
        "agreement",
        "These rows",
        "How far respondents agree with each statement, and how sure each figure is.",
        AGREEMENT,
        _agreement_table,
        of_scale=OF_AGREEMENT,
    ),
    Table(
        "cells",
        "The counts behind them",
        "The counts behind every figure: one row an item, group, answer and world.",
        CELLS,
        _cells_table,
    ),
    Table(
        "responses",
        "Single answers",
        "The answers of single respondents, of studies that let them be taken away.",
        RESPONSES,
        _responses_table,
    ),
)
