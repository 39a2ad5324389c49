"""What each column of the answers about one mitigation means."""

from dataclasses import replace

from queries.column import Column
from views.agreement.columns import AGREEMENT
from views.evidence.columns import EVIDENCE_COLUMNS
from views.taxonomy.columns import MITIGATION_COLUMNS

RELATIONS = {
    "item": "Compares with a survey's item that is this mitigation",
    "mitigation": "Compares with this mitigation itself",
    "subcategory": "Stands in its subcategory, and is not about this mitigation itself",
}
CLOSENESS = {
    "same": "the same",
    "narrower": "narrower than this",
    "broader": "broader than this",
    "related": "related",
}
RELATED_COLUMNS = {
    "mitigation_id": MITIGATION_COLUMNS["mitigation_id"],
    "code": MITIGATION_COLUMNS["code"],
    "relation": Column(
        "string", "What it is to this", "How the item leads to the mitigation.", labels=RELATIONS
    ),
    "compared_item_id": Column(
        "string",
        "Compared with",
        "The item of a survey that is this mitigation, where the two items are compared.",
        True,
    ),
    "study_id": AGREEMENT["study_id"],
    "people": Column("string", "Who answered", "What those who answered are called."),
    "item_id": AGREEMENT["item_id"],
    "question_id": Column("string", "Question", "The question of the study."),
    "label": Column("string", "Asked about", "Short name of the item."),
    "statement": Column("string", "Statement", "What it means, in our own words."),
    "closeness": Column(
        "string",
        "Closeness",
        "How it compares; empty: only its subcategory is the same.",
        True,
        labels=CLOSENESS,
    ),
    "rationale": Column(
        "string", "Why", "What the two share and where they differ; our own judgement.", True
    ),
    "seen_from_there": Column(
        "boolean", "Seen from there", "Whether the reason is written from the item's side.", True
    ),
    "counts": Column("string", "What counts as for", "In the study's words; scales differ.", True),
    "n": Column("integer", "Answered", "People that the share is of.", True, "people"),
    "base": replace(AGREEMENT["base"], may_be_empty=True),
    "agreement_low": Column(
        "number", "For, at least", "Share (0 to 1) of n that is for; lower end.", True, "share"
    ),
    "agreement_high": Column(
        "number", "For, at most", "Share (0 to 1) of n that is for; upper end.", True, "share"
    ),
    "agreement_above": EVIDENCE_COLUMNS["agreement_above"],
    "data_version": AGREEMENT["data_version"],
}
