"""What a view shows, in one plain sentence and a few key figures."""

from dataclasses import dataclass

import pandas as pd

from queries.agreement import ANSWERS, Study, group_sizes
from queries.filters import BASES, SPLITS, Filters, describe, hidden_rows
from queries.records import Row, records

FIXED_SPACE = "\u00a0"


@dataclass(frozen=True)
class KeyFigure:
    """A figure beside the sentence: its name, its value as text, and what it means."""

    name: str
    value: str
    meaning: str


def percent(share: float) -> str:
    """A share (0 to 1) as a whole per cent; never 0 or 100 % unless it is exactly that."""
    rounded = round(100 * share)
    if rounded in (0, 100) and share not in (0, 1):
        return f"{100 * share:.1f}{FIXED_SPACE}%"
    return f"{rounded}{FIXED_SPACE}%"


def percent_range(low: float, high: float) -> str:
    """A share that is known exactly, or only to lie between two bounds."""
    if percent(low) == percent(high):
        return percent(low)
    return f"between {percent(low)} and {percent(high)}"


def short_percent_range(low: float, high: float) -> str:
    """The same, as short as can be."""
    if percent(low) == percent(high):
        return percent(low)
    return f"{percent(low).removesuffix(FIXED_SPACE + '%')}–{percent(high)}"


def whole_range(low: int, high: int) -> str:
    """A number that is known exactly, or only to lie between two bounds."""
    return str(low) if low == high else f"{low} to {high}"


def count_of(number: int, thing: str) -> str:
    """A number of things, such as "1 statement" or "2 statements"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def title(rows: pd.DataFrame, filters: Filters, study: Study) -> str:
    """The title of the chart: what is shown; on a second line n and the base of percentages."""
    statements = count_of(rows["item_id"].nunique(), "statement")
    by = "" if filters.split == "none" else f", by {_split_name(filters)}"
    bases = [_n(row) for row in records(rows)]
    fewest = min((low for low, _ in bases), default=0)
    most = max((high for _, high in bases), default=0)
    return (
        f"{simulated_mark(study)}Agreement with {statements} about {study.asked_about}{by}\n"
        f"n = {whole_range(fewest, most)} {counted(rows)} a row; percentages of "
        f"{BASES[filters.base].lower()}"
    )


def counted(rows: pd.DataFrame) -> str:
    """What the bases of rows count: experts, or answers where risk areas are taken together."""
    areas = int(rows["risk_areas"].max()) if len(rows) else 1
    return "experts" if areas == 1 else f"answers about {areas} risk areas"


def simulated_mark(study: Study) -> str:
    """What every title of simulated answers begins with."""
    return "SIMULATED, not a survey: " if study.simulated else ""


def notes(rows: pd.DataFrame, filters: Filters, study: Study) -> str:
    """Sample, filters, marks, source and data version, to stand under a chart."""
    narrowed = describe(filters)
    parts = [f"Sample: {sample(study)}."]
    parts += [f"Shown: {narrowed}."] if narrowed else []
    parts += [hidden] if (hidden := hidden_groups(filters, study)) else []
    if any((rows[f"{answer}_low"] != rows[f"{answer}_high"]).any() for answer in ANSWERS):
        parts.append("Striped: left open by the published figures.")
    if (rows["n_base"] < study.minimum_group_size).any():
        parts.append(f"*Few answers: fewer than {study.minimum_group_size}.")
    parts += [f"Source: {source}." for source in dict.fromkeys(rows["source"])]
    parts += [f"Data version {version}." for version in dict.fromkeys(rows["data_version"])]
    return " ".join(parts)


def hidden_groups(filters: Filters, study: Study) -> str:
    """Why rows are missing, if they are those of groups that must not be shown."""
    if not hidden_rows(filters):
        return ""
    return (
        f"Not shown: groups of fewer than {study.minimum_group_size} experts, and groups from "
        "which such a group could be worked out by subtraction."
    )


def sample(study: Study) -> str:
    """Who answered, such as "51 of 92 invited experts answered"."""
    if study.simulated:
        return f"{study.respondents} simulated respondents; nobody gave these answers"
    invited = f" of {study.invited} invited" if study.invited else ""
    return f"{study.respondents}{invited} experts answered"


def sentence(rows: pd.DataFrame, filters: Filters, study: Study) -> str:
    """What the view shows, in a sentence that can be read aloud."""
    shown = records(rows)
    if not shown:
        hidden = hidden_groups(filters, study)
        return hidden or (f"No statement of {study.name} fits these filters ({describe(filters)}).")
    if filters.split != "none" and len({row["group"] for row in shown}) > 1:
        return simulated_sentence(study, _widest_gap(shown, filters, study))
    return simulated_sentence(study, _highest_and_lowest(shown, filters))


def question(row: Row, filters: Filters, study: Study) -> str:
    """A row's agreement to be guessed, as a question."""
    text = f"{_experts(row, filters)}, what share agrees that {row['statement']}?"
    return f"{simulated_mark(study)}{text}"


def _highest_and_lowest(shown: list[Row], filters: Filters) -> str:
    best = max(shown, key=lambda row: (row["agreement_low"], row["strongly_agree_low"]))
    worst = min(shown, key=lambda row: row["agreement_low"])
    text = f"{_experts(best, filters)}, {_agreement(best)} agree that {best['statement']}"
    tied = sum(row["agreement_low"] == best["agreement_low"] for row in shown) - 1
    if tied:
        text += f" (as many agree with {count_of(tied, 'other statement')})"
    if worst["agreement_low"] < best["agreement_low"]:
        text += (
            f"; the lowest agreement is {_agreement(worst)}, on “{worst['label']}” ({_in(worst)})"
        )
    return f"{text}."


