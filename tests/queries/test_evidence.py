"""What is proposed, asked and agreed under each subcategory is as computed from the facts."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries.evidence
from data.build import build
from queries.agreement import agreement
from queries.evidence import (
    ORDERS,
    PARAMETERS,
    EvidenceFilters,
    choices,
    evidence,
    judged_items,
    parse,
    query_params,
)
from queries.evidence_columns import EVIDENCE, ITEMS
from queries.filters import Filters
from queries.query_params import ParameterProblem
from queries.records import records
from tests.conftest import read_facts
from tests.queries.evidence_from_facts import (
    BOUNDED,
    COUNTED,
    group_gaps,
    judged,
    minimum_group_size,
    subcategories,
)

FactRow = dict[str, str]
Facts = dict[str, list[FactRow]]
Row = dict[str, Any]
ChangeFacts = Callable[[Path, str, Callable[[list[FactRow]], list[FactRow]]], None]
Survey = tuple[Facts, Path]

PARTS = ("1", "2", "3", "4", "X.X")
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
    assert list(rows.columns) == list(ITEMS)
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
        figures = (one["agreement"], one["agreement_above"])
        one["basis"] = None if figures == (None, None) else "published"
    assert_same_rows(plain_rows(rows), expected)
    assert len(expected) == 77


def test_every_subcategory_and_study_has_the_figures_that_the_facts_give(survey: Survey) -> None:
    rows = evidence(EvidenceFilters())
    assert list(rows.columns) == list(EVIDENCE)
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
    def left_open(filters: Filters) -> pd.DataFrame:
        rows = agreement(filters)
        low, high = rows["agreement_low"] - 0.4, rows["agreement_high"] + 0.4
        return (
            rows if filters.split == "none" else rows.assign(agreement_low=low, agreement_high=high)
        )

    monkeypatch.setattr(queries.evidence, "agreement", left_open)
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


@pytest.mark.parametrize("order", ORDERS)
def test_subcategories_stand_in_the_order_asked_for(survey: Survey, order: str) -> None:
    parts = by_code(subcategories(*survey))
    by: dict[str, Callable[[str], tuple[object, ...]]] = {
        "taxonomy": lambda code: (code,),
        "gap": lambda code: (parts[code]["asked"] > 0, -parts[code]["mitigations"], code),
        "proposed": lambda code: (-parts[code]["mitigations"], code),
        "agreement": lambda code: (-parts[code]["strongest"], code),
    }
    rows = evidence(EvidenceFilters(order=order))
    assert list(rows["code"].iloc[::2]) == sorted(parts, key=by[order])
    assert list(rows["code"].iloc[1::2]) == list(rows["code"].iloc[::2])
    assert list(rows["study_id"]) == [COUNTED, BOUNDED] * len(parts)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("part", [*((part,) for part in PARTS), ("4", "1")])
def test_only_the_parts_asked_for_are_shown_and_just_as_among_all(
    part: tuple[str, ...], order: str
) -> None:
    every = plain_rows(evidence(EvidenceFilters(order=order)))
    some = plain_rows(evidence(EvidenceFilters(part=part, order=order)))
    assert some == [row for row in every if row["code"].split(".")[0] in {one[0] for one in part}]
    assert 0 < len(some) < len(every)


def test_the_categories_and_the_catch_all_are_offered_with_their_names(facts: Facts) -> None:
    offered = {choice.value: choice.label for choice in choices().values["part"]}
    assert tuple(offered) == PARTS
    assert offered == {
        row["code"]: f"{row['code']} {row['name']}"
        for row in facts["taxonomy"]
        if not row["parent_code"]
    }


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_value_is_understood_as_listed_or_as_called_on_the_pages(parameter: str) -> None:
    for choice in choices().values[parameter]:
        for text in (choice.value, choice.label, choice.label.upper(), f" {choice.label.lower()} "):
            filters, problems = parse([(parameter, text)])
            value = (choice.value,) if parameter == "part" else choice.value
            assert (getattr(filters, parameter), problems) == (value, []), text


@given(
    part=st.lists(st.sampled_from(PARTS), unique=True).map(tuple),
    order=st.sampled_from(list(ORDERS)),
)
def test_filters_written_and_read_again_are_the_same(part: tuple[str, ...], order: str) -> None:
    filters = EvidenceFilters(part, order)
    assert parse(query_params(filters)) == (filters, [])
    assert parse([]) == (EvidenceFilters(), [])


def test_what_cannot_be_used_is_left_out_and_reported() -> None:
    given_params = [("part", "5"), ("part", "2"), ("order", "size"), ("colour", "red")]
    filters, problems = parse(given_params, also_allowed=["format"])
    assert filters == EvidenceFilters(part=("2",))
    assert problems == [
        ParameterProblem("colour", "red", "There is no such parameter.", (*PARAMETERS, "format")),
        ParameterProblem("part", "5", "There is no such value.", PARTS),
        ParameterProblem("order", "size", "There is no such value.", tuple(ORDERS)),
    ]


def test_an_order_given_twice_keeps_the_first_and_reports_the_second() -> None:
    filters, problems = parse([("order", "gap"), ("order", "proposed")])
    assert filters == EvidenceFilters(order="gap")
    assert problems == [
        ParameterProblem("order", "proposed", "This parameter can be given only once.")
    ]
