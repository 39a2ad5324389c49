"""The proof of what is reconstructed: what is printed, what follows, and what stays open."""

import pandas as pd

from data.answer_options import ANSWER_LABELS
from queries.database import cached, run
from queries.records import Row, records
from queries.study import Study, studies
from views.methods.columns import ANSWERS, CANDIDATES, MEANS, STATEMENTS

# Half of the last decimal that is printed.
HALF_A_HUNDREDTH = 0.005
ROUNDING_ERROR = 1e-9
KINDS = {
    "together": "All groups together",
    "printed": "All respondents, as printed",
    "left": "Left for people of no group",
}
WHOLE_NUMBERS = (*ANSWER_LABELS, "n_opinion")


def reconstructed_studies() -> list[Study]:
    """The studies whose answers by group are reconstructed."""
    return [study for study in studies().values() if study.reconstructed]


@cached
def statements(study: str) -> pd.DataFrame:
    """How far each statement of a study is determined, in the study's order: ``STATEMENTS``."""
    return run("reconstructed_statements", {"study": study})[list(STATEMENTS)]


@cached
def means(study: str, item_id: str) -> pd.DataFrame:
    """What is printed of each group beside what each solution gives: ``MEANS``."""
    rows = run("reconstructed_means", {"study": study, "item": item_id})
    fits = pd.Series(True, index=rows.index)
    for figure in ("mean", "standard_error"):
        off = (rows[f"{figure}_recomputed"] - rows[f"{figure}_printed"]).abs()
        fits &= off <= HALF_A_HUNDREDTH + ROUNDING_ERROR
    fits &= rows["n_printed"].isna() | (rows["n_printed"] == rows["n_recomputed"])
    whole = {name: rows[name].astype("Int64") for name in ("n_printed", "n_recomputed")}
    return rows.assign(**whole, fits=fits)[list(MEANS)]


@cached
def answers(study: str, item_id: str) -> pd.DataFrame:
    """The answers of each group in each solution, their sum, and the printed totals: ``ANSWERS``.

    Of those who belong to no group it is only said how many had an opinion: so small a group is
    never shown answer by answer.
    """
    rows = run("reconstructed_answers", {"study": study, "item": item_id})
    named = rows["affiliation"].where(rows["kind"] == "group", rows["kind"].map(KINDS))
    whole = {name: rows[name].astype("Int64") for name in WHOLE_NUMBERS}
    return rows.assign(**whole, row=named)[list(ANSWERS)]


@cached
def candidates(study: str, item_id: str) -> pd.DataFrame:
    """How many sets of answers each group could have given: ``CANDIDATES``."""
    return run("candidates", {"study": study, "item": item_id})[list(CANDIDATES)]


@cached
def open_figures(study: str, item_id: str) -> dict[str, list[str]]:
    """For each group, the counts that are open, each with what it may be, such as "somewhat agree
    3 or 4"."""
    shown = answers(study, item_id)
    of_groups = shown[~shown["row"].isin(KINDS.values())]
    return {
        str(group): listed
        for group, rows in of_groups.groupby("row", sort=False)
        if (listed := _open_of_group(rows))
    }


def _open_of_group(rows: pd.DataFrame) -> list[str]:
    open_counts = []
    for answer, label in ANSWER_LABELS.items():
        values = sorted(rows[answer].dropna().unique().tolist())
        if len(values) != 1:
            open_counts.append(f"{label.lower()} {_either(values) if values else 'not determined'}")
    return open_counts


def _either(values: list[int]) -> str:
    *first, last = map(str, values)
    return f"{', '.join(first)} or {last}"


def statement(study: str, item_id: str) -> Row:
    """One row of ``statements``."""
    return next(row for row in records(statements(study)) if row["item_id"] == item_id)
