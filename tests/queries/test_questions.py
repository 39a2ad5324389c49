"""Every question is one SELECT that says what it answers and is asked as it wants to be."""

import importlib
import inspect
import pkgutil
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import duckdb
import pandas as pd
import pytest

import queries
from queries import agreement, database
from queries.filters import Filters

FILES = sorted(database.QUESTIONS.glob("*.sql"))
EVERYTHING_ASKED = Filters(
    affiliation=("AGI lab",), category=("1",), search="risk", split="affiliation", min_n=1
)
Asked = dict[str, list[dict[str, object]]]


def named(file: Path) -> str:
    return file.name


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(queries.__path__):
        yield importlib.import_module(f"queries.{found.name}")


def public_functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield function


def known_values(rows: pd.DataFrame) -> dict[tuple[str, object], object]:
    """What to call functions with, by the name and type of a parameter."""
    study = next(iter(agreement.studies().values()))
    return {
        ("study", str): study.study_id,
        ("study", agreement.Study): study,
        ("dimension", str): "affiliation",
        ("asked", Filters): EVERYTHING_ASKED,
        ("filters", Filters): EVERYTHING_ASKED,
        ("rows", pd.DataFrame): rows,
        ("pairs", Iterable[tuple[str, str]]): [("affiliation", "Academia")],
    }


@pytest.fixture(scope="module")
def asked(built_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The parameters with which each question is asked by the functions of ``queries``."""
    found: Asked = defaultdict(list)

    answer = database.answer

    def record(question: str, parameters: Mapping[str, object] | None = None) -> database.Columns:
        found[question].append(dict(parameters or {}))
        return answer(question, parameters)

    nothing_remembered = tmp_path_factory.mktemp("questions") / "copy.duckdb"
    shutil.copy(built_database, nothing_remembered)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_DATABASE", str(nothing_remembered))
        patched.setattr(database, "answer", record)
        values = known_values(agreement.agreement(EVERYTHING_ASKED))
        for function in (one for module in modules() for one in public_functions(module)):
            wanted = inspect.signature(function, eval_str=True).parameters.values()
            required = [
                (one.name, one.annotation)
                for one in wanted
                if one.default is inspect.Parameter.empty
            ]
            if values.keys() >= set(required):
                function(*(values[one] for one in required))
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
    for parameters in asked[file.stem]:
        found = database.run(file.stem, parameters)
        assert not found.empty
        assert not found.columns.duplicated().any()


def test_a_question_asked_without_a_parameter_that_it_names_is_refused() -> None:
    with pytest.raises(duckdb.InvalidInputException, match="study"):
        database.run("items")
