"""What the lists are ranked by a second time: exactly, so that what is equal ties."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.queries import answers_one_by_one as one_by_one
from tests.queries.worlds_from_facts import Answers

Possible = Mapping[str, Sequence[Answers]]
Ranks = dict[str, tuple[int, int]]

BASES = ("respondents", "opinion")
# The answers, by number, that each list is about; 5: don't know.
NAMED = {"consensus": (4,), "disagreement": (0, 1), "strong_disagreement": (0,), "dont_know": (5,)}


def figure(list_name: str, one: Answers, base: str) -> Fraction:
    """What a list is ranked by."""
    if list_name == "divided":
        return one_by_one.polarisation(one.opinions)
    return one.share(NAMED[list_name], base)


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
