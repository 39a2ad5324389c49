"""Studies that are shipped, each a folder: ``study.toml`` says what was asked, of whom and on which
scale, and a CSV file beside it holds the counts or the answers."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.building.fact_rows import ContradictoryFactsError
from data.building.survey import DIMENSIONS, Counts, Item, Survey, count
from data.scales import AnswerOption, Question, Scale

STUDIES = "facts/studies"
DESCRIPTION = "study.toml"
OF_STUDY = (
    "study_id",
    "name",
    "title",
    "authors",
    "year",
    "url",
    "doi",
    "citation",
    "asked_about",
    "people",
    "sample",
    "invited",
    "respondents",
    "minimum_group_size",
)

Described = Mapping[str, Any]
Written = dict[str, str]


def shipped_studies(data: Path) -> Iterator[tuple[Survey, Counts, pd.DataFrame | None]]:
    """Every study with a folder, its counts, and its answers if they are published one by one.

    Raises
    ------
    ContradictoryFactsError
        With one line for each value of a file that its description does not name.
    """
    for folder, described in study_folders(data):
        survey = survey_of(described)
        rows = _rows(folder, described, survey)
        if described["file"]["kind"] == "counts":
            yield survey, _counts(rows, survey.study_id), None
        else:
            yield survey, _counted(rows), rows


def shipped_identifiers(data: Path) -> frozenset[str]:
    """The identifiers of the studies with a folder, and those of their scales."""
    surveys = [survey_of(described) for _, described in study_folders(data)]
    scales = [one.scale.scale_id for survey in surveys for one in survey.questions if one.scale]
    return frozenset([*(survey.study_id for survey in surveys), *scales])


def study_folders(data: Path) -> Iterator[tuple[Path, Described]]:
    """The folder of every shipped study, and what its description says."""
    for file in sorted((data / STUDIES).glob(f"*/{DESCRIPTION}")):
        yield file.parent, tomllib.loads(file.read_text(encoding="utf-8"))


def survey_of(described: Described) -> Survey:
    """What a description says of a study."""
    study = described["study"]
    study_id = study["id"]
    scales = {one["id"]: _scale(study_id, one) for one in described["scales"]}
    return Survey(
        study={
            name: value
            for name, value in {"study_id": study_id, **study}.items()
            if name in OF_STUDY
        },
        basis="counted",
        source=study["source"],
        method=study["method"],
        licence=study["licence"],
        groups={name: tuple(groups) for name, groups in described["groups"].items()},
        notes=described["dimensions"],
        questions=tuple(
            Question(
                question_id=one["id"],
                label=one["label"],
                stem=one["stem"],
                reads=one["reads"],
                verb=one["verb"],
                counts=one["for_label"],
                noun=one["noun"],
                scale=scales[one["scale"]],
            )
            for one in described["questions"]
        ),
        items=tuple(
            Item(
                item_id=one["id"],
                label=one["label"],
                statement=one["statement"],
                code=one.get("code"),
                mitigation_ids=(),
                question_id=one["question"],
            )
            for one in described["items"]
        ),
        responses_are_public=study.get("answers_are_published", False),
        hides_small_groups=not study.get("answers_are_published", False),
    )


def _scale(study_id: str, described: Described) -> Scale:
    # Opinions first, so that their places on the scale are counted from one.
    listed = sorted(described["options"], key=lambda one: one["stance"] == "none")
    options = tuple(
        AnswerOption(
            option_id=one["id"],
            label=one["label"],
            stance=one["stance"],
            score=_whole(study_id, one),
            answered=one.get("answered", True),
        )
        for one in listed
    )
    return Scale(f"{study_id}-{described['id']}", described["kind"], options, described["cut"])


def _whole(study_id: str, option: Described) -> int | None:
    """The score of an answer."""
    score = option.get("score")
    if score is not None and not isinstance(score, int):
        raise ContradictoryFactsError(
            [f'{DESCRIPTION} of {study_id}: score "{score}"; expected a whole number']
        )
    return score


def _rows(folder: Path, described: Described, survey: Survey) -> pd.DataFrame:
    """The rows of the study's file by the names of the description, checked: item_id, risk_area,
    affiliation, expertise, option_id, and n or respondent_id."""
    file = folder / described["file"]["name"]
    rows = read_study_rows(file)
    if described["file"]["kind"] == "answers":
        rows = list(_one_an_answer(rows, described))
    columns = described["file"]["columns"]
    found = _named(rows, described, f"{file.name} of {survey.study_id}")
    frame = pd.DataFrame(
        {
            "item_id": found["item"],
            "option_id": found["option"],
            **{name: found.get(name, [None] * len(rows)) for name in DIMENSIONS},
        }
    )
    if described["file"]["kind"] == "counts":
        return frame.assign(n=[int(row[columns["count"]]) for row in rows])
    return frame.assign(respondent_id=[row[columns["respondent"]] for row in rows])


def _named(rows: list[Written], described: Described, file: str) -> dict[str, list[str | None]]:
    """What the values of the rows stand for, by what the description calls their columns; None for
    a group that is not known."""
    columns = described["file"]["columns"]
    items = {item["id"]: item["id"] for item in described["items"]}
    options = _written_options(described)
    groups: dict[str, Mapping[str, str]] = {
        name: {value: group for group, values in listed.items() for value in values}
        for name, listed in described["groups"].items()
    }
    problems: list[str] = []
    found: dict[str, list[str | None]] = {}
    for number, row in enumerate(rows, start=2):
        item = row[columns.get("item", "item")]
        for name, values in (("item", items), *groups.items(), ("option", options.get(item, {}))):
            value = row.get(columns.get(name, name), "")
            if value not in values and not (name in groups and value == ""):
                place = f"{file}, row {row.get('row', number)}"
                expected = ", ".join(f'"{one}"' for one in values)
                problems.append(f'{place}: {name} "{value}"; expected one of {expected}')
            found.setdefault(name, []).append(values.get(value))
    if problems:
        raise ContradictoryFactsError(problems)
    return found


def _one_an_answer(rows: list[Written], described: Described) -> Iterator[Written]:
    """One row an answer, of rows with a column an item."""
    columns = described["file"]["columns"]
    kept = [columns[name] for name in ("respondent", *DIMENSIONS) if name in columns]
    for number, row in enumerate(rows, start=2):
        for item in described["items"]:
            yield {
                **{name: row[name] for name in kept},
                "row": str(number),
                "item": item["id"],
                "option": row[item["column"]],
            }


def _written_options(described: Described) -> dict[str, Written]:
    """What each item's answers are in the file, by item."""
    of_scale = {
        scale["id"]: {value: one["id"] for one in scale["options"] for value in one["written"]}
        for scale in described["scales"]
    }
    scale_of = {question["id"]: question["scale"] for question in described["questions"]}
    return {item["id"]: of_scale[scale_of[item["question"]]] for item in described["items"]}


