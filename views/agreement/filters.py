"""The filters of a survey's answers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from data.answer_options import AGREEMENT
from queries.database import cached, run
from queries.records import records
from queries.study import (
    DEFAULT_STUDY,
    items,
    question_of,
    questions,
    retired_studies,
    scale_of,
    studies,
)
from views.filter_kinds import (
    Choice,
    Choices,
    Field,
    Filters,
    Value,
    any_of,
    fixed_choices,
    one_of,
    text,
    whole_number,
)

DIMENSIONS = ("affiliation", "expertise", "subgroup", "risk_area", "wave")
PEOPLE = DIMENSIONS[:3]
ON_ANOTHER_SCALE = (
    "This study did not ask about agreement; its answers stand on the Agreement page."
)
NO_COUNTS = "We hold no counts of its answers; what is known of them stands on the Agreement page."
NOT_RANKED = (
    "This study is weighted; how solid a place in a list is can be worked out here of counts only. "
    "Its weighted shares, with intervals, stand on the Agreement page."
)
ONLY = {
    "affiliation": "Only respondents with one of these affiliations",
    "expertise": "Only respondents with one of these kinds of expertise",
    "subgroup": "Only respondents in one of these groups of the study's own",
    "risk_area": "Only answers about one of these risk areas, the first if they are not to be "
    "added up",
}
LARGEST_MIN_N = 1_000_000
BASES = {"respondents": "All respondents", "opinion": "Those with an opinion"}
SPLITS = {
    "none": "No split",
    "affiliation": "Affiliation",
    "expertise": "Expertise",
    "subgroup": "Subgroup",
    "risk_area": "Risk area",
    "wave": "Wave",
}
SORTS = {
    "agreement": "Agreement",
    "strong_agreement": "Strong agreement",
    "mean": "Mean answer",
    "disagreement": "Disagreement",
    "dont_know": "Don't know",
    "taxonomy": "Taxonomy",
    "a-z": "A–Z",
}


@cached
def listed_choices(study: str) -> dict[str, tuple[Choice, ...]]:
    """What the database lists for a study: all studies, its groups by dimension, the categories."""
    listed: dict[str, list[Choice]] = {name: [] for name in ("study", *DIMENSIONS, "category")}
    for row in records(run("choices", {"study": study})):
        listed[row["parameter"]].append(Choice(row["value"], row["label"]))
    return {name: tuple(choices) for name, choices in listed.items()}


@cached
def dimension_notes(study: str) -> dict[str, str]:
    """What is to be known of a study's dimensions, or why it did not record one, by dimension."""
    frame = run("dimensions", {"study": study})
    return dict(zip(frame["dimension"], frame["note"], strict=True))


@cached
def not_recorded(study: str) -> dict[str, str]:
    """Why a study has no groups of a dimension, by dimension."""
    notes = dimension_notes(study)
    return {
        name: notes.get(name, "This study has none.")
        for name in DIMENSIONS
        if not listed_choices(study)[name]
    }


@cached
def every_study() -> Choices:
    """All studies."""
    return Choices(listed_choices(DEFAULT_STUDY)["study"], unavailable_values=retired_studies())


@cached
def counted_studies() -> Choices:
    """The studies whose answers are counted, rather than bounds or estimates published."""
    counted = set(run("counted_studies")["study_id"])
    every = listed_choices(DEFAULT_STUDY)["study"]
    others = {choice.value: NO_COUNTS for choice in every if choice.value not in counted}
    listed = tuple(choice for choice in every if choice.value in counted)
    return Choices(listed, unavailable_values=retired_studies() | others)


@cached
def agreement_studies() -> Choices:
    """Those of them that asked how far people agree, and whose answers all count the same."""
    every, uncounted = counted_studies().listed, counted_studies().unavailable_values
    agreeing = [one for one in every if AGREEMENT in questions()[one.value]]
    listed = tuple(one for one in agreeing if not studies()[one.value].weighted)
    others = {
        one.value: NOT_RANKED if one in agreeing else ON_ANOTHER_SCALE
        for one in every
        if one not in listed
    }
    return Choices(listed, unavailable_values={**others, **uncounted})


@cached
def asked(study: str) -> Choices:
    """The questions of a study; its first is the one that is shown unless another is chosen."""
    first, *others = questions()[study].values()
    listed = [Choice("", first.label, first.question_id)]
    return Choices((*listed, *(Choice(one.question_id, one.label) for one in others)))


