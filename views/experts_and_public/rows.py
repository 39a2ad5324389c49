"""What different studies asked about a topic, each with what is known of its share *for*."""

import pandas as pd

from data.scales import Question
from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import Study, items, question_of, sources, studies
from views.agreement.filters import BASES, AgreementFilters, waves
from views.agreement.rows import agreement
from views.bounds.rows import published_bounds
from views.estimates.rows import item_estimate
from views.experts_and_public.columns import SIDE_BY_SIDE
from views.experts_and_public.filters import TopicFilters
from views.experts_and_public.words import (
    NOT_HELD,
    bounds_in_words,
    estimate_in_words,
    measures_in_words,
    share_in_words,
)
from views.wording import sample

SHARES = ("share_low", "share_high", "interval_low", "interval_high")
NO_SHARE = dict.fromkeys((*SHARES, "n", "base_in_words", "basis", "source"))


@cached
def side_by_side(filters: TopicFilters) -> pd.DataFrame:
    """One row an item, or risk area, that is about the topic: the columns ``SIDE_BY_SIDE``."""
    rows = [_row(asked) for asked in records(_asked(filters))]
    frame = pd.DataFrame(rows, columns=list(SIDE_BY_SIDE), dtype=object)
    return frame.astype({**dict.fromkeys(SHARES, "float64"), "n": "Int64"})


def _asked(filters: TopicFilters) -> pd.DataFrame:
    frame = run("side_by_side", {"topic": filters.topic})
    return frame.astype(object).where(frame.notna(), None)


def _row(asked: Row) -> Row:
    study = studies()[asked["study_id"]]
    same = {
        **asked,
        "study": study.name,
        "url": study.url,
        "people": study.people,
        "sample": sample(study),
        "paraphrase": None,
        "scale": None,
        "mitigation_ids": None,
        "data_version": data_version(),
    }
    if asked["item_id"] is None:
        return same | NO_SHARE | {"known": _known_of_area(study, asked["risk_area"])}
    question = question_of(study.study_id, asked["question_id"])
    about = {
        "paraphrase": question.read(asked["statement"]),
        "scale": _scale(question),
        "mitigation_ids": items()[study.study_id]["mitigation_ids"][asked["item_id"]],
    }
    return same | about | _figure(study, question, asked["item_id"])


def _scale(question: Question) -> str | None:
    """The opinions of a scale; None if they are not published."""
    if question.scale is None:
        return None
    return ", ".join(option.label for option in question.scale.opinions)


def _figure(study: Study, question: Question, item_id: str) -> Row:
    """What is known of the share for an item."""
    if study.counted:
        return _counted(study, question, item_id)
    if study.estimated:
        return _estimated(study, question, item_id)
    return _bounded(study, question, item_id)


def _counted(study: Study, question: Question, item_id: str) -> Row:
    everyone = _agreement(study.study_id, question.question_id)
    found = records(everyone[everyone["item_id"] == item_id])
    if not found:
        return NO_SHARE | {"known": NOT_HELD}
    (row,) = found
    listed = waves(study.study_id, question.question_id).listed
    when = f" in {listed[0].label}" if listed else ""
    return {
        "share_low": row["agreement_low"],
        "share_high": row["agreement_high"],
        "interval_low": row["agreement_ci_low"],
        "interval_high": row["agreement_ci_high"],
        "n": int(row["n_base"]),
        "base_in_words": f"{BASES[row['base']].lower()}{when}",
        "basis": row["basis"],
        "source": row["source"],
        "known": share_in_words(row, study, question, when),
    }


@cached
def _agreement(study: str, question: str) -> pd.DataFrame:
    """All respondents' answers to a question, in its latest wave."""
    return agreement(AgreementFilters(study=study, question=question))


def _estimated(study: Study, question: Question, item_id: str) -> Row:
    (row,) = records(item_estimate(study.study_id, item_id))
    return {
        "share_low": row["share"],
        "share_high": row["share"],
        "interval_low": row["share_low"],
        "interval_high": row["share_high"],
        "n": row["respondents"],
        "base_in_words": row["base_in_words"],
        "basis": row["basis"],
        "source": row["source"],
        "known": estimate_in_words(row, study, question),
    }


def _bounded(study: Study, question: Question, item_id: str) -> Row:
    shares = _bounds(study, item_id)
    if shares.empty:
        return NO_SHARE | {"known": NOT_HELD}
    return {
        **NO_SHARE,
        "share_low": float(shares["value"].min()),
        "n": study.respondents,
        "base_in_words": f"{study.people} in the study; how many judged the item is not published",
        "basis": "bounded",
        "source": _source(study),
        "known": bounds_in_words(records(shares), study, question),
    }


def _known_of_area(study: Study, area: str) -> str:
    """What a study says of a risk area that it asked about."""
    bounds = _bounds(study)
    about_area = records(bounds[bounds["risk_area"] == area])
    return measures_in_words(about_area, study, question_of(study.study_id, ""))


def _bounds(study: Study, item_id: str | None = None) -> pd.DataFrame:
    """The published bounds of shares that agree."""
    bounds = published_bounds(study.study_id, item_id)
    return bounds[bounds["statistic"] == "agreement_share"]


def _source(study: Study) -> str:
    return next(iter(sources()[study.study_id].values()))
