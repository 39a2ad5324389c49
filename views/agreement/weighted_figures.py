"""What the answers to a weighted survey come to: figures of weights, in place of those of counts.

Weights that are given away say no more of a single respondent than they must: what is worked out of
them is rounded.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis import distribution, weighted
from data.scales import Scale
from queries.database import SqlParameters, column_arrays

Floats = npt.NDArray[np.float64]

DECIMALS = 3
ROUNDING = 1e-9


def weighted_figures(
    parameters: SqlParameters, arrays: Mapping[str, Any], scale: Scale
) -> dict[str, Any]:
    """The weighted figures of rows of ``agreement.sql``, in the order of its ``arrays``, by the
    names of their columns; and ``weights``: for each row the weights of opinions and, twice, of
    don't-knows, shape (1, opinions + 2), scaled to add up to the people who answered.
    """
    asked: dict[str, Any] = column_arrays("weights", parameters)
    place_of = {
        key: i for i, key in enumerate(zip(asked["item_id"], asked["split_group"], strict=True))
    }
    keys = zip(arrays["item_id"], arrays["split_group"], strict=True)
    order = np.array([place_of[key] for key in keys], dtype=np.int64)
    opinions = np.array([asked["weights"][i] for i in order], dtype=np.float64)
    opinions = opinions.reshape(len(order), len(scale.opinions))
    unsure, squared, unsure_squared = (
        asked[name][order] for name in ("unsure_weight", "squared_weight", "unsure_squared_weight")
    )
    everyone = parameters["base"] == "respondents"
    total = opinions.sum(axis=1)
    base = total + unsure if everyone else total
    effective = weighted.effective_n(base, squared + unsure_squared if everyone else squared)
    with_opinion = weighted.effective_n(total, squared)
    areas = arrays["risk_areas"]
    figures = {
        "effective_n": effective,
        **_shares(opinions, unsure, base, scale),
        **_share_interval(opinions, base, effective / areas, scale),
        **_of_scores(opinions, with_opinion, areas, scale.scores),
    }
    answered = arrays["n_respondents"] / (total + unsure)
    weights = np.column_stack([opinions, unsure, unsure]) * answered[:, None]
    return {
        **{name: np.round(figure, DECIMALS) for name, figure in figures.items()},
        "weights": list(weights[:, None, :]),
    }


def rounded_share(share: Floats) -> Floats:
    """A share as it is given away: not 0 or 1 unless it is exactly that."""
    least = 10.0**-DECIMALS
    some = (share > ROUNDING) & (share < 1 - ROUNDING)
    rounded = np.round(share, DECIMALS)
    return np.where(some, np.clip(rounded, least, 1 - least), rounded)


def _shares(opinions: Floats, unsure: Floats, base: Floats, scale: Scale) -> dict[str, Floats]:
    """Weighted shares of the base; of "don't know", of all who answered."""
    agreeing, against = (_sum_of(opinions, scale, stance) for stance in ("for", "against"))
    sums = {
        "agreement_low": agreeing,
        "agreement_high": agreeing,
        "disagreement_low": against,
        "disagreement_high": against,
        "strong_agreement_low": opinions[:, -1],
    }
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = {name: weight / base for name, weight in sums.items()}
        shares["unsure_low"] = unsure / (opinions.sum(axis=1) + unsure)
    return {name: rounded_share(share) for name, share in shares.items()}


def _share_interval(
    opinions: Floats, base: Floats, people: Floats, scale: Scale
) -> dict[str, Floats]:
    """The interval of the share that counts as for, of as many ``people`` as tell as much."""
    with np.errstate(divide="ignore", invalid="ignore"):
        # All of them are exactly 1, in whichever order they were added up.
        share = np.round(_sum_of(opinions, scale, "for") / base, 9)
    low, high = distribution.share_interval(share * people, people)
    return {"agreement_ci_low": low, "agreement_ci_high": high}


def _sum_of(opinions: Floats, scale: Scale, stance: str) -> Floats:
    return opinions[:, list(scale.places(stance))].sum(axis=1)


def _of_scores(
    opinions: Floats, effective: Floats, areas: npt.NDArray[np.int64], scores: Floats | None
) -> dict[str, Floats]:
    """What is worked out of the scores of answers; nothing if they have none.

    Spread is that of as many answers of equal weight as tell as much (``effective``); intervals are
    for the people who gave them, about so many ``areas`` each.
    """
    if scores is None:
        return {}
    with np.errstate(divide="ignore", invalid="ignore"):
        counts = opinions / opinions.sum(axis=1, keepdims=True) * effective[:, None]
    people = counts / areas[:, None]
    mean = distribution.mean(opinions, scores)
    low, high = distribution.mean_interval(people, scores)
    agreement = distribution.van_der_eijk_agreement(opinions)
    consensus = distribution.consensus(opinions, scores)
    return {
        "mean_low": mean,
        "mean_high": mean,
        "mean_ci_low": low,
        "mean_ci_high": high,
        "van_der_eijk_a_low": agreement,
        "van_der_eijk_a_high": agreement,
        "consensus_low": consensus,
        "consensus_high": consensus,
        "lower_quartile": weighted.quantile(opinions, 0.25, scores),
        "median": weighted.quantile(opinions, 0.5, scores),
        "upper_quartile": weighted.quantile(opinions, 0.75, scores),
        "standard_error": distribution.standard_error(people, scores),
        "variance": distribution.variance(counts, scores),
    }