def question_value(study: str, question: str) -> str:
    """What a filter by a question has for it: nothing for the first of its study."""
    return "" if question_of(study, "").question_id == question else question


@cached
def groups(study: str, dimension: str) -> Choices:
    """The groups of a dimension."""
    reason = not_recorded(study).get(dimension, "")
    return Choices(listed_choices(study)[dimension], reason)


@cached
def waves(study: str, question: str) -> Choices:
    """The waves in which a question was put, the current one first; it is the one that is shown
    unless another is chosen."""
    frame = run("waves", {"study": study})
    asked_in = frame["wave"][frame["question_id"] == question_of(study, question).question_id]
    names = asked_in.tolist()[::-1]
    current = [Choice("", name, name) for name in names[:1]]
    reason = "" if names else "This study was put once, not in waves."
    return Choices((*current, *(Choice(name, name) for name in names[1:])), reason)


def _told_apart(filters: Filters) -> tuple[str, ...]:
    return (_split_in_effect(filters.split, filters),)


def _split_in_effect(split: str, filters: Filters) -> str:
    """By risk area if several are chosen that are not to be added up."""
    add_up = studies()[filters.study].risk_areas_add_up
    return "risk_area" if split == "none" and not add_up and len(filters.risk_area) > 1 else split


@cached
def dimensions(study: str, names: tuple[str, ...]) -> Choices:
    """Those of some dimensions, by their names, that a study has groups of."""
    reasons = not_recorded(study)
    listed = (Choice(name, SPLITS[name]) for name in names if name not in reasons)
    return Choices(tuple(listed), unavailable_values=reasons)


@cached
def sorts(study: str, question: str) -> Choices:
    """What the rows of a question can be sorted by."""
    about, scale = question_of(study, question), scale_of(study, question)
    if about.question_id == AGREEMENT:
        return Choices(tuple(Choice(*one) for one in SORTS.items()))
    named = {
        "agreement": about.counts,
        "strong_agreement": scale.opinions[-1].label,
        "mean": SORTS["mean"] if scale.scores is not None else "",
        "disagreement": "Against" if scale.places("against") else "",
        "dont_know": scale.unsure.label if scale.unsure else "",
        "taxonomy": SORTS["taxonomy"],
        "a-z": SORTS["a-z"],
    }
    return Choices(tuple(Choice(value, label) for value, label in named.items() if label))


@cached
def categories(study: str) -> Choices:
    """The parts of the taxonomy."""
    return Choices(listed_choices(study)["category"])


def _tells_opinions_apart(filters: Filters) -> bool:
    """Whether some answers are no opinion, so that it matters what shares are of."""
    return _are_counted(filters) and scale_of(filters.study, filters.question).unsure is not None


def _are_counted(filters: Filters) -> bool:
    return studies()[filters.study].counted


def question_asked(*resets: str) -> Field:
    """What the study asked, and what goes back to its default with another question."""
    return one_of(
        "Question",
        "What was asked; the study's first question unless given.",
        default="",
        choices=lambda filters: asked(filters.study),
        offered=lambda filters: len(asked(filters.study).listed) > 1,
        clause="only answers to “{}”",
        resets=resets,
    )


def only_groups(name: str, **further: Value) -> Field:
    """Which groups of a dimension are let through."""
    return any_of(
        SPLITS[name],
        f"{ONLY[name]}; repeat the key.",
        choices=lambda filters: groups(filters.study, name),
        elsewhere=lambda _filters: studies_told_apart_by(name),
        clause="only {}",
        **further,
    )


def only_subgroups() -> Field:
    """Which groups of a study's own are let through; only where it has some."""
    return only_groups(
        "subgroup", offered=lambda filters: bool(groups(filters.study, "subgroup").listed)
    )


def only_risk_areas(told_apart: Callable[[Filters], Collection[str]]) -> Field:
    """About which risk areas. Where answers about several are not to be added up, the first, unless
    they are among the dimensions ``told_apart``."""

    def in_effect(chosen: tuple[str, ...], filters: Filters) -> tuple[str, ...]:
        if "risk_area" in told_apart(filters) or studies()[filters.study].risk_areas_add_up:
            return chosen
        return (chosen or groups(filters.study, "risk_area").values())[:1]

    return only_groups("risk_area", in_effect=in_effect)


