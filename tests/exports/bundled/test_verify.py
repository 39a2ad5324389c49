"""The program in a bundle tells the same rows from changed ones and from data that moved on."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from tests.exports.bundling import EXAMPLES, PANEL, Example, bundled, unpacked

ROOT = Path(__file__).parents[3]
MITIGATIONS = Example("mitigations", "category=1.2")
SAME = "The same rows: verified.\n"


@dataclass(frozen=True)
class Outcome:
    """What the program ended with and printed."""

    code: int
    printed: str
    complained: str


def verified(folder: Path, *arguments: str, database: Path | None = None) -> Outcome:
    """Run the program of a bundle from another folder, without the modules of the project."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if database:
        environment["COMMON_GROUND_DATABASE"] = str(database)
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder.parent, env=environment, check=False
    )
    assert "Traceback" not in done.stdout + done.stderr
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def mitigations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(bundled(MITIGATIONS), tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def moved_on(built_database: Path, tmp_path: Path) -> Path:
    """A copy of the database in a later version."""
    later = tmp_path / "later.duckdb"
    shutil.copy(built_database, later)
    change(later, "update build_info set data_version = 'LATER'")
    return later


def change(database: Path, statement: str) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("example", [EXAMPLES[0], PANEL, EXAMPLES[4]], ids=str)
def test_the_project_verifies_its_rows(example: Example, tmp_path: Path) -> None:
    folder = unpacked(bundled(example), tmp_path)
    assert verified(folder, "--project", str(ROOT)) == Outcome(0, SAME, "")


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_server_verifies_its_rows(example: Example, server: str, tmp_path: Path) -> None:
    folder = unpacked(bundled(example), tmp_path)
    for address in (server, f"{server}/"):
        assert verified(folder, "--server", address) == Outcome(0, SAME, "")


def test_one_changed_digit_is_found(mitigations: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(mitigations, tmp_path / "changed"))
    rows = (folder / "rows.csv").read_text(encoding="utf-8")
    (folder / "rows.csv").write_text(rows.replace("2023", "2024", 1), encoding="utf-8")
    # Whether anybody answers does not matter.
    for where in (("--project", str(ROOT)), ("--server", "http://127.0.0.1:9")):
        outcome = verified(folder, *where)
        assert outcome == Outcome(1, "The file rows.csv was changed after it was made.\n", "")


def test_a_new_version_of_the_same_rows_is_said(mitigations: Path, moved_on: Path) -> None:
    outcome = verified(mitigations, "--project", str(ROOT), database=moved_on)
    version = json.loads((mitigations / "datapackage.json").read_text(encoding="utf-8"))["version"]
    assert outcome.code == 2
    assert outcome.printed == (
        f"The data have moved on: rows.csv was made from version {version}, the database holds "
        "LATER; no row differs in anything else.\n"
    )


def test_rows_that_differ_are_named(mitigations: Path, moved_on: Path) -> None:
    made_of = bundled(MITIGATIONS)
    labels = made_of.rows["label"].tolist()
    identifiers = made_of.rows["mitigation_id"].tolist()
    renamed, gone = identifiers[0], identifiers[-1]
    change(
        moved_on, f"update mitigation set label = label || '!' where mitigation_id = '{renamed}'"
    )
    change(moved_on, f"update mitigation set code = '4.1' where mitigation_id = '{gone}'")
    outcome = verified(mitigations, "--project", str(ROOT), database=moved_on)
    assert outcome.code == 2
    first, *lines = outcome.printed.splitlines()
    assert first.endswith("the database holds LATER; 2 rows differ.")
    assert lines == [
        f"row 1 ({renamed}, {labels[0]}, 1.2): label {labels[0]} → {labels[0]}!",
        f"row {len(labels)} is no longer there: {gone}, {labels[-1]}, 1.2",
    ]


def test_a_new_row_is_named_and_ten_are_listed(mitigations: Path, moved_on: Path) -> None:
    added = "(select mitigation_id from mitigation where code = '1.1' limit 1)"
    change(moved_on, f"update mitigation set code = '1.2' where mitigation_id in {added}")
    outcome = verified(mitigations, "--project", str(ROOT), database=moved_on)
    first, line = outcome.printed.splitlines()
    assert first.endswith("the database holds LATER; 1 row differs.")
    assert line.startswith("new after row ")
    change(moved_on, "update mitigation set label = label || '!'")
    outcome = verified(mitigations, "--project", str(ROOT), database=moved_on)
    rows = len(bundled(MITIGATIONS).rows) + 1
    first, *lines = outcome.printed.splitlines()
    assert first.endswith(f"the database holds LATER; {rows} rows differ.")
    assert len(lines) == 11
    assert lines[-1] == f"... and {rows - 10} more"


def test_what_cannot_be_asked_is_said_in_words(mitigations: Path, tmp_path: Path) -> None:
    unready = tmp_path / "unready"
    (unready / "api").mkdir(parents=True)
    (unready / "api" / "rows.py").touch()
    for where, message in (
        (("--project", str(tmp_path)), f"{tmp_path} is no checkout of Common Ground that can"),
        (("--project", str(tmp_path / "nothing")), "is no checkout of Common Ground that can"),
        (("--project", str(unready)), f"{unready} is not set up yet. Run there: make data"),
        (("--server", "http://127.0.0.1:9"), "no Common Ground answers at http://127.0.0.1:9 ("),
        (("--server", "127.0.0.1"), "127.0.0.1 is no address of a server, such as http"),
        (("--server", "http://[::1"), "no Common Ground answers at http://[::1 ("),
        (("--server", "file:///etc"), "file:///etc is no address of a server, such as http"),
    ):
        outcome = verified(mitigations, *where)
        assert outcome.code == 3, where
        assert outcome.printed.startswith("Not verified: ")
        assert message in outcome.printed
        assert outcome.printed.count("\n") == 1


def test_a_missing_database_is_said(mitigations: Path, tmp_path: Path) -> None:
    outcome = verified(mitigations, "--project", str(ROOT), database=tmp_path / "none.duckdb")
    assert outcome.code == 3
    assert outcome.printed.startswith(f"Not verified: {ROOT} did not answer: There is no database")


def test_a_server_that_does_not_know_the_filters_says_which(
    mitigations: Path, server: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(mitigations, tmp_path / "asked"))
    file = folder / "datapackage.json"
    whole = file.read_text(encoding="utf-8")
    for old, new, message in (
        ("category=1.2", "category=9.9", "did not answer: category: There is no such value."),
        ('"view": "mitigations"', '"view": "nothing"', "did not answer: There is no"),
    ):
        file.write_text(whole.replace(old, new), encoding="utf-8")
        for where in (("--server", server), ("--project", str(ROOT))):
            outcome = verified(folder, *where)
            assert outcome.code == 3
            assert message in outcome.printed


def test_another_server_is_told_apart(mitigations: Path) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"[1, 2]")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        outcome = verified(mitigations, "--server", f"http://127.0.0.1:{other.server_port}")
        other.shutdown()
    assert outcome.code == 3
    assert "no Common Ground answers at " in outcome.printed


def test_a_bundle_that_is_not_whole_is_said(mitigations: Path, tmp_path: Path) -> None:
    for name in ("rows.csv", "datapackage.json"):
        folder = Path(shutil.copytree(mitigations, tmp_path / name))
        (folder / name).unlink()
        outcome = verified(folder, "--project", str(ROOT))
        assert outcome.code == 3
        assert "datapackage.json or rows.csv cannot be read" in outcome.printed


def test_without_an_address_it_says_what_it_needs(mitigations: Path) -> None:
    outcome = verified(mitigations)
    assert outcome.code == 3
    assert "--project" in outcome.complained
    assert verified(mitigations, "--help").code == 0
