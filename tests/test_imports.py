"""Imports follow the flow data → queries → charts → exports → views → pages, api → app."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "data": {"data"},
    "queries": {"data", "queries"},
    "charts": {"charts", "queries"},
    "exports": {"exports", "charts", "queries"},
    "views": {"views", "exports", "charts", "queries"},
    "api": {"api", "views", "exports", "queries"},
    "pages": {"pages", "views", "charts", "exports", "queries"},
}
OURS = {*MAY_IMPORT, "app", "tests"}
# Libraries that only some packages may know.
RESERVED = {
    "streamlit": {"pages"},
    "altair": {"charts"},
    "duckdb": {"data", "queries"},
    "starlette": {"api"},
}


def imported(file: Path) -> set[str]:
    """The names of all modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def files() -> list[Path]:
    return [file for package in MAY_IMPORT for file in (ROOT / package).rglob("*.py")]


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_package_imports_only_what_stands_before_it(file: Path) -> None:
    package = file.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported(file)} & OURS
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_library_is_known_only_where_it_belongs(file: Path) -> None:
    package = file.relative_to(ROOT).parts[0]
    for library in {name.split(".")[0] for name in imported(file)} & set(RESERVED):
        assert package in RESERVED[library]


def test_charts_know_no_database() -> None:
    for file in (ROOT / "charts").rglob("*.py"):
        asks = {name for name in imported(file) if name.startswith("queries.")}
        assert asks <= {
            "queries.columns",
            "queries.columns.ANSWER_LABELS",
            "queries.records",
            "queries.records.Row",
            "queries.records.records",
        }


def test_pages_and_views_hold_no_sql() -> None:
    for file in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "views").rglob("*.py")]:
        asks = {name for name in imported(file) if name.startswith("queries.database")}
        assert asks <= {"queries.database", "queries.database.cached"}
