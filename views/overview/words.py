"""What experts agree on, in three headlines, and how sure it is."""

from dataclasses import dataclass

import pandas as pd

from data.scales import Question
from queries.records import records
from queries.study import Study
from views.agreement.filters import AgreementFilters
from views.agreement.words import extremes
from views.overview.rows import EXTREMES
from views.view import Words
from views.wording import percent, sample, whole_range

MOST = 0.9


@dataclass(frozen=True)
class Headline:
    """A headline of a study: a sentence, and the filters under which it can be checked."""

    heading: str
    sentence: str
    filters: AgreementFilters


def words(
    rows: pd.DataFrame,
    study: Study,
    question: Question,
    headlines: list[Headline],
    data_version: str,
) -> Words:
    """What the view says of the statements with the most and the least agreement."""
    title = f"The {EXTREMES} statements with the most and the {EXTREMES} with the least agreement"
    n = whole_range(int(rows["n_base"].min()), int(rows["n_base"].max()))
    base = f"n = {n} experts a row; percentages of all respondents"
    return Words(
        title=title,
        base=base,
        sentence=headlines[0].sentence,
        notes=f"{study.name}: {sample(study)}. Source: {study.citation} Computed from data version "
        f"{data_version}.",
        alternative_text=f"{title}. {base}. {extremes(rows, question)}",
    )


def breadth(rows: pd.DataFrame, study: Study) -> str:
    """With how many statements nearly all experts agree, and with how many more than half."""
    wide = int((rows["agreement_low"] >= MOST).sum())
    half = int((rows["agreement_low"] > 0.5).sum())
    return (
        f"At least {percent(MOST)} of the experts who answered agree with {wide} of {len(rows)} "
        f"statements about {study.asked_about}; more than half agree with {half}."
    )


def least(rows: pd.DataFrame) -> str:
    """With which statements fewest agree, most disagree, and most do not know."""
    listed = records(rows)
    fewest = min(listed, key=lambda row: row["agreement_low"])
    against = max(listed, key=lambda row: row["disagreement_low"])
    unsure = max(listed, key=lambda row: row["dont_know_low"] / row["n_base"])
    share = unsure["dont_know_low"] / unsure["n_base"]
    return (
        f"Fewest agree with “{fewest['label']}” ({percent(fewest['agreement_low'])}); most "
        f"disagree with “{against['label']}” ({percent(against['disagreement_low'])}); and most "
        f"say “don't know” to “{unsure['label']}” ({percent(share)})."
    )


def certainty(study: Study) -> str:
    """How sure the figures of a study are, in a sentence."""
    if study.estimated:
        return (
            f"Estimates by the study for {study.people}, each with its 95 % interval; no counts "
            "are published."
        )
    if not study.counted:
        return (
            f"Only bounds are published, for {study.items_with_bounds} of {study.items} measures; "
            "of the others we hold no figure."
        )
    if not study.hides_small_groups:
        return "Counted from published answers: every figure is exact."
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
