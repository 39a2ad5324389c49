"""What each column of the published bounds means."""

from queries.column import Column
from views.agreement.columns import AGREEMENT

BOUNDS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "mitigation_ids": AGREEMENT["mitigation_ids"],
    "label": AGREEMENT["label"],
    "statement": Column("string", "Meaning", "What the measure is, in our own words."),
    "code": AGREEMENT["code"],
    "risk_area": Column("string", "Risk area", "Risk area; empty: not told apart.", True),
    "statistic": Column(
        "string",
        "Figure",
        "agreement_share (experts who agree), or preferred_combination_share (experts whose "
        "preferred combination of measures contains it); empty: no figure is published.",
        may_be_empty=True,
    ),
    "relation": Column(
        "string", "Relation", ">: the share is more than the value; empty: no figure.", True
    ),
    "value": Column("number", "Bound", "The bound, 0 to 1; empty: no figure.", True, "share"),
    "source": Column("string", "Source", "Where the bound is printed; empty: no figure.", True),
    "data_version": AGREEMENT["data_version"],
}
