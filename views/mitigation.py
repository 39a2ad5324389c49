"""What the record of a mitigation draws, made once and cached."""

from dataclasses import dataclass

from charts.agreement import agreement_specification
from charts.bounds import bounds_specification
from charts.specification import Specification, as_arrow
from queries.database import cached
from queries.mitigation_record import AskedIn, MitigationRecord, mitigation_record
from queries.records import records
from queries.sentences import whole_range


@dataclass(frozen=True)
class RecordChart:
    """What a study found; ``title`` has n and base on its second line."""

    title: str
    chart: Specification
    alternative_text: str


@cached
def record_charts(identifier: str) -> dict[str, RecordChart]:
    """A chart for each study that asked and of which figures are known."""
    record = mitigation_record(identifier)
    return {} if record is None else dict(_charts(record))


def _charts(record: MitigationRecord) -> list[tuple[str, RecordChart]]:
    return [
        (asked.study.study_id, drawn)
        for asked in record.asked_in
        if (drawn := _answers(asked) or _bounds(asked))
    ]


def _answers(asked: AskedIn) -> RecordChart | None:
    """The answers of all respondents and of each affiliation."""
    if asked.rows.empty:
        return None
    n = whole_range(int(asked.rows["n_base"].min()), int(asked.rows["n_base"].max()))
    title = (
        f"Answers to “{asked.label}” of all respondents and by affiliation\n"
        f"n = {n} experts a row; percentages of all who answered"
    )
    few = asked.study.minimum_group_size
    chart = agreement_specification(asked.rows, title, few, "diverging")
    return RecordChart(title, as_arrow(chart), f"{title.replace(chr(10), '. ')}. {asked.reading}")


def _bounds(asked: AskedIn) -> RecordChart | None:
    """The bounds that the study prints."""
    if asked.bounds.empty:
        return None
    title = (
        f"Published bounds on “{asked.label}”: experts who agree, by risk area\n"
        f"n = {asked.study.respondents} experts in the study; bounds as the abstract prints them"
    )
    chart = bounds_specification(asked.bounds, title)
    listed = "; ".join(
        f"{row['risk_area']}: more than {row['value']:.0%}"
        for row in records(asked.bounds.fillna({"risk_area": "preferred combination"}))
    )
    return RecordChart(title, as_arrow(chart), f"{title.replace(chr(10), '. ')}. {listed}.")
