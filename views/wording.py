"""Words that the sentences of all views share: shares, numbers, samples, sources."""

import pandas as pd

from queries.study import Study

FIXED_SPACE = "\u00a0"


def percent(share: float) -> str:
    """A share (0 to 1) as a whole per cent; never 0 or 100 % unless it is exactly that."""
    rounded = round(100 * share)
    if rounded in (0, 100) and share not in (0, 1):
        return f"{100 * share:.1f}{FIXED_SPACE}%"
    return f"{rounded}{FIXED_SPACE}%"


def percent_range(low: float, high: float) -> str:
    """A share that is known exactly, or only to lie between two bounds."""
    if percent(low) == percent(high):
        return percent(low)
    return f"between {percent(low)} and {percent(high)}"


def short_percent_range(low: float, high: float) -> str:
    """The same, as short as can be."""
    if percent(low) == percent(high):
        return percent(low)
    return f"{percent(low).removesuffix(FIXED_SPACE + '%')}–{percent(high)}"


def whole_range(low: int, high: int) -> str:
    """A number that is known exactly, or only to lie between two bounds."""
    return str(low) if low == high else f"{low} to {high}"


def count_of(number: int, thing: str) -> str:
    """A number of things, such as "1 statement" or "2 statements"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def counted(rows: pd.DataFrame, people: str = "experts") -> str:
    """What the bases of rows count: people, or answers where risk areas are taken together."""
    areas = int(rows["risk_areas"].max()) if len(rows) else 1
    return people if areas == 1 else f"answers about {areas} risk areas"


def sample(study: Study) -> str:
    """Who answered, such as "51 of 92 invited experts answered", and how they came to answer."""
    if study.sample:
        return f"{study.respondents} {study.people}: {study.sample}"
    invited = f" of {study.invited} invited" if study.invited else ""
    return f"{study.respondents}{invited} experts answered"


def no_counts(study: Study) -> str:
    """Why there is nothing to count of a study, and what there is instead, in a sentence."""
    known = "estimates of shares, each with an interval" if study.estimated else "bounds of shares"
    return f"Of {study.name} we hold no counts of answers, only {known}."


def sources_and_versions(rows: pd.DataFrame) -> list[str]:
    """Where rows are from, and of which data: sentences for the end of notes."""
    return [
        *(f"Source: {source}." for source in dict.fromkeys(rows["source"])),
        *(f"Data version {version}." for version in dict.fromkeys(rows["data_version"])),
    ]


def shown(narrowed: str) -> list[str]:
    """The filters, as a sentence of notes; none if nothing is narrowed."""
    return [f"Shown: {narrowed}."] if narrowed else []
