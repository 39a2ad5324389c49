"""The tables that can be taken away, from pages and data API: rows, and what to know of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from queries import (
    compare_sentences,
    evidence_sentences,
    findings_sentences,
    mitigation_filters,
    sentences,
    taxonomy_sentences,
)
from queries.agreement import COLUMNS, agreement, cells, real_studies, responses, studies
from queries.bounds import bounds
from queries.bounds import sentence as bounds_sentence
from queries.bounds_columns import BOUNDS
from queries.build_info import CITATION, DATABASE_CITATION, data_version
from queries.columns import AGREEMENT, CELLS, RESPONSES, Column
from queries.combinations import combinations
from queries.combinations import sentence as combinations_sentence
from queries.combinations_columns import COMBINATIONS
from queries.compare import CompareFilters, compare
from queries.compare_columns import COMPARE
from queries.evidence import EvidenceFilters, evidence, judged_items
from queries.evidence_columns import EVIDENCE, ITEMS
from queries.filters import BASES, DEFAULT_STUDY, Filters, describe, query_params
from queries.findings import FindingsFilters, findings
from queries.findings_columns import FINDINGS
from queries.mitigation_filters import MitigationFilters
from queries.mitigation_record import RecordFilters, mitigation_record, summary
from queries.mitigation_record import query_params as record_query_params
from queries.mitigations import coverage, mitigations, taxonomy
from queries.overview import EXTREMES, OverviewFilters, most_and_least_agreed
from queries.query_params import query_params_of
from queries.records import records
from queries.taxonomy_columns import COVERAGE, MITIGATIONS, TAXONOMY
from views import parameters
from views.parameters import FilterKind


@dataclass(frozen=True)
class TableResult:
    """Rows, and what to know about them."""

    rows: pd.DataFrame
    meta: dict[str, object]


@dataclass(frozen=True, eq=False)
class Table:
    """A table: its name in addresses, its name in menus, what it is, what its columns are, what
    parameters it takes, and how it is answered."""

    name: str
    label: str
    summary: str
    columns: dict[str, Column]
    parameters: FilterKind
    answer: Callable[[Any], TableResult]


def answer_agreement(filters: Filters) -> TableResult:
    """Agreement with each statement, as the Agreement page shows it."""
    study = studies()[filters.study]
    rows = agreement(filters)
    shown = {
        "title": sentences.title(rows, filters, study).splitlines()[0],
        "sentence": sentences.sentence(rows, filters, study),
        "base": BASES[filters.base],
        "notes": sentences.notes(rows, filters, study),
    }
    return TableResult(rows[list(COLUMNS)], shown | _meta(filters))


def answer_overview(_filters: OverviewFilters) -> TableResult:
    """The statements with the most and with the least agreement, as the Overview shows them."""
    study = studies()[DEFAULT_STUDY]
    rows = most_and_least_agreed(study, EXTREMES)[list(COLUMNS)]
    sentence = (
        f"The {EXTREMES} statements with the most and the {EXTREMES} with the least agreement."
    )
    return TableResult(rows, {"sentence": sentence} | _meta(Filters()))


def answer_bounds(filters: Filters) -> TableResult:
    """Figures of which a study prints only a bound."""
    rows = bounds(filters)
    return TableResult(
        rows, {"sentence": bounds_sentence(rows, studies()[filters.study])} | _meta(filters)
    )


def answer_responses(filters: Filters) -> TableResult:
    """The answers of single respondents."""
    study = studies()[filters.study]
    rows = responses(filters)
    sentence = f"{len(rows)} answers of single respondents of {study.name}."
    if not study.responses_are_public:
        sentence = f"Single answers of {study.name} are not held here, or may not be given away."
    return TableResult(rows, {"sentence": sentence} | _meta(filters))


def answer_combinations(filters: Filters) -> TableResult:
    """How often items stand in the same preferred combination."""
    rows = combinations(filters)
    sentence = combinations_sentence(rows, studies()[filters.study])
    return TableResult(rows, {"sentence": sentence} | _meta(filters))


def answer_cells(filters: Filters) -> TableResult:
    """The counts behind the figures."""
    study = studies()[filters.study]
    rows = cells(filters)
    narrowed = describe(filters)
    sentence = f"{len(rows)} counts of answers given in {study.name}"
    sentence = f"{sentence}; {narrowed}." if narrowed else f"{sentence}."
    return TableResult(rows, {"sentence": sentence} | _meta(filters))


def answer_findings(filters: FindingsFilters) -> TableResult:
    """The statements in a list."""
    rows = findings(filters)
    shown = {
        "sentence": findings_sentences.sentence(rows, filters),
        "solidity": findings_sentences.solidity(rows, filters),
        "filters": vars(filters) | {"in_words": findings_sentences.describe(filters)},
        "query": urlencode(query_params_of(filters, FindingsFilters())),
    }
    return TableResult(rows, shown | _provenance(filters.study))


def answer_compare(filters: CompareFilters) -> TableResult:
    """Groups compared."""
    rows = compare(filters)
    shown = {
        "sentence": compare_sentences.sentence(rows, filters),
        "overall": compare_sentences.overall_reading(filters),
        "detectable": compare_sentences.detectable(filters),
        "family": compare_sentences.family(filters),
        "filters": vars(filters) | {"in_words": compare_sentences.describe(filters)},
        "query": urlencode(query_params_of(filters, CompareFilters())),
    }
    readings = [compare_sentences.reading(row, filters) for row in records(rows)]
    return TableResult(rows.assign(reading=readings), shown | _provenance(filters.study))


def answer_taxonomy(filters: MitigationFilters) -> TableResult:
    """How the mitigations that fit spread over the taxonomy, whatever the category."""
    return TableResult(taxonomy(filters), _meta_of_mitigations(replace(filters, category=())))


def answer_coverage(filters: MitigationFilters) -> TableResult:
    """How the mitigations that fit spread over all subcategories and documents."""
    every = replace(filters, category=(), document=())
    return TableResult(coverage(filters), _meta_of_mitigations(every))


def answer_mitigations(filters: MitigationFilters) -> TableResult:
    """The mitigations that fit."""
    return TableResult(mitigations(filters)[list(MITIGATIONS)], _meta_of_mitigations(filters))


def answer_mitigation(filters: RecordFilters) -> TableResult:
    """One mitigation."""
    listed = mitigations(MitigationFilters())[list(MITIGATIONS)]
    return TableResult(listed[listed["mitigation_id"] == filters.id], _meta_of_record(filters))


def answer_mitigation_answers(filters: RecordFilters) -> TableResult:
    """What experts said about one mitigation: all respondents, then each affiliation."""
    record = mitigation_record(filters.id)
    rows = [asked.rows for asked in (record.asked_in if record else []) if len(asked.rows)]
    answers = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(COLUMNS))
    return TableResult(answers[list(COLUMNS)], _meta_of_record(filters))


def answer_evidence(filters: EvidenceFilters) -> TableResult:
    """What is proposed, what was put to experts, and how far they agree."""
    return TableResult(evidence(filters), _meta_of_evidence(filters))


def answer_items(filters: EvidenceFilters) -> TableResult:
    """Every statement and measure behind the evidence."""
    items, codes = judged_items(), evidence(filters)["code"].drop_duplicates().tolist()
    shown = items[items["code"].isin(codes)]
    ordered = shown.sort_values("code", key=lambda code: code.map(codes.index), kind="stable")
    return TableResult(ordered, _meta_of_evidence(filters))


def _meta_of_mitigations(filters: MitigationFilters) -> dict[str, object]:
    listed, every = mitigations(filters), len(mitigations(MitigationFilters()))
    return {
        "sentence": taxonomy_sentences.sentence(listed, filters, every),
        "understood": taxonomy_sentences.understood(filters),
        "filters": vars(filters) | {"in_words": mitigation_filters.describe(filters)},
        "query": urlencode(mitigation_filters.query_params(filters)),
        "data_version": data_version(),
        "citation": {"database": DATABASE_CITATION, "dashboard": CITATION},
    }


def _meta_of_record(filters: RecordFilters) -> dict[str, object]:
    record = mitigation_record(filters.id)
    asked_in = record.asked_in if record else []
    return {
        "sentence": summary(record) if record else "No mitigation is asked for: give its id.",
        "filters": vars(filters),
        "query": urlencode(record_query_params(filters)),
        "data_version": data_version(),
        "citation": {
            "database": DATABASE_CITATION,
            **{asked.study.study_id: asked.study.citation for asked in asked_in},
            "dashboard": CITATION,
        },
    }


def _meta_of_evidence(filters: EvidenceFilters) -> dict[str, object]:
    return {
        "sentence": evidence_sentences.sentence(evidence(filters)),
        "filters": vars(filters) | {"in_words": evidence_sentences.describe(filters)},
        "query": urlencode(query_params_of(filters, EvidenceFilters())),
        "data_version": data_version(),
        "citation": {
            "database": DATABASE_CITATION,
            **{study.study_id: study.citation for study in real_studies()},
            "dashboard": CITATION,
        },
    }


def _meta(filters: Filters) -> dict[str, object]:
    return {
        "filters": vars(filters) | {"in_words": describe(filters)},
        "query": urlencode(query_params(filters)),
        **_provenance(filters.study),
    }


def _provenance(study_id: str) -> dict[str, object]:
    return {
        "simulated": studies()[study_id].simulated,
        "data_version": data_version(),
        "citation": {"study": studies()[study_id].citation, "dashboard": CITATION},
    }


def file_stem(name: str, filters: object) -> str:
    """What a file of these filters is called, without its ending; it names the study, and says of
    simulated answers that they are."""
    study = getattr(filters, "study", None)
    of_study = [studies()[study].name_in_files] if study else []
    return "_".join(["common-ground", name, *of_study, data_version()])


READING = Column("string", "Reading", "The comparison in plain words.")
TABLES = (
    Table(
        "overview",
        "These statements",
        "The statements with the most and with the least agreement.",
        AGREEMENT,
        parameters.OVERVIEW,
        answer_overview,
    ),
    Table(
        "agreement",
        "These rows",
        "How far respondents agree with each statement, and how sure each figure is.",
        AGREEMENT,
        parameters.SURVEY,
        answer_agreement,
    ),
    Table(
        "cells",
        "The counts behind them",
        "The counts behind every figure: one row an item, group, answer and world.",
        CELLS,
        parameters.SURVEY,
        answer_cells,
    ),
    Table(
        "findings",
        "These rows",
        "The statements in a list, such as the strongest consensus, and how solid their ranks are.",
        FINDINGS,
        parameters.FINDINGS,
        answer_findings,
    ),
    Table(
        "compare",
        "These rows",
        "Groups of respondents compared, statement by statement, with effect sizes and tests.",
        COMPARE | {"reading": READING},
        parameters.COMPARE,
        answer_compare,
    ),
    Table(
        "bounds",
        "These bounds",
        "The items of a study of which only bounds are published, with the bounds that there are.",
        BOUNDS,
        parameters.SURVEY,
        answer_bounds,
    ),
    Table(
        "combinations",
        "These combinations",
        "How often two items stand in the same combination that a respondent prefers.",
        COMBINATIONS,
        parameters.SURVEY,
        answer_combinations,
    ),
    Table(
        "responses",
        "Single answers",
        "The answers of single respondents, of studies that let them be taken away.",
        RESPONSES,
        parameters.SURVEY,
        answer_responses,
    ),
    Table(
        "taxonomy",
        "The counts",
        "Every category and subcategory, with the mitigations that fit the filters.",
        TAXONOMY,
        parameters.TAXONOMY,
        answer_taxonomy,
    ),
    Table(
        "coverage",
        "By document",
        "How many of these mitigations each document proposes under each subcategory.",
        COVERAGE,
        parameters.TAXONOMY,
        answer_coverage,
    ),
    Table(
        "mitigations",
        "These mitigations",
        "The mitigations that fit the filters.",
        MITIGATIONS,
        parameters.TAXONOMY,
        answer_mitigations,
    ),
    Table(
        "evidence",
        "These rows",
        "What is proposed under each subcategory, what experts were asked, and how far they agree.",
        EVIDENCE,
        parameters.EVIDENCE,
        answer_evidence,
    ),
    Table(
        "items",
        "Every statement and measure",
        "Every statement and measure put to experts, with what is known of the agreement with it.",
        ITEMS,
        parameters.EVIDENCE,
        answer_items,
    ),
    Table(
        "mitigation",
        "This mitigation",
        "One mitigation, as `mitigations` has it.",
        MITIGATIONS,
        parameters.RECORD,
        answer_mitigation,
    ),
    Table(
        "mitigation_answers",
        "What experts answered",
        "How far respondents agree with one mitigation: all of them, then each affiliation.",
        AGREEMENT,
        parameters.RECORD,
        answer_mitigation_answers,
    ),
)
