"""Whom a choice of filters selects, and what they answered, from the table of single answers."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm, t

from data.answer_options import ANSWER_LABELS

Numbers = npt.NDArray[np.int64]
Selection = tuple[tuple[str, ...], tuple[str, ...]]

SCORES = np.array([-2, -1, 0, 1, 2])


@dataclass(frozen=True)
class Panel:
    """The single answers to a study, and its respondents by affiliation and expertise: the parts
    that every selection is made of."""

    responses: pd.DataFrame
    parts: list[tuple[str, str]]
    sizes: Numbers

    def within(self, selection: Selection) -> Numbers:
        """1 for each part that is selected; an empty list lets everything through."""
        chosen = [
            all(not allowed or own in allowed for own, allowed in zip(part, selection, strict=True))
            for part in self.parts
        ]
        return np.array(chosen, dtype=np.int64)

    def answers(self, risk_areas: tuple[str, ...]) -> dict[str, Numbers]:
        """How often each part gave each answer to each item: shape (parts, answers)."""
        rows = self.responses
        if risk_areas:
            rows = rows[rows["risk_area"].isin(risk_areas)]
        found = {}
        for item, given in rows.groupby("item_id"):
            counted = given.groupby(["affiliation", "expertise", "option_id"]).size()
            found[str(item)] = np.array(
                [
                    [counted.get((*part, answer), 0) for answer in ANSWER_LABELS]
                    for part in self.parts
                ]
            )
        return found


def panel(database: Path, study: str) -> Panel:
    with duckdb.connect(str(database), read_only=True) as connection:
        responses = connection.execute(
            "from response where study_id = $study", {"study": study}
        ).df()
    people = responses.drop_duplicates("respondent_id")
    sizes = people.groupby(["affiliation", "expertise"]).size()
    parts = [(str(one), str(other)) for one, other in sizes.index]
    return Panel(responses, parts, np.array(sizes.tolist(), dtype=np.int64))


def every_selection(parts: list[tuple[str, str]], most: int) -> Iterator[Selection]:
    """Every choice of affiliations with every choice of expertise, of so many each at most."""
    affiliations, expertise = (sorted({part[place] for part in parts}) for place in (0, 1))
    yield from product(_some(affiliations, most), _some(expertise, most))


def _some(names: list[str], most: int) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(names, n) for n in range(most + 1)))


def expected_figures(counts: Numbers, base: str, risk_areas: int) -> dict[str, float]:
    """The figures of a row, from its answers; intervals are those of as many people."""
    opinions, n_opinion, n = counts[:5], int(counts[:5].sum()), int(counts.sum())
    of = n if base == "respondents" else n_opinion
    agree, disagree = int(opinions[3:].sum()), int(opinions[:2].sum())
    mean = float(opinions @ SCORES) / n_opinion
    people = n_opinion / risk_areas
    spread = float(opinions @ (SCORES - mean) ** 2) / risk_areas / (people - 1)
    error = math.sqrt(spread / people)
    half = float(t.ppf(0.975, people - 1)) * error
    low, high = wilson(agree / risk_areas, of / risk_areas)
    ends: dict[str, float] = dict(zip(ANSWER_LABELS, map(int, counts), strict=True))
    ends |= {"agreement": agree / of, "disagreement": disagree / of, "mean": mean}
    return {
        **{f"{name}_{end}": figure for name, figure in ends.items() for end in ("low", "high")},
        "risk_areas": risk_areas,
        "n_respondents": n,
        "n_opinion": n_opinion,
        "n_base": of,
        "agreement_ci_low": low,
        "agreement_ci_high": high,
        "standard_error": error,
        "mean_ci_low": max(mean - half, -2),
        "mean_ci_high": min(mean + half, 2),
    }


def wilson(count: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, as in his article of 1927."""
    z = float(norm.ppf(0.975))
    share, wide = count / n, z * z / n
    centre, half = share + wide / 2, z * math.sqrt((share * (1 - share) + wide / 4) / n)
    return max((centre - half) / (1 + wide), 0), min((centre + half) / (1 + wide), 1)
