"""Which measures are chosen together: counted again from the combinations of an invented panel."""

from collections import Counter
from itertools import product

import pytest

from queries.records import records
from queries.study import studies
from tests.invented_panel import RESPONDENTS, STUDY, WITHOUT_AREAS, invented_panels
from views.agreement.filters import AgreementFilters
from views.combinations.columns import COMBINATIONS
from views.combinations.rows import combinations
from views.combinations.words import sentence

pytestmark = pytest.mark.usefixtures("invented_panels")

Chosen = dict[tuple[str, str], set[str]]


@pytest.fixture(scope="module")
def chosen() -> Chosen:
    """The measures that each respondent would combine against each risk."""
    panel = next(invented_panels())
    assert panel.survey.study_id == STUDY
    found: Chosen = {}
    for row in records(panel.preferred):
        found.setdefault((row["respondent_id"], row["risk_area"]), set()).add(row["item_id"])
    return found


@pytest.mark.parametrize("areas", [(), ("CBRN",), ("CBRN", "Democratic processes")], ids=str)
def test_pairs_are_counted_over_the_combinations(chosen: Chosen, areas: tuple[str, ...]) -> None:
    counted = [items for (_, area), items in chosen.items() if not areas or area in areas]
    pairs = Counter(pair for items in counted for pair in product(items, repeat=2))
    rows = combinations(AgreementFilters(study=STUDY, risk_area=areas))
    assert list(rows.columns) == list(COMBINATIONS)
    found = {(row["item_id"], row["other_item_id"]): row for row in records(rows)}
    assert {pair: row["n"] for pair, row in found.items()} == pairs
    for (one, other), row in found.items():
        assert row["n_combinations"] == len(counted) == RESPONDENTS * (len(areas) or 4)
        assert row["share"] == pytest.approx(row["n"] / len(counted))
        alone = pairs[one, one] * pairs[other, other] / len(counted)
        assert row["lift"] == pytest.approx(row["n"] / alone)


def test_what_is_chosen_most_comes_first_and_is_said(chosen: Chosen) -> None:
    most, times = Counter(item for items in chosen.values() for item in items).most_common(1)[0]
    rows = combinations(AgreementFilters(study=STUDY))
    assert rows["item_id"].iloc[0] == rows["other_item_id"].iloc[0] == most
    text = sentence(rows, studies()[STUDY])
    assert f"is in {round(100 * times / len(chosen))}\u00a0% of the preferred combinations" in text


@pytest.mark.parametrize("study", ["schuett2023", "uuk2024", "ec2020", WITHOUT_AREAS])
def test_a_study_that_did_not_ask_has_none_and_the_sentence_says_why(study: str) -> None:
    asked = studies()[study]
    rows = combinations(AgreementFilters(study=study))
    assert rows.empty
    assert not asked.has_combinations
    assert sentence(rows, asked) == (
        f"Of {asked.name} we hold no counts of what its {asked.people} would combine: the study "
        "did not ask, or does not publish it."
    )


def test_no_rows_under_filters_are_told_apart_from_no_combinations_at_all() -> None:
    asked = studies()[STUDY]
    assert asked.has_combinations
    rows = combinations(AgreementFilters(study=STUDY, search="no such measure"))
    assert rows.empty
    assert sentence(rows, asked) == (
        "No preferred combinations of Invented panel can be shown under these filters."
    )
