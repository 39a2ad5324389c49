"""What each column of the questions that stand side by side holds."""

from queries.column import Column
from views.agreement.columns import AGREEMENT

BASES = {
    "counted": "Counted",
    "reconstructed": "Reconstructed",
    "estimated": "Estimated",
    "bounded": "Bounded",
}
CLOSENESS = {
    "same": "The same thing",
    "narrower": "Narrower",
    "broader": "Broader",
    "related": "Related",
}


def _share(label: str, meaning: str) -> Column:
    return Column("number", label, f"{meaning}; empty where not known.", True, "share")


SIDE_BY_SIDE = {
    "topic": Column("string", "Topic", "What the row is about, in our own words."),
    "study_id": AGREEMENT["study_id"],
    "study": Column("string", "Study", "Name of the study."),
    "item_id": Column("string", "Identifier", "Identifier of the item in the study.", True),
    "risk_area": Column(
        "string", "Risk area", "Risk area of the study, in place of an item.", True
    ),
    "label": Column("string", "Asked about", "Short name of the item or risk area."),
    "paraphrase": Column(
        "string",
        "What counts as for",
        "What those say who count as for, in our own words, not those of the study; empty for a "
        "risk area.",
        True,
    ),
    "url": Column("string", "Original", "Where the study and its own wording can be found.", True),
    "people": Column("string", "Who was asked", "What those who answered are called."),
    "sample": Column("string", "Sample", "How many answered, and how they came to answer."),
    "scale": Column(
        "string", "Scale", "The answers that could be given; empty where not published.", True
    ),
    "share_low": _share("Share for, lowest", "Lowest share (0 to 1) for it that fits the source"),
    "share_high": _share("Share for, highest", "Highest such share (0 to 1); of a bound, none"),
    "interval_low": _share(
        "95 % from",
        "Lower end of the 95 % interval: by Wilson's method, as if those who answered were a "
        "random sample; of an estimate, the study's own",
    ),
    "interval_high": _share("95 % to", "Upper end of the 95 % interval"),
    "known": Column("string", "Share for, in words", "The share as it is known."),
    "n": Column(
        "integer",
        "n",
        "People whom the share is of; of bounds and estimates, all who answered the survey; empty "
        "without a share.",
        True,
    ),
    "base_in_words": Column(
        "string", "Base", "What the share is a share of; empty without a share.", True
    ),
    "basis": Column(
        "string",
        "Basis",
        "How the share is known: counted, reconstructed, estimated or bounded; empty without one.",
        True,
    ),
    "closeness": Column(
        "string",
        "Closeness",
        "How it compares with the topic: same, narrower, broader or related; our own judgement.",
    ),
    "what_differs": Column("string", "What differs", "What is different about it."),
    "mitigation_ids": Column(
        "string",
        "Mitigations",
        "Identifiers in the MIT AI Risk Mitigation Database, joined by semicolons; empty: none.",
        True,
    ),
    "source": Column("string", "Source", "Where the figure comes from; empty without one.", True),
    "data_version": AGREEMENT["data_version"],
}
