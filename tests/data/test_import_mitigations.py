"""An export that agrees with the mitigations held here is imported; any other changes nothing."""

import csv
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import data.import_mitigations
import data.imported
from data.build import DATA
from data.facts import ContradictoryFactsError, read_rows
from data.formulas import NO_FORMULA
from data.import_mitigations import MOST_BYTES, UnusableExportError, main, read_export
from data.imported import DEFINITIONS, imported_definitions, imports_folder, save_definitions

FactRow = dict[str, str]
Facts = dict[str, list[FactRow]]
Export = list[dict[str, str]]
Damage = Callable[[Export], object]

ID, NAME, DEFINITION, SOURCE, CODE = (
    "Action ID",
    "Action Name",
    "Action Definition",
    "Action Source",
    "MitigationCode",
)
COLUMNS = [ID, NAME, DEFINITION, SOURCE, CODE]
THE_COLUMNS = ", ".join(f'"{column}"' for column in COLUMNS)
THE_EXPORT = "the CSV export of the MIT AI Risk Mitigation Database"
MARK = b"\xef\xbb\xbf"
OLD_DATABASE = b"the database of an earlier build"
HELD = read_rows(DATA / "facts" / "mitigations.csv")
# A row far enough down for rows of several lines to stand above it.
AT = 400
# The fixture is left as it was by whatever is refused.
REPEATED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@dataclass(frozen=True)
class Outcome:
    """What an import returned and printed, and how often it built the database."""

    code: int
    printed: str
    complained: str
    builds: int


ImportContent = Callable[[bytes], Outcome]


def made_up(facts: Facts) -> Export:
    """An export of our own: names and codes that are held here, definitions made up."""
    names = {row["code"]: row["name"] for row in facts["taxonomy"]}
    return [
        {
            ID: f"{row['mitigation_id']}_{row['document_id']}",
            NAME: row["label"],
            DEFINITION: made_up_definition(i),
            SOURCE: row["document_id"],
            CODE: f"{row['code']} {names[row['code']]}",
        }
        for i, row in enumerate(facts["mitigations"])
    ]


def made_up_definition(i: int) -> str:
    if i % 75 == 0:
        return ""
    return f'Do "{i}", and say so.' + "\n\n• Then, once more – čisté." * (i % 3)


@pytest.fixture
def export(facts: Facts) -> Export:
    return made_up(facts)


def encoded(
    export: Export,
    columns: list[str] = COLUMNS,
    line_end: str = "\n",
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL,
) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, columns, lineterminator=line_end, quoting=quoting)
    writer.writeheader()
    writer.writerows(export)
    return written.getvalue().encode()


def line_of(export: Export, i: int) -> int:
    """The line on which a row starts: one after all line breaks before it."""
    return encoded(export[:i]).count(b"\n") + 1


def definitions_of(export: Export) -> dict[str, str]:
    return {row[ID][:5]: row[DEFINITION] for row in export if row[DEFINITION]}


def problems_of(content: bytes) -> list[str]:
    with pytest.raises(UnusableExportError) as refused:
        read_export(content, HELD)
    return [str(problem) for problem in refused.value.problems]


def content_of(folder: Path) -> dict[str, bytes | None]:
    """All that is in a folder: the bytes of files, and the names of folders."""
    return {
        found.relative_to(folder).as_posix(): found.read_bytes() if found.is_file() else None
        for found in folder.rglob("*")
    }


@pytest.fixture(autouse=True)
def usual_csv_limit() -> Iterator[None]:
    """The longest cell that Python reads unasked; a library that the build uses raises it."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything of an import is: ``imports``, ``built.duckdb``; ``given.csv`` is beside."""
    place = tmp_path / "place"
    place.mkdir()
    (place / "built.duckdb").write_bytes(OLD_DATABASE)
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", str(place / "imports"))
    monkeypatch.setattr(data.import_mitigations, "DATABASE", place / "built.duckdb")
    return place


