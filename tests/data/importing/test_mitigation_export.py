"""Definitions are read from an export that agrees with the mitigations held here, from no other."""

import csv
import io
import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.importing.formulas import NO_FORMULA
from data.importing.mitigation_export import MOST_BYTES, read_content, read_export
from data.importing.problems import UnusableFileError
from data.importing.store import imported_definitions, save_definitions
from tests.data.importing.mitigation_exports import (
    CODE,
    COLUMNS,
    DEFINITION,
    ID,
    MARK,
    MITIGATIONS,
    NAME,
    SOURCE,
    Export,
    definitions_of,
    encoded,
    made_up,
)

THE_COLUMNS = ", ".join(f'"{column}"' for column in COLUMNS)
THE_EXPORT = "the CSV export of the MIT AI Risk Mitigation Database"
# A row far enough down for rows of several lines to stand above it.
AT = 400
OURS = {
    ID: f"{MITIGATIONS[AT]['mitigation_id']}_{MITIGATIONS[AT]['document_id']}",
    NAME: MITIGATIONS[AT]["label"],
    SOURCE: MITIGATIONS[AT]["document_id"],
    CODE: MITIGATIONS[AT]["code"],
}
NUMBER = OURS[ID][:5]
LIKE = 'expected an identifier like "A0176_Schuett2023"'
UNKNOWN = "expected an identifier of one of the 831 mitigations that are held here"
ABSENT = f'found no whole row for 1 of the 831 mitigations: "{NUMBER}"; expected one for each'


@pytest.fixture
def export() -> Export:
    return made_up()


def line_of(export: Export, i: int) -> int:
    """The line on which a row starts: one after all line breaks before it."""
    return encoded(export[:i]).count(b"\n") + 1


def problems_of(content: bytes) -> list[str]:
    with pytest.raises(UnusableFileError) as refused:
        read_export(content, MITIGATIONS)
    return refused.value.problems.lines()


@pytest.mark.parametrize("mark", [b"", MARK], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_kind_of_line_end_is_read(export: Export, mark: bytes, line_end: str) -> None:
    content = mark + encoded(export, line_end=line_end)
    blank_rows = b"\n,,,,\n  \n"
    for ended in (content, content.removesuffix(line_end.encode()), content + blank_rows):
        assert read_export(ended, MITIGATIONS) == definitions_of(export)


def test_columns_and_rows_may_come_in_any_order_and_a_code_without_its_name(
    export: Export,
) -> None:
    export[AT][CODE] = OURS[CODE]
    content = encoded(export[::-1], [CODE, DEFINITION, ID, SOURCE, NAME])
    assert read_export(content, MITIGATIONS) == definitions_of(export)


def test_stray_white_space_is_no_difference(export: Export) -> None:
    blanks = "\u00a0 \n"
    spaced = [
        {column: f"{blanks}{value.replace(' ', blanks)}\t\r\n" for column, value in row.items()}
        for row in export
    ]
    for row, original in zip(spaced, export, strict=True):
        row[DEFINITION] = f"\u00a0 \n{original[DEFINITION]} \r\n\t"
    content = encoded(spaced).replace(b"Action Name", " \u00a0Action  Name ".encode(), 1)
    assert read_export(content, MITIGATIONS) == definitions_of(export)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("\r\n one\r\n\r\n two\n\tthree \r\n", "one\n\n two\n\tthree"),
        (
            "- Well-known keys\r\n -\tGuards - at night\n-\n1 - 2",
            "– Well-known keys\n –\tGuards - at night\n–\n1 - 2",
        ),
    ],
    ids=["line breaks", "the hyphens of a list"],
)
def test_line_breaks_become_line_feeds_and_hyphens_of_a_list_dashes(
    export: Export, written: str, kept: str
) -> None:
    export[AT][DEFINITION] = written
    assert read_export(encoded(export), MITIGATIONS)[NUMBER] == kept


def as_kept(text: str) -> str:
    """A definition without white space around it, and with a dash before each entry of a list."""
    lines = "\n".join(text.split("\r\n")).strip().split("\n")
    blank = [line[: len(line) - len(line.lstrip())] for line in lines]
    return "\n".join(
        f"{before}–{line.lstrip()[1:]}" if line.split()[:1] == ["-"] else line
        for before, line in zip(blank, lines, strict=True)
    )


