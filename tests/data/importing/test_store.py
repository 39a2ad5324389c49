"""Imported definitions reach the database beside ours, and change the version of the data."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.build import build, inputs_hash
from data.building.fact_rows import ContradictoryFactsError
from data.importing.store import DEFINITIONS, imported_definitions, save_definitions
from data.paths import DATA, imports_folder

pytestmark = pytest.mark.slow

Definitions = dict[str, str]
BuildWith = Callable[[Definitions | None], Path]

# One of a surveyed mitigation, which has a definition of ours too, and one of another.
OFFICIAL = {
    "A0171": "Métrics, “weights”\nand\r\nzeppelins; 1,5 %",
    "A0086": "A flock of albatrosses",
}


def imported(imports: Path, definitions: Definitions | None) -> Path:
    """A folder of imports with some definitions; None: nothing was ever imported."""
    if definitions is not None:
        imports.mkdir()
        with (imports / "mitigation_definitions.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerows([("mitigation_id", "definition"), *definitions.items()])
    return imports


@pytest.fixture
def build_with(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildWith:
    """Build the database with some imported definitions; None: nothing was ever imported."""
    made: list[Path] = []

    def build_one(definitions: Definitions | None) -> Path:
        imports = imported(tmp_path / f"imports {len(made)}", definitions)
        monkeypatch.setenv("COMMON_GROUND_IMPORTS", str(imports))
        made.append(tmp_path / f"built {len(made)}.duckdb")
        build(inputs, made[-1], report=lambda line: None)
        return made[-1]

    return build_one


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def version(database: Path) -> str:
    ((found,),) = rows(database, "select data_version from build_info")
    return str(found)


def test_official_definitions_reach_the_table_word_for_word_beside_ours(
    build_with: BuildWith, built_database: Path
) -> None:
    database = build_with(OFFICIAL)
    official = "select mitigation_id, official_definition from mitigation where official_definition"
    assert dict(rows(database, f"{official} is not null")) == OFFICIAL
    ours = "select mitigation_id, definition from mitigation order by mitigation_id"
    assert rows(database, ours) == rows(built_database, ours)


def test_a_mitigation_is_searched_in_its_official_definition_too(
    build_with: BuildWith, built_database: Path
) -> None:
    database = build_with(OFFICIAL)
    for word, stem, identifier in (
        ("albatrosses", "albatross", "A0086"),
        ("metrics", "metric", "A0171"),
    ):
        query = f"""
            select mitigation_id from mitigation
            where list_contains(string_split_regex(search_text, '\\W+'), '{word}')
            and list_contains(string_split(search_text, ' '), '{stem}')
        """
        assert (identifier,) in rows(database, query)
        assert (identifier,) not in rows(built_database, query)


def test_the_version_changes_when_definitions_are_imported(
    build_with: BuildWith, built_database: Path
) -> None:
    assert version(build_with(OFFICIAL)) != version(built_database)


def test_only_what_is_said_makes_a_difference_to_the_version(tmp_path: Path) -> None:
    different: list[Definitions | None] = [
        None,
        OFFICIAL,
        {**OFFICIAL, "A0086": "A flock of albatrosses."},
        {"A0086": OFFICIAL["A0171"], "A0171": OFFICIAL["A0086"]},
        {"A0086": OFFICIAL["A0086"]},
    ]
    alike: list[Definitions | None] = [{}, dict(reversed(OFFICIAL.items()))]
    hashes = [
        inputs_hash(DATA, imported(tmp_path / f"imports {i}", one))
        for i, one in enumerate([*different, *alike])
    ]
    assert len(set(hashes)) == len(different)
    assert hashes[len(different) :] == hashes[:2]


def test_without_a_folder_of_its_own_a_build_reads_the_imports_beside_it(
    inputs: Path, build_with: BuildWith
) -> None:
    before = version(build_with(OFFICIAL))
    (inputs.parent / "imports").symlink_to(inputs.parent / "imports 0")
    program = (
        "import sys; from pathlib import Path; from data.build import build;"
        "build(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    database = inputs.parent / "beside.duckdb"
    environment = {name: text for name, text in os.environ.items() if "IMPORTS" not in name}
    subprocess.run(
        [sys.executable, "-c", program, str(inputs), str(database)],
        cwd=inputs.parent,
        env=environment,
        check=True,
    )
    assert version(database) == before


def test_a_file_of_imports_that_was_changed_stops_the_build_and_is_named(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", str(tmp_path))
    file = tmp_path / "mitigation_definitions.csv"
    file.write_text("mitigation_id,text\nA0171,Something\n", encoding="utf-8")
    database = tmp_path / "built.duckdb"
    with pytest.raises(ContradictoryFactsError, match="not as it was imported") as stopped:
        build(inputs, database, report=lambda line: None)
    assert str(file) in str(stopped.value)
    assert not database.exists()


def test_imports_are_kept_where_the_environment_says_else_beside_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", "/somewhere/else")
    assert imports_folder() == Path("/somewhere/else")
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", "")
    assert imports_folder() == DATA.parent / "imports"
    monkeypatch.delenv("COMMON_GROUND_IMPORTS")
    assert imports_folder() == DATA.parent / "imports"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"mitigation_id,text\nA0086,Text\n",
        b"mitigation_id,definition\nA0086\n",
        b"mitigation_id,definition\nA0086,Text,more\n",
        b'mitigation_id,definition\nA0086,"Text',
        b"mitigation_id,definition\nA0086,\xff\n",
    ],
)
def test_a_file_of_imports_that_somebody_changed_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DEFINITIONS).write_bytes(content)
    with pytest.raises(ContradictoryFactsError) as stopped:
        imported_definitions(tmp_path)
    assert stopped.value.problems == [
        f"{tmp_path / DEFINITIONS}: not as it was imported; "
        "import the export again, or delete this file"
    ]


def test_saving_makes_the_folder_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "imports"
    assert imported_definitions(folder) == {}
    save_definitions(folder, {"A0086": "One", "A0089": "Two\nlines"})
    save_definitions(folder, {"A0089": "Two"})
    assert imported_definitions(folder) == {"A0089": "Two"}
    assert [file.name for file in folder.iterdir()] == [DEFINITIONS]


def test_saving_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_definitions(tmp_path, {"A0086": "One"})
    write = Path.write_bytes

    def write_half(file: Path, content: bytes) -> int:
        write(file, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OSError, match="No space left"):
        save_definitions(tmp_path, {"A0086": "Another"})
    assert imported_definitions(tmp_path) == {"A0086": "One"}
    assert [file.name for file in tmp_path.iterdir()] == [DEFINITIONS]
