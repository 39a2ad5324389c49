"""The record of a mitigation as nested data, for the data API."""

from queries.records import records
from views.agreement.columns import AGREEMENT
from views.mitigation.rows import AskedIn, Counterpart, Finding, MitigationRecord, share_for
from views.mitigation.words import PRELIMINARY, citation, reading
from views.wording import sample

LISTED = ["mitigation_id", "label", "code", "document_id"]


def as_data(record: MitigationRecord) -> dict[str, object]:
    """All that is known of the mitigation."""
    return {
        **{name: value for name, value in record.mitigation.items() if name != "document"},
        "path": [
            {name: part[name] for name in ("code", "name", "description", "examples")}
            for part in record.path
        ],
        "facets": record.facets,
        "asked_in": [_asked_as_data(asked) for asked in record.asked_in],
        "compared": [_counterpart_as_data(one) for one in record.compared],
        "of_subcategory": [_finding_as_data(one) for one in record.of_subcategory],
        "nearest_asked": records(record.nearest_asked[LISTED]),
        "neighbours": records(record.neighbours[LISTED]),
        "citation": citation(record.mitigation),
    }


def _asked_as_data(asked: AskedIn) -> dict[str, object]:
    rows = asked.rows[list(AGREEMENT)]
    return {
        "study_id": asked.study.study_id,
        "item_id": asked.item_id,
        "label": asked.label,
        "statement": asked.statement,
        "reading": reading(asked),
        "agreement": records(rows.astype(object).where(rows.notna(), None)),
        "bounds": records(asked.bounds.astype(object).where(asked.bounds.notna(), None)),
        "counterparts": [_counterpart_as_data(one) for one in asked.counterparts],
        "themes": {"notice": PRELIMINARY, "themes": asked.themes} if asked.themes else None,
        "newer_path": {"notice": PRELIMINARY} | asked.newer_path if asked.newer_path else None,
    }


def _counterpart_as_data(one: Counterpart) -> dict[str, object]:
    return {
        **_finding_as_data(one),
        "mitigation_id": one.mitigation_id,
        "closeness": one.closeness,
        "rationale": one.rationale,
        "seen_from_there": one.seen_from_there,
    }


def _finding_as_data(one: Finding) -> dict[str, object]:
    """What all respondents of a study said of an item; n and shares are None if not known."""
    return {
        "study_id": one.study.study_id,
        "people": one.study.people,
        "sample": sample(one.study),
        "item_id": one.item_id,
        "question_id": one.question.question_id,
        "label": one.label,
        **share_for(one),
        "reading": reading(one),
        "citation": one.study.citation,
    }