def without_signs(text: str) -> bool:
    """Whether nothing in a text can be taken for the start of a formula, which is refused."""
    return set("=+-@").isdisjoint(unicodedata.normalize("NFKC", text))


ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0")).filter(without_signs)


@given(texts=st.lists(ANY_TEXT, max_size=9))
@example(texts=['"', '""', "1+1=2,", "a\rb", "\r\n", "\u2028", "\ufeff", "𝔘", "\x1b[31m"])
@example(texts=["- a\n - b"])
def test_a_definition_may_be_any_text_and_is_kept_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    export = made_up()
    for row, text in zip(export[1:], texts, strict=False):
        row[DEFINITION] = text
    definitions = read_export(encoded(export, quoting=csv.QUOTE_ALL), MITIGATIONS)
    expected = {row[ID][:5]: as_kept(row[DEFINITION]) for row in export}
    assert definitions == {name: text for name, text in expected.items() if text}
    folder = tmp_path_factory.mktemp("imports")
    save_definitions(folder, definitions)
    assert imported_definitions(folder) == definitions


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (ID, "", f"found nothing; {LIKE}"),
        (ID, "A17_Uuk2024", f'found "A17_Uuk2024"; {LIKE}'),
        (ID, "A01760_X", f'found "A01760_X"; {LIKE}'),
        (ID, "A٠١٧٦_X", f'found "A٠١٧٦_X"; {LIKE}'),
        (ID, f"A9999_{OURS[SOURCE]}", f'found "A9999_{OURS[SOURCE]}"; {UNKNOWN}'),
        (ID, NUMBER, f'found "{NUMBER}"; {LIKE}'),
        (ID, f"{NUMBER}_", f'found "{NUMBER}_"; {LIKE}'),
        (ID, f"{NUMBER}_Nobody1900", f'found "{NUMBER}_Nobody1900"; expected "{OURS[ID]}"'),
        (NAME, f"{OURS[NAME]} or", f'found "{OURS[NAME]} or"; expected "{OURS[NAME]}"'),
        (NAME, OURS[NAME].upper(), f'found "{OURS[NAME].upper()}"; expected "{OURS[NAME]}"'),
        (NAME, " \u00a0", f'found nothing; expected "{OURS[NAME]}"'),
        (NAME, "x" * 5000, f'found "{"x" * 160}…"; expected "{OURS[NAME]}"'),
        (NAME, "a\x1b[2J\u202eb", rf'found "a\x1b[2J\u202eb"; expected "{OURS[NAME]}"'),
        (SOURCE, "Nobody1900", f'found "Nobody1900"; expected "{OURS[SOURCE]}"'),
        (CODE, "9.9 Foo", f'found "9.9 Foo"; expected the code "{OURS[CODE]}"'),
        (CODE, f"{OURS[CODE]}9 F", f'found "{OURS[CODE]}9 F"; expected the code "{OURS[CODE]}"'),
        (CODE, "", f'found nothing; expected the code "{OURS[CODE]}"'),
        (DEFINITION, " \n\t+1", f'found "+1"; expected {NO_FORMULA}'),
        (DEFINITION, "Do it.\r\n@A1", f'found "Do it. @A1"; expected {NO_FORMULA}'),
        (DEFINITION, "-5 to 5", f'found "-5 to 5"; expected {NO_FORMULA}'),
        (DEFINITION, "x" * 1_000_001, "found 1,000,001 characters; expected at most 100,000"),
    ],
)
def test_a_wrong_cell_is_named_with_line_and_column(
    export: Export, column: str, value: str, message: str
) -> None:
    line = line_of(export, AT)
    assert line > AT + 2, "no row of several lines stands above"
    export[AT][column] = value
    absent = column == ID and not value.startswith(NUMBER)
    expected = [f'line {line}, column "{column}": {message}', *([ABSENT] if absent else [])]
    assert problems_of(MARK + encoded(export)) == expected


def test_a_definition_may_be_long_and_leaves_the_limit_of_others_as_it_was(export: Export) -> None:
    before = csv.field_size_limit(131_072)
    try:
        export[AT][DEFINITION] = "x" * 100_000
        assert read_export(encoded(export), MITIGATIONS) == definitions_of(export)
        assert csv.field_size_limit() == 131_072
    finally:
        csv.field_size_limit(before)


