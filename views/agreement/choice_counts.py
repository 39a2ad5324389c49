"""How many there are of each choice of a filter, given all other filters.

A filter does not narrow its own choices: they say what another choice would show.
"""

from collections.abc import Mapping
from dataclasses import replace

from queries.database import cached, run
from queries.records import records
from queries.study import group_sizes
from views.agreement.filters import AgreementFilters, groups
from views.filter_kinds import sql_parameters
from views.markdown import escaped

OTHER = {"affiliation": "expertise", "expertise": "affiliation"}
# More would crowd the filters out.
MOST_COUNTED = 12
Pair = tuple[str | None, str | None]
Sizes = dict[Pair, int | None]


def captions(filters: AgreementFilters) -> dict[str, list[str]]:
    """What stands below the widgets of the dimensions, by filter, as Markdown: how many there are
    of each choice."""
    return {
        name: _caption(filters, name, counts) for name, counts in choice_counts(filters).items()
    }


def _caption(
    filters: AgreementFilters, dimension: str, counts: Mapping[str, int | None]
) -> list[str]:
    if not 0 < len(counts) <= MOST_COUNTED:
        return []
    unit = "Answers" if dimension == "risk_area" else "People"
    values = groups(filters.study, dimension).values()
    return [f"{unit}: {' · '.join(_counted(value, counts.get(value)) for value in values)}"]


def _counted(value: str, count: int | None) -> str:
    return f"{escaped(value)} **{'not shown' if count is None else f'{count:,}'}**"


@cached
def choice_counts(filters: AgreementFilters) -> dict[str, dict[str, int | None]]:
    """For each dimension and each of its groups: respondents, or answers for risk areas; None if
    the number is not to be shown."""
    return {
        **{name: _respondents(filters, name) for name in OTHER},
        "risk_area": _answers(filters),
    }


def _respondents(filters: AgreementFilters, dimension: str) -> dict[str, int | None]:
    sizes = _sizes(filters.study)
    if not sizes:
        return dict(group_sizes(filters.study, dimension))
    others = getattr(filters, OTHER[dimension]) or (None,)
    return {
        group: _added_up([sizes.get(_pair(dimension, group, one), 0) for one in others])
        for group in groups(filters.study, dimension).values()
    }


def _pair(dimension: str, group: str, other: str | None) -> Pair:
    return (group, other) if dimension == "affiliation" else (other, group)


def _added_up(numbers: list[int | None]) -> int | None:
    known_numbers = [number for number in numbers if number is not None]
    return sum(known_numbers) if len(known_numbers) == len(numbers) else None


@cached
def _sizes(study: str) -> Sizes:
    """Respondents by affiliation and expertise; None for either: whatever it is."""
    frame = run("group_sizes", {"study": study})
    rows = frame.astype(object).where(frame.notna(), None)
    return {
        (row["affiliation"], row["expertise"]): row["members"] and int(row["members"])
        for row in records(rows)
    }


def _answers(filters: AgreementFilters) -> dict[str, int | None]:
    every = replace(filters, risk_area=(), split="risk_area")
    return {
        row["risk_area"]: None if row["hidden"] else int(row["answers"])
        for row in records(run("answers_by_risk_area", sql_parameters(every)))
    }
