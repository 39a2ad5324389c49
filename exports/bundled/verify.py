"""Ask Common Ground for the rows of this bundle again, and say whether they are the same.

    python verify.py --project PATH                   PATH: where Common Ground is checked out
    python verify.py --server http://127.0.0.1:8501   the address at which it runs

Nothing but Python 3.11 or later is needed. It ends with 0 if the rows are the same, 1 if the file
rows.csv was changed, 2 if the data have moved on, and 3 if that cannot be found out.
"""

import argparse
import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

SAME, CHANGED, MOVED_ON, NOT_KNOWN = range(4)
MOST_LISTED = 10
SECONDS = 120
PYTHONS = (".venv/bin/python", ".venv/Scripts/python.exe")
# A column that differs whenever the data have moved on, whatever else stands in the row.
VERSION_COLUMN = "data_version"

Row = tuple[str, ...]


class NotKnownError(Exception):
    """It cannot be found out whether the rows are the same; the message says why."""


@dataclass(frozen=True)
class Answer:
    """Rows as a CSV file, and the version of the data that they were made from."""

    data_version: str
    rows: bytes


def main(arguments: list[str] | None = None) -> int:
    """Verify the bundle in whose folder this file lies."""
    parser = argparse.ArgumentParser(
        prog="verify.py", description="Ask Common Ground for these rows again, and compare them."
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--project", metavar="PATH", type=Path, help="a checkout of Common Ground")
    where.add_argument("--server", metavar="ADDRESS", help="such as http://127.0.0.1:8501")
    try:
        given = parser.parse_args(arguments)
    except SystemExit as stopped:
        return NOT_KNOWN if stopped.code else SAME
    try:
        code, lines = verify(Path(__file__).resolve().parent, given.project, given.server)
    except NotKnownError as error:
        code, lines = NOT_KNOWN, [f"Not verified: {error}"]
    print("\n".join(lines))
    return code


def verify(folder: Path, project: Path | None, server: str | None) -> tuple[int, list[str]]:
    """The code to end with, and what to say.

    Raises
    ------
    NotKnownError
        If the bundle is not whole, or nobody answers.
    """
    package, held = read_bundle(folder)
    expected = package["resources"][0]["hash"]
    if f"sha256:{hashlib.sha256(held).hexdigest()}" != expected:
        return CHANGED, ["The file rows.csv was changed after it was made."]
    view, query = package["common_ground"]["view"], package["common_ground"]["query"]
    answer = ask_project(project, view, query) if project else ask_server(server or "", view, query)
    if f"sha256:{hashlib.sha256(answer.rows).hexdigest()}" == expected:
        return SAME, ["The same rows: verified."]
    return MOVED_ON, list(differences(held, package["version"], answer))


def read_bundle(folder: Path) -> tuple[dict[str, Any], bytes]:
    """What datapackage.json says, and the file rows.csv."""
    try:
        content = (folder / "datapackage.json").read_text(encoding="utf-8")
        return json.loads(content), (folder / "rows.csv").read_bytes()
    except (OSError, ValueError) as error:
        raise NotKnownError(f"datapackage.json or rows.csv cannot be read ({error}).") from None


def ask_project(project: Path, view: str, query: str) -> Answer:
    """Let the modules of a checkout answer."""
    if not (project / "api" / "rows.py").is_file():
        raise NotKnownError(f"{project} is no checkout of Common Ground that can answer.")
    python = next((project / name for name in PYTHONS if (project / name).exists()), None)
    if python is None:
        raise NotKnownError(f"{project} is not set up yet. Run there: make data")
    command = [str(python.absolute()), "-m", "api.rows", view, query]
    done = subprocess.run(command, cwd=project, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or "no reason given"
        raise NotKnownError(f"{project} did not answer: {said.splitlines()[-1]}")
    answer = json.loads(done.stdout)
    return Answer(answer["data_version"], answer["rows"].encode())


def ask_server(address: str, view: str, query: str) -> Answer:
    """Ask the data API of a server."""
    root = f"{address.rstrip('/')}/api"
    if not root.startswith(("http://", "https://")):
        raise NotKnownError(f"{address} is no address of a server, such as http://127.0.0.1:8501.")
    try:
        version = json.loads(fetched(f"{root}/health"))["data_version"]
        return Answer(version, fetched(f"{root}/{view}.csv?{query}"))
    except HTTPError as error:
        said = error.read().decode(errors="replace")
        message = json.loads(said)["message"] if said.startswith("{") else error.reason
        raise NotKnownError(f"{address} did not answer: {message}") from None
    except (OSError, ValueError, KeyError, TypeError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise NotKnownError(f"no Common Ground answers at {address} ({reason}).") from None


def fetched(address: str) -> bytes:
    with urlopen(address, timeout=SECONDS) as response:  # noqa: S310, http or https
        return bytes(response.read())


def differences(held: bytes, version: str, answer: Answer) -> Iterator[str]:
    """Say which rows differ, the first few of them one a line."""
    before, now = table(held), table(answer.rows)
    names = [name for name in before[0] if name in now[0] and name != VERSION_COLUMN]
    found = list(changed_rows(only(before, names), only(now, names), names))
    count = sum(rows for rows, _ in found)
    differ = {0: "no row differs in anything else", 1: "1 row differs"}.get(count)
    moved = f"rows.csv was made from version {version}, the database holds {answer.data_version}"
    yield f"The data have moved on: {moved}; {differ or f'{count} rows differ'}."
    if set(before[0]) != set(now[0]):
        yield f"Columns that only one of them has: {', '.join(sorted({*before[0]} ^ {*now[0]}))}."
    lines = [line for _, of_block in found for line in of_block]
    yield from lines[:MOST_LISTED]
    if len(lines) > MOST_LISTED:
        yield f"... and {len(lines) - MOST_LISTED} more"


def table(content: bytes) -> list[Row]:
    """The header and the rows of a CSV file."""
    return [tuple(row) for row in csv.reader(io.StringIO(content.decode("utf-8"), newline=""))]


def only(rows: list[Row], names: list[str]) -> list[Row]:
    """The rows without their header, cut down to some columns."""
    places = [rows[0].index(name) for name in names]
    return [tuple(row[place] for place in places) for row in rows[1:]]


def changed_rows(
    before: list[Row], now: list[Row], names: list[str]
) -> Iterator[tuple[int, list[str]]]:
    """Blocks of rows that differ: how many rows, and a line for each."""
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in blocks:
        if kind == "equal":
            continue
        old, new = before[start:end], now[new_start:new_end]
        both = min(len(old), len(new))
        lines = [changed(start + i + 1, old[i], new[i], names) for i in range(both)]
        lines += [
            f"row {start + i + 1} is no longer there: {told(old[i])}" for i in range(both, len(old))
        ]
        lines += [f"new after row {end}: {told(row)}" for row in new[both:]]
        yield len(lines), lines


def changed(number: int, old: Row, new: Row, names: list[str]) -> str:
    cells = [
        f"{name} {was or 'empty'} → {is_now or 'empty'}"
        for name, was, is_now in zip(names, old, new, strict=True)
        if was != is_now
    ]
    return f"row {number} ({told(old)}): {', '.join(cells)}"


def told(row: Row) -> str:
    """Which row it is: its first few cells."""
    return ", ".join(cell for cell in row[:3] if cell)


if __name__ == "__main__":
    sys.exit(main())
