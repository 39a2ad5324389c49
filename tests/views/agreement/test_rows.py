"""Agreement is computed a second time, without the database, and compared figure by figure.

The second computation tries every world and every way in which the don't-knows can have come from
the groups. It is done for the facts as published, and for invented ones that leave more open.
"""

import itertools
import math
import random
import statistics
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import t as student

from data.build import build
from data.building.reconstruct import Combined, Group, Printed, worlds
from tests.analysis import answers_one_by_one as one_by_one
from tests.samples import sample
from tests.views.taxonomy.searching import contains
from views.agreement.columns import AGREEMENT, CELLS
from views.agreement.filters import BASES, SORTS, AgreementFilters
from views.agreement.rows import EXTRA_COLUMNS, agreement, cells

pytestmark = pytest.mark.slow

FactRow = dict[str, str]
Facts = dict[str, list[FactRow]]
ChangeFacts = Callable[[Path, str, Callable[[list[FactRow]], list[FactRow]]], None]
Vector = tuple[int, ...]
Figures = dict[str, Any]

STUDY = "schuett2023"
COUNTS = "schuett2023_counts"
MEANS = "schuett2023_group_means"
OPINIONS = (
    "strongly_disagree",
    "somewhat_disagree",
    "neither",
    "somewhat_agree",
    "strongly_agree",
)
ANSWERS = (*OPINIONS, "dont_know")
DISAGREE, AGREE, STRONGLY_AGREE = slice(0, 2), slice(3, 5), slice(4, 5)
GROUPS = ("AGI lab", "Academia", "Civil society")
COMBINED = "Academia + Civil society"
SUBSETS = [some for size in range(4) for some in itertools.combinations(GROUPS, size)]
# Quantiles by definition 2 of Hyndman and Fan.
AVERAGED: Any = "averaged_inverted_cdf"
RANKED = ("agreement", "strong_agreement", "mean", "disagreement", "dont_know")
WITH_ACCENTS = "Évaluation « à priori » des modèles…"


@dataclass(frozen=True)
class Survey:
    """What is published about a survey, and the version of the data made from it."""

    facts: Facts = field(repr=False)
    version: str

    def __hash__(self) -> int:
        return hash(self.version)

    @property
    def respondents(self) -> int:
        return int(self.row("studies", study_id=STUDY)["respondents"])

    @property
    def items(self) -> list[str]:
        return [row["item_id"] for row in self.of_study("items")]

    @property
    def groups(self) -> list[str]:
        """The groups, in the order in which the study lists them."""
        return [row["name"] for row in self.of_study("study_groups")]

    def of_study(self, file: str) -> list[FactRow]:
        return [row for row in self.facts[file] if row["study_id"] == STUDY]

    def row(self, file: str, **where: str) -> FactRow:
        (found,) = (row for row in self.facts[file] if where.items() <= row.items())
        return found

    def members(self, group: str) -> int:
        return int(self.row("study_groups", study_id=STUDY, name=group)["members"])

    def totals(self, item: str) -> Vector:
        row = self.row(COUNTS, item_id=item)
        return tuple(int(row[answer]) for answer in ANSWERS)


@dataclass(frozen=True)
class Possible:
    """How many of some respondents may have given each answer."""

    world: int
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

    def share(self, options: slice, base: str) -> Fraction:
        return Fraction(sum(self.opinions[options]), self.base(base))

    def scores(self) -> list[Fraction]:
        return [Fraction(score) for score, n in enumerate(self.opinions, -2) for _ in range(n)]

    def mean_interval(self) -> tuple[float, float]:
        average, n = float(statistics.mean(self.scores())), self.n_opinion
        half = student.ppf(0.975, n - 1) * math.sqrt(statistics.variance(self.scores()) / n)
        return max(average - half, -2.0), min(average + half, 2.0)

    def quartile(self, number: int) -> float:
        return float(np.quantile(one_by_one.scores(self.opinions), number / 4, method=AVERAGED))


def printed_figures(row: FactRow) -> Printed:
    return Printed(int(100 * Decimal(row["mean"])), int(100 * Decimal(row["standard_error"])))


