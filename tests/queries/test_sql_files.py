"""Every question is one SELECT that says what it answers and is asked as it wants to be."""

import importlib
import inspect
import pkgutil
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from types import ModuleType

import duckdb
import pandas as pd
import pytest

import queries
from queries import (
    agreement,
    bounds,
    choice_counts,
    combinations,
    database,
    evidence,
    mitigation_record,
    mitigations,
)
from queries.evidence import EvidenceFilters
from queries.filters import Filters
from queries.mitigation_filters import MitigationFilters
from queries.mitigation_record import MitigationRecord
from queries.records import Row, records

FILES = sorted(database.QUESTIONS.glob("*.sql"))
EVERYTHING_ASKED = Filters(
    affiliation=("AGI lab",), category=("1",), search="risk", split="affiliation", min_n=1
)
EVERYTHING_ASKED_OF_MITIGATIONS = MitigationFilters(
    search="risk",
    category=("1",),
    document=("Schuett2023", "Uuk2024"),
    year=("2023", "2024"),
    asked="asked",
    lifecycle_stage=("Plan and design",),
    actor=("Developer",),
    nist_function=("Map",),
)
# A statement that stands in the first study, and a mitigation of which all there is is known.
ITEM = "pre-deployment-risk-assessment"
IDENTIFIER = "A1038"
# What only other studies have: bounds, single answers, groups in two dimensions, combinations.
OTHER_STUDIES = ("uuk2024", "demo-panel")
OF_OTHER_STUDIES = (
    agreement.responses,
    bounds.bounds,
    choice_counts.choice_counts,
    combinations.combinations,
)
Asked = dict[str, list[dict[str, object]]]
Values = dict[tuple[str, object], object]


def named(file: Path) -> str:
    return file.name


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(queries.__path__):
        yield importlib.import_module(f"queries.{found.name}")


def public_functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield function


def known_values() -> Values:
    """What to call functions with, by the name and type of a parameter."""
    study = next(iter(agreement.studies().values()))
    record = mitigation_record.mitigation_record(IDENTIFIER)
    assert record is not None
    return {
        ("study", str): study.study_id,
        ("study", agreement.Study): study,
        ("dimension", str): "affiliation",
        ("filters", Filters): EVERYTHING_ASKED,
        ("filters", MitigationFilters): EVERYTHING_ASKED_OF_MITIGATIONS,
        ("filters", EvidenceFilters): EvidenceFilters(part=("1",), order="gap"),
        ("search", str): "risk asessmnet",
        ("identifier", str): IDENTIFIER,
        ("item_id", str): ITEM,
        ("statement", str): "AGI labs should do it",
        ("record", MitigationRecord): record,
        ("every", int): 831,
        ("query_params", Iterable[tuple[str, str]]): [("affiliation", "Academia")],
    }


def known_rows() -> dict[str, Values]:
    """The frames to call functions with, by their module: each has columns of its own."""
    rows = agreement.agreement(EVERYTHING_ASKED)
    judged = evidence.evidence(EvidenceFilters())
    frames: dict[str, dict[str, pd.DataFrame]] = {
        "agreement": {"rows": rows},
        "sentences": {"rows": rows},
        "evidence_sentences": {"rows": judged},
        "taxonomy_sentences": {
            "listed": mitigations.mitigations(EVERYTHING_ASKED_OF_MITIGATIONS),
            "counted": mitigations.taxonomy(EVERYTHING_ASKED_OF_MITIGATIONS),
            "cells": mitigations.coverage(EVERYTHING_ASKED_OF_MITIGATIONS),
        },
    }
    one_row: Values = {("row", Row): records(judged.dropna(subset="agreement_lowest"))[0]}
    return {
        f"queries.{module}": {(name, pd.DataFrame): frame for name, frame in named.items()}
        | (one_row if module == "evidence_sentences" else {})
        for module, named in frames.items()
    }


@pytest.fixture(scope="module")
def asked(built_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The parameters with which each question is asked by the functions of ``queries``."""
    found: Asked = defaultdict(list)

    answer = database.answer

    def record(
        question: str, parameters: Mapping[str, object] | None = None
    ) -> database.ColumnArrays:
        found[question].append(dict(parameters or {}))
        return answer(question, parameters)

    nothing_cached = tmp_path_factory.mktemp("questions") / "copy.duckdb"
    shutil.copy(built_database, nothing_cached)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_DATABASE", str(nothing_cached))
        patched.setattr(database, "answer", record)
        everywhere, of_module = known_values(), known_rows()
        for module in modules():
            values = everywhere | of_module.get(module.__name__, {})
            for function in public_functions(module):
                required = [
                    (one.name, one.annotation)
                    for one in inspect.signature(function, eval_str=True).parameters.values()
                    if one.default is inspect.Parameter.empty
                ]
                if values.keys() >= set(required):
                    function(*(values[one] for one in required))
        for study, ask in product(OTHER_STUDIES, OF_OTHER_STUDIES):
            ask(Filters(study=study))
    return found


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_question_starts_with_a_comment_that_says_what_it_asks(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    comment = [line for line in lines if line.startswith("-- ")]
    assert lines[0] in comment
    assert len(lines[0]) > len("-- ")
    assert any(line.endswith("?") or "? " in line for line in comment), "it asks nothing"


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_question_is_exactly_one_select_statement(file: Path) -> None:
    with duckdb.connect() as connection:
        found = connection.extract_statements(file.read_text(encoding="utf-8"))
    assert [statement.type for statement in found] == [duckdb.StatementType.SELECT]


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_question_is_asked_with_exactly_the_parameters_that_it_names(
    file: Path, asked: Asked
) -> None:
    with duckdb.connect() as connection:
        (statement,) = connection.extract_statements(file.read_text(encoding="utf-8"))
    assert asked[file.stem], "nobody asks this, or with a parameter unknown to this test"
    for parameters in asked[file.stem]:
        assert set(parameters) == statement.named_parameters


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_question_can_be_answered(file: Path, asked: Asked) -> None:
    found = [database.run(file.stem, parameters) for parameters in asked[file.stem]]
    assert any(not answer.empty for answer in found)
    assert len({tuple(answer.columns) for answer in found}) == 1
    assert not found[0].columns.duplicated().any()


def test_a_question_asked_without_a_parameter_that_it_names_is_refused() -> None:
    with pytest.raises(duckdb.InvalidInputException, match="study"):
        database.run("items")
