"""What is proposed, asked and agreed under each subcategory is as computed from the facts."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.build import build
from queries.records import records
from queries.study import expert_studies
from tests.conftest import read_facts
from tests.views.evidence.evidence_from_facts import (
    BOUNDED,
    COUNTED,
    group_gaps,
    judged,
    minimum_group_size,
    subcategories,
)
from tests.views.mitigation.answers_from_files import answered
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.evidence import rows as evidence_rows
from views.evidence.columns import ELSEWHERE_COLUMNS, EVIDENCE_COLUMNS, ITEM_COLUMNS
from views.evidence.filters import SORTS, EvidenceFilters, categories
from views.evidence.rows import (
    asked_elsewhere,
    evidence,
    judged_items,
    judged_items_shown,
    other_studies,
)
from views.filter_kinds import query_params, read

FactRow = dict[str, str]
Facts = dict[str, list[FactRow]]
Row = dict[str, Any]
ChangeFacts = Callable[[Path, str, Callable[[list[FactRow]], list[FactRow]]], None]
Survey = tuple[Facts, Path]

CATEGORIES = ("1", "2", "3", "4", "X.X")
TWICE_BOUNDED = "1.2"


def other_bounds(rows: list[FactRow]) -> list[FactRow]:
    """Bounds that differ between risk areas, and between two measures of one subcategory."""
    falling = [{**row, "value": f"0.{79 - i}"} for i, row in enumerate(rows)]
    first = next(row for row in rows if row["item_id"] == "pre-deployment-risk-assessments")
    return [*falling, {**first, "item_id": "intolerable-risk-thresholds", "value": "0.72"}]


@pytest.fixture(scope="module")
def surveys(
    facts: Facts,
    built_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    change_facts: ChangeFacts,
    copy_inputs: Callable[[Path], Path],
) -> dict[str, Survey]:
    """The facts as published, and others, each with its database."""
    folder = tmp_path_factory.mktemp("evidence")
    inputs = copy_inputs(folder / "data")
    change_facts(inputs, "uuk2024_published", other_bounds)
    larger = [{**row, "minimum_group_size": "11"} for row in facts["studies"]]
    change_facts(inputs, "studies", lambda rows: larger)
    build(inputs, folder / "changed.duckdb", report=lambda line: None)
    return {
        "published": (facts, built_database),
        "changed": (read_facts(inputs), folder / "changed.duckdb"),
    }


@pytest.fixture(params=["published", "changed"])
def survey(
    request: pytest.FixtureRequest, surveys: dict[str, Survey], monkeypatch: pytest.MonkeyPatch
) -> Survey:
    """Facts, and the database made of them, which is the one that is asked."""
    facts, database = surveys[request.param]
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(database))
    return facts, database


def plain_rows(found: pd.DataFrame) -> list[Row]:
    """The rows without their version; what is missing as None."""
    told = found.drop(columns="data_version").astype(object)
    return records(told.where(told.notna(), None))


def same(found: Row, expected: Row) -> bool:
    return found.keys() == expected.keys() and all(
        found[name] == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value)
        for name, value in expected.items()
    )


def assert_same_rows(found: list[Row], expected: list[Row]) -> None:
    assert len(found) == len(expected)
    wrong = [pair for pair in zip(found, expected, strict=True) if not same(*pair)]
    assert wrong == []


def test_every_item_has_the_figures_that_the_facts_give(survey: Survey) -> None:
    facts, database = survey
    rows = judged_items()
    assert list(rows.columns) == list(ITEM_COLUMNS)
    links: dict[tuple[str, str], list[str]] = {}
    for row in facts["item_mitigations"]:
        links.setdefault((row["study_id"], row["item_id"]), []).append(row["mitigation_id"])
    known = judged(facts, database)
    expected = [
        {
            "study_id": row["study_id"],
            "item_id": row["item_id"],
            "label": row["label"],
            "code": row["code"],
            "mitigation_ids": ";".join(sorted(links[row["study_id"], row["item_id"]])),
            **known[row["study_id"], row["item_id"]],
        }
        for row in facts["items"]
    ]
    for one in expected:
        shares = {"counted": one["agreement"], "bounded": one["agreement_above"]}
        one["basis"] = next((basis for basis, share in shares.items() if share is not None), None)
    assert_same_rows(plain_rows(rows), expected)
    assert len(expected) == 77


def test_every_subcategory_and_study_has_the_figures_that_the_facts_give(survey: Survey) -> None:
    rows = evidence(EvidenceFilters())
    assert list(rows.columns) == list(EVIDENCE_COLUMNS)
    assert_same_rows(plain_rows(rows), subcategories(*survey))


def test_all_mitigations_and_items_are_counted_once(facts: Facts) -> None:
    rows = evidence(EvidenceFilters())
    once = rows.drop_duplicates("code")
    assert len(rows) == 2 * len(once) == 2 * 27
    assert once["mitigations"].sum() == len(facts["mitigations"])
    assert once["asked"].sum() == len(facts["item_mitigations"])
    assert rows["items"].sum() == len(facts["items"])
    assert rows["items_with_figures"].sum() == len(facts["schuett2023_counts"])
    assert rows["items_with_bounds"].sum() == len(
        {row["item_id"] for row in facts["uuk2024_published"]}
    )


@pytest.mark.parametrize("filters", [EvidenceFilters(), EvidenceFilters(("4", "1"), "gap")])
def test_what_others_were_asked_is_as_computed_from_their_files(filters: EvidenceFilters) -> None:
    rows = asked_elsewhere(filters)
    assert list(rows.columns) == list(ELSEWHERE_COLUMNS)
    with_a_file = {one.study for one in answered()}
    found = {
        (row["study_id"], row["item_id"]): row
        for row in records(rows)
        if row["study_id"] in with_a_file
    }
    expected = {
        (one.study, one.item["id"]): one
        for one in answered()
        if one.item.get("code", " ")[0] in (filters.part or "1234X")
    }
    assert found.keys() == expected.keys()
    assert {"ec2020"} <= {study for study, _ in expected}
    for place, one in expected.items():
        row = found[place]
        assert (row["code"], row["n"]) == (one.item["code"], one.n)
        assert row["agreement_low"] == row["agreement_high"] == pytest.approx(one.share)
        assert (row["question_id"], row["counts"]) == (
            one.question["id"],
            one.question["for_label"],
        )
        assert row["base"] == "respondents"
    shown = evidence(filters)["code"].drop_duplicates().tolist()
    assert rows["code"].map(shown.index).is_monotonic_increasing


def test_studies_of_experts_and_others_are_told_apart() -> None:
    experts = {study.study_id for study in expert_studies()}
    others = {study.study_id for study in other_studies()}
    assert experts == {COUNTED, BOUNDED}
    assert {"ec2020", "ipie2024"} <= others
    assert not experts & others
    assert set(evidence(EvidenceFilters())["study_id"]) == experts
    assert set(judged_items()["study_id"]) == experts


def test_the_lowest_of_several_bounds_is_given(
    surveys: dict[str, Survey], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, database = surveys["changed"]
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(database))
    items = judged_items().dropna(subset="agreement_above").set_index("item_id")
    rows = evidence(EvidenceFilters())
    printed = {
        row["value"] for row in facts["uuk2024_published"] if row["statistic"] == "agreement_share"
    }
    assert len(printed) > 4
    assert items["agreement_above"].to_dict() == {
        "safety-incident-reports-and-security-information-sharing": 0.76,
        "third-party-pre-deployment-model-audits": 0.71,
        "pre-deployment-risk-assessments": 0.66,
        "intolerable-risk-thresholds": 0.72,
    }
    of_two = rows[(rows["code"] == TWICE_BOUNDED) & (rows["study_id"] == BOUNDED)]
    assert of_two["items_with_bounds"].item() == 2
    assert of_two["agreement_above"].item() == 0.66


def test_only_groups_of_which_enough_gave_an_opinion_are_compared(survey: Survey) -> None:
    facts, database = survey
    smallest = minimum_group_size(facts)
    rows = judged_items()
    counted = rows[rows["study_id"] == COUNTED].set_index("item_id")["group_gap"].dropna()
    gaps = {str(item): float(gap) for item, gap in counted.items()}
    assert gaps == pytest.approx(group_gaps(database, smallest))
    for other in (smallest - 1, smallest + 1):
        assert gaps != pytest.approx(group_gaps(database, other)), "the limit makes no difference"
    assert 0 in gaps.values()
    assert max(gaps.values()) > 0.1


def test_groups_that_may_agree_as_much_differ_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def left_open(filters: AgreementFilters) -> pd.DataFrame:
        rows = agreement(filters)
        low, high = rows["agreement_low"] - 0.4, rows["agreement_high"] + 0.4
        return (
            rows if filters.split == "none" else rows.assign(agreement_low=low, agreement_high=high)
        )

    monkeypatch.setattr(evidence_rows, "agreement", left_open)
    gaps = inspect.unwrap(judged_items)()["group_gap"].dropna()
    assert len(gaps) > 20
    assert set(gaps) == {0}


def by_code(rows: list[Row]) -> dict[str, Row]:
    """Of each subcategory, what its place depends on."""
    found: dict[str, Row] = {}
    for row in rows:
        known = found.setdefault(row["code"], {**row, "strongest": -1.0})
        known["strongest"] = max(known["strongest"], row["agreement_lowest"] or -1.0)
    return found


@pytest.mark.parametrize("sort", SORTS)
def test_subcategories_stand_in_the_order_asked_for(survey: Survey, sort: str) -> None:
    parts = by_code(subcategories(*survey))
    by: dict[str, Callable[[str], tuple[object, ...]]] = {
        "taxonomy": lambda code: (code,),
        "gap": lambda code: (parts[code]["asked"] > 0, -parts[code]["mitigations"], code),
        "proposed": lambda code: (-parts[code]["mitigations"], code),
        "agreement": lambda code: (-parts[code]["strongest"], code),
    }
    rows = evidence(EvidenceFilters(sort=sort))
    assert list(rows["code"].iloc[::2]) == sorted(parts, key=by[sort])
    assert list(rows["code"].iloc[1::2]) == list(rows["code"].iloc[::2])
    assert list(rows["study_id"]) == [COUNTED, BOUNDED] * len(parts)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("category", [*((one,) for one in CATEGORIES), ("4", "1")])
def test_only_the_categories_asked_for_are_shown_and_just_as_among_all(
    category: tuple[str, ...], sort: str
) -> None:
    every = plain_rows(evidence(EvidenceFilters(sort=sort)))
    some = plain_rows(evidence(EvidenceFilters(part=category, sort=sort)))
    assert some == [
        row for row in every if row["code"].split(".")[0] in {one[0] for one in category}
    ]
    assert 0 < len(some) < len(every)


@pytest.mark.parametrize("category", [(), ("2",), ("4", "1")])
def test_the_items_under_the_subcategories_shown_stand_in_their_order(
    category: tuple[str, ...],
) -> None:
    filters = EvidenceFilters(category, "proposed")
    codes = evidence(filters)["code"].drop_duplicates().tolist()
    shown = judged_items_shown(filters)
    every = judged_items()
    expected = [item for code in codes for item in every[every["code"] == code]["item_id"]]
    assert shown["item_id"].tolist() == expected


def test_the_categories_and_the_catch_all_are_offered_with_their_names(facts: Facts) -> None:
    offered = {choice.value: choice.label for choice in categories().listed}
    assert tuple(offered) == CATEGORIES
    assert offered == {
        row["code"]: f"{row['code']} {row['name']}"
        for row in facts["taxonomy"]
        if not row["parent_code"]
    }


def test_addresses_with_the_names_that_filters_once_had_stay_valid() -> None:
    filters, problems = read(EvidenceFilters, [("part", "4"), ("part", "1"), ("order", "gap")])
    assert (filters, problems) == (EvidenceFilters(("4", "1"), "gap"), [])
    assert read(EvidenceFilters, [("sort", "Never asked first")]) == (
        EvidenceFilters((), "gap"),
        [],
    )
    assert query_params(filters) == [("part", "4"), ("part", "1"), ("sort", "gap")]
