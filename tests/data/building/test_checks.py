"""Facts that contradict themselves are refused, with their place; ours hold together."""

import re
from collections import Counter
from pathlib import Path

import pytest

from data.build import build
from data.building.fact_rows import ContradictoryFactsError
from tests.data.changed_facts import (
    STATEMENT,
    Break,
    ChangeFacts,
    FactRow,
    add_row,
    leave_out_column,
    leave_out_rows,
    repeat_first_row,
    set_mean,
    set_value,
)

pytestmark = pytest.mark.slow

Facts = dict[str, list[FactRow]]

MEASURE = "pre-deployment-risk-assessments"
UNASKED = "A0086"
OLD_DATABASE = b"the database of an earlier build"


def silently(line: str) -> None:
    """Report nothing."""


CONTRADICTIONS = [
    pytest.param(
        set_value("schuett2023_counts", "n", "50", item_id=STATEMENT),
        ("schuett2023_counts.csv", "row 2", '"n"', "add up to 51, not 50"),
        id="counts that do not add up to n",
    ),
    pytest.param(
        set_mean("AGI lab", "mean", "1.97"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "25 people", "1.97"),
        id="a mean that 25 people cannot have",
    ),
    pytest.param(
        set_mean("Academia + Civil society", "mean", "1.80"),
        ("schuett2023_group_means.csv", "row 5", '"mean"', "22 people", "1.80"),
        id="a mean that 22 people of two groups cannot have",
    ),
    pytest.param(
        set_mean("AGI lab", "standard_error", "0.20"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "no answer counts", STATEMENT),
        id="a standard error that does not go with the mean",
    ),
    pytest.param(
        set_mean("Academia + Civil society", "standard_error", "0.15"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "no answer counts", STATEMENT),
        id="two groups together that do not go with either",
    ),
    pytest.param(
        leave_out_rows("schuett2023_group_means", item_id=STATEMENT, affiliation="Academia"),
        ("schuett2023_counts.csv", "row 2", '"item_id"', '"Academia"'),
        id="a group without a mean",
    ),
    pytest.param(
        leave_out_rows(
            "schuett2023_group_means", item_id=STATEMENT, affiliation="Academia + Civil society"
        ),
        ("schuett2023_counts.csv", "row 2", '"item_id"', '"Academia + Civil society"'),
        id="two groups together without a mean",
    ),
    pytest.param(
        set_value("mitigations", "code", "1.9", mitigation_id="A0086"),
        ("mitigations.csv", "row 2", '"code"', '"1.9" not found'),
        id="a mitigation with an unknown code",
    ),
    pytest.param(
        set_value("items", "code", "4.9", item_id=STATEMENT),
        ("items.csv", "row 2", '"code"', '"4.9" not found'),
        id="a statement with an unknown code",
    ),
    pytest.param(
        repeat_first_row("mitigations"),
        ("mitigations.csv", "row 833", '"mitigation_id"', "the same as in the row at position 2"),
        id="two mitigations of the same identifier",
    ),
    pytest.param(
        repeat_first_row("schuett2023_group_means"),
        ("schuett2023_group_means.csv", "row 202", "the same as in the row at position 2"),
        id="two means of the same group",
    ),
    pytest.param(
        leave_out_column("schuett2023_counts", "dont_know"),
        ("schuett2023_counts.csv", "header", "dont_know"),
        id="a missing column",
    ),
    pytest.param(
        set_value("schuett2023_counts", "neither", "one", item_id=STATEMENT),
        ("schuett2023_counts.csv", "row 2", '"neither"', '"one"'),
        id="text where a number belongs",
    ),
    pytest.param(
        set_value("studies", "respondents", "50"),
        ("schuett2023_counts.csv", "row 2", '"n"', "51 answers", "50 respondents"),
        id="more answers than respondents",
    ),
    pytest.param(
        set_value("studies", "invited", "40"),
        ("studies.csv", "row 2", '"invited"', "40"),
        id="more respondents than were invited",
    ),
    pytest.param(
        set_mean("AGI lab", "n_opinion", ""),
        ("schuett2023_group_means.csv", "row 2", '"n_opinion"'),
        id="a group whose number of opinions is missing",
    ),
    pytest.param(
        set_mean("Academia + Civil society", "n_opinion", ""),
        ("schuett2023_group_means.csv", "row 5", '"n_opinion"'),
        id="two groups together whose number of opinions is missing",
    ),
    pytest.param(
        set_mean("AGI lab", "mean", "1.9699"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "1.9699"),
        id="a mean with more decimals than are read",
    ),
    pytest.param(
        set_mean("AGI lab", "standard_error", "1e12"),
        ("schuett2023_group_means.csv", "row 2", '"standard_error"'),
        id="a standard error beyond all bounds",
    ),
    pytest.param(
        leave_out_rows("schuett2023_counts", item_id=STATEMENT),
        ("items.csv", "row 2", '"item_id"', STATEMENT),
        id="a statement without counts",
    ),
    pytest.param(
        set_value("answer_options", "score", "0", option_id="dont_know"),
        ("answer_options.csv", "row 7", '"score"'),
        id="a score for those without an opinion",
    ),
    pytest.param(
        leave_out_rows("study_sources", basis="reconstructed"),
        ("study_sources.csv",),
        id="figures without a source",
    ),
    pytest.param(
        set_value("uuk2024_published", "item_id", "no-such-measure", item_id=MEASURE),
        ("uuk2024_published.csv", "row 12", '"item_id"', '"no-such-measure"'),
        id="a bound on a measure that there is not",
    ),
    pytest.param(
        set_value("uuk2024_published", "item_id", STATEMENT, item_id=MEASURE),
        ("uuk2024_published.csv", "row 12", '"item_id"', f'"{STATEMENT}"', '"uuk2024"'),
        id="a bound on a statement of another study",
    ),
    pytest.param(
        set_value("uuk2024_published", "risk_area", "Weather", item_id=MEASURE, risk_area="CBRN"),
        ("uuk2024_published.csv", "row 14", '"risk_area"', '"Weather"'),
        id="a bound for a risk area that there is not",
    ),
    pytest.param(
        set_value("uuk2024_published", "risk_area", "AI safety", item_id=MEASURE, risk_area="CBRN"),
        ("uuk2024_published.csv", "row 14", '"risk_area"', '"AI safety"'),
        id="a bound for an expertise instead of a risk area",
    ),
    pytest.param(
        leave_out_rows("study_groups", dimension="risk_area", name="CBRN"),
        ("uuk2024_published.csv", "row 4", '"risk_area"', '"CBRN"', '"uuk2024"'),
        id="a bound for a risk area that the study no longer has",
    ),
    pytest.param(
        set_value("mitigation_facets", "value", "Manage", mitigation_id="A0172", facet="actor"),
        ("mitigation_facets.csv", "row 6", '"value"', '"Manage"', '"actor"'),
        id="a value of another facet",
    ),
    pytest.param(
        set_value("mitigation_facets", "facet", "mood", mitigation_id="A0172", facet="actor"),
        ("mitigation_facets.csv", "row 6", '"facet"', '"mood"'),
        id="a facet that there is not",
    ),
    pytest.param(
        leave_out_rows("mitigation_facets", mitigation_id="A0172", facet="actor"),
        ("item_mitigations.csv", '"A0172" has no actor'),
        id="a surveyed mitigation without a value of a facet",
    ),
    pytest.param(
        leave_out_rows("mitigation_definitions", mitigation_id="A0172"),
        ("item_mitigations.csv", '"A0172" has no definition'),
        id="a surveyed mitigation without a definition",
    ),
    pytest.param(
        set_value("mitigation_definitions", "definition", "", mitigation_id="A0172"),
        ("mitigation_definitions.csv", "row 3", '"definition"'),
        id="a definition that says nothing",
    ),
    pytest.param(
        add_row("mitigation_definitions", mitigation_id=UNASKED, definition="A team works."),
        ("mitigation_definitions.csv", "row 81", '"mitigation_id"', f'"{UNASKED}"', "no survey"),
        id="a definition of a mitigation that nobody asked about",
    ),
    pytest.param(
        add_row(
            "mitigation_facets",
            mitigation_id=UNASKED,
            facet="actor",
            value="Developer",
            rationale="A team works.",
            basis="our_coding",
        ),
        ("mitigation_facets.csv", "row 239", '"mitigation_id"', f'"{UNASKED}"', "no survey"),
        id="a facet of a mitigation that nobody asked about",
    ),
    pytest.param(
        set_value("item_crosswalk", "other_item_id", "no-such-measure", item_id="red-teaming"),
        ("item_crosswalk.csv", "row 22", "no-such-measure"),
        id="a likeness to a measure that there is not",
    ),
    pytest.param(
        set_value("navigator_codes", "item_id", STATEMENT, item_id="data-curation"),
        ("navigator_codes.csv", "row 7", STATEMENT),
        id="a newer code of a statement of another study",
    ),
    pytest.param(
        set_value("comment_themes", "study_id", "schuett2023"),
        ("comment_themes.csv", "row 2", "schuett2023"),
        id="comments on a measure of another study",
    ),
    pytest.param(
        set_value("risk_crosswalk", "risk", "9.9", id="alignment-techniques"),
        ("risk_crosswalk.csv", "row 4", '"risk"', '"9.9" not found'),
        id="a link to a risk that there is not",
    ),
    pytest.param(
        set_value("risk_crosswalk", "id", "no-such-item", id="alignment-techniques"),
        ("risk_crosswalk.csv", "row 4", '"id"', '"no-such-item" is no item of "schuett2023"'),
        id="a link from a statement that there is not",
    ),
    pytest.param(
        set_value("governance_coverage", "documents_in_all", "100", code="7.1"),
        ("governance_coverage.csv", '"documents_in_all"', "add up to 963, not 100"),
        id="documents that do not add up",
    ),
    pytest.param(
        set_value("affiliation_crosswalk", "kind_of_respondent", "Scholars", affiliation="NGOs"),
        ("affiliation_crosswalk.csv", '"kind_of_respondent"', "Scholars"),
        id="a kind of respondent that there is not",
    ),
]


