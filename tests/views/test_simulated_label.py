"""Whatever shows simulated answers says so, and nothing else has any."""

import json
from itertools import product

import pandas as pd
import pytest

from analysis.rankings import LISTS
from queries.records import records
from queries.study import DEFAULT_STUDY, real_studies
from tests.conftest import Facts
from views.agreement.filters import (
    DIMENSIONS,
    AgreementFilters,
    agreement_studies,
    counted_studies,
    every_study,
)
from views.agreement.view import agreement_view
from views.compare.filters import CompareFilters
from views.compare.view import compare_view
from views.findings.filters import FindingsFilters
from views.findings.view import findings_view
from views.mitigation.filters import EXAMPLE, RecordFilters
from views.mitigation.record_data import as_data
from views.mitigation.rows import mitigation_record
from views.mitigation.words import summary
from views.permalinks import Permalink, exhibit_of
from views.registry import tables
from views.risk.filters import RiskFilters
from views.view import TableResult, View

pytestmark = pytest.mark.slow

SIMULATED = ("demo-panel", "demo-panel-feasibility")
# The measures of the simulated studies are those of this one.
MODELLED_ON = "uuk2024"
SOURCE = "Simulated by Common Ground: nobody gave these answers"
OF_STUDIES = ("agreement", "cells", "findings", "compare")
# Only of some studies: bounds, single answers, combinations.
OF_SOME = ("bounds", "combinations", "responses")

AGREEMENT = [
    AgreementFilters(study, affiliation=affiliation, split=split, base=base)
    for study, affiliation, split, base in product(
        SIMULATED, ((), ("Academia",)), ("none", "affiliation"), ("respondents", "opinion")
    )
]
FINDINGS = [
    FindingsFilters(study, list=name, group=group, at_least=0)
    for study, name, group in product(SIMULATED, LISTS, ("All respondents", "Academia"))
]
COMPARED = [
    CompareFilters(study, by=by, against=against, measure=measure)
    for study, by, against, measure in product(
        SIMULATED, DIMENSIONS, ("each", "others"), ("mean", "agreement")
    )
    if (study, by) != ("demo-panel-feasibility", "risk_area")
]


def assert_marked(view: View, study: str) -> None:
    assert view.simulated
    assert view.words.title.startswith("SIMULATED")
    assert view.words.sentence.startswith("Simulated")
    assert view.words.alternative_text.startswith("SIMULATED")
    assert f"Source: {SOURCE}." in view.words.notes
    assert all(
        remark.startswith(("Simulated", "P-values", "What could")) or "test" in remark
        for remark in view.words.remarks
    )
    for panel in view.panels:
        assert "SIMULATED" in [
            layer["mark"].get("text")
            for layer in panel.chart["layer"]
            if isinstance(layer["mark"], dict)
        ]
    assert len(view.rows)
    assert set(view.rows["study_id"]) == {study}
    assert set(view.rows["basis"]) == {"simulated"}
    assert set(view.rows["source"]) == {SOURCE}


@pytest.mark.parametrize("filters", AGREEMENT, ids=str)
def test_agreement_says_that_it_is_simulated(filters: AgreementFilters) -> None:
    assert_marked(agreement_view(filters, {}), filters.study)


@pytest.mark.parametrize("filters", FINDINGS, ids=str)
def test_findings_say_that_they_are_simulated(filters: FindingsFilters) -> None:
    assert_marked(findings_view(filters), filters.study)


@pytest.mark.parametrize("filters", COMPARED, ids=str)
def test_comparisons_say_that_they_are_simulated(filters: CompareFilters) -> None:
    view = compare_view(filters)
    assert_marked(view, filters.study)
    assert all(row["reading"].startswith("Simulated") for row in records(view.rows))


@pytest.mark.parametrize("study", [*SIMULATED, DEFAULT_STUDY])
def test_what_is_taken_away_tells_whether_it_is_simulated(study: str) -> None:
    exhibit = exhibit_of(Permalink("agreement", AgreementFilters(study)), "")
    assert exhibit.simulated is (study in SIMULATED)
    assert ("SIMULATED" in exhibit.file_stem) is (study in SIMULATED)


def answers(study: str) -> dict[str, TableResult]:
    filters = {"findings": FindingsFilters(study, at_least=0), "compare": CompareFilters(study)}
    return {
        name: table.result(filters.get(name, AgreementFilters(study)))
        for name, (_, table) in tables().items()
        if name in OF_STUDIES
    }


@pytest.mark.parametrize("study", [*SIMULATED, DEFAULT_STUDY])
def test_what_the_api_says_of_its_rows_tells_whether_they_are_simulated(study: str) -> None:
    results = answers(study)
    assert set(results) == set(OF_STUDIES)
    for result in results.values():
        assert len(result.rows)
        assert result.meta["simulated"] is (study in SIMULATED)
        text = json.dumps(result.meta, ensure_ascii=False)
        assert ("Simulated answers, not findings" in text) == (study in SIMULATED)
        assert ("simulated" in str(result.meta["sentence"]).lower()) == (study in SIMULATED)


def test_nothing_about_mitigations_and_what_experts_said_has_simulated_answers() -> None:
    record = RecordFilters(EXAMPLE)
    for name, (kind, table) in tables().items():
        if name in (*OF_STUDIES, *OF_SOME):
            continue
        records = {"mitigation": record, "risk": RiskFilters("7.1")}
        result = table.result(records.get(kind.page.address) or kind.page.filters())
        text = result.rows.to_csv() + json.dumps(result.meta)
        for mark in ("demo-panel", "Demonstration panel", SOURCE):
            assert mark not in text, name


def test_the_record_of_a_mitigation_has_no_simulated_answers(facts: Facts) -> None:
    links = pd.DataFrame(facts["item_mitigations"])
    asked = links[links["study_id"] == MODELLED_ON]
    for identifier in sorted(set(asked["mitigation_id"])):
        record = mitigation_record(identifier)
        assert record is not None
        studies = set(links[links["mitigation_id"] == identifier]["study_id"])
        assert {one.study.study_id for one in record.asked_in} == studies
        text = json.dumps(as_data(record), default=str) + summary(record)
        assert "demo-panel" not in text
        assert "Simulated" not in text


def test_simulated_answers_are_never_shown_unless_asked_for() -> None:
    assert DEFAULT_STUDY not in SIMULATED
    for filters in (AgreementFilters(), FindingsFilters(), CompareFilters()):
        assert filters.study == DEFAULT_STUDY
    for choices in (every_study(), counted_studies(), agreement_studies()):
        offered = choices.values()
        assert DEFAULT_STUDY in offered[: -len(SIMULATED)]
        assert offered[-len(SIMULATED) :] == SIMULATED
    assert not {study.study_id for study in real_studies()} & set(SIMULATED)
