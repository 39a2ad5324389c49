"""The rows of the files of facts, each with its place, and the error that names it."""

import csv
from dataclasses import dataclass
from pathlib import Path


class ContradictoryFactsError(Exception):
    """The facts cannot all be true; the message names file, row, column and contradiction."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One row of a file, with the line it starts on (the header is line 1)."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def problem(self, column: str, contradiction: str) -> str:
        return f'{self.file}, row {self.line}, column "{column}": {contradiction}'


def read_rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        return [Row(file.name, reader.line_num, values) for values in reader]
