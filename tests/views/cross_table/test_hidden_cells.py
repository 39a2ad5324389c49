"""Whoever sees every cross-table of an imported survey, and every row of the Agreement page, learns
nothing of a small group."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from data.build import build
from data.importing.store import save_survey
from data.paths import DATA
from queries.records import Row, records
from tests.charts.drawing import draw, texts
from tests.data.building.disclosure_attack import betrayed
from tests.data.building.invented_survey import GROUPS, ITEMS, MINIMUM, Invented, invented
from tests.samples import sample
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.cross_table.filters import CrossTableFilters, answers_of_cell
from views.cross_table.rows import cross_table
from views.cross_table.view import cross_table_view

pytestmark = pytest.mark.slow

Within = npt.NDArray[np.bool]

STUDY = "invented"
FOR = {"somewhat_agree", "strongly_agree"}
LABELS = {item.item_id: item.label for item in ITEMS}
PAIRS = [("affiliation", "expertise"), ("expertise", "affiliation")]


@pytest.fixture(scope="module", params=sample([1, 5], each=2))
def survey(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Invented]:
    """A survey with small groups, in the database that is asked."""
    survey, folder = invented(request.param), tmp_path_factory.mktemp("imported")
    save_survey(folder / "imports", survey.survey, survey.counts())
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_IMPORTS", str(folder / "imports"))
        database: Path = folder / "built.duckdb"
        build(DATA, database, report=lambda line: None)
        patched.setenv("COMMON_GROUND_DATABASE", str(database))
        yield survey


def every_choice(dimension: str) -> list[tuple[str, ...]]:
    """No filter, each group, and each two."""
    names = GROUPS[dimension]
    pairs = [(one, other) for one in names for other in names if one < other]
    return [(), *((name,) for name in names), *pairs]


def every_table(area: str) -> Iterator[CrossTableFilters]:
    """Every table of answers about a risk area, under the filters that its dimensions leave: what
    is crossed is told apart already."""
    about: dict[str, Any] = {"study": STUDY, "risk_area": (area,)}
    for (rows, columns), item in product(PAIRS, LABELS):
        for base in ("respondents", "opinion"):
            yield CrossTableFilters(**about, base=base, rows=rows, columns=columns, item=item)
    for expertise in every_choice("expertise"):
        yield CrossTableFilters(**about, columns="affiliation", expertise=expertise)
        yield CrossTableFilters(
            **about, rows="affiliation", columns="risk_area", item="doors", expertise=expertise
        )
        for affiliation in every_choice("affiliation"):
            yield CrossTableFilters(
                **about, columns="risk_area", affiliation=affiliation, expertise=expertise
            )
    for affiliation in every_choice("affiliation"):
        yield CrossTableFilters(**about, columns="expertise", affiliation=affiliation)


def selected(given: pd.DataFrame, filters: CrossTableFilters, cell: Row) -> Within:
    """Which answers are in a cell."""
    within = np.ones(len(given), dtype=np.bool)
    for dimension in ("affiliation", "expertise"):
        if chosen := getattr(filters, dimension):
            within &= given[dimension].isin(chosen).to_numpy()
        for side, by in (("row", filters.rows_by), ("column", filters.columns_by)):
            if by == dimension:
                within &= (given[dimension] == cell[f"{side}_group"]).to_numpy()
    return within


def agreement_rows(area: str, of_items: dict[str, pd.DataFrame]) -> Iterator[tuple[str, Within]]:
    """Which answers are in each row that the Agreement page shows, by item."""
    for one, other in product(every_choice("affiliation"), every_choice("expertise")):
        filters = AgreementFilters(STUDY, affiliation=one, expertise=other, risk_area=(area,))
        for item in agreement(filters)["item_id"]:
            given = of_items[item]
            within = np.ones(len(given), dtype=np.bool)
            for dimension, chosen in (("affiliation", one), ("expertise", other)):
                within &= given[dimension].isin(chosen).to_numpy() | (not chosen)
            yield item, within


@pytest.mark.parametrize("area", GROUPS["risk_area"])
def test_all_tables_and_the_agreement_page_together_betray_no_small_group(
    survey: Invented, area: str
) -> None:
    answers = survey.responses[survey.responses["risk_area"] == area]
    of_items = {str(item): given for item, given in answers.groupby("item_id")}
    known: dict[str, list[Within]] = {item: [] for item in of_items}
    hidden = 0
    for filters in every_table(area):
        for cell in records(cross_table(filters)):
            given = of_items[cell["item_id"]]
            within = selected(given, filters, cell)
            assert within.any()
            if cell["hidden"]:
                hidden += 1
                assert all(pd.isna(cell[name]) for name in FIGURES)
                continue
            counted = given["option_id"][within]
            if filters.base == "opinion":
                counted = counted[counted != "dont_know"]
            assert cell["n_low"] == cell["n_high"] == len(counted)
            assert cell["agreement_low"] == pytest.approx(counted.isin(FOR).mean(), abs=1e-12)
            known[cell["item_id"]].append(within)
    assert hidden
    for item, within in agreement_rows(area, of_items):
        known[item].append(within)
    for item, given in of_items.items():
        people = given[["affiliation", "expertise"]].fillna("").to_numpy().astype(str)
        parts, places = np.unique(people, axis=0, return_index=True)
        sizes = np.array([(people == part).all(axis=1).sum() for part in parts])
        shown = np.array(known[item], dtype=np.int64).reshape(-1, len(given))
        groups = np.unique(shown[:, places], axis=0)
        assert (groups @ sizes >= MINIMUM).all()
        assert betrayed(groups, sizes, MINIMUM) == []


FIGURES = (
    *("n_low", "n_high", "agreement_low", "agreement_high"),
    *("agreement_ci_low", "agreement_ci_high", "few_answers"),
)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_cell_is_hidden_just_where_the_agreement_page_shows_no_row(
    survey: Invented, pair: tuple[str, str]
) -> None:
    rows, columns = pair
    found = set()
    for area, item in product(GROUPS["risk_area"], LABELS):
        filters = CrossTableFilters(STUDY, rows=rows, columns=columns, item=item, risk_area=(area,))
        for cell in records(cross_table(filters)):
            there = agreement(answers_of_cell(filters, cell))
            assert cell["hidden"] == (item not in set(there["item_id"]))
            found.add(cell["hidden"])
    assert found == {True, False}


def test_what_is_hidden_about_one_risk_area_is_hidden_about_all(survey: Invented) -> None:
    """Or it would be what is left of all of them."""
    seen = 0
    for item in LABELS:
        crossed = CrossTableFilters(STUDY, rows="affiliation", columns="expertise", item=item)
        hidden = {
            (cell["row_group"], cell["column_group"])
            for area in GROUPS["risk_area"]
            for cell in records(
                cross_table(CrossTableFilters(**vars(crossed) | {"risk_area": (area,)}))
            )
            if cell["hidden"]
        }
        for cell in records(cross_table(crossed)):
            seen += cell["hidden"]
            assert cell["hidden"] == ((cell["row_group"], cell["column_group"]) in hidden)
    assert seen


def test_hidden_cells_are_marked_and_say_nothing_more(survey: Invented) -> None:
    filters = CrossTableFilters(STUDY, rows="affiliation", columns="expertise", item="alarms")
    view = cross_table_view(filters)
    hidden = int(view.rows["hidden"].sum())
    assert hidden
    (panel,) = view.panels
    drawn = [text.text for text in texts(draw(panel.chart))]
    assert drawn.count("hidden") == hidden
    assert re.search(rf"\b{hidden} (more are )?hidden", view.words.sentence)
    assert f"fewer than {MINIMUM}" in view.words.notes
    assert len(panel.chart["datasets"]["hidden"]) == hidden
    for cell in panel.chart["datasets"]["hidden"]:
        numbers = {name: value for name, value in cell.items() if isinstance(value, float)}
        assert set(numbers.values()) == {0.0}
        assert {cell[name] for name in ("Share", "95 % interval", "n", "Known")} == {"hidden"}


def test_fewest_answers_neither_shows_nor_removes_a_hidden_cell(survey: Invented) -> None:
    filters = CrossTableFilters(STUDY, rows="affiliation", columns="expertise", item="alarms")
    every = cross_table(filters)
    large = cross_table(CrossTableFilters(**vars(filters) | {"min_n": 1000}))
    assert large["hidden"].all()
    assert len(large) == int(every["hidden"].sum()) > 0
    assert "All cells are hidden" not in cross_table_view(filters).words.sentence
    said = cross_table_view(CrossTableFilters(**vars(filters) | {"min_n": 1000})).words.sentence
    assert "hidden" in said