@cache
def worlds_of(survey: Survey, item: str) -> list[list[Vector]]:
    """The opinions of each group, world by world."""
    rows = {row["affiliation"]: row for row in survey.facts[MEANS] if row["item_id"] == item}
    groups = [
        Group(
            printed_figures(rows[name]),
            survey.members(name),
            int(rows[name]["n_opinion"]) if rows[name]["n_opinion"] else None,
        )
        for name in survey.groups
    ]
    unsized = tuple(index for index, group in enumerate(groups) if group.n_opinion is None)
    both = rows[COMBINED]
    combined = Combined(unsized, printed_figures(both), int(both["n_opinion"]))
    found = worlds(np.array(survey.totals(item)[:5]), survey.respondents, groups, combined)
    return [[tuple(counts) for counts in world] for world in found.tolist()]


@cache
def ways_to_hand_out(what: int, room: Vector) -> list[Vector]:
    """Every way to hand out so many don't-knows, given how many each group has room for."""
    every = itertools.product(*(range(min(limit, what) + 1) for limit in room))
    return [way for way in every if sum(way) == what]


@cache
def possibilities(survey: Survey, item: str, groups: tuple[str, ...]) -> list[Possible]:
    """Everything that some groups, or everyone if none is named, may have answered."""
    *totals, dont_know = survey.totals(item)
    if not groups:
        return [Possible(0, tuple(totals), dont_know)]
    found = set()
    chosen = [survey.groups.index(name) for name in groups]
    members_outside = survey.respondents - sum(map(survey.members, survey.groups))
    for world, counts in enumerate(worlds_of(survey, item), start=1):
        given = [sum(answers) for answers in counts]
        room = [survey.members(name) - n for name, n in zip(survey.groups, given, strict=True)]
        room_outside = members_outside - (sum(totals) - sum(given))
        opinions = tuple(map(sum, zip(*(counts[index] for index in chosen), strict=True)))
        for way in ways_to_hand_out(dont_know, (*room, room_outside)):
            found.add(Possible(world, opinions, sum(way[index] for index in chosen)))
    assert found, f"nothing is possible for {item}"
    return sorted(found, key=lambda one: (one.world, one.dont_know))


def determined(values: list[Any]) -> Any:
    """A figure on which everything possible agrees, else None."""
    return values[0] if len(set(values)) == 1 else None


@cache
def figures(survey: Survey, item: str, groups: tuple[str, ...], base: str) -> Figures:
    """Every figure about what some groups, or everyone, answered to a statement."""
    possible = possibilities(survey, item, groups)
    ranges: dict[str, list[Any]] = {
        **{
            answer: [one.opinions[index] for one in possible]
            for index, answer in enumerate(OPINIONS)
        },
        "dont_know": [one.dont_know for one in possible],
        "agreement": [one.share(AGREE, base) for one in possible],
        "disagreement": [one.share(DISAGREE, base) for one in possible],
        "mean": [statistics.mean(one.scores()) for one in possible],
        "van_der_eijk_a": [one_by_one.van_der_eijk_agreement(one.opinions) for one in possible],
        "consensus": [one_by_one.consensus(one.opinions) for one in possible],
    }
    intervals = {
        "agreement_ci": [
            one_by_one.wilson(sum(one.opinions[AGREE]), one.base(base)) for one in possible
        ],
        "mean_ci": [one.mean_interval() for one in possible],
    }
    variances = [statistics.variance(one.scores()) for one in possible]
    squared_errors = [
        variance / one.n_opinion for variance, one in zip(variances, possible, strict=True)
    ]
    squared_error = determined(squared_errors)
    counts = {
        world: [one for one in possible if one.world == world]
        for world in sorted({one.world for one in possible})
    }
    basis = "reconstructed" if groups else "counted"
    return {
        **{f"{name}_low": min(values) for name, values in ranges.items()},
        **{f"{name}_high": max(values) for name, values in ranges.items()},
        **{f"{name}_low": min(low for low, _ in ends) for name, ends in intervals.items()},
        **{f"{name}_high": max(high for _, high in ends) for name, ends in intervals.items()},
        "n_respondents": determined([one.n for one in possible]),
        "n_opinion": determined([one.n_opinion for one in possible]),
        "n_base": min(one.base(base) for one in possible),
        "lower_quartile": determined([one.quartile(1) for one in possible]),
        "upper_quartile": determined([one.quartile(3) for one in possible]),
        "median": determined([statistics.median(one.scores()) for one in possible]),
        "variance": determined(variances),
        "standard_error": None if squared_error is None else math.sqrt(squared_error),
        "worlds": [
            [*same[0].opinions, same[0].dont_know, same[-1].dont_know] for same in counts.values()
        ],
        "basis": basis,
        "source": survey.row("study_sources", study_id=STUDY, basis=basis)["source"],
        "base": base,
        "risk_areas": 1,
    }


