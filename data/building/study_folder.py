"""Studies that are shipped, each a folder: ``study.toml`` says what was asked, of whom and on which
scale, and CSV files beside it hold the counts, the answers or the shares."""

import csv
import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.building.fact_rows import ContradictoryFactsError
from data.building.published_shares import estimated_study, publishes_shares, share_resources
from data.building.survey import DIMENSIONS, PEOPLE, Counts, Item, Survey, count
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
    "risk_areas_add_up",
)
# A file of answers has a row a respondent; one of counts a row an answer; one of counts of one
# option a row with how many chose it, and of how many.
ANSWERS, COUNTS, COUNTS_OF_ONE_OPTION = "answers", "counts", "counts_of_one_option"

TYPES = {"count": "integer", "chose": "integer", "of": "integer", "weight": "number"}
MEANINGS = {
    "question": "Identifier of the question.",
    "item": "Identifier of the item.",
    "option": "The answer, as the source codes it.",
    "count": "How many gave this answer.",
    "chose": "How many gave the answers that are counted.",
    "of": "Of how many.",
    "respondent": "Number of the respondent; says nothing of who it is.",
    "weight": "How much the respondent's answers count for in shares and means.",
    "affiliation": "Affiliation; empty: not known.",
    "expertise": "Expertise.",
    "subgroup": "Group of a further dimension of the study's own; empty: all respondents.",
    "risk_area": "The risk area, as the source codes it.",
    "wave": "The wave, as the source codes it.",
}

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
        if publishes_shares(described):
            yield *estimated_study(survey), None
            continue
        files = described["files"]
        rows = pd.concat([_rows(folder, file, described) for file in files], ignore_index=True)
        if "respondent_id" in rows:
            yield survey, _counted(rows), rows.drop(columns="weight", errors="ignore")
        else:
            yield survey, Counts(rows, _members(rows, survey), _no_combinations()), None


def shipped_identifiers(data: Path) -> frozenset[str]:
    """The identifiers of the studies with a folder, and those of their scales."""
    surveys = [survey_of(described) for _, described in study_folders(data)]
    scales = [one.scale.scale_id for survey in surveys for one in survey.questions if one.scale]
    return frozenset([*(survey.study_id for survey in surveys), *scales])


def study_folders(data: Path) -> Iterator[tuple[Path, Described]]:
    """The folder of every shipped study, and what its description says; ``files`` lists its file
    where there is but one."""
    for description in sorted((data / STUDIES).glob(f"*/{DESCRIPTION}")):
        described = tomllib.loads(description.read_text(encoding="utf-8"))
        files = described.get("files") or [described["file"]]
        yield description.parent, {**described, "files": files}


def survey_of(described: Described) -> Survey:
    """What a description says of a study."""
    study = described["study"]
    study_id = study["id"]
    scales = {one["id"]: _scale(study_id, one) for one in described.get("scales", ())}
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
                scale=scales[one["scale"]] if "scale" in one else None,
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


def _rows(folder: Path, file: Described, described: Described) -> pd.DataFrame:
    """The rows of a file by the names of the description, checked: item_id, option_id, the
    dimensions that there are, and n or respondent_id."""
    place = f"{file['name']} of {described['study']['id']}"
    rows = read_study_rows(folder / file["name"])
    columns = file["columns"]
    if file["kind"] == ANSWERS:
        rows = list(_one_an_answer(rows, described, columns))
    elif file["kind"] == COUNTS_OF_ONE_OPTION:
        rows = list(_one_an_option(rows, columns, place))
        columns = {**columns, "option": "option", "count": "count"}
    named = _named(rows, described, columns, place)
    if file["kind"] == ANSWERS:
        missing = {name: None for name in DIMENSIONS if name not in named}
        respondents = [row[columns["respondent"]] for row in rows]
        named = named.assign(respondent_id=respondents, **missing)
        if "weight" in columns:
            named["weight"] = _weights(rows, columns["weight"], place)
        return named
    counted = named.assign(n=[int(row[columns["count"]]) for row in rows])
    return _without_totals(counted, place)


def _weights(rows: list[Written], column: str, place: str) -> list[float]:
    """The weight of whoever gave each answer."""
    weights = {written: _weight(written) for written in {row[column] for row in rows}}
    if problems := {
        f'{place}, row {row["row"]}: weight "{row[column]}"; expected a number above 0': None
        for row in rows
        if not 0 < weights[row[column]] < math.inf
    }:
        raise ContradictoryFactsError(list(problems))
    return [weights[row[column]] for row in rows]


