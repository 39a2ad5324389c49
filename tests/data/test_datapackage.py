"""The data package describes every file of facts, and the facts keep to the description."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import frictionless
import pytest

import data.build
from data.building.data_package import (
    data_package,
    read_description,
    tables,
    write_data_package,
)
from data.paths import DATA

PACKAGE = data_package(DATA)


def validate(folder: Path) -> frictionless.Report:
    return frictionless.validate(str(folder / "datapackage.json"))


def errors(report: frictionless.Report) -> list[tuple[str | None, str, str]]:
    """(file, kind of error, message); file is None where the descriptor itself is wrong."""
    found = [(None, error.type, error.message) for error in report.errors]
    return found + [
        (task.place, error.type, error.message) for task in report.tasks for error in task.errors
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of facts with their package, as it is handed on."""
    shutil.copytree(DATA / "facts", tmp_path / "facts")
    shutil.copytree(DATA / "building", tmp_path / "building")
    write_data_package(tmp_path)
    return tmp_path


def test_the_package_and_its_data_are_valid(folder: Path) -> None:
    report = validate(folder)
    assert report.valid, "\n".join(map(str, errors(report)))
    assert len(report.tasks) == len(PACKAGE["resources"])


def test_every_file_of_facts_is_described_once_and_every_described_file_exists() -> None:
    described = sorted(resource["path"] for resource in PACKAGE["resources"])
    present = sorted(file.relative_to(DATA).as_posix() for file in (DATA / "facts").rglob("*.csv"))
    assert present, "no facts found"
    assert described == present


def test_every_column_of_every_file_has_a_type_and_a_description() -> None:
    for resource in PACKAGE["resources"]:
        fields = resource["schema"]["fields"]
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert [field["name"] for field in fields] == next(csv.reader(file))
        for field in fields:
            assert field["type"], (resource["path"], field["name"])
            assert field["description"].strip(), (resource["path"], field["name"])


def test_a_column_of_a_table_means_in_its_file_what_it_means_in_the_database(
    built_database: Path,
) -> None:
    with duckdb.connect(str(built_database), read_only=True) as connection:
        meanings = {
            (table, column): meaning
            for table, column, meaning in connection.execute(
                "select table_name, column_name, comment from duckdb_columns()"
            ).fetchall()
        }
    fields = {one["name"]: one["schema"]["fields"] for one in PACKAGE["resources"]}
    copies = tables(read_description(DATA))
    assert len(copies) == 28
    for file, table in copies.items():
        for field in fields[file]:
            assert field["description"] == meanings[table, field["name"]], (file, field["name"])


def test_what_the_schema_allows_in_a_column_is_what_the_package_allows() -> None:
    fields = {
        (resource["name"], field["name"]): field
        for resource in PACKAGE["resources"]
        for field in resource["schema"]["fields"]
    }
    assert fields["taxonomy", "kind"]["constraints"] == {
        "required": True,
        "enum": ["category", "subcategory", "catch_all"],
    }
    assert fields["documents", "year"]["constraints"] == {
        "required": True,
        "minimum": 1990,
        "maximum": 2100,
    }
    assert fields["study_groups", "members"]["constraints"] == {"minimum": 1}
    assert fields["mitigations", "mitigation_id"]["constraints"] == {
        "required": True,
        "unique": True,
        "pattern": "^A[0-9]{4}$",
    }
    assert fields["study_dimensions", "recorded"]["trueValues"] == ["true"]
    assert fields["schuett2023_counts", "dont_know"]["constraints"]["minimum"] == 0
    assert "Several" in fields["mitigation_facets", "value"]["constraints"]["enum"]


def test_keys_and_references_are_those_of_the_schema_where_a_file_has_their_columns() -> None:
    schemas = {resource["name"]: resource["schema"] for resource in PACKAGE["resources"]}
    assert schemas["study_groups"]["primaryKey"] == ["study_id", "dimension", "name"]
    # The number within the item is not in the file.
    assert schemas["comment_themes"]["primaryKey"] == ["study_id", "item_id", "theme"]
    assert "primaryKey" not in schemas["uuk2024_published"]
    both = ["study_id", "item_id"]
    assert {
        tuple(key["fields"]): key["reference"] for key in schemas["item_crosswalk"]["foreignKeys"]
    } == {
        ("study_id", "item_id"): {"resource": "items", "fields": both},
        ("other_study_id", "other_item_id"): {"resource": "items", "fields": both},
    }
    assert schemas["taxonomy"]["foreignKeys"] == [
        {"fields": ["parent_code"], "reference": {"fields": ["code"]}}
    ]


def test_a_link_to_a_mitigation_that_does_not_exist_is_found(folder: Path) -> None:
    links = folder / "facts" / "item_mitigations.csv"
    lines = links.read_text(encoding="utf-8").splitlines()
    study, item, _ = lines[1].split(",")
    lines[1] = f"{study},{item},A9999"
    links.write_text("\n".join(lines) + "\n", encoding="utf-8")

    report = validate(folder)
    assert not report.valid
    assert [(file, kind) for file, kind, _ in errors(report)] == [
        ("facts/item_mitigations.csv", "foreign-key")
    ]


def test_the_command_line_writes_the_package_beside_the_facts(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inputs / "datapackage.json").unlink(missing_ok=True)
    monkeypatch.setattr(data.build, "DATA", inputs)
    monkeypatch.setattr(data.build, "DATABASE", tmp_path / "built.duckdb")
    assert data.build.main() == 0
    assert json.loads((inputs / "datapackage.json").read_text(encoding="utf-8")) == PACKAGE
