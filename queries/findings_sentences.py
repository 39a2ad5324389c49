"""What a list of findings shows, in plain sentences."""

import pandas as pd

from queries.agreement import studies
from queries.answer_counts import CONFIDENCE
from queries.filters import BASES
from queries.findings import AT_MOST, EVERYONE, FindingsFilters
from queries.rankings import LISTS
from queries.records import Row, records
from queries.sentences import (
    FIXED_SPACE,
    count_of,
    counted,
    percent_range,
    sample,
    simulated_mark,
    simulated_sentence,
    whole_range,
)

ALTERNATIVES = (
    "shares of all who answered or of those with an opinion, each way to rank this list, each "
    "affiliation left out, and every set of answers that fits the source"
)
INTERVALS = "Pale bars: 95 % intervals as if the experts were a random sample, which they are not."


def rule(filters: FindingsFilters) -> str:
    """What puts a statement in the list, as a clause."""
    if filters.list == "divided":
        return (
            f"the answers have a polarisation of at least {filters.threshold / 100:.2f} "
            "(0: all the same; 1: half at each end)"
        )
    ranked = LISTS[filters.list]
    clause = f"at least {_per_cent(filters.threshold)} of {_whom(filters)} {ranked.common}"
    if filters.list == "consensus":
        clause += f" and at most {_per_cent(filters.at_most)} strongly disagree"
    return clause


def _per_cent(number: int) -> str:
    return f"{number}{FIXED_SPACE}%"


def sentence(rows: pd.DataFrame, filters: FindingsFilters) -> str:
    """How many statements are in the list, and which is first."""
    study = studies()[filters.study]
    certain = int(rows["certain"].sum()) if len(rows) else 0
    if study.simulated:
        return (
            "Simulated answers: this list shows how the page works, and is no finding. It has "
            f"{count_of(certain, 'statement')} of {study.items}."
        )
    start = (
        f"{LISTS[filters.list].name}: for {certain} of {study.items} statements, {rule(filters)}."
    )
    maybe = len(rows) - certain
    if maybe:
        start += f" For {maybe} more this may be so: the published figures leave it open."
    if not len(rows):
        return start
    return f"{start} {_first(records(rows)[0], filters)}"


def _first(row: Row, filters: FindingsFilters) -> str:
    areas = row["risk_areas"]
    answers = "" if areas == 1 else f" answers about {areas} risk areas"
    n = f"n = {row['n_base']}".replace(" ", FIXED_SPACE) + answers
    if filters.list == "divided":
        return f"Most divided are the answers to “{row['label']}” ({row['figure_low']:.2f}, {n})."
    share = percent_range(row["figure_low"], row["figure_high"])
    return f"First is “{row['label']}”: {share} {LISTS[filters.list].common} ({n})."


def solidity(rows: pd.DataFrame, filters: FindingsFilters) -> str:
    """How solid the order is, in a sentence."""
    if rows.empty:
        return ""
    solid = int((rows["rank_worst"] <= len(rows)).sum())
    if len(rows) == 1:
        stays = "stays first" if solid else "does not stay first"
        text = f"Under every defensible alternative ({ALTERNATIVES}), the statement {stays}."
        return simulated_sentence(studies()[filters.study], text)
    return simulated_sentence(
        studies()[filters.study],
        f"How solid is the order? Under every defensible alternative ({ALTERNATIVES}), "
        f"{solid or 'none'} of these {count_of(len(rows), 'statement')} "
        f"{'stays' if solid == 1 else 'stay'} among the first {len(rows)}.",
    )


def what_would_change(rows: pd.DataFrame) -> str:
    """Which agreement in the list hangs on the fewest people."""
    if rows.empty:
        return ""
    row = min(records(rows), key=lambda row: row["flips_to_half"])
    study, fewest = studies()[row["study_id"]], row["flips_to_half"]
    if not fewest:
        return simulated_sentence(study, f"Fewer than half agree with “{row['label']}” as it is.")
    if row["risk_areas"] > 1:
        agreeing = f"{count_of(fewest, 'answer')} would have to be another"
    elif fewest == 1:
        agreeing = "1 person who agrees would have to stop"
    else:
        agreeing = f"{fewest} people who agree would have to stop"
    return simulated_sentence(
        study,
        f"Nearest to losing its majority is “{row['label']}”: {agreeing}, until fewer than half "
        "agree.",
    )


def invited(filters: FindingsFilters) -> str:
    """Who was invited and did not answer, and what the wide lines show."""
    study = studies()[filters.study]
    if filters.invited != "yes" or not study.invited or filters.list == "divided":
        return ""
    if filters.group != EVERYONE:
        return "Who was invited is known only for all respondents together, not for a group."
    missing = study.invited - study.respondents
    return (
        f"{missing} of the {study.invited} experts who were invited did not answer. The long thin "
        "lines show where the share of all invited could lie, had all who gave no answer to a "
        "statement belonged to it, or none."
    )


def title(rows: pd.DataFrame, filters: FindingsFilters) -> str:
    """The title of the chart: what is shown; then n and the base."""
    counts = rows["n_base"].astype(int)
    n = whole_range(int(counts.min()), int(counts.max())) if len(rows) else "0"
    return (
        f"{simulated_mark(studies()[filters.study])}{LISTS[filters.list].name}: "
        f"{count_of(len(rows), 'statement')}, {filters.group}, with "
        f"{_shown_with(filters)}\n"
        f"n = {n} {counted(rows)} a row; {_base(filters)}"
    )


def notes(rows: pd.DataFrame, filters: FindingsFilters) -> str:
    """Sample, limits, source and data version, to stand under a chart."""
    study = studies()[filters.study]
    narrowed = describe(filters)
    parts = [
        f"Sample: {sample(study)}.",
        *([f"Shown: {narrowed}."] if narrowed else []),
        *([] if filters.list == "divided" else [INTERVALS]),
        "Grey bars at the right: the ranks that a statement has under all alternatives.",
    ]
    parts += ["?: only perhaps in the list."] if not rows["certain"].all() else []
    parts += [f"Source: {source}." for source in dict.fromkeys(rows["source"])]
    parts += [f"Data version {version}." for version in dict.fromkeys(rows["data_version"])]
    return " ".join(parts)


def describe(filters: FindingsFilters) -> str:
    """The filters as a clause, such as "only AGI lab; at least 60 %".

    Empty if there are none.
    """
    thresholds = []
    if filters.threshold != LISTS[filters.list].threshold:
        divided = filters.list == "divided"
        least = f"{filters.threshold / 100:.2f}" if divided else _per_cent(filters.threshold)
        thresholds.append(f"at least {least}")
    if filters.list == "consensus" and filters.at_most != AT_MOST:
        thresholds.append(f"at most {_per_cent(filters.at_most)} strongly disagree")
    group = f"only {filters.group}" if filters.group != EVERYONE else ""
    return "; ".join(clause for clause in (group, ", ".join(thresholds)) if clause)


def _whom(filters: FindingsFilters) -> str:
    whom = "all respondents" if filters.group == EVERYONE else f"{filters.group} respondents"
    opinion = filters.base == "opinion" and filters.list != "dont_know"
    return f"{whom} with an opinion" if opinion else whom


def _shown_with(filters: FindingsFilters) -> str:
    return "ranks" if filters.list == "divided" else f"{100 * CONFIDENCE:.0f} % intervals and ranks"


def _base(filters: FindingsFilters) -> str:
    if filters.list == "divided":
        return "polarisation of the opinions, 0 to 1"
    if filters.list == "dont_know":
        return "percentages of all who answered"
    return f"percentages of {BASES[filters.base].lower()}"