@pytest.mark.parametrize(("break_facts", "named"), CONTRADICTIONS)
def test_contradictory_facts_stop_the_build_with_their_place_and_change_nothing(
    inputs: Path,
    tmp_path: Path,
    change_facts: ChangeFacts,
    break_facts: Break,
    named: tuple[str, ...],
) -> None:
    folder = tmp_path / "databases"
    folder.mkdir()
    database = folder / "built.duckdb"
    database.write_bytes(OLD_DATABASE)
    break_facts(inputs, change_facts)
    with pytest.raises(ContradictoryFactsError) as stopped:
        build(inputs, database, report=silently)
    assert [text for text in named if text not in str(stopped.value)] == []
    assert database.read_bytes() == OLD_DATABASE
    assert [file.name for file in folder.iterdir()] == ["built.duckdb"]


def test_every_row_that_does_not_add_up_is_named(inputs: Path, change_facts: ChangeFacts) -> None:
    for item in (STATEMENT, "red-teaming"):
        set_value("schuett2023_counts", "n", "50", item_id=item)(inputs, change_facts)
    with pytest.raises(ContradictoryFactsError) as stopped:
        build(inputs, inputs.parent / "built.duckdb", report=silently)
    assert [problem.split(",")[1].strip() for problem in stopped.value.problems] == [
        "row 2",
        "row 6",
    ]


