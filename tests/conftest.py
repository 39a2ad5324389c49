"""Every test reads a database of its own making, never the one under ``data``."""

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data.build import build
from data.paths import DATA
from tests.bench.servers import this_app
from tests.invented_panel import STUDY as INVENTED
from tests.invented_panel import build_invented_panels
from tests.small_groups import ChangeFacts, build_small_groups

FactRow = dict[str, str]
Facts = dict[str, list[FactRow]]

# A slow machine is no failure. Some examples of each property, and many.
settings.register_profile("untimed", settings.default, deadline=None, max_examples=40)
settings.register_profile("hard", settings.default, deadline=None, max_examples=400)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))


def read_facts(data: Path) -> Facts:
    facts = {}
    for file in sorted((data / "facts").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            facts[file.stem] = list(csv.DictReader(lines))
    return facts


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The rows of every file of facts, by the file's name."""
    return read_facts(DATA)


@pytest.fixture(scope="session", autouse=True)
def imports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder of imports: what a developer has imported must change no test."""
    folder = tmp_path_factory.mktemp("imports")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_IMPORTS", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def built_database(imports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The database that the facts give; what every query of this session reads.

    ``COMMON_GROUND_BUILT`` may name it, already built from these facts by this code.
    """
    database = tmp_path_factory.mktemp("database") / "common_ground.duckdb"
    if built := os.environ.get("COMMON_GROUND_BUILT"):
        shutil.copy(built, database)
    else:
        build(DATA, database, report=lambda line: None)
    before = os.environ.get("COMMON_GROUND_DATABASE")
    os.environ["COMMON_GROUND_DATABASE"] = str(database)
    yield database
    if before is None:
        del os.environ["COMMON_GROUND_DATABASE"]
    else:
        os.environ["COMMON_GROUND_DATABASE"] = before


@pytest.fixture(scope="session")
def copy_inputs() -> Callable[[Path], Path]:
    """Copy everything that the build reads into a new folder."""

    def copy(to: Path) -> Path:
        built = shutil.ignore_patterns("*.duckdb*", "*.partial*", "__pycache__")
        return Path(shutil.copytree(DATA, to, ignore=built))

    return copy


@pytest.fixture
def inputs(tmp_path: Path, copy_inputs: Callable[[Path], Path]) -> Path:
    """A copy of everything that the build reads, to be changed at will."""
    return copy_inputs(tmp_path / "data")


@pytest.fixture(scope="session")
def change_facts() -> ChangeFacts:
    """Replace the rows of one file of facts with what a function makes of them."""

    def change(data: Path, name: str, edit: Callable[[list[FactRow]], list[FactRow]]) -> None:
        rows = read_facts(data)[name]
        columns = list(rows[0])
        with (data / "facts" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(edit(rows))

    return change


@pytest.fixture(scope="session")
def small_groups_database(
    tmp_path_factory: pytest.TempPathFactory,
    copy_inputs: Callable[[Path], Path],
    change_facts: ChangeFacts,
) -> Path:
    """The database of small groups, built when the first test asks for it."""
    folder = tmp_path_factory.mktemp("small_groups")
    return build_small_groups(copy_inputs(folder / "data"), change_facts)


@pytest.fixture
def small_groups(small_groups_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries of the test read the database of small groups."""
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(small_groups_database))


@pytest.fixture(scope="session")
def invented_panels_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database with the invented panels, built when the first test asks for it."""
    return build_invented_panels(tmp_path_factory.mktemp("invented_panels"))


@pytest.fixture
def invented_panels(invented_panels_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries of the test read the database with the invented panels."""
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(invented_panels_database))


@pytest.fixture(autouse=True)
def database_of_the_parameters(request: pytest.FixtureRequest) -> None:
    """A test whose parameters name an invented panel reads the database that has it."""
    given = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    if any(INVENTED in str(value) for value in given.values()):
        request.getfixturevalue("invented_panels")


@pytest.fixture(scope="module")
def invented_panels_throughout(invented_panels_database: Path) -> Iterator[None]:
    """Queries of all tests of a module, and of its fixtures, read that database."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_DATABASE", str(invented_panels_database))
        yield


@pytest.fixture(scope="session")
def server(built_database: Path) -> Iterator[str]:
    """The address of this app, served as ``make run`` does."""
    with this_app() as stream:
        yield stream.replace("ws://", "http://").removesuffix("/_stcore/stream")
