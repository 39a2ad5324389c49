"""The numbers beside the choices of a filter: recounted from the answers of each respondent."""

from itertools import product
from typing import Any

import pandas as pd
import pytest

from queries.study import studies
from views.agreement import filters as agreement_filters
from views.agreement.choice_counts import captions, choice_counts
from views.agreement.filters import AgreementFilters
from views.agreement.rows import responses

PANEL = "invented-panel"
pytestmark = pytest.mark.usefixtures("invented_panels_throughout")

DIMENSIONS = ("affiliation", "expertise")


@pytest.fixture(scope="module")
def respondents() -> pd.DataFrame:
    answers = responses(AgreementFilters(study=PANEL))
    return answers.drop_duplicates("respondent_id").set_index("respondent_id")


def only(dimension: str, group: str) -> AgreementFilters:
    chosen: dict[str, Any] = {dimension: (group,)}
    return AgreementFilters(study=PANEL, **chosen)


def groups(dimension: str) -> list[str]:
    return list(agreement_filters.groups(PANEL, dimension).values())


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_without_other_filters_every_group_counts_all_its_members(
    respondents: pd.DataFrame, dimension: str
) -> None:
    expected = respondents[dimension].value_counts().to_dict()
    assert choice_counts(AgreementFilters(study=PANEL))[dimension] == expected
    assert sum(expected.values()) == 76


@pytest.mark.parametrize(("dimension", "other"), [DIMENSIONS, DIMENSIONS[::-1]])
def test_other_filters_narrow_a_count_and_small_groups_have_none(
    respondents: pd.DataFrame, dimension: str, other: str
) -> None:
    minimum = studies()[PANEL].minimum_group_size
    hidden = 0
    for chosen in groups(other):
        rows = choice_counts(only(other, chosen))[dimension]
        within = respondents[respondents[other] == chosen][dimension].value_counts()
        for group in groups(dimension):
            members = int(within.get(group, 0))
            if rows[group] is None:
                hidden += 1
                assert members > 0
            else:
                assert rows[group] == members
                assert members == 0 or members >= minimum
    assert hidden


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_filter_does_not_narrow_its_own_choices(dimension: str) -> None:
    every = choice_counts(AgreementFilters(study=PANEL))[dimension]
    for group in groups(dimension):
        assert choice_counts(only(dimension, group))[dimension] == every


def test_several_groups_of_another_filter_are_added_up() -> None:
    both = ("Academia", "Civil society")
    apart = [
        choice_counts(AgreementFilters(study=PANEL, affiliation=(one,)))["expertise"]
        for one in both
    ]
    together = choice_counts(AgreementFilters(study=PANEL, affiliation=both))["expertise"]
    assert together["AI safety"] == sum(one["AI safety"] or 0 for one in apart) == 14
    assert together["CBRN"] is None


def test_risk_areas_count_answers() -> None:
    answers = responses(AgreementFilters(study=PANEL))
    for expertise, search in product(((), ("AI safety",)), ("", "audit")):
        filters = AgreementFilters(study=PANEL, expertise=expertise, search=search)
        rows = responses(filters)
        assert choice_counts(filters)["risk_area"] == rows["risk_area"].value_counts().to_dict()
        assert len(rows) < len(answers) or not (expertise or search)


def test_a_study_of_which_only_groups_are_known_counts_them() -> None:
    rows = choice_counts(AgreementFilters())
    assert rows["affiliation"] == {"AGI lab": 25, "Academia": 11, "Civil society": 11}
    assert rows["expertise"] == rows["risk_area"] == {}


def test_captions_tell_the_numbers_of_what_is_recorded() -> None:
    counted = captions(AgreementFilters(study=PANEL, affiliation=("Government",)))
    assert counted["affiliation"] == [
        "People: Academia **32** · Civil society **20** · Industry **18** · Government **6**"
    ]
    assert "CBRN **not shown**" in counted["expertise"][0]
    assert counted["risk_area"][0].startswith("Answers: Critical infrastructure **")
    bounded = captions(AgreementFilters(study="schuett2023"))
    assert bounded["expertise"] == bounded["risk_area"] == []
