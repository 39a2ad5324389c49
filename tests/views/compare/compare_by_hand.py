"""Groups compared a second time from the facts: answer by answer, and world by world."""

from functools import cache
from itertools import combinations
from typing import Any

from scipy.stats import chi2_contingency, fisher_exact, mannwhitneyu

from tests.analysis import answers_one_by_one as one_by_one
from tests.conftest import Facts
from tests.views.agreement.worlds_from_facts import GROUPS, Vector, World, published
from tests.views.taxonomy.searching import contains
from views.compare.filters import CompareFilters

Pair = tuple[str, str]
Key = tuple[str, str, str]
Figures = dict[str, Any]

# Each two groups, then each against the others, and whose answers the second of each pair are.
SECOND = {
    **{pair: (pair[1],) for pair in combinations(GROUPS, 2)},
    **{
        (one, " + ".join(other for other in GROUPS if other != one)): tuple(
            other for other in GROUPS if other != one
        )
        for one in GROUPS
    },
}
AGREE = slice(3, 5)


def added_up(world: World, groups: tuple[str, ...]) -> Vector:
    return tuple(map(sum, zip(*(world[group] for group in groups), strict=True)))


def in_one_world(first: Vector, second: Vector) -> Figures:
    """Everything that is said of two groups, had they answered like this."""
    n_1, n_2 = sum(first), sum(second)
    agree = (sum(first[AGREE]), n_1, sum(second[AGREE]), n_2)
    table = [[agree[0], n_1 - agree[0]], [agree[2], n_2 - agree[2]]]
    given_ = [one_by_one.scores(group) for group in (first, second)]
    fisher = one_by_one.expects_fewer_than_five(*agree)
    same = len(set(given_[0] + given_[1])) == 1
    means = one_by_one.mean(first), one_by_one.mean(second)
    shares = agree[0] / n_1, agree[2] / n_2
    agree_alike = not any(row[0] for row in table) or not any(row[1] for row in table)
    test = fisher_exact(table).pvalue if fisher else chi2_contingency(table, correction=False)[1]
    return {
        **{"n_1": n_1, "n_2": n_2, "mean_1": means[0], "mean_2": means[1]},
        **{"mean_difference": means[0] - means[1], "share_1": shares[0], "share_2": shares[1]},
        "share_difference": shares[0] - shares[1],
        "cliffs_delta": one_by_one.cliffs_delta(first, second),
        "cliffs_delta_ci": one_by_one.cliffs_delta_interval(first, second),
        "share_difference_ci": one_by_one.newcombe(*agree),
        "p_answers": 1.0 if same else mannwhitneyu(*given_, method="asymptotic").pvalue,
        "p_shares": 1.0 if agree_alike else test,
        "shares_test": "Fisher's exact test" if fisher else "chi-square test",
    }


@cache
def expected(item: str, pair: Pair) -> Figures:
    """Everything that is said of two groups on a statement, over all worlds."""
    survey = published()
    worlds = [
        in_one_world(world[pair[0]], added_up(world, SECOND[pair])) for world in survey.worlds[item]
    ]

    def every(name: str) -> list[Any]:
        return [world[name] for world in worlds]

    found: Figures = {"shares_test": min(every("shares_test"))}
    for name in ("n_1", "n_2"):
        found[name] = min(every(name))
    found["few_answers"] = min(found["n_1"], found["n_2"]) < survey.minimum_group_size
    for name in ("mean_1", "mean_2", "mean_difference", "share_1", "share_2", "share_difference"):
        found |= {f"{name}_low": float(min(every(name))), f"{name}_high": float(max(every(name)))}
    delta = every("cliffs_delta")
    found |= {"cliffs_delta_low": float(min(delta)), "cliffs_delta_high": float(max(delta))}
    for name in ("cliffs_delta_ci", "share_difference_ci"):
        low, high = zip(*every(name), strict=True)
        found |= {f"{name}_low": min(low), f"{name}_high": max(high)}
    for name in ("mean", "share"):
        apart = every(f"{name}_difference")
        sides = {one > 0 for one in apart} | {one >= 0 for one in apart}
        found[f"{name}_gap"] = min(map(abs, map(float, apart))) if len(sides) == 1 else 0
    return found | {name: max(every(name)) for name in ("p_answers", "p_shares")}


def key(row: Figures) -> Key:
    return row["item_id"], row["group_1"], row["group_2"]


def shown(filters: CompareFilters, facts: Facts) -> set[Key]:
    parents = {row["code"]: row["parent_code"] for row in facts["taxonomy"]}
    groups = filters.group or GROUPS
    found = set()
    for item, row in published().items.items():
        codes = {row["code"], parents[row["code"]]}
        if filters.category and not codes & set(filters.category):
            continue
        if not contains(f"{row['label']} {row['statement']}", filters.search):
            continue
        for one, other in SECOND:
            together = " + " in other
            fits = one in groups if together else {one, other} <= set(groups)
            if fits and together == (filters.against == "others"):
                found.add((item, one, other))
    return found


def figures(one: Key) -> Figures:
    item, first, second = one
    return expected(item, (first, second))


@cache
def corrected(p: str) -> dict[Key, float]:
    """The p-values of all statements and pairs, corrected together."""
    family = [(item, *pair) for item in published().items for pair in SECOND]
    return dict(zip(family, one_by_one.holm([figures(one)[p] for one in family]), strict=True))


def widest(some: set[Key], name: str) -> list[Key]:
    """The comparisons with the largest certain difference, of those with enough answers."""
    enough = [one for one in some if not figures(one)["few_answers"]] or list(some)
    most = max(figures(one)[f"{name}_gap"] for one in enough)
    return [one for one in enough if figures(one)[f"{name}_gap"] > most - 1e-9]
