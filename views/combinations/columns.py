"""What each column of the preferred combinations means."""

from queries.column import Column
from views.agreement.columns import AGREEMENT

COMBINATIONS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "label": AGREEMENT["label"],
    "other_item_id": Column("string", "Other identifier", "Identifier of the other statement."),
    "other_label": Column(
        "string", "Together with", "The other statement; the same: in how many it stands at all."
    ),
    "n": Column("integer", "Combinations with both", "Preferred combinations that have both."),
    "n_combinations": Column(
        "integer", "Combinations", "Preferred combinations, one a respondent and risk area."
    ),
    "share": Column("number", "Share", "Share (0 to 1) of the combinations that has both."),
    "lift": Column(
        "number",
        "Lift",
        "How many times as often they stand together as if each were chosen without regard to the "
        "other; 1: just as often.",
    ),
    "basis": AGREEMENT["basis"],
    "source": AGREEMENT["source"],
    "data_version": AGREEMENT["data_version"],
}