def test_two_names_that_differ_never_look_the_same(export: Export) -> None:
    longest = max(export, key=lambda row: len(row[NAME]))
    longest[NAME] += " and more" * 99
    (problem,) = problems_of(encoded(export))
    _, _, found, expected = re.split(r": found |; expected |, column ", problem)
    assert found.rstrip('…"') != expected.rstrip('"')


def test_all_that_is_wrong_with_a_row_is_named(export: Export) -> None:
    export[AT].update({NAME: "N", SOURCE: "S", CODE: "C"})
    export.append({**export[0], ID: "A9999_Nobody1900"})
    export.append(dict(export[1]))
    *columns, unknown, source, again = problems_of(encoded(export))
    assert [problem.split('"')[1] for problem in columns] == [NAME, SOURCE, CODE]
    place = f"line {line_of(export, 831)}, column"
    assert unknown == f'{place} "Action ID": found "A9999_Nobody1900"; {UNKNOWN}'
    found = f'found "{export[0][SOURCE]}"; expected "Nobody1900"'
    assert source == f'{place} "Action Source": {found}'
    assert again == (
        f'line {line_of(export, 832)}, column "Action ID": found "{export[1][ID]}", '
        f"as in line {line_of(export, 1)}; expected each identifier once"
    )


@pytest.mark.parametrize(("number", "found"), [(1, "1 cell"), (4, "4 cells"), (6, "6 cells")])
def test_a_row_of_more_or_fewer_cells_is_named(export: Export, number: int, found: str) -> None:
    row = ",".join(["a"] * number).encode() + b"\n"
    content = encoded(export[:AT]) + row + encoded(export[AT + 1 :]).partition(b"\n")[2]
    assert problems_of(content) == [
        f"line {line_of(export, AT)}: found {found}; expected 5, separated by commas",
        ABSENT,
    ]


def test_lines_are_counted_with_blank_ones_and_with_every_kind_of_line_end(export: Export) -> None:
    export[AT][CODE] = "9.9 Foo"
    export[0][DEFINITION] = "of\r\nfour\rlines\n."
    before, after = encoded(export[:AT]), encoded(export[AT:]).partition(b"\n")[2]
    content = before.replace(b"\n", b"\n\n", 1) + b"\r\n , ,\n" + after
    # The lone carriage return is a line that the line feeds do not count, three are blank.
    line = before.count(b"\n") + 1 + 1 + 3
    (problem,) = problems_of(content)
    assert problem.startswith(f'line {line}, column "MitigationCode": ')


@pytest.mark.parametrize(
    ("kept", "number", "further"), [(830, 1, ""), (816, 15, ""), (815, 16, " and 1 more")]
)
def test_a_file_that_ends_too_early_is_named_with_what_is_missing(
    export: Export, kept: int, number: int, further: str
) -> None:
    missing = ", ".join(f'"{row[ID][:5]}"' for row in export[kept : kept + 15])
    assert problems_of(encoded(export[:kept])) == [
        f"found no whole row for {number} of the 831 mitigations: {missing}{further}; "
        "expected one for each"
    ]


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ([ID, NAME, DEFINITION, SOURCE], '"MitigationCode" missing'),
        ([*COLUMNS, "Notes"], '"Notes" unknown'),
        ([*COLUMNS, ""], '"(no name)" unknown'),
        ([*COLUMNS, NAME], '"Action Name" repeated'),
        ([ID, "Name", DEFINITION, SOURCE, CODE], '"Action Name" missing, "Name" unknown'),
        ([*COLUMNS, "\x1b" + "x" * 500], rf'"\x1b{"x" * 159}…" unknown'),
        ([";".join(COLUMNS)], f'{THE_COLUMNS} missing, "{";".join(COLUMNS)}" unknown'),
    ],
)
def test_a_header_of_other_columns_is_named(columns: list[str], found: str) -> None:
    assert problems_of(b"\n" + ",".join(columns).encode() + b"\na,b\n") == [
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


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (b"\xe9t", "found the byte 0xE9, which is not UTF-8 here; expected a CSV file in UTF-8"),
        (b"\x00", "found a NUL byte; expected nothing but text"),
    ],
)
def test_the_first_byte_that_is_no_text_is_named_with_its_line(
    export: Export, line_end: str, wrong: bytes, message: str
) -> None:
    content = MARK + encoded(export, line_end=line_end)
    name = f",{export[AT][NAME]},".encode()
    assert content.count(name) == 1
    content = content.replace(name, b"," + wrong + name) + wrong
    # Within cells, line breaks are line feeds whatever ends the rows.
    assert problems_of(content) == [f"line {line_of(export, AT)}: {message}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            b',"never closed, ' + b"x\n" * 100_000,
            "a quotation mark that is never closed, as if the file were cut off",
        ),
        (
            b',"one "quoted" word",',
            "a quotation mark that is missing, or one inside a cell that is not doubled",
        ),
    ],
)
def test_a_row_whose_end_cannot_be_told_is_named_besides_the_bad_rows_before_it(
    export: Export, text: bytes, found: str
) -> None:
    export[1][CODE] = "9.9 Foo"
    first, second = problems_of(encoded(export[:AT]) + export[AT][ID].encode() + text)
    assert first.startswith(f'line {line_of(export, 1)}, column "MitigationCode": ')
    assert second == (
        f"line {line_of(export, AT)}: found {found}; "
        "expected a whole row of CSV; from this line on nothing was checked"
    )


