"""What the studies with folders asked and what came out, from their own files alone."""

import tomllib
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tests.data.built_tables import FOLDERS


@dataclass(frozen=True)
class Answered:
    """An item: its description, how many answered, and what share of them is for."""

    study: str
    name: str
    item: dict[str, Any]
    question: dict[str, Any]
    n: int
    share: float


@dataclass(frozen=True)
class Described:
    """An item as a description has it, and why it has no place in the taxonomy, if it has none."""

    study: str
    name: str
    item: dict[str, Any]
    reason: str | None


def described_items() -> list[Described]:
    """Every item of every study with a folder."""
    found = []
    for file in sorted(FOLDERS.glob("*/study.toml")):
        described = tomllib.loads(file.read_text(encoding="utf-8"))
        of_question = {one["id"]: one.get("no_counterpart") for one in described["questions"]}
        study = described["study"]
        found += [
            Described(
                study["id"],
                study["name"],
                item,
                item.get("no_counterpart") or of_question[item["question"]],
            )
            for item in described["items"]
        ]
    return found


def answered() -> list[Answered]:
    """Every item of every study whose folder has one file of counts or of answers."""
    found = []
    for file in sorted(FOLDERS.glob("*/study.toml")):
        described = tomllib.loads(file.read_text(encoding="utf-8"))
        if "file" not in described:
            continue
        scales = {one["id"]: one["options"] for one in described["scales"]}
        questions = {one["id"]: one for one in described["questions"]}
        rows = pd.read_csv(
            file.parent / described["file"]["name"], dtype=str, keep_default_na=False
        )
        for item in described["items"]:
            options = scales[questions[item["question"]]["scale"]]
            given = _given(rows, described["file"], item)
            n = sum(given.get(code, 0) for one in options if one.get("answered", True)
                    for code in one["written"])  # fmt: skip
            agree = sum(given.get(code, 0) for one in options if one["stance"] == "for"
                        for code in one["written"])  # fmt: skip
            study = described["study"]
            found.append(
                Answered(
                    study["id"], study["name"], item, questions[item["question"]], n, agree / n
                )
            )
    return found


def _given(rows: pd.DataFrame, file: dict[str, Any], item: dict[str, Any]) -> dict[str, int]:
    """How often each answer to an item was given."""
    if file["kind"] == "answers":
        return {str(code): int(n) for code, n in rows[item["column"]].value_counts().items()}
    columns = file["columns"]
    of_item = rows[rows[columns["item"]] == item["id"]]
    counts = of_item[columns["count"]].astype(int).groupby(of_item[columns["option"]]).sum()
    return {str(code): int(n) for code, n in counts.items()}
