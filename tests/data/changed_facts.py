"""Ways to change a copy of the facts, so that they contradict themselves."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

FactRow = dict[str, str]
ChangeFacts = Callable[[Path, str, Callable[[list[FactRow]], list[FactRow]]], None]
Break = Callable[[Path, ChangeFacts], None]

STATEMENT = "pre-deployment-risk-assessment"


def set_value(file: str, column: str, value: str, /, **where: str) -> Break:
    def edit(found: list[FactRow]) -> list[FactRow]:
        chosen = [row for row in found if where.items() <= row.items()]
        assert chosen, "the row to be changed does not exist"
        for row in chosen:
            row[column] = value
        return found

    return lambda inputs, change: change(inputs, file, edit)


def leave_out_rows(file: str, /, **where: str) -> Break:
    def edit(found: list[FactRow]) -> list[FactRow]:
        kept = [row for row in found if not where.items() <= row.items()]
        assert len(kept) < len(found), "the row to be left out does not exist"
        return kept

    return lambda inputs, change: change(inputs, file, edit)


def repeat_first_row(name: str) -> Break:
    return lambda inputs, change: change(inputs, name, lambda found: [*found, found[0]])


def leave_out_column(name: str, column: str) -> Break:
    def leave_out(inputs: Path, change: ChangeFacts) -> None:
        file = inputs / "facts" / f"{name}.csv"
        pd.read_csv(file, dtype=str).drop(columns=column).to_csv(file, index=False)

    return leave_out


def add_row(file: str, /, **values: str) -> Break:
    return lambda inputs, change: change(inputs, file, lambda found: [*found, values])


def set_mean(affiliation: str, column: str, value: str) -> Break:
    return set_value(
        "schuett2023_group_means", column, value, item_id=STATEMENT, affiliation=affiliation
    )
