"""Weights of respondents: what is refused, what is kept, and what is the same without them."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.building.survey import WEIGHTS, Counts, count, table_rows
from data.importing.answers import connect, read_answers
from data.importing.description import read_description, survey_of
from data.importing.problems import UnusableFileError
from tests.data.importing.surveys import KNOWN_FACTS
from tests.data.importing.weighted_survey import (
    HEAVY,
    answers,
    long_table,
    people,
    wide_table,
    write_files,
)

Change = Callable[[pd.DataFrame], pd.DataFrame]
Tables = dict[str, pd.DataFrame]


def imported(folder: Path, layout: str, *, weighted: bool = True) -> tuple[Counts, Tables]:
    """The counts of the survey, and its rows in each table of the database."""
    folder.mkdir()
    given, described = write_files(folder, layout, weighted=weighted)
    description = read_description(described, KNOWN_FACTS)
    with connect(folder) as connection:
        groups = read_answers(connection, given, description, folder, report=lambda line: None)
        counts = count(connection, weighted=description.weighted)
    return counts, table_rows(survey_of(description, groups), counts)


def problems(folder: Path, layout: str, table: pd.DataFrame) -> list[str]:
    given, described = write_files(folder, layout)
    table.to_csv(given, index=False)
    description = read_description(described, KNOWN_FACTS)
    with connect(folder) as connection:
        try:
            read_answers(connection, given, description, folder, report=lambda line: None)
        except UnusableFileError as error:
            return error.problems.lines()
    return []


@pytest.mark.parametrize("layout", ["wide", "long"])
@pytest.mark.parametrize("value", ["0", "-1.5", "much", "", "nan", "inf", "1,5", "1e9"])
def test_a_weight_that_is_none_is_refused_with_its_row(
    tmp_path: Path, layout: str, value: str
) -> None:
    table = wide_table() if layout == "wide" else long_table()
    of_third = table["respondent"] == "p3"
    row = int(of_third.to_numpy().argmax())
    found = f'"{value}"' if value else "nothing"
    table.loc[of_third, "weight"] = value
    expected = f'row {row + 2}, column "weight": found {found}; expected a number from 0.000001'
    (line,) = problems(tmp_path, layout, table)
    assert line.startswith(expected)


def test_two_weights_of_a_respondent_are_refused_with_both_rows(tmp_path: Path) -> None:
    table = long_table()
    first, second, *_ = table.index[table["respondent"] == "p3"]
    table.loc[second, "weight"] = "2.25"
    (line,) = problems(tmp_path, "long", table)
    assert line == (
        f'row {second + 2}, column "weight": found "2.25", but another in row {first + 2}; '
        "expected the same in all rows of a respondent"
    )


def test_one_weight_written_in_two_ways_is_the_same(tmp_path: Path) -> None:
    table = long_table()
    place = table.index[table["respondent"] == "p3"][0]
    table.loc[place, "weight"] = f"{float(table.loc[place, 'weight']):.9f}"
    assert problems(tmp_path, "long", table) == []


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_sums_of_weights_are_those_of_the_file(tmp_path: Path, layout: str) -> None:
    counts, _ = imported(tmp_path / layout, layout)
    rows = answers()
    rows["weight"] /= people()["weight"].mean()
    rows["squared_weight"] = rows["weight"] ** 2
    keys = ["item", "risk_area", "affiliation", "expertise", "option"]
    expected = rows.groupby(keys)[list(WEIGHTS)].sum()
    found = counts.answers.rename(columns={"item_id": "item", "option_id": "option"})
    found = found.fillna({"affiliation": ""}).set_index(keys)[list(WEIGHTS)].sort_index()
    pd.testing.assert_frame_equal(found, expected, rtol=1e-7)


def test_weights_change_neither_counts_nor_what_is_hidden(tmp_path: Path) -> None:
    _, with_weights = imported(tmp_path / "with", "wide")
    _, without = imported(tmp_path / "without", "wide", weighted=False)
    assert not set(WEIGHTS) & set(without["cell"])
    pd.testing.assert_frame_equal(with_weights["cell"].drop(columns=list(WEIGHTS)), without["cell"])
    for table in ("hidden_group", "group_size", "study_group"):
        pd.testing.assert_frame_equal(with_weights[table], without[table])


def test_of_what_is_hidden_there_is_no_weight(tmp_path: Path) -> None:
    _, tables = imported(tmp_path / "given", "wide")
    cells, hidden = tables["cell"], tables["hidden_group"]
    assert (hidden["affiliation"] == HEAVY).any()
    assert not (cells["affiliation"] == HEAVY).any()
    keys = ["item_id", "risk_area", "affiliation", "expertise"]
    both = cells[keys].fillna("").merge(hidden[keys].fillna(""))
    assert both.empty
    # Sums of weights stand beside counts, in no other row.
    assert cells[["n", *WEIGHTS]].notna().all(axis=None)
    assert ((cells["n"] == 0) == (cells["weight"] == 0)).all()
