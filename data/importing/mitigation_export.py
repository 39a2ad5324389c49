"""Read the CSV export of the MIT AI Risk Mitigation Database, which must agree with our facts."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from data.building.fact_rows import Row
from data.importing.csv_file import csv_fault
from data.importing.formulas import NO_FORMULA, looks_like_a_formula
from data.importing.problems import (
    Problem,
    Problems,
    UnusableFileError,
    column,
    named,
    quoted,
    refused,
)

EXPORT = "the CSV export of the MIT AI Risk Mitigation Database"
COLUMNS = ("Action ID", "Action Name", "Action Definition", "Action Source", "MitigationCode")
# Identifier, underscore, document: "A0176_Schuett2023".
ACTION_ID = re.compile(r"(A[0-9]{4})_(.+)")
# A hyphen before an entry of a list. A spreadsheet would take it for a minus.
LIST_MARK = re.compile(r"^([^\S\n]*)-(?!\S)", re.MULTILINE)
# More than ten times the export, and little enough to keep every problem of it in memory.
MOST_BYTES = 4_000_000
# Thirty times the longest definition, and less than Python reads back unasked.
MOST_CHARACTERS = 100_000
OS_ERRORS: Mapping[type[OSError], str] = {
    FileNotFoundError: "no such file",
    IsADirectoryError: "a folder",
    PermissionError: "a file that you may not read",
}

Line = tuple[int, list[str]]


def read_content(file: Path) -> bytes:
    """The bytes of a file.

    Raises
    ------
    UnusableFileError
        If it cannot be read, or is too large to be an export.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        found = OS_ERRORS.get(type(error), f"an error ({error.strerror})")
        raise refused(Problem(found, EXPORT)) from None
    if len(content) > MOST_BYTES:
        megabytes = f"{MOST_BYTES // 1_000_000} MB"
        found, expected = f"a file of more than {megabytes}", f"{EXPORT}, which is smaller"
        raise refused(Problem(found, expected))
    return content


def read_export(content: bytes, mitigations: list[Row]) -> dict[str, str]:
    """The definition of each mitigation that has one, by identifier, from the bytes of an export.

    White space around a definition is removed; line breaks in it stay, CRLF as LF, and a hyphen
    before an entry of a list becomes a dash. Every word is kept as it is.

    Raises
    ------
    UnusableFileError
        With every problem found: the export must be whole and agree with ``mitigations``.
    """
    lines = _lines(_decoded(content))
    columns = _columns(next(lines, None))
    mitigation_of = {mitigation["mitigation_id"]: mitigation for mitigation in mitigations}
    definitions: dict[str, str] = {}
    problems = Problems()
    first_lines: dict[str, int] = {}
    try:
        for line, cells in lines:
            if len(cells) != len(columns):
                expected = f"{len(columns)}, separated by commas"
                found = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
                problems.add(Problem(found, expected, _place(line)))
                continue
            row = Row(EXPORT, line, dict(zip(columns, cells, strict=True)))
            mitigation_id = _mitigation_id(row)
            for problem in _contradictions(row, mitigation_of, first_lines):
                problems.add(problem)
            first_lines.setdefault(mitigation_id, line)
            if definition := _definition(row):
                definitions[mitigation_id] = definition
        for problem in _absences(mitigation_of, first_lines, definitions):
            problems.add(problem)
    except UnusableFileError as stopped:
        problems.add_all(stopped.problems.kept)
    if problems.count:
        raise UnusableFileError(problems)
    return definitions


def _decoded(content: bytes) -> str:
    """The text of an export, which is UTF-8 with or without byte order mark."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"the byte 0x{error.object[error.start]:02X}, which is not UTF-8 here"
        line = _line_after(error.object[: error.start].decode())
        raise refused(Problem(found, "a CSV file in UTF-8", _place(line))) from None
    if "\0" in text:
        line = _line_after(text.partition("\0")[0])
        raise refused(Problem("a NUL byte", "nothing but text", _place(line)))
    return text


def _line_after(text: str) -> int:
    """The number of the line on which the character after ``text`` stands."""
    return 1 + len(re.findall(r"\r\n|\r|\n", text))


def _lines(text: str) -> Iterator[Line]:
    """The cells of each row that is not blank, with the line of the file it starts on.

    Raises
    ------
    UnusableFileError
        At the first row whose end cannot be told; nothing after it can be told either.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    # Else a quotation mark that is never closed would look like a long cell.
    usual_limit = csv.field_size_limit(MOST_BYTES)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        expected = "a whole row of CSV; from this line on nothing was checked"
        raise refused(Problem(csv_fault(error), expected, _place(line))) from None
    finally:
        csv.field_size_limit(usual_limit)


