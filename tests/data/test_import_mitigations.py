"""An export that is accepted becomes part of the database; whatever goes wrong changes nothing."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

import data.import_mitigations
from data.building.fact_rows import ContradictoryFactsError
from data.import_mitigations import main
from data.importing.store import DEFINITIONS, imported_definitions
from data.paths import imports_folder
from tests.data.importing.mitigation_exports import (
    CODE,
    DEFINITION,
    ID,
    MARK,
    Export,
    definitions_of,
    encoded,
    made_up,
)

pytestmark = pytest.mark.slow

OLD_DATABASE = b"the database of an earlier build"


@dataclass(frozen=True)
class Outcome:
    """What an import returned and printed, and how often it built the database."""

    code: int
    printed: str
    complained: str
    builds: int


ImportContent = Callable[[bytes], Outcome]


@pytest.fixture
def export() -> Export:
    return made_up()


def content_of(folder: Path) -> dict[str, bytes | None]:
    """All that is in a folder: the bytes of files, and the names of folders."""
    return {
        found.relative_to(folder).as_posix(): found.read_bytes() if found.is_file() else None
        for found in folder.rglob("*")
    }


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything of an import is: ``imports``, ``built.duckdb``; ``given.csv`` is beside."""
    place = tmp_path / "place"
    place.mkdir()
    (place / "built.duckdb").write_bytes(OLD_DATABASE)
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", str(place / "imports"))
    monkeypatch.setattr(data.import_mitigations, "DATABASE", place / "built.duckdb")
    return place


