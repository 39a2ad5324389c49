"""Shares of all respondents, from the files of each study and the cuts of its scale alone."""

import tomllib
from typing import Any

import pandas as pd

from tests.views.risks.links_from_facts import FACTS, read

# n of all who answered, n with an opinion, n whose answer counts, by study and item.
Counted = dict[tuple[str, str], tuple[int, int, int]]
OPINIONS = ["strongly_disagree", "somewhat_disagree", "neither"]
AGREE = ["somewhat_agree", "strongly_agree"]


def counted() -> Counted:
    return _of_table() | _of_folder("ec2020") | _of_folder("ipie2024")


def _of_table() -> Counted:
    table = read("schuett2023_counts").set_index("item_id").astype(int)
    agree = table[AGREE].sum(axis="columns")
    opinion = agree + table[OPINIONS].sum(axis="columns")
    return {
        ("schuett2023", str(item)): (int(table["n"][item]), int(opinion[item]), int(agree[item]))
        for item in table.index
    }


def _of_folder(study_id: str) -> Counted:
    folder = FACTS / "studies" / study_id
    study = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    options = {
        question["id"]: {
            written: option
            for scale in study["scales"]
            if scale["id"] == question["scale"]
            for option in scale["options"]
            for written in option["written"]
        }
        for question in study["questions"]
    }
    rows = pd.read_csv(folder / study["file"]["name"], dtype=str, keep_default_na=False)
    return {
        (study_id, item["id"]): _counts(_answers(rows, study, item), options[item["question"]])
        for item in study["items"]
    }


def _answers(rows: pd.DataFrame, study: dict[str, Any], item: dict[str, Any]) -> dict[str, int]:
    """How many gave each answer to an item."""
    if study["file"]["kind"] == "answers":
        return {str(answer): int(n) for answer, n in rows[item["column"]].value_counts().items()}
    columns = study["file"]["columns"]
    of_item = rows[rows[columns["item"]] == item["id"]]
    numbers = of_item[columns["count"]].astype(int).groupby(of_item[columns["option"]]).sum()
    return {str(answer): int(n) for answer, n in numbers.items()}


def _counts(answers: dict[str, int], options: dict[str, Any]) -> tuple[int, int, int]:
    given = {answer: n for answer, n in answers.items() if options[answer].get("answered", True)}
    opinions = {a: n for a, n in given.items() if options[a]["stance"] != "none"}
    for_it = {a: n for a, n in opinions.items() if options[a]["stance"] == "for"}
    return sum(given.values()), sum(opinions.values()), sum(for_it.values())
