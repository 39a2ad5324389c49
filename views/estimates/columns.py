"""What each column of the published estimates means."""

from queries.column import Column
from views.agreement.columns import AGREEMENT

ESTIMATES = {
    "study_id": AGREEMENT["study_id"],
    "question_id": Column("string", "Question", "Identifier of the question in the study."),
    "item_id": AGREEMENT["item_id"],
    "mitigation_ids": Column(
        "string",
        "Mitigations",
        "Identifiers in the MIT AI Risk Mitigation Database, joined by semicolons; empty: none.",
        may_be_empty=True,
    ),
    "label": Column("string", "Item", "Short name of what was asked about."),
    "statement": Column("string", "Meaning", "What was asked about, in our own words."),
    "code": AGREEMENT["code"],
    "share": Column(
        "number",
        "Estimate",
        "Estimated share (0 to 1), weighted, as the study publishes it; there is no count.",
        unit="share",
    ),
    "share_low": Column(
        "number", "95 % from", "Lower end of the study's own 95 % interval.", unit="share"
    ),
    "share_high": Column(
        "number", "95 % to", "Upper end of the study's own 95 % interval.", unit="share"
    ),
    "respondents": Column(
        "integer", "Respondents", "People who answered the survey; not of each item.", unit="people"
    ),
    "base_in_words": Column(
        "string", "Base", "How shares are weighted, and what they are shares of, as far as known."
    ),
    "basis": Column("string", "Basis", "How the figure is known: estimated."),
    "source": Column("string", "Source", "Where the figures come from."),
    "data_version": AGREEMENT["data_version"],
}
