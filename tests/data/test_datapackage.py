"""The data package describes every file of facts, and the facts keep to the description."""

import csv
import json
import shutil
from pathlib import Path

import frictionless

DATA = Path(__file__).parents[2] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def validate(data: Path) -> frictionless.Report:
    return frictionless.validate(str(data / "datapackage.json"))


def errors(report: frictionless.Report) -> list[tuple[str | None, str, str]]:
    """(file, kind of error, message); file is None where the descriptor itself is wrong."""
    found = [(None, error.type, error.message) for error in report.errors]
    return found + [
        (task.place, error.type, error.message) for task in report.tasks for error in task.errors
    ]


def test_the_package_and_its_data_are_valid() -> None:
    report = validate(DATA)
    assert report.valid, "\n".join(map(str, errors(report)))
    assert len(report.tasks) == len(PACKAGE["resources"])


def test_every_file_of_facts_is_described_once_and_every_described_file_exists() -> None:
    described = sorted(resource["path"] for resource in PACKAGE["resources"])
    present = sorted(file.relative_to(DATA).as_posix() for file in (DATA / "facts").rglob("*.csv"))
    assert present, "no facts found"
    assert described == present


def test_every_column_of_every_file_has_a_description() -> None:
    undescribed = []
    for resource in PACKAGE["resources"]:
        descriptions = {
            field["name"]: field.get("description", "") for field in resource["schema"]["fields"]
        }
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        undescribed += [
            (resource["path"], column)
            for column in columns
            if not descriptions.get(column, "").strip()
        ]
    assert undescribed == []


def test_a_link_to_a_mitigation_that_does_not_exist_is_found(tmp_path: Path) -> None:
    shutil.copy(DATA / "datapackage.json", tmp_path)
    shutil.copytree(DATA / "facts", tmp_path / "facts")
    assert validate(tmp_path).valid, "the copy must be valid before it is broken"

    links = tmp_path / "facts" / "item_mitigations.csv"
    lines = links.read_text(encoding="utf-8").splitlines()
    study, item, _ = lines[1].split(",")
    lines[1] = f"{study},{item},A9999"
    links.write_text("\n".join(lines) + "\n", encoding="utf-8")

    report = validate(tmp_path)
    assert not report.valid
    assert [(file, kind) for file, kind, _ in errors(report)] == [
        ("facts/item_mitigations.csv", "foreign-key")
    ]