def simulated_sentence(study: Study, text: str) -> str:
    """A sentence about simulated answers says so before anything else."""
    return f"Simulated, not a finding: {text}" if study.simulated else text


def _widest_gap(shown: list[Row], filters: Filters, study: Study) -> str:
    """The statement on which the groups certainly differ most, among those with enough answers."""
    enough = _pairs(shown, study.minimum_group_size)
    high, low = max(
        enough or _pairs(shown, 0),
        key=lambda pair: pair[0]["agreement_low"] - pair[1]["agreement_high"],
        default=(shown[0], shown[0]),
    )
    groups = _split_name(filters)
    if high["agreement_low"] <= low["agreement_high"]:
        return f"Split by {groups}, no group certainly agrees more than another on any statement."
    if filters.split == "risk_area":
        return (
            f"Split by {groups}, answers differ most on “{high['label']}”: {_agreement(high)} "
            f"agree about {high['group']} ({_in(high)}), against {_agreement(low)} about "
            f"{low['group']} ({_in(low)}){'' if enough else ', of few who answered'}."
        )
    return (
        f"Split by {groups}, the groups differ most on “{high['label']}”: {_agreement(high)} of "
        f"{high['group']} respondents{_opinion(filters)} agree ({_in(high)}), against "
        f"{_agreement(low)} of "
        f"{low['group']} respondents ({_in(low)}){'' if enough else ', few of whom answered'}."
    )


def _pairs(shown: list[Row], fewest: int) -> list[tuple[Row, Row]]:
    """Every two groups with enough answers to the same statement."""
    by_item: dict[str, list[Row]] = {}
    for row in shown:
        if row["n_base"] >= fewest:
            by_item.setdefault(row["item_id"], []).append(row)
    return [(a, b) for rows in by_item.values() for a in rows for b in rows if a is not b]


def _split_name(filters: Filters) -> str:
    return SPLITS[filters.split].lower()


def _agreement(row: Row) -> str:
    return percent_range(row["agreement_low"], row["agreement_high"])


def _n(row: Row) -> tuple[int, int]:
    """The base of a row's percentages, lowest and highest."""
    counted = row["dont_know_high"] - row["dont_know_low"] if row["base"] == "respondents" else 0
    return int(row["n_base"]), int(row["n_base"] + counted)


def _in(row: Row) -> str:
    n = f"n = {whole_range(*_n(row))}".replace(" ", FIXED_SPACE)
    areas = row["risk_areas"]
    return n if areas == 1 else f"{n} answers about {areas} risk areas"


def _experts(row: Row, filters: Filters) -> str:
    group = "" if row["group"] == "All respondents" else f" ({row['group']})"
    if row["risk_areas"] > 1:
        return (
            f"Of {whole_range(*_n(row))} answers of experts{_opinion(filters)}{group} about "
            f"{row['risk_areas']} risk areas"
        )
    return f"Of {whole_range(*_n(row))} experts{_opinion(filters)}{group}"


def _opinion(filters: Filters) -> str:
    return " with an opinion" if filters.base == "opinion" else ""


def key_figures(rows: pd.DataFrame, study: Study) -> list[KeyFigure]:
    """Figures to stand beside the sentence."""
    all_rows = records(rows)
    shown = KeyFigure(
        "Statements shown",
        f"{rows['item_id'].nunique()} of {study.items}",
        "How many of the study's statements fit the filters.",
    )
    if not all_rows:
        return [shown]
    exact = sum(row["agreement_low"] == row["agreement_high"] for row in all_rows)
    return [
        shown,
        _extreme("Highest agreement", max(all_rows, key=lambda row: row["agreement_low"])),
        _extreme("Lowest agreement", min(all_rows, key=lambda row: row["agreement_low"])),
        KeyFigure(
            "Known exactly",
            f"{exact} of {count_of(len(all_rows), 'row')}",
            "Rows whose agreement is exact: printed in the source, or the same in every set of "
            "answer counts that fits what is printed. The others are shown as ranges.",
        ),
    ]


def _extreme(name: str, row: Row) -> KeyFigure:
    share = short_percent_range(row["agreement_low"], row["agreement_high"])
    return KeyFigure(name, share, f"Somewhat or strongly agree: {row['label']}, {row['group']}.")


def group_note(study: Study) -> str:
    """Which affiliations there are, and who is counted only among all respondents."""
    sizes = group_sizes(study.study_id, "affiliation")
    listed = ", ".join(f"{name} ({members})" for name, members in sizes.items())
    others = study.respondents - sum(sizes.values())
    if not sizes:
        return "Their affiliations are not told apart."
    if not others:
        return f"Affiliations: {listed}."
    if not study.reconstructed:
        return (
            f"Affiliations: {listed}. Of the other {others} the affiliation is not known, or not "
            "shown because the group is too small or would betray one that is; they are counted "
            "only among all respondents."
        )
    return (
        f"Affiliations: {listed}. The other {others} gave another or no affiliation; so small a "
        "group is never shown on its own, and they are counted only among all respondents."
    )
