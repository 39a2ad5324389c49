"""Filters that are declared are read from addresses, written to them, asked for and described."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from tests.views.some_views import any_filters
from views.compare.filters import CompareFilters
from views.evidence.filters import EvidenceFilters
from views.filter_kinds import (
    LONGEST_SEARCH,
    Choice,
    Choices,
    NoFilters,
    OneOf,
    ParameterProblem,
    any_of,
    choices_of,
    declarations,
    describe,
    fixed_choices,
    identifier,
    one_of,
    page_query_params,
    query_params,
    read,
    sql_parameters,
    text,
    unidentified,
    whole_number,
)
from views.findings.filters import FindingsFilters
from views.methods.page import METHODS
from views.registry import VIEWS

KINDS = [*(kind.page.filters for kind in VIEWS), METHODS.filters]
# Those of which something is chosen from lists.
LISTED = [
    kind
    for kind in KINDS
    if any(isinstance(declared, OneOf) for declared in declarations(kind).values())
]
CITIES = {
    "fr": {"paris": "L'été à Paris", "lyon": "Lyon – centre"},
    "no": {"oslo": "Oslo"},
    "none": {},
}
NO_CITIES = "This country has no cities."
TOO_COLD = "It is too cold to swim in Oslo."
UNKNOWN = "There is no such ticket."
MOST = 99
QueryParams = list[tuple[str, str]]


def cities(filters: "Journey") -> Choices:
    listed = tuple(Choice(*one) for one in CITIES[filters.country].items())
    return Choices(listed, "" if listed else NO_CITIES)


def sports(filters: "Journey") -> Choices:
    cold = filters.country == "no"
    listed = (Choice("ski", "Skiing"), *(() if cold else (Choice("swim", "Swimming"),)))
    return Choices(listed, unavailable_values={"swim": TOO_COLD} if cold else {})


def ticket(written: str) -> str | None:
    return written.upper() if written.upper() in ("T1", "T2") else None


@dataclass(frozen=True)
class Journey:
    country: str = one_of(
        "Country",
        "Where to.",
        default="fr",
        choices=fixed_choices({"fr": "France", "no": "Norway", "none": "Nowhere"}),
    )
    city: tuple[str, ...] = any_of(
        "Cities", "Only these.", choices=cities, clause="through {}", clause_rank=2
    )
    sport: str = one_of(
        "Sport",
        "What to do.",
        default=lambda: "ski",
        choices=sports,
        clause="to go {}",
        also_called=("pastime", "hobby"),
    )
    search: str = text("Search", "Only what has these words.", example="sea", clause="“{}”")
    days: int = whole_number(
        "Days",
        "At least so many.",
        most=MOST,
        clause=lambda filters: f"{filters.days} days" if filters.days > 1 else "",
        clause_rank=1,
        sql=lambda days: {"hours": 24 * days},
    )
    price: int | None = whole_number("Price", "At most.", most=MOST, default=None)


@dataclass(frozen=True)
class Ticket:
    number: str = identifier("Ticket", "Its number.", find=ticket, unknown=UNKNOWN)


NAMES = tuple(declarations(Journey))


def writings(written: str) -> Iterator[str]:
    """Ways in which people write a value."""
    yield from (written, written.upper(), written.lower(), f"  {written} ")
    yield from (written.replace(" ", "_"), written.replace("_", "-"))
    yield from (written.replace("'", "\u2019"), written.replace("–", "-").replace("é", "e"))


def test_nothing_given_or_only_blanks_is_the_default() -> None:
    assert read(Journey, []) == (Journey(), [])
    assert read(Journey, [(name, "  ") for name in NAMES]) == (Journey(), [])
    assert read(Ticket, [("number", " ")]) == (Ticket(), [])


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.__name__)
def test_every_value_is_understood_as_listed_or_as_called_on_the_page_however_written(
    kind: type[Any],
) -> None:
    for name, declared, choices in choices_of(kind()):
        for choice in choices.listed:
            meant = (choice.value,) if declared.repeatable else choice.value
            for written in {*writings(choice.value), *writings(choice.label)}:
                filters, problems = read(kind, [(name, written)])
                assert (getattr(filters, name), problems) == (meant, []), written


@pytest.mark.parametrize(
    "written", ["L\u2019ETE A PARIS", "lete a paris", "l'été_à-paris", "PARIS"]
)
def test_accents_apostrophes_and_dashes_need_not_be_exact(written: str) -> None:
    assert read(Journey, [("city", written)]) == (Journey(city=("paris",)), [])


def test_several_values_are_kept_in_the_order_given_and_once_each() -> None:
    given_params = [("city", name) for name in ("lyon", "paris", "Lyon - centre")]
    assert read(Journey, given_params) == (Journey(city=("lyon", "paris")), [])


def test_what_can_be_chosen_depends_on_what_stands_before_wherever_it_stands_in_the_address() -> (
    None
):
    filters, problems = read(Journey, [("city", "Oslo"), ("country", "Norway")])
    assert (filters, problems) == (Journey(country="no", city=("oslo",)), [])
    assert read(Journey, [("city", "Oslo")])[1][0].allowed == ("paris", "lyon")


@pytest.mark.parametrize(
    ("given_params", "kept", "problem"),
    [
        (
            [("colour", "red"), ("days", "2")],
            Journey(days=2),
            ParameterProblem("colour", "red", "There is no such parameter.", NAMES),
        ),
        (
            [("country", "Spain"), ("days", "2")],
            Journey(days=2),
            ParameterProblem("country", "Spain", "There is no such value.", ("fr", "no", "none")),
        ),
        (
            [("city", "Rome"), ("city", "lyon")],
            Journey(city=("lyon",)),
            ParameterProblem("city", "Rome", "There is no such value.", ("paris", "lyon")),
        ),
        (
            [("country", "none"), ("city", "Oslo")],
            Journey(country="none"),
            ParameterProblem("city", "Oslo", NO_CITIES, ()),
        ),
        (
            [("country", "no"), ("sport", "SWIM")],
            Journey(country="no"),
            ParameterProblem("sport", "SWIM", TOO_COLD, ("ski",)),
        ),
        (
            [("sport", "swim"), ("sport", "ski")],
            Journey(sport="swim"),
            ParameterProblem("sport", "ski", "This parameter can be given only once."),
        ),
    ],
)
def test_what_cannot_be_used_is_left_out_and_reported_with_what_is_allowed(
    given_params: QueryParams, kept: Journey, problem: ParameterProblem
) -> None:
    assert read(Journey, given_params) == (kept, [problem])


def test_the_same_value_twice_is_no_problem() -> None:
    assert read(Journey, [("days", "2"), ("days", "2")]) == (Journey(days=2), [])


def test_what_the_caller_also_allows_is_passed_over() -> None:
    assert read(Journey, [("format", "csv")], ["format"]) == (Journey(), [])
    assert read(Journey, [("colour", "red")], ["format"])[1][0].allowed == (*NAMES, "format")


@pytest.mark.parametrize("name", ["sport", "pastime", "hobby"])
def test_a_filter_is_understood_by_the_names_it_once_had(name: str) -> None:
    assert read(Journey, [(name, "swim")]) == (Journey(sport="swim"), [])
    assert read(Journey, [(name, "chess")])[1][0].parameter == "sport"


def test_a_filter_given_by_two_of_its_names_is_given_twice() -> None:
    assert read(Journey, [("hobby", "swim"), ("sport", "ski")])[1] == [
        ParameterProblem("sport", "ski", "This parameter can be given only once.")
    ]


def test_links_to_the_map_of_evidence_by_old_names_still_open() -> None:
    assert read(EvidenceFilters, [("part", "1"), ("order", "gap")]) == (
        EvidenceFilters(part=("1",), sort="gap"),
        [],
    )


def test_a_search_that_is_too_long_is_cut_and_reported() -> None:
    longest = "x" * LONGEST_SEARCH
    assert read(Journey, [("search", longest)]) == (Journey(search=longest), [])
    message = f"A search can have at most {LONGEST_SEARCH} characters; the rest was left out."
    assert read(Journey, [("search", longest + "y")]) == (
        Journey(search=longest),
        [ParameterProblem("search", longest + "y", message)],
    )
    assert read(Journey, [("search", "a" + " " * LONGEST_SEARCH + "b")])[0].search == "a"


@pytest.mark.parametrize(
    ("written", "number"), [("0", 0), ("12", 12), (" 7 ", 7), ("007", 7), (str(MOST), MOST)]
)
def test_a_whole_number_is_understood(written: str, number: int) -> None:
    assert read(Journey, [("days", written)]) == (Journey(days=number), [])
    assert read(Journey, [("price", written)]) == (Journey(price=number), [])


@pytest.mark.parametrize(
    "written", ["-1", "1.5", "ten", "1e3", "²", "٣", str(MOST + 1), "9" * 5000]
)
def test_what_is_no_whole_number_in_range_is_left_out_and_reported(written: str) -> None:
    needed = f"A whole number from 0 to {MOST} is needed."
    assert read(Journey, [("days", written)]) == (
        Journey(),
        [ParameterProblem("days", written, needed)],
    )


def test_an_identifier_is_that_of_what_is_meant_or_reported() -> None:
    assert read(Ticket, [("number", "t2")]) == (Ticket("T2"), [])
    assert read(Ticket, [("number", "t3")]) == (
        Ticket(),
        [ParameterProblem("number", "t3", UNKNOWN)],
    )


def test_what_is_not_identified_is_named() -> None:
    assert unidentified(Ticket()) == "ticket"
    assert unidentified(Ticket("T1")) == unidentified(Journey()) == ""


def test_only_what_differs_from_the_default_is_written() -> None:
    assert query_params(Journey(country="fr", days=0)) == []
    filters = Journey(city=("lyon", "paris"), price=0)
    assert query_params(filters) == [("city", "lyon"), ("city", "paris"), ("price", "0")]


def test_the_address_of_a_page_has_the_names_that_the_page_shows() -> None:
    filters = Journey(city=("lyon", "paris"), sport="swim", search="sea", days=3)
    assert page_query_params(filters) == {
        "city": ["Lyon – centre", "L'été à Paris"],
        "sport": ["Swimming"],
        "search": ["sea"],
        "days": ["3"],
    }


@pytest.mark.parametrize("kind", [*KINDS, Journey], ids=lambda kind: kind.__name__)
@given(data=some.data())
def test_filters_written_and_read_again_are_the_same(
    kind: type[Any], data: some.DataObject
) -> None:
    filters = data.draw(any_filters(kind))
    assert read(kind, query_params(filters)) == (filters, [])
    on_page = [(name, one) for name, some in page_query_params(filters).items() for one in some]
    assert read(kind, on_page) == (filters, [])


def any_query_params(kind: type[Any]) -> some.SearchStrategy[QueryParams]:
    names = some.sampled_from([*declarations(kind), "format"]) | some.text(max_size=8)
    listed = [value for _, _, choices in choices_of(kind()) for value in choices.values()]
    known = some.sampled_from([*listed, "uuk2024", "ipie2024", "CBRN", "risk_area", "A0197"])
    texts = some.text() | some.text("0123456789-_ .", max_size=8) | known
    return some.lists(some.tuples(names, texts), max_size=8)


@pytest.mark.parametrize("kind", [*KINDS, Journey], ids=lambda kind: kind.__name__)
@given(data=some.data())
def test_whatever_is_given_only_what_can_be_chosen_comes_out_and_nothing_is_lost_silently(
    kind: type[Any], data: some.DataObject
) -> None:
    given_params = data.draw(any_query_params(kind))
    filters, problems = read(kind, given_params)
    assert read(kind, query_params(filters)) == (filters, [])
    told = {problem.parameter for problem in problems}
    used = {name for name, _ in query_params(filters)}
    default = {
        name for name, _ in given_params if name in vars(filters) and name not in used | told
    }
    for name in default:
        before = [(one, value) for one, value in query_params(filters) if one != name]
        values = [(name, value) for one, value in given_params if one == name]
        assert read(kind, [*before, *values]) == (filters, [])
    given_names = {name for name, value in given_params if value.strip()}
    assert given_names <= told | used | default
    for problem in problems:
        for value in problem.allowed if problem.parameter in vars(filters) else ():
            kept = [(name, one) for name, one in query_params(filters) if name != problem.parameter]
            others = read(kind, [*kept, (problem.parameter, value)])[1]
            # With another value, what depends on it may be another.
            assert problem.parameter not in {other.parameter for other in others}


@given(value=some.text())
@example(value="\0")
@example(value="\ud800")
def test_any_text_can_be_given_for_any_filter(value: str) -> None:
    for kind in KINDS:
        for name in declarations(kind):
            filters, problems = read(kind, [(name, value)])
            assert filters == kind() or not problems or name == "search"


def test_questions_are_asked_with_lists_or_null_stems_of_words_and_what_a_filter_makes_of_it() -> (
    None
):
    assert sql_parameters(Journey()) == {
        "country": "fr",
        "city": None,
        "sport": "ski",
        "stems": None,
        "hours": 0,
        "price": None,
    }
    asked = sql_parameters(Journey(city=("lyon", "paris"), search="Swimming risks", days=2))
    assert asked["city"] == ["lyon", "paris"]
    assert asked["stems"] == ["swim", "risk"]
    assert asked["hours"] == 48


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=some.data())
def test_every_question_gets_the_same_parameters_whatever_is_chosen(
    kind: type[Any], data: some.DataObject
) -> None:
    assert sql_parameters(data.draw(any_filters(kind))).keys() == sql_parameters(kind()).keys()


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Journey(), ""),
        (Journey(country="no"), ""),
        (Journey(sport="swim", search="sea"), "to go Swimming; “sea”"),
        (Journey(city=("lyon", "paris"), days=2), "2 days; through Lyon – centre or L'été à Paris"),
        (Journey(city=("lyon",), days=1, search="sea"), "“sea”; through Lyon – centre"),
        (
            CompareFilters(category=("1.2",), search="audit", group=("Academia", "AGI lab")),
            "only Academia and AGI lab; only statements under 1.2 Risk Management; only statements "
            "that contain “audit”",
        ),
        (NoFilters(), ""),
    ],
)
def test_a_description_says_what_is_narrowed_in_the_order_of_ranks(
    filters: object, said: str
) -> None:
    assert describe(filters) == said


def test_filters_with_one_clause_are_said_together() -> None:
    @dataclass(frozen=True)
    class Two:
        first: str = text("First", "One.", example="a", clause="with {}")
        second: str = text("Second", "Another.", example="b", clause="with {}")

    assert describe(Two("salt", "pepper")) == "with salt and pepper"


def test_what_is_not_offered_is_called_by_its_value(invented_panels: None) -> None:
    """A group of one study may be kept while another is chosen."""
    kept = FindingsFilters(study="invented-panel", group="AGI lab")
    assert describe(kept) == "only AGI lab"
    assert page_query_params(kept)["group"] == ["AGI lab"]
    assert describe(Journey(country="no", city=("lyon",))) == "through lyon"