@pytest.fixture
def import_content(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> ImportContent:
    """Import bytes as ``make import-mitigations`` does, without a build of several seconds."""
    built = []

    def build(_data: Path, database: Path, report: Callable[[str], None]) -> str:
        report("building")
        built.append(imported_definitions(imports_folder()))
        database.write_text(f"the database with {len(built[-1])} definitions")
        return "1.2.3+abcdef"

    def run(content: bytes) -> Outcome:
        built.clear()
        file = place.parent / "given.csv"
        file.write_bytes(content)
        capsys.readouterr()
        code = main([str(file)])
        assert file.read_bytes() == content
        return Outcome(code, *capsys.readouterr(), len(built))

    monkeypatch.setattr(data.import_mitigations, "build", build)
    return run


def test_an_export_is_imported_and_the_database_rebuilt_with_it(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    outcome = import_content(MARK + encoded(export))
    assert (outcome.code, outcome.complained, outcome.builds) == (0, "", 1)
    assert imported_definitions(place / "imports") == definitions_of(export)
    assert (place / "built.duckdb").read_text() == "the database with 819 definitions"
    assert sorted(content_of(place)) == ["built.duckdb", "imports", f"imports/{DEFINITIONS}"]
    for told in (
        "  building\n",
        "Imported 819 definitions; 12 mitigations have none in the file.",
        f"are kept in {place / 'imports' / DEFINITIONS},",
        "The data version is now 1.2.3+abcdef. The app picks it up by itself.",
    ):
        assert told in outcome.printed


@pytest.mark.parametrize("damaged", [False, True])
def test_importing_again_replaces_what_was_imported(
    import_content: ImportContent, place: Path, export: Export, damaged: bool
) -> None:
    import_content(encoded(export))
    if damaged:
        (place / "imports" / DEFINITIONS).write_bytes(b"\xff")
    export[1][DEFINITION], export[2][DEFINITION] = "Another text", ""
    assert import_content(encoded(export)).code == 0
    assert imported_definitions(place / "imports") == definitions_of(export)


@pytest.mark.parametrize(
    ("wrong", "number", "further"),
    [(1, "1 problem", []), (50, "50 problems", []), (69, "69 problems", ["... and 19 more"])],
)
def test_a_refused_export_changes_nothing_and_fifty_problems_are_printed(
    import_content: ImportContent,
    place: Path,
    export: Export,
    wrong: int,
    number: str,
    further: list[str],
) -> None:
    import_content(encoded(export))
    before = content_of(place)
    for row in export[:wrong]:
        row[CODE] = "9.9 Foo"
    outcome = import_content(encoded(export))
    assert (outcome.code, outcome.builds) == (1, 0)
    assert content_of(place) == before
    first, *lines = outcome.complained.splitlines()
    file = place.parent / "given.csv"
    assert first == f"{file} was not imported and nothing was changed: {number}."
    assert lines[min(wrong, 50) :] == further
    assert all('column "MitigationCode": found "9.9 Foo"' in line for line in lines[:50])


def test_a_file_whose_name_cannot_be_printed_is_named_all_the_same(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(place / "\udcff\x1b.csv")]) == 1
    assert capsys.readouterr().err.startswith(rf"{place}/\udcff\x1b.csv was not imported")


def failing_build(failure: BaseException, place: Path) -> Callable[..., str]:
    def build(*_: object, **__: object) -> str:
        assert imported_definitions(place / "imports")["A0086"] == "The new text"
        raise failure

    return build


@pytest.mark.parametrize("imported_before", [True, False])
@pytest.mark.parametrize(
    "failure",
    [
        ContradictoryFactsError(["mitigations.csv, row 2: a contradiction"]),
        OSError(28, "No space left on device"),
        duckdb.IOException("The disk is full"),
        KeyboardInterrupt(),
        RuntimeError(),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_a_build_that_fails_puts_back_what_was_imported_before(
    import_content: ImportContent,
    place: Path,
    export: Export,
    monkeypatch: pytest.MonkeyPatch,
    failure: BaseException,
    imported_before: bool,
) -> None:
    (place / "imports").mkdir()
    if imported_before:
        import_content(encoded(export))
    before = content_of(place)
    export[0][DEFINITION] = "The new text"
    monkeypatch.setattr(data.import_mitigations, "build", failing_build(failure, place))
    if isinstance(failure, KeyboardInterrupt | RuntimeError):
        with pytest.raises(type(failure)):
            import_content(encoded(export))
    else:
        outcome = import_content(encoded(export))
        assert outcome.code == 1
        assert outcome.complained == (
            f"The definitions were not imported and nothing was changed:\n{failure}\n"
        )
    assert content_of(place) == before


def test_imports_that_cannot_be_kept_are_refused_before_the_build(
    import_content: ImportContent, place: Path, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", str(place / "built.duckdb" / "imports"))
    before = content_of(place)
    outcome = import_content(encoded(export))
    assert (outcome.code, outcome.builds) == (1, 0)
    assert "The definitions were not imported and nothing was changed" in outcome.complained
    assert "Not a directory" in outcome.complained
    assert content_of(place) == before


def run_module(arguments: Iterable[str], inputs: Path) -> subprocess.CompletedProcess[str]:
    """Run the importer of a copy of ``data``: its database and imports are in that copy."""
    environment = {**os.environ, "PYTHONPATH": str(inputs.parent)}
    environment.pop("COMMON_GROUND_IMPORTS", None)
    return subprocess.run(
        [sys.executable, "-m", "data.import_mitigations", *arguments],
        cwd=inputs.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_imports_into_the_folder_beside_data(inputs: Path, export: Export) -> None:
    file = inputs.parent / "given.csv"
    file.write_bytes(MARK + encoded(export))
    ended = run_module([str(file)], inputs)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert imported_definitions(inputs.parent / "imports") == definitions_of(export)
    with duckdb.connect(str(inputs / "common_ground.duckdb"), read_only=True) as connection:
        ((version,),) = connection.execute("select data_version from build_info").fetchall()
    assert f"The data version is now {version}." in ended.stdout


def test_the_command_line_fails_without_a_traceback(inputs: Path, export: Export) -> None:
    file = inputs.parent / "given.csv"
    export[0][ID] = ""
    file.write_bytes(encoded(export))
    for arguments, code in (([str(file)], 1), ([], 2)):
        ended = run_module(arguments, inputs)
        assert ended.returncode == code
        assert "Traceback" not in ended.stderr
    assert not (inputs.parent / "imports").exists()
    assert list(inputs.glob("*.duckdb")) == []


def test_the_help_says_what_is_asked_for_and_what_happens(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    printed = " ".join(capsys.readouterr().out.split())
    for text in ("FILE", "the CSV export of", "nothing is changed", "COMMON_GROUND_IMPORTS"):
        assert text in printed
