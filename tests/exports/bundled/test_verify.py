"""The program in a bundle tells the same rows from changed ones and from data that moved on."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import duckdb
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from api.routes import data_api
from tests.exports.bundling import MITIGATIONS, PANEL, bundled, unpacked

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
SAME = "The same rows: verified.\n"
NOBODY = "http://127.0.0.1:9"
MoveOn = Callable[..., None]
Capture = pytest.CaptureFixture[str]


def verify(folder: Path, *arguments: str) -> int:
    """Run the program of a bundle, within this process."""
    spec = importlib.util.spec_from_file_location("verify", folder / "verify.py")
    assert spec
    assert spec.loader
    program = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up there.
    sys.modules["verify"] = program
    try:
        spec.loader.exec_module(program)
        return int(program.main(list(arguments)))
    finally:
        del sys.modules["verify"]


@contextmanager
def serving(routes: list[BaseRoute]) -> Iterator[str]:
    """Serve routes from this process, and so from the database that this process reads."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def data_server(built_database: Path) -> Iterator[str]:
    """The data API of the database that is asked."""
    with serving(data_api()) as address:
        yield address


@pytest.fixture(scope="session")
def mitigations(built_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(bundled(MITIGATIONS), tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def changeable(mitigations: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(mitigations, tmp_path / "changed"))


@pytest.fixture
def move_on(built_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MoveOn:
    """Let a later version of the database be asked, changed by some statements."""

    def change(*statements: str) -> None:
        later = tmp_path / f"later{len(list(tmp_path.iterdir()))}.duckdb"
        shutil.copy(built_database, later)
        with duckdb.connect(str(later)) as connection:
            for one in ("update build_info set data_version = 'LATER'", *statements):
                connection.execute(one)
        monkeypatch.setenv("COMMON_GROUND_DATABASE", str(later))

    return change


def test_it_runs_alone_and_lets_a_checkout_answer(invented_panels: None, tmp_path: Path) -> None:
    """From another folder, without the modules of the project or any package."""
    folder = unpacked(bundled(PANEL), tmp_path)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), "--project", str(ROOT)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, SAME, "")


@pytest.mark.parametrize("after", ["", "/"])
def test_a_server_verifies_its_rows(
    mitigations: Path, data_server: str, after: str, capsys: Capture
) -> None:
    assert verify(mitigations, "--server", f"{data_server}{after}") == 0
    assert capsys.readouterr().out == SAME


@pytest.mark.parametrize("where", [("--project", str(ROOT)), ("--server", NOBODY)])
def test_one_changed_digit_is_found_whether_anybody_answers_or_not(
    changeable: Path, where: tuple[str, str], capsys: Capture
) -> None:
    file = changeable / "rows.csv"
    file.write_text(file.read_text("utf-8").replace("2023", "2024", 1), encoding="utf-8")
    assert verify(changeable, *where) == 1
    assert capsys.readouterr().out == "The file rows.csv was changed after it was made.\n"


def test_a_new_version_of_the_same_rows_is_said(
    mitigations: Path, data_server: str, move_on: MoveOn, capsys: Capture
) -> None:
    move_on()
    version = json.loads((mitigations / "datapackage.json").read_text(encoding="utf-8"))["version"]
    assert verify(mitigations, "--server", data_server) == 2
    assert capsys.readouterr().out == (
        f"The data have moved on: rows.csv was made from version {version}, the database holds "
        "LATER; no row differs in anything else.\n"
    )


def test_rows_that_differ_are_named(
    mitigations: Path, data_server: str, move_on: MoveOn, capsys: Capture
) -> None:
    rows = bundled(MITIGATIONS).rows
    labels, identifiers = rows["label"].tolist(), rows["mitigation_id"].tolist()
    renamed, gone = identifiers[0], identifiers[-1]
    move_on(
        f"update mitigation set label = label || '!' where mitigation_id = '{renamed}'",
        f"update mitigation set code = '4.1' where mitigation_id = '{gone}'",
    )
    assert verify(mitigations, "--server", data_server) == 2
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.endswith("the database holds LATER; 2 rows differ.")
    assert lines == [
        f"row 1 ({renamed}, {labels[0]}, 1.2): label {labels[0]} → {labels[0]}!",
        f"row {len(labels)} is no longer there: {gone}, {labels[-1]}, 1.2",
    ]


def test_a_new_row_is_named_and_ten_are_listed(
    mitigations: Path, data_server: str, move_on: MoveOn, capsys: Capture
) -> None:
    added = "(select mitigation_id from mitigation where code = '1.1' limit 1)"
    new = f"update mitigation set code = '1.2' where mitigation_id in {added}"
    rows = len(bundled(MITIGATIONS).rows) + 1
    move_on(new)
    assert verify(mitigations, "--server", data_server) == 2
    first, line = capsys.readouterr().out.splitlines()
    assert first.endswith("the database holds LATER; 1 row differs.")
    assert line.startswith("new after row ")
    move_on(new, "update mitigation set label = label || '!'")
    assert verify(mitigations, "--server", data_server) == 2
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.endswith(f"the database holds LATER; {rows} rows differ.")
    assert len(lines) == 11
    assert lines[-1] == f"... and {rows - 10} more"


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (("--project", "{folder}"), "{folder} is no checkout of Common Ground that can"),
        (("--project", "{folder}/nothing"), "is no checkout of Common Ground that can"),
        (("--project", "{folder}/unready"), "unready is not set up yet. Run there: make data"),
        (("--server", NOBODY), f"no Common Ground answers at {NOBODY} ("),
        (("--server", "127.0.0.1"), "127.0.0.1 is no address of a server, such as http"),
        (("--server", "http://[::1"), "no Common Ground answers at http://[::1 ("),
        (("--server", "file:///etc"), "file:///etc is no address of a server, such as http"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(
    mitigations: Path, where: tuple[str, str], message: str, tmp_path: Path, capsys: Capture
) -> None:
    unready = tmp_path / "unready" / "api"
    unready.mkdir(parents=True)
    (unready / "rows.py").touch()
    assert verify(mitigations, *(one.format(folder=tmp_path) for one in where)) == 3
    printed = capsys.readouterr().out
    assert printed.startswith("Not verified: ")
    assert message.format(folder=tmp_path) in printed
    assert printed.count("\n") == 1


def test_why_a_checkout_does_not_answer_is_said(
    mitigations: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(tmp_path / "none.duckdb"))
    assert verify(mitigations, "--project", str(ROOT)) == 3
    printed = capsys.readouterr().out
    assert printed.startswith(f"Not verified: {ROOT} did not answer: There is no database")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("category=1.2", "category=9.9", "did not answer: category: There is no such value."),
        ('"view": "mitigations"', '"view": "nothing"', "did not answer: There is nothing at this"),
    ],
)
def test_why_a_server_refuses_is_said(
    changeable: Path, data_server: str, old: str, new: str, message: str, capsys: Capture
) -> None:
    file = changeable / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    assert verify(changeable, "--server", data_server) == 3
    assert message in capsys.readouterr().out


def test_another_server_is_told_apart(mitigations: Path, capsys: Capture) -> None:
    with serving([Route("/{path:path}", lambda _request: JSONResponse([1, 2]))]) as other:
        assert verify(mitigations, "--server", other) == 3
    assert "no Common Ground answers at " in capsys.readouterr().out


@pytest.mark.parametrize("name", ["rows.csv", "datapackage.json"])
def test_a_bundle_that_is_not_whole_is_said(changeable: Path, name: str, capsys: Capture) -> None:
    (changeable / name).unlink()
    assert verify(changeable, "--project", str(ROOT)) == 3
    assert "datapackage.json or rows.csv cannot be read" in capsys.readouterr().out


def test_without_an_address_it_says_what_it_needs(mitigations: Path, capsys: Capture) -> None:
    assert verify(mitigations) == 3
    assert "--project" in capsys.readouterr().err
    assert verify(mitigations, "--help") == 0