def test_a_file_cut_off_anywhere_is_refused(export: Export) -> None:
    content = encoded(export)
    # The very last code is still whole when only its name is cut.
    longest = content.rstrip(b"\n").rindex(b" ") - len(export[-1][CODE].encode())
    for end in range(1, longest, len(content) // 40):
        assert problems_of(content[:end]), end


def refused_file(file: Path) -> str:
    with pytest.raises(UnusableFileError) as refused:
        read_content(file)
    return str(refused.value)


def test_a_file_as_large_as_allowed_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "given.csv"
    file.write_bytes(b" " * MOST_BYTES)
    assert read_content(file) == b" " * MOST_BYTES
    file.write_bytes(b" " * (MOST_BYTES + 1))
    assert refused_file(file) == (
        f"found a file of more than 4 MB; expected {THE_EXPORT}, which is smaller"
    )


def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    expected = f"expected {THE_EXPORT}"
    assert refused_file(tmp_path / "none.csv") == f"found no such file; {expected}"
    assert refused_file(tmp_path) == f"found a folder; {expected}"
    beneath_a_file = tmp_path / "file" / "none.csv"
    assert refused_file(beneath_a_file) == f"found an error (Not a directory); {expected}"

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    message = refused_file(tmp_path / "file")
    assert message == f"found a file that you may not read; {expected}"


def below_the_header(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue().encode()


ANY_CELL = st.text(st.characters(codec="utf-8"))


@given(
    content=st.binary(max_size=200)
    | st.lists(st.lists(ANY_CELL, max_size=7), max_size=9).map(below_the_header)
)
@example(content=MARK + MARK)
@example(content=b"\x89PNG\r\n\x1a\n\0\0")
@example(content=b'"')
@example(content="Action ID".encode("utf-16"))
@example(content=below_the_header([["_", *[""] * 4], ["A0001_ ", *[""] * 4], ["A0086", *[""] * 4]]))
def test_whatever_is_no_export_is_refused(content: bytes) -> None:
    for problem in problems_of(content):
        assert re.match(r"(line|column|found|\.\.\.) ?", problem)


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


@given(
    at=st.floats(0, 1, exclude_max=True),
    without=st.integers(0, 9),
    instead=st.lists(TELLING_BYTES, max_size=3).map(b"".join) | st.binary(max_size=3),
)
@example(at=0.5, without=0, instead=b"")
@example(at=0.9999999, without=0, instead=b'\n""')
@example(at=0, without=0, instead=b" ,\n ")
def test_a_damaged_export_is_refused_or_read_as_another_reader_reads_it(
    at: float, without: int, instead: bytes
) -> None:
    content = encoded(made_up())
    start = int(at * len(content))
    damaged = content[:start] + instead + content[start + without :]
    try:
        definitions = read_export(damaged, MITIGATIONS)
    except UnusableFileError:
        return
    read = read_by_pandas(damaged)
    expected = {
        identifier.strip()[:5]: as_kept(definition)
        for identifier, definition in zip(read[ID], read[DEFINITION], strict=True)
    }
    assert definitions == {name: text for name, text in expected.items() if text}
    assert len(read) == 831