@cache
def about(survey: Survey, item: str) -> Figures:
    """What is said about a statement whoever answered it."""
    row = survey.row("items", study_id=STUDY, item_id=item)
    linked = [one for one in survey.of_study("item_mitigations") if one["item_id"] == item]
    return {
        "study_id": STUDY,
        "item_id": item,
        "label": row["label"],
        "statement": row["statement"],
        "code": row["code"],
        "category": survey.row("taxonomy", code=row["code"])["name"],
        "mitigation_ids": ";".join(sorted(one["mitigation_id"] for one in linked)),
        "data_version": survey.version,
    }


def fits(survey: Survey, item: str, filters: AgreementFilters) -> bool:
    """Whether a statement stands where the filters look, and contains what they search."""
    row = survey.row("items", study_id=STUDY, item_id=item)
    parent = survey.row("taxonomy", code=row["code"])["parent_code"]
    in_category = not filters.category or {row["code"], parent} & set(filters.category)
    return bool(in_category) and contains(f"{row['label']} {row['statement']}", filters.search)


def expected_rows(survey: Survey, filters: AgreementFilters) -> dict[tuple[str, str], Figures]:
    """Every row of the answer, by statement and group."""
    shown: list[tuple[str, tuple[str, ...]]]
    if filters.split == "affiliation":
        names = [name for name in GROUPS if name in (filters.affiliation or GROUPS)]
        shown = [(name, (name,)) for name in names]
    else:
        shown = [(" or ".join(filters.affiliation) or "All respondents", filters.affiliation)]
    found = {}
    for item in survey.items:
        for name, groups in shown:
            row = figures(survey, item, groups, filters.base)
            if fits(survey, item, filters) and row["n_base"] >= filters.min_n:
                same = {"group": name, "split": filters.split}
                found[item, name] = {**row, **about(survey, item), **same}
    return found


def same_figure(actual: Any, expected: Any) -> bool:
    if isinstance(expected, list):
        return np.array_equal(actual, expected)
    if expected is None or pd.isna(actual):
        return bool(pd.isna(actual)) and expected is None
    if isinstance(expected, str | int):
        return bool(actual == expected)
    return math.isclose(actual, expected, rel_tol=1e-12, abs_tol=1e-12)


def assert_agreement_is_as_computed_here(survey: Survey, filters: AgreementFilters) -> None:
    answer = agreement(filters)
    assert list(answer.columns) == [*AGREEMENT, *EXTRA_COLUMNS]
    found = {(row["item_id"], row["group"]): row for row in answer.to_dict("records")}
    expected = expected_rows(survey, filters)
    assert len(found) == len(answer), "a row stands there twice"
    assert found.keys() == expected.keys()
    wrong = [
        (key, name, found[key][name], value)
        for key, row in expected.items()
        for name, value in row.items()
        if not same_figure(found[key][name], value)
    ]
    assert wrong == []
    if expected:
        assert next(iter(expected.values())).keys() == set(answer.columns)


