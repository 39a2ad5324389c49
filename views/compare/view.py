"""Groups of respondents side by side: the view, its table, and its page."""

from dataclasses import replace

import pandas as pd

from analysis.group_comparison import LEVEL
from charts.specification import Specification
from queries.database import cached
from queries.records import records
from queries.study import group_sizes, question_of, studies
from views.compare.chart import compare_specification, prepare
from views.compare.columns import COMPARE_COLUMNS, READING, compare_columns
from views.compare.filters import CompareFilters, risk_areas_together
from views.compare.rows import compare, compared_groups, compared_pairs, overall
from views.compare.words import Asked, reading, remarks, words
from views.filter_kinds import describe, in_effect
from views.guide import guide_of
from views.meta import survey_meta
from views.panel import Places, panel_of_places
from views.view import Page, Table, TableResult, View, ViewKind, appearance_of_page

# A question on which groups of respondents do differ.
BEYOND_CHANCE = CompareFilters("ec2020", "product-liability", measure="agreement")


def difference_beyond_chance() -> str:
    """Which groups differ beyond chance there, and by how much."""
    study = studies()[BEYOND_CHANCE.study]
    return f"In {study.name} ({study.people}): {compare_view(BEYOND_CHANCE).words.sentence}"


@cached
def compare_view(filters: CompareFilters) -> View:
    """The view for these filters; its rows have a reading each."""
    filters = in_effect(filters)
    rows, asked = compare(filters), asked_for(filters)
    said, study = words(rows, asked), asked.study
    scores = asked.scale.scores
    ends = (0.0, 1.0) if filters.figure == "share" or scores is None else (scores[0], scores[-1])

    def draw(some: pd.DataFrame) -> Specification:
        return compare_specification(some, said.heading, filters.figure, ends)

    return View(
        name="comparison",
        rows=rows.assign(
            reading=[reading(row, filters, study, asked.question) for row in records(rows)]
        ),
        words=said,
        panels=panel_of_places(
            Places(rows, "item_id", ("Statement", "Statements"), draw),
            said.alternative_text,
            identifier="comparison",
        ),
        meta=remarks(asked),
    )


def asked_for(filters: CompareFilters) -> Asked:
    """What the words of the view have to know of its filters."""
    return Asked(
        filters=filters,
        narrowed=describe(filters),
        study=studies()[filters.study],
        question=question_of(filters.study, filters.question),
        groups=compared_groups(filters),
        every_group=compared_groups(replace(filters, group=())),
        sizes=group_sizes(filters.study, filters.by),
        areas=risk_areas_together(filters),
        family=compared_pairs(filters.study, filters.question, filters.by, filters.risk_area),
        overall=list(overall(filters)),
    )


def guide() -> str:
    """How to read the view, as Markdown."""
    return guide_of("compare", level=str(LEVEL))


def _compare_table(filters: CompareFilters) -> TableResult:
    view = compare_view(filters)
    said = {"sentence": view.words.sentence, **view.meta}
    columns = compare_columns(question_of(filters.study, filters.question)) | READING
    return TableResult(view.rows, said | survey_meta(filters), columns)


TABLES = (
    Table(
        "compare",
        "These rows",
        "Groups of respondents compared, statement by statement, with effect sizes and tests.",
        COMPARE_COLUMNS | READING,
        _compare_table,
    ),
)
COMPARE = ViewKind(
    page=Page(
        address="compare",
        file="compare.py",
        title="Compare",
        purpose="Groups of experts side by side, and whether their differences could be chance.",
        filters=CompareFilters,
        appearance=appearance_of_page(("Chart", "Table", "How to read this")),
    ),
    view=lambda filters, _appearance: compare_view(filters),
    tables=TABLES,
    studies=lambda filters: [studies()[filters.study]],
    charts=(prepare,),
)