def test_every_mitigation_of_which_something_is_missing_is_named(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    leave_out_rows("mitigation_definitions", mitigation_id="A0190")(inputs, change_facts)
    leave_out_rows("mitigation_facets", mitigation_id="A0172", facet="actor")(inputs, change_facts)
    leave_out_rows("mitigation_facets", mitigation_id="A1020")(inputs, change_facts)
    with pytest.raises(ContradictoryFactsError) as stopped:
        build(inputs, inputs.parent / "built.duckdb", report=silently)
    assert stopped.value.problems == [
        'item_mitigations.csv: "A0172" has no actor',
        'item_mitigations.csv: "A0190" has no definition',
        'item_mitigations.csv: "A1020" has no lifecycle_stage',
        'item_mitigations.csv: "A1020" has no actor',
        'item_mitigations.csv: "A1020" has no nist_function',
    ]


def test_every_part_of_the_taxonomy_is_described_with_examples_of_its_own(facts: Facts) -> None:
    for column in ("name", "description", "examples"):
        texts = [row[column] for row in facts["taxonomy"]]
        assert all(texts), column
        assert len(set(texts)) == len(texts), f"two parts have the same {column}"
    for row in facts["taxonomy"]:
        assert all(example.strip() for example in row["examples"].split(";")), row["code"]


def test_likeness_is_judged_only_between_two_studies_and_once_a_pair(facts: Facts) -> None:
    seen = Counter(
        frozenset(
            {(row["study_id"], row["item_id"]), (row["other_study_id"], row["other_item_id"])}
        )
        for row in facts["item_crosswalk"]
    )
    assert set(seen.values()) == {1}
    assert [
        row for row in facts["item_crosswalk"] if row["study_id"] == row["other_study_id"]
    ] == []


def test_one_item_is_the_same_as_one_other_at_most(facts: Facts) -> None:
    same = [row for row in facts["item_crosswalk"] if row["closeness"] == "same"]
    for column in ("item_id", "other_item_id"):
        assert set(Counter(row[column] for row in same).values()) == {1}


def test_bounds_are_those_of_the_abstract(facts: Facts) -> None:
    """Three measures; more than 60 % agree in each of four risk areas, more than 40 % choose it."""
    measures = (
        "safety-incident-reports-and-security-information-sharing",
        "third-party-pre-deployment-model-audits",
        MEASURE,
    )
    areas = ("Critical infrastructure", "Democratic processes", "CBRN", "Discrimination and bias")
    figures = [*((area, "agreement_share", "0.6") for area in areas)]
    figures.append(("", "preferred_combination_share", "0.4"))
    assert {tuple(row.values()) for row in facts["uuk2024_published"]} == {
        (measure, area, statistic, ">", value, "Abstract")
        for measure in measures
        for area, statistic, value in figures
    }
    named = {row["name"] for row in facts["study_groups"] if row["dimension"] == "risk_area"}
    assert named == set(areas)


def test_nothing_stands_there_only_until_something_better_is_written(facts: Facts) -> None:
    unfinished = re.compile(r"placeholder|lorem ipsum|\b(todo|tbd|fixme|xxx)\b", re.IGNORECASE)
    found = [
        (name, row)
        for name, rows in facts.items()
        for row in rows
        if any(unfinished.search(value) for value in row.values())
    ]
    assert found == []
