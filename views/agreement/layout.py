"""Where every mark of the agreement chart goes, in units of its axis (1 is 100 %).

Where the published figures leave a count open, the boundary between two answers can lie anywhere
within an interval: the bars end where every world agrees, and a band fills the interval between.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.scales import AnswerOption, Scale
from queries.records import Row, records
from views.agreement.weighted_figures import DECIMALS, rounded_share
from views.wording import FIXED_SPACE, short_percent_range

Floats = npt.NDArray[np.float64]

# Between the name of a statement and that of a group, in the name of a place.
SEPARATOR = "\u2063"
# Room for what stands right of the bars.
GAP, SMALLEST_DONT_KNOW_ROOM, N_ROOM = 0.08, 0.22, 0.19
SMALLEST_INTERVAL = 1e-9


@dataclass(frozen=True)
class Layout:
    """What a view draws: records for each kind of mark, and where the axis ends.

    ``rows`` are the places of the vertical axis, top to bottom. ``bars`` and ``bands`` name their
    row, answer and boundary by number, because there are many of them and all are sent.
    """

    bars: list[Row]
    bands: list[Row]
    rows: list[Row]
    left: float
    right: float
    dont_know_at: float | None


@dataclass(frozen=True)
class Shares:
    """Lowest and highest over worlds, one row a row of the chart.

    ``answers``: share of each answer, shape (rows, opinions + 1): opinions of the base, don't-knows
    of all who answered. ``edges``: positions of the boundaries between answers that are stacked.
    """

    answers: tuple[Floats, Floats]
    edges: tuple[Floats, Floats]


def drawn_opinions(scale: Scale) -> tuple[AnswerOption, ...]:
    """The opinions from left to right: what is for and against in its order, else the most first,
    so that what counts as for begins at the left edge."""
    return scale.opinions if scale.kind == "bipolar" else scale.opinions[::-1]


def boundaries(opinions: int) -> list[tuple[int | None, int | None]]:
    """Pairs of answers, by number, with a common boundary: opinions, then don't-know.

    At the ends of a bar there is an answer on one side only.
    """
    answers = range(opinions + 1)
    return [*zip((None, *answers), (*answers, None), strict=True), (opinions - 1, None)]


def lay_out(rows: pd.DataFrame, form: str, few_answers: int, scale: Scale) -> Layout:
    """Lay out rows of ``views.agreement.rows.agreement``, in their order, in a form of chart."""
    count_dont_know = bool((rows["base"] == "respondents").all())
    weighted = "weights" in rows
    drawn_of = rows["weights" if weighted else "worlds"].tolist()
    shares = shares_of(drawn_of, count_dont_know, form, scale)
    if weighted:
        shares = _rounded(shares)
    apart = form == "diverging" or not count_dont_know
    most_unsure = float(shares.answers[1][:, -1].max()) if apart else 0.0
    unsure_at = 1 + GAP if most_unsure else None
    room = GAP + max(np.ceil(20 * most_unsure) / 20, SMALLEST_DONT_KNOW_ROOM) if unsure_at else 0.0
    left = -np.ceil(4 * -shares.edges[0][:, 0].min()) / 4
    places = list(_places(records(rows), shares, few_answers, scale))
    drawn = [place for place, row in enumerate(places) if row["n"]]
    numbered = list(enumerate(drawn))
    return Layout(
        bars=[bar for i, place in numbered for bar in _solid(place, shares, i, unsure_at)],
        bands=[band for i, place in numbered for band in _open(place, shares, i, unsure_at)],
        rows=places,
        left=float(left),
        right=float(1 + room + N_ROOM),
        dont_know_at=unsure_at,
    )


def shares_of(worlds: list[Floats], count_dont_know: bool, form: str, scale: Scale) -> Shares:
    """Shares and boundaries over all worlds, each with the fewest and the most don't-knows.

    Each element of ``worlds`` has shape (worlds, opinions + 2): opinions, fewest and most
    don't-knows. In the diverging form zero is the middle of the interval in which the centre of the
    neutral answers lies, so that only boundaries that are open move.
    """
    stacked = np.concatenate(worlds)
    if drawn_opinions(scale) != scale.opinions:
        stacked = np.hstack([stacked[:, -3::-1], stacked[:, -2:]])
    starts = np.cumsum([0, *(len(world) for world in worlds[:-1])])
    fewest, most = stacked[:, :-1], np.delete(stacked, -2, axis=1)
    few, many = (_shares_in_world(counts, count_dont_know, form) for counts in (fewest, most))
    answers = _over_worlds(few[0], many[0], starts)
    edges = _over_worlds(few[1], many[1], starts)
    if form == "diverging":
        against, neutral = list(scale.places("against")), list(scale.places("neutral"))
        few_centre, many_centre = (
            shares[:, against].sum(axis=1) + shares[:, neutral].sum(axis=1) / 2
            for shares, _ in (few, many)
        )
        lowest, highest = _over_worlds(few_centre, many_centre, starts)
        zero = ((lowest + highest) / 2)[:, None]
        edges = (edges[0] - zero, edges[1] - zero)
    return Shares(answers, edges)


def _rounded(shares: Shares) -> Shares:
    """Weighted shares as they are given away."""
    low, high = (rounded_share(end) for end in shares.answers)
    left, right = (np.round(end, DECIMALS) for end in shares.edges)
    return Shares((low, high), (left, right))


def _over_worlds(
    first: Floats, second: Floats, starts: npt.NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Lowest and highest of two figures over the worlds of each row."""
    return (
        np.minimum.reduceat(np.minimum(first, second), starts),
        np.maximum.reduceat(np.maximum(first, second), starts),
    )


