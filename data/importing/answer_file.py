"""Load a file of answers, of whatever kind, into DuckDB as it is: the table or view ``given``."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from data.importing.csv_file import column_places, csv_batches
from data.importing.description import Description
from data.importing.problems import Problem, Problems, printable, refused
from data.importing.spss_file import SpssError, spss_as_parquet

KINDS = {".csv": "CSV", ".tsv": "CSV", ".txt": "CSV", ".parquet": "Parquet", ".sav": "SPSS"}
EXPECTED = "a CSV, Parquet or SPSS (.sav) file"
BEGINNINGS = {b"PAR1": "Parquet", b"$FL2": "SPSS"}
# What is refused without being opened; a workbook of Excel is a zip file too.
OTHER_BEGINNINGS = {
    b"PK\x03\x04": "a zip file or a workbook (.xlsx)",
    b"PK\x05\x06": "an empty zip file",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"(\xb5/\xfd": "a zstd file",
    b"7z\xbc\xaf": "a 7z file",
    b"Rar!": "a RAR file",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls)",
    b"%PDF": "a PDF",
    b"$FL3": "a compressed SPSS file (.zsav)",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
# Names of the columns of ``given`` besides the row and the answers.
STANDARD = ("respondent", "weight", "affiliation", "expertise", "item", "risk_area", "answer")
EVERY = 5_000_000

Report = Callable[[str], None]


def load(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    description: Description,
    folder: Path,
    report: Report = print,
) -> Problems:
    """Make ``given`` of a file: its rows, with their numbers and the columns that are described.

    Its columns are ``row``, those of ``STANDARD`` (null where the file has none), ``answer_0`` and
    so on for ``description.answer_columns``, and ``preferred_0`` and so on for
    ``description.preferred``; a blank cell is null. ``folder`` is one for files that are needed as
    long as the connection is.
    Returns what is wrong with single rows.

    Raises
    ------
    UnusableFileError
        If the file cannot be read, is of another kind, or lacks a column.
    """
    kind = _kind(file)
    columns = columns_to_read(description)
    problems = Problems()
    if kind == "CSV":
        delimiter, header = description.delimiter, description.header
        _store(connection, csv_batches(file, delimiter, header, columns, problems), columns, report)
        return problems
    try:
        if kind == "SPSS":
            file = spss_as_parquet(file, columns, folder)
            columns = {called: called for called in columns}
        _view_parquet(connection, file, columns, folder)
    except (SpssError, duckdb.Error, OSError) as error:
        raise refused(_unreadable(kind, error)) from None
    rows, *_ = connection.execute("select count(*) from given").fetchall()[0]
    report(f"    {rows:,} rows")
    return problems


def columns_to_read(description: Description) -> dict[str, str]:
    """The columns of the file that are read, by what they are called in ``given``."""
    return {
        **description.columns,
        **{f"answer_{i}": answer.column for i, answer in enumerate(description.answer_columns)},
        **{f"preferred_{i}": name for i, name in enumerate(description.preferred.values())},
    }


def _kind(file: Path) -> str:
    """The kind of a file, told by how it begins."""
    if file.is_dir():
        raise refused(Problem("a folder", EXPECTED))
    try:
        if not file.is_file():
            raise refused(Problem("no such file", EXPECTED))
        with file.open("rb") as opened:
            beginning = opened.read(8)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise refused(Problem(found, EXPECTED)) from None
    for start, found in OTHER_BEGINNINGS.items():
        if beginning.startswith(start):
            raise refused(Problem(found, EXPECTED))
    kind = next((kind for start, kind in BEGINNINGS.items() if beginning.startswith(start)), "CSV")
    expected = KINDS.get(file.suffix.lower(), kind)
    if not beginning:
        raise refused(Problem("an empty file", "answers"))
    if kind != expected:
        found = f"a file that is named {file.suffix} but is not {expected}"
        raise refused(Problem(found, EXPECTED))
    return kind


def _view_parquet(
    connection: duckdb.DuckDBPyConnection, file: Path, columns: Mapping[str, str], folder: Path
) -> None:
    # A name of its own: one with an asterisk, say, would be taken for a pattern.
    link = folder / "given.parquet"
    link.symlink_to(file.resolve())
    rows = connection.read_parquet(str(link), file_row_number=True)
    types = {name: str(kind) for name, kind in zip(rows.columns, rows.types, strict=True)}
    column_places(rows.columns, columns)
    selected = [
        f"{_text_of(columns[name], types)} as {name}"
        if name in columns
        else f"null::varchar as {name}"
        for name in dict.fromkeys([*STANDARD, *columns])
    ]
    given = ["file_row_number + 2 as row", *selected]
    rows.project(", ".join(given)).create_view("given")


def _text_of(name: str, types: Mapping[str, str]) -> str:
    """SQL for a column as text, whole numbers without decimals."""
    identifier = '"' + name.replace('"', '""') + '"'
    text = f"{identifier}::varchar"
    if re.match("FLOAT|DOUBLE|DECIMAL", types[name]):
        text = f"regexp_replace({text}, '[.]0+$', '')"
    return f"cell({text})"


def _unreadable(kind: str, error: Exception) -> Problem:
    """What to say of a file that a library cannot read."""
    reason = " ".join(str(error).split())[:200]
    return Problem(f"a file that cannot be read as {kind} ({printable(reason)})", EXPECTED)


def _store(
    connection: duckdb.DuckDBPyConnection,
    batches: Iterator[pa.RecordBatch],
    columns: Mapping[str, str],
    report: Report,
) -> None:
    """Make the table ``given`` of batches of rows.

    What goes wrong in a batch is raised as it is, which DuckDB does not do.
    """
    schema = pa.schema([("row", pa.int64()), *((name, pa.string()) for name in columns)])
    failures: list[Exception] = []

    def until_failure() -> Iterator[pa.RecordBatch]:
        read, reported = 0, 0
        try:
            for batch in batches:
                yield batch
                read += len(batch)
                if read >= reported + EVERY:
                    reported = read
                    report(f"    {read:,} rows")
        except Exception as error:
            failures.append(error)

    reader = pa.RecordBatchReader.from_batches(schema, until_failure())
    nulls = [f"null::varchar as {name}" for name in STANDARD if name not in columns]
    given = ["row", "cell(columns(* exclude row))", *nulls]
    connection.from_arrow(reader).project(", ".join(given)).create("given")
    if failures:
        raise failures[0]