def _weight(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return math.nan


def _named(
    rows: list[Written], described: Described, columns: Mapping[str, str], place: str
) -> pd.DataFrame:
    """What the values of the rows stand for: item_id, option_id, and the dimensions that there are;
    None for a group that is not known."""
    items = {item["id"]: item["id"] for item in described["items"]}
    options = _written_options(described)
    groups: dict[str, Mapping[str, str]] = {
        name: {value: group for group, values in listed.items() for value in values}
        for name, listed in described["groups"].items()
    }
    problems: list[str] = []
    found: dict[str, list[str | None]] = {name: [] for name in ("item", *groups, "option")}
    for number, row in enumerate(rows, start=2):
        item = row[columns.get("item", "item")]
        for name, values in (("item", items), *groups.items(), ("option", options.get(item, {}))):
            value = row.get(columns.get(name, name), "")
            if value not in values and not (name in groups and value == ""):
                where = f"{place}, row {row.get('row', number)}"
                expected = ", ".join(f'"{one}"' for one in values)
                problems.append(f'{where}: {name} "{value}"; expected one of {expected}')
            found[name].append(values.get(value))
    if problems:
        raise ContradictoryFactsError(problems)
    return pd.DataFrame(
        {"item_id": found.pop("item"), "option_id": found.pop("option"), **found}, dtype=object
    )


def _one_an_answer(
    rows: list[Written], described: Described, columns: Mapping[str, str]
) -> Iterator[Written]:
    """One row an answer, of rows with a column an item."""
    kept = [columns[name] for name in ("respondent", "weight", *DIMENSIONS) if name in columns]
    for number, row in enumerate(rows, start=2):
        for item in described["items"]:
            yield {
                **{name: row[name] for name in kept},
                "row": str(number),
                "item": item["id"],
                "option": row[item["column"]],
            }


def _one_an_option(
    rows: list[Written], columns: Mapping[str, str], place: str
) -> Iterator[Written]:
    """Two rows an item and group, of one that says how many chose an option and of how many: those
    who chose it, and all others."""
    for number, row in enumerate(rows, start=2):
        chose, all_of_them = int(row[columns["chose"]]), int(row[columns["of"]])
        if not 0 <= chose <= all_of_them:
            raise ContradictoryFactsError(
                [f"{place}, row {number}: {chose} of {all_of_them}; expected no more than all"]
            )
        counts = {"chose": chose, "other": all_of_them - chose}
        for option, n in counts.items():
            yield {**row, "row": str(number), "option": option, "count": str(n)}


def _without_totals(rows: pd.DataFrame, place: str) -> pd.DataFrame:
    """The counts without those of all people, where those of each subgroup are there too."""
    if "subgroup" not in rows:
        return rows
    same = [str(name) for name in rows if name not in ("subgroup", "n")]
    total = rows["subgroup"].isna()
    parts = rows[~total].groupby(same, dropna=False)["n"].sum().rename("parts")
    joined = rows.join(parts, on=same)
    if (wrong := joined[total & joined["parts"].notna() & (joined["parts"] != joined["n"])]).size:
        raise ContradictoryFactsError(
            [
                f"{place}: {item} has {n} in all; expected {expected:g}, what its groups add up to"
                for item, n, expected in wrong[["item_id", "n", "parts"]].itertuples(index=False)
            ]
        )
    return rows[~(total & joined["parts"].notna())].reset_index(drop=True)


def _written_options(described: Described) -> dict[str, Written]:
    """What each item's answers are in the file, by item."""
    of_scale = {
        scale["id"]: {value: one["id"] for one in scale["options"] for value in one["written"]}
        for scale in described["scales"]
    }
    scale_of = {question["id"]: question["scale"] for question in described["questions"]}
    return {item["id"]: of_scale[scale_of[item["question"]]] for item in described["items"]}


def _members(rows: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The people of each group: those of any item, those who did not answer it included.

    Of a study with waves or risk areas, which not all people answered, those of the current wave
    who answered the item that most of them did; of a study without groups, its respondents.
    """
    people = [name for name in PEOPLE if name in survey.groups]
    if not people:
        return pd.DataFrame({"n": [survey.study["respondents"]]})
    waves = survey.groups.get("wave")
    if waves:
        rows = rows[(rows["wave"] == waves[-1]) & rows[people].notna().all(axis=1)]
    each = rows.groupby(["item_id", *people], dropna=False)["n"].sum().unstack("item_id")
    each = each.fillna(0).astype(int)
    first = str(each.columns[0])
    if problems := [
        f"counts of {survey.study_id}: {item} has {each[item].sum()} people; expected as many as "
        f"{first} has, {each[first].sum()}, and of the same groups"
        for item in each
        if (each[item] != each[first]).any()
    ]:
        raise ContradictoryFactsError(problems)
    members = each[first].rename("n").reset_index()
    names = members[people].astype(object)
    return members.assign(**names.where(names.notna(), None))


def _counted(rows: pd.DataFrame) -> Counts:
    """The counts of answers, one row an answer."""
    with duckdb.connect() as connection:
        connection.register("responses", rows)
        nobody = pd.DataFrame({"respondent_id": [], "risk_area": [], "item_id": []}, dtype=str)
        connection.register("preferred", nobody)
        weighted = "weight" in rows
        if weighted:
            weights = rows[["respondent_id", "weight"]].drop_duplicates("respondent_id")
            connection.register("weights", weights)
        return count(connection, weighted=weighted)


def _no_combinations() -> pd.DataFrame:
    columns = ("risk_area", "item_id", "other_item_id", "n", "n_respondents")
    return pd.DataFrame(columns=list(columns))


def study_resources(data: Path) -> Iterator[dict[str, Any]]:
    """The files of each shipped study, as a data package describes them."""
    for folder, described in study_folders(data):
        if publishes_shares(described):
            yield from share_resources(folder, described, data)
            continue
        for file in described["files"]:
            yield _resource(folder / file["name"], file, described, data)


def _resource(content: Path, file: Described, described: Described, data: Path) -> dict[str, Any]:
    study = described["study"]
    return {
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
        "schema": {"fields": _fields(content, file, described), "missingValues": []},
    }


def _fields(content: Path, file: Described, described: Described) -> list[dict[str, Any]]:
    columns = {column: name for name, column in file["columns"].items()}
    items = {item["column"]: item for item in described["items"] if "column" in item}
    with content.open(encoding="utf-8-sig", newline="") as lines:
        header = next(csv.reader(lines))
    return [
        {
            "name": column,
            "type": TYPES.get(columns.get(column, ""), "string"),
            "description": MEANINGS[columns[column]]
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
