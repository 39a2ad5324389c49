"""The filters of tables in which two dimensions are crossed."""

from dataclasses import dataclass, replace
from typing import Any

from data.answer_options import AGREEMENT
from queries.database import cached, run
from queries.records import Row, records
from queries.study import DEFAULT_STUDY, items, question_of
from views.agreement.filters import (
    LARGEST_MIN_N,
    SPLITS,
    AgreementFilters,
    base_of_shares,
    counted_studies,
    not_recorded,
    only_groups,
    only_risk_areas,
    only_subgroups,
    only_wave,
    question_asked,
    waves,
)
from views.filter_kinds import (
    LONGEST_SEARCH,
    Choice,
    Choices,
    Filters,
    in_effect,
    one_of,
    whole_number,
)

ITEM = "item"
# What answers are told apart by besides the items.
GROUPED_BY = {name: label for name, label in SPLITS.items() if name != "none"}
OF_OTHER_QUESTIONS = "The answers to this question are not told apart by it."
NOTHING_TO_CROSS = (
    "The answers of this study are told apart by nothing but what was asked about, so there are no "
    "two dimensions to cross."
)


def item_noun(study: str, question: str) -> str:
    """What a question calls the things that it asks about."""
    return "Statement" if question_of(study, question).question_id == AGREEMENT else "Item"


@cached
def dimension_names(study: str, question: str) -> dict[str, str]:
    """What can be crossed in a question of a study: names on the pages, by dimension."""
    missing = _not_told_apart(study, question)
    grouped = {name: label for name, label in GROUPED_BY.items() if name not in missing}
    return {ITEM: item_noun(study, question), **grouped}


@cached
def _not_told_apart(study: str, question: str) -> dict[str, str]:
    """Why the answers to a question are not told apart by a dimension, by dimension."""
    asked = question_of(study, question).question_id
    (told_apart,) = (
        row for row in records(run("crossed_by", {"study": study})) if row["question_id"] == asked
    )
    missing = {name: OF_OTHER_QUESTIONS for name in GROUPED_BY if not told_apart[name]}
    return {**missing, **not_recorded(study)}


@cached
def items_asked(study: str, question: str) -> dict[str, str]:
    """What a question asks about: labels by item, in the study's order."""
    everything = {"study": study, "question": question, "category": None, "stems": None}
    asked = set(run("matching_items", everything)["item_id"])
    return {item: label for item, label in items()[study]["label"].items() if item in asked}


def _first_of(named: dict[str, str]) -> tuple[Choice, ...]:
    """Choices of which the first is the one that holds unless another is chosen."""
    (first, label), *others = named.items()
    return (Choice("", label, first), *(Choice(*one) for one in others))


@cached
def _rows(study: str, question: str) -> Choices:
    return Choices(
        _first_of(dimension_names(study, question)),
        unavailable_values=_not_told_apart(study, question),
    )


@cached
def _columns(study: str, question: str, rows: str) -> Choices:
    names = dimension_names(study, question)
    left = {name: label for name, label in names.items() if name != rows}
    if not left:
        return Choices((), NOTHING_TO_CROSS)
    taken = f"The rows are told apart by {names[rows].lower()} already."
    return Choices(
        _first_of(left), unavailable_values={**_not_told_apart(study, question), rows: taken}
    )


@cached
def _every_item(study: str, question: str) -> Choices:
    return Choices(_first_of(items_asked(study, question)))


def _one_item(filters: Filters) -> Choices:
    study, question = filters.study, filters.question
    if _crosses_items(filters):
        noun = item_noun(study, question).lower()
        every = Choice("", f"Every {noun}", "all")
        return Choices((every,), f"The table has every {noun}; cross two other dimensions first.")
    return _every_item(study, question)


def _crosses_items(filters: Filters) -> bool:
    return ITEM in (filters.rows_by, filters.columns_by)


def _told_apart(filters: Filters) -> tuple[str, ...]:
    return filters.rows_by, filters.columns_by


def _studies_with_two(_filters: Filters) -> dict[str, Filters]:
    """The studies that tell something apart besides what they asked about."""
    listed = [one for one in counted_studies().listed if len(dimension_names(one.value, "")) > 1]
    return {one.label: CrossTableFilters(study=one.value) for one in listed}


@dataclass(frozen=True)
class CrossTableFilters:
    """What is asked for. Empty lists let everything through.

    An empty name of a dimension, question or item stands for the first that there is: an address
    without it fits any study.
    """

    study: str = one_of(
        "Study",
        "The survey.",
        default=DEFAULT_STUDY,
        choices=lambda _filters: counted_studies(),
        # Another study asked about other things, and tells apart other groups.
        resets=("question", "rows", "columns", "item", "wave"),
        kept_on_reset=True,
    )
    question: str = question_asked("rows", "columns", "item", "wave")
    rows: str = one_of(
        "Rows",
        "What is told apart from top to bottom; the items unless given.",
        default="",
        choices=lambda filters: _rows(filters.study, filters.question),
        resets=("columns", "item"),
    )
    columns: str = one_of(
        "Columns",
        "What is told apart from left to right; the first other dimension unless given.",
        default="",
        choices=lambda filters: _columns(filters.study, filters.question, filters.rows_by),
        elsewhere=_studies_with_two,
        resets=("item",),
    )
    item: str = one_of(
        "About",
        "The item that answers are about, where items are not crossed; the first unless given.",
        default="",
        choices=_one_item,
        offered=lambda filters: not _crosses_items(filters),
    )
    affiliation: tuple[str, ...] = only_groups("affiliation")
    expertise: tuple[str, ...] = only_groups("expertise")
    subgroup: tuple[str, ...] = only_subgroups()
    risk_area: tuple[str, ...] = only_risk_areas(_told_apart)
    wave: str = only_wave(_told_apart)
    base: str = base_of_shares()
    min_n: int = whole_number(
        "Fewest answers",
        "Only cells with at least so many answers in the base.",
        most=LARGEST_MIN_N,
        clause="only cells with at least {} answers",
        help="Cells with fewer answers than this are left empty.",
    )

    @property
    def rows_by(self) -> str:
        """The dimension of the rows."""
        return self.rows or next(iter(dimension_names(self.study, self.question)))

    @property
    def columns_by(self) -> str:
        """The dimension of the columns; empty if the study has no second one."""
        names = dimension_names(self.study, self.question)
        return self.columns or next((name for name in names if name != self.rows_by), "")

    @property
    def one_item(self) -> str:
        """The item that all answers are about; empty if items are one of the two dimensions."""
        first = next(iter(items_asked(self.study, self.question)))
        return "" if _crosses_items(self) else self.item or first


def answers_of_cell(filters: CrossTableFilters, cell: Row) -> AgreementFilters:
    """The filters under which the Agreement page shows the answers of one cell: those to its item,
    and to any other whose words hold all that is in its name."""
    held = in_effect(filters)
    crossed = {cell["rows"]: cell["row_group"], cell["columns"]: cell["column_group"]}
    chosen: dict[str, Any] = {
        name: (crossed[name],) if name in crossed else getattr(held, name) for name in GROUPED_BY
    }
    wave = crossed.get("wave", filters.wave)
    listed = waves(filters.study, filters.question).values()
    of_item = AgreementFilters(
        study=filters.study,
        question=filters.question,
        search=cell["label"][:LONGEST_SEARCH],
        base=filters.base,
        min_n=filters.min_n,
        # The current wave is that which needs no name.
        wave=wave if wave in listed else "",
    )
    return replace(of_item, **{name: chosen[name] for name in chosen if name != "wave"})