def only_wave(told_apart: Callable[[Filters], Collection[str]]) -> Field:
    """In which wave; all of them if waves are among the dimensions ``told_apart``, because answers
    of several are never added up."""

    def of(filters: Filters) -> Choices:
        return waves(filters.study, filters.question)

    def in_effect(wave: str, filters: Filters) -> str:
        listed = of(filters).listed
        return "" if "wave" in told_apart(filters) or not listed else wave or listed[0].label

    return one_of(
        SPLITS["wave"],
        "The round or year of the survey; the latest unless given, all if waves are told apart.",
        default="",
        choices=of,
        offered=lambda filters: "wave" not in told_apart(filters) and len(of(filters).listed) > 1,
        in_effect=in_effect,
        clause="only {}",
    )


def base_of_shares() -> Field:
    """What shares are of, where some answers are no opinion."""
    return one_of(
        "Percentages of",
        "What shares are of: all respondents, or those with an opinion.",
        default="respondents",
        choices=fixed_choices(BASES),
        offered=_tells_opinions_apart,
        in_effect=lambda base, filters: base if _tells_opinions_apart(filters) else "respondents",
    )


def studies_told_apart_by(dimension: str) -> dict[str, Filters]:
    """The studies whose answers are told apart by a dimension: names, and filters that lead to
    them."""
    listed = [one for one in counted_studies().listed if groups(one.value, dimension).listed]
    return {one.label: AgreementFilters(study=one.value) for one in listed}


@cached
def split_by_each_dimension(study: str) -> dict[str, tuple[str, Filters]]:
    """Answers by affiliation, by expertise and by risk area: the name of a study that tells them
    apart so, the given one if it does, and filters that show it.

    Where each risk area is rated by itself, there are too many rows for a first look: those of
    the first item are shown.
    """
    shown: dict[str, tuple[str, Filters]] = {}
    for dimension in ("affiliation", "expertise", "risk_area"):
        places = studies_told_apart_by(dimension)
        name, there = next(
            (one for one in places.items() if one[1].study == study), next(iter(places.items()))
        )
        apart = dimension == "risk_area" and not studies()[there.study].risk_areas_add_up
        first = next(iter(items()[there.study]["label"].values()))
        filters = replace(there, split=dimension, search=first if apart else "")
        shown[SPLITS[dimension]] = (name, filters)
    return shown


@dataclass(frozen=True)
class AgreementFilters:
    """What is asked for. Empty lists let everything through."""

    study: str = one_of(
        "Study",
        "The survey.",
        default=DEFAULT_STUDY,
        choices=lambda _filters: every_study(),
        # Other studies asked other questions, on other scales.
        resets=("question", "sort", "wave"),
        kept_on_reset=True,
    )
    question: str = question_asked("sort", "wave")
    affiliation: tuple[str, ...] = only_groups("affiliation")
    expertise: tuple[str, ...] = only_groups("expertise")
    subgroup: tuple[str, ...] = only_subgroups()
    risk_area: tuple[str, ...] = only_risk_areas(_told_apart)
    wave: str = only_wave(_told_apart)
    category: tuple[str, ...] = any_of(
        "Category of the taxonomy",
        "Only items under these codes of the taxonomy; repeat the key.",
        choices=lambda filters: categories(filters.study),
        everything="All categories",
        clause="only statements under {}",
    )
    search: str = text(
        "Search statements",
        "Only items whose label or statement contains all these words.",
        example="audit",
        clause="only statements that contain “{}”",
    )
    base: str = base_of_shares()
    split: str = one_of(
        "Split by",
        "One row a group of this dimension.",
        default="none",
        choices=lambda filters: dimensions(filters.study, tuple(SPLITS)),
        offered=_are_counted,
        in_effect=_split_in_effect,
    )
    sort: str = one_of(
        "Sort by",
        "Order of the rows.",
        default="agreement",
        choices=lambda filters: sorts(filters.study, filters.question),
        offered=_are_counted,
    )
    min_n: int = whole_number(
        "Fewest answers",
        "Only rows with at least so many answers in the base.",
        most=LARGEST_MIN_N,
        clause="only rows with at least {} answers",
        help="Rows with fewer answers than this are left out.",
        offered=_are_counted,
    )
