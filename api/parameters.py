"""The parameters that views take: how they are read, what they mean, and what they may be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from queries import comparison, evidence, filters, findings, mitigation_filters
from queries.address import Choices, Pairs, Problem
from queries.comparison import ComparisonFilters
from queries.evidence import EvidenceFilters
from queries.filters import Filters
from queries.findings import FindingsFilters
from queries.mitigation_filters import MitigationFilters

Parse = Callable[[Pairs, Iterable[str]], tuple[Any, list[Problem]]]


@dataclass(frozen=True, eq=False)
class Parameters:
    """The parameters of a kind of view.

    ``appearance`` are parameters of a page's address that do not change the rows: accepted, so that
    the query string of any page can be used as it is.
    """

    name: str
    default: Any
    parse: Parse
    pairs: Callable[[Any], list[tuple[str, str]]]
    choices: Callable[[], Choices]
    repeatable: tuple[str, ...]
    meanings: dict[str, str]
    appearance: dict[str, str]


SURVEY = Parameters(
    name="survey",
    default=Filters(),
    parse=filters.parse,
    pairs=filters.pairs,
    choices=lambda: filters.choices(filters.DEFAULT_STUDY),
    repeatable=filters.REPEATABLE,
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
    appearance={"chart": "Form of the chart on the page.", "view": "Open tab of the page."},
)
TAXONOMY = Parameters(
    name="taxonomy",
    default=MitigationFilters(),
    parse=mitigation_filters.parse,
    pairs=mitigation_filters.pairs,
    choices=mitigation_filters.choices,
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
    appearance={"view": "Open tab of the page.", "page": "Open page of the list."},
)
EVIDENCE = Parameters(
    name="evidence",
    default=EvidenceFilters(),
    parse=evidence.parse,
    pairs=evidence.pairs,
    choices=evidence.choices,
    repeatable=evidence.REPEATABLE,
    meanings={
        "part": "Only subcategories of these categories; repeat the key.",
        "order": "Order of the subcategories.",
    },
    appearance={"view": "Open tab of the page."},
)
FINDINGS = Parameters(
    name="findings",
    default=FindingsFilters(),
    parse=findings.parse,
    pairs=findings.pairs,
    choices=lambda: findings.choices(filters.DEFAULT_STUDY),
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
    appearance={"view": "Open tab of the page."},
)
COMPARISON = Parameters(
    name="comparison",
    default=ComparisonFilters(),
    parse=comparison.parse,
    pairs=comparison.pairs,
    choices=lambda: comparison.choices(filters.DEFAULT_STUDY, "affiliation"),
    repeatable=comparison.REPEATABLE,
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
    appearance={"view": "Open tab of the page."},
)
