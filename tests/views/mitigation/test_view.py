"""The view of a record: a chart for each study with figures, and its words around it."""

from dataclasses import replace

import pytest

from queries.build_info import DATABASE_CITATION
from queries.study import question_of, studies
from views.estimates.rows import item_estimate
from views.mitigation.filters import RecordFilters
from views.mitigation.rows import MitigationRecord, mitigation_record
from views.mitigation.view import MITIGATION
from views.mitigation.words import reading, summary

COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED = "A0197", "A1030", "A1038", "A0086"


def record_of(identifier: str) -> MitigationRecord:
    record = mitigation_record(identifier)
    assert record
    return record


@pytest.mark.parametrize(
    ("identifier", "drawn", "asked_by"),
    [
        (COUNTED, ["schuett2023"], ["schuett2023"]),
        (BOUNDED, ["uuk2024"], ["uuk2024"]),
        (WITHOUT_FIGURE, [], ["uuk2024"]),
        (NEVER_ASKED, [], []),
    ],
)
def test_each_study_with_figures_has_a_chart(
    identifier: str, drawn: list[str], asked_by: list[str]
) -> None:
    filters = RecordFilters(identifier)
    view = MITIGATION.view(filters, {})
    assert [panel.identifier for panel in view.panels] == drawn
    assert [study.study_id for study in MITIGATION.studies(filters)] == asked_by
    assert list(view.rows["mitigation_id"]) == [identifier]


def test_an_estimate_is_read_as_an_estimate() -> None:
    (asked,) = record_of(COUNTED).asked_in
    study, item = "sara2025", "whistleblower-protections"
    found = replace(
        asked,
        study=studies()[study],
        question=question_of(study, ""),
        item_id=item,
        rows=asked.rows.head(0),
        estimates=item_estimate(study, item),
    )
    text = reading(found).replace("\u00a0", " ")
    assert text.startswith("An estimated 86.6 % of Australian adults would be more likely to trust")
    assert text.endswith("(95 % interval 78.8 to 92.5 %).")


def test_answers_are_titled_with_n_and_base() -> None:
    (panel,) = MITIGATION.view(RecordFilters(COUNTED), {}).panels
    (asked,) = record_of(COUNTED).asked_in
    title = "Answers to “Pre-deployment risk assessment” of all respondents and by affiliation"
    base = "n = 11 to 51 experts a row; percentages of all who answered"
    assert panel.heading == f"{title}; {base}"
    assert panel.alternative_text == f"{title}. {base}. {reading(asked)}"


def test_bounds_are_titled_with_n_and_listed_for_who_does_not_see_them() -> None:
    (panel,) = MITIGATION.view(RecordFilters(BOUNDED), {}).panels
    title = "Published bounds on “Pre-deployment risk assessments”: experts who agree, by risk area"
    base = "n = 76 experts in the study; bounds as the abstract prints them"
    assert panel.heading == f"{title}; {base}"
    assert panel.alternative_text == (
        f"{title}. {base}. Critical infrastructure: more than 60%; Democratic processes: more than "
        "60%; CBRN: more than 60%; Discrimination and bias: more than 60%; preferred combination: "
        "more than 40%."
    )


@pytest.mark.parametrize("identifier", [COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED])
def test_the_words_say_what_it_is_where_it_is_from_and_what_was_found(identifier: str) -> None:
    view, record = MITIGATION.view(RecordFilters(identifier), {}), record_of(identifier)
    found, words = record.mitigation, view.words
    place = f"{found['code']} {found['subcategory']}"
    assert words.heading == (f"{found['label']}\n{identifier}; {place}; from {found['document']}")
    assert words.sentence == summary(record)
    charts = [panel.alternative_text for panel in view.panels]
    assert words.alternative_text == " ".join([words.sentence, *charts])
    studies = "".join(f" {asked.study.citation}" for asked in record.asked_in)
    version = f"Data version {found['data_version']}."
    assert words.notes == f"Sources: {DATABASE_CITATION}{studies} {version}"


def test_there_is_no_view_of_an_unknown_mitigation() -> None:
    with pytest.raises(LookupError, match="There is no mitigation “”"):
        MITIGATION.view(RecordFilters(), {})


@pytest.mark.parametrize(
    ("identifier", "tables"),
    [("", ("mitigation",)), (COUNTED, ("mitigation", "mitigation_answers"))],
)
def test_answers_can_be_taken_away_only_of_a_mitigation(
    identifier: str, tables: tuple[str, ...]
) -> None:
    assert MITIGATION.tables_shown(RecordFilters(identifier), {}) == tables


@pytest.mark.parametrize(("identifier", "rows"), [("", 0), (COUNTED, 4), (BOUNDED, 0)])
def test_the_answers_are_those_of_all_and_of_each_affiliation(identifier: str, rows: int) -> None:
    tables = {table.name: table for table in MITIGATION.tables}
    result = tables["mitigation_answers"].result(RecordFilters(identifier))
    assert list(result.rows.columns) == list(tables["mitigation_answers"].columns)
    assert len(result.rows) == rows
