"""What each test reaches, how long it takes and whether it passes, noted as a plugin of pytest."""

import functools
import gc
import json
import os
from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from coverage import Coverage, CoverageData

from tests.mutation.faults import Fault

REACHED_BY = "COMMON_GROUND_REACHED_BY"
NOTED = "noted_tests.json"


@dataclass
class NotedTest:
    seconds: float = 0.0
    passed: bool = True
    fixtures: tuple[str, ...] = ()


noted: dict[str, NotedTest] = {}


def reached_by(context: str) -> str:
    """Note what is reached from now on under ``context``; returns what it was noted under."""
    before = os.environ[REACHED_BY]
    os.environ[REACHED_BY] = context  # for processes that the test starts
    if coverage := Coverage.current():
        coverage.switch_context(context)
    return before


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    for found in gc.get_objects():
        if isinstance(found, functools._lru_cache_wrapper):
            found.cache_clear()
    before = reached_by(item.nodeid)
    try:
        return (yield)
    finally:
        reached_by(before)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object],
) -> Generator[None, object, object]:
    shared = fixturedef.scope != "function"
    name = f"|{fixturedef.baseid}|{fixturedef.argname}"
    before = reached_by(name if shared else os.environ[REACHED_BY])
    try:
        return (yield)
    finally:
        reached_by(before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    test = noted.setdefault(item.nodeid, NotedTest())
    test.seconds += report.duration
    test.passed &= report.passed
    test.fixtures = tuple(item.fixturenames)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    tests = {name: asdict(test) for name, test in noted.items()}
    (session.config.rootpath / NOTED).write_text(json.dumps(tests), encoding="utf-8")


def settings_to_note(tree: Path, folders: tuple[str, ...]) -> dict[str, str]:
    """The environment in which every process notes what it reaches in ``folders``."""
    settings = tree / "coverage.ini"
    settings.write_text(
        f"[run]\nsource = {','.join(name for name in folders if (tree / name).is_dir())}\n"
        f"context = ${{{REACHED_BY}-}}\ndata_file = {tree / '.coverage'}\n"
        "parallel = true\nsigterm = true\nrelative_files = true\n"
    )
    return {"COVERAGE_PROCESS_START": str(settings), REACHED_BY: ""}


def read_notes(tree: Path) -> tuple[CoverageData, dict[str, NotedTest]]:
    """What was reached, and the tests that passed."""
    coverage = Coverage(config_file=str(tree / "coverage.ini"))
    coverage.combine([str(tree)])
    notes = json.loads((tree / NOTED).read_text(encoding="utf-8"))
    tests = {name: NotedTest(**test) for name, test in notes.items()}
    return coverage.get_data(), {name: test for name, test in tests.items() if test.passed}


def tests_that_reach(
    fault: Fault, reached: CoverageData, tests: Mapping[str, NotedTest]
) -> list[str] | None:
    """In the order in which they are to run; None if the fault is reached at import only."""
    by_line = reached.contexts_by_lineno(fault.file)
    statement = range(fault.first, fault.last + 1)
    contexts = set(by_line.get(fault.line, ())) or {
        context for line in statement for context in by_line.get(line, ())
    }
    if contexts == {""}:
        return None
    fixtures = [context.split("|")[1:] for context in contexts if context.startswith("|")]
    by_fixture = {
        name
        for base, fixture in fixtures
        for name, test in tests.items()
        if name.startswith(base) and fixture in test.fixtures
    }
    found = (contexts & tests.keys()) | by_fixture
    return sorted(found, key=lambda name: (name not in contexts, tests[name].seconds, name))
