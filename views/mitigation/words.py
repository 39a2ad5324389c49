"""What is known of one mitigation, in plain words."""

from collections.abc import Iterable

from queries.build_info import CITATION, DATABASE_CITATION
from queries.records import Row, records
from views.agreement import words as agreement_words
from views.agreement.filters import AgreementFilters
from views.bounds.words import base
from views.mitigation.rows import AskedIn, Finding, MitigationRecord
from views.view import Words
from views.wording import count_of, percent, whole_range

PRELIMINARY = (
    "From the MIT AI Risk Navigator, which calls it preliminary: it may change and is not to be "
    "cited."
)
OUR_CROSSWALK = (
    "Which statements and measures are about the same thing is our own judgement. Studies asked "
    "different people in different words: their figures stand side by side and are never added up."
)


def words(record: MitigationRecord, chart_texts: Iterable[str]) -> Words:
    """All that the view says; ``chart_texts`` are the alternative texts of its charts."""
    found = record.mitigation
    place = f"{found['code']} {found['subcategory']}"
    cited = (one.study.citation for one in record.asked_in)
    version = f"Data version {found['data_version']}."
    return Words(
        title=found["label"],
        base=f"{found['mitigation_id']}; {place}; from {found['document']}",
        sentence=summary(record),
        notes=" ".join([f"Sources: {DATABASE_CITATION}", *cited, version]),
        alternative_text=" ".join([summary(record), *chart_texts]),
    )


def summary(record: MitigationRecord) -> str:
    """The record in one sentence."""
    if record.asked_in:
        return " ".join(map(reading, record.asked_in))
    return (
        "No survey on the Evidence map asked experts about this mitigation. The nearest ones that "
        "experts were asked about are listed below."
    )


def reading(found: Finding) -> str:
    """What a study found about an item, in one sentence."""
    study = found.study
    if study.counted:
        everyone = AgreementFilters(study=study.study_id)
        asked = agreement_words.Asked(everyone, study, found.question)
        return agreement_words.sentence(found.rows.head(1), asked)
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
