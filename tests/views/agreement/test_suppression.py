"""Whoever asks everything that can be asked learns nothing of a small group of a survey."""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
import pytest

from queries.records import Row, records
from queries.study import group_sizes, studies
from tests.data.building.disclosure_attack import betrayed
from tests.invented_panel import MINIMUM_GROUP_SIZE, RESPONDENTS, STUDY, WITHOUT_AREAS
from tests.samples import sample
from tests.views.agreement.selected_respondents import (
    Panel,
    Selection,
    every_selection,
    expected_figures,
    panel,
)
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement, cells

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("invented_panels_throughout")]

# Two measures stand for all: everyone answered everything.
SEARCH, ITEMS = "audit", 2
ONE_AREA, EVERY_AREA = ("CBRN",), ()


@dataclass(frozen=True)
class Asked:
    """What is asked of every selection of at most so many affiliations and kinds of expertise.

    ``areas``: how many risk areas a row takes together.
    """

    study: str
    risk_area: tuple[str, ...]
    areas: int
    base: str = "respondents"
    most: int = 2

    def filters(self, selection: Selection, split: str = "none") -> AgreementFilters:
        affiliation, expertise = selection
        return AgreementFilters(
            study=self.study,
            affiliation=affiliation,
            expertise=expertise,
            risk_area=self.risk_area,
            search=SEARCH,
            base=self.base,
            split=split,
        )


EVERYTHING = Asked(STUDY, ONE_AREA, 1, most=5)
ASKED = (
    EVERYTHING,
    Asked(STUDY, ONE_AREA, 1, "opinion"),
    Asked(STUDY, EVERY_AREA, 4),
    Asked(STUDY, (*ONE_AREA, "Democratic processes"), 2, "opinion", most=1),
    Asked(WITHOUT_AREAS, EVERY_AREA, 1),
)


@dataclass(frozen=True)
class Answered:
    """Every selection, with the rows that are given for it."""

    filters: Asked
    panel: Panel
    rows: dict[Selection, list[Row]]


@pytest.fixture(params=sample(ASKED, each=2), ids=str, scope="module")
def answered(request: pytest.FixtureRequest, invented_panels_database: Path) -> Answered:
    filters: Asked = request.param
    known = panel(invented_panels_database, filters.study)
    rows = {
        selection: records(agreement(filters.filters(selection)))
        for selection in every_selection(known.parts, filters.most)
    }
    return Answered(filters, known, rows)


def hidden_pairs(database: Path, study: str) -> set[tuple[str, str]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select distinct affiliation, expertise from hidden_group where study_id = $study",
            {"study": study},
        ).fetchall()
    return {(affiliation, expertise) for affiliation, expertise in found}


def test_the_panel_has_groups_that_must_not_be_shown(answered: Answered) -> None:
    assert answered.panel.sizes.min() < MINIMUM_GROUP_SIZE
    assert (
        answered.panel.sizes.sum() == studies()[answered.filters.study].respondents == RESPONDENTS
    )
    assert studies()[answered.filters.study].minimum_group_size == MINIMUM_GROUP_SIZE
    if answered.filters == EVERYTHING:
        assert len(answered.rows) == 2**4 * 2**5


def test_a_selection_has_a_row_an_item_unless_it_has_a_hidden_group_or_nobody(
    answered: Answered, invented_panels_database: Path
) -> None:
    hidden = hidden_pairs(invented_panels_database, answered.filters.study)
    assert hidden
    assert all(None not in pair for pair in hidden), "no affiliation or expertise is all hidden"
    for (affiliation, expertise), rows in answered.rows.items():
        asks_for_hidden = not hidden.isdisjoint(product(affiliation, expertise))
        somebody = answered.panel.within((affiliation, expertise)).any()
        expected = 0 if asks_for_hidden or not somebody else ITEMS
        assert len(rows) == expected, (affiliation, expertise)


def test_every_figure_is_that_of_the_answers_one_by_one(answered: Answered) -> None:
    filters = answered.filters
    answers = answered.panel.answers(filters.risk_area)
    for selection, rows in answered.rows.items():
        within = answered.panel.within(selection)
        for row in rows:
            counts = within @ answers[row["item_id"]]
            expected = expected_figures(counts, filters.base, filters.areas)
            assert {name: row[name] for name in expected} == pytest.approx(expected, abs=1e-12)
            assert row["n_respondents"] == filters.areas * (within @ answered.panel.sizes)


def test_any_two_selections_with_counts_differ_by_nobody_or_by_enough(answered: Answered) -> None:
    """Counts of two selections are subtracted; who is in both falls out."""
    known = [selection for selection, rows in answered.rows.items() if rows]
    within = np.array([answered.panel.within(selection) for selection in known])
    everyone_of_one = within @ answered.panel.sizes
    in_both = (within * answered.panel.sizes) @ within.T
    differing = everyone_of_one[:, None] + everyone_of_one[None] - 2 * in_both
    assert everyone_of_one.min() >= MINIMUM_GROUP_SIZE
    assert len(known) > 10
    assert differing[differing > 0].min() >= MINIMUM_GROUP_SIZE


def test_no_sums_and_differences_of_all_selections_betray_a_small_group(
    answered: Answered,
) -> None:
    known = [selection for selection, rows in answered.rows.items() if rows]
    within = np.unique([answered.panel.within(selection) for selection in known], axis=0)
    assert betrayed(within, answered.panel.sizes, MINIMUM_GROUP_SIZE) == []
    smallest = np.arange(len(answered.panel.sizes)) == answered.panel.sizes.argmin()
    assert betrayed(np.vstack([within, smallest]), answered.panel.sizes, MINIMUM_GROUP_SIZE)


@pytest.mark.parametrize("split", ["affiliation", "expertise"])
def test_a_split_shows_no_more_than_its_groups_one_by_one(answered: Answered, split: str) -> None:
    filters, place = answered.filters, ("affiliation", "expertise").index(split)
    names = list(group_sizes(filters.study, split))
    for selection in answered.rows:
        if selection[place]:
            continue
        one_by_one = {
            (name, row["item_id"]): row["strongly_agree_low"]
            for name in names
            for row in answered.rows[
                (selection[0] if place else (name,)), ((name,) if place else selection[1])
            ]
        }
        rows = records(agreement(filters.filters(selection, split)))
        shown = {(row["group"], row["item_id"]): row["strongly_agree_low"] for row in rows}
        assert shown == one_by_one


@pytest.mark.parametrize("study", [STUDY, WITHOUT_AREAS])
def test_the_cells_behind_the_figures_betray_no_small_group_either(
    study: str, invented_panels_database: Path
) -> None:
    known = panel(invented_panels_database, study)
    answer = cells(AgreementFilters(study=study))
    areas = [str(area) for area in answer["risk_area"].dropna().unique()] or [""]
    for area in areas:
        rows = answer[answer["risk_area"].fillna("") == area].fillna("")
        answers = known.answers((area,) if area else ())
        groups = rows.groupby(["item_id", "affiliation", "expertise"], sort=False)
        chosen = set()
        for key, group in groups:
            item, one, other = map(str, key)
            within = known.within(((one,) if one else (), (other,) if other else ()))
            assert list(group["n"]) == list(within @ answers[item])
            assert int(within @ known.sizes) >= MINIMUM_GROUP_SIZE
            chosen.add(tuple(within))
        assert betrayed(np.array([*chosen]), known.sizes, MINIMUM_GROUP_SIZE) == []
