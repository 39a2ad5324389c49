"""Whatever is shown of simulated answers says that nobody gave them, and nothing else has them."""

import json
from itertools import product

import pandas as pd
import pytest

from queries import compare_sentences, findings_sentences, sentences
from queries.agreement import (
    agreement,
    cells,
    real_studies,
    studies,
)
from queries.compare import BY, CompareFilters, compare
from queries.compare import parse as parse_compare
from queries.filters import DEFAULT_STUDY, Filters, choices, counted_studies
from queries.filters import parse as parse_filters
from queries.findings import FindingsFilters, findings
from queries.findings import parse as parse_findings
from queries.mitigation_record import EXAMPLE, RecordFilters, as_data, mitigation_record, summary
from queries.rankings import LISTS
from queries.records import records
from views.files import answer_of
from views.permalinks import Permalink
from views.tables import TABLES, TableResult

Facts = dict[str, list[dict[str, str]]]

SIMULATED = ("demo-panel", "demo-panel-feasibility")
EFFECTIVENESS = SIMULATED[0]
# The measures of the simulated studies are those of this one.
MODELLED_ON = "uuk2024"
SOURCE = "Simulated by Common Ground: nobody gave these answers"
OF_STUDIES = ("agreement", "cells", "findings", "compare")
# Only of some studies: bounds, single answers, combinations.
OF_SOME = ("bounds", "combinations", "responses")
BEFORE_A_TITLE, BEFORE_A_SENTENCE = "SIMULATED", "Simulated"

AGREEMENT = [
    Filters(study, affiliation=affiliation, split=split, base=base)
    for study, affiliation, split, base in product(
        SIMULATED, ((), ("Academia",)), ("none", "affiliation"), ("respondents", "opinion")
    )
]
FINDINGS = [
    FindingsFilters(study, list=name, group=group, at_least=0)
    for study, name, group in product(SIMULATED, LISTS, ("All respondents", "Academia"))
]
COMPARE_FILTERS = [
    CompareFilters(study, by=by, against=against, measure=measure)
    for study, by, against, measure in product(
        SIMULATED, BY, ("each", "others"), ("mean", "agreement")
    )
    if (study, by) != ("demo-panel-feasibility", "risk_area")
]


def assert_marked(rows: pd.DataFrame, study: str) -> None:
    assert len(rows)
    assert set(rows["study_id"]) == {study}
    assert set(rows["basis"]) == {"simulated"}
    assert set(rows["source"]) == {SOURCE}


@pytest.mark.parametrize("filters", AGREEMENT, ids=str)
def test_agreement_is_marked_as_simulated(filters: Filters) -> None:
    rows, study = agreement(filters), studies()[filters.study]
    assert_marked(rows, filters.study)
    assert sentences.title(rows, filters, study).startswith(BEFORE_A_TITLE)
    assert sentences.sentence(rows, filters, study).startswith(BEFORE_A_SENTENCE)
    assert f"Source: {SOURCE}." in sentences.notes(rows, filters, study)
    assert "nobody gave these answers" in sentences.sample(study)


@pytest.mark.parametrize("filters", FINDINGS, ids=str)
def test_findings_are_marked_as_simulated(filters: FindingsFilters) -> None:
    rows = findings(filters)
    assert_marked(rows, filters.study)
    assert findings_sentences.title(rows, filters).startswith(BEFORE_A_TITLE)
    assert findings_sentences.sentence(rows, filters).startswith(BEFORE_A_SENTENCE)
    assert f"Source: {SOURCE}." in findings_sentences.notes(rows, filters)


@pytest.mark.parametrize("filters", COMPARE_FILTERS, ids=str)
def test_comparisons_are_marked_as_simulated(filters: CompareFilters) -> None:
    rows = compare(filters)
    assert_marked(rows, filters.study)
    assert compare_sentences.title(rows, filters).startswith(BEFORE_A_TITLE)
    assert compare_sentences.sentence(rows, filters).startswith(BEFORE_A_SENTENCE)
    assert f"Source: {SOURCE}." in compare_sentences.notes(rows, filters)


@pytest.mark.parametrize("study", SIMULATED)
def test_cells_are_marked_as_simulated(study: str) -> None:
    filters = Filters(study)
    assert set(cells(filters)["basis"]) == {"simulated"}
    assert_marked(answer_of("cells", Permalink("agreement", filters)).rows, study)


