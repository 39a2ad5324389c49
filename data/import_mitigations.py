"""Import the official definitions of mitigations: ``python -m data.import_mitigations FILE``.

The file is the CSV export of the MIT AI Risk Mitigation Database. Each row must agree with the
mitigation that is held here; if one does not, every disagreement is named and nothing changes.
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.build import DATA, DATABASE, build
from data.facts import ContradictoryFactsError, Row, read_rows
from data.formulas import NO_FORMULA, looks_like_a_formula
from data.imported import DEFINITIONS, imports_folder, put_back_on_failure, save_definitions
from data.problems import printable, quoted

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
MOST_PRINTED = 50
MOST_NAMED = 5
OS_ERRORS: Mapping[type[OSError], str] = {
    FileNotFoundError: "no such file",
    IsADirectoryError: "a folder",
    PermissionError: "a file that you may not read",
}
CSV_ERRORS = {
    "unexpected end": "a quotation mark that is never closed, as if the file were cut off",
    "expected after": "a quotation mark that is missing, or one inside a cell that is not doubled",
}

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, and where; what was found is worded or shortened for display."""

    found: str
    expected: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        places = [] if self.line is None else [f"line {self.line}"]
        places += [] if self.column is None else [f'column "{self.column}"']
        place = f"{', '.join(places)}: " if places else ""
        return f"{place}found {self.found}; expected {self.expected}"


class UnusableExportError(Exception):
    """A file cannot be imported; ``problems`` holds every reason, by line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def read_content(file: Path) -> bytes:
    """The bytes of a file.

    Raises
    ------
    UnusableExportError
        If it cannot be read, or is too large to be an export.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        found = OS_ERRORS.get(type(error), f"an error ({error.strerror})")
        raise UnusableExportError([Problem(found, EXPORT)]) from None
    if len(content) > MOST_BYTES:
        megabytes = f"{MOST_BYTES // 1_000_000} MB"
        found, expected = f"a file of more than {megabytes}", f"{EXPORT}, which is smaller"
        raise UnusableExportError([Problem(found, expected)])
    return content


def read_export(content: bytes, mitigations: list[Row]) -> dict[str, str]:
    """The definition of each mitigation that has one, by identifier, from the bytes of an export.

    White space around a definition is removed; line breaks in it stay, CRLF as LF, and a hyphen
    before an entry of a list becomes a dash. Every word is kept as it is.

    Raises
    ------
    UnusableExportError
        With every problem found: the export must be whole and agree with ``mitigations``.
    """
    lines = _lines(_decoded(content))
    columns = _columns(next(lines, None))
    held = {mitigation["mitigation_id"]: mitigation for mitigation in mitigations}
    definitions: dict[str, str] = {}
    problems: list[Problem] = []
    first_lines: dict[str, int] = {}
    try:
        for line, cells in lines:
            if len(cells) != len(columns):
                expected = f"{len(columns)}, separated by commas"
                found = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
                problems.append(Problem(found, expected, line))
                continue
            row = Row(EXPORT, line, dict(zip(columns, cells, strict=True)))
            mitigation_id = _mitigation_id(row)
            problems += _contradictions(row, held, first_lines)
            first_lines.setdefault(mitigation_id, line)
            if definition := _definition(row):
                definitions[mitigation_id] = definition
        problems += _absences(held, first_lines, definitions)
    except UnusableExportError as stopped:
        problems += stopped.problems
    if problems:
        raise UnusableExportError(problems)
    return definitions


def _decoded(content: bytes) -> str:
    """The text of an export, which is UTF-8 with or without byte order mark."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"the byte 0x{error.object[error.start]:02X}, which is not UTF-8 here"
        line = _line_after(error.object[: error.start].decode())
        raise UnusableExportError([Problem(found, "a CSV file in UTF-8", line)]) from None
    if "\0" in text:
        line = _line_after(text.partition("\0")[0])
        raise UnusableExportError([Problem("a NUL byte", "nothing but text", line)])
    return text


def _line_after(text: str) -> int:
    """The number of the line on which the character after ``text`` stands."""
    return 1 + len(re.findall(r"\r\n|\r|\n", text))


def _lines(text: str) -> Iterator[Line]:
    """The cells of each row that is not blank, with the line of the file it starts on.

    Raises
    ------
    UnusableExportError
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
        found = next((found for end, found in CSV_ERRORS.items() if end in str(error)), str(error))
        expected = "a whole row of CSV; from this line on nothing was checked"
        raise UnusableExportError([Problem(found, expected, line)]) from None
    finally:
        csv.field_size_limit(usual_limit)


def _columns(header: Line | None) -> list[str]:
    """The names of the columns, in the order of the file."""
    if header is None:
        raise UnusableExportError([Problem("an empty file", EXPORT)])
    line, cells = header
    columns = [_tidy(cell) for cell in cells]
    faults = {
        "missing": [column for column in COLUMNS if column not in columns],
        "unknown": [column for column in columns if column not in COLUMNS],
        "repeated": [column for column in COLUMNS if columns.count(column) > 1],
    }
    found = [f"{_named(_names(names))} {fault}" for fault, names in faults.items() if names]
    if found:
        expected = f"just {', '.join(_names(COLUMNS))}, separated by commas"
        problem = Problem(f"columns with {', '.join(found)}", expected, line)
        raise UnusableExportError([problem])
    return columns