@pytest.fixture
def import_content(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> ImportContent:
    """Import bytes as ``make import-mitigations`` does, without a build of several seconds."""
    built = []

    def build(_data: Path, database: Path, report: Callable[[str], None]) -> str:
        report("building")
        built.append(imported_definitions(imports_folder()))
        database.write_text(f"the database with {len(built[-1])} definitions")
        return "1.2.3+abcdef"

    def run(content: bytes) -> Outcome:
        built.clear()
        file = place.parent / "given.csv"
        file.write_bytes(content)
        capsys.readouterr()
        code = main([str(file)])
        assert file.read_bytes() == content
        return Outcome(code, *capsys.readouterr(), len(built))

    monkeypatch.setattr(data.import_mitigations, "build", build)
    return run


def assert_refused(outcome: Outcome, place: Path, before: dict[str, bytes | None]) -> None:
    assert outcome.code == 1
    assert outcome.builds == 0
    assert content_of(place) == before
    first, *problems = outcome.complained.splitlines()
    assert f"{place.parent / 'given.csv'} was not imported and nothing was changed: " in first
    assert all(re.match(r"(line|column|found|\.\.\.) ?", problem) for problem in problems)
    assert problems


def test_an_export_is_imported_and_the_database_rebuilt_with_it(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    outcome = import_content(MARK + encoded(export))
    assert (outcome.code, outcome.complained, outcome.builds) == (0, "", 1)
    assert imported_definitions(place / "imports") == definitions_of(export)
    assert (place / "built.duckdb").read_text() == "the database with 819 definitions"
    assert sorted(content_of(place)) == ["built.duckdb", "imports", f"imports/{DEFINITIONS}"]


def test_the_result_is_told_in_plain_words(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    printed = import_content(encoded(export)).printed
    assert "  building\n" in printed
    assert "Imported 819 definitions; 12 mitigations have none in the file." in printed
    assert f"are kept in {place / 'imports' / DEFINITIONS}," in printed
    assert "The data version is now 1.2.3+abcdef. The app picks it up by itself." in printed


def test_importing_again_replaces_what_was_imported(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    import_content(encoded(export))
    export[1][DEFINITION], export[2][DEFINITION] = "Another text", ""
    assert import_content(encoded(export)).code == 0
    found = imported_definitions(place / "imports")
    assert found == definitions_of(export)
    assert found[export[1][ID][:5]] == "Another text"
    assert export[2][ID][:5] not in found


@pytest.mark.parametrize("mark", [b"", MARK], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_kind_of_line_end_is_read(export: Export, mark: bytes, line_end: str) -> None:
    content = mark + encoded(export, line_end=line_end)
    assert read_export(content, HELD) == definitions_of(export)
    for without_end in (content.removesuffix(line_end.encode()), content + b"\n,,,,\n  \n"):
        assert read_export(without_end, HELD) == definitions_of(export)


def test_columns_and_rows_may_come_in_any_order(export: Export) -> None:
    columns = [CODE, DEFINITION, ID, SOURCE, NAME]
    found = read_export(encoded(export[::-1], columns), HELD)
    assert found == definitions_of(export)


def test_stray_white_space_is_no_difference(export: Export) -> None:
    blanks = "\u00a0 \n"
    spaced = [
        {column: f"{blanks}{value.replace(' ', blanks)}\t\r\n" for column, value in row.items()}
        for row in export
    ]
    for row, original in zip(spaced, export, strict=True):
        row[DEFINITION] = f"\u00a0 \n{original[DEFINITION]} \r\n\t"
    content = encoded(spaced).replace(b"Action Name", " \u00a0Action  Name ".encode(), 1)
    assert read_export(content, HELD) == definitions_of(export)


def test_line_breaks_in_a_definition_stay_as_line_feeds(export: Export) -> None:
    export[AT][DEFINITION] = "\r\n one\r\n\r\n two\n\tthree \r\n"
    found = read_export(encoded(export), HELD)
    assert found[export[AT][ID][:5]] == "one\n\n two\n\tthree"


def as_kept(text: str) -> str:
    """A definition without white space around it, and with a dash before each entry of a list."""
    lines = "\n".join(text.split("\r\n")).strip().split("\n")
    blank = [line[: len(line) - len(line.lstrip())] for line in lines]
    return "\n".join(
        f"{before}–{line.lstrip()[1:]}" if line.split()[:1] == ["-"] else line
        for before, line in zip(blank, lines, strict=True)
    )


def test_only_the_hyphens_of_a_list_become_dashes(export: Export) -> None:
    export[AT][DEFINITION] = "- Well-known keys\r\n -\tGuards - at night\n-\n1 - 2"
    found = read_export(encoded(export), HELD)
    assert found[export[AT][ID][:5]] == "– Well-known keys\n –\tGuards - at night\n–\n1 - 2"


def without_signs(text: str) -> bool:
    """Whether nothing in a text can be taken for the start of a formula, which is refused."""
    return set("=+-@").isdisjoint(unicodedata.normalize("NFKC", text))


ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0")).filter(without_signs)


@given(texts=st.lists(ANY_TEXT, max_size=9))
@example(texts=['"', '""', "1+1=2,", "a\rb", "\r\n", "\u2028", "\ufeff", "𝔘", "\x1b[31m"])
@example(texts=["- a\n - b"])
def test_a_definition_may_be_any_text_and_is_kept_as_it_is(
    facts: Facts, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    export = made_up(facts)
    for row, text in zip(export[1:], texts, strict=False):
        row[DEFINITION] = text
    found = read_export(encoded(export, quoting=csv.QUOTE_ALL), HELD)
    expected = {row[ID][:5]: as_kept(row[DEFINITION]) for row in export}
    assert found == {name: text for name, text in expected.items() if text}
    folder = tmp_path_factory.mktemp("imports")
    save_definitions(folder, found)
    assert imported_definitions(folder) == found


def set_cell(column: str, value: str) -> Damage:
    return lambda export: export[AT].update({column: value})


OURS = {
    ID: f"{HELD[AT]['mitigation_id']}_{HELD[AT]['document_id']}",
    NAME: HELD[AT]["label"],
    SOURCE: HELD[AT]["document_id"],
    CODE: HELD[AT]["code"],
}
LIKE = 'expected an identifier like "A0176_Schuett2023"'
UNKNOWN = f"expected an identifier of one of the {len(HELD)} mitigations that are held here"
ABSENT = f"found no whole row for 1 of the 831 mitigations: {OURS[ID][:5]}; expected one for each"
CELL_DAMAGES = [
    pytest.param(ID, "", f"found nothing; {LIKE}", True, id="no identifier"),
    pytest.param(ID, "A17_Uuk2024", f'found "A17_Uuk2024"; {LIKE}', True, id="a short identifier"),
    pytest.param(ID, "A01760_X", f'found "A01760_X"; {LIKE}', True, id="a long identifier"),
    pytest.param(ID, "A٠١٧٦_X", f'found "A٠١٧٦_X"; {LIKE}', True, id="other digits"),
    pytest.param(
        ID, OURS[ID][:5], f'found "{OURS[ID][:5]}"; {LIKE}', False, id="an identifier alone"
    ),
    pytest.param(
        ID, f"{OURS[ID][:5]}_", f'found "{OURS[ID][:5]}_"; {LIKE}', False, id="nothing after it"
    ),
    pytest.param(
        ID,
        f"A9999_{OURS[SOURCE]}",
        f'found "A9999_{OURS[SOURCE]}"; {UNKNOWN}',
        True,
        id="an identifier that is not held",
    ),
    pytest.param(
        ID,
        f"{OURS[ID][:5]}_Nobody1900",
        f'found "{OURS[ID][:5]}_Nobody1900"; expected "{OURS[ID]}"',
        False,
        id="an identifier with another source",
    ),
    pytest.param(
        NAME,
        f"{OURS[NAME]} or not",
        f'found "{OURS[NAME]} or not"; expected "{OURS[NAME]}"',
        False,
        id="another name",
    ),
    pytest.param(
        NAME,
        OURS[NAME].swapcase(),
        f'found "{OURS[NAME].swapcase()}"; expected "{OURS[NAME]}"',
        False,
        id="a name in other case",
    ),
    pytest.param(
        NAME, " \u00a0", f'found nothing; expected "{OURS[NAME]}"', False, id="a blank name"
    ),
    pytest.param(
        NAME,
        "x" * 5000,
        f'found "{"x" * 160}…"; expected "{OURS[NAME]}"',
        False,
        id="a name too long to be shown",
    ),
    pytest.param(
        NAME,
        "a\x1b[2J\u202eb\ud7fc",
        rf'found "a\x1b[2J\u202eb\ud7fc"; expected "{OURS[NAME]}"',
        False,
        id="a name with what a terminal obeys",
    ),
    pytest.param(
        SOURCE,
        "Nobody1900",
        f'found "Nobody1900"; expected "{OURS[SOURCE]}"',
        False,
        id="another source",
    ),
    pytest.param(
        CODE, "9.9 Foo", f'found "9.9 Foo"; expected the code "{OURS[CODE]}"', False, id="a code"
    ),
    pytest.param(
        CODE,
        f"{OURS[CODE]}9 Foo",
        f'found "{OURS[CODE]}9 Foo"; expected the code "{OURS[CODE]}"',
        False,
        id="a code that starts like ours",
    ),
    pytest.param(CODE, "", f'found nothing; expected the code "{OURS[CODE]}"', False, id="no code"),
    *(
        pytest.param(DEFINITION, text, f"found {shown}; expected {NO_FORMULA}", False, id=name)
        for name, text, shown in (
            ("a formula", "=1+1", '"=1+1"'),
            ("a formula after blanks", " \n\t+1", '"+1"'),
            ("a formula in wide signs", "＝1", '"＝1"'),
            ("a formula on a line of its own", "Do it.\r\n@A1", '"Do it. @A1"'),
            ("a formula after a semicolon", "Do it; -A1", '"Do it; -A1"'),
            ("a negative number", "-5 to 5", '"-5 to 5"'),
        )
    ),
]


@pytest.mark.parametrize(("column", "value", "message", "absent"), CELL_DAMAGES)
def test_a_wrong_cell_is_named_with_line_and_column_and_changes_nothing(
    import_content: ImportContent,
    place: Path,
    export: Export,
    column: str,
    value: str,
    message: str,
    absent: bool,
) -> None:
    import_content(encoded(export))
    before = content_of(place)
    set_cell(column, value)(export)
    outcome = import_content(MARK + encoded(export))
    assert_refused(outcome, place, before)
    line = line_of(export, AT)
    assert line > AT + 2, "no row of several lines stands above"
    expected = [f'line {line}, column "{column}": {message}', *([ABSENT] if absent else [])]
    assert outcome.complained.splitlines()[1:] == expected


def test_two_names_that_differ_never_look_the_same(export: Export) -> None:
    longest = max(export, key=lambda row: len(row[NAME]))
    longest[NAME] += " and more" * 99
    (problem,) = problems_of(encoded(export))
    _, _, found, expected = re.split(r": found |; expected |, column ", problem)
    assert found.rstrip('…"') != expected.rstrip('"')


def test_a_code_needs_no_name(export: Export) -> None:
    set_cell(CODE, OURS[CODE])(export)
    assert read_export(encoded(export), HELD) == definitions_of(export)


def test_an_unknown_identifier_must_still_go_with_its_source(export: Export) -> None:
    export.append({**export[0], ID: "A9999_Nobody1900"})
    line = line_of(export, 831)
    assert problems_of(encoded(export)) == [
        f'line {line}, column "Action ID": found "A9999_Nobody1900"; {UNKNOWN}',
        f'line {line}, column "Action Source": found "{export[0][SOURCE]}"; expected "Nobody1900"',
    ]


def test_a_row_that_comes_twice_is_named_with_the_line_of_the_first(export: Export) -> None:
    export.append(dict(export[AT]))
    assert problems_of(encoded(export)) == [
        f'line {line_of(export, 831)}, column "Action ID": found "{OURS[ID]}", '
        f"as in line {line_of(export, AT)}; expected each identifier once"
    ]


@pytest.mark.parametrize(
    ("cells", "found"), [(["a"], "1 cell"), (["a"] * 4, "4 cells"), (["a"] * 6, "6 cells")]
)
def test_a_row_of_more_or_fewer_cells_is_named(
    export: Export, cells: list[str], found: str
) -> None:
    lines = encoded(export[:AT]) + ",".join(cells).encode() + b"\n"
    content = lines + encoded(export[AT + 1 :]).partition(b"\n")[2]
    assert problems_of(content) == [
        f"line {line_of(export, AT)}: found {found}; expected 5, separated by commas",
        ABSENT,
    ]


def test_lines_are_counted_with_blank_ones_and_with_every_kind_of_line_end(export: Export) -> None:
    set_cell(CODE, "9.9 Foo")(export)
    export[0][DEFINITION] = "of\r\nfour\rlines\n."
    before, after = encoded(export[:AT]), encoded(export[AT:]).partition(b"\n")[2]
    content = before.replace(b"\n", b"\n\n", 1) + b"\r\n , ,\n" + after
    # The lone carriage return is a line that the line feeds do not count, three are blank.
    line = before.count(b"\n") + 1 + 1 + 3
    (problem,) = problems_of(content)
    assert problem.startswith(f'line {line}, column "MitigationCode": ')


def test_every_bad_row_is_reported_and_fifty_are_printed(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    import_content(encoded(export))
    before = content_of(place)
    bad = range(3, 831, 12)
    for i in bad:
        export[i][(NAME, SOURCE, CODE)[i % 9 // 3]] = "Something else"
    outcome = import_content(encoded(export))
    assert_refused(outcome, place, before)
    first, *printed, last = outcome.complained.splitlines()
    lines = [line_of(export, i) for i in bad]
    assert len(lines) == 69
    assert first.endswith(": 69 problems.")
    assert [int(line.split(",")[0].removeprefix("line ")) for line in printed] == lines[:50]
    assert last == "... and 19 more"
    problems = problems_of(encoded(export))
    assert [int(line.split(",")[0].removeprefix("line ")) for line in problems] == lines
    assert printed == problems[:50]


def test_fifty_problems_are_printed_without_a_remainder(
    import_content: ImportContent, export: Export
) -> None:
    for row in export[:50]:
        row[CODE] = "9.9 Foo"
    printed = import_content(encoded(export)).complained.splitlines()
    assert len(printed) == 51
    assert printed[-1].startswith("line ")


def test_several_wrong_cells_of_one_row_are_all_named(export: Export) -> None:
    export[AT].update({NAME: "N", SOURCE: "S", CODE: "C"})
    columns = [problem.split('"')[1] for problem in problems_of(encoded(export))]
    assert columns == [NAME, SOURCE, CODE]


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (830, "1 of the 831 mitigations: {831}"),
        (826, "5 of the 831 mitigations: {827}, {828}, {829}, {830}, {831}"),
        (825, "6 of the 831 mitigations: {826}, {827}, {828}, {829}, {830} and 1 more"),
        (0, "831 of the 831 mitigations: {1}, {2}, {3}, {4}, {5} and 826 more"),
    ],
)
def test_a_file_that_ends_too_early_is_named_with_what_is_missing(
    export: Export, kept: int, found: str
) -> None:
    names = ["", *(row[ID][:5] for row in export)]
    expected = re.sub(r"{(\d+)}", lambda place: names[int(place[1])], found)
    assert problems_of(encoded(export[:kept])) == [
        f"found no whole row for {expected}; expected one for each"
    ]


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ([ID, NAME, DEFINITION, SOURCE], '"MitigationCode" missing'),
        ([*COLUMNS, "Notes"], '"Notes" unknown'),
        ([*COLUMNS, ""], '"" unknown'),
        ([*COLUMNS, NAME], '"Action Name" repeated'),
        ([ID, "Name", DEFINITION, SOURCE, CODE], '"Action Name" missing, "Name" unknown'),
        ([ID, ID, "\x1b" + "x" * 500], None),
        ([";".join(COLUMNS)], f'{THE_COLUMNS} missing, "{";".join(COLUMNS)}" unknown'),
        ([*COLUMNS, *"abcdefgh"], '"a", "b", "c", "d", "e" and 3 more unknown'),
    ],
)
def test_a_header_of_other_columns_is_named(
    import_content: ImportContent, place: Path, columns: list[str], found: str | None
) -> None:
    before = content_of(place)
    if found is None:
        missing = ", ".join(f'"{column}"' for column in COLUMNS[1:])
        found = rf'{missing} missing, "\x1b{"x" * 159}…" unknown, "Action ID" repeated'
    outcome = import_content(b"\n" + ",".join(columns).encode() + b"\na,b\n")
    assert_refused(outcome, place, before)
    assert outcome.complained.splitlines()[1:] == [
        f"line 2: found columns with {found}; expected just {THE_COLUMNS}, separated by commas"
    ]


@pytest.mark.parametrize("content", [b"", MARK, b"\n\n", MARK + b" , ,\r\n\t\n"])
def test_an_empty_file_is_named(content: bytes) -> None:
    assert problems_of(content) == [f"found an empty file; expected {THE_EXPORT}"]


def test_an_export_without_any_definition_is_refused(export: Export) -> None:
    for row in export:
        row[DEFINITION] = " \u00a0\n"
    assert problems_of(encoded(export)) == [
        'column "Action Definition": found no definition in any row; expected definitions'
    ]


@pytest.mark.parametrize("mark", [b"", MARK], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (b"\xe9t", "found the byte 0xE9, which is not UTF-8 here; expected a CSV file in UTF-8"),
        (b"\x00", "found a NUL byte; expected nothing but text"),
    ],
)
def test_the_first_byte_that_is_no_text_is_named_with_its_line(
    export: Export, mark: bytes, line_end: str, wrong: bytes, message: str
) -> None:
    content = mark + encoded(export, line_end=line_end)
    name = f",{export[AT][NAME]},".encode()
    assert content.count(name) == 1
    content = content.replace(name, b"," + wrong + name) + wrong
    # Within cells, line breaks are line feeds whatever ends the rows.
    assert problems_of(content) == [f"line {line_of(export, AT)}: {message}"]


def test_the_encoding_that_spreadsheets_call_unicode_is_named(export: Export) -> None:
    (problem,) = problems_of(encoded(export).decode().encode("utf-16"))
    assert problem.startswith("line 1: found the byte 0xFF, which is not UTF-8 here")


QUOTE_DAMAGES = [
    pytest.param(
        b',"never closed, ',
        "a quotation mark that is never closed, as if the file were cut off",
        id="an open quotation mark",
    ),
    pytest.param(
        b',"one "quoted" word",',
        "a quotation mark that is missing, or one inside a cell that is not doubled",
        id="a quotation mark that is not doubled",
    ),
    pytest.param(
        b',"never closed, ' + b"x\n" * 100_000,
        "a quotation mark that is never closed, as if the file were cut off",
        id="an open quotation mark and much text after it",
    ),
]


@pytest.mark.parametrize(("text", "found"), QUOTE_DAMAGES)
def test_a_row_whose_end_cannot_be_told_is_named_besides_the_bad_rows_before_it(
    import_content: ImportContent, place: Path, export: Export, text: bytes, found: str
) -> None:
    import_content(encoded(export))
    before = content_of(place)
    export[1][CODE] = "9.9 Foo"
    outcome = import_content(encoded(export[:AT]) + export[AT][ID].encode() + text)
    assert_refused(outcome, place, before)
    _, first, second = outcome.complained.splitlines()
    assert first.startswith(f'line {line_of(export, 1)}, column "MitigationCode": ')
    assert second == (
        f"line {line_of(export, AT)}: found {found}; "
        "expected a whole row of CSV; from this line on nothing was checked"
    )


def test_a_definition_may_be_long_but_not_enormous(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    export[AT][DEFINITION] = "x" * 100_000
    assert import_content(encoded(export)).code == 0
    assert imported_definitions(place / "imports") == definitions_of(export)
    before = content_of(place)
    export[AT][DEFINITION] = "x" * 1_000_001
    outcome = import_content(encoded(export))
    assert_refused(outcome, place, before)
    assert outcome.complained.splitlines()[1:] == [
        f'line {line_of(export, AT)}, column "Action Definition": found 1,000,001 characters; '
        "expected at most 100,000"
    ]
    assert csv.field_size_limit() == 131_072


def test_a_file_cut_off_anywhere_is_refused(export: Export) -> None:
    content = encoded(export)
    # The very last code is still whole when only its name is cut.
    longest = content.rstrip(b"\n").rindex(b" ") - len(export[-1][CODE].encode())
    for end in range(1, longest, len(content) // 150):
        assert problems_of(content[:end]), end


def test_a_file_as_large_as_allowed_is_read_and_a_larger_one_is_not(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    content = encoded(export)
    largest = content + b" " * (MOST_BYTES - len(content))
    assert import_content(largest).code == 0
    before = content_of(place)
    outcome = import_content(largest + b" ")
    assert_refused(outcome, place, before)
    assert outcome.complained.splitlines()[1:] == [
        f"found a file of more than 4 MB; expected {THE_EXPORT}, which is smaller"
    ]


def refused_file(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main([str(file)]) == 1
    first, message = capsys.readouterr().err.splitlines()
    assert first.endswith("was not imported and nothing was changed: 1 problem.")
    return message


def test_a_file_that_cannot_be_read_is_named(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content_of(place)
    expected = f"expected {THE_EXPORT}"
    assert refused_file(place / "none.csv", capsys) == f"found no such file; {expected}"
    assert refused_file(place, capsys) == f"found a folder; {expected}"
    beneath_a_file = place / "built.duckdb" / "none.csv"
    message = refused_file(beneath_a_file, capsys)
    assert message == f"found an error (Not a directory); {expected}"
    assert content_of(place) == before

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "open", forbidden)
        meanwhile.setattr(data.import_mitigations, "read_rows", lambda file: HELD)
        message = refused_file(place / "built.duckdb", capsys)
    assert message == f"found a file that you may not read; {expected}"
    assert content_of(place) == before


def test_a_file_whose_name_cannot_be_printed_is_named_all_the_same(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(place / "\udcff\x1b.csv")]) == 1
    assert capsys.readouterr().err.startswith(rf"{place}/\udcff\x1b.csv was not imported")


@REPEATED
@given(content=st.binary(max_size=200))
@example(content=MARK)
@example(content=MARK + MARK)
@example(content=b"\x89PNG\r\n\x1a\n\0\0")
@example(content=b'"')
@example(content=b"\r")
def test_any_bytes_are_refused_and_change_nothing(
    import_content: ImportContent, place: Path, content: bytes
) -> None:
    before = content_of(place)
    assert_refused(import_content(content), place, before)


@REPEATED
@given(rows=st.lists(st.lists(st.text(st.characters(codec="utf-8")), max_size=7), max_size=9))
@example(rows=[["_", "", "", "", ""], ["A0001_ ", "", "", "", ""], ["A0086", "", "", "", ""]])
def test_any_rows_below_the_right_header_are_refused_and_change_nothing(
    import_content: ImportContent, place: Path, rows: list[list[str]]
) -> None:
    before = content_of(place)
    written = io.StringIO(newline="")
    csv.writer(written).writerows([COLUMNS, *rows])
    assert_refused(import_content(written.getvalue().encode()), place, before)


def read_by_pandas(content: bytes) -> pd.DataFrame:
    """The rows of an export that are not blank."""
    cells = pd.read_csv(
        io.BytesIO(content), header=None, names=range(9), dtype=str, keep_default_na=False
    ).fillna("")
    header, *rows = cells[cells.map(str.strip).astype(bool).any(axis=1)].to_numpy().tolist()
    return pd.DataFrame(rows, columns=[" ".join(column.split()) for column in header])


TELLING_BYTES = st.sampled_from(
    [b'"', b'""', b",", b"\n", b"\r\n", b"\r", b" ", b"\xc2\xa0", b"\xff", b"\0", b"A0086_", b"x"]
)


@REPEATED
@given(
    at=st.floats(0, 1, exclude_max=True),
    without=st.integers(0, 9),
    instead=st.lists(TELLING_BYTES, max_size=3).map(b"".join) | st.binary(max_size=3),
)
@example(at=0.5, without=0, instead=b"")
@example(at=0.9999999, without=0, instead=b'\n""')
@example(at=0, without=0, instead=b" ,\n ")
def test_a_damaged_export_is_refused_or_imported_as_another_reader_reads_it(
    import_content: ImportContent,
    place: Path,
    facts: Facts,
    at: float,
    without: int,
    instead: bytes,
) -> None:
    before = content_of(place)
    content = encoded(made_up(facts))
    start = int(at * len(content))
    damaged = content[:start] + instead + content[start + without :]
    outcome = import_content(damaged)
    if outcome.code:
        assert_refused(outcome, place, before)
        return
    read = read_by_pandas(damaged)
    expected = {
        identifier.strip()[:5]: as_kept(definition)
        for identifier, definition in zip(read[ID], read[DEFINITION], strict=True)
    }
    found = imported_definitions(place / "imports")
    assert found == {name: text for name, text in expected.items() if text}
    assert len(read) == 831


FAILURES = [
    ContradictoryFactsError(["mitigations.csv, row 2: a contradiction"]),
    OSError(28, "No space left on device"),
    duckdb.IOException("The disk is full"),
]


def failing_build(failure: BaseException, place: Path) -> Callable[..., str]:
    def build(*_: object, **__: object) -> str:
        assert imported_definitions(place / "imports")["A0086"] == "The new text"
        raise failure

    return build


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
@pytest.mark.parametrize("imported_before", [True, False])
def test_a_build_that_fails_puts_back_what_was_imported_before(
    import_content: ImportContent,
    place: Path,
    export: Export,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
    imported_before: bool,
) -> None:
    (place / "imports").mkdir()
    if imported_before:
        import_content(encoded(export))
    before = content_of(place)
    export[0][DEFINITION] = "The new text"
    monkeypatch.setattr(data.import_mitigations, "build", failing_build(failure, place))
    outcome = import_content(encoded(export))
    assert outcome.code == 1
    assert outcome.complained == (
        f"The definitions were not imported and nothing was changed:\n{failure}\n"
    )
    assert content_of(place) == before


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), RuntimeError()], ids=repr)
def test_an_import_that_is_interrupted_puts_back_what_was_imported_before(
    import_content: ImportContent,
    place: Path,
    export: Export,
    monkeypatch: pytest.MonkeyPatch,
    failure: BaseException,
) -> None:
    import_content(encoded(export))
    before = content_of(place)
    export[0][DEFINITION] = "The new text"
    monkeypatch.setattr(data.import_mitigations, "build", failing_build(failure, place))
    with pytest.raises(type(failure)):
        import_content(encoded(export))
    assert content_of(place) == before


def test_a_build_that_the_database_refuses_puts_back_what_was_imported_before(
    place: Path,
    inputs: Path,
    export: Export,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    save_definitions(place / "imports", {"A0086": "The old text"})
    before = content_of(place)
    (inputs / "tally.sql").write_text("select * from no_such_table", encoding="utf-8")
    monkeypatch.setattr(data.import_mitigations, "DATA", inputs)
    file = place.parent / "given.csv"
    file.write_bytes(encoded(export))
    assert main([str(file)]) == 1
    assert "no_such_table" in capsys.readouterr().err
    assert content_of(place) == before


def test_imports_that_cannot_be_kept_are_refused_before_the_build(
    import_content: ImportContent, place: Path, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", str(place / "built.duckdb" / "imports"))
    before = content_of(place)
    outcome = import_content(encoded(export))
    assert (outcome.code, outcome.builds) == (1, 0)
    assert "The definitions were not imported and nothing was changed" in outcome.complained
    assert "Not a directory" in outcome.complained
    assert content_of(place) == before


def run_module(arguments: Iterable[str], inputs: Path) -> subprocess.CompletedProcess[str]:
    """Run the importer of a copy of ``data``: its database and imports are in that copy."""
    environment = {**os.environ, "PYTHONPATH": str(inputs.parent)}
    environment.pop("COMMON_GROUND_IMPORTS", None)
    return subprocess.run(
        [sys.executable, "-m", "data.import_mitigations", *arguments],
        cwd=inputs.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_imports_into_the_folder_beside_data(inputs: Path, export: Export) -> None:
    file = inputs.parent / "given.csv"
    file.write_bytes(MARK + encoded(export))
    ended = run_module([str(file)], inputs)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert imported_definitions(inputs.parent / "imports") == definitions_of(export)
    with duckdb.connect(str(inputs / "common_ground.duckdb"), read_only=True) as connection:
        ((version,),) = connection.execute("select data_version from build_info").fetchall()
    assert f"The data version is now {version}." in ended.stdout


def test_the_command_line_fails_without_a_traceback(inputs: Path, export: Export) -> None:
    file = inputs.parent / "given.csv"
    set_cell(CODE, "9.9 Foo")(export)
    file.write_bytes(encoded(export))
    for arguments, code in (([str(file)], 1), (["none.csv"], 1), ([""], 1), ([], 2)):
        ended = run_module(arguments, inputs)
        assert ended.returncode == code
        assert "Traceback" not in ended.stderr
    assert not (inputs.parent / "imports").exists()
    assert list(inputs.glob("*.duckdb")) == []


def test_the_help_says_what_is_asked_for_and_what_happens(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    printed = " ".join(capsys.readouterr().out.split())
    for text in ("FILE", THE_EXPORT, "nothing is changed", "COMMON_GROUND_IMPORTS"):
        assert text in printed


def test_imports_are_kept_where_the_environment_says_else_beside_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", "/somewhere/else")
    assert imports_folder() == Path("/somewhere/else")
    monkeypatch.setenv("COMMON_GROUND_IMPORTS", "")
    assert imports_folder() == DATA.parent / "imports"
    monkeypatch.delenv("COMMON_GROUND_IMPORTS")
    assert imports_folder() == DATA.parent / "imports"


def test_nothing_imported_is_no_definition(tmp_path: Path) -> None:
    assert imported_definitions(tmp_path) == {}
    assert imported_definitions(tmp_path / "none") == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"mitigation_id,text\nA0086,Text\n",
        b"mitigation_id,definition\nA0086\n",
        b"mitigation_id,definition\nA0086,Text,more\n",
        b'mitigation_id,definition\nA0086,"Text',
        b"mitigation_id,definition\nA0086,\xff\n",
    ],
)
def test_a_file_of_imports_that_somebody_changed_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DEFINITIONS).write_bytes(content)
    with pytest.raises(ContradictoryFactsError) as stopped:
        imported_definitions(tmp_path)
    assert stopped.value.problems == [
        f"{tmp_path / DEFINITIONS}: not as it was imported; "
        "import the export again, or delete this file"
    ]


def test_a_file_of_imports_that_somebody_changed_can_be_imported_again(
    import_content: ImportContent, place: Path, export: Export
) -> None:
    (place / "imports").mkdir()
    (place / "imports" / DEFINITIONS).write_bytes(b"\xff")
    assert import_content(encoded(export)).code == 0
    assert imported_definitions(place / "imports") == definitions_of(export)


def test_saving_makes_the_folder_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "imports"
    save_definitions(folder, {"A0086": "One", "A0089": "Two\nlines"})
    save_definitions(folder, {"A0089": "Two"})
    assert imported_definitions(folder) == {"A0089": "Two"}
    assert [file.name for file in folder.iterdir()] == [DEFINITIONS]


def test_saving_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_definitions(tmp_path, {"A0086": "One"})
    before = content_of(tmp_path)
    write = Path.write_bytes

    def write_half(file: Path, content: bytes) -> int:
        write(file, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OSError, match="No space left"):
        save_definitions(tmp_path, {"A0086": "Another"})
    assert content_of(tmp_path) == before