def _shares_in_world(counts: Floats, count_dont_know: bool, form: str) -> tuple[Floats, Floats]:
    """Share of each answer, and where the bars of the answers that are drawn begin and end."""
    answered = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    base = answered if count_dont_know else np.maximum(counts[:, :-1].sum(axis=1, keepdims=True), 1)
    answers = np.hstack([counts[:, :-1] / base, counts[:, -1:] / answered])
    drawn = answers if form == "stacked" and count_dont_know else answers[:, :-1]
    return answers, np.hstack([np.zeros((len(counts), 1)), drawn.cumsum(axis=1)])


def _solid(place: int, shares: Shares, i: int, unsure_at: float | None) -> Iterator[Row]:
    """The part of each answer's bar on which all worlds agree."""
    low, high = shares.edges[0][i], shares.edges[1][i]
    for answer, (start, end) in enumerate(zip(high[:-1], low[1:], strict=True)):
        if end - start > SMALLEST_INTERVAL:
            yield _bar(place, answer, shares, i, float(start), float(end))
    unsure = shares.answers[0].shape[1] - 1
    certain = float(shares.answers[0][i, unsure])
    if unsure_at and certain > 0:
        yield _bar(place, unsure, shares, i, unsure_at, unsure_at + certain)


def _bar(place: int, answer: int, shares: Shares, i: int, start: float, end: float) -> Row:
    low, high = shares.answers[0][i, answer], shares.answers[1][i, answer]
    least, most = f"{100 * low:.0f}", f"{100 * high:.0f}"
    text = least if least == most else f"{least}–{most}"
    return {"row": place, "answer": answer, "start": start, "end": end, "text": text}


def _open(place: int, shares: Shares, i: int, unsure_at: float | None) -> Iterator[Row]:
    """The intervals within which the boundary between two answers lies."""
    low, high = shares.edges[0][i], shares.edges[1][i]
    opinions = shares.answers[0].shape[1] - 1
    drawn = range(len(low) - 1)
    numbers = {sides: number for number, sides in enumerate(boundaries(opinions))}
    for sides, start, end in zip(
        zip((None, *drawn), (*drawn, None), strict=True), low, high, strict=True
    ):
        if end - start > SMALLEST_INTERVAL:
            yield _band(place, numbers[sides], float(start), float(end))
    fewest, most = (float(shares.answers[end][i, -1]) for end in (0, 1))
    if unsure_at and most - fewest > SMALLEST_INTERVAL:
        yield _band(place, numbers[opinions, None], unsure_at + fewest, unsure_at + most)


def _band(place: int, boundary: int, start: float, end: float) -> Row:
    return {"row": place, "boundary": boundary, "start": start, "end": end}


def _places(shown: list[Row], shares: Shares, few_answers: int, scale: Scale) -> Iterator[Row]:
    """The places of the vertical axis; in a split chart each statement has a heading of its own.

    For each answer, ``counts`` say how many people gave it and ``shares`` how many per cent;
    ``all_for`` and ``all_against`` how many are for and against in all; ``base`` is how many
    people shares of opinions are of, ``answered`` how many there are at all, ``mitigation`` the
    first mitigation that the statement is about.
    """
    heading = None
    unsure = [scale.unsure] if scale.unsure else []
    names = [answer.option_id for answer in (*drawn_opinions(scale), *unsure)]
    for i, row in enumerate(shown):
        split = row["split"] != "none"
        if split and row["label"] != heading:
            heading = row["label"]
            texts = dict.fromkeys(
                ("n", "base", "answered", "known", "mitigation", "all_for", "all_against"), ""
            )
            yield {"place": heading, "counts": [], "shares": [], **texts}
        fewest = int(row["n_base"])
        n = _range(_base(row)).replace(" to ", "–")
        yield {
            "place": f"{row['label']}{SEPARATOR}{row['group']}" if split else row["label"],
            "n": f"{n}*" if fewest < few_answers else n,
            "counts": [_range((row[f"{one}_low"], row[f"{one}_high"])) for one in names],
            "shares": [
                _per_cent(*ends) for ends in zip(*(end[i] for end in shares.answers), strict=True)
            ],
            "base": _range(_base(row)),
            "answered": _range(_answered(row)),
            "known": _known(row),
            "mitigation": (row["mitigation_ids"] or "").split(";")[0],
            "all_for": _total(row, "agreement"),
            "all_against": _total(row, "disagreement") if scale.kind == "bipolar" else "",
        }


def _total(row: Row, share: str) -> str:
    """All answers that are for, or against, in per cent."""
    return short_percent_range(row[f"{share}_low"], row[f"{share}_high"]).removesuffix(
        f"{FIXED_SPACE}%"
    )


def _known(row: Row) -> str:
    worlds = row["worlds"]
    exact = len(worlds) == 1 and worlds[0, -2] == worlds[0, -1]
    known = f"{row['basis']}, {'exact' if exact else 'range over all answers that fit'}"
    if "effective_n" in row:
        return f"{known}; share weighted, effective n = {row['effective_n']:.0f}"
    return known


def _base(row: Row) -> tuple[int, int]:
    """Lowest and highest number of people that shares are of."""
    return _answered(row) if row["base"] == "respondents" else (int(row["n_base"]),) * 2


def _answered(row: Row) -> tuple[int, int]:
    """Lowest and highest number of people who answered, don't-knows included."""
    opinions = row["worlds"][:, :-2].sum(axis=1)
    fewest, most = (opinions + row["worlds"][:, column] for column in (-2, -1))
    return int(fewest.min()), int(most.max())


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _per_cent(low: float, high: float) -> str:
    least, most = f"{100 * low:.1f}", f"{100 * high:.1f}"
    return least if least == most else f"{least} to {most}"
