"""Which measures are chosen together: counted again from the simulated combinations."""

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from data.building.fact_rows import read_rows
from data.building.simulate import simulated_surveys
from data.paths import DATA
from queries.records import records
from queries.study import studies
from views.agreement.filters import AgreementFilters
from views.combinations.columns import COMBINATIONS
from views.combinations.rows import combinations
from views.combinations.words import sentence, title

PANEL = "demo-panel"
Chosen = dict[tuple[str, str], set[str]]


@pytest.fixture(scope="module")
def chosen() -> Chosen:
    """The measures that each respondent would combine against each risk."""
    facts = {file.stem: read_rows(file) for file in sorted(Path(DATA / "facts").glob("*.csv"))}
    survey, _, preferred = next(simulated_surveys(facts))
    assert survey.study_id == PANEL
    found: Chosen = {}
    for row in records(preferred):
        found.setdefault((row["respondent_id"], row["risk_area"]), set()).add(row["item_id"])
    return found


@pytest.mark.parametrize("areas", [(), ("CBRN",), ("CBRN", "Democratic processes")], ids=str)
def test_pairs_are_counted_over_the_combinations(chosen: Chosen, areas: tuple[str, ...]) -> None:
    counted = [items for (_, area), items in chosen.items() if not areas or area in areas]
    pairs = Counter(pair for items in counted for pair in product(items, repeat=2))
    rows = combinations(AgreementFilters(study=PANEL, risk_area=areas))
    assert list(rows.columns) == list(COMBINATIONS)
    found = {(row["item_id"], row["other_item_id"]): row for row in records(rows)}
    assert {pair: row["n"] for pair, row in found.items()} == pairs
    for (one, other), row in found.items():
        assert row["n_combinations"] == len(counted) == 76 * (len(areas) or 4)
        assert row["share"] == pytest.approx(row["n"] / len(counted))
        alone = pairs[one, one] * pairs[other, other] / len(counted)
        assert row["lift"] == pytest.approx(row["n"] / alone)


def test_what_is_chosen_most_comes_first_and_is_said(chosen: Chosen) -> None:
    most, times = Counter(item for items in chosen.values() for item in items).most_common(1)[0]
    rows = combinations(AgreementFilters(study=PANEL))
    assert rows["item_id"].iloc[0] == rows["other_item_id"].iloc[0] == most
    text = sentence(rows, studies()[PANEL])
    assert text.startswith("Simulated, not a finding: ")
    assert f"is in {round(100 * times / len(chosen))}\u00a0% of the preferred combinations" in text
    assert title(rows, AgreementFilters(study=PANEL), studies()[PANEL]).startswith("SIMULATED")


def test_every_row_says_that_it_is_simulated() -> None:
    rows = combinations(AgreementFilters(study=PANEL))
    assert set(rows["basis"]) == {"simulated"}


@pytest.mark.parametrize("study", ["schuett2023", "uuk2024", "demo-panel-feasibility"])
def test_a_study_that_did_not_ask_has_none(study: str) -> None:
    rows = combinations(AgreementFilters(study=study))
    assert rows.empty
    assert "no counts" in sentence(rows, studies()[study])
