"""A survey is imported whole or not at all, and removed as if it had never been there."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

import data.import_survey
import data.remove_survey
from data.building.fact_rows import ContradictoryFactsError
from data.import_survey import main
from data.importing.store import imported_surveys, put_back_on_failure, survey_folder
from tests.data.importing.surveys import (
    AREAS,
    COLUMNS,
    EXAMPLES,
    GROUPS,
    ITEMS,
    WORDS,
    description_text,
    encoded,
    wide_table,
)

pytestmark = pytest.mark.slow

OLD_DATABASE = b"the database of an earlier build"


@dataclass(frozen=True)
class Outcome:
    """What an import or a removal returned and printed, and how often it built the database."""

    code: int
    printed: str
    complained: str
    builds: int


Run = Callable[..., Outcome]


def content_of(folder: Path) -> dict[str, bytes | None]:
    """All that is in a folder: the bytes of files, and the names of folders."""
    return {
        found.relative_to(folder).as_posix(): found.read_bytes() if found.is_file() else None
        for found in folder.rglob("*")
    }


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything of an import is: ``imports`` and ``built.duckdb``."""
    place = tmp_path / "place"
    place.mkdir()
    (place / "built.duckdb").write_bytes(OLD_DATABASE)
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", str(place / "imports"))
    for module in (data.import_survey, data.remove_survey):
        monkeypatch.setattr(module, "DATABASE", place / "built.duckdb")
    return place


