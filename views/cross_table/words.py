"""What two dimensions crossed come to, in plain words."""

from dataclasses import dataclass

import pandas as pd

from data.answer_options import AGREEMENT
from data.scales import Question
from queries.records import Row, records
from queries.study import Study
from views.agreement.filters import BASES
from views.cross_table.filters import ITEM, NOTHING_TO_CROSS, CrossTableFilters
from views.view import KeyFigure, Words
from views.wording import (
    FIXED_SPACE,
    count_of,
    counted,
    percent_range,
    sample,
    short_percent_range,
    shown,
    sources_and_versions,
    whole_range,
)


@dataclass(frozen=True)
class Asked:
    """What words have to know besides the rows: the filters, also as a clause, the study, what it
    asked, the dimensions that are crossed by name, and the item that answers are about (empty if
    items are crossed). ``base`` is that in effect."""

    filters: CrossTableFilters
    study: Study
    question: Question
    dimensions: tuple[str, str]
    base: str
    item: str = ""
    narrowed: str = ""


def words(rows: pd.DataFrame, asked: Asked) -> Words:
    """All that the view says of rows of ``cross_table``."""
    said = sentence(rows, asked)
    return Words(
        title=title(rows, asked),
        base=base(rows, asked),
        sentence=said,
        notes=" ".join([*_notes(rows, asked), *sources_and_versions(rows)]),
        alternative_text=f"{title(rows, asked)}. {_extent(rows)} {said}",
        key_figures=tuple(_key_figures(rows)),
        nothing_drawn=(
            "Remove a filter, or reset them all in the sidebar."
            if asked.filters.columns_by
            else "Choose another study in the sidebar."
        ),
    )


def title(rows: pd.DataFrame, asked: Asked) -> str:
    """What the chart shows."""
    question, names = asked.question, [name.lower() for name in asked.dimensions if name]
    if ITEM in (asked.filters.rows_by, asked.filters.columns_by):
        number = count_of(rows["item_id"].nunique(), "item")
        about = f"{_ended(question.label)} answers about {number}"
        if question.question_id == AGREEMENT:
            number = number.replace("item", "statement")
            about = f"Agreement with {number} about {asked.study.asked_about}"
        names = [name for name in names if name not in ("statement", "item")]
    elif question.question_id == AGREEMENT:
        about = f"Agreement with “{asked.item}”"
    else:
        about = f"{_ended(question.label)} “{asked.item}”"
    by = f", by {' and '.join(names)}" if names else ""
    return f"{about}{by}"


def _ended(label: str) -> str:
    return label if label.endswith("?") else f"{label}:"


def base(rows: pd.DataFrame, asked: Asked) -> str:
    """n, and what percentages are of."""
    known = rows[~rows["hidden"].astype(bool)]
    if known.empty:
        return ""
    n = whole_range(int(known["n_low"].min()), int(known["n_high"].max()))
    of = BASES[asked.base].lower()
    return (
        f"n = {n} {counted(known, asked.study.people)} a cell; percentages: "
        f"“{asked.question.counts}”, of {of}"
    )


def _notes(rows: pd.DataFrame, asked: Asked) -> list[str]:
    """Sample, filters and marks, to stand under a chart."""
    study, hidden = asked.study, rows["hidden"].astype(bool)
    few = rows["few_answers"].fillna(value=False).astype(bool)
    parts = [f"Sample: {sample(study)}.", *shown(asked.narrowed)]
    if (rows["agreement_low"] < rows["agreement_high"]).any():
        parts.append(
            "Two figures in a cell: the lowest and the highest that fit what is published; the "
            "strip at the right has the colour of the highest."
        )
    if few.any():
        parts.append(f"*Grey: few answers, fewer than {study.minimum_group_size}.")
    if hidden.any():
        parts.append(
            f"Striped: hidden, because fewer than {study.minimum_group_size} {study.people} "
            "answered, or because such a group could be worked out by subtraction."
        )
    if len(rows) < rows["row_group"].nunique() * rows["column_group"].nunique():
        gave = "answered" if asked.base == "respondents" else "gave an opinion"
        fewer = ", or fewer than chosen" if asked.filters.min_n > 1 else ""
        parts.append(f"Empty: nobody {gave}{fewer}.")
    return parts


def sentence(rows: pd.DataFrame, asked: Asked) -> str:
    """What the view shows, in a sentence that can be read aloud."""
    study = asked.study
    if not asked.filters.columns_by:
        return NOTHING_TO_CROSS
    hidden = int(rows["hidden"].sum())
    known = records(rows[~rows["hidden"].astype(bool)])
    if not known and hidden:
        return (
            f"All cells are hidden: fewer than {study.minimum_group_size} {study.people} answered "
            "in each, or such a group could be worked out by subtraction."
        )
    if not known:
        return f"No cell of {study.name} fits these filters ({asked.narrowed})."
    return f"{_compared(known, hidden, asked)}."


