"""What each column of the tables on data and methods means."""

from data.answer_options import ANSWER_LABELS
from queries.column import Column

FILES = {
    "file": Column("string", "File", "Name of the file, in the folder data."),
    "title": Column("string", "Title", "Title of the file."),
    "n_rows": Column("integer", "Rows", "Rows of the file."),
    "description": Column(
        "string", "What it holds", "What it holds, where that is from and what was changed."
    ),
    "sources": Column("string", "Sources", "What the file is from, joined by semicolons."),
    "licence": Column(
        "string",
        "Licence",
        "Licence of our arrangement of the facts; what it does not cover, the description says.",
    ),
    "licence_url": Column("string", "Text of the licence", "Where to read the licence."),
}
KINDS_OF_RESPONDENTS = {
    "kind_of_respondent": Column("string", "In common words", "The kind, in words of all studies."),
    "study_id": Column("string", "Study", "Identifier of the study."),
    "study": Column("string", "Study name", "Name of the study."),
    "affiliation": Column("string", "In the study", "Name of the group, as in the study."),
    "members": Column("integer", "People", "Respondents in the group; empty: not known.", True),
    "rationale": Column("string", "Why", "Why, and what is to be kept in mind."),
}
STATEMENTS = {
    "item_id": Column("string", "Identifier", "Identifier of the statement in the study."),
    "label": Column("string", "Statement", "Short name, as in the paper's table of counts."),
    "solutions": Column(
        "integer", "Solutions", "Sets of answers of all groups that fit all that is printed."
    ),
    "groups": Column("integer", "Groups", "Groups whose answers are reconstructed."),
    "open_opinions": Column(
        "integer",
        "Open counts",
        "Counts of a group and an answer, don't-knows left out, on which solutions differ.",
    ),
    "open_dont_knows": Column(
        "integer", "Open don't-knows", "Groups of which it is open how many said “don't know”."
    ),
}
MEANS = {
    "world": Column("integer", "Solution", "Number of the solution."),
    "affiliation": Column("string", "Group", "The group, or two groups printed together."),
    "n_printed": Column(
        "integer",
        "n, printed",
        "Opinions in the group, as printed; empty: not printed.",
        may_be_empty=True,
    ),
    "n_recomputed": Column("integer", "n, recomputed", "The answers of the solution added up."),
    "mean_printed": Column("number", "Mean, printed", "As printed, to two decimals."),
    "mean_recomputed": Column("number", "Mean, recomputed", "From the answers of the solution."),
    "standard_error_printed": Column(
        "number", "Standard error, printed", "As printed, to two decimals."
    ),
    "standard_error_recomputed": Column(
        "number", "Standard error, recomputed", "From the answers of the solution."
    ),
    "fits": Column(
        "boolean",
        "Fits",
        "Whether the recomputed figures round to the printed ones; exactly half way, either way.",
    ),
}
ANSWERS = {
    "world": MEANS["world"],
    "row": Column("string", "Whose answers", "A group, all groups together, or all respondents."),
    **{
        answer: Column("integer", label, f"People who answered “{label.lower()}”.", True)
        for answer, label in ANSWER_LABELS.items()
        if answer != "dont_know"
    },
    "n_opinion": Column("integer", "With an opinion", "The five answers added up."),
    "dont_know": Column(
        "integer",
        "Don't know",
        "People who answered “don't know”; empty: not determined.",
        may_be_empty=True,
    ),
}
CANDIDATES = {
    "affiliation": Column("string", "Group", "The group."),
    "members": Column("integer", "Members", "People in the group."),
    "possible": Column(
        "integer",
        "Within the printed totals",
        "Sets of answers that the group could give without more of any answer than is printed.",
    ),
    "fitting": Column(
        "integer",
        "With its mean and standard error",
        "How many of these give the mean and the standard error printed for the group.",
    ),
}
DICTIONARY = {
    "table_name": Column("string", "Table", "Name of the table."),
    "column_name": Column("string", "Column", "Name of the column."),
    "data_type": Column("string", "Type", "Its type in DuckDB."),
    "may_be_empty": Column("boolean", "May be empty", "Whether a value may be missing."),
    "description": Column("string", "Description", "What it holds: unit, allowed values."),
    "table_description": Column("string", "About the table", "What a row of the table is."),
}
