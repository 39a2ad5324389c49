"""Risks, waves and actors crossed, counted once more from the files of the Delphi study."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from data.paths import DATA
from queries.records import records
from tests.views.agreement.selected_respondents import wilson
from views.cross_table.filters import CrossTableFilters, answers_of_cell
from views.cross_table.layout import MOST_COLUMNS
from views.cross_table.rows import cross_table
from views.cross_table.view import cross_table_view
from views.filter_kinds import read

DELPHI = "mit-delphi-2025"
FOLDER = DATA / "facts" / "studies" / DELPHI
FOR, OPINIONS = {"4", "5"}, {"1", "2", "3", "4", "5"}
MISALIGNED = "AI pursuing its own goals in conflict with human goals or values"


def named(dimension: str) -> dict[str, str]:
    """Names of the study's own groups, by how the files write them."""
    described = tomllib.loads((FOLDER / "study.toml").read_text(encoding="utf-8"))
    return {
        value: name for name, values in described["groups"][dimension].items() for value in values
    }


def counted(question: str) -> dict[tuple[str, str, str], tuple[int, int]]:
    """How many are for, of how many with an opinion, by item, risk and wave."""
    rows = pd.read_csv(FOLDER / f"{question}.csv", dtype=str)
    opinions = rows[rows["answer"].isin(OPINIONS)].assign(n=rows["n"].astype(int))
    risks, waves = named("risk_area"), named("wave")
    return {
        (str(item), risks[str(risk)], waves[str(wave)]): (
            int(given["n"][given["answer"].isin(FOR)].sum()),
            int(given["n"].sum()),
        )
        for (item, risk, wave), given in opinions.groupby(["item", "risk_area", "wave"])
    }


@pytest.mark.parametrize("item", ["general-purpose-ai-developers", "ai-users"])
def test_risks_by_waves_are_as_counted_from_the_file(item: str, built_database: Path) -> None:
    found = counted("responsibility")
    filters = CrossTableFilters(DELPHI, rows="risk_area", columns="wave", item=item, base="opinion")
    cells = records(cross_table(filters))
    assert len(cells) == 24 * 3
    for cell in cells:
        agree, n = found[item, cell["row_group"], cell["column_group"]]
        assert cell["n_low"] == cell["n_high"] == n
        assert cell["agreement_low"] == pytest.approx(agree / n, abs=1e-12)
        low, high = wilson(agree, n)
        assert cell["agreement_ci_low"] == pytest.approx(low, abs=1e-12)
        assert cell["agreement_ci_high"] == pytest.approx(high, abs=1e-12)
    of_risk = [cell for cell in cells if cell["row_group"] == MISALIGNED]
    expected = {
        "general-purpose-ai-developers": [(107, 110), (94, 94), (84, 84)],
        "ai-users": [(21, 110), (13, 94), (7, 84)],
    }
    assert [
        (round(cell["agreement_low"] * cell["n_low"]), cell["n_low"]) for cell in of_risk
    ] == expected[item]


@pytest.mark.parametrize("question", ["responsibility", "actor-vulnerability"])
@pytest.mark.parametrize("wave", ["Round 1", "Round 3"])
def test_actors_by_risks_are_those_of_one_wave(
    question: str, wave: str, built_database: Path
) -> None:
    found = counted(question)
    given = [("study", DELPHI), ("question", question), ("columns", "risk_area"), ("wave", wave)]
    filters, problems = read(CrossTableFilters, [*given, ("base", "opinion")])
    assert problems == []
    cells = records(cross_table(filters))
    assert len(cells) == 7 * 24
    for cell in cells:
        agree, n = found[cell["item_id"], cell["column_group"], wave]
        assert (cell["n_low"], cell["risk_areas"]) == (n, 1)
        assert cell["agreement_low"] == pytest.approx(agree / n, abs=1e-12)
    assert f"only {wave}" in cross_table_view(filters).words.notes


def test_a_cell_of_a_wave_leads_to_the_answers_of_that_wave(built_database: Path) -> None:
    filters = CrossTableFilters(DELPHI, rows="risk_area", columns="wave")
    waves = {}
    for cell in records(cross_table(filters))[:3]:
        there = answers_of_cell(filters, cell)
        assert there.risk_area == (cell["row_group"],)
        waves[cell["column_group"]] = there.wave
    # The last is the current one, which needs no name.
    assert waves == {"Round 1": "Round 1", "Round 2": "Round 2", "Round 3": ""}


def test_more_sectors_than_fit_side_by_side_are_drawn_in_parts(built_database: Path) -> None:
    filters = CrossTableFilters(DELPHI, "sector-vulnerability", rows="risk_area", columns="item")
    view = cross_table_view(filters)
    assert [panel.heading for panel in view.panels] == ["Part 1 of 2", "Part 2 of 2"]
    parts = [
        {cell["column_group"] for cell in panel.chart["datasets"]["cells"]} for panel in view.panels
    ]
    assert len(parts[0] | parts[1]) == len(parts[0]) + len(parts[1]) == 14
    assert max(map(len, parts)) <= MOST_COLUMNS
    drawn = sum(len(panel.chart["datasets"]["cells"]) for panel in view.panels)
    assert drawn == len(view.rows) == 14 * 24


def test_only_dimensions_of_the_question_can_be_crossed(built_database: Path) -> None:
    """The yearly survey told economies apart in some of its questions only."""
    outlook, problems = read(CrossTableFilters, [("study", "ipie-waves")])
    assert problems == []
    assert (outlook.rows_by, outlook.columns_by) == ("item", "wave")
    given = [("study", "ipie-waves"), ("question", "outlook"), ("columns", "subgroup")]
    _, (problem,) = read(CrossTableFilters, given)
    assert problem.message == "The answers to this question are not told apart by it."
    threat = CrossTableFilters("ipie-waves", "threat", columns="subgroup")
    cells = {cell["column_group"]: cell for cell in records(cross_table(threat))}
    assert [
        (round(cell["agreement_low"] * cell["n_low"]), cell["n_low"]) for cell in cells.values()
    ] == [(115, 213), (105, 257)]