def _columns(header: Line | None) -> list[str]:
    """The names of the columns, in the order of the file."""
    if header is None:
        raise refused(Problem("an empty file", EXPORT))
    line, cells = header
    columns = [_tidy(cell) or "(no name)" for cell in cells]
    faults = {
        "missing": [name for name in COLUMNS if name not in columns],
        "unknown": [name for name in columns if name not in COLUMNS],
        "repeated": [name for name in COLUMNS if columns.count(name) > 1],
    }
    wrong = [f"{named(names)} {fault}" for fault, names in faults.items() if names]
    if wrong:
        expected = f"just {named(COLUMNS)}, separated by commas"
        raise refused(Problem(f"columns with {', '.join(wrong)}", expected, _place(line)))
    return columns


def _mitigation_id(row: Row) -> str:
    """The part of the Action ID before the underscore."""
    return _tidy(row["Action ID"]).partition("_")[0]


def _definition(row: Row) -> str:
    lines = row["Action Definition"].replace("\r\n", "\n").strip()
    return LIST_MARK.sub(r"\1–", lines)


def _contradictions(
    row: Row, mitigations: Mapping[str, Row], first_lines: Mapping[str, int]
) -> Iterator[Problem]:
    """Where a row contradicts itself, the rows before it, or the mitigation that is held here."""
    if (length := len(row["Action Definition"])) > MOST_CHARACTERS:
        expected = f"at most {MOST_CHARACTERS:,}"
        yield Problem(f"{length:,} characters", expected, _place(row.line, "Action Definition"))
    if looks_like_a_formula(definition := _definition(row)):
        yield Problem(quoted(definition), NO_FORMULA, _place(row.line, "Action Definition"))
    action = _tidy(row["Action ID"])
    parts = ACTION_ID.fullmatch(action)
    if not parts:
        expected = 'an identifier like "A0176_Schuett2023"'
        yield Problem(quoted(action), expected, _place(row.line, "Action ID"))
        return
    mitigation_id, document = parts.groups()
    if mitigation_id in first_lines:
        found = f"{quoted(action)}, as in line {first_lines[mitigation_id]}"
        yield Problem(found, "each identifier once", _place(row.line, "Action ID"))
    if mitigation_id not in mitigations:
        expected = f"an identifier of one of the {len(mitigations)} mitigations that are held here"
        yield Problem(quoted(action), expected, _place(row.line, "Action ID"))
        yield from _difference(row, "Action Source", document)
        return
    mitigation = mitigations[mitigation_id]
    yield from _difference(row, "Action ID", f"{mitigation_id}_{mitigation['document_id']}")
    yield from _difference(row, "Action Name", mitigation["label"])
    yield from _difference(row, "Action Source", mitigation["document_id"])
    code = _tidy(row["MitigationCode"])
    if code.partition(" ")[0] != mitigation["code"]:
        expected = f'the code "{mitigation["code"]}"'
        yield Problem(quoted(code), expected, _place(row.line, "MitigationCode"))


def _difference(row: Row, name: str, expected: str) -> Iterator[Problem]:
    if _tidy(row[name]) != _tidy(expected):
        yield Problem(quoted(row[name]), quoted(expected), _place(row.line, name))


def _absences(
    mitigations: Mapping[str, Row], first_lines: Mapping[str, int], definitions: Mapping[str, str]
) -> Iterator[Problem]:
    """What an export should have but has not."""
    missing = [mitigation_id for mitigation_id in mitigations if mitigation_id not in first_lines]
    if missing:
        absent = f"no whole row for {len(missing)} of the {len(mitigations)} mitigations"
        yield Problem(f"{absent}: {named(missing)}", "one for each")
    elif not definitions:
        yield Problem("no definition in any row", "definitions", column("Action Definition"))


def _place(line: int, name: str = "") -> str:
    return f"line {line}, {column(name)}" if name else f"line {line}"


def _tidy(text: str) -> str:
    """A text on one line, without stray white space."""
    return " ".join(text.split())
