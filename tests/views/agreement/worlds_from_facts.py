"""What the experts of Schuett et al. 2023 may have answered, a second time, from the facts.

A *world* is one set of opinions of all groups that fits what is printed. The don't-knows are handed
out to the groups in every way that there is room for.
"""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from data.building.reconstruct import Combined, Group, Printed, worlds
from data.paths import DATA
from tests.conftest import Facts, read_facts

FactRow = dict[str, str]
Vector = tuple[int, ...]
World = dict[str, Vector]

STUDY = "schuett2023"
ANSWERS = (
    "strongly_disagree",
    "somewhat_disagree",
    "neither",
    "somewhat_agree",
    "strongly_agree",
    "dont_know",
)
GROUPS = ("AGI lab", "Academia", "Civil society")
COMBINED = "Academia + Civil society"


class Answers(NamedTuple):
    """How many of some respondents may have given each opinion, and how many did not know."""

    opinions: Vector
    dont_know: int

    @property
    def n_opinion(self) -> int:
        return sum(self.opinions)

    @property
    def n(self) -> int:
        return self.n_opinion + self.dont_know

    def base(self, base: str) -> int:
        return self.n if base == "respondents" else self.n_opinion

    def share(self, answers: tuple[int, ...], base: str) -> Fraction:
        """The share of the base that gave some answers, by number; 5: don't know, of all."""
        given = (*self.opinions, self.dont_know)
        of = self.n if 5 in answers else self.base(base)
        return Fraction(sum(given[answer] for answer in answers), of)

    def less(self, some: "Answers") -> "Answers":
        left = (all_ - part for all_, part in zip(self.opinions, some.opinions, strict=True))
        return Answers(tuple(left), self.dont_know - some.dont_know)


class Survey:
    """The survey as it is published."""

    def __init__(self, facts: Facts) -> None:
        (study,) = (row for row in facts["studies"] if row["study_id"] == STUDY)
        self.respondents, self.invited = int(study["respondents"]), int(study["invited"])
        self.minimum_group_size = int(study["minimum_group_size"])
        groups = [row for row in facts["study_groups"] if row["study_id"] == STUDY]
        self.members = {row["name"]: int(row["members"]) for row in groups}
        self.items = {row["item_id"]: row for row in facts["items"] if row["study_id"] == STUDY}
        self.counts = {row["item_id"]: row for row in facts["schuett2023_counts"]}
        self.means: dict[str, dict[str, FactRow]] = {item: {} for item in self.items}
        for row in facts["schuett2023_group_means"]:
            self.means[row["item_id"]][row["affiliation"]] = row

    def label(self, item: str) -> str:
        return self.items[item]["label"]

    def everyone(self, item: str) -> Answers:
        *opinions, dont_know = (int(self.counts[item][answer]) for answer in ANSWERS)
        return Answers(tuple(opinions), dont_know)

    @cached_property
    def worlds(self) -> dict[str, list[World]]:
        """The opinions of each group on each statement, world by world."""
        return {item: self._worlds(item) for item in self.items}

    def _worlds(self, item: str) -> list[World]:
        rows = self.means[item]
        groups = [
            Group(_printed(rows[name]), self.members[name], _whole(rows[name]["n_opinion"]))
            for name in GROUPS
        ]
        unsized = tuple(number for number, group in enumerate(groups) if group.n_opinion is None)
        both = rows[COMBINED]
        combined = Combined(unsized, _printed(both), int(both["n_opinion"]))
        totals = np.array(self.everyone(item).opinions)
        found = worlds(totals, self.respondents, groups, combined).tolist()
        assert found, f"nothing is possible for {item}"
        return [dict(zip(GROUPS, map(tuple, world), strict=True)) for world in found]

    def possible(self, item: str, group: str | None = None) -> list[Answers]:
        """Everything that a group, or everyone together, may have answered."""
        return [self.everyone(item)] if group is None else _possible(self, item, group)

    def without(self, item: str, group: str) -> list[Answers]:
        """Everything that all but a group may have answered."""
        return [self.everyone(item).less(some) for some in _possible(self, item, group)]


@cache
def _possible(survey: Survey, item: str, group: str) -> list[Answers]:
    everyone = survey.everyone(item)
    outside = survey.respondents - sum(survey.members.values())
    found = set()
    for world in survey.worlds[item]:
        room = [survey.members[name] - sum(world[name]) for name in GROUPS]
        given = sum(map(sum, world.values()))
        room.append(outside - (everyone.n_opinion - given))
        for handed_out in _ways_to_hand_out(everyone.dont_know, room):
            found.add(Answers(world[group], handed_out[GROUPS.index(group)]))
    return sorted(found)


def _ways_to_hand_out(number: int, room: list[int]) -> Iterator[Vector]:
    every = itertools.product(*(range(min(limit, number) + 1) for limit in room))
    return (way for way in every if sum(way) == number)


def _printed(row: FactRow) -> Printed:
    return Printed(int(100 * Decimal(row["mean"])), int(100 * Decimal(row["standard_error"])))


def _whole(printed: str) -> int | None:
    return int(printed) if printed else None


@cache
def published() -> Survey:
    """The survey that the facts of this repository describe."""
    return Survey(read_facts(DATA))
