"""What each column of the answers about evidence means."""

from dataclasses import replace

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
ELSEWHERE_COLUMNS = {
    "code": MITIGATION_COLUMNS["code"],
    "subcategory": MITIGATION_COLUMNS["subcategory"],
    "category_code": MITIGATION_COLUMNS["category_code"],
    "category": MITIGATION_COLUMNS["category"],
    "study_id": AGREEMENT["study_id"],
    "study": Column("string", "Study name", "Name of the study."),
    "people": Column("string", "Who answered", "What those who answered are called."),
    "sample": Column("string", "Sample", "How those who answered came to answer."),
    "question_id": Column("string", "Question", "The question of the study."),
    "item_id": AGREEMENT["item_id"],
    "label": Column("string", "Asked about", "Short name of the item."),
    "statement": Column("string", "Statement", "What it means, in our own words."),
    "counts": Column("string", "What counts as for", "In the study's words; scales differ."),
    "n": Column("integer", "Answered", "People that the share is of.", True, "people"),
    "base": replace(AGREEMENT["base"], may_be_empty=True),
    "agreement_low": Column(
        "number", "For, at least", "Share (0 to 1) of n that is for; lower end.", True, "share"
    ),
    "agreement_high": Column(
        "number", "For, at most", "Share (0 to 1) of n that is for; upper end.", True, "share"
    ),
    "reading": Column("string", "In a sentence", "What came out, in the study's own words."),
    "data_version": AGREEMENT["data_version"],
}
NO_COUNTERPART_COLUMNS = {
    **{name: ELSEWHERE_COLUMNS[name] for name in ("study_id", "study", "people", "question_id")},
    "question": Column("string", "Asked under", "Short name of the question."),
    **{name: ELSEWHERE_COLUMNS[name] for name in ("item_id", "label", "statement")},
    "reason": Column("string", "Because", "Why it has no place in the taxonomy."),
    "compared_with": Column(
        "string",
        "Compares with",
        "Items of other studies that compare with it, with the study, joined by semicolons.",
        True,
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