@pytest.mark.parametrize("text", ["reading", "overall", "solidity", "what_would_change"])
def test_every_sentence_about_simulated_answers_says_so(text: str) -> None:
    compared, listed = CompareFilters(EFFECTIVENESS), FindingsFilters(EFFECTIVENESS, at_least=0)
    rows = findings(listed)
    written = {
        "reading": compare_sentences.reading(records(compare(compared))[0], compared),
        "overall": compare_sentences.overall_reading(compared),
        "solidity": findings_sentences.solidity(rows, listed),
        "what_would_change": findings_sentences.what_would_change(rows),
    }[text]
    assert "simulated" in written.lower()


@pytest.mark.parametrize("text", ["title of findings", "sentence of a split"])
def test_answers_about_several_risk_areas_are_not_called_experts(text: str) -> None:
    study, listed = studies()[EFFECTIVENESS], FindingsFilters(EFFECTIVENESS, at_least=0)
    split = Filters(EFFECTIVENESS, split="affiliation")
    written = {
        "title of findings": findings_sentences.title(findings(listed), listed),
        "sentence of a split": sentences.sentence(agreement(split), split, study),
    }[text]
    assert "risk areas" in written


def answers(study: str) -> dict[str, TableResult]:
    filters = {
        "findings": FindingsFilters(study, at_least=0),
        "compare": CompareFilters(study),
    }
    return {
        view.name: view.answer(filters.get(view.name, Filters(study)))
        for view in TABLES
        if view.name in OF_STUDIES
    }


@pytest.mark.parametrize("study", [*SIMULATED, DEFAULT_STUDY])
def test_what_the_api_says_of_its_rows_tells_whether_they_are_simulated(study: str) -> None:
    found = answers(study)
    assert set(found) == set(OF_STUDIES)
    for answer in found.values():
        assert len(answer.rows)
        assert answer.meta["simulated"] is (study in SIMULATED)
        told = json.dumps(answer.meta, ensure_ascii=False)
        assert ("Simulated answers, not findings" in told) == (study in SIMULATED)
        assert ("simulated" in str(answer.meta["sentence"]).lower()) == (study in SIMULATED)


def everything_else() -> dict[str, TableResult]:
    """All views that are not about one study."""
    filters = dict.fromkeys(("mitigation", "mitigation_answers"), RecordFilters(EXAMPLE))
    return {
        view.name: view.answer(filters.get(view.name, view.parameters.default))
        for view in TABLES
        if view.name not in (*OF_STUDIES, *OF_SOME)
    }


def test_nothing_about_mitigations_and_what_experts_said_has_simulated_answers() -> None:
    found = everything_else()
    assert set(found) == {
        *("taxonomy", "coverage", "mitigations", "evidence", "items"),
        *("overview", "mitigation", "mitigation_answers"),
    }
    for name, answer in found.items():
        told = answer.rows.to_csv() + json.dumps(answer.meta)
        for mark in ("demo-panel", "Demonstration panel", SOURCE):
            assert mark not in told, name


def test_the_record_of_a_mitigation_has_no_simulated_answers(facts: Facts) -> None:
    links = [(row["mitigation_id"], row["study_id"]) for row in facts["item_mitigations"]]
    for identifier in sorted({mitigation for mitigation, study in links if study == MODELLED_ON}):
        record = mitigation_record(identifier)
        assert record is not None
        studies_of_it = {study for mitigation, study in links if mitigation == identifier}
        assert {asked.study.study_id for asked in record.asked_in} == studies_of_it
        told = json.dumps(as_data(record), default=str) + summary(record)
        assert "demo-panel" not in told
        assert "Simulated" not in told


def test_simulated_answers_are_never_shown_unless_asked_for() -> None:
    assert DEFAULT_STUDY not in SIMULATED
    for filters in (Filters(), FindingsFilters(), CompareFilters()):
        assert filters.study == DEFAULT_STUDY
    for parse in (parse_filters, parse_findings, parse_compare):
        filters, problems = parse([])
        assert (filters.study, problems) == (DEFAULT_STUDY, [])
    assert choices(DEFAULT_STUDY).values["study"][0].value == DEFAULT_STUDY
    assert counted_studies()[0].value == DEFAULT_STUDY
    assert not {study.study_id for study in real_studies()} & set(SIMULATED)
