"""Studies of which estimated shares are published, each with its interval, and no counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from data.building.fact_rows import ContradictoryFactsError, Row, read_rows
from data.building.survey import Counts, Survey

KIND = "shares"
COLUMNS = {
    "item": "Identifier of the item.",
    "share": "Estimated share (0 to 1) of the people whom the study is about.",
    "low": "Lower end of its 95 % interval (0 to 1).",
    "high": "Upper end of its 95 % interval (0 to 1).",
}
# Each end of an interval, and what is not below it.
ORDER = (("low", "share"), ("share", "high"))

Described = Mapping[str, Any]


def publishes_shares(described: Described) -> bool:
    """Whether the files of a study hold estimated shares."""
    return any(file["kind"] == KIND for file in described.get("files", ()))


def estimated_study(survey: Survey) -> tuple[Survey, Counts]:
    """A study of estimates, and its counts: of people alone, as nobody knows who answered what."""
    answers = ["item_id", "risk_area", "affiliation", "expertise", "option_id", "n"]
    together = ["risk_area", "item_id", "other_item_id", "n", "n_respondents"]
    everyone = {"affiliation": None, "expertise": None, "n": survey.study["respondents"]}
    counts = Counts(
        answers=pd.DataFrame(columns=answers),
        members=pd.DataFrame([everyone]),
        chosen_together=pd.DataFrame(columns=together),
    )
    return replace(survey, basis="estimated"), counts


def published_shares(folders: Iterable[tuple[Path, Described]]) -> pd.DataFrame:
    """The estimates of all studies: study_id, item_id, share, share_low, share_high (0 to 1), base.

    Raises
    ------
    ContradictoryFactsError
        With one line for each share that cannot be, for each item that is unknown or is there
        twice, and for each that has no share.
    """
    found: list[dict[str, object]] = []
    problems: list[str] = []
    for folder, described in folders:
        if publishes_shares(described):
            rows = [(row, file) for file in described["files"] for row in _rows(folder, file)]
            wrong = list(_problems([row for row, _ in rows], described))
            found += [] if wrong else [_estimate(row, file, described) for row, file in rows]
            problems += wrong
    if problems:
        raise ContradictoryFactsError(problems)
    return pd.DataFrame(found)


def _rows(folder: Path, file: Described) -> list[Row]:
    """The rows of a file, by the name of its folder, too: other studies may have such a file."""
    rows = read_rows(folder / file["name"])
    return [replace(row, file=f"{row.file} of {folder.name}") for row in rows]


def _problems(rows: list[Row], described: Described) -> Iterator[str]:
    items = [item["id"] for item in described["items"]]
    for row in rows:
        if row["item"] not in items:
            expected = ", ".join(f'"{item}"' for item in items)
            yield row.problem("item", f'"{row["item"]}" is unknown; expected one of {expected}')
        yield from _wrong_figures(row)
    times = Counter(row["item"] for row in rows)
    for item in items:
        if times[item] != 1:
            files = " and ".join(file["name"] for file in described["files"])
            study = described["study"]["id"]
            yield f'{files} of {study}: "{item}" has {times[item]} shares; expected one'


def _wrong_figures(row: Row) -> Iterator[str]:
    wrong = {name for name in COLUMNS if name != "item" and not _is_share(row[name])}
    for name in sorted(wrong):
        yield row.problem(name, f'"{row[name]}"; expected a share from 0 to 1')
    for lower, higher in ORDER:
        if not wrong & {lower, higher} and float(row[lower]) > float(row[higher]):
            expected = f"expected no more than the {higher}, {row[higher]}"
            yield row.problem(lower, f"{row[lower]}; {expected}")


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


def _estimate(row: Row, file: Described, described: Described) -> dict[str, object]:
    return {
        "study_id": described["study"]["id"],
        "item_id": row["item"],
        "share": float(row["share"]),
        "share_low": float(row["low"]),
        "share_high": float(row["high"]),
        "base": file["base"],
    }


def share_resources(folder: Path, described: Described, data: Path) -> Iterator[dict[str, Any]]:
    """The files of estimates of a study, as a data package describes them."""
    study = described["study"]
    cited = {"path": study["url"]}
    for file in described["files"]:
        path = folder / file["name"]
        yield {
            "name": f"{study['id']}_{path.stem}",
            "type": "table",
            "title": f"{study['name']}: {path.stem}",
            "description": f"{study['method']} Items are described in study.toml beside it.",
            "path": path.relative_to(data).as_posix(),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "sources": [cited | {"title": study["citation"]}],
            "licenses": [cited | {"title": study["licence"]}],
            "schema": {
                "fields": [_field(name, meaning) for name, meaning in COLUMNS.items()],
                "missingValues": [],
            },
        }


def _field(name: str, meaning: str) -> dict[str, Any]:
    kind = "string" if name == "item" else "number"
    return {
        "name": name,
        "type": kind,
        "description": meaning,
        "constraints": {"required": True},
    }