def _compared(known: list[Row], hidden: int, asked: Asked) -> str:
    """The highest and the lowest cell, as far as they are certain; and what is not compared."""
    least = asked.study.minimum_group_size
    enough = [cell for cell in known if not cell["few_answers"]]
    cells = _large_enough(known)
    few, smaller = len(cells) - len(enough), len(known) - len(cells)
    left_out = [count_of(smaller, "smaller cell")] if smaller else []
    left_out += [f"{hidden} hidden"] if hidden else []
    apart = f"; not compared: {' and '.join(left_out)}" if left_out else ""
    which = f" with at least {least} answers" if smaller else ""
    which += f", {few} of them with fewer than {least} answers" if few > 0 else ""
    if len(cells) == 1:
        (cell,) = cells
        said = f"In the only cell shown, {_place(cell)}, {_share(cell)} {asked.question.verb}"
        apart = f"; {hidden} more {'is' if hidden == 1 else 'are'} hidden" if hidden else ""
        return f"{said} ({_n(cell)}){apart}"
    return f"Of {len(cells)} cells{which}, {_extremes(cells, asked)}{apart}"


def _large_enough(known: list[Row]) -> list[Row]:
    """The cells with enough answers to be compared; all of them, if there are not two such."""
    enough = [cell for cell in known if not cell["few_answers"]]
    return enough if len(enough) > 1 else known


def _extremes(cells: list[Row], asked: Asked) -> str:
    highest, lowest = certainly_highest(cells), certainly_lowest(cells)
    noun = asked.question.noun
    if len(highest) == len(cells):
        return f"all have the same {noun}: {_share(cells[0])}"
    said = [_extreme("highest", highest), _extreme("lowest", lowest)]
    certain = ", ".join(text for text in said if text)
    left_open = [
        f"which has the {which} {noun} is left open by the published figures"
        for which, text in zip(("highest", "lowest"), said, strict=True)
        if not text
    ]
    return "; ".join([*([f"{noun} is {certain}"] if certain else []), *left_open])


def _extreme(which: str, cells: list[Row]) -> str:
    """Where the share is highest or lowest; empty if that is open."""
    if not cells:
        return ""
    first = cells[0]
    if len(cells) == 1:
        return f"{which} in {_place(first)} ({_share(first)}, {_n(first)})"
    return f"{which} in {len(cells)} of them, such as {_place(first)} ({_share(first)})"


def certainly_highest(cells: list[Row]) -> list[Row]:
    """The cells that share the highest share, whichever of the answers that fit are true; none if
    that is open."""
    top = max(cells, key=lambda cell: (cell["agreement_low"], cell["agreement_high"]))
    tied = [cell for cell in cells if _same(cell, top)]
    others = [cell for cell in cells if cell is not top and not _same(cell, top)]
    certain = all(cell["agreement_high"] < top["agreement_low"] for cell in others)
    return (tied or [top]) if certain else []


def certainly_lowest(cells: list[Row]) -> list[Row]:
    """The cells that share the lowest share; none if that is open."""
    turned = [
        {**cell, "agreement_low": -cell["agreement_high"], "agreement_high": -cell["agreement_low"]}
        for cell in cells
    ]
    found = certainly_highest(turned)
    return [cell for cell, other in zip(cells, turned, strict=True) if other in found]


def _same(cell: Row, top: Row) -> bool:
    """Whether two cells certainly have the same share."""
    ends = {one[name] for one in (cell, top) for name in ("agreement_low", "agreement_high")}
    return len(ends) == 1


def _place(cell: Row) -> str:
    return f"“{cell['row_group']}” with “{cell['column_group']}”"


def _share(cell: Row) -> str:
    return percent_range(cell["agreement_low"], cell["agreement_high"])


def _n(cell: Row) -> str:
    n = whole_range(int(cell["n_low"]), int(cell["n_high"]))
    text = f"n = {n}".replace(" ", FIXED_SPACE)
    areas = cell["risk_areas"]
    return text if areas == 1 else f"{text} answers about {areas} risk areas"


def _extent(rows: pd.DataFrame) -> str:
    """How large the table is."""
    if rows.empty:
        return "Nothing is drawn."
    size = (
        f"{count_of(rows['row_group'].nunique(), 'row')}, "
        f"{count_of(rows['column_group'].nunique(), 'column')}"
    )
    return (
        f"{size}, {count_of(len(rows), 'cell')} with answers, {int(rows['hidden'].sum())} hidden."
    )


def _key_figures(rows: pd.DataFrame) -> list[KeyFigure]:
    """Figures to stand beside the sentence."""
    known = records(rows[~rows["hidden"].astype(bool)])
    if not known:
        return []
    few, hidden = int(rows["few_answers"].sum()), int(rows["hidden"].sum())
    compared = _large_enough(known)
    low = min(cell["agreement_low"] for cell in compared)
    high = max(cell["agreement_high"] for cell in compared)
    return [
        KeyFigure("Cells shown", str(len(known)), "Cells that somebody answered in."),
        KeyFigure("Few answers", str(few), "Cells marked *, to be read with care."),
        KeyFigure("Hidden", str(hidden), "Cells that must not be shown, to protect small groups."),
        KeyFigure(
            "From lowest to highest",
            short_percent_range(low, high),
            "Between which shares the cells lie that the sentence compares.",
        ),
    ]
