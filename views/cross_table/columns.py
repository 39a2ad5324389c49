"""What each column of a cross-table holds."""

from dataclasses import replace

from data.answer_options import AGREEMENT_QUESTION
from data.scales import Question
from queries.column import Column
from views.agreement.columns import AGREEMENT, agreement_columns

SHARES = ("agreement_low", "agreement_high", "agreement_ci_low", "agreement_ci_high")
IF_HIDDEN = "; empty if the cell is hidden"


def cross_table_columns(question: Question) -> dict[str, Column]:
    """The columns of the answers to a question: one row a cell. ``agreement_*`` is the share whose
    answer counts as *for*, as in ``agreement_columns``."""
    return {
        "study_id": AGREEMENT["study_id"],
        "question_id": Column("string", "Question", "Identifier of the question."),
        "item_id": Column("string", "Identifier", "Identifier of what was asked about."),
        "label": Column("string", "About", "Short name of what was asked about."),
        "rows": _dimension("Rows", "the rows are"),
        "row_group": Column("string", "Row", "The row of the cell: one of that dimension."),
        "columns": _dimension("Columns", "the columns are"),
        "column_group": Column(
            "string", "Column", "The column of the cell: one of that dimension."
        ),
        "base": AGREEMENT["base"],
        "risk_areas": AGREEMENT["risk_areas"],
        "n_low": _people("lowest"),
        "n_high": _people("highest"),
        **_shares(question),
        "few_answers": Column(
            "boolean",
            "Few answers",
            "Whether the cell may rest on fewer answers than the study's groups should have"
            f"{IF_HIDDEN}.",
            may_be_empty=True,
        ),
        "hidden": Column(
            "boolean",
            "Hidden",
            "Whether the cell has answers but no figures, because so small a group must not be "
            "shown, or could be worked out if this one were.",
        ),
        "basis": AGREEMENT["basis"],
        "source": AGREEMENT["source"],
        "data_version": AGREEMENT["data_version"],
    }


def _dimension(name: str, what: str) -> Column:
    return Column(
        "string",
        name,
        f"What {what} told apart by: item, affiliation, expertise, subgroup, risk_area or wave.",
    )


def _people(end: str) -> Column:
    return Column(
        "integer",
        f"n, {end}",
        f"How many answers the shares of the cell are of: {end} number that fits the source"
        f"{IF_HIDDEN}.",
        may_be_empty=True,
        unit="people",
    )


def _shares(question: Question) -> dict[str, Column]:
    columns = agreement_columns(question)
    return {
        name: replace(
            columns[name],
            meaning=f"{columns[name].meaning.removesuffix('.')}{IF_HIDDEN}.",
            may_be_empty=True,
        )
        for name in SHARES
    }


CROSS_TABLE = cross_table_columns(AGREEMENT_QUESTION)
