"""What is known of one mitigation, in plain words."""

from collections.abc import Iterable, Sequence

from queries.build_info import CITATION, DATABASE_CITATION
from queries.records import Row, records
from views.agreement import words as agreement_words
from views.agreement.filters import AgreementFilters
from views.bounds.words import base
from views.estimates import words as estimates_words
from views.mitigation.rows import AskedIn, Counterpart, Finding, MitigationRecord
from views.view import Words
from views.wording import count_of, percent, sample, whole_range

PRELIMINARY = (
    "From the MIT AI Risk Navigator, which calls it preliminary: it may change and is not to be "
    "cited."
)
OUR_CROSSWALK = (
    "How close they are is our own judgement. Studies asked different people in different words, "
    "on scales of their own: their figures, shares of all who answered, stand side by side and are "
    "never added up."
)
ABOUT = {
    "same": "the same thing",
    "narrower": "something narrower",
    "broader": "something broader",
    "related": "something related",
}


def words(record: MitigationRecord, chart_texts: Iterable[str]) -> Words:
    """All that the view says; ``chart_texts`` are the alternative texts of its charts."""
    found = record.mitigation
    place = f"{found['code']} {found['subcategory']}"
    cited = (one.study.citation for one in record.asked_in)
    close = who_answered(record.compared[:1]) if not record.asked_in else []
    version = f"Data version {found['data_version']}."
    return Words(
        title=found["label"],
        base=f"{found['mitigation_id']}; {place}; from {found['document']}",
        sentence=summary(record),
        notes=" ".join([f"Sources: {DATABASE_CITATION}", *cited, *close, version]),
        alternative_text=" ".join([summary(record), *chart_texts]),
    )


def summary(record: MitigationRecord) -> str:
    """The record in one sentence."""
    if record.asked_in:
        return " ".join(map(reading, record.asked_in))
    closest = (_closest(one) for one in record.compared[:1])
    return " ".join(
        [
            "No survey on the Evidence map put this very mitigation to experts.",
            *closest,
            "The nearest that were put to experts are listed below.",
        ]
    )


def _closest(one: Counterpart) -> str:
    """What a study asked that is close to a mitigation, and what came out."""
    said = reading(one)
    return (
        f"{one.study.name} asked its {one.study.people} about {ABOUT[one.closeness]}: "
        f"{said[0].lower()}{said[1:]}"
    )


def comparison(one: Counterpart) -> str:
    """Why an item compares as it does, from whose side that is written, and what came out."""
    side = "Seen from there: " if one.seen_from_there else ""
    return f"{side}{one.rationale} {reading(one)}"


def of_subcategory_words(record: MitigationRecord) -> str:
    """What the items of the subcategory are, and what they are not."""
    place = f"{record.mitigation['code']} {record.mitigation['subcategory']}"
    return (
        f"These questions are about something under {place}, not about this mitigation itself. "
        "Scales differ: each share is what counts as for in that study, of all who answered."
    )


def who_answered(findings: Sequence[Finding]) -> list[str]:
    """Who answered in each study, and where it is from: a sentence each."""
    every = {one.study.study_id: one.study for one in findings}
    return [f"{one.name}: {sample(one)}. Source: {one.citation}" for one in every.values()]


def reading(found: Finding) -> str:
    """What a study found about an item, in one sentence."""
    study = found.study
    if study.counted:
        everyone = AgreementFilters(study=study.study_id)
        asked = agreement_words.Asked(everyone, study, found.question)
        return agreement_words.sentence(found.rows.head(1), asked)
    if study.estimated:
        (estimate,) = records(found.estimates)
        return estimates_words.reading(estimate, study, found.question)
    bounds = records(found.bounds)
    if not bounds:
        return (
            f"{study.name} put this measure to {study.respondents} experts; no figure for it is "
            "published in the sources we hold."
        )
    return bounds_reading(bounds, found.statement)


def bounds_reading(bounds: list[Row], statement: str) -> str:
    """Published bounds of one item, in a sentence."""
    agreement_bounds = [row for row in bounds if row["statistic"] == "agreement_share"]
    chosen = [row for row in bounds if row["statistic"] == "preferred_combination_share"]
    text = (
        f"More than {percent(min(row['value'] for row in agreement_bounds))} of the experts agree "
        f"that {statement} would reduce the risk, in each of "
        f"{count_of(len(agreement_bounds), 'risk area')} "
        f"({', '.join(row['risk_area'] for row in agreement_bounds)})"
    )
    if chosen:
        text += (
            f"; more than {percent(chosen[0]['value'])} have it in their preferred combination of "
            "measures"
        )
    return f"{text}. The exact shares are not in the sources we hold."


def answers_title(asked: AskedIn) -> str:
    """What the chart of answers shows, then n and what percentages are of: a line each."""
    n = whole_range(int(asked.rows["n_base"].min()), int(asked.rows["n_base"].max()))
    weighted = "weighted " if asked.study.weighted else ""
    return (
        f"Answers to “{asked.label}” of all respondents and by affiliation\n"
        f"n = {n} experts a row; {weighted}percentages of all who answered"
    )


def bounds_title(asked: AskedIn) -> str:
    """What the chart of bounds shows, then n and what is drawn: a line each."""
    return (
        f"Published bounds on “{asked.label}”: experts who agree, by risk area\n{base(asked.study)}"
    )


def citation(mitigation: Row) -> str:
    """How to cite the record."""
    return (
        f"“{mitigation['label']}” ({mitigation['mitigation_id']}), from {mitigation['document']}, "
        f"in: {DATABASE_CITATION} Shown by: {CITATION} Data version {mitigation['data_version']}."
    )