def _counts(rows: pd.DataFrame, study_id: str) -> Counts:
    """The counts of a file of counts, in which every item has the same people, those who did not
    answer it included."""
    people = ["affiliation", "expertise"]
    grouped = rows.groupby(["item_id", *people], dropna=False)["n"].sum()
    each = grouped.unstack("item_id", fill_value=0)
    first = str(each.columns[0])
    if problems := [
        f"counts of {study_id}: {item} has {each[item].sum()} people; expected as many as {first} "
        f"has, {each[first].sum()}, and of the same groups"
        for item in each
        if (each[item] != each[first]).any()
    ]:
        raise ContradictoryFactsError(problems)
    members = each[first].rename("n").reset_index()
    names = members[people].astype(object)
    return Counts(rows, members.assign(**names.where(names.notna(), None)), _no_combinations())


def _counted(rows: pd.DataFrame) -> Counts:
    """The counts of answers, one row an answer."""
    with duckdb.connect() as connection:
        connection.register("responses", rows)
        nobody = pd.DataFrame({"respondent_id": [], "risk_area": [], "item_id": []}, dtype=str)
        connection.register("preferred", nobody)
        return count(connection)


def _no_combinations() -> pd.DataFrame:
    columns = ("risk_area", "item_id", "other_item_id", "n", "n_respondents")
    return pd.DataFrame(columns=list(columns))


def study_resources(data: Path) -> Iterator[dict[str, Any]]:
    """The file of each shipped study, as a data package describes it."""
    for folder, described in study_folders(data):
        study, content = described["study"], folder / described["file"]["name"]
        yield {
            "name": f"{study['id']}_{content.stem}",
            "type": "table",
            "title": f"{study['name']}: {content.stem}",
            "description": f"{study['method']} Items, answers and groups are described in "
            f"{DESCRIPTION} beside it.",
            "path": content.relative_to(data).as_posix(),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "sources": [{"title": study["citation"], "path": study["url"]}],
            "licenses": [{"title": study["licence"], "path": study["url"]}],
            "schema": {"fields": _fields(content, described), "missingValues": []},
        }


def _fields(file: Path, described: Described) -> list[dict[str, Any]]:
    columns = {column: name for name, column in described["file"]["columns"].items()}
    items = {item["column"]: item for item in described["items"] if "column" in item}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        header = next(csv.reader(lines))
    meanings = {
        "item": "Identifier of the item.",
        "option": "The answer, as the source codes it.",
        "count": "How many gave this answer.",
        "respondent": "Number of the respondent; says nothing of who it is.",
        "affiliation": "Affiliation; empty: not known.",
        "expertise": "Expertise.",
        "risk_area": "Risk area that the answer is about.",
    }
    return [
        {
            "name": column,
            "type": "integer" if columns.get(column) == "count" else "string",
            "description": meanings[columns[column]]
            if column in columns
            else f"Answer about “{items[column]['label']}”, as the source codes it; empty: none.",
            "constraints": {"required": False},
        }
        for column in header
    ]


def read_study_rows(file: Path) -> list[Written]:
    """The rows of a shipped study's file, as they stand there."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
