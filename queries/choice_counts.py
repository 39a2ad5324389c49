"""How many there are of each choice of a filter, given all other filters.

A filter does not narrow its own choices: they say what another choice would show.
"""

from dataclasses import replace

from queries.agreement import group_sizes
from queries.database import cached, run
from queries.filters import Filters, choices, group_by, parameters
from queries.records import records

OTHER = {"affiliation": "expertise", "expertise": "affiliation"}
Pair = tuple[str | None, str | None]
Sizes = dict[Pair, int | None]


@cached
def choice_counts(filters: Filters) -> dict[str, dict[str, int | None]]:
    """For each dimension and each of its groups: respondents, or answers for risk areas; None if
    the number is not to be shown."""
    return {
        **{name: _respondents(filters, name) for name in OTHER},
        "risk_area": _answers(filters),
    }


def _respondents(filters: Filters, dimension: str) -> dict[str, int | None]:
    sizes = _sizes(filters.study)
    if not sizes:
        return dict(group_sizes(filters.study, dimension))
    others = getattr(filters, OTHER[dimension]) or (None,)
    return {
        choice.value: _added_up(
            [sizes.get(_pair(dimension, choice.value, one), 0) for one in others]
        )
        for choice in choices(filters.study).values[dimension]
    }


def _pair(dimension: str, group: str, other: str | None) -> tuple[str | None, str | None]:
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


def _answers(filters: Filters) -> dict[str, int | None]:
    every = replace(filters, risk_area=(), split="none")
    cells = parameters(every) | {"group_by": group_by(every)}
    del cells["risk_area"]
    return {
        row["risk_area"]: None if row["hidden"] else int(row["answers"])
        for row in records(run("answers_by_risk_area", cells))
    }
