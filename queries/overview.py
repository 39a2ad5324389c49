"""The findings on the landing page, computed from the data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from queries import sentences
from queries.agreement import Study, agreement, group_sizes
from queries.filters import Filters
from queries.query_params import ParameterProblem, QueryParams, grouped, unknown_or_repeated
from queries.records import records
from queries.sentences import percent

MOST = 0.9
# How many statements with the most, and how many with the least agreement are shown.
EXTREMES = 5


@dataclass(frozen=True)
class OverviewFilters:
    """The overview takes no filters."""


@dataclass(frozen=True)
class Headline:
    """A headline of a study: a sentence, and the filters under which it can be checked."""

    heading: str
    sentence: str
    filters: Filters


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[OverviewFilters, list[ParameterProblem]]:
    """Read a query string, in which there is nothing to be used."""
    return OverviewFilters(), unknown_or_repeated(grouped(query_params), tuple(also_allowed), ())


def headlines(study: Study) -> list[Headline]:
    """Three headlines of a study: how wide agreement is, where it ends, where groups differ."""
    everyone = Filters(study=study.study_id)
    rows = agreement(everyone)
    listed = [
        Headline("Where they agree", _breadth(rows, study), everyone),
        Headline("Where agreement ends", _least(rows), replace(everyone, sort="disagreement")),
    ]
    if group_sizes(study.study_id, "affiliation"):
        split = replace(everyone, split="affiliation")
        gap = sentences.sentence(agreement(split), split, study)
        listed.append(Headline("Where groups differ", gap, split))
    return listed


def most_and_least_agreed(study: Study, count: int) -> pd.DataFrame:
    """The statements with the most and with the least agreement, ``count`` of each."""
    rows = agreement(Filters(study=study.study_id))
    return rows if len(rows) <= 2 * count else pd.concat([rows.head(count), rows.tail(count)])


def _breadth(rows: pd.DataFrame, study: Study) -> str:
    wide = int((rows["agreement_low"] >= MOST).sum())
    half = int((rows["agreement_low"] > 0.5).sum())
    return (
        f"At least {percent(MOST)} of the experts who answered agree with {wide} of {len(rows)} "
        f"statements about {study.asked_about}; more than half agree with {half}."
    )


def _least(rows: pd.DataFrame) -> str:
    shown = records(rows)
    least = min(shown, key=lambda row: row["agreement_low"])
    against = max(shown, key=lambda row: row["disagreement_low"])
    unsure = max(shown, key=lambda row: row["dont_know_low"] / row["n_base"])
    return (
        f"Fewest agree with “{least['label']}” ({percent(least['agreement_low'])}); most disagree "
        f"with “{against['label']}” ({percent(against['disagreement_low'])}); and most say “don't "
        f"know” to “{unsure['label']}” ({percent(unsure['dont_know_low'] / unsure['n_base'])})."
    )


def certainty(study: Study) -> str:
    """How sure the figures of a study are, in a sentence."""
    if not study.counted:
        return (
            f"Only bounds are published, for {study.items_with_bounds} of {study.items} measures; "
            "of the others we hold no figure."
        )
    if not study.reconstructed:
        return (
            "Counted from the answers of each respondent: every figure is exact. Groups of fewer "
            f"than {study.minimum_group_size} are not shown."
        )
    exact = study.items - study.items_bounded
    return (
        "All respondents together: every figure is exact. By affiliation: opinions are known "
        f"exactly for {exact} of {study.items} statements and as ranges for {study.items_bounded}; "
        "don't-knows are ranges where not everyone answered."
    )
