"""The figures of the published studies, printed and reconstructed, as records of their tables."""

from collections.abc import Iterator

from data.answer_options import ANSWER_LABELS, OPINIONS
from data.building.fact_rows import Row
from data.building.reconstructed_items import Reconstruction

STUDY = "schuett2023"
BOUNDS_STUDY = "uuk2024"
COUNTS_SOURCE = "Table of answer counts"
MEANS_SOURCE = "Tables of group means"

Record = dict[str, object]


def published_cells(counts: list[Row]) -> Iterator[Record]:
    """Cells of all respondents together, as printed."""
    for row in counts:
        for option in ANSWER_LABELS:
            yield cell(row["item_id"], None, option, 0, int(row[option]), "counted")


def reconstructed_cells(
    reconstructions: list[Reconstruction],
    counts: list[Row],
    members: dict[str, int],
    respondents: int,
) -> Iterator[Record]:
    """Cells of each group, one set a world; don't-knows only where they are determined.

    Where everyone answered, whoever of a group gave no opinion said "don't know". Where some did
    not answer, the don't-knows of a group are determined only if nobody at all gave that answer.
    """
    totals = {row["item_id"]: row for row in counts}
    for reconstruction in reconstructions:
        item_id = reconstruction.item_id
        everyone_answered = int(totals[item_id]["n"]) == respondents
        nobody_unsure = int(totals[item_id]["dont_know"]) == 0
        for world, groups in enumerate(reconstruction.counts.tolist(), start=1):
            for name, answers in zip(reconstruction.groups, groups, strict=True):
                known = dict(zip(OPINIONS, answers, strict=True))
                if nobody_unsure:
                    known["dont_know"] = 0
                elif everyone_answered:
                    known["dont_know"] = members[name] - sum(answers)
                for option, n in known.items():
                    yield cell(item_id, name, option, world, n, "reconstructed")


def candidates_of_groups(reconstructions: list[Reconstruction]) -> Iterator[Record]:
    """Rows of ``candidate``."""
    for reconstruction in reconstructions:
        for name, candidates in zip(reconstruction.groups, reconstruction.candidates, strict=True):
            yield {
                "study_id": STUDY,
                "item_id": reconstruction.item_id,
                "affiliation": name,
                "possible": candidates.possible,
                "fitting": candidates.fitting,
            }


def cell(
    item_id: str, affiliation: str | None, option_id: str, world: int, n: int, basis: str
) -> Record:
    return {
        "study_id": STUDY,
        "item_id": item_id,
        "affiliation": affiliation,
        "option_id": option_id,
        "world": world,
        "n": n,
        "basis": basis,
    }


def published_figures(counts: list[Row], means: list[Row]) -> Iterator[Record]:
    """Rows of ``published``."""
    for row in counts:
        for column in (*ANSWER_LABELS, "n"):
            statistic = "n_respondents" if column == "n" else column
            yield figure(STUDY, row["item_id"], statistic, row[column], COUNTS_SOURCE)
    for row in means:
        for statistic in ("mean", "standard_error", "n_opinion"):
            if row[statistic]:
                mean = figure(STUDY, row["item_id"], statistic, row[statistic], MEANS_SOURCE)
                yield mean | {"affiliation": row["affiliation"]}


def published_bounds(bounds: list[Row]) -> Iterator[Record]:
    """Rows of ``published`` for figures of which only a bound is printed."""
    for row in bounds:
        bound = figure(BOUNDS_STUDY, row["item_id"], row["statistic"], row["value"], row["source"])
        yield bound | {"risk_area": row["risk_area"] or None, "relation": row["relation"]}


def figure(study_id: str, item_id: str, statistic: str, value: str, source: str) -> Record:
    return {
        "study_id": study_id,
        "item_id": item_id,
        "risk_area": None,
        "affiliation": None,
        "statistic": statistic,
        "relation": "=",
        "value": float(value),
        "source": source,
    }