class Inventor:
    """Makes up what 51 people answered, and prints it as the paper would."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def answers(self) -> list[Vector]:
        """Counts of the six answers for each group and for those of no group."""
        chance_to_answer = self.random.choice((1, 0.95, 0.75))
        chance_to_know = self.random.choice((1, 0.95, 0.85))
        weights = [self.random.random() ** self.random.choice((2, 8)) for _ in OPINIONS]
        while True:
            groups = []
            for members in (25, 11, 11, 4):
                counts = [0] * len(ANSWERS)
                for _ in range(members):
                    if self.random.random() < chance_to_answer:
                        (opinion,) = self.random.choices(range(5), weights)
                        counts[opinion if self.random.random() < chance_to_know else 5] += 1
                groups.append(tuple(counts))
            if all(sum(counts[:5]) >= 2 for counts in groups[:3]):
                return groups

    def printed(self, figure: Fraction, root: bool = False) -> str:
        with localcontext(prec=50):
            exact = Decimal(figure.numerator) / Decimal(figure.denominator)
            exact = exact.sqrt() if root else exact
            rounding = self.random.choice((ROUND_HALF_UP, ROUND_HALF_DOWN))
            return str(exact.quantize(Decimal("0.01"), rounding))

    def mean_row(self, item: str, group: str, counts: Vector) -> FactRow:
        possible = Possible(0, counts[:5], counts[5])
        scores = possible.scores()
        return {
            "item_id": item,
            "affiliation": group,
            "mean": self.printed(statistics.mean(scores)),
            "standard_error": self.printed(statistics.variance(scores) / len(scores), root=True),
            "n_opinion": "" if group in GROUPS[1:] else str(possible.n_opinion),
        }

    def survey(self, items: list[str]) -> tuple[list[FactRow], list[FactRow]]:
        """The rows of the files of counts and of means."""
        counts, means = [], []
        for item in items:
            *groups, outside = self.answers()
            everyone = tuple(map(sum, zip(*groups, outside, strict=True)))
            numbers = dict(zip(ANSWERS, map(str, everyone), strict=True))
            counts.append({"item_id": item, **numbers, "n": str(sum(everyone))})
            together = tuple(map(sum, zip(groups[1], groups[2], strict=True)))
            for name, answers in zip((*GROUPS, COMBINED), (*groups, together), strict=True):
                means.append(self.mean_row(item, name, answers))
        return counts, means


@pytest.fixture(scope="module")
def surveys(
    built_database: Path,
    facts: Facts,
    tmp_path_factory: pytest.TempPathFactory,
    change_facts: ChangeFacts,
    copy_inputs: Callable[[Path], Path],
) -> dict[str, tuple[Survey, Path]]:
    """The survey as published and an invented one, each with its database."""
    folder = tmp_path_factory.mktemp("surveys")
    inputs = copy_inputs(folder / "data")
    items = [row["item_id"] for row in facts["items"] if row["study_id"] == STUDY]
    counts, means = Inventor(seed=2).survey(items)
    change_facts(inputs, COUNTS, lambda rows: counts)
    change_facts(inputs, MEANS, lambda rows: means)
    labelled = [{**facts["items"][0], "label": WITH_ACCENTS}, *facts["items"][1:]]
    change_facts(inputs, "items", lambda rows: labelled)
    reordered = facts["study_groups"][::-1]
    change_facts(inputs, "study_groups", lambda rows: reordered)
    invented = {**facts, COUNTS: counts, MEANS: means, "items": labelled}
    invented["study_groups"] = reordered
    version = build(inputs, folder / "invented.duckdb", report=lambda line: None)
    with duckdb.connect(str(built_database), read_only=True) as connection:
        ((published,),) = connection.execute("select data_version from build_info").fetchall()
    return {
        "published": (Survey(facts, published), built_database),
        "invented": (Survey(invented, version), folder / "invented.duckdb"),
    }


@pytest.fixture(scope="module", params=["published", "invented"])
def survey(
    request: pytest.FixtureRequest, surveys: dict[str, tuple[Survey, Path]]
) -> Iterator[Survey]:
    """A survey whose database is the one that is asked."""
    found, database = surveys[request.param]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_DATABASE", str(database))
        yield found


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("split", ["none", "affiliation"])
@pytest.mark.parametrize("affiliation", sample(SUBSETS, each=4), ids=" or ".join)
def test_every_figure_of_every_choice_of_groups_is_as_computed_without_the_database(
    survey: Survey, affiliation: tuple[str, ...], split: str, base: str
) -> None:
    filters = AgreementFilters(affiliation=affiliation, split=split, base=base)
    assert_agreement_is_as_computed_here(survey, filters)


@pytest.mark.parametrize("split", ["none", "affiliation"])
def test_every_code_shows_its_own_statements_and_a_category_those_of_its_subcategories(
    survey: Survey, split: str
) -> None:
    shown: dict[str, set[str]] = {}
    for row in survey.facts["taxonomy"]:
        filters = AgreementFilters(category=(row["code"],), split=split)
        assert_agreement_is_as_computed_here(survey, filters)
        shown[row["code"]] = set(agreement(filters)["item_id"])
    for category in "1234":
        below = [items for code, items in shown.items() if code.startswith(f"{category}.")]
        assert shown[category] >= set().union(*below)
    assert set().union(*shown.values()) == set(survey.items)


def searches() -> st.SearchStrategy[str]:
    """Words and pieces of words that occur, written in any way, and some that do not."""
    listed = ["risk", "Audit", "lab", "model", "dual-control", "évaluation", "(the", "xyz", "."]
    words = st.sampled_from(listed)
    ways: list[Callable[[str], str]] = [str.upper, str.title, str.lower, accented, decomposed]
    written = st.builds(lambda word, way: way(word), words, st.sampled_from(ways))
    return st.lists(written, max_size=3).map(" ".join)


def accented(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(f"{letter}\u0301" for letter in word))


def decomposed(word: str) -> str:
    return unicodedata.normalize("NFD", accented(word))


def filters() -> st.SearchStrategy[AgreementFilters]:
    codes = st.sampled_from(["1", "1.2", "2", "2.1", "3", "3.1", "3.4", "4", "4.2", "X.X"])
    subsets = st.lists(st.sampled_from(GROUPS), unique=True).map(tuple)
    return st.builds(
        AgreementFilters,
        affiliation=subsets,
        category=st.lists(codes, unique=True, max_size=3).map(tuple),
        search=searches(),
        base=st.sampled_from(list(BASES)),
        split=st.sampled_from(["none", "affiliation"]),
        sort=st.sampled_from(list(SORTS)),
        min_n=st.sampled_from([0, 0, 0, 2, 8, 11, 20, 25, 36, 40, 51, 52]),
    )


@given(filters=filters())
@example(filters=AgreementFilters(min_n=52))
@example(filters=AgreementFilters(min_n=52, split="affiliation", sort="dont_know"))
@example(filters=AgreementFilters(affiliation=GROUPS[::-1], split="affiliation"))
def test_any_combination_of_filters_gives_what_is_computed_without_the_database(
    survey: Survey, filters: AgreementFilters
) -> None:
    assert_agreement_is_as_computed_here(survey, filters)


@given(search=st.text(max_size=12))
@example(search="\0")
@example(search="'; drop table tally; --")
@example(search="% _ \\ $words")
def test_any_text_can_be_searched(survey: Survey, search: str) -> None:
    rows = agreement(AgreementFilters(search=search))
    assert set(rows["item_id"]) <= set(survey.items)


def test_every_statement_is_found_by_its_own_label(survey: Survey) -> None:
    for row in survey.of_study("items"):
        assert row["item_id"] in set(agreement(AgreementFilters(search=row["label"]))["item_id"])


@pytest.mark.parametrize(
    "search",
    ["external scrutiny", "scrutiny EXTERNAL", "  Scrutiny   external ", "éxternal scrutíny"],
)
def test_case_accents_spaces_and_the_order_of_words_make_no_difference_to_a_search(
    search: str,
) -> None:
    assert sorted(agreement(AgreementFilters(search=search))["item_id"]) == [
        "increasing-levels-of-external-scrutiny",
        "publish-results-of-external-scrutiny",
    ]


def test_accents_in_a_statement_make_no_difference_to_a_search(
    surveys: dict[str, tuple[Survey, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    survey, database = surveys["invented"]
    monkeypatch.setenv("COMMON_GROUND_DATABASE", str(database))
    for search in ("evaluation priori modeles", "MODÈLES à priori", "E\u0301VALUATION A PRIORI"):
        assert list(agreement(AgreementFilters(search=search))["item_id"]) == survey.items[:1]


@pytest.mark.parametrize(
    "filters",
    [
        AgreementFilters(category=("1",)),
        AgreementFilters(category=("3.1", "1.2")),
        AgreementFilters(search="audit"),
        AgreementFilters(min_n=40),
        AgreementFilters(min_n=25, split="affiliation"),
        AgreementFilters(affiliation=("Academia",), split="affiliation"),
        AgreementFilters(affiliation=("Academia", "AGI lab"), split="affiliation"),
    ],
    ids=str,
)
def test_a_filter_takes_some_rows_away_and_leaves_the_others_as_they_are(
    filters: AgreementFilters,
) -> None:
    names = ["item_id", "group", "agreement_low", "agreement_high", "n_base"]
    every = agreement(AgreementFilters(split=filters.split))[names]
    some = agreement(filters)[names]
    assert 0 < len(some) < len(every)
    assert len(every.merge(some)) == len(some)


@pytest.mark.parametrize("name", GROUPS)
def test_filtering_by_a_group_changes_the_figures_to_those_of_the_group(name: str) -> None:
    everyone, group = (
        agreement(AgreementFilters(sort="a-z")),
        agreement(AgreementFilters(STUDY, affiliation=(name,), sort="a-z")),
    )
    assert list(everyone["item_id"]) == list(group["item_id"])
    assert (group["n_base"] < everyone["n_base"]).all()
    assert set(group["group"]) == {name}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("split", ["none", "affiliation"])
def test_only_rows_with_at_least_the_smallest_n_are_shown(
    survey: Survey, split: str, base: str
) -> None:
    every = agreement(AgreementFilters(split=split, base=base))
    sizes = sorted(set(every["n_base"]))
    assert len(sizes) > 2
    for smallest in (*sizes, sizes[-1] + 1):
        some = agreement(AgreementFilters(split=split, base=base, min_n=smallest))
        kept = every[every["n_base"] >= smallest]
        keys = zip(kept["item_id"], kept["group"], strict=True)
        assert set(zip(some["item_id"], some["group"], strict=True)) == set(keys)


def lowest(
    survey: Survey, item: str, groups: tuple[str, ...], filters: AgreementFilters
) -> Fraction:
    """What a row is ranked by: its figure, or the lowest it may be."""
    possible = possibilities(survey, item, groups)
    figure: dict[str, Callable[[Possible], Fraction]] = {
        "agreement": lambda one: one.share(AGREE, filters.base),
        "strong_agreement": lambda one: one.share(STRONGLY_AGREE, filters.base),
        "disagreement": lambda one: one.share(DISAGREE, filters.base),
        "mean": lambda one: statistics.mean(one.scores()),
        "dont_know": lambda one: Fraction(one.dont_know, one.n),
    }
    return min(map(figure[filters.sort], possible))


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("split", ["none", "affiliation"])
@pytest.mark.parametrize("sort", RANKED)
def test_statements_are_ranked_by_the_average_of_their_rows_and_then_as_in_the_paper(
    survey: Survey, sort: str, split: str, base: str
) -> None:
    filters = AgreementFilters(sort=sort, split=split, base=base)
    shown = [(name,) for name in GROUPS] if split == "affiliation" else [()]
    averages = {
        item: statistics.mean(lowest(survey, item, groups, filters) for groups in shown)
        for item in survey.items
    }
    ranked = sorted(survey.items, key=lambda item: -averages[item])
    assert list(dict.fromkeys(agreement(filters)["item_id"])) == ranked


@pytest.mark.parametrize("sort", RANKED)
def test_only_the_rows_that_are_shown_count_for_the_rank(survey: Survey, sort: str) -> None:
    filters = AgreementFilters(
        sort=sort, split="affiliation", affiliation=("Academia",), base="opinion"
    )
    averages = [
        lowest(survey, item, ("Academia",), filters) for item in agreement(filters)["item_id"]
    ]
    assert averages == sorted(averages, reverse=True)


@pytest.mark.parametrize(("sort", "column"), [("taxonomy", "code"), ("a-z", "label")])
@pytest.mark.parametrize("split", ["none", "affiliation"])
def test_statements_are_sorted_by_text_without_regard_to_case_and_then_as_in_the_paper(
    survey: Survey, sort: str, column: str, split: str
) -> None:
    found = list(dict.fromkeys(agreement(AgreementFilters(sort=sort, split=split))["item_id"]))
    texts = {row["item_id"]: row[column].lower() for row in survey.of_study("items")}
    assert found == sorted(survey.items, key=lambda item: texts[item])
    assert found != survey.items


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("affiliation", [(), ("Civil society", "AGI lab")], ids=" or ".join)
def test_the_groups_of_a_statement_stand_together_and_in_the_order_of_the_study(
    survey: Survey, sort: str, affiliation: tuple[str, ...]
) -> None:
    filters = AgreementFilters(sort=sort, split="affiliation", affiliation=affiliation)
    shown = [name for name in survey.groups if name in (affiliation or GROUPS)]
    rows = agreement(filters)
    assert list(rows["group"]) == shown * len(survey.items)
    starts = rows["item_id"].iloc[:: len(shown)]
    assert sorted(starts) == sorted(survey.items)
    assert list(rows["item_id"]) == [item for item in starts for _ in shown]


def test_the_invented_survey_leaves_open_what_the_published_one_does_not(
    surveys: dict[str, tuple[Survey, Path]],
) -> None:
    survey, _ = surveys["invented"]
    rows = [
        figures(survey, item, groups, "respondents") for item in survey.items for groups in SUBSETS
    ]
    unsized = [row for row in rows if row["n_opinion"] is None]
    assert unsized, "no row leaves the number of opinions open"
    assert any(row["n_respondents"] for row in unsized), "none of them is known to be complete"
    assert any(0 == row["dont_know_low"] < row["dont_know_high"] for row in rows)
    assert any(0 < row["dont_know_low"] < row["dont_know_high"] for row in rows)
    assert any(row["median"] is None for row in rows)


def expected_cells(survey: Survey, filters: AgreementFilters) -> Iterator[tuple[object, ...]]:
    """Every count, in the order in which it is given; don't-knows of groups if all answered."""
    for item in survey.items:
        if not fits(survey, item, filters):
            continue
        label = survey.row("items", study_id=STUDY, item_id=item)["label"]
        totals = survey.totals(item)
        all_known = sum(totals) == survey.respondents or totals[-1] == 0
        everyone: list[tuple[str, ...]] = [] if filters.affiliation else [()]
        for groups in (*everyone, *((name,) for name in sorted(filters.affiliation or GROUPS))):
            basis = "reconstructed" if groups else "counted"
            source = survey.row("study_sources", study_id=STUDY, basis=basis)["source"]
            affiliation = groups[0] if groups else None
            possible = {one.world: one for one in possibilities(survey, item, groups)}
            for world, one in possible.items():
                counts = dict(zip(ANSWERS, (*one.opinions, one.dont_know), strict=True))
                for answer in ANSWERS if all_known or not groups else OPINIONS:
                    same = (STUDY, item, label, None, affiliation, None)
                    yield *same, answer, world, counts[answer], basis, source


@pytest.mark.parametrize(
    "filters",
    [
        AgreementFilters(),
        *(AgreementFilters(affiliation=some) for some in SUBSETS[1:]),
        AgreementFilters(category=("1", "3.1")),
        AgreementFilters(search="RISK assessment", affiliation=("Academia",)),
        AgreementFilters(search="nothing contains this"),
    ],
    ids=str,
)
def test_the_cells_behind_the_figures_are_as_computed_without_the_database(
    survey: Survey, filters: AgreementFilters
) -> None:
    rows = cells(filters)
    assert list(rows.columns) == list(CELLS)
    plain = rows.astype(object).where(rows.notna(), None)
    assert list(plain.itertuples(index=False, name=None)) == list(expected_cells(survey, filters))


def test_how_rows_are_sorted_and_which_base_is_used_does_not_change_the_cells() -> None:
    plain = cells(AgreementFilters())
    other = cells(
        replace(AgreementFilters(), sort="a-z", base="opinion", split="affiliation", min_n=30)
    )
    pd.testing.assert_frame_equal(plain, other)
