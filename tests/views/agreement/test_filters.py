"""Filters are read from an address as it is written on the pages or by hand, and written back."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queries.study import DEFAULT_STUDY, questions, studies
from tests.conftest import Facts
from tests.small_groups import SHOWN
from views.agreement.filters import (
    LARGEST_MIN_N,
    NO_COUNTS,
    ON_ANOTHER_SCALE,
    AgreementFilters,
    agreement_studies,
    counted_studies,
    groups,
    split_by_each_dimension,
)
from views.agreement.rows import agreement
from views.compare.filters import NO_GROUPS, CompareFilters
from views.filter_kinds import (
    LONGEST_SEARCH,
    Choice,
    Choices,
    ParameterProblem,
    QueryParams,
    choices_of,
    declarations,
    query_params,
    read,
)
from views.findings.filters import FindingsFilters

PARAMETERS = tuple(declarations(AgreementFilters))
REPEATABLE = ("affiliation", "expertise", "subgroup", "risk_area", "category")
SINGLE = tuple(name for name in PARAMETERS if name not in REPEATABLE)
BEYOND_INT = "9" * 5000
BOUNDED, ESTIMATED = "uuk2024", "sara2025"
# On scales of their own, several questions each.
OTHER_SCALES = ("mit-delphi-2025", "ec2020", "ipie2024", "ipie-waves")
# Those of experts first, by year.
STUDIES = (DEFAULT_STUDY, BOUNDED, *OTHER_SCALES[:-1], ESTIMATED, OTHER_SCALES[-1])
# Those of which answers are counted, and those of them that asked how far people agree.
COUNTED = tuple(study for study in STUDIES if study not in (BOUNDED, ESTIMATED))
# Those of which groups of respondents can be compared.
COMPARED = tuple(study for study in COUNTED if study != "mit-delphi-2025")
ABOUT_AGREEMENT = (DEFAULT_STUDY,)


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[AgreementFilters, list[ParameterProblem]]:
    return read(AgreementFilters, query_params, also_allowed)


def choices(study: str, question: str = "") -> dict[str, Choices]:
    """What can be chosen, by filter."""
    return {name: choices for name, _, choices in choices_of(AgreementFilters(study, question))}


def listed(parameter: str, study: str = DEFAULT_STUDY) -> tuple[Choice, ...]:
    return choices(study)[parameter].listed


def chosen(filters: AgreementFilters, parameter: str) -> tuple[str, ...]:
    """The values of a parameter, whether it has one or many."""
    value = getattr(filters, parameter)
    return value if parameter in REPEATABLE else (value,)


def values(parameter: str, study: str = DEFAULT_STUDY, question: str = "") -> tuple[str, ...]:
    return choices(study, question)[parameter].values()


def searches() -> st.SearchStrategy[str]:
    return st.text(max_size=LONGEST_SEARCH).map(str.strip)


def allowed_filters() -> st.SearchStrategy[AgreementFilters]:
    return st.sampled_from(values("study")).flatmap(filters_of)


def filters_of(study: str) -> st.SearchStrategy[AgreementFilters]:
    return st.sampled_from(values("question", study)).flatmap(
        lambda question: filters_of_question(study, question)
    )


def filters_of_question(study: str, question: str) -> st.SearchStrategy[AgreementFilters]:
    def several(parameter: str) -> st.SearchStrategy[tuple[str, ...]]:
        possible = values(parameter, study, question)
        if not possible:
            return st.just(())
        return st.lists(st.sampled_from(possible), unique=True, max_size=4).map(tuple)

    single = ("base", "split", "sort")
    one = {name: st.sampled_from(values(name, study, question)) for name in single}
    many = {name: several(name) for name in REPEATABLE}
    min_n = st.integers(0, LARGEST_MIN_N)
    asked = (st.just(study), st.just(question))
    return st.builds(AgreementFilters, *asked, **one, **many, search=searches(), min_n=min_n)


def writings(value: str, label: str) -> Iterator[str]:
    """Ways in which people write a value."""
    for text in (value, label):
        yield from (text, text.upper(), text.lower(), text.swapcase(), f"  {text} ")
        yield from (text.replace(" ", "_"), text.replace("_", "-"), text.replace("'", "\u2019"))


def test_nothing_given_is_the_default() -> None:
    assert parse([]) == (AgreementFilters(), [])


@pytest.mark.parametrize("parameter", ["study", "base", "split", "sort", "affiliation", "category"])
def test_a_value_is_understood_as_listed_or_as_called_on_the_pages_in_any_case(
    parameter: str,
) -> None:
    assert listed(parameter)
    for choice in listed(parameter):
        for text in writings(choice.value, choice.label):
            filters, problems = parse([(parameter, text)])
            assert (chosen(filters, parameter), problems) == ((choice.value,), []), text


@pytest.mark.parametrize("study", STUDIES)
def test_a_question_is_understood_as_named_or_as_called_on_the_pages_and_the_first_is_the_default(
    study: str,
) -> None:
    for number, question in enumerate(questions()[study].values()):
        for text in writings(question.question_id, question.label):
            filters, problems = parse([("study", study), ("question", text)])
            expected = question.question_id if number else ""
            assert (filters, problems) == (AgreementFilters(study, expected), []), text


@pytest.mark.parametrize(("study", "question"), [("ec2020", "agreement"), (DEFAULT_STUDY, "scope")])
def test_a_question_that_the_study_did_not_ask_is_reported_with_those_it_asked(
    study: str, question: str
) -> None:
    filters, problems = parse([("study", study), ("question", question)])
    assert filters == AgreementFilters(study)
    asked = tuple(questions()[study])
    assert problems == [
        ParameterProblem("question", question, "There is no such value.", asked),
    ]


def test_several_values_are_kept_in_the_order_given_and_once_each() -> None:
    given_twice = [("affiliation", name) for name in ("Civil society", "agi lab", "AGI lab")]
    filters, problems = parse(given_twice)
    assert filters.affiliation == ("Civil society", "AGI lab")
    assert problems == []


def test_blank_values_are_passed_over() -> None:
    assert parse([(name, "  ") for name in PARAMETERS]) == (AgreementFilters(), [])


def test_an_unknown_parameter_is_reported_with_those_there_are() -> None:
    filters, problems = parse([("affilation", "Academia")])
    assert filters == AgreementFilters()
    assert problems == [
        ParameterProblem("affilation", "Academia", "There is no such parameter.", PARAMETERS)
    ]


def test_a_parameter_that_the_caller_also_allows_is_passed_over() -> None:
    assert parse([("format", "csv")], also_allowed=["format"]) == (AgreementFilters(), [])
    _, problems = parse([("colour", "red")], also_allowed=["format"])
    assert problems[0].allowed == (*PARAMETERS, "format")


@pytest.mark.parametrize("parameter", ["study", "base", "split", "sort", "affiliation", "category"])
def test_an_unknown_value_is_left_out_and_reported_with_those_there_are(parameter: str) -> None:
    filters, problems = parse([(parameter, "nonsense")])
    assert filters == AgreementFilters()
    expected = ParameterProblem(parameter, "nonsense", "There is no such value.", values(parameter))
    assert problems == [expected]


def test_a_value_beside_an_unknown_one_is_kept() -> None:
    filters, problems = parse([("affiliation", "Government"), ("affiliation", "Academia")])
    assert filters.affiliation == ("Academia",)
    assert [problem.value for problem in problems] == ["Government"]


def reason(facts: Facts, dimension: str) -> str:
    """Why the study has no values of a dimension."""
    (found,) = (
        row["note"]
        for row in facts["study_dimensions"]
        if (row["study_id"], row["dimension"]) == (DEFAULT_STUDY, dimension)
    )
    return found


@pytest.mark.parametrize("dimension", ["expertise", "risk_area"])
def test_a_dimension_that_the_study_did_not_record_is_reported_with_the_reason(
    dimension: str, facts: Facts
) -> None:
    filters, problems = parse([(dimension, "AI safety")])
    assert filters == AgreementFilters()
    assert problems == [ParameterProblem(dimension, "AI safety", reason(facts, dimension), ())]


@pytest.mark.parametrize(
    ("split", "dimension"),
    [
        ("expertise", "expertise"),
        ("Expertise", "expertise"),
        ("risk_area", "risk_area"),
        ("Risk area", "risk_area"),
    ],
)
def test_a_split_that_the_study_did_not_record_is_reported_with_the_reason(
    split: str, dimension: str, facts: Facts
) -> None:
    filters, problems = parse([("split", split)])
    assert filters == AgreementFilters()
    expected = ParameterProblem("split", split, reason(facts, dimension), ("none", "affiliation"))
    assert problems == [expected]


def test_a_search_that_is_too_long_is_cut_and_reported() -> None:
    longest = "x" * LONGEST_SEARCH
    assert parse([("search", longest)]) == (AgreementFilters(search=longest), [])
    filters, problems = parse([("search", longest + "y")])
    assert filters.search == longest
    assert [(problem.parameter, problem.value) for problem in problems] == [
        ("search", longest + "y")
    ]
    assert str(LONGEST_SEARCH) in problems[0].message


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("12", 12), (" 7 ", 7), (str(LARGEST_MIN_N), LARGEST_MIN_N)]
)
def test_a_whole_number_is_a_smallest_n(text: str, number: int) -> None:
    assert parse([("min_n", text)]) == (AgreementFilters(min_n=number), [])


@pytest.mark.parametrize(
    "text", ["-1", "1.5", "ten", "1e3", "²", "٣", str(LARGEST_MIN_N + 1), BEYOND_INT]
)
def test_a_smallest_n_that_is_no_whole_number_in_range_is_left_out_and_reported(text: str) -> None:
    filters, problems = parse([("min_n", text)])
    assert filters == AgreementFilters()
    assert [(problem.parameter, problem.value) for problem in problems] == [("min_n", text)]
    assert str(LARGEST_MIN_N) in problems[0].message


@pytest.mark.parametrize(
    ("parameter", "first", "second"),
    [
        ("base", "opinion", "respondents"),
        ("split", "affiliation", "none"),
        ("sort", "mean", "a-z"),
        ("search", "audit", "risk"),
        ("min_n", "3", "4"),
    ],
)
def test_a_single_parameter_given_twice_keeps_the_first_and_reports_the_second(
    parameter: str, first: str, second: str
) -> None:
    filters, problems = parse([(parameter, first), (parameter, second)])
    assert str(getattr(filters, parameter)) == first
    assert problems == [
        ParameterProblem(parameter, second, "This parameter can be given only once.")
    ]


def test_a_single_parameter_given_twice_with_the_same_value_is_no_problem() -> None:
    assert parse([("sort", "mean"), ("sort", "mean")]) == (AgreementFilters(sort="mean"), [])


def test_every_group_of_the_study_is_offered_in_its_order(facts: Facts) -> None:
    groups = [row["name"] for row in facts["study_groups"] if row["study_id"] == DEFAULT_STUDY]
    assert list(values("affiliation")) == groups
    assert values("expertise") == values("risk_area") == ()


def test_every_study_is_offered_those_of_experts_first(facts: Facts) -> None:
    of_files = sorted(facts["studies"], key=lambda row: row["year"])
    assert values("study") == STUDIES
    assert [study for study in STUDIES if study not in (*OTHER_SCALES, ESTIMATED)] == [
        row["study_id"] for row in of_files
    ]
    order = [(studies()[study].people != "experts", studies()[study].year) for study in STUDIES]
    assert order == sorted(order)
    for study in STUDIES:
        assert values("study", study) == STUDIES
        assert parse([("study", study)]) == (AgreementFilters(study=study), [])


@pytest.mark.parametrize("study", [BOUNDED, ESTIMATED])
def test_a_study_of_which_no_answers_are_counted_has_no_findings_and_no_comparison(
    study: str,
) -> None:
    assert counted_studies().values() == COUNTED
    assert agreement_studies().values() == ABOUT_AGREEMENT
    problem = ParameterProblem("study", study, NO_COUNTS, ABOUT_AGREEMENT)
    assert read(FindingsFilters, [("study", study)]) == (FindingsFilters(), [problem])
    problem = ParameterProblem("study", study, NO_COUNTS, COMPARED)
    assert read(CompareFilters, [("study", study)]) == (CompareFilters(), [problem])


@pytest.mark.parametrize("study", OTHER_SCALES)
def test_a_study_on_another_scale_than_agreement_has_comparisons_but_no_findings(
    study: str,
) -> None:
    problem = ParameterProblem("study", study, ON_ANOTHER_SCALE, ABOUT_AGREEMENT)
    assert read(FindingsFilters, [("study", study)]) == (FindingsFilters(), [problem])
    compared, problems = read(CompareFilters, [("study", study)])
    if study in COMPARED:
        assert (compared, problems) == (CompareFilters(study), [])
    else:
        assert problems == [ParameterProblem("study", study, NO_GROUPS, COMPARED)]


def test_groups_of_a_size_that_is_not_reported_are_not_offered(facts: Facts) -> None:
    offered = choices(BOUNDED)
    for dimension in ("affiliation", "expertise"):
        assert offered[dimension].values() == ()
        assert offered[dimension].unavailable
    areas = [
        row["name"]
        for row in facts["study_groups"]
        if (row["study_id"], row["dimension"]) == (BOUNDED, "risk_area")
    ]
    assert list(values("risk_area", BOUNDED)) == areas
    assert len(areas) == 4
    unavailable = {name for name, one in offered.items() if one.unavailable}
    assert unavailable == {"affiliation", "expertise", "subgroup", "wave"}
    assert values("split", BOUNDED) == ("none", "risk_area")


@pytest.mark.parametrize("study", [DEFAULT_STUDY, "ipie2024", "mit-delphi-2025"])
def test_ways_lead_to_answers_by_each_dimension(study: str) -> None:
    ways = split_by_each_dimension(study)
    assert list(ways) == ["Affiliation", "Expertise", "Risk area"]
    for (name, there), dimension in zip(
        ways.values(), ("affiliation", "expertise", "risk_area"), strict=True
    ):
        assert studies()[there.study].name == name
        assert there.split == dimension
        recorded = groups(study, dimension).listed
        assert (there.study == study) or not recorded
        assert agreement(there)["group"].nunique() > 1


def test_every_code_of_the_taxonomy_is_offered_with_its_name(facts: Facts) -> None:
    offered = {choice.value: choice.label for choice in listed("category")}
    assert offered == {row["code"]: f"{row['code']} {row['name']}" for row in facts["taxonomy"]}


@pytest.mark.usefixtures("small_groups")
def test_a_group_too_small_to_be_shown_is_not_offered() -> None:
    assert values("affiliation") == (SHOWN,)


def test_only_what_differs_from_the_default_is_written() -> None:
    assert query_params(AgreementFilters()) == []
    filters = AgreementFilters(affiliation=("Academia", "AGI lab"), min_n=5, base="opinion")
    assert query_params(filters) == [
        ("affiliation", "Academia"),
        ("affiliation", "AGI lab"),
        ("base", "opinion"),
        ("min_n", "5"),
    ]


@given(filters=st.deferred(allowed_filters))
def test_filters_written_and_read_again_are_the_same(filters: AgreementFilters) -> None:
    assert parse(query_params(filters)) == (filters, [])


def is_allowed(filters: AgreementFilters) -> bool:
    possible = all(
        set(chosen(filters, name)) <= set(values(name, filters.study, filters.question))
        for name in (*REPEATABLE, "study", "question", "base", "split", "sort")
    )
    return (
        possible and len(filters.search) <= LONGEST_SEARCH and 0 <= filters.min_n <= LARGEST_MIN_N
    )


def some_query_params() -> st.SearchStrategy[list[tuple[str, str]]]:
    names = st.sampled_from(PARAMETERS) | st.text(max_size=8)
    known = st.sampled_from(["Academia", "1.2", "CBRN", "requirements", "scope", "mean", *STUDIES])
    texts = st.text() | st.text("0123456789-_ .", max_size=8) | known
    return st.lists(st.tuples(names, texts), max_size=8)


@given(given_params=some_query_params())
@example(given_params=[("min_n", BEYOND_INT)])
@example(given_params=[("search", "\0")])
@example(given_params=[("affiliation", "\ud800")])
@example(given_params=[("study", "ec2020"), ("question", "requirements")])
@example(given_params=[("study", "ec2020"), ("question", "scope"), ("sort", "mean")])
def test_whatever_is_given_only_allowed_filters_come_out_and_nothing_is_lost_silently(
    given_params: list[tuple[str, str]],
) -> None:
    filters, problems = parse(given_params)
    assert is_allowed(filters)
    told = {problem.parameter for problem in problems}
    used = {
        name for name in PARAMETERS if getattr(filters, name) != getattr(AgreementFilters(), name)
    }
    defaults = defaults_given(given_params, filters.study)
    assert unused(given_params) - told - used - defaults == set()


def unused(given_params: Iterable[tuple[str, str]]) -> set[str]:
    return {name for name, value in given_params if value.strip()}


def defaults_given(given_params: Iterable[tuple[str, str]], study: str) -> set[str]:
    """Parameters to which some pair gives the value they have anyway, in a study."""
    of_study = {name: [("study", study)] if name != "study" else [] for name in SINGLE}
    return {
        name
        for name, value in given_params
        if name in SINGLE
        and parse([*of_study[name], (name, value)])
        == (AgreementFilters(study if of_study[name] else DEFAULT_STUDY), [])
    }


@given(given_params=some_query_params())
@example(given_params=[("study", "ec2020"), ("question", "scope"), ("sort", "mean")])
def test_what_a_problem_calls_allowed_is_understood(given_params: list[tuple[str, str]]) -> None:
    filters, problems = parse(given_params)
    for problem in problems:
        if problem.parameter in PARAMETERS:
            for value in problem.allowed:
                others = [("study", filters.study), ("question", filters.question)]
                asked = others[: ("study", "question", problem.parameter).index(problem.parameter)]
                assert parse([*asked, (problem.parameter, value)])[1] == []
