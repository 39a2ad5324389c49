"""Mutation testing: how many small faults, planted one at a time, do the tests find?

``make mutate`` draws places in ``FOLDERS`` at random, with a seed, and for each place one of Cosmic
Ray's faults. The tests that reach its line then run on a copy of the project with that fault. A
fault that no test reaches, or whose tests all pass, counts against the score; one whose tests fail,
or take many times their normal time, is found.

- Counted are places in functions and lambdas. Left out are what runs only when a module is imported
  (constants, declarations, defaults), types, SQL, and ``is`` in place of ``==``.
- Which tests reach a line is noted once: with empty caches before each test, and in processes that
  tests start too. What a fixture of several tests reaches, all of them reach; so every test meets
  a fault in the build of the database, which is built anew for each fault in ``data``.
- Tests of pages, in a browser, of examples in other languages and of speed do not take part.
- A fault meets the tests that reach it by themselves before those that do by a fixture, and the
  quickest first, until they would normally take ``TEST_SECONDS``; the report says how many ran.
- In the end the tests that found faults run once without any: there they must pass.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from compileall import compile_dir
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from py_compile import PycInvalidationMode
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.mutation.faults import Fault, change, draw_faults, with_fault
from tests.mutation.reached import NotedTest, read_notes, settings_to_note, tests_that_reach

ROOT = Path(__file__).parents[2]
FOLDERS = ("queries", "analysis", "data")
TESTS = ("data", "analysis", "queries", "views", "api", "exports", "charts")
LEFT_BEHIND = (".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.duckdb*", "imports")
BUILD = "import pathlib, data.build as b; b.build(b.DATA, pathlib.Path('built.duckdb'))"
TEST_SECONDS = 90.0
# Tests take too long at this many times the normal time of themselves and of their start.
PATIENCE = 5
START_SECONDS = 20.0


@dataclass(frozen=True)
class Verdict:
    """``tests`` are those that found the fault, or else those that ran."""

    fault: Fault
    outcome: str
    change: str
    found: bool
    tests: Sequence[str]

    def __str__(self) -> str:
        operator = self.fault.operator.removeprefix("core/")
        return f"{self.outcome}: {self.fault.file}:{self.fault.line} {operator}: {self.change}"


def copy_project(folder: Path) -> Path:
    """A copy whose files are compiled again when their content changes, and its database."""
    tree = folder / "project"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    compile_dir(tree, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    subprocess.run([sys.executable, "-c", BUILD], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    return tree


def run_tests(
    tree: Path,
    tests: Sequence[str],
    *options: str,
    environment: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> str | None:
    """What pytest says if a test of ``tree`` fails or they take too long; None if all pass."""
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", "--import-mode=importlib", "-q"]
    command += ["--tb=no", "-rfE", "--hypothesis-seed=0", *options, *tests]
    process = subprocess.Popen(
        command,
        cwd=tree,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said = process.communicate(timeout=seconds)[0].decode()
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return "Too slow"
    return said if process.returncode else None


def within_time(names: Sequence[str], tests: Mapping[str, NotedTest]) -> Sequence[str]:
    """As many of the first tests as take ``TEST_SECONDS``, and one at least."""
    passed = accumulate(tests[name].seconds for name in names)
    return names[: max(1, sum(seconds <= TEST_SECONDS for seconds in passed))]


def judge(
    tree: Path, fault: Fault, names: Sequence[str], tests: Mapping[str, NotedTest]
) -> Verdict | None:
    """What the tests make of a fault; None if it is no Python."""
    file = tree / fault.file
    source = file.read_text(encoding="utf-8")
    if (faulty := with_fault(source, fault)) is None:
        return None
    told = change(source, faulty)
    if not names:
        return Verdict(fault, "no test reaches", told, False, [])
    ran = within_time(names, tests)
    seconds = PATIENCE * (START_SECONDS + sum(tests[name].seconds for name in ran))
    keeps_database = not fault.file.startswith("data/")
    environment = {"COMMON_GROUND_BUILT": str(tree / "built.duckdb")} if keeps_database else {}
    file.write_text(faulty, encoding="utf-8")
    try:
        said = run_tests(tree, ran, "--exitfirst", environment=environment, seconds=seconds)
    finally:
        file.write_text(source, encoding="utf-8")
    if said is None:
        return Verdict(fault, f"survived {len(ran)} of {len(names)} tests", told, False, ran)
    finders = [name for name in ran if f"FAILED {name}" in said or f"ERROR {name}" in said]
    return Verdict(fault, "found", told, True, finders or ran)


def judge_faults(trees: Sequence[Path], wanted: int, seed: int) -> list[Verdict]:
    """What the tests make of the first faults of a draw, as many at a time as there are trees."""
    reached, tests = read_notes(trees[0])
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def judged(given: tuple[Fault, Sequence[str]]) -> Verdict | None:
        tree = free.get()
        try:
            verdict = judge(tree, *given, tests)
        finally:
            free.put(tree)
        if verdict:
            print(verdict, flush=True)
        return verdict

    drawn = (
        (one, tests_that_reach(one, reached, tests)) for one in draw_faults(trees[0], FOLDERS, seed)
    )
    candidates = ((fault, names) for fault, names in drawn if names is not None)
    verdicts: list[Verdict] = []
    with ThreadPoolExecutor(len(trees)) as pool:
        while batch := list(islice(candidates, wanted - len(verdicts))):
            verdicts += [verdict for verdict in pool.map(judged, batch) if verdict]
    return verdicts


def main() -> int:
    parser = argparse.ArgumentParser(description="Plant faults and see how many the tests find.")
    parser.add_argument("--faults", type=int, default=160, help="how many (default: 160)")
    parser.add_argument("--seed", type=int, default=20261129, help="of the draw of faults")
    parser.add_argument("--report", type=Path, required=True, help="the file to write")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        tree = copy_project(Path(folder))
        tests = [f"tests/{name}" for name in TESTS if (tree / "tests" / name).is_dir()]
        notes = settings_to_note(tree, FOLDERS)
        if said := run_tests(tree, tests, "-p", "tests.mutation.reached", environment=notes):
            print(f"Tests that fail without a fault do not take part:\n{said[-2000:]}")
        copies = [Path(folder) / f"copy_{i}" for i in range(1, os.cpu_count() or 1)]
        notes_of_processes = shutil.ignore_patterns(".coverage*")
        trees = [tree, *(shutil.copytree(tree, one, ignore=notes_of_processes) for one in copies)]
        verdicts = judge_faults(trees, asked.faults, asked.seed)
        finders = {name for verdict in verdicts if verdict.found for name in verdict.tests}
        unsound = run_tests(tree, sorted(finders))
    found = sum(verdict.found for verdict in verdicts)
    score = f"{found} of {len(verdicts)} faults found ({found / len(verdicts):.1%})"
    lines = [*sorted(map(str, verdicts)), f"{score}, seed {asked.seed}", ""]
    asked.report.write_text("\n".join(lines), encoding="utf-8")
    print(score)
    if unsound:
        print(f"Tests that found faults fail without any:\n{unsound}")
    return int(bool(unsound))


if __name__ == "__main__":
    sys.exit(main())
