"""Read the rows of a CSV file of answers, however large, a few at a time."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TextIO

import pyarrow as pa

from data.importing.problems import (
    Problem,
    Problems,
    UnusableFileError,
    column,
    named,
    quoted,
    refused,
)

# More than the longest answer to an open question; a cell that is longer is a fault of the file.
MOST_CHARACTERS = 1_000_000
LONGEST_LINE = 16_000_000
# What is held in memory at once. (20,000 rows were read at half the speed.)
MOST_ROWS = 500
MOST_BYTES = 32_000_000
FEW = 50
CHUNK = 2**20
QUALTRICS_HEADERS = 3
QUALTRICS_MARK = '{"ImportId"'
CSV_ERRORS = {
    "unexpected end": "a quotation mark that is never closed, as if the file were cut off",
    "expected after": "a quotation mark that is missing, or one inside a cell that is not doubled",
    "field limit": (
        f"a cell of more than {MOST_CHARACTERS:,} characters, or a quotation mark that is never "
        "closed"
    ),
}

Rows = list[list[str]]


def csv_batches(
    file: Path, delimiter: str, header: str, columns: Mapping[str, str], problems: Problems
) -> Iterator[pa.RecordBatch]:
    """The rows of a CSV file with their numbers, as a spreadsheet numbers them, in batches.

    ``columns`` are the columns to read, by what they are to be called. Blank rows are left out;
    so are rows with too few or too many cells, which are added to ``problems``.

    Raises
    ------
    UnusableFileError
        If the file is not CSV in UTF-8, or lacks a column.
    """
    _check_lines(file)
    try:
        with _opened(file) as text, _long_cells():
            reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
            names, data, row = _after_header(reader, header)
            places = column_places([name.strip() for name in names], columns)
            while rows := _next_rows(data, text.buffer):
                yield _batch(rows, row, len(names), places, problems)
                row += len(rows)
    except (csv.Error, UnicodeError):
        raise refused(_first_fault(file, delimiter)) from None


def _check_lines(file: Path) -> None:
    """Check that every line can be held in memory.

    Raises
    ------
    UnusableFileError
        If one is too long.
    """
    length = 0
    with file.open("rb") as binary:
        while chunk := binary.read(CHUNK):
            end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            length = length + len(chunk) if end < 0 else len(chunk) - end - 1
            if length > LONGEST_LINE:
                found = f"a line of more than {LONGEST_LINE:,} bytes"
                raise refused(Problem(found, "a CSV file, one row a respondent or answer"))


@contextmanager
def _long_cells() -> Iterator[None]:
    """Read longer cells than Python does unasked."""
    usual_limit = csv.field_size_limit(MOST_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(usual_limit)


def _opened(file: Path, errors: str = "strict") -> TextIO:
    return file.open(encoding="utf-8-sig", errors=errors, newline="")


def _lines(text: TextIO) -> Iterator[str]:
    """The lines of a file, of which few are held at once."""
    while lines := text.readlines(CHUNK):
        if text.errors == "strict" and "\0" in "".join(lines):
            raise csv.Error("NUL")
        yield from lines


def _after_header(
    reader: Iterator[list[str]], header: str
) -> tuple[list[str], Iterator[list[str]], int]:
    """The names of the columns, the rows after the header, and the number of the first of them."""
    first = list(islice(reader, QUALTRICS_HEADERS))
    if not first:
        raise refused(Problem("an empty file", "answers"))
    marked = len(first) == QUALTRICS_HEADERS and any(
        cell.startswith(QUALTRICS_MARK) for cell in first[-1]
    )
    if header == "plain" and marked:
        expected = 'header = "qualtrics" in the description, under [file]'
        raise refused(Problem("the three header rows of Qualtrics", expected, row=3))
    if header == "qualtrics" and not marked:
        expected = 'the third header row of Qualtrics, with {"ImportId": ...} in each cell'
        raise refused(Problem("another row", expected, row=3))
    if marked:
        return first[0], reader, 1 + QUALTRICS_HEADERS
    return first[0], chain(first[1:], reader), 2


def column_places(names: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """The place of each of some columns among all of a file, by what it is to be called.

    Raises
    ------
    UnusableFileError
        If one is not there, or there twice.
    """
    problems = Problems()
    if missing := [name for name in columns.values() if name not in names]:
        found = f"the column{'s' * (len(names) > 1)} {named(names)}"
        hint = " (is the delimiter right?)" if len(names) == 1 else ""
        problems.add(Problem(f"{found}{hint}", f"{named(missing)} among them", row=1))
    for name in columns.values():
        if names.count(name) > 1:
            found = f"{names.count(name)} columns of this name"
            problems.add(Problem(found, "one", column(name), row=1))
    if problems.count:
        raise UnusableFileError(problems)
    return {called: names.index(name) for called, name in columns.items()}


def _next_rows(data: Iterator[list[str]], binary: BinaryIO) -> Rows:
    """As many rows as are to be held in memory at once."""
    rows: Rows = []
    end = binary.tell() + MOST_BYTES
    while len(rows) < MOST_ROWS and binary.tell() < end:
        few = list(islice(data, FEW))
        if not few:
            break
        rows += few
    return rows


def _batch(
    rows: Rows, row: int, width: int, places: Mapping[str, int], problems: Problems
) -> pa.RecordBatch:
    """Some columns of some rows, the first of which is numbered ``row``."""
    numbers = list(range(row, row + len(rows)))
    if set(map(len, rows)) != {width}:
        numbers, rows = _whole_rows(rows, row, width, problems)
    cells = list(zip(*rows, strict=True)) or [()] * width
    arrays = {called: pa.array(cells[place], pa.string()) for called, place in places.items()}
    return pa.record_batch({"row": pa.array(numbers, pa.int64()), **arrays})


def _whole_rows(rows: Rows, row: int, width: int, problems: Problems) -> tuple[list[int], Rows]:
    """The rows that have as many cells as there are columns, with their numbers."""
    whole = []
    for number, cells in enumerate(rows, start=row):
        if len(cells) == width:
            whole.append((number, cells))
        elif any(cell.strip() for cell in cells):
            found = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
            problems.add(Problem(found, f"{width}, as in the header", row=number))
    return [number for number, _ in whole], [cells for _, cells in whole]


def _first_fault(file: Path, delimiter: str) -> Problem:
    """What first makes a file no CSV in UTF-8, found by reading it once more."""
    row = 0
    names: list[str] = []
    with _opened(file, errors="surrogateescape") as text, _long_cells():
        reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
        try:
            for row, cells in enumerate(reader, start=1):
                names = names or cells
                for place, cell in enumerate(cells):
                    if found := _fault(cell):
                        name = column(names[place]) if row > 1 and place < len(names) else ""
                        return Problem(found, "nothing but text in UTF-8", name, row)
        except csv.Error as error:
            expected = "a whole row of CSV; from this row on nothing was checked"
            return Problem(csv_fault(error), expected, row=row + 1)
    return Problem("bytes that are not UTF-8", "a CSV file in UTF-8")


def csv_fault(error: csv.Error) -> str:
    """What is wrong with a file of which Python cannot read a row, in words."""
    return next((fault for text, fault in CSV_ERRORS.items() if text in str(error)), "no CSV")


def _fault(cell: str) -> str | None:
    """What makes the text of a cell none, if anything."""
    if "\0" in cell:
        return f"a NUL byte in {quoted(cell)}"
    try:
        cell.encode()
    except UnicodeEncodeError:
        shown = quoted(cell.encode(errors="surrogateescape").decode(errors="replace"))
        return f"{shown}, which is not UTF-8 (save the file as CSV UTF-8)"
    return None