def _mitigation_id(row: Row) -> str:
    """The part of the Action ID before the underscore."""
    return _tidy(row["Action ID"]).partition("_")[0]


def _definition(row: Row) -> str:
    lines = row["Action Definition"].replace("\r\n", "\n").strip()
    return LIST_MARK.sub(r"\1–", lines)


def _contradictions(
    row: Row, held: Mapping[str, Row], first_lines: Mapping[str, int]
) -> Iterator[Problem]:
    """Where a row contradicts itself, the rows before it, or the mitigation that is held here."""
    if (length := len(row["Action Definition"])) > MOST_CHARACTERS:
        expected = f"at most {MOST_CHARACTERS:,}"
        yield Problem(f"{length:,} characters", expected, row.line, "Action Definition")
    if looks_like_a_formula(definition := _definition(row)):
        yield Problem(quoted(definition), NO_FORMULA, row.line, "Action Definition")
    action = _tidy(row["Action ID"])
    parts = ACTION_ID.fullmatch(action)
    if not parts:
        expected = 'an identifier like "A0176_Schuett2023"'
        yield Problem(quoted(action), expected, row.line, "Action ID")
        return
    mitigation_id, document = parts.groups()
    if mitigation_id in first_lines:
        found = f"{quoted(action)}, as in line {first_lines[mitigation_id]}"
        yield Problem(found, "each identifier once", row.line, "Action ID")
    if mitigation_id not in held:
        expected = f"an identifier of one of the {len(held)} mitigations that are held here"
        yield Problem(quoted(action), expected, row.line, "Action ID")
        yield from _difference(row, "Action Source", document)
        return
    mitigation = held[mitigation_id]
    yield from _difference(row, "Action ID", f"{mitigation_id}_{mitigation['document_id']}")
    yield from _difference(row, "Action Name", mitigation["label"])
    yield from _difference(row, "Action Source", mitigation["document_id"])
    code = _tidy(row["MitigationCode"])
    if code.partition(" ")[0] != mitigation["code"]:
        expected = f'the code "{mitigation["code"]}"'
        yield Problem(quoted(code), expected, row.line, "MitigationCode")


def _difference(row: Row, column: str, expected: str) -> Iterator[Problem]:
    if _tidy(row[column]) != _tidy(expected):
        yield Problem(quoted(row[column]), quoted(expected), row.line, column)


def _absences(
    held: Mapping[str, Row], first_lines: Mapping[str, int], definitions: Mapping[str, str]
) -> Iterator[Problem]:
    """What an export should have but has not."""
    missing = [mitigation_id for mitigation_id in held if mitigation_id not in first_lines]
    if missing:
        found = f"no whole row for {len(missing)} of the {len(held)} mitigations: {_named(missing)}"
        yield Problem(found, "one for each")
    elif not definitions:
        yield Problem("no definition in any row", "definitions", None, "Action Definition")


def _names(columns: Iterable[str]) -> list[str]:
    return [quoted(column) if column else '""' for column in columns]


def _named(names: list[str]) -> str:
    """The first few of some names, and how many more there are."""
    further = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {further} more" if further > 0 else "")


def _tidy(text: str) -> str:
    """A text on one line, without stray white space."""
    return " ".join(text.split())


def refusal(file: Path, problems: list[Problem]) -> str:
    """Tell a user why a file was not imported, one line a problem."""
    number = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    further = len(problems) - MOST_PRINTED
    return "\n".join(
        [
            f"{printable(str(file))} was not imported and nothing was changed: {number}.",
            *map(str, problems[:MOST_PRINTED]),
            *([f"... and {further} more"] if further > 0 else []),
        ]
    )


def argument_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.import_mitigations",
        description=(
            "Import the official definitions of mitigations, so that the pages show them. "
            "The definitions stay on this machine and are kept when the database is rebuilt."
        ),
        epilog=(
            "The file is checked first. If anything in it is not as expected, every problem is "
            "listed with its line and column, and nothing is changed. Importing again replaces "
            "what was imported before. The definitions are kept in the folder imports, or in the "
            "one that the environment variable COMMON_GROUND_IMPORTS names."
        ),
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help=f"{EXPORT} (https://airisk.mit.edu/), as downloaded: not saved by a spreadsheet",
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Import a file and rebuild the database: 0, or 1 if the file or the build is refused."""
    file: Path = argument_parser().parse_args(arguments).file
    folder = imports_folder()
    mitigations = read_rows(DATA / "facts" / "mitigations.csv")
    print("Checking the file")
    try:
        definitions = read_export(read_content(file), mitigations)
    except UnusableExportError as error:
        print(refusal(file, error.problems), file=sys.stderr)
        return 1
    print("Saving the definitions and rebuilding the database")
    try:
        with put_back_on_failure(folder):
            save_definitions(folder, definitions)
            version = build(DATA, DATABASE, report=lambda line: print(f"  {line}"))
    except (ContradictoryFactsError, OSError, duckdb.Error) as error:
        print("The definitions were not imported and nothing was changed:", file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    without = len(mitigations) - len(definitions)
    kept = (folder / DEFINITIONS).absolute()
    print(f"Imported {len(definitions)} definitions; {without} mitigations have none in the file.")
    print(f"The definitions are kept in {printable(str(kept))}, across rebuilds too.")
    print(f"The data version is now {version}. The app picks it up by itself.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
