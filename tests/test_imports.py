"""Imports follow the flow data → queries, analysis → charts → exports → views → pages, api → app,
and each room of a view keeps to its role."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "data": {"data"},
    "analysis": {"analysis"},
    "queries": {"data", "queries"},
    "charts": {"charts", "data.scales"},
    "exports": {"exports", "charts", "queries"},
    "views": {
        "views",
        "exports",
        "charts",
        "queries",
        "analysis",
        "data.search_text",
        "data.answer_options",
        "data.facets",
        "data.scales",
    },
    "api": {"api", "views", "exports", "queries"},
    "pages": {"pages", "views", "charts", "exports", "queries"},
}
OURS = {*MAY_IMPORT, "app", "tests"}
# Libraries that only some packages may know.
RESERVED = {
    "streamlit": {"pages"},
    "altair": {"charts", "views"},
    "duckdb": {"data", "queries"},
    "starlette": {"api"},
}
ASKS = "queries.database.run", "queries.database.column_arrays"
# What asks for facts that words are told instead.
FACTS = (
    "queries.study.group_sizes",
    "queries.study.items",
    "queries.study.questions",
    "queries.study.question_of",
    "queries.study.scale_of",
    "queries.study.retired_studies",
    "queries.study.sources",
    "queries.study.studies",
    "queries.build_info.data_version",
    "queries.build_info.moved_on",
    "queries.build_info.row_counts",
)
# What a room of a view must not know; by the beginning of its name.
CLOSED_TO = {
    "words": ("queries.database", "altair", "charts", *FACTS),
    "columns": ("queries.database", "altair", "charts", "pandas"),
    "chart": ("queries.database", "queries.study", "queries.build_info"),
    "layout": ("queries.database", "queries.study", "queries.build_info", "altair"),
    "filters": ("altair", "charts"),
    "rows": ("altair", "charts"),
    "view": ("altair", *ASKS),
}
TOP_LEVEL = ("app.py", "pages", "data", "queries", "tests", "requirements.txt")


def imported(file: Path) -> set[str]:
    """The names of all modules that a file imports, and of what it imports from them."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(name: str, packages: set[str] | tuple[str, ...]) -> bool:
    """Whether a module is one of the packages, or stands in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def files(*packages: str) -> list[Path]:
    return [file for package in packages for file in (ROOT / package).rglob("*.py")]


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", files(*MAY_IMPORT), ids=named)
def test_a_package_imports_only_what_stands_before_it(file: Path) -> None:
    allowed = MAY_IMPORT[file.relative_to(ROOT).parts[0]]
    ours = {
        node.module if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not {
        name for name in ours if name and name.split(".")[0] in OURS and not within(name, allowed)
    }


@pytest.mark.parametrize("file", files(*MAY_IMPORT), ids=named)
def test_a_library_is_known_only_where_it_belongs(file: Path) -> None:
    package = file.relative_to(ROOT).parts[0]
    for library in {name.split(".")[0] for name in imported(file)} & set(RESERVED):
        assert package in RESERVED[library]


@pytest.mark.parametrize("file", files("views"), ids=named)
def test_each_room_of_a_view_keeps_to_its_role(file: Path) -> None:
    role = next((role for role in CLOSED_TO if file.stem.split("_")[-1] == role), None)
    if role and file.parent.parent.name == "views":
        assert not {name for name in imported(file) if within(name, CLOSED_TO[role])}


def test_views_are_drawn_in_their_charts_alone() -> None:
    assert {file.stem.split("_")[-1] for file in files("views") if "altair" in imported(file)} == {
        "chart"
    }


@pytest.mark.parametrize("file", files("pages"), ids=named)
def test_pages_ask_nothing_themselves(file: Path) -> None:
    asked_of = {name for name in imported(file) if within(name, ("queries.database",))}
    assert asked_of <= {"queries.database", "queries.database.identified_once"}


def test_what_readers_look_for_first_stands_on_top() -> None:
    assert not [name for name in TOP_LEVEL if not (ROOT / name).exists()]


def test_the_folder_of_questions_holds_nothing_else() -> None:
    folders = [path.name for path in (ROOT / "queries").iterdir() if path.is_dir()]
    assert set(folders) <= {"__pycache__"}
    assert {path.suffix for path in (ROOT / "queries").iterdir() if path.is_file()} == {
        ".sql",
        ".py",
    }


def test_no_module_stands_beside_a_folder_of_its_name() -> None:
    assert not [file for file in files(*MAY_IMPORT) if file.with_suffix("").is_dir()]


def test_there_is_no_circle() -> None:
    """No file leads back to itself, however many files lie between."""
    modules = {named(file)[:-3].replace("/", "."): file for file in files(*MAY_IMPORT)}
    arrows = {
        module: {name for name in imported(file) if name in modules}
        for module, file in modules.items()
    }
    left = dict(arrows)
    while free := [module for module, leads_to in left.items() if not leads_to & left.keys()]:
        for module in free:
            del left[module]
    assert not left