@pytest.fixture
def run(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command as ``make`` does, without a build of several seconds."""
    built: list[list[str]] = []

    def build(_data: Path, database: Path, report: Callable[[str], None]) -> str:
        report("building")
        surveys = imported_surveys(place / "imports")
        built.append([survey.study_id for survey, *_ in surveys])
        database.write_text(f"the database with {built[-1]}")
        return "1.2.3+abcdef"

    def run(command: Callable[[list[str]], int], *arguments: object) -> Outcome:
        built.clear()
        capsys.readouterr()
        code = command([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr(), len(built))

    for module in (data.import_survey, data.remove_survey):
        monkeypatch.setattr(module, "build", build)
    return run


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A file of answers, and its description."""
    answers, description = tmp_path / "answers.csv", tmp_path / "study.toml"
    answers.write_bytes(encoded(wide_table()))
    description.write_text(description_text(), encoding="utf-8")
    return answers, description


def test_a_survey_is_imported_and_the_database_rebuilt_with_it(
    run: Run, place: Path, files: tuple[Path, Path]
) -> None:
    outcome = run(main, *files)
    assert (outcome.code, outcome.complained, outcome.builds) == (0, "", 1)
    assert (place / "built.duckdb").read_text() == "the database with ['my-survey']"
    ((survey, counts, _),) = imported_surveys(place / "imports")
    assert survey.source == "My survey (imported answers)"
    assert survey.basis == "counted"
    assert "groups of fewer than 5 are not shown" in survey.method
    assert survey.groups == {"affiliation": ("Academia", "Industry"), "risk_area": tuple(AREAS)}
    assert survey.notes["affiliation"] == "As given by the survey."
    assert survey.notes["expertise"].startswith("This survey did not record what its")
    (question,) = survey.questions
    assert question.scale
    assert {one.option_id: one.label for one in question.scale.options} == WORDS
    cells = [row[name] for row in wide_table() for name in COLUMNS[2:-1]]
    assert counts.answers["n"].sum() == sum(cell in WORDS.values() for cell in cells)
    assert not [name for name in content_of(place) if "/." in name], "something was left over"


def test_the_result_is_told_in_plain_words(run: Run, files: tuple[Path, Path]) -> None:
    printed = run(main, *files).printed
    assert re.findall("^./5", printed, re.MULTILINE) == [f"{step}/5" for step in range(1, 6)]
    for line in (
        "my-survey: 30 respondents, 140 answers",
        "Groups by affiliation:",
        "The data version is now 1.2.3+abcdef. The app picks it up by itself.",
    ):
        assert line in re.sub(r"[0-9]+ answers", "140 answers", printed)


def test_a_check_tells_what_would_be_imported_and_changes_nothing(
    run: Run, place: Path, files: tuple[Path, Path]
) -> None:
    before = content_of(place)
    outcome = run(main, *files, "--check")
    assert (outcome.code, outcome.complained, outcome.builds) == (0, "", 0)
    assert content_of(place) == before
    answers = pd.DataFrame(wide_table())
    for item in ITEMS:
        sizes = {area: int(answers[f"{item} {area}"].isin(WORDS.values()).sum()) for area in AREAS}
        areas = ", ".join(f"{area} {size}" for area, size in sizes.items())
        assert f"  {item}: {sum(sizes.values())} ({areas})\n" in outcome.printed
    assert "Nothing was changed" in outcome.printed


def test_groups_that_are_too_small_are_told(run: Run, files: tuple[Path, Path]) -> None:
    files[1].write_text(description_text().replace("size = 5", "size = 12"), encoding="utf-8")
    printed = run(main, *files, "--check").printed
    assert "  Academia: too small to be shown" in printed
    assert "fewer than 12 respondents: " in printed


def test_respondents_are_renumbered_and_their_order_tells_nothing(
    run: Run, place: Path, files: tuple[Path, Path]
) -> None:
    orders = set()
    for _ in range(3):
        assert run(main, *files).code == 0
        file = survey_folder(place / "imports", "my-survey") / "responses.parquet"
        responses = pd.read_parquet(file)
        assert responses["respondent_id"].str.fullmatch("r[0-9]{6}").all()
        orders.add(tuple(responses["affiliation"].fillna("")))
        keys = responses[["item_id", "risk_area", "respondent_id"]]
        places = [f"{item} {area}" for item in ITEMS for area in AREAS]
        ranks = [
            (places.index(f"{item} {area}"), who)
            for item, area, who in keys.itertuples(index=False, name=None)
        ]
        assert ranks == sorted(ranks)
        found = responses.groupby("respondent_id")["option_id"].apply(lambda all_of: tuple(all_of))
        options = {word: option for option, word in WORDS.items()}
        expected = [
            tuple(options[row[name]] for name in COLUMNS[2:-1] if row[name] in options)
            for row in wide_table()
        ]
        assert sorted(found) == sorted(filter(None, expected))
        groups = {GROUPS.get(row["org"]) for row in wide_table()}
        assert set(
            responses["affiliation"].astype(object).where(lambda one: one.notna(), None)
        ) == (groups)
    assert len(orders) > 1


def test_answers_that_are_not_public_are_not_kept(
    run: Run, place: Path, files: tuple[Path, Path]
) -> None:
    run(main, *files)
    files[1].write_text(description_text().replace("rows = true", "rows = false"), "utf-8")
    assert run(main, *files).code == 0
    kept = {name.rpartition("/")[2] for name in content_of(place / "imports")}
    assert kept == {
        "surveys",
        "my-survey",
        "survey.json",
        "answers.parquet",
        "members.parquet",
        "chosen_together.parquet",
    }
    for content in content_of(place).values():
        assert b"p17" not in (content or b""), "an identifier of a respondent was kept"


@pytest.mark.parametrize("imported_before", [False, True])
def test_a_wrong_file_changes_nothing(
    run: Run, place: Path, files: tuple[Path, Path], imported_before: bool
) -> None:
    if imported_before:
        run(main, *files)
    before = content_of(place)
    files[0].write_bytes(encoded(wide_table()).replace(b"Yes!", b"Yes?", 1))
    outcome = run(main, *files)
    assert (outcome.code, outcome.builds) == (1, 0)
    assert content_of(place) == before
    first, problem = outcome.complained.splitlines()
    assert first == f"{files[0]} was not imported and nothing was changed: 1 problem."
    assert 'found "Yes?"; expected one of' in problem


def test_a_wrong_description_changes_nothing(
    run: Run, place: Path, files: tuple[Path, Path]
) -> None:
    before = content_of(place)
    files[1].write_text(description_text().replace("year = 2026", ""), "utf-8")
    outcome = run(main, *files)
    assert (outcome.code, outcome.builds) == (1, 0)
    assert content_of(place) == before
    assert f"{files[1]} was not imported and nothing was changed: 1 problem." in outcome.complained


@pytest.mark.parametrize("imported_before", [False, True])
def test_an_import_is_undone_if_the_build_fails(
    run: Run,
    place: Path,
    files: tuple[Path, Path],
    imported_before: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if imported_before:
        run(main, *files)
    before = content_of(place)

    def build(*_given: object, **_named: object) -> str:
        assert list(imported_surveys(place / "imports"))
        raise ContradictoryFactsError(["nothing fits"])

    monkeypatch.setattr(data.import_survey, "build", build)
    files[1].write_text(description_text().replace("My survey", "Mine"), "utf-8")
    outcome = run(main, *files)
    assert outcome.code == 1
    assert outcome.complained == (
        "The survey was not imported and nothing was changed:\nnothing fits\n"
    )
    folders = {} if imported_before else {"imports": None, "imports/surveys": None}
    assert content_of(place) == before | folders


def test_an_import_that_is_interrupted_is_undone(tmp_path: Path) -> None:
    def interrupted() -> None:
        with put_back_on_failure(survey_folder(tmp_path, "x")):
            survey_folder(tmp_path, "x").mkdir(parents=True)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list((tmp_path / "surveys").iterdir()) == []


def test_a_survey_is_removed(run: Run, place: Path, files: tuple[Path, Path]) -> None:
    run(main, *files)
    outcome = run(data.remove_survey.main, "my-survey")
    assert (outcome.code, outcome.complained, outcome.builds) == (0, "", 1)
    assert (place / "built.duckdb").read_text() == "the database with []"
    assert sorted(content_of(place)) == ["built.duckdb", "imports", "imports/surveys"]


@pytest.mark.parametrize("study_id", ["nothing", "", "..", "../surveys/my-survey", "uuk2024"])
def test_only_an_imported_survey_is_removed(
    run: Run, place: Path, files: tuple[Path, Path], study_id: str
) -> None:
    outcome = run(data.remove_survey.main, study_id)
    assert outcome.complained.endswith("is imported; none is.\n")
    run(main, *files)
    before = content_of(place)
    outcome = run(data.remove_survey.main, study_id)
    assert (outcome.code, outcome.builds) == (1, 0)
    assert outcome.complained.endswith('is imported; these are: "my-survey".\n')
    assert content_of(place) == before


def test_a_removal_is_undone_if_the_build_fails(
    run: Run, place: Path, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(main, *files)
    before = content_of(place)

    def build(*_given: object, **_named: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr(data.remove_survey, "build", build)
    outcome = run(data.remove_survey.main, "my-survey")
    assert outcome.code == 1
    assert "the disk is full" in outcome.complained
    assert content_of(place) == before


def test_the_example_is_imported(run: Run, place: Path) -> None:
    outcome = run(main, EXAMPLES / "survey_wide.csv", EXAMPLES / "survey_wide.toml")
    assert (outcome.code, outcome.complained) == (0, "")
    ((survey, counts, _),) = imported_surveys(place / "imports")
    assert "invented" in str(survey.study["name"])
    assert "invented" in str(survey.study["title"])
    table = pd.read_csv(EXAMPLES / "survey_wide.csv")
    assert counts.members["n"].sum() == len(table)
    assert counts.answers["n"].sum() == table.iloc[:, 3:9].notna().sum().sum()
    assert "Not shown, as they would tell of fewer than 5 respondents: 0 groups" in outcome.printed


@pytest.mark.parametrize("module", ["import_survey", "remove_survey"])
def test_the_commands_explain_themselves(module: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", f"data.{module}", "--help"],
        cwd=EXAMPLES.parent,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "survey" in told
