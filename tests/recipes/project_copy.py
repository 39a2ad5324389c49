"""A copy of the project, in which a recipe of CONTRIBUTING is followed and tried."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.test_imports import MAY_IMPORT

ROOT = Path(__file__).parents[2]
FOLDERS = (*MAY_IMPORT, "tests", ".streamlit")
FILES = ("app.py", "pyproject.toml")
MADE = shutil.ignore_patterns("*.duckdb*", "*.partial*")

Contents = Mapping[str, bytes]


def copy_project(to: Path) -> Path:
    """Copy what the application and its tests are made of into a new folder."""
    to.mkdir()
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, to / folder, ignore=MADE)
    for file in FILES:
        shutil.copy2(ROOT / file, to)
    return to


def contents(project: Path) -> Contents:
    """Every file of a project, by its path."""
    found = (path for path in project.rglob("*") if path.is_file())
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in found
        if "__pycache__" not in path.parts
    }


def new_and_edited(before: Contents, after: Contents) -> tuple[set[str], set[str]]:
    """The files that were added, and those that were changed."""
    assert before.keys() <= after.keys()
    edited = {name for name in before if before[name] != after[name]}
    return after.keys() - before.keys(), edited


def insert_below(file: Path, line: str, new: str) -> None:
    """Put ``new`` below the one line of a file that reads ``line``, as far in as it stands."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (place,) = (i for i, text in enumerate(lines) if text.strip() == line)
    file.write_text("".join([*lines[: place + 1], new, *lines[place + 1 :]]), encoding="utf-8")


def expect(project: Path, *checks: str) -> None:
    """See that checks, named as pytest has them, pass in a project; they read the database of this
    session."""
    command = [sys.executable, "-m", "pytest", "--noconftest", "-p", "no:cacheprovider", *checks]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
