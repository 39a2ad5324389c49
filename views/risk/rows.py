"""All that is known of one risk: what it is, what studies found, what governs it, what happened."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from data.scales import Question
from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import Study, items, questions, studies
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.bounds.rows import published_bounds
from views.estimates.rows import estimates
from views.filter_kinds import in_effect
from views.risk.columns import FOUND
from views.risks.rows import every_risk, incidents

BOUND = "agreement_share"
TYPES = {"string": "object", "integer": "Int64", "number": "float64", "boolean": "bool"}


@dataclass(frozen=True)
class RiskRecord:
    """A risk: a row of ``every_risk``, those of its domain or, of a domain, those of its risks,
    what studies found (``FOUND``), and the incidents of its domain by year."""

    risk: Row
    within: list[Row]
    found: pd.DataFrame
    incidents: pd.DataFrame

    @property
    def is_domain(self) -> bool:
        return bool(self.risk["is_domain"])

    @property
    def about(self) -> pd.DataFrame:
        """What studies found about the risk or a part of it."""
        return self.found[self.found["is_about"]]

    @property
    def related(self) -> pd.DataFrame:
        """What is only related, or is about the domain as a whole."""
        return self.found[~self.found["is_about"]]


@cached
def risk_record(code: str) -> RiskRecord | None:
    """The record of a risk or of a domain; None if there is none of this code."""
    every = every_risk()
    matches = records(every[every["code"] == code])
    if not matches:
        return None
    (risk,) = matches
    in_domain = every[(every["domain_code"] == risk["domain_code"]) & ~every["is_domain"]]
    return RiskRecord(
        risk=risk,
        within=records(in_domain),
        found=found_about(code),
        incidents=incidents((str(risk["domain_code"]),)),
    )


@cached
def found_about(code: str) -> pd.DataFrame:
    """What every study found about what leads to a risk: the columns ``FOUND``.

    One row a link of an item or a question, and a row for each item that was put to people with a
    risk area in mind. What is about the risk or a part of it stands first.
    """
    links = run("risk_links", {"risk": code})
    known = links.astype(object).where(links.notna(), None)
    rows = [row for link in records(known) for row in _found(link)]
    frame = pd.DataFrame(rows, columns=list(FOUND))
    return frame.astype({name: TYPES[column.kind] for name, column in FOUND.items()}).assign(
        **{
            name: frame[name].astype(object).where(frame[name].notna(), None)
            for name, column in FOUND.items()
            if column.kind == "string"
        }
    )


def _found(link: Row) -> Iterator[Row]:
    """The rows of one link."""
    study = studies()[link["study_id"]]
    if link["kind"] == "risk_area":
        for question in questions()[study.study_id].values():
            for item_id, row in _figures(study, question, link["id"]).items():
                yield _row(link, study, question) | _item(study, item_id) | row
        return
    question = questions()[study.study_id][link["question_id"]]
    row = _row(link, study, question)
    if link["kind"] == "question":
        yield row
        return
    yield row | _item(study, link["id"]) | _figures(study, question, "").get(link["id"], {})


def _row(link: Row, study: Study, question: Question) -> Row:
    return {
        **{name: link[name] for name in ("risk", "strength", "is_about", "rationale")},
        "study_id": study.study_id,
        "study": study.name,
        "linked": link["kind"],
        "risk_area": link["id"] if link["kind"] == "risk_area" else None,
        "wave": current_wave(study.study_id, question.question_id),
        "question_id": question.question_id,
        "question": question.label,
        "label": link["label"],
        "statement": question.stem,
        "scale": "; ".join(one.label for one in question.scale.opinions)
        if question.scale
        else None,
        "counts_as_for": question.counts,
        "data_version": data_version(),
    }


def _item(study: Study, item_id: str) -> Row:
    of_items = items()[study.study_id]
    return {
        "item_id": item_id,
        "label": of_items["label"][item_id],
        "statement": of_items["statement"][item_id],
    }


@cached
def _figures(study: Study, question: Question, risk_area: str) -> dict[str, Row]:
    """What is known of each item of a question, about one risk area if it is named: shares of all
    respondents if their answers are counted, else the estimate or bound that is published."""
    if study.counted:
        return _shares(study, question, risk_area)
    if study.estimated:
        return _estimates(study, question)
    bounds = published_bounds(study.study_id)
    wanted = bounds[bounds["statistic"] == BOUND]
    if risk_area:
        wanted = wanted[wanted["risk_area"] == risk_area]
    lowest = {row["item_id"]: row for row in records(wanted.sort_values("value")[::-1])}
    return {
        item_id: {
            "share_above": lowest[item_id]["value"],
            "basis": "bounded",
            "source": lowest[item_id]["source"],
        }
        if item_id in lowest
        else {}
        for item_id, of_question in items()[study.study_id]["question_id"].items()
        if of_question == question.question_id
    }


def _estimates(study: Study, question: Question) -> dict[str, Row]:
    """The estimates that a study publishes, by item."""
    rows = estimates(AgreementFilters(study.study_id, question.question_id))
    return {
        row["item_id"]: {
            "estimate": row["share"],
            "estimate_low": row["share_low"],
            "estimate_high": row["share_high"],
            "basis": row["basis"],
            "source": row["source"],
        }
        for row in records(rows)
    }


def _shares(study: Study, question: Question, risk_area: str) -> dict[str, Row]:
    """Shares of all who answered and of those with an opinion, by item."""
    of_all = records(answers(study.study_id, question.question_id, risk_area, "respondents"))
    of_opinions = {
        row["item_id"]: row
        for row in records(answers(study.study_id, question.question_id, risk_area, "opinion"))
    }
    return {
        row["item_id"]: {
            "n_respondents": row["n_respondents"],
            "n_opinion": row["n_opinion"],
            "share_of_respondents_low": row["agreement_low"],
            "share_of_respondents_high": row["agreement_high"],
            "share_of_opinions_low": of_opinions[row["item_id"]]["agreement_low"],
            "share_of_opinions_high": of_opinions[row["item_id"]]["agreement_high"],
            "basis": row["basis"],
            "source": row["source"],
        }
        for row in of_all
        if row["item_id"] in of_opinions
    }


@cached
def current_wave(study: str, question: str) -> str | None:
    """The wave that figures of a question are of; None if it was put only once."""
    return in_effect(AgreementFilters(study, question)).wave or None


@cached
def answers(study: str, question: str, risk_area: str, base: str) -> pd.DataFrame:
    """The answers of all respondents to a question, about one risk area if it is named: rows of
    ``agreement``."""
    areas = (risk_area,) if risk_area else ()
    return agreement(AgreementFilters(study, question, risk_area=areas, base=base))
