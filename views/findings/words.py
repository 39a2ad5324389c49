"""What a list of findings shows, in plain sentences."""

import pandas as pd

from analysis.distribution import CONFIDENCE
from analysis.rankings import LISTS
from queries.records import Row, records
from queries.study import Study
from views.agreement.filters import BASES
from views.findings.filters import EVERYONE, FindingsFilters
from views.view import Words
from views.wording import (
    FIXED_SPACE,
    count_of,
    counted,
    percent,
    percent_range,
    sample,
    shown,
    sources_and_versions,
    whole_range,
)

ALTERNATIVES = (
    "shares of all who answered or of those with an opinion, each way to rank this list, each "
    "affiliation left out, and every set of answers that fits the source"
)
INTERVALS = "Pale bars: 95 % intervals as if the experts were a random sample, which they are not."


def words(rows: pd.DataFrame, filters: FindingsFilters, study: Study, narrowed: str) -> Words:
    """All that the view says of rows of ``findings``; ``narrowed``: the filters as a clause."""
    what, said = title(rows, filters), sentence(rows, filters, study)
    of = base(rows, filters)
    remarks = (solidity(rows), what_would_change(rows), invited(filters, study))
    return Words(
        title=what,
        base=of,
        sentence=said,
        notes=notes(rows, filters, study, narrowed),
        alternative_text=f"{what}. {of}. {said}",
        remarks=tuple(remark for remark in remarks if remark),
        nothing_drawn="No statement meets this rule. Lower the threshold.",
    )


def rule(filters: FindingsFilters) -> str:
    """What puts a statement in the list, as a clause."""
    threshold = filters.threshold / 100
    if filters.list == "divided":
        return (
            f"the answers have a polarisation of at least {threshold:.2f} "
            "(0: all the same; 1: half at each end)"
        )
    clause = f"at least {percent(threshold)} of {_whom(filters)} {LISTS[filters.list].common}"
    if filters.list == "consensus":
        clause += f" and at most {percent(filters.at_most / 100)} strongly disagree"
    return clause


def sentence(rows: pd.DataFrame, filters: FindingsFilters, study: Study) -> str:
    """How many statements are in the list, and which is first."""
    certain = int(rows["certain"].sum()) if len(rows) else 0
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


def solidity(rows: pd.DataFrame) -> str:
    """How solid the order is, in a sentence."""
    if rows.empty:
        return ""
    solid = int((rows["rank_worst"] <= len(rows)).sum())
    if len(rows) == 1:
        stays = "stays first" if solid else "does not stay first"
        return f"Under every defensible alternative ({ALTERNATIVES}), the statement {stays}."
    return (
        f"How solid is the order? Under every defensible alternative ({ALTERNATIVES}), "
        f"{solid or 'none'} of these {count_of(len(rows), 'statement')} "
        f"{'stays' if solid == 1 else 'stay'} among the first {len(rows)}."
    )


def what_would_change(rows: pd.DataFrame) -> str:
    """Which agreement in the list hangs on the fewest people."""
    if rows.empty:
        return ""
    row = min(records(rows), key=lambda row: row["flips_to_half"])
    fewest = row["flips_to_half"]
    if not fewest:
        return f"Fewer than half agree with “{row['label']}” as it is."
    if row["risk_areas"] > 1:
        agreeing = f"{count_of(fewest, 'answer')} would have to be another"
    elif fewest == 1:
        agreeing = "1 person who agrees would have to stop"
    else:
        agreeing = f"{fewest} people who agree would have to stop"
    return (
        f"Nearest to losing its majority is “{row['label']}”: {agreeing}, until fewer than half "
        "agree."
    )


def invited(filters: FindingsFilters, study: Study) -> str:
    """Who was invited and did not answer, and what the wide lines show."""
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
    """What the chart shows."""
    return (
        f"{LISTS[filters.list].name}: {count_of(len(rows), 'statement')}, "
        f"{filters.group}, with {_shown_with(filters)}"
    )


def base(rows: pd.DataFrame, filters: FindingsFilters) -> str:
    """n, and what percentages are of."""
    counts = rows["n_base"].astype(int)
    n = whole_range(int(counts.min()), int(counts.max())) if len(rows) else "0"
    return f"n = {n} {counted(rows)} a row; {_percentages_of(filters)}"


def notes(rows: pd.DataFrame, filters: FindingsFilters, study: Study, narrowed: str) -> str:
    """Sample, limits, source and data version, to stand under a chart."""
    parts = [f"Sample: {sample(study)}.", *shown(narrowed)]
    parts += [] if filters.list == "divided" else [INTERVALS]
    parts += ["Grey bars at the right: the ranks that a statement has under all alternatives."]
    parts += ["?: only perhaps in the list."] if not rows["certain"].all() else []
    return " ".join([*parts, *sources_and_versions(rows)])


def _whom(filters: FindingsFilters) -> str:
    whom = "all respondents" if filters.group == EVERYONE else f"{filters.group} respondents"
    opinion = filters.base == "opinion" and filters.list != "dont_know"
    return f"{whom} with an opinion" if opinion else whom


def _shown_with(filters: FindingsFilters) -> str:
    return "ranks" if filters.list == "divided" else f"{100 * CONFIDENCE:.0f} % intervals and ranks"


def _percentages_of(filters: FindingsFilters) -> str:
    if filters.list == "divided":
        return "polarisation of the opinions, 0 to 1"
    if filters.list == "dont_know":
        return "percentages of all who answered"
    return f"percentages of {BASES[filters.base].lower()}"
