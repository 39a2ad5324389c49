"""The parameters that views take: how they are read, what they mean, and what they may be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from charts.agreement import FORMS
from queries import (
    compare,
    evidence,
    findings,
    mitigation_filters,
    mitigation_record,
    overview,
)
from queries import filters as survey_filters
from queries.compare import CompareFilters
from queries.evidence import EvidenceFilters
from queries.filters import Filters
from queries.findings import FindingsFilters
from queries.mitigation_filters import MitigationFilters
from queries.mitigation_record import RecordFilters
from queries.mitigations import mitigations
from queries.overview import OverviewFilters
from queries.query_params import Choices, ParameterProblem, QueryParams

Parse = Callable[[QueryParams, Iterable[str]], tuple[Any, list[ParameterProblem]]]
PageQueryParams = dict[str, list[str]]

ANSWER_TABS = ("Chart", "Table", "Chosen together", "How to read this")
CHART_TABS = ("Chart", "Table", "How to read this")
MAP_TABS = ("Map", "Table", "How to read this")
TAXONOMY_TABS = ("Map", "By document", "Definitions", "Table")
ROWS_ON_A_PAGE = 20
# In every link that is given away: which data it was made with.
DATA_VERSION = "data_version"


@dataclass(frozen=True)
class AppearanceParameter:
    """A parameter that says how a page looks, not what it shows; no ``values``: any."""

    meaning: str
    values: Callable[[], tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class FilterKind:
    """The parameters of a kind of view.

    ``name`` is that of the kind, which several pages may share. ``choices`` are those that there
    are under given filters; ``labels`` are the names of what is chosen from a list. ``appearance``
    are parameters of a page's address that do not change the rows: accepted everywhere, so that
    the query string of any page can be used as it is.
    """

    name: str
    default: Any
    parse: Parse
    query_params: Callable[[Any], list[tuple[str, str]]]
    choices: Callable[[Any], Choices]
    repeatable: tuple[str, ...]
    meanings: Mapping[str, str]
    labels: Mapping[str, str]
    appearance: Mapping[str, AppearanceParameter]


VERSION = AppearanceParameter("Version of the data that a link was made with.", tuple)


def page_query_params(parameters: FilterKind, filters: object) -> PageQueryParams:
    """The filters as the address of a page has them: values by the names they have on the page."""
    choices = parameters.choices(filters)
    query_params: PageQueryParams = {}
    for name, value in parameters.query_params(filters):
        listed = name in choices.values
        query_params.setdefault(name, []).append(choices.label(name, value) if listed else value)
    return query_params


def read_appearance(
    parameters: FilterKind, query_params: QueryParams
) -> tuple[dict[str, str], list[ParameterProblem]]:
    """What an address says of the appearance of a page, and what of that cannot be used."""
    right, problems = {}, []
    for name, value in query_params:
        parameter = parameters.appearance.get(name)
        possible = parameter.values() if parameter else ()
        if value in possible:
            right[name] = value
        elif possible:
            problems.append(ParameterProblem(name, value, "There is no such value.", possible))
    return right, problems


def last_page(count: int) -> int:
    """The number of pages that so many rows of the list of mitigations take."""
    return max(1, -(-count // ROWS_ON_A_PAGE))


def appearance_parameters(
    tabs: tuple[str, ...], **further: AppearanceParameter
) -> Mapping[str, AppearanceParameter]:
    """What the address of a page with these tabs may say of its appearance."""
    return {
        **further,
        "view": AppearanceParameter("Open tab of the page.", lambda: tabs),
        DATA_VERSION: VERSION,
    }


def _pages_of_the_list() -> tuple[str, ...]:
    every = len(mitigations(MitigationFilters()))
    return tuple(str(number) for number in range(1, last_page(every) + 1))


OVERVIEW = FilterKind(
    name="overview",
    default=OverviewFilters(),
    parse=overview.parse,
    query_params=lambda _filters: [],
    choices=lambda _filters: Choices({}),
    repeatable=(),
    meanings={},
    labels={},
    appearance={DATA_VERSION: VERSION},
)
RECORD = FilterKind(
    name="record",
    default=RecordFilters(),
    parse=mitigation_record.parse,
    query_params=mitigation_record.query_params,
    choices=lambda _filters: Choices({}),
    repeatable=(),
    meanings={"id": "Identifier in the MIT AI Risk Mitigation Database."},
    labels={},
    appearance={DATA_VERSION: VERSION},
)
SURVEY = FilterKind(
    name="survey",
    default=Filters(),
    parse=survey_filters.parse,
    query_params=survey_filters.query_params,
    choices=lambda filters: survey_filters.choices(filters.study),
    repeatable=survey_filters.REPEATABLE,
    meanings={
        "study": "The survey.",
        "affiliation": "Only respondents with one of these affiliations; repeat the key.",
        "expertise": "Only respondents with one of these kinds of expertise; repeat the key.",
        "risk_area": "Only answers about one of these risk areas; repeat the key.",
        "category": "Only items under these codes of the taxonomy; repeat the key.",
        "search": "Only items whose label or statement contains all these words.",
        "base": "What shares are of: all respondents, or those with an opinion.",
        "split": "One row a group of this dimension.",
        "sort": "Order of the rows.",
        "min_n": "Only rows with at least so many answers in the base.",
    },
    labels={
        "study": "Study",
        "affiliation": "Affiliation",
        "expertise": "Expertise",
        "risk_area": "Risk area",
        "category": "Category of the taxonomy",
        "base": "Percentages of",
        "split": "Split by",
        "sort": "Sort by",
    },
    appearance=appearance_parameters(
        ANSWER_TABS,
        chart=AppearanceParameter("Form of the chart on the page.", lambda: tuple(FORMS.values())),
    ),
)
TAXONOMY = FilterKind(
    name="taxonomy",
    default=MitigationFilters(),
    parse=mitigation_filters.parse,
    query_params=mitigation_filters.query_params,
    choices=lambda _filters: mitigation_filters.choices(),
    repeatable=mitigation_filters.REPEATABLE,
    meanings={
        "search": "Only mitigations that contain all these words, in any order and ending; small "
        "slips in words that no mitigation contains are put right.",
        "category": "Only mitigations under these codes of the taxonomy; repeat the key. Does not "
        "narrow `taxonomy` and `coverage`, which tell of every code.",
        "document": "Only mitigations from these documents; repeat the key. Does not narrow "
        "`coverage`, which tells of every document.",
        "year": "Only mitigations from documents of these years; repeat the key.",
        "asked": "Only mitigations that a survey asked experts about, or only the others.",
        "lifecycle_stage": "Only mitigations chiefly carried out at these stages (our coding).",
        "actor": "Only mitigations chiefly carried out by these actors (our coding).",
        "nist_function": "Only mitigations that serve these functions of the NIST AI RMF most "
        "(our coding).",
    },
    labels={
        "category": "Category or subcategory",
        "document": "Document",
        "year": "Year of the document",
        "asked": "Asked of experts",
        **mitigation_filters.FACET_NAMES,
    },
    appearance=appearance_parameters(
        TAXONOMY_TABS, page=AppearanceParameter("Open page of the list.", _pages_of_the_list)
    ),
)
EVIDENCE = FilterKind(
    name="evidence",
    default=EvidenceFilters(),
    parse=evidence.parse,
    query_params=evidence.query_params,
    choices=lambda _filters: evidence.choices(),
    repeatable=evidence.REPEATABLE,
    meanings={
        "part": "Only subcategories of these categories; repeat the key.",
        "order": "Order of the subcategories.",
    },
    labels={
        "part": "Category of the taxonomy",
        "order": "Sort by",
    },
    appearance=appearance_parameters(MAP_TABS),
)
FINDINGS = FilterKind(
    name="findings",
    default=FindingsFilters(),
    parse=findings.parse,
    query_params=findings.query_params,
    choices=lambda filters: findings.choices(filters.study),
    repeatable=(),
    meanings={
        "study": "The survey.",
        "list": "The list.",
        "group": "All respondents, or one affiliation.",
        "base": "What shares are of: all respondents, or those with an opinion.",
        "at_least": "The threshold of the list in per cent; without it, the list's own.",
        "at_most": "At most so many per cent may strongly disagree with what there is a consensus "
        "on.",
        "invited": "Whether the page draws what those who did not answer could change.",
    },
    labels={
        "study": "Study",
        "list": "List",
        "group": "Respondents",
        "base": "Percentages of",
        "invited": "Those invited who did not answer",
    },
    appearance=appearance_parameters(CHART_TABS),
)
COMPARE = FilterKind(
    name="comparison",
    default=CompareFilters(),
    parse=compare.parse,
    query_params=compare.query_params,
    choices=lambda filters: compare.choices(filters.study, filters.by),
    repeatable=compare.REPEATABLE,
    meanings={
        "study": "The survey.",
        "by": "What groups are told apart by.",
        "group": "Only these groups; repeat the key.",
        "against": "Each group against each other, or against the others together.",
        "measure": "What the sentence is about and rows are sorted by.",
        "category": "Only items under these codes of the taxonomy; repeat the key.",
        "search": "Only items whose label or statement contains all these words.",
        "sort": "Order of the rows.",
        "risk_area": "The risk area that answers are about, or all together.",
    },
    labels={
        "study": "Study",
        "by": "Compare by",
        "risk_area": "Risk area",
        "group": "Groups",
        "against": "Each against",
        "measure": "Compare",
        "category": "Category of the taxonomy",
        "sort": "Sort by",
    },
    appearance=appearance_parameters(CHART_TABS),
)
