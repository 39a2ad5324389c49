"""What the lists are ranked by a second time: exactly, so that what is equal ties."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from tests.analysis import answers_one_by_one as one_by_one
from tests.views.agreement.worlds_from_facts import GROUPS, Answers, published
from views.findings.filters import EVERYONE, FindingsFilters

Possible = Mapping[str, Sequence[Answers]]
Ranks = dict[str, tuple[int, int]]
Kept = tuple[set[str], set[str]]

BASES = ("respondents", "opinion")
# The threshold of each list, in per cent.
OWN = {
    "consensus": 70,
    "disagreement": 10,
    "strong_disagreement": 3,
    "dont_know": 10,
    "divided": 25,
}
# The answers, by number, that each list is about; 5: don't know.
NAMED = {"consensus": (4,), "disagreement": (0, 1), "strong_disagreement": (0,), "dont_know": (5,)}


def possible(item: str, group: str) -> list[Answers]:
    return published().possible(item, None if group == EVERYONE else group)


def figure(list_name: str, one: Answers, base: str) -> Fraction:
    """What a list is ranked by."""
    if list_name == "divided":
        return one_by_one.polarisation(one.opinions)
    return one.share(NAMED[list_name], base)


@cache
def figures(list_name: str, group: str, base: str) -> dict[str, list[tuple[Fraction, Fraction]]]:
    """For each statement: its figure and the share that strongly disagrees, in every world."""
    return {
        item: [
            (figure(list_name, one, base), one.share((0,), base)) for one in possible(item, group)
        ]
        for item in published().items
    }


def kept(filters: FindingsFilters, at_least: int) -> Kept:
    """The statements that are in a list, and those that may be."""
    certain, maybe = set(), set()
    for item, worlds in figures(filters.list, filters.group, filters.base).items():
        fits = [
            100 * own >= at_least
            and (filters.list != "consensus" or 100 * against <= filters.at_most)
            for own, against in worlds
        ]
        certain |= {item} if all(fits) else set()
        maybe |= {item} if any(fits) else set()
    return certain, maybe


def in_order(list_name: str, group: str, base: str) -> list[str]:
    """All statements, first place first: by the lowest figure, then the highest, then A to Z."""
    ends = {}
    for item, worlds in figures(list_name, group, base).items():
        own = [figure for figure, _ in worlds]
        ends[item] = (-min(own), -max(own), published().label(item).lower())
    return sorted(ends, key=ends.__getitem__)


def in_list(filters: FindingsFilters) -> tuple[list[str], set[str]]:
    """The statements that may be in a list, in its order, and those that are for certain."""
    at_least = OWN[filters.list] if filters.at_least is None else filters.at_least
    certain, maybe = kept(filters, at_least)
    every = in_order(filters.list, filters.group, filters.base)
    return [item for item in every if item in maybe], certain


def whose(group: str) -> list[Possible]:
    """The answers that a list is ranked by: of a group, or of all and then without each group."""
    survey = published()
    found: list[Possible] = [{item: possible(item, group) for item in survey.items}]
    for left_out in GROUPS if group == EVERYONE else ():
        found.append({item: survey.without(item, left_out) for item in survey.items})
    return found


def alternatives(list_name: str, one: Answers, base: str) -> list[Fraction]:
    """Every figure that a list could be ranked by with good reason, its own first."""
    own = figure(list_name, one, base)
    if list_name == "consensus":
        return [own, one.share((3, 4), base), one_by_one.mean(one.opinions)]
    if list_name == "dont_know":
        return [own]
    if list_name == "divided":
        lack_of_consensus = 1 - Fraction(one_by_one.consensus(one.opinions))
        return [own, lack_of_consensus, one_by_one.variance(one.opinions)]
    other = (0,) if list_name == "disagreement" else (0, 1)
    return [own, one.share(other, base), -one_by_one.mean(one.opinions)]


def ranks(list_name: str, whose: Sequence[Possible]) -> Ranks:
    """The best and the worst rank of each statement, whoever answers, on either base, by any of the
    list's figures, in any world, and in any order of those that tie."""
    found: Ranks = {}
    for possible in whose:
        for base in BASES:
            listed = {
                item: list(zip(*(alternatives(list_name, one, base) for one in some), strict=True))
                for item, some in possible.items()
            }
            for number in range(len(next(iter(listed.values())))):
                low = {item: min(some[number]) for item, some in listed.items()}
                high = {item: max(some[number]) for item, some in listed.items()}
                for item in listed:
                    best = 1 + sum(other > high[item] for other in low.values())
                    worst = sum(other >= low[item] for other in high.values())
                    before = found.get(item, (best, worst))
                    found[item] = (min(best, before[0]), max(worst, before[1]))
    return found


def flips(one: Answers, base: str, share: Fraction) -> int:
    """How many who agree must stop, one after another, until fewer than a share agree."""
    agree, changed = sum(one.opinions[3:]), 0
    while Fraction(agree - changed, one.base(base)) >= share:
        changed += 1
    return changed
