"""The answers of a file are counted as they are, in whatever form; whatever is wrong is named."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.building.survey import Counts, count
from data.importing.answers import connect, read_answers
from data.importing.formulas import NO_FORMULA
from data.importing.problems import named
from tests.data.importing.surveys import (
    AREAS,
    COLUMNS,
    GROUPS,
    ITEMS,
    RESPONDENTS,
    WORDS,
    Table,
    as_csv,
    counted,
    described,
    description_text,
    encoded,
    long_table,
    problems_of,
    qualtrics,
    wide_description,
    wide_problems,
    wide_table,
    write_parquet,
    write_spss,
)

pytestmark = pytest.mark.slow

ALL_WORDS = ", ".join(f'"{word}"' for word in [*WORDS.values(), "-99"])
ANSWERS = f"expected one of {ALL_WORDS}, or nothing"
ORGANISATIONS = 'expected one of "Academia", "Big tech", "Start-up", or nothing'
REPEATED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

Edit = Callable[[Table], object]


def wide_counts(folder: Path) -> Counts:
    return counted(as_csv(folder, encoded(wide_table())), wide_description(folder), folder)


def assert_same(one: Counts, other: Counts) -> None:
    for name in ("answers", "members", "chosen_together"):
        left, right = getattr(one, name), getattr(other, name)
        pd.testing.assert_frame_equal(left, right, check_dtype=False, obj=name)


def test_totals_are_those_of_a_second_computation(tmp_path: Path) -> None:
    counts = wide_counts(tmp_path)
    options = {word: option for option, word in WORDS.items()}
    expected: Counter[tuple[str, str, str, str]] = Counter()
    for row in wide_table():
        for column in COLUMNS[2:-1]:
            if row[column] in options:
                item, _, area = column.partition(" ")
                group = GROUPS.get(row["org"], "")
                expected[item, area, group, options[row[column]]] += 1
    found = counts.answers.fillna("")
    columns = ["item_id", "risk_area", "affiliation", "option_id"]
    assert dict(
        zip(found[columns].itertuples(index=False, name=None), found["n"], strict=True)
    ) == (expected)
    answered = [row for row in wide_table() if {row[name] for name in COLUMNS[2:-1]} - {"", "-99"}]
    members = Counter(GROUPS.get(row["org"], "") for row in answered)
    assert dict(counts.members.fillna("")[["affiliation", "n"]].to_numpy().tolist()) == members
    assert counts.members["n"].sum() == len(answered) < RESPONDENTS


def test_preferred_combinations_are_counted_in_pairs(tmp_path: Path) -> None:
    pairs = wide_counts(tmp_path).chosen_together
    cells = [row["best"] for row in wide_table()]
    chosen = [{part.strip().lower() for part in cell.split(";")} & set(ITEMS) for cell in cells]
    expected = {
        (one, other): n
        for one in ITEMS
        for other in ITEMS
        if (n := sum({one, other} <= choice for choice in chosen))
    }
    rows = pairs[["item_id", "other_item_id", "n"]].itertuples(index=False, name=None)
    assert {(one, other): n for one, other, n in rows} == expected
    assert set(pairs["n_respondents"]) == {sum(map(bool, chosen))}
    assert pairs["risk_area"].isna().all()


def test_every_kind_of_file_gives_the_same_counts(tmp_path: Path) -> None:
    expected = wide_counts(tmp_path)
    parquet, spss = tmp_path / "a*[1]'s.parquet", tmp_path / "given.sav"
    write_parquet(wide_table(), parquet)
    write_spss(wide_table(), spss)
    description = wide_description(tmp_path)
    assert_same(counted(parquet, description, tmp_path), expected)
    of_spss = described(
        tmp_path, description_text().replace(*SPSS_NAMES[0]).replace(*SPSS_NAMES[1])
    )
    assert_same(counted(spss, of_spss, tmp_path), expected)
    of_qualtrics = described(tmp_path, description_text(header="qualtrics"))
    exported = as_csv(tmp_path, qualtrics(wide_table()))
    assert_same(counted(exported, of_qualtrics, tmp_path), expected)


SPSS_NAMES = [(f' {area}"', f'_{area}"') for area in AREAS]


def test_a_long_file_gives_the_same_counts(tmp_path: Path) -> None:
    expected = wide_counts(tmp_path)
    description = described(tmp_path, description_text("long"))
    content = encoded(long_table())
    parquet = tmp_path / "given.parquet"
    write_parquet(long_table(), parquet)
    for file in (as_csv(tmp_path, content), parquet):
        found = counted(file, description, tmp_path)
        pd.testing.assert_frame_equal(found.answers, expected.answers)
        pd.testing.assert_frame_equal(found.members, expected.members)
        assert found.chosen_together.empty


def test_codes_may_be_numbers_of_any_kind(tmp_path: Path) -> None:
    numbers = {word: f"{code}" for code, word in enumerate(WORDS.values())}
    text = description_text()
    for word, code in numbers.items():
        text = text.replace(f'"{word}"', code).replace(f'"{word}'.encode().decode(), code)
    for option, word in WORDS.items():
        code = numbers[word]
        text = "\n".join(
            f"{option} = {code}" if line.startswith(f"{option} =") else line
            for line in text.splitlines()
        )
    frame = pd.DataFrame(wide_table())
    for column in COLUMNS[2:-1]:
        frame[column] = pd.to_numeric(frame[column].replace(numbers), errors="coerce")
    file = tmp_path / "numbers.parquet"
    frame.to_parquet(file)
    assert str(frame[COLUMNS[2]].dtype) == "float64"
    description = described(tmp_path, text)
    assert description.option_labels["neither"] == "Neither agree nor disagree"
    assert_same(counted(file, description, tmp_path), wide_counts(tmp_path))


@REPEATED
@given(
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    free_text=st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    blanks=st.text(" \t\u00a0", max_size=3),
    blank_lines=st.integers(0, 2),
)
@example(b"", "\n", ",", csv.QUOTE_ALL, '"\r\n\x1b[31m\u2028=1+1', " ", 0)
def test_an_odd_file_is_the_same_as_a_plain_one(
    tmp_path: Path,
    mark: bytes,
    line_end: str,
    delimiter: str,
    quoting: int,
    free_text: str,
    blanks: str,
    blank_lines: int,
) -> None:
    if set("\r\n") & set(free_text):
        quoting = csv.QUOTE_ALL  # Python 3.11 does not quote every kind of line break by itself.
    padding = blanks.replace(delimiter, "")
    table = [
        {
            "why?": free_text,
            **{name: f"{padding}{value}{padding}" for name, value in row.items()},
        }
        for row in wide_table()
    ]
    content = mark + encoded(table, delimiter, line_end, quoting) + line_end.encode() * blank_lines
    description = described(tmp_path, description_text(delimiter=delimiter))
    found = counted(as_csv(tmp_path, content), description, tmp_path)
    assert_same(found, wide_counts(tmp_path))


def change(row: int, column: str, value: str) -> Edit:
    """Change a cell; rows are numbered as a spreadsheet does."""
    return lambda table: table[row - 2].update({column: value})


WIDE_PROBLEMS = [
    pytest.param(
        change(4, "audits CBRN", "Maybe"),
        f'row 4, column "audits CBRN": found "Maybe"; {ANSWERS}',
        id="an unknown answer",
    ),
    pytest.param(
        change(4, "audits CBRN", "yes!"),
        f'row 4, column "audits CBRN": found "yes!"; {ANSWERS}',
        id="an answer in other case",
    ),
    pytest.param(
        change(5, "drills Democracy", "=1+1"),
        f'row 5, column "drills Democracy": found "=1+1"; {ANSWERS}',
        id="a formula",
    ),
    pytest.param(
        change(5, "drills Democracy", "\x1b[2J\u202e"),
        rf'row 5, column "drills Democracy": found "\x1b[2J\u202e"; {ANSWERS}',
        id="what a terminal obeys",
    ),
    pytest.param(
        change(5, "drills Democracy", "x" * 5000),
        f'row 5, column "drills Democracy": found "{"x" * 160}…"; {ANSWERS}',
        id="an answer too long to be shown",
    ),
    pytest.param(
        change(6, "org", "Nowhere"),
        f'row 6, column "org": found "Nowhere"; {ORGANISATIONS}',
        id="an unknown affiliation",
    ),
    pytest.param(
        change(7, "who", " "),
        'row 7, column "who": found nothing; expected an identifier of the respondent',
        id="no respondent",
    ),
    pytest.param(
        change(9, "who", "p0"),
        'row 9, column "who": found "p0", as in row 2; expected each respondent once',
        id="a respondent twice",
    ),
    pytest.param(
        change(3, "best", "audits; dreams"),
        'row 3, column "best": found "dreams"; '
        'expected identifiers or labels of items, separated by ";"',
        id="an unknown item preferred",
    ),
    pytest.param(
        change(3, "best", "audits; Audits"),
        'row 3, column "best": found "audits" twice; expected each item once',
        id="an item preferred twice",
    ),
]


@pytest.mark.parametrize(("edit", "problem"), WIDE_PROBLEMS)
def test_a_wrong_cell_of_a_wide_file_is_named(tmp_path: Path, edit: Edit, problem: str) -> None:
    table = wide_table()
    edit(table)
    assert wide_problems(tmp_path, encoded(table)) == [problem]


LONG_PROBLEMS = [
    pytest.param(
        change(4, "said", "Maybe"),
        f'row 4, column "said": found "Maybe"; {ANSWERS}',
        id="an unknown answer",
    ),
    pytest.param(
        change(4, "what", "dreams"),
        'row 4, column "what": found "dreams"; expected one of "audits", "drills", "bounties"',
        id="an unknown item",
    ),
    pytest.param(
        change(4, "what", ""),
        'row 4, column "what": found nothing; expected one of "audits", "drills", "bounties"',
        id="no item",
    ),
    pytest.param(
        change(4, "area", "Mars"),
        'row 4, column "area": found "Mars"; expected one of "CBRN", "Democracy"',
        id="an unknown risk area",
    ),
    pytest.param(
        change(5, "area", ""),
        'row 5, column "area": found nothing; expected one of "CBRN", "Democracy"',
        id="no risk area",
    ),
    pytest.param(
        change(3, "org", "Nowhere"),
        f'row 3, column "org": found "Nowhere"; {ORGANISATIONS}',
        id="an unknown affiliation",
    ),
    pytest.param(
        change(3, "who", ""),
        'row 3, column "who": found nothing; expected an identifier of the respondent',
        id="no respondent",
    ),
]


@pytest.mark.parametrize(("edit", "problem"), LONG_PROBLEMS)
def test_a_wrong_cell_of_a_long_file_is_named(tmp_path: Path, edit: Edit, problem: str) -> None:
    table = long_table()
    edit(table)
    description = described(tmp_path, description_text("long"))
    assert problem in problems_of(as_csv(tmp_path, encoded(table)), description, tmp_path)


def test_a_respondent_with_two_affiliations_is_named(tmp_path: Path) -> None:
    table = long_table()
    table[1]["org"] = "Big tech"
    table[2]["org"] = ""
    description = described(tmp_path, description_text("long"))
    assert problems_of(as_csv(tmp_path, encoded(table)), description, tmp_path) == [
        'row 3, column "org": found "Big tech", but another in row 2; '
        "expected the same in all rows of a respondent"
    ]


def test_an_item_answered_twice_is_named_unless_one_of_them_is_no_answer(tmp_path: Path) -> None:
    table = long_table()
    answered = next(row for row in table if row["said"])
    table += [{**answered, "said": ""}, {**answered, "said": "Yes!"}]
    first = table.index(answered) + 2
    description = described(tmp_path, description_text("long"))
    assert problems_of(as_csv(tmp_path, encoded(table)), description, tmp_path) == [
        f'row {len(table) + 1}, column "who": found "{answered["who"]}" with the same item and '
        f"risk area as in row {first}; expected one answer"
    ]


def test_all_problems_are_reported_by_row_and_no_more_than_fifty(tmp_path: Path) -> None:
    table = wide_table()
    for row in table:
        row["audits CBRN"] = row["org"] = "?"
    table[3]["who"] = ""
    problems = wide_problems(tmp_path, encoded(table))
    assert len(problems) == 51
    assert problems[-1] == f"... and {2 * RESPONDENTS + 1 - 50} more"
    rows = [int(problem.split()[1].rstrip(",")) for problem in problems[:-1]]
    assert rows == sorted(rows)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    table = [{"why": "one\r\ntwo\n\nthree", **row} for row in wide_table()]
    table[10]["org"] = "?"
    lines = encoded(table, line_end="\r\n").split(b"\r\np3,")
    assert wide_problems(tmp_path, encoded(table)) == [
        f'row 12, column "org": found "?"; {ORGANISATIONS}'
    ]
    before, after = encoded(table[:3]), encoded(table[3:]).partition(b"\n")[2]
    assert lines
    assert wide_problems(tmp_path, before + b"\n,,\n" + after) == [
        f'row 14, column "org": found "?"; {ORGANISATIONS}'
    ]


def test_ragged_rows_are_named(tmp_path: Path) -> None:
    lines = encoded(wide_table()).splitlines(keepends=True)
    lines[2] = b"p1,Academia\n"
    lines[3] = b"x," + lines[3]
    assert wide_problems(tmp_path, b"".join(lines)) == [
        f"row 3: found 2 cells; expected {len(COLUMNS)}, as in the header",
        f"row 4: found {len(COLUMNS) + 1} cells; expected {len(COLUMNS)}, as in the header",
    ]


def test_missing_and_repeated_columns_are_named(tmp_path: Path) -> None:
    content = encoded(wide_table()).replace(b"drills CBRN,", b"org,", 1)
    names = named(column if column != "drills CBRN" else "org" for column in COLUMNS)
    assert wide_problems(tmp_path, content) == [
        f'row 1: found the columns {names}; expected "drills CBRN" among them',
        'row 1, column "org": found 2 columns of this name; expected one',
    ]
    (problem,) = wide_problems(tmp_path, encoded(wide_table(), delimiter=";"))
    assert '" (is the delimiter right?); expected "who", "org", "audits CBRN", ' in problem


def test_a_column_that_is_not_read_may_be_there_twice(tmp_path: Path) -> None:
    content = encoded([{"a": "x", "b": "y", **row} for row in wide_table()])
    assert wide_problems(tmp_path, content.replace(b"a,b,", b"a,a,", 1)) == []


def test_too_few_respondents_and_too_many_are_named(tmp_path: Path) -> None:
    assert wide_problems(tmp_path, encoded(wide_table()[:4])) == [
        "found answers of 4 respondents; "
        "expected at least 5, the minimum_group_size of the description"
    ]
    description = described(tmp_path, description_text().replace("invited = 40", "invited = 29"))
    file = as_csv(tmp_path, encoded(wide_table()))
    assert problems_of(file, description, tmp_path) == [
        "found answers of 30 respondents; expected at most 29, as many as were invited"
    ]


def test_a_file_without_rows_or_answers_is_refused(tmp_path: Path) -> None:
    header = encoded(wide_table()).splitlines()[0]
    none = encoded([{**row, **dict.fromkeys(COLUMNS[2:-1], "")} for row in wide_table()])
    assert wide_problems(tmp_path, b"") == ["found an empty file; expected answers"]
    assert wide_problems(tmp_path, header) == ["found no rows below the header; expected answers"]
    assert wide_problems(tmp_path, none) == ["found no answer in any row; expected answers"]


def test_the_header_of_qualtrics_is_told_from_a_plain_one(tmp_path: Path) -> None:
    assert wide_problems(tmp_path, qualtrics(wide_table())) == [
        "row 3: found the three header rows of Qualtrics; "
        'expected header = "qualtrics" in the description, under [file]'
    ]
    description = described(tmp_path, description_text(header="qualtrics"))
    file = as_csv(tmp_path, encoded(wide_table()))
    (problem,) = problems_of(file, description, tmp_path)
    assert problem.startswith("row 3: found another row; expected the third header row of Qual")


def test_rows_of_a_qualtrics_file_are_numbered_after_its_header(tmp_path: Path) -> None:
    table = wide_table()
    table[0]["org"] = "?"
    description = described(tmp_path, description_text(header="qualtrics"))
    file = as_csv(tmp_path, qualtrics(table))
    assert problems_of(file, description, tmp_path) == [
        f'row 4, column "org": found "?"; {ORGANISATIONS}'
    ]


def test_groups_and_areas_that_are_not_listed_are_those_found(tmp_path: Path) -> None:
    text = description_text("long")
    text = text.replace(text[text.index("[groups") : text.index("[[items")], "", 1)
    description = described(tmp_path, text)
    file = as_csv(tmp_path, encoded(long_table()))
    with connect(tmp_path) as connection:
        groups = read_answers(connection, file, description, tmp_path, lambda line: None)
    assert groups == {
        "affiliation": ("Academia", "Big tech", "Start-up"),
        "risk_area": ("CBRN", "Democracy"),
    }


def test_a_group_that_a_spreadsheet_would_compute_is_refused(tmp_path: Path) -> None:
    text = description_text()
    text = text.replace(text[text.index("[groups") : text.index("[risk_areas]")], "", 1)
    table = [{**row, "org": row["org"].replace("Academia", "=1+1")} for row in wide_table()]
    file = as_csv(tmp_path, encoded(table))
    problems = problems_of(file, described(tmp_path, text), tmp_path)
    assert problems == [f'column "org": found "=1+1"; expected {NO_FORMULA}']


def test_too_many_groups_are_refused(tmp_path: Path) -> None:
    text = description_text()
    text = text.replace(text[text.index("[groups") : text.index("[risk_areas")], "", 1)
    table = [{**row, "org": f"{i}"} for i, row in enumerate(wide_table() * 2)]
    for i, row in enumerate(table):
        row["who"] = f"{i}"
    file = as_csv(tmp_path, encoded(table))
    expected = 'column "org": found more than 30 different values; expected fewer, or which are'
    (problem, *_) = problems_of(file, described(tmp_path, text), tmp_path)
    assert problem.startswith(expected)


def test_two_million_answers_need_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "large.parquet"
    made_up = (
        "select 'respondent ' || i // 6 as who, 'Academia' as org, "
        "['audits', 'drills', 'bounties'][1 + i % 3] as what, "
        "['CBRN', 'Democracy'][1 + i // 3 % 2] as area, 'Yes!' as said "
        "from range(2_000_004) as numbers(i)"
    )
    with duckdb.connect() as connection:
        connection.sql(made_up).write_parquet(str(file))
    text = description_text("long").replace("invited = 40", "")
    with connect(tmp_path, memory_limit="512MB") as connection:
        read_answers(connection, file, described(tmp_path, text), tmp_path, lambda line: None)
        assert count(connection).answers["n"].tolist() == [333_334] * 6
