"""The filters of comparisons of groups."""

from dataclasses import dataclass

from data.answer_options import AGREEMENT
from queries.database import cached
from queries.study import DEFAULT_STUDY, question_of, scale_of, studies
from views.agreement.filters import (
    PEOPLE,
    categories,
    counted_studies,
    dimensions,
    groups,
    question_asked,
    waves,
)
from views.filter_kinds import Choice, Choices, Filters, any_of, fixed_choices, one_of, text

MEASURES = {"mean": "Mean answer", "agreement": "Share that agrees"}
AGAINST = {"each": "Each other", "others": "The others together"}
SORTS = {"difference": "Largest difference", "certainty": "Least likely chance", "a-z": "A–Z"}
ALL_AREAS = "all"
COMPARED_BY = (*PEOPLE, "risk_area")
NOT_TESTED = (
    "This study is weighted, and the exact rank test of this page has no weighted form. Its "
    "weighted shares by group, with intervals, stand on the Agreement page."
)
NO_GROUPS = "The respondents of this study are not told apart by groups, so none can be compared."


@cached
def _studies() -> Choices:
    """The studies that tell groups of respondents apart, and whose answers all count the same."""
    every, uncounted = counted_studies().listed, counted_studies().unavailable_values
    reasons = {
        one.value: NOT_TESTED if studies()[one.value].weighted else NO_GROUPS
        for one in every
        if studies()[one.value].weighted or not dimensions(one.value, PEOPLE).listed
    }
    listed = tuple(one for one in every if one.value not in reasons)
    return Choices(listed, unavailable_values={**reasons, **uncounted})


def _by_in_effect(by: str, filters: Filters) -> str:
    """What is told apart, else the first of what the study tells apart."""
    listed = dimensions(filters.study, COMPARED_BY).values()
    return listed[0] if listed and by not in listed else by


def _only_current_wave(filters: Filters) -> str:
    listed = waves(filters.study, filters.question).listed
    return f"only {listed[0].label}" if listed else ""


def _risk_areas(filters: Filters) -> Choices:
    """All risk areas together, or one of them, unless they are the groups."""
    of_study = groups(filters.study, "risk_area")
    by = _by_in_effect(filters.by, filters)
    listed = () if by == "risk_area" else of_study.listed
    return Choices((Choice(ALL_AREAS, "All together"), *listed), of_study.unavailable)


def risk_areas_together(filters: Filters) -> int:
    """How many risk areas are taken together."""
    return len(_risk_areas(filters).listed) - 1 if filters.risk_area == ALL_AREAS else 1


def _groups(filters: Filters) -> Choices:
    return Choices(groups(filters.study, _by_in_effect(filters.by, filters)).listed)


@cached
def measures(study: str, question: str) -> Choices:
    """What can be compared: a share, and a mean if the answers have scores."""
    about = question_of(study, question)
    share = MEASURES["agreement"] if about.question_id == AGREEMENT else f"Share: {about.counts}"
    mean = (
        [Choice("mean", MEASURES["mean"])] if scale_of(study, question).scores is not None else []
    )
    return Choices((*mean, Choice("agreement", share)))


def _only_groups(filters: Filters) -> str:
    return f"only {' and '.join(filters.group)}" if filters.group else ""


@dataclass(frozen=True)
class CompareFilters:
    """What is asked for. Empty lists let everything through.

    Groups are compared two by two, or each with all other groups of the study together, on one
    risk area or on all that the study asked about together.
    """

    study: str = one_of(
        "Study",
        "The survey.",
        default=DEFAULT_STUDY,
        choices=lambda _filters: _studies(),
        # Another study tells apart other groups, by other things.
        resets=("question", "by", "group", "risk_area", "measure"),
        kept_on_reset=True,
    )
    question: str = question_asked("measure")
    by: str = one_of(
        "Compare by",
        "What groups are told apart by.",
        default="affiliation",
        choices=lambda filters: dimensions(filters.study, COMPARED_BY),
        in_effect=_by_in_effect,
        clause=_only_current_wave,
        resets=("group", "risk_area"),
    )
    risk_area: str = one_of(
        "Risk area",
        "The risk area that answers are about, or all together.",
        default=ALL_AREAS,
        choices=_risk_areas,
        clause="about {}",
        clause_rank=1,
    )
    group: tuple[str, ...] = any_of(
        "Groups",
        "Only these groups; repeat the key.",
        choices=_groups,
        everything="All groups",
        clause=_only_groups,
    )
    against: str = one_of(
        "Each against",
        "Each group against each other, or against the others together.",
        default="each",
        choices=fixed_choices(AGAINST),
    )
    measure: str = one_of(
        "Compare",
        "What the sentence is about and rows are sorted by.",
        default="mean",
        choices=lambda filters: measures(filters.study, filters.question),
        offered=lambda filters: len(measures(filters.study, filters.question).listed) > 1,
    )
    category: tuple[str, ...] = any_of(
        "Category of the taxonomy",
        "Only items under these codes of the taxonomy; repeat the key.",
        choices=lambda filters: categories(filters.study),
        everything="All categories",
        clause="only statements under {}",
        clause_rank=2,
    )
    search: str = text(
        "Search statements",
        "Only items whose label or statement contains all these words.",
        example="audit",
        clause="only statements that contain “{}”",
        clause_rank=2,
    )
    sort: str = one_of(
        "Sort by",
        "Order of the rows.",
        default="difference",
        choices=fixed_choices(SORTS),
    )

    @property
    def figure(self) -> str:
        """What columns call the measure."""
        scored = scale_of(self.study, self.question).scores is not None
        return "mean" if self.measure == "mean" and scored else "share"
