"""Studies are told apart by what is known of them: counts of answers, bounds or estimates."""

import tomllib

import pytest

from data.paths import DATA
from queries.study import group_sizes, retired_studies, studies
from views.agreement.columns import AGREEMENT, CELLS
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement, cells

Facts = dict[str, list[dict[str, str]]]

COUNTED, BOUNDED, ESTIMATED = "schuett2023", "uuk2024", "sara2025"
# Folders of their own; the others stand in the CSV files.
SHIPPED = ("mit-delphi-2025", "ec2020", "ipie2024", "ipie-waves")
# Those of experts first, by year.
STUDIES = [COUNTED, BOUNDED, "mit-delphi-2025", "ec2020", "ipie2024", ESTIMATED, "ipie-waves"]


def test_studies_are_listed_as_in_the_facts(facts: Facts) -> None:
    found = studies()
    assert list(found) == STUDIES
    assert {row["study_id"] for row in facts["studies"]} == set(STUDIES) - {*SHIPPED, ESTIMATED}
    for row in facts["studies"]:
        study = found[row["study_id"]]
        for name in ("name", "title", "authors", "asked_about", "url", "doi", "citation"):
            assert getattr(study, name) == row[name]
        for name in ("year", "respondents", "minimum_group_size"):
            assert getattr(study, name) == int(row[name])
        assert study.invited == (int(row["invited"]) if row["invited"] else None)
        assert (study.people, study.sample) == ("experts", None)
        items = [item for item in facts["items"] if item["study_id"] == row["study_id"]]
        assert study.items == len(items)


@pytest.mark.parametrize("name", [*SHIPPED, ESTIMATED])
def test_a_shipped_study_is_as_its_folder_describes_it(name: str) -> None:
    file = DATA / "facts" / "studies" / name / "study.toml"
    described = tomllib.loads(file.read_text(encoding="utf-8"))
    written, study = described["study"], studies()[name]
    for same in (
        *("name", "title", "authors", "asked_about", "people", "sample", "url", "citation"),
        *("year", "respondents", "minimum_group_size", "licence"),
    ):
        assert getattr(study, same) == written[same], same
    assert (study.doi, study.invited) == (written.get("doi"), written.get("invited"))
    assert study.items == len(described["items"])
    assert (study.items_with_bounds, study.items_bounded) == (0, 0)
    estimated = name == ESTIMATED
    assert (study.counted, study.estimated) == (not estimated, estimated)
    assert study.items_with_estimates == (study.items if estimated else 0)
    assert study.responses_are_public == ("answers_are_published" in written)


def test_what_became_of_a_retired_study_is_told_by_its_identifier_and_by_its_name(
    facts: Facts,
) -> None:
    told = retired_studies()
    for row in facts["retired_studies"]:
        assert told[row["study_id"]] == told[row["name"]] == row["what_became"]
    assert len(told) == 2 * len(facts["retired_studies"]) > 0


def test_a_licence_is_named_only_if_whoever_made_the_answers_states_one() -> None:
    licences = {name: study.licence for name, study in studies().items()}
    of_shipped = [licences.pop(name) for name in (*SHIPPED, ESTIMATED)]
    assert all(of_shipped)
    assert licences == {COUNTED: None, BOUNDED: None}


def test_a_study_is_counted_if_answers_are_and_has_bounds_if_some_are_published(
    facts: Facts,
) -> None:
    counted, bounded = studies()[COUNTED], studies()[BOUNDED]
    assert (counted.counted, bounded.counted) == (True, False)
    assert not counted.estimated
    assert not bounded.estimated
    assert counted.items_with_bounds == 0
    assert bounded.items_with_bounds == len({row["item_id"] for row in facts["uuk2024_published"]})
    assert (bounded.figures_exact, bounded.figures_bounded, bounded.items_bounded) == (0, 0, 0)
    several_worlds = 7
    assert counted.items_bounded == several_worlds
    assert counted.figures_bounded == 3 * several_worlds
    assert counted.figures_exact == 50 + 3 * (50 - several_worlds)


@pytest.mark.parametrize(
    "filters",
    [
        AgreementFilters(study=BOUNDED),
        AgreementFilters(study=BOUNDED, base="opinion", sort="a-z"),
        AgreementFilters(study=BOUNDED, split="affiliation"),
        AgreementFilters(study=BOUNDED, search="audit", category=("3",)),
    ],
    ids=str,
)
def test_a_study_of_which_only_bounds_are_known_has_no_rows(filters: AgreementFilters) -> None:
    rows = agreement(filters)
    assert rows.empty
    assert set(AGREEMENT) <= set(rows.columns)
    assert cells(filters).empty
    assert list(cells(filters).columns) == list(CELLS)


def test_only_groups_of_a_reported_size_have_one(facts: Facts) -> None:
    assert group_sizes(COUNTED, "affiliation") == {
        row["name"]: int(row["members"])
        for row in facts["study_groups"]
        if row["study_id"] == COUNTED
    }
    for dimension in ("affiliation", "expertise", "risk_area"):
        assert group_sizes(BOUNDED, dimension) == {}
