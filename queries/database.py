"""The read-only connection to the database, and the runner that binds a question's parameters."""

import os
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.paths import DATABASE as DEFAULT_DATABASE

QUESTIONS = Path(__file__).parent
ATTACHED = "survey"

T = TypeVar("T")

SqlParameters = Mapping[str, object]
ColumnArrays = dict[str, Any]
Identity = tuple[str, int, int, int]


@dataclass
class Notes:
    """What is asked while notes are taken: questions with their parameters, in order."""

    questions: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    results: dict[tuple[object, ...], Any] = field(default_factory=dict)


_lock = Lock()
# Of this thread and what it is doing, so that visitors never note one another's questions.
_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)
_identity: ContextVar[Identity | None] = ContextVar("identity", default=None)
_connections: dict[Identity, duckdb.DuckDBPyConnection] = {}


class NoDatabaseError(Exception):
    """There is no database yet; the message says how to make one."""


def path() -> str:
    """The database file: ``COMMON_GROUND_DATABASE`` if set, else the one that the build makes."""
    return os.environ.get("COMMON_GROUND_DATABASE", str(DEFAULT_DATABASE))


def identity() -> Identity:
    """What tells one database file from the one that replaced it."""
    if (known := _identity.get()) is not None:
        return known
    file = path()
    try:
        status = Path(file).stat()
    except FileNotFoundError:
        raise NoDatabaseError(f"There is no database at {file}. Make it with: make data") from None
    return file, status.st_ino, status.st_mtime_ns, status.st_size


@contextmanager
def identified_once() -> Iterator[None]:
    """Look only now, not at each question asked meanwhile, whether the file has been replaced."""
    token = _identity.set(identity())
    try:
        yield
    finally:
        _identity.reset(token)


def connection() -> duckdb.DuckDBPyConnection:
    """The one connection of this process to the current database file.

    It can only read, reads no other file, and cannot be reconfigured. A replaced file gets a new
    connection; the old one closes by itself when its last reader is done.
    """
    current = identity()
    with _lock:
        if current not in _connections:
            _connections.clear()
            _connections[current] = _open(current[0])
        return _connections[current]


def _open(file: str) -> duckdb.DuckDBPyConnection:
    # Attached, because DuckDB would give a second connection to the same path the old file as long
    # as somebody reads it.
    opened = duckdb.connect()
    quoted = file.replace("'", "''")
    opened.execute(f"attach '{quoted}' as {ATTACHED} (read_only)")
    # Every question reads a few thousand cells at most, aggregated when the database was built:
    # optimising its plan, or spreading it over threads, takes longer than running it.
    optimizers = opened.execute("select string_agg(name) from duckdb_optimizers()").fetchall()
    opened.execute("set global disabled_optimizers = $names", {"names": optimizers[0][0]})
    opened.execute("set threads = 1")
    opened.execute("set enable_external_access = false")
    opened.execute("set lock_configuration = true")
    opened.execute(f"use {ATTACHED}")
    return opened


@contextmanager
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of its own for one question, so that threads never see one another's rows."""
    with connection().cursor() as own:
        own.execute(f"use {ATTACHED}")
        yield own


@contextmanager
def notes() -> Iterator[Notes]:
    """Note every question that is asked meanwhile. Nothing that was cached before is used: its
    questions would be missing."""
    taken = Notes()
    token = _notes.set(taken)
    try:
        yield taken
    finally:
        _notes.reset(token)


@lru_cache
def statement(question: str) -> duckdb.Statement:
    """The one statement of ``queries/<question>.sql``, parsed."""
    text = (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
    with cursor() as own:
        (parsed,) = own.extract_statements(text)
    return parsed


@lru_cache
def parameter_names(question: str) -> frozenset[str]:
    """The parameters that ``queries/<question>.sql`` names."""
    return frozenset(statement(question).named_parameters)


def column_arrays(question: str, parameters: SqlParameters | None = None) -> ColumnArrays:
    """Answer a question with its columns, by name; NaN or None where a value is missing."""
    return {name: _unmasked(column) for name, column in answer(question, parameters).items()}


def run(question: str, parameters: SqlParameters | None = None) -> pd.DataFrame:
    """Answer a question with a frame."""
    return pd.DataFrame(answer(question, parameters))


def answer(question: str, parameters: SqlParameters | None) -> ColumnArrays:
    """Run ``queries/<question>.sql`` with those of the parameters that it names."""
    given, names = parameters or {}, parameter_names(question)
    bound = {name: value for name, value in given.items() if name in names}
    if (taken := _notes.get()) is not None:
        taken.questions.append((question, bound))
    with cursor() as own:
        return own.execute(statement(question), bound).fetchnumpy()


def _unmasked(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if not isinstance(column, np.ma.MaskedArray):
        return column
    if column.dtype.kind == "f":
        return column.filled(np.nan)
    return np.array(column.tolist(), dtype=object)


def cached(function: Callable[..., T]) -> Callable[..., T]:
    """Cache results for as long as the database file stays the same.

    Results are shared between sessions: callers must not change them.
    """

    @lru_cache(maxsize=256)
    def result(_database: Identity, arguments: tuple[Hashable, ...]) -> T:
        return function(*arguments)

    @wraps(function)
    def current(*arguments: Hashable) -> T:
        if (taken := _notes.get()) is None:
            return result(identity(), arguments)
        if (function, arguments) not in taken.results:
            taken.results[function, arguments] = function(*arguments)
        return taken.results[function, arguments]

    return current
