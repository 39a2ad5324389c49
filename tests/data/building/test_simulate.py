"""The demonstration panel is what it says: made up, always the same, and within printed bounds."""

from collections import Counter

import pandas as pd
import pytest

from data.answer_options import ANSWER_LABELS
from data.building.fact_rows import Row, read_rows
from data.building.simulate import simulated_surveys
from data.building.survey import Survey
from data.paths import DATA
from tests.conftest import Facts

Simulated = tuple[Survey, pd.DataFrame, pd.DataFrame]

MODELLED_ON = "uuk2024"
COLUMNS = {"respondent_id", "item_id", "risk_area", "affiliation", "expertise", "option_id"}
RESPONDENTS, MEASURES, AREAS, MOST_PREFERRED = 76, 27, 4, 8
EFFECTIVENESS, FEASIBILITY = "demo-panel", "demo-panel-feasibility"


def simulate() -> dict[str, Simulated]:
    read: dict[str, list[Row]] = {
        file.stem: read_rows(file) for file in sorted((DATA / "facts").glob("*.csv"))
    }
    return {made[0].study_id: made for made in simulated_surveys(read)}


@pytest.fixture(scope="module")
def panels() -> dict[str, Simulated]:
    return simulate()


def names(facts: Facts, dimension: str) -> tuple[str, ...]:
    return tuple(
        row["name"]
        for row in facts["study_groups"]
        if (row["study_id"], row["dimension"]) == (MODELLED_ON, dimension)
    )


def measures(facts: Facts) -> dict[str, dict[str, str]]:
    return {row["item_id"]: row for row in facts["items"] if row["study_id"] == MODELLED_ON}


def test_there_are_two_panels_and_both_say_that_nobody_answered(
    panels: dict[str, Simulated],
) -> None:
    assert list(panels) == [EFFECTIVENESS, FEASIBILITY]
    for survey, _, _ in panels.values():
        assert survey.study["simulated"] is True
        assert survey.basis == "simulated"
        assert "simulated" in str(survey.study["name"])
        assert "nobody gave these answers" in survey.source
        assert "means nothing" in survey.method
        assert "not findings" in str(survey.study["citation"])
        assert "invited" not in survey.study


def test_the_same_answers_are_simulated_every_time(panels: dict[str, Simulated]) -> None:
    again = simulate()
    for name, (survey, *tables) in panels.items():
        other, *others = again[name]
        assert survey == other
        for one, same in zip(tables, others, strict=True):
            pd.testing.assert_frame_equal(one, same)


def test_everyone_answers_every_measure_about_every_risk_area(
    panels: dict[str, Simulated], facts: Facts
) -> None:
    areas = names(facts, "risk_area")
    assert len(areas) == AREAS
    for study, asked_about in ((EFFECTIVENESS, areas), (FEASIBILITY, (None,))):
        survey, responses, _ = panels[study]
        assert set(responses.columns) == COLUMNS
        assert survey.groups.get("risk_area", (None,)) == asked_about
        expected = {
            (f"simulated-{number:03}", item, area)
            for number in range(1, RESPONDENTS + 1)
            for item in measures(facts)
            for area in asked_about
        }
        given = list(
            responses[["respondent_id", "item_id", "risk_area"]].itertuples(index=False, name=None)
        )
        assert len(given) == len(expected) == RESPONDENTS * MEASURES * len(asked_about)
        assert set(given) == expected


def test_every_answer_is_one_of_the_six_and_each_is_given(panels: dict[str, Simulated]) -> None:
    for _, responses, _ in panels.values():
        assert set(responses["option_id"]) == set(ANSWER_LABELS)
        assert len(ANSWER_LABELS) == 6


def test_each_respondent_has_one_affiliation_and_one_of_five_kinds_of_expertise(
    panels: dict[str, Simulated], facts: Facts
) -> None:
    same = []
    for survey, responses, _ in panels.values():
        people = responses[["respondent_id", "affiliation", "expertise"]].drop_duplicates()
        assert len(people) == people["respondent_id"].nunique() == RESPONDENTS
        assert survey.groups["expertise"] == names(facts, "expertise")
        assert set(people["expertise"]) == set(survey.groups["expertise"])
        assert len(survey.groups["expertise"]) == 5
        assert set(people["affiliation"]) == set(survey.groups["affiliation"])
        same.append(set(people.itertuples(index=False, name=None)))
    assert same[0] == same[1]


def test_some_groups_are_too_small_to_be_shown_so_that_this_can_be_tried(
    panels: dict[str, Simulated],
) -> None:
    survey, responses, _ = panels[EFFECTIVENESS]
    people = responses.drop_duplicates("respondent_id")
    sizes = Counter(zip(people["affiliation"], people["expertise"], strict=True))
    assert 0 < min(sizes.values()) < survey.smallest_shown == 5


def test_every_measure_is_asked_about_and_linked_to_its_mitigations(
    panels: dict[str, Simulated], facts: Facts
) -> None:
    asked = measures(facts)
    assert len(asked) == MEASURES
    links = {
        (row["item_id"], row["mitigation_id"])
        for row in facts["item_mitigations"]
        if row["study_id"] == MODELLED_ON
    }
    claims = {EFFECTIVENESS: "would reduce the risk", FEASIBILITY: "is technically feasible"}
    for study, claim in claims.items():
        items = panels[study][0].items
        assert [item.item_id for item in items] == list(asked)
        assert {(item.item_id, one) for item in items for one in item.mitigation_ids} == links
        assert all(item.mitigation_ids for item in items)
        for item in items:
            row = asked[item.item_id]
            assert (item.label, item.code) == (row["label"], row["code"])
            assert item.statement.startswith(row["statement"])
            assert item.statement.endswith(f" {claim}")


def test_what_is_printed_of_the_real_survey_holds_of_the_simulated_one(
    panels: dict[str, Simulated], facts: Facts
) -> None:
    _, responses, preferred = panels[EFFECTIVENESS]
    agree = responses["option_id"].isin(("somewhat_agree", "strongly_agree"))
    agreeing = Counter(zip(responses["item_id"][agree], responses["risk_area"][agree], strict=True))
    chosen = Counter(zip(preferred["item_id"], preferred["risk_area"], strict=True))
    counted = {"agreement_share": agreeing, "preferred_combination_share": chosen}
    checked: Counter[str] = Counter()
    for row in facts["uuk2024_published"]:
        areas = (row["risk_area"],) if row["risk_area"] else names(facts, "risk_area")
        assert row["relation"] == ">"
        for area in areas:
            share = counted[row["statistic"]][row["item_id"], area] / RESPONDENTS
            assert float(row["value"]) < share <= 1, row
            checked[row["statistic"]] += 1
    assert set(checked) == set(counted)
    assert min(checked.values()) >= AREAS


def test_a_combination_has_at_most_eight_measures_and_everyone_prefers_one(
    panels: dict[str, Simulated], facts: Facts
) -> None:
    _, responses, preferred = panels[EFFECTIVENESS]
    assert list(preferred.columns) == ["respondent_id", "risk_area", "item_id"]
    assert not preferred.duplicated().any()
    sizes = preferred.groupby(["respondent_id", "risk_area"]).size()
    assert len(sizes) == RESPONDENTS * AREAS
    assert sizes.max() == MOST_PREFERRED
    assert sizes.min() >= 1
    assert set(preferred["item_id"]) <= set(measures(facts))
    assert set(preferred["respondent_id"]) == set(responses["respondent_id"])
    assert panels[FEASIBILITY][2].empty
