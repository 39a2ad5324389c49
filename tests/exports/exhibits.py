"""Exhibits of real views, and of texts that are easily spoilt."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from charts.agreement import agreement_specification
from charts.bounds import bounds_specification
from charts.compare import compare_specification
from charts.coverage import coverage_specification
from charts.evidence import evidence_specification
from charts.ranked_list import ranked_list_specification
from charts.specification import Specification, with_watermark
from charts.taxonomy_map import taxonomy_map_specification
from exports.exhibit import Exhibit, Panel
from queries import bounds as published
from queries import (
    compare_sentences,
    evidence_sentences,
    findings_sentences,
    sentences,
    taxonomy_sentences,
)
from queries.agreement import agreement, studies
from queries.build_info import data_version
from queries.compare import CompareFilters, compare
from queries.evidence import EvidenceFilters, evidence, judged_items
from queries.filters import Filters
from queries.findings import FindingsFilters, findings
from queries.mitigation_filters import MitigationFilters
from queries.mitigations import coverage, taxonomy

LINK = "https://common-ground.example/agreement?affiliation=Academia&category=4.5"
SPECIAL = "“Quoted” & <plain> 'text': 3–5, −2, ≥ 10, ü, *"


def exhibit(title: str, sentence: str, notes: str, *panels: tuple[str, Specification]) -> Exhibit:
    """An exhibit of charts with their headings; a title of two lines is title and base."""
    first, _, base = title.partition("\n")
    return Exhibit(
        file_stem="common-ground_view",
        title=first,
        base=base,
        sentence=sentence,
        panels=tuple(Panel(heading, without_title(chart)) for heading, chart in panels),
        alternative_text=f"{first}. {sentence}",
        notes=notes,
        link=LINK,
    )


def without_title(chart: Specification) -> Specification:
    return {name: value for name, value in chart.items() if name != "title"}


def of_agreement(**chosen: Any) -> Exhibit:
    """Agreement, with a watermark if it is simulated."""
    filters = Filters(**chosen)
    study, rows = studies()[filters.study], agreement(filters)
    title = sentences.title(rows, filters, study)
    chart = agreement_specification(rows, title, study.minimum_group_size, "diverging")
    return exhibit(
        title,
        sentences.sentence(rows, filters, study),
        sentences.notes(rows, filters, study),
        ("", with_watermark(chart, "SIMULATED") if study.simulated else chart),
    )


def of_bounds() -> Exhibit:
    filters = Filters(study="uuk2024")
    study, rows = studies()[filters.study], published.bounds(filters)
    figures = rows[rows["statistic"].notna()]
    return exhibit(
        f"What is published of the answers\nn = {study.respondents} experts",
        published.sentence(rows, study),
        f"Source: {study.citation} Data version {data_version()}.",
        *(
            (str(label), bounds_specification(of_item, "Title"))
            for label, of_item in figures.groupby("label", sort=False)
        ),
    )


def of_compare(**chosen: Any) -> Exhibit:
    filters = CompareFilters(**chosen)
    rows = compare(filters)
    title = compare_sentences.title(rows, filters)
    measure = "share" if filters.measure == "agreement" else "mean"
    return exhibit(
        title,
        compare_sentences.sentence(rows, filters),
        compare_sentences.notes(rows, filters),
        ("", compare_specification(rows, title, measure)),
    )


def of_findings(**chosen: Any) -> Exhibit:
    filters = FindingsFilters(**chosen)
    rows = findings(filters)
    title = findings_sentences.title(rows, filters)
    return exhibit(
        title,
        findings_sentences.sentence(rows, filters),
        findings_sentences.notes(rows, filters),
        ("", ranked_list_specification(rows, title, 50, show_invited=False)),
    )


def of_evidence() -> Exhibit:
    rows = evidence(EvidenceFilters())
    title = evidence_sentences.title(rows)
    chart = evidence_specification(rows, judged_items(), title)
    notes = f"Data version {data_version()}."
    return exhibit(title, evidence_sentences.sentence(rows), notes, ("", chart))


def of_taxonomy() -> Exhibit:
    rows = taxonomy(MitigationFilters())
    title = taxonomy_sentences.map_title(rows)
    return exhibit(
        title,
        taxonomy_sentences.map_alternative_text(rows),
        f"Data version {data_version()}.",
        ("", taxonomy_map_specification(rows, title, [])),
    )


def of_coverage() -> Exhibit:
    cells = coverage(MitigationFilters())
    title = taxonomy_sentences.coverage_title(cells)
    return exhibit(
        title,
        taxonomy_sentences.coverage_alternative_text(cells),
        f"Data version {data_version()}.",
        ("", coverage_specification(cells, title, [], [])),
    )


def of_nothing() -> Exhibit:
    return exhibit("Agreement", "No statement fits these filters.", "Source: none.")


def with_special_characters() -> Exhibit:
    """Every text of an exhibit with characters that have a meaning in files, or are rare."""
    ordinary = of_agreement(category=("4.5",))
    (panel,) = ordinary.panels
    return replace(
        ordinary,
        title=f"Title {SPECIAL}",
        base=f"Base {SPECIAL}",
        sentence=f"Sentence {SPECIAL}",
        alternative_text=f"Alternative {SPECIAL}",
        notes=f"Note {SPECIAL}",
        link=f"{LINK}&search=%3Ca%3E",
        panels=(replace(panel, heading=f"Heading {SPECIAL}"),),
    )


EXHIBITS: dict[str, Callable[[], Exhibit]] = {
    "agreement": of_agreement,
    "split": lambda: of_agreement(split="affiliation", category=("4.5",)),
    "simulated": lambda: of_agreement(study="demo-panel"),
    "bounds": of_bounds,
    "comparison": lambda: of_compare(category=("3.1",), measure="agreement"),
    "findings": of_findings,
    "evidence": of_evidence,
    "taxonomy": of_taxonomy,
    "coverage": of_coverage,
    "nothing": of_nothing,
    "special": with_special_characters,
}
