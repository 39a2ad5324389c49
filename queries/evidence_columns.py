"""What each column of the answers about evidence means."""

from queries.columns import AGREEMENT, Column
from queries.taxonomy_columns import MITIGATIONS

EVIDENCE = {
    "code": MITIGATIONS["code"],
    "subcategory": MITIGATIONS["subcategory"],
    "category_code": MITIGATIONS["category_code"],
    "category": MITIGATIONS["category"],
    "mitigations": Column("integer", "Proposed (mitigations)", "Mitigations proposed (count)."),
    "documents": Column("integer", "Documents", "Documents that propose them (count)."),
    "asked": Column(
        "integer",
        "Asked of experts (mitigations)",
        "How many of them any survey asked experts about; 0: a gap.",
    ),
    "study_id": AGREEMENT["study_id"],
    "study": Column("string", "Study name", "Name of the study."),
    "items": Column("integer", "Items asked", "Statements or measures of the study (count)."),
    "items_with_figures": Column(
        "integer", "With figures", "Items for which the share that agrees is known (count)."
    ),
    "items_with_bounds": Column(
        "integer", "With bounds", "Items for which only a bound is published (count)."
    ),
    "agreement_lowest": Column(
        "number",
        "Agree, lowest (share)",
        "Lowest share (0 to 1) of all respondents that agrees, over the items; empty: not known.",
        True,
    ),
    "agreement_highest": Column(
        "number",
        "Agree, highest (share)",
        "Highest share (0 to 1) of all respondents that agrees, over the items; empty: not known.",
        True,
    ),
    "disagreement_highest": Column(
        "number",
        "Disagree, highest (share)",
        "Highest share (0 to 1) of all respondents that disagrees, over the items.",
        True,
    ),
    "agreement_above": Column(
        "number",
        "Agree, above (share)",
        "Published bound: more than this share (0 to 1) agrees; empty: none published.",
        True,
    ),
    "group_gap": Column(
        "number",
        "Affiliations differ by (share)",
        "Largest certain difference between two affiliations in the share (0 to 1) of those with "
        "an opinion that agrees, over the items; in groups of which enough gave one.",
        True,
    ),
    "data_version": AGREEMENT["data_version"],
}
ITEMS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "label": Column("string", "Statement or measure", "Short name."),
    "code": AGREEMENT["code"],
    "mitigation_ids": AGREEMENT["mitigation_ids"],
    "n": Column("integer", "Answered (people)", "People who answered.", True),
    "agreement": Column("number", "Agree (share)", "Share (0 to 1) of n that agrees.", True),
    "disagreement": Column(
        "number", "Disagree (share)", "Share (0 to 1) of n that disagrees.", True
    ),
    "agreement_above": EVIDENCE["agreement_above"],
    "group_gap": EVIDENCE["group_gap"],
    "basis": Column("string", "Basis", "How the figure is known; empty: none is published.", True),
    "data_version": AGREEMENT["data_version"],
}
