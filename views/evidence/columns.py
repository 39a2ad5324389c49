"""What each column of the answers about evidence means."""

from queries.column import Column
from views.agreement.columns import AGREEMENT
from views.taxonomy.columns import MITIGATION_COLUMNS

EVIDENCE_COLUMNS = {
    "code": MITIGATION_COLUMNS["code"],
    "subcategory": MITIGATION_COLUMNS["subcategory"],
    "category_code": MITIGATION_COLUMNS["category_code"],
    "category": MITIGATION_COLUMNS["category"],
    "mitigations": Column(
        "integer", "Proposed", "Mitigations proposed (count).", unit="mitigations"
    ),
    "documents": Column("integer", "Documents", "Documents that propose them (count)."),
    "asked": Column(
        "integer",
        "Asked of experts",
        "How many of them a survey on the Evidence map asked experts about; 0: a gap.",
        unit="mitigations",
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
        "Agree, lowest",
        "Lowest share (0 to 1) of all respondents that agrees, over the items; empty: not known.",
        may_be_empty=True,
        unit="share",
    ),
    "agreement_highest": Column(
        "number",
        "Agree, highest",
        "Highest share (0 to 1) of all respondents that agrees, over the items; empty: not known.",
        may_be_empty=True,
        unit="share",
    ),
    "disagreement_highest": Column(
        "number",
        "Disagree, highest",
        "Highest share (0 to 1) of all respondents that disagrees, over the items.",
        may_be_empty=True,
        unit="share",
    ),
    "agreement_above": Column(
        "number",
        "Agree, above",
        "Published bound: more than this share (0 to 1) agrees; empty: none published.",
        may_be_empty=True,
        unit="share",
    ),
    "group_gap": Column(
        "number",
        "Affiliations differ by",
        "Largest certain difference between two affiliations in the share (0 to 1) of those with "
        "an opinion that agrees, over the items; in groups of which enough gave one.",
        may_be_empty=True,
        unit="share",
    ),
    "data_version": AGREEMENT["data_version"],
}
ITEM_COLUMNS = {
    "study_id": AGREEMENT["study_id"],
    "item_id": AGREEMENT["item_id"],
    "label": Column("string", "Statement or measure", "Short name."),
    "code": AGREEMENT["code"],
    "mitigation_ids": AGREEMENT["mitigation_ids"],
    "n": Column("integer", "Answered", "People who answered.", True, "people"),
    "agreement": Column("number", "Agree", "Share (0 to 1) of n that agrees.", True, "share"),
    "disagreement": Column(
        "number", "Disagree", "Share (0 to 1) of n that disagrees.", True, "share"
    ),
    "agreement_above": EVIDENCE_COLUMNS["agreement_above"],
    "group_gap": EVIDENCE_COLUMNS["group_gap"],
    "basis": Column("string", "Basis", "How the figure is known; empty: none is published.", True),
    "data_version": AGREEMENT["data_version"],
}
