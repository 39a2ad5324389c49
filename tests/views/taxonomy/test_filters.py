"""Filters of the taxonomy offer what there is, and let through just the mitigations that fit."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.views.taxonomy.mitigations_from_facts import FACETS, Facts, all_mitigations, fitting
from views.filter_kinds import choices_of, declarations, describe, read
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import matching_mitigations

CHOSEN_FROM = [name for name in declarations(MitigationFilters) if name != "search"]
SEARCHES = ["", "audit", "risk", "the model", "Évaluation", "reporting incidents", "third-party"]


def offered() -> dict[str, dict[str, str]]:
    """The names of what can be chosen, by value, for each filter."""
    return {
        name: {choice.value: choice.label for choice in choices.listed}
        for name, _, choices in choices_of(MitigationFilters())
    }


def values(name: str) -> tuple[str, ...]:
    return tuple(offered()[name])


def filters_that_may_fit() -> st.SearchStrategy[MitigationFilters]:
    many = {
        name: st.just(()) | st.lists(st.sampled_from(values(name)), unique=True).map(tuple)
        for name in CHOSEN_FROM
        if name != "asked"
    }
    return st.builds(
        MitigationFilters,
        **many,
        search=st.sampled_from(SEARCHES),
        asked=st.sampled_from(values("asked")),
    )


def test_nothing_given_lets_everything_through() -> None:
    assert matching_mitigations(MitigationFilters()) is None


def test_just_what_the_facts_have_is_offered_with_its_name(facts: Facts) -> None:
    found = offered()
    assert list(found) == CHOSEN_FROM
    assert found["category"] == {
        row["code"]: f"{row['code']} {row['name']}" for row in facts["taxonomy"]
    }
    assert found["document"] == {
        row["document_id"]: f"{row['first_author']} {row['year']}" for row in facts["documents"]
    }
    assert list(found["year"]) == sorted({row["year"] for row in facts["documents"]})
    for facet in FACETS:
        coded = {row["value"] for row in facts["mitigation_facets"] if row["facet"] == facet}
        assert set(found[facet]) == coded


def test_stages_and_functions_are_offered_in_the_order_in_which_they_follow_one_another() -> None:
    assert values("lifecycle_stage") == (
        "Plan and design",
        "Collect and process data",
        "Build and train",
        "Test and validate",
        "Deploy",
        "Operate and monitor",
        "Other (outside lifecycle)",
    )
    assert values("nist_function") == ("Govern", "Map", "Measure", "Manage")


def assert_just_these_fit(facts: Facts, filters: MitigationFilters) -> None:
    expected = [one.identifier for one in fitting(facts, filters)]
    rows = matching_mitigations(filters)
    if filters == MitigationFilters():
        assert rows is None
    else:
        assert rows is not None
        assert list(rows) == sorted(expected)


@pytest.mark.parametrize("name", CHOSEN_FROM)
def test_each_value_of_a_filter_lets_through_just_the_mitigations_that_have_it(
    facts: Facts, name: str
) -> None:
    through: set[str] = set()
    for value in values(name):
        filters, _ = read(MitigationFilters, [(name, value)])
        assert_just_these_fit(facts, filters)
        if value != "any":
            rows = matching_mitigations(filters)
            assert rows is not None
            assert 0 < len(rows) < 831, value
            through |= set(rows)
    coded = [one for one in all_mitigations(facts) if name not in FACETS or one.facets]
    assert through == {one.identifier for one in coded}


def test_a_category_lets_through_what_stands_under_it() -> None:
    rows = matching_mitigations(MitigationFilters(category=("2",)))
    below = [
        matching_mitigations(MitigationFilters(category=(code,)))
        for code in values("category")
        if code.startswith("2.")
    ]
    assert rows is not None
    assert sorted(rows) == sorted(identifier for some in below for identifier in some or ())


@pytest.mark.parametrize("search", [text for text in SEARCHES if text])
def test_a_search_lets_through_what_contains_all_its_words(facts: Facts, search: str) -> None:
    filters = MitigationFilters(search=search)
    assert_just_these_fit(facts, filters)
    assert 0 < len(fitting(facts, filters)) < 831


@given(filters=st.deferred(filters_that_may_fit))
@example(
    filters=MitigationFilters(search="risk", category=("1",), year=("2024",), asked="not_asked")
)
@example(filters=MitigationFilters(document=("Uuk2024", "Schuett2023"), actor=("Several",)))
@example(filters=MitigationFilters(category=("X.X", "4"), nist_function=("Govern", "Map")))
def test_filters_together_let_through_just_what_fits_each(
    facts: Facts, filters: MitigationFilters
) -> None:
    assert_just_these_fit(facts, filters)


def test_a_mitigation_is_found_by_its_own_label(facts: Facts) -> None:
    """Of one in ten: each word is looked for among all mitigations."""
    missing = [
        row["mitigation_id"]
        for row in facts["mitigations"][::10]
        if row["mitigation_id"]
        not in (matching_mitigations(MitigationFilters(search=row["label"])) or ())
    ]
    assert missing == []


@given(search=st.text(max_size=12))
@example(search="\0")
@example(search="'; drop table mitigation; --")
@example(search="% _ \\ $stems")
def test_any_text_can_be_searched(facts: Facts, search: str) -> None:
    rows = matching_mitigations(MitigationFilters(search=search))
    assert set(rows or ()) <= {row["mitigation_id"] for row in facts["mitigations"]}


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        (MitigationFilters(), ""),
        (
            MitigationFilters(category=("1.2",), document=("NIST2024",)),
            "under 1.2 Risk Management; from NIST 2024",
        ),
        (
            MitigationFilters(year=("2024", "2025"), asked="not_asked", search="audit"),
            "published in 2024 or 2025; not asked as such; that contain “audit”",
        ),
        (
            MitigationFilters(actor=("Developer",), nist_function=("Map", "Govern"), asked="asked"),
            "Who carries it out: Developer; NIST AI RMF function: Map or Govern; asked of experts",
        ),
        (
            MitigationFilters(lifecycle_stage=("Deploy",)),
            "Lifecycle stage: Deploy",
        ),
    ],
)
def test_filters_are_said_in_words(filters: MitigationFilters, text: str) -> None:
    assert describe(filters) == text
