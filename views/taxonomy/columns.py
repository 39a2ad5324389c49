"""What each column of the answers about mitigations and the taxonomy means."""

from queries.column import Column

_CODE = Column("string", "Taxonomy code", "Place in the AI Risk Mitigation Taxonomy (draft).")
_VERSION = Column("string", "Data version", "Version of the data.")
_MITIGATIONS = Column(
    "integer", "Proposed", "Mitigations that fit the filters.", unit="mitigations"
)
_ASKED = Column(
    "integer",
    "Asked of experts",
    "How many of them are a statement or measure that a survey put to experts.",
    unit="mitigations",
)
_DOCUMENT_ID = Column("string", "Document", "Identifier of the document.")

TAXONOMY_COLUMNS = {
    "code": _CODE,
    "name": Column("string", "Name", "Name of the category or subcategory."),
    "parent_code": Column("string", "Category", "Its category; empty for categories.", True),
    "kind": Column("string", "Level", "category, subcategory or catch_all."),
    "mitigations": _MITIGATIONS,
    "documents": Column("integer", "Documents", "Documents that propose them (count)."),
    "asked": _ASKED,
    "description": Column("string", "Definition", "What it covers, in our own words."),
    "examples": Column("string", "Examples", "Examples, in our own words, joined by semicolons."),
    "data_version": _VERSION,
}
NEWER_COLUMNS = {
    "code": Column("string", "Code", "Code in the newer draft; another taxonomy than ours."),
    "parent_code": Column(
        "string", "Belongs to", "Code of the part that it belongs to; empty: upper level.", True
    ),
    "name": Column("string", "Part", "Name of the part, as in the newer draft."),
    "mitigations": Column(
        "integer", "Mitigations", "Mitigations, by the draft's own count.", unit="mitigations"
    ),
    "version": Column("string", "State of the draft", "Which state of the newer draft it is."),
    "data_version": _VERSION,
}
COVERAGE_COLUMNS = {
    "code": _CODE,
    "subcategory": Column("string", "Subcategory", "Name of the subcategory."),
    "document_id": _DOCUMENT_ID,
    "document": Column("string", "Document", "First author and year."),
    "mitigations": _MITIGATIONS,
    "asked": _ASKED,
    "data_version": _VERSION,
}
MITIGATION_COLUMNS = {
    "mitigation_id": Column(
        "string", "Identifier", "Identifier in the MIT AI Risk Mitigation Database."
    ),
    "label": Column("string", "Mitigation", "Short name, as in the database."),
    "code": _CODE,
    "subcategory": Column("string", "Subcategory", "Name of the subcategory."),
    "category_code": Column("string", "Category code", "Code of the category."),
    "category": Column("string", "Category", "Name of the category."),
    "document_id": _DOCUMENT_ID,
    "year": Column("integer", "Year", "Year of the document."),
    "document_url": Column("string", "Source", "Where to read the document."),
    "study_ids": Column(
        "string",
        "Asked in",
        "Studies of which it is a statement or measure, joined by semicolons; empty: none. What "
        "others asked that is close to it, its record says.",
        True,
    ),
    "item_ids": Column(
        "string", "Asked as", "Its identifiers in these studies, joined by semicolons.", True
    ),
    "lifecycle_stage": Column(
        "string", "Lifecycle stage", "When it is chiefly carried out; our coding.", True
    ),
    "actor": Column("string", "Who", "Who chiefly carries it out; our coding.", True),
    "nist_function": Column(
        "string",
        "NIST AI RMF function",
        "Function of the NIST AI Risk Management Framework that it serves most; our coding.",
        True,
    ),
    "definition": Column(
        "string",
        "Definition",
        "What it means, in our own words; empty if no survey asked about it.",
        True,
    ),
    "official_definition": Column(
        "string",
        "Definition in the database",
        "Word for word; only if the database's export was imported.",
        True,
    ),
    "data_version": _VERSION,
}
