"""Surveys that users have imported: kept outside the repository, one folder each.

A folder holds what the survey is (``survey.json``), the counts of its answers, and the answers
themselves only if they are public.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from data.facts import ContradictoryFactsError
from data.survey import Counts, Item, Survey

SURVEYS = "surveys"
DESCRIPTION, RESPONSES = "survey.json", "responses.parquet"


def survey_folder(imports: Path, study_id: str) -> Path:
    """Where a survey is kept, or would be."""
    return imports / SURVEYS / study_id


def imported_surveys(imports: Path) -> Iterator[tuple[Survey, Counts, Path | None]]:
    """Every imported survey with its counts, by identifier, and the Parquet file of its answers if
    they are public.

    Raises
    ------
    ContradictoryFactsError
        If a survey's folder is not as ``save_survey`` writes it.
    """
    for folder in sorted((imports / SURVEYS).glob("*/")):
        if not folder.name.startswith("."):
            try:
                yield _read(folder)
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise ContradictoryFactsError(
                    [f"{folder}: not as it was imported ({error}); import it again, or remove it"]
                ) from None


def _read(folder: Path) -> tuple[Survey, Counts, Path | None]:
    described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    items = tuple(
        Item(**{**item, "mitigation_ids": tuple(item["mitigation_ids"])})
        for item in described.pop("items")
    )
    groups = {name: tuple(names) for name, names in described.pop("groups").items()}
    survey = Survey(**described, items=items, groups=groups)
    tables = (pd.read_parquet(folder / f"{name}.parquet") for name in Counts.__dataclass_fields__)
    counts = Counts(*(table.astype(object).where(table.notna(), None) for table in tables))
    return survey, counts, folder / RESPONSES if survey.responses_are_public else None


def save_survey(
    imports: Path, survey: Survey, counts: Counts, responses: Path | None = None
) -> None:
    """Keep a survey, in place of one of the same name. ``responses`` is a Parquet file of the
    answers; it is moved there, and must be given just if they are public.

    Raises
    ------
    OSError
        If it cannot be kept; what was kept before stays.
    """
    folder = survey_folder(imports, survey.study_id)
    partial = folder.with_name(f".{survey.study_id}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    described = {**vars(survey), "items": [vars(item) for item in survey.items]}
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (partial / DESCRIPTION).write_text(text, encoding="utf-8")
    for name, table in vars(counts).items():
        table.to_parquet(partial / f"{name}.parquet", index=False)
    if responses:
        shutil.move(responses, partial / RESPONSES)
    remove_survey(imports, survey.study_id)
    partial.replace(folder)


def remove_survey(imports: Path, study_id: str) -> bool:
    """Forget a survey; returns whether there was one."""
    folder = survey_folder(imports, study_id)
    there = folder.exists()
    if there:
        doomed = folder.with_name(f".{study_id}.removed")
        shutil.rmtree(doomed, ignore_errors=True)
        folder.replace(doomed)
        shutil.rmtree(doomed)
    return there
