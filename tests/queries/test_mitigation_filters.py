"""Filters of the taxonomy are read, written back, and let through just the mitigations that fit."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queries.mitigation_filters import (
    PARAMETERS,
    REPEATABLE,
    MitigationFilters,
    choices,
    describe,
    matching_mitigations,
    parse,
    query_params,
)
from queries.query_params import LONGEST_SEARCH, ParameterProblem
from tests.queries.mitigations_from_facts import FACETS, Facts, all_mitigations, fitting

# What each parameter can be: one value of each, for tests of parameters one by one.
ONE_OF_EACH = {
    "category": "3.1",
    "document": "NIST2024",
    "year": "2024",
    "asked": "not_asked",
    "lifecycle_stage": "Deploy",
    "actor": "Outside assessor",
    "nist_function": "Map",
}
SEARCHES = ["", "audit", "risk", "the model", "Évaluation", "reporting incidents", "third-party"]


def values(parameter: str) -> tuple[str, ...]:
    return tuple(choice.value for choice in choices().values[parameter])


def chosen(filters: MitigationFilters, parameter: str) -> tuple[str, ...]:
    """The values of a parameter, whether it has one or many."""
    value = getattr(filters, parameter)
    return value if parameter in REPEATABLE else (value,)


def allowed_filters(searches: st.SearchStrategy[str]) -> st.SearchStrategy[MitigationFilters]:
    many = {
        name: st.just(()) | st.lists(st.sampled_from(values(name)), unique=True).map(tuple)
        for name in REPEATABLE
    }
    return st.builds(
        MitigationFilters, **many, search=searches, asked=st.sampled_from(values("asked"))
    )


def any_allowed_filters() -> st.SearchStrategy[MitigationFilters]:
    return allowed_filters(st.text(max_size=LONGEST_SEARCH).map(str.strip))


def filters_that_may_fit() -> st.SearchStrategy[MitigationFilters]:
    return allowed_filters(st.sampled_from(SEARCHES))


def writings(value: str, label: str) -> Iterator[str]:
    """Ways in which people write a value."""
    for text in (value, label):
        yield from (text, text.upper(), text.lower(), text.swapcase(), f"  {text} ")
        yield from (text.replace(" ", "_"), text.replace("_", "-"))


def test_nothing_given_is_the_default_and_lets_everything_through() -> None:
    assert parse([]) == (MitigationFilters(), [])
    assert query_params(MitigationFilters()) == []
    assert matching_mitigations(MitigationFilters()) is None


@pytest.mark.parametrize("parameter", [name for name in PARAMETERS if name != "search"])
def test_a_value_is_understood_as_listed_or_as_called_on_the_pages_in_any_case(
    parameter: str,
) -> None:
    listed = choices().values[parameter]
    assert len(listed) > 1
    for choice in listed:
        for text in writings(choice.value, choice.label):
            filters, problems = parse([(parameter, text)])
            assert (chosen(filters, parameter), problems) == ((choice.value,), []), text


@given(filters=st.deferred(any_allowed_filters))
def test_filters_written_and_read_again_are_the_same(filters: MitigationFilters) -> None:
    assert parse(query_params(filters)) == (filters, [])


@given(filters=st.deferred(any_allowed_filters))
def test_filters_written_as_called_on_the_pages_are_understood(filters: MitigationFilters) -> None:
    labelled = [
        (name, value if name == "search" else choices().label(name, value))
        for name, value in query_params(filters)
    ]
    assert parse(labelled) == (filters, [])


def test_several_values_are_kept_in_the_order_given_and_once_each() -> None:
    given_twice = [("year", text) for text in ("2025", "2023", "2025")]
    filters, problems = parse(given_twice)
    assert (filters, problems) == (MitigationFilters(year=("2025", "2023")), [])
    assert query_params(filters) == [("year", "2025"), ("year", "2023")]


def test_blank_values_are_passed_over() -> None:
    assert parse([(name, "  ") for name in PARAMETERS]) == (MitigationFilters(), [])


def test_an_unknown_parameter_is_reported_with_those_there_are() -> None:
    filters, problems = parse([("autor", "NIST"), ("format", "csv")], also_allowed=["format"])
    assert filters == MitigationFilters()
    assert problems == [
        ParameterProblem("autor", "NIST", "There is no such parameter.", (*PARAMETERS, "format"))
    ]


@pytest.mark.parametrize("parameter", list(ONE_OF_EACH))
def test_an_unknown_value_is_left_out_and_reported_with_those_there_are(parameter: str) -> None:
    filters, problems = parse([(parameter, "nonsense")])
    assert filters == MitigationFilters()
    expected = ParameterProblem(parameter, "nonsense", "There is no such value.", values(parameter))
    assert problems == [expected]
    for value in expected.allowed:
        assert parse([(parameter, value)])[1] == []


@pytest.mark.parametrize("parameter", REPEATABLE)
def test_a_value_beside_an_unknown_one_is_kept(parameter: str) -> None:
    value = ONE_OF_EACH[parameter]
    filters, problems = parse([(parameter, "nonsense"), (parameter, value)])
    assert chosen(filters, parameter) == (value,)
    assert [problem.value for problem in problems] == ["nonsense"]


@pytest.mark.parametrize(
    ("parameter", "first", "second"), [("search", "audit", "risk"), ("asked", "asked", "not_asked")]
)
def test_a_single_parameter_given_twice_keeps_the_first_and_reports_the_second(
    parameter: str, first: str, second: str
) -> None:
    filters, problems = parse([(parameter, first), (parameter, second)])
    assert getattr(filters, parameter) == first
    assert problems == [
        ParameterProblem(parameter, second, "This parameter can be given only once.")
    ]
    assert parse([(parameter, first), (parameter, first)]) == (filters, [])


def test_a_search_that_is_too_long_is_cut_and_reported() -> None:
    longest = "x" * LONGEST_SEARCH
    assert parse([("search", longest)]) == (MitigationFilters(search=longest), [])
    filters, (problem,) = parse([("search", longest + "y")])
    assert filters.search == longest
    assert (problem.parameter, problem.value) == ("search", longest + "y")
    assert str(LONGEST_SEARCH) in problem.message


def test_just_what_the_facts_have_is_offered_with_its_name(facts: Facts) -> None:
    offered = {
        name: {choice.value: choice.label for choice in listed}
        for name, listed in choices().values.items()
    }
    assert offered["category"] == {
        row["code"]: f"{row['code']} {row['name']}" for row in facts["taxonomy"]
    }
    assert offered["document"] == {
        row["document_id"]: f"{row['first_author']} {row['year']}" for row in facts["documents"]
    }
    assert list(offered["year"]) == sorted({row["year"] for row in facts["documents"]})
    for facet in FACETS:
        coded = {row["value"] for row in facts["mitigation_facets"] if row["facet"] == facet}
        assert set(offered[facet]) == coded


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


@pytest.mark.parametrize("parameter", list(ONE_OF_EACH))
def test_each_value_of_a_filter_lets_through_just_the_mitigations_that_have_it(
    facts: Facts, parameter: str
) -> None:
    through: set[str] = set()
    for value in values(parameter):
        filters, _ = parse([(parameter, value)])
        assert_just_these_fit(facts, filters)
        if value != "any":
            rows = matching_mitigations(filters)
            assert rows is not None
            assert 0 < len(rows) < 831, value
            through |= set(rows)
    coded = [one for one in all_mitigations(facts) if parameter not in FACETS or one.facets]
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
            "published in 2024 or 2025; never asked; that contain “audit”",
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
