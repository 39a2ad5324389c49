"""What is known of the risks, in plain sentences."""

from collections.abc import Iterable

import pandas as pd

from queries.build_info import RISKS_CITATION
from queries.records import Row, records
from queries.study import Study
from views.risks.rows import Highest
from views.view import Words
from views.wording import count_of, percent_range, shown

# How many years the list of incidents goes back.
YEARS_SHOWN = 6
INCIDENTS_NOTE = (
    "Incidents with AI that were reported and are on record. They are told apart by domain only, "
    "not by risk within a domain. The last year may not be complete."
)
OUR_LINKS = "What leads to which risk is our own judgement, with a reason for each link."
NEVER_ADDED_UP = (
    "Studies asked different people in different words, on scales of their own: their figures "
    "stand side by side and are never added up."
)


def words(rows: pd.DataFrame, studies: Iterable[Study], narrowed: str, data_version: str) -> Words:
    """All that the view says of rows of ``risks``; ``studies`` are those that asked about any,
    ``narrowed`` are the filters as a clause."""
    said = sentence(rows)
    return Words(
        title=title(rows),
        base=base(rows),
        sentence=said,
        notes=_notes(studies, narrowed, data_version),
        alternative_text=f"{title(rows)}. {base(rows)}. {said}",
    )


def sentence(rows: pd.DataFrame) -> str:
    """Which risk the fewest and which the most documents deal with, and how many were asked of."""
    listed = records(rows)
    number = count_of(len(listed), "risk")
    asked = sum(row["studies"] > 0 for row in listed)
    least, most = min(listed, key=governed), max(listed, key=governed)
    return (
        f"Of {least['documents_in_all']} documents on governing AI, {governed(least)} deal with "
        f"“{least['risk']}”, the fewest of the {number} shown{_ties(least, listed)}, and "
        f"{governed(most)} with “{most['risk']}”, the most{_ties(most, listed)}; the studies here "
        f"asked about {_part(asked, len(listed))} or a part of it."
    )


def _part(asked: int, number: int) -> str:
    return f"each of the {number}" if asked == number else f"{asked} of the {number}"


def _ties(row: Row, listed: list[Row]) -> str:
    """How many others are dealt with by as many documents."""
    tied = sum(governed(other) == governed(row) for other in listed) - 1
    return f" (as many as with {count_of(tied, 'other')})" if tied else ""


def governed(row: Row) -> int:
    """How many documents deal with a risk, well or hardly."""
    return int(row["documents_with_good_coverage"] + row["documents_with_minimal_coverage"])


def named(row: Row) -> str:
    """A risk by code and name."""
    return f"{row['code']} {row['risk']}"


def title(rows: pd.DataFrame) -> str:
    """What the chart shows."""
    return f"Documents on governing AI that deal with each risk ({len(rows)} shown)"


def base(rows: pd.DataFrame) -> str:
    """n, and what percentages are of."""
    documents = rows["documents_in_all"].iloc[0]
    return f"n = {documents} documents of AGORA a row; percentages of all of them"


def _notes(studies: Iterable[Study], narrowed: str, data_version: str) -> str:
    names = ", ".join(study.name for study in studies)
    parts = [
        *shown(narrowed),
        "A document may deal with several risks, so rows are not to be added up.",
        f"Studies: {names}.",
        OUR_LINKS,
        f"Sources: {RISKS_CITATION}",
        f"Data version {data_version}.",
    ]
    return " ".join(parts)


def asked_reading(rows: pd.DataFrame) -> str:
    """What each study asked about one risk: rows of ``asked_about``."""
    by_study = [f"{row['study']}: {found}" for row in records(rows) if (found := _found(row))]
    return f"Asked: {'; '.join(by_study)}." if by_study else "No study here asked about it."


def _found(row: Row) -> str:
    """How much a study asked about a risk, by how close it is; empty if nothing."""
    close = {"same": "the same", "part": "a part", "related": "related"}
    parts = []
    for kind, thing in (("items", "item"), ("risk_areas", "risk area")):
        numbers = {strength: row[f"{kind}_{strength}"] for strength in close}
        if any(numbers.values()):
            split = ", ".join(f"{number} {close[one]}" for one, number in numbers.items() if number)
            parts.append(f"{count_of(sum(numbers.values()), thing)} ({split})")
    return ", ".join(parts)


def highest_reading(found: Iterable[Highest]) -> str:
    """What most people say so of when asked about a risk, in each study; empty if there is none."""
    return " ".join(map(_highest, found))


def _highest(one: Highest) -> str:
    row, low, high = one.row, one.row["agreement_low"], one.row["agreement_high"]
    others = f", the same as of {count_of(one.tied, 'other')}" if one.tied else ""
    wave = f" ({one.wave})" if one.wave else ""
    of_people = f"{percent_range(low, high)} of {int(row['n_base'])} {one.study.people}"
    return (
        f"{one.study.name}{wave}: {of_people} {one.question.read(row['statement'])}, the highest "
        f"share of {one.items}{others}."
    )


def governed_reading(row: Row) -> str:
    """How many documents deal with a risk."""
    return (
        f"{row['documents_with_good_coverage']} of {row['documents_in_all']} documents on "
        f"governing AI deal with it well, {row['documents_with_minimal_coverage']} hardly."
    )


def incidents_reading(rows: pd.DataFrame) -> list[str]:
    """Incidents of the last years, a line a domain: rows of ``incidents``."""
    in_domains = rows.dropna(subset="code")
    years = sorted(in_domains["year"].unique())[-YEARS_SHOWN:]
    lines = []
    for (code, domain), of_domain in in_domains.groupby(["code", "domain"]):
        counts = of_domain.set_index("year")["incidents"]
        by_year = ", ".join(f"{counts[year]} in {year}" for year in years)
        lines.append(f"{code} {domain}: {by_year}")
    return lines
