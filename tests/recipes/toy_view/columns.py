"""What each column of the view's table holds."""

from queries.column import Column
from views.agreement.columns import AGREEMENT

TOY = {
    "item_id": AGREEMENT["item_id"],
    "mitigation_ids": AGREEMENT["mitigation_ids"],
    "label": AGREEMENT["label"],
    "words": Column("integer", "Length", "How many words the statement has.", unit="words"),
    "data_version": AGREEMENT["data_version"],
}
