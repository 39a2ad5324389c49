"""Files that are no answers at all, are damaged or hold what no file should: refused in words."""

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.importing.csv_file import LONGEST_LINE, MOST_CHARACTERS
from data.importing.spss_file import SpssError, spss_as_parquet
from tests.data.importing.surveys import (
    RESPONDENTS,
    as_csv,
    described,
    description_text,
    encoded,
    problems_of,
    wide_description,
    wide_problems,
    wide_table,
    write_parquet,
    write_spss,
)

pytestmark = pytest.mark.slow

KINDS = "expected a CSV, Parquet or SPSS (.sav) file"
REPEATED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_file_that_is_not_utf_8_is_refused_where_it_is_not(tmp_path: Path) -> None:
    table = wide_table()
    table[5]["org"] = "Académie"
    content = encoded(table)
    (problem,) = wide_problems(tmp_path, content.replace("é".encode(), b"\xe9"))
    assert problem == (
        'row 7, column "org": found "Acad\ufffdmie", which is not UTF-8 '
        "(save the file as CSV UTF-8); expected nothing but text in UTF-8"
    )
    assert wide_problems(tmp_path, content.decode().encode("utf-16")) == [
        f"found text in UTF-16; {KINDS}"
    ]


def test_a_nul_byte_is_named(tmp_path: Path) -> None:
    table = wide_table()
    table[5]["org"] = "a\0b"
    assert wide_problems(tmp_path, encoded(table)) == [
        r'row 7, column "org": found a NUL byte in "a\x00b"; expected nothing but text in UTF-8'
    ]


def test_a_quotation_mark_that_is_never_closed_is_named(tmp_path: Path) -> None:
    content = encoded(wide_table()) + b'"p99,Academia\n'
    (problem,) = wide_problems(tmp_path, content)
    assert problem.startswith(f"row {RESPONDENTS + 2}: found a quotation mark that is never closed")


def test_a_huge_cell_and_a_huge_line_are_refused(tmp_path: Path) -> None:
    table = wide_table()
    table[4]["org"] = "x" * 10_000_000
    (problem,) = wide_problems(tmp_path, encoded(table))
    assert problem.startswith(f"row 6: found a cell of more than {MOST_CHARACTERS:,} characters")
    (problem,) = wide_problems(tmp_path, b"x" * (LONGEST_LINE + 1))
    assert problem.startswith(f"found a line of more than {LONGEST_LINE:,} bytes")


def zipped(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a.csv", content)
    return archive.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (zipped(bytes(50_000_000)), "a zip file or a workbook (.xlsx)"),
        (gzip.compress(bytes(50_000_000)), "a gzip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old workbook (.xls)"),
        (b"PAR1" + b"x" * 50, "a file that is named .csv but is not CSV"),
    ],
    ids=["zip", "gzip", "xls", "parquet"],
)
def test_another_kind_of_file_is_named_and_never_opened(
    tmp_path: Path, content: bytes, found: str
) -> None:
    assert wide_problems(tmp_path, content) == [f"found {found}; {KINDS}"]


@pytest.mark.parametrize("name", ["given.parquet", "given.sav"])
def test_a_damaged_file_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    (write_parquet if name == "given.parquet" else write_spss)(wide_table(), file)
    content = file.read_bytes()
    description = described(tmp_path, description_text())
    for damaged in (content[: len(content) // 2], content[:200], content[:9]):
        file.write_bytes(damaged)
        (problem,) = problems_of(file, description, tmp_path)[:1]
        assert problem.startswith(("found a file that cannot be read as", "row 1: found the col"))


def test_a_file_that_ends_the_process_which_reads_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "given.sav"
    write_spss(wide_table(), file)
    ending = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr("data.importing.spss_file.PROGRAM", ending)
    with pytest.raises(SpssError, match="it is damaged"):
        spss_as_parquet(file, {"respondent": "who"}, tmp_path)


def test_a_folder_and_no_file_are_named(tmp_path: Path) -> None:
    description = wide_description(tmp_path)
    assert problems_of(tmp_path, description, tmp_path) == [f"found a folder; {KINDS}"]
    missing = tmp_path / "missing.csv"
    assert problems_of(missing, description, tmp_path) == [f"found no such file; {KINDS}"]
    assert problems_of(Path("/dev/zero"), description, tmp_path) == [f"found no such file; {KINDS}"]


@REPEATED
@given(content=st.binary(max_size=300), valid=st.booleans())
@example(b"who\0", False)
@example(b'"', True)
@example(b"$FL2" + b"\0" * 200, False)
@example(b"PAR1PAR1", False)
def test_arbitrary_bytes_are_refused_in_words(tmp_path: Path, content: bytes, valid: bool) -> None:
    description = wide_description(tmp_path)
    whole = encoded(wide_table()) + content if valid else content
    for name in ("given.csv", "given", "given.sav", "given.parquet"):
        problems = problems_of(as_csv(tmp_path, whole, name), description, tmp_path)
        assert all("; expected " in problem for problem in problems)
        assert problems or valid
