"""The database can only be read, by many at once, and is replaced under running sessions."""

import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.paths import DATABASE
from queries import database
from queries.build_info import data_version
from queries.study import group_sizes
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.filter_kinds import sql_parameters

THREADS = 8
ROUNDS = 15


@pytest.fixture
def own_database(built_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the database that the test may replace."""
    file = tmp_path / "own.duckdb"
    shutil.copy(built_database, file)
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(file))
    return file


def replace(file: Path, version: str) -> None:
    """Replace the database by one of another version, as the build does."""
    new = file.with_suffix(".new")
    shutil.copy(file, new)
    with duckdb.connect(str(new)) as connection:
        connection.execute("update build_info set data_version = $version", {"version": version})
    new.replace(file)


def version_read() -> str:
    return str(database.run("build_info")["data_version"].item())


def execute(statement: str) -> list[tuple[object, ...]]:
    with database.cursor() as own:
        return own.execute(statement).fetchall()


def test_it_can_be_read() -> None:
    assert execute("select count(*) from mitigation") == [(831,)]


@pytest.mark.parametrize(
    "statement",
    [
        "insert into answer_option values ('agreement5', 'b', 7, 'c', null, 'none', true)",
        "update study set respondents = 52",
        "delete from cell",
        "drop table cell",
        "create table mine (n integer)",
        "alter table cell add column mine integer",
        "comment on table cell is 'mine'",
    ],
)
def test_it_cannot_be_written(own_database: Path, statement: str) -> None:
    before = own_database.read_bytes()
    with duckdb.connect(str(own_database)) as writer:
        writer.execute("begin")
        writer.execute(statement)
        writer.execute("rollback")
    assert own_database.read_bytes() == before, "the statement itself must be sound"
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        execute(statement)
    assert own_database.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "from read_csv('{folder}/secret.csv')",
        "from '{folder}/secret.csv'",
        "from read_text('{folder}/secret.csv')",
        "from glob('{folder}/*')",
        "attach '{folder}/other.duckdb' as other",
        "copy study to '{folder}/study.csv'",
    ],
)
def test_no_other_file_can_be_read_or_written(tmp_path: Path, statement: str) -> None:
    (tmp_path / "secret.csv").write_text("secret\n1\n", encoding="utf-8")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    statement = statement.format(folder=tmp_path)
    with duckdb.connect() as unprotected:
        unprotected.execute("create table study (n integer)")
        unprotected.execute(statement)
    (tmp_path / "study.csv").unlink(missing_ok=True)
    with pytest.raises(duckdb.PermissionException):
        execute(statement)
    assert not (tmp_path / "study.csv").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set threads = 2",
        "set memory_limit = '1TB'",
        "reset threads",
        "pragma enable_profiling",
    ],
)
def test_settings_cannot_be_changed(statement: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        execute(statement)


def at_once(tasks: Sequence[Callable[[], pd.DataFrame]]) -> list[list[pd.DataFrame]]:
    """Run each task many times in a thread of its own, all threads starting together."""
    start = threading.Barrier(len(tasks))

    def repeat(task: Callable[[], pd.DataFrame]) -> list[pd.DataFrame]:
        start.wait()
        return [task() for _ in range(ROUNDS)]

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(repeat, tasks))


def different_filters() -> list[AgreementFilters]:
    groups = list(group_sizes("schuett2023", "affiliation"))
    by_group = [AgreementFilters(affiliation=(name,)) for name in groups]
    by_code = [
        AgreementFilters(category=(code,), split="affiliation") for code in ("1", "2", "3", "4")
    ]
    filters = [*by_group, *by_code, AgreementFilters(base="opinion")]
    assert len(filters) == THREADS
    return filters


def test_threads_asking_the_same_question_never_see_each_others_rows() -> None:
    parameters = [sql_parameters(filters) for filters in different_filters()]
    alone = [database.run("agreement", one) for one in parameters]
    tasks = [partial(database.run, "agreement", one) for one in parameters]
    for expected, answers in zip(alone, at_once(tasks), strict=True):
        assert not expected.empty
        for answer in answers:
            pd.testing.assert_frame_equal(
                answer.sort_values(["item_id", "split_group"], ignore_index=True),
                expected.sort_values(["item_id", "split_group"], ignore_index=True),
            )


def test_threads_asking_for_agreement_never_see_each_others_rows() -> None:
    several = different_filters()
    alone = [agreement(filters) for filters in several]
    tasks = [partial(agreement, filters) for filters in several]
    for expected, answers in zip(alone, at_once(tasks), strict=True):
        for answer in answers:
            pd.testing.assert_frame_equal(answer, expected)


def test_a_replaced_database_is_picked_up_by_the_running_process(own_database: Path) -> None:
    before = version_read()
    assert data_version() == before
    replace(own_database, "the next version")
    assert version_read() == "the next version"
    assert data_version() == "the next version"


def test_a_database_replaced_by_an_earlier_one_is_picked_up_as_well(
    own_database: Path, tmp_path: Path
) -> None:
    before = version_read()
    shutil.copy2(own_database, tmp_path / "kept.duckdb")
    replace(own_database, "the next version")
    assert data_version() == version_read() == "the next version"
    (tmp_path / "kept.duckdb").replace(own_database)
    assert data_version() == version_read() == before


def test_a_replaced_database_is_picked_up_while_somebody_is_still_reading_the_old_one(
    own_database: Path,
) -> None:
    before = version_read()
    query = "select data_version from build_info"
    with database.cursor() as reading:
        reading.execute(query)
        replace(own_database, "the next version")
        assert version_read() == "the next version"
        assert reading.fetchall() == [(before,)]
        assert reading.execute(query).fetchall() == [(before,)]
        assert version_read() == "the next version"


def test_every_thread_reads_one_whole_version_while_the_database_is_being_replaced(
    own_database: Path,
) -> None:
    versions = [version_read(), *(f"version {number}" for number in range(1, 6))]
    stop = threading.Event()

    def read_on() -> list[int]:
        seen = []
        while not stop.is_set():
            seen.append(versions.index(version_read()))
        return seen

    with ThreadPoolExecutor(THREADS) as pool:
        readers = [pool.submit(read_on) for _ in range(THREADS)]
        try:
            for version in versions[1:]:
                replace(own_database, version)
                assert version_read() == version
        finally:
            stop.set()
    for reader in readers:
        seen = reader.result()
        assert seen == sorted(seen)


def test_a_missing_database_says_how_to_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "missing.duckdb"
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(missing))
    with pytest.raises(database.NoDatabaseError) as refused:
        database.run("build_info")
    assert "make data" in str(refused.value)
    assert str(missing) in str(refused.value)
    with pytest.raises(database.NoDatabaseError):
        data_version()
    assert not missing.exists()


def test_without_a_setting_the_database_is_the_one_that_the_build_makes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COMMON_GROUND_DATABASE")
    assert database.path() == str(DATABASE)
