"""Published bounds: every one as the facts have it, and nothing for the other measures."""

import pytest

from queries.records import records
from queries.study import studies
from tests.conftest import Facts
from views.agreement.filters import AgreementFilters
from views.bounds.columns import BOUNDS
from views.bounds.rows import bounds, items_with_bounds, items_without_figures
from views.bounds.words import sentence

STUDY = "uuk2024"
AREAS = ("Critical infrastructure", "Democratic processes", "CBRN", "Discrimination and bias")


def test_every_bound_is_the_one_that_is_printed(facts: Facts) -> None:
    rows = bounds(AgreementFilters(study=STUDY))
    assert list(rows.columns) == list(BOUNDS)
    found = [
        (row["item_id"], row["risk_area"] or "", row["statistic"], row["relation"], row["value"])
        for row in records(rows)
        if row["statistic"]
    ]
    printed = [
        (row["item_id"], row["risk_area"], row["statistic"], row["relation"], float(row["value"]))
        for row in facts["uuk2024_published"]
    ]
    assert sorted(found) == sorted(printed)
    assert len(found) == 15


def test_all_other_measures_are_listed_without_a_figure(facts: Facts) -> None:
    rows = bounds(AgreementFilters(study=STUDY))
    filters = {row["item_id"] for row in facts["items"] if row["study_id"] == STUDY}
    bounded = {row["item_id"] for row in facts["uuk2024_published"]}
    missing = rows[rows["statistic"].isna()]
    assert set(missing["item_id"]) == filters - bounded
    assert missing[["risk_area", "relation", "value", "source"]].isna().all(axis=None)
    listed = [one["item_id"] for one in items_without_figures(rows)]
    assert listed == missing["item_id"].tolist()
    assert len(listed) == 24
    about: dict[str, list[str]] = {}
    for row in facts["item_mitigations"]:
        if row["study_id"] == STUDY:
            about.setdefault(row["item_id"], []).append(row["mitigation_id"])
    assert {one["item_id"] for one in items_with_bounds(rows)} == bounded
    for one in (*items_with_bounds(rows), *items_without_figures(rows)):
        assert one["mitigation_id"] == min(about[one["item_id"]])


@pytest.mark.parametrize("area", AREAS)
def test_a_risk_area_leaves_only_its_bounds(area: str) -> None:
    rows = bounds(AgreementFilters(study=STUDY, risk_area=(area,)))
    with_figures = rows[rows["statistic"].notna()]
    assert with_figures["risk_area"].tolist() == [area] * 3
    assert rows["item_id"].nunique() == 27
    text = sentence(rows, studies()[STUDY])
    assert text.startswith("More than 60\u00a0% of 76 experts agree that ")
    assert f"in the risk area {area}." in text


def test_category_and_search_narrow_the_measures() -> None:
    rows = bounds(AgreementFilters(study=STUDY, category=("3.1",)))
    assert set(rows["code"]) == {"3.1"}
    assert rows["item_id"].nunique() == 3
    answer = bounds(AgreementFilters(study=STUDY, search="whistleblower"))
    assert answer["label"].tolist() == ["Whistleblower protections"]
    assert "no figure is published" in sentence(answer, studies()[STUDY])
    nothing = bounds(AgreementFilters(study=STUDY, search="nothing has this in it"))
    assert (
        sentence(nothing, studies()[STUDY]) == "No measure of Uuk et al. 2024 fits these filters."
    )


def test_the_sentence_tells_of_all_four_areas_and_of_the_rest() -> None:
    text = sentence(bounds(AgreementFilters(study=STUDY)), studies()[STUDY])
    assert f"each of 4 risk areas ({', '.join(AREAS)})" in text
    assert "Of 24 other measures shown here, no figure is published" in text


def test_a_study_whose_answers_are_counted_has_no_bounds() -> None:
    assert bounds(AgreementFilters()).empty
    assert "counted" in sentence(bounds(AgreementFilters()), studies()["schuett2023"])
