"""What is known of one risk, in plain words."""

from collections.abc import Iterable

import pandas as pd

from queries.build_info import RISKS_CITATION
from queries.records import Row, records
from queries.study import Study
from views.risk.rows import RiskRecord
from views.risks.words import NEVER_ADDED_UP, OUR_LINKS, governed, named
from views.view import Words
from views.wording import count_of, percent, percent_range, whole_range

STRENGTHS = {"same": "the same", "part": "a part", "related": "related"}
FIRST_YEAR = 2010
NO_FIGURE = "no figure is published in the sources we hold"


def words(record: RiskRecord, studies: Iterable[Study], chart_texts: Iterable[str]) -> Words:
    """All that the view says; ``studies`` are those that asked about the risk, ``chart_texts`` the
    alternative texts of its charts."""
    risk, said = record.risk, sentence(record)
    cited = [study.citation for study in studies]
    version = f"Data version {risk['data_version']}."
    return Words(
        title=named(risk),
        base=_place(record),
        sentence=said,
        notes=" ".join([NEVER_ADDED_UP, OUR_LINKS, "Sources:", *cited, RISKS_CITATION, version]),
        alternative_text=" ".join([said, *chart_texts]),
    )


def _place(record: RiskRecord) -> str:
    if record.is_domain:
        return f"A domain of {count_of(len(record.within), 'risk')}"
    return f"In the domain {record.risk['domain_code']} {record.risk['domain']}"


def sentence(record: RiskRecord) -> str:
    """Which studies asked about the risk, and how many documents deal with it."""
    return f"{_asked(record)}; {_governed(record)}."


def _asked(record: RiskRecord) -> str:
    names = list(dict.fromkeys(record.about["study"]))
    about = f"“{record.risk['risk']}” or a part of it"
    if not names:
        return f"No study here asked about {about}"
    if len(names) == 1:
        return f"One of the studies here, {names[0]}, asked about {about}"
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{len(names)} of the studies here asked about {about}: {listed}"


def _governed(record: RiskRecord) -> str:
    """How many documents deal with the risk; of a domain, with each of its risks."""
    every = record.within[0]["documents_in_all"]
    if not record.is_domain:
        risk = record.risk
        return (
            f"of {every} documents on governing AI, {risk['documents_with_good_coverage']} deal "
            f"with it well and {risk['documents_with_minimal_coverage']} hardly"
        )
    numbers = [governed(row) for row in record.within]
    return (
        f"of {every} documents on governing AI, {whole_range(min(numbers), max(numbers))} deal, "
        f"well or hardly, with each of its {count_of(len(numbers), 'risk')}"
    )


def reading(row: Row, study: Study, verb: str) -> str:
    """What a study found about one item: a row of ``FOUND``; ``verb`` is what those do whose
    answers count."""
    if pd.notna(row["share_of_respondents_low"]):
        of_all = percent_range(row["share_of_respondents_low"], row["share_of_respondents_high"])
        of_some = percent_range(row["share_of_opinions_low"], row["share_of_opinions_high"])
        n, opinions = _number(row["n_respondents"]), _number(row["n_opinion"])
        rest = (
            "" if n and n == opinions else f" ({of_some} of{opinions or ' those'} with an opinion)"
        )
        return f"{of_all} of{n or ' the'} {study.people} who answered{rest} {verb}"
    if pd.notna(row["estimate"]):
        return (
            f"an estimated {percent(row['estimate'])} of {study.people} {verb} (95 % interval "
            f"{percent(row['estimate_low'])} to {percent(row['estimate_high'])}; weighted, there "
            "are no counts)"
        )
    if pd.notna(row["share_above"]):
        each = "" if row["risk_area"] else ", about each risk area that was asked about"
        return (
            f"more than {percent(row['share_above'])} of {study.people} {verb}{each}; no exact "
            "figure is published"
        )
    return NO_FIGURE


def _number(people: int | None) -> str:
    """A number of people; empty where it is not determined."""
    return "" if pd.isna(people) else f" {people}"


def without_figures(rows: pd.DataFrame) -> str:
    """How many items of a risk area have no figure, as a sentence; empty if all have one."""
    number = int(rows["basis"].isna().sum())
    return f"Of {count_of(number, 'item')}, {NO_FIGURE}." if number else ""


def answers_title(study: Study, found: pd.DataFrame, risk: Row, rows: pd.DataFrame) -> str:
    """What a chart of answers shows, then n and what percentages are of: a line each.

    ``found`` are the rows of ``FOUND`` that are drawn, ``rows`` those of ``answers``.
    """
    first = records(found)[0]
    n = whole_range(int(rows["n_base"].min()), int(rows["n_base"].max()))
    items = count_of(len(rows), "item")
    about = f"about “{first['risk_area']}”" if first["risk_area"] else f"linked to {named(risk)}"
    wave = f", {first['wave']}" if first["wave"] else ""
    return (
        f"{study.name}{wave}, “{first['question']}”: {items} {about}\n"
        f"n = {n} {study.people} a row; percentages of all who answered"
    )


def answers_text(title: str, rows: pd.DataFrame, verb: str) -> str:
    """What such a chart shows, for who does not see it."""
    shares = "; ".join(
        f"{row['label']}: {percent_range(row['agreement_low'], row['agreement_high'])} {verb}"
        for row in records(rows)
    )
    return f"{title.replace(chr(10), '. ')}. {shares}."


def incidents_title(domain: str, rows: pd.DataFrame) -> str:
    """What the chart of incidents shows, then n and what is to be known: a line each."""
    shown = rows[rows["year"] >= FIRST_YEAR]
    n, last = int(shown["incidents"].sum()), int(shown["year"].max())
    return (
        f"Incidents on record in the domain {domain}, by year\nn = {n} incidents from {FIRST_YEAR} "
        f"to {last}; {last} may not be complete; risks within a domain are not told apart"
    )


def incidents_text(title: str, rows: pd.DataFrame) -> str:
    """What the chart of incidents shows, for who does not see it."""
    shown = rows[rows["year"] >= FIRST_YEAR]
    counts = ", ".join(f"{row['year']}: {row['incidents']}" for row in records(shown))
    return f"{title.replace(chr(10), '. ')}. {counts}."
