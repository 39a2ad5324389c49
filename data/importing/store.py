"""What users have imported: official definitions and surveys, kept outside the repository.

Imports survive rebuilds of the database and never become part of the facts. Surveys have a folder
each, with what the survey is (``survey.json``), the counts of its answers, and the answers
themselves only if they are public.
"""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from data.answer_options import agreement_question
from data.building.fact_rows import ContradictoryFactsError
from data.building.survey import Counts, Item, Survey
from data.scales import Question, scale_of

DEFINITIONS = "mitigation_definitions.csv"
COLUMNS = ["mitigation_id", "definition"]
SURVEYS = "surveys"
DESCRIPTION, RESPONSES = "survey.json", "responses.parquet"


def imported_definitions(folder: Path) -> dict[str, str]:
    """The official definition of each mitigation that has one; none if nothing was imported.

    Raises
    ------
    ContradictoryFactsError
        If the file is not as ``save_definitions`` writes it.
    """
    file = folder / DEFINITIONS
    if not file.exists():
        return {}
    try:
        return _definitions(file)
    except (ValueError, csv.Error):
        raise ContradictoryFactsError(
            [f"{file}: not as it was imported; import the export again, or delete this file"]
        ) from None


def _definitions(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, strict=True)
    if header != COLUMNS:
        raise ValueError(f"The columns are {header}")
    return dict(rows)


def save_definitions(folder: Path, definitions: Mapping[str, str]) -> None:
    """Replace what was imported before, all at once; ``folder`` is made if there is none.

    Raises
    ------
    OSError
        If the file cannot be written; what was imported before is kept.
    """
    written = io.StringIO(newline="")
    # All in quotes: else a line break that is a carriage return alone would end the row.
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(definitions.items())
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / DEFINITIONS
    partial = file.with_suffix(".partial")
    try:
        partial.write_bytes(written.getvalue().encode())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


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
    questions = _questions(described)
    items = tuple(
        Item(**{**item, "mitigation_ids": tuple(item["mitigation_ids"])})
        for item in described.pop("items")
    )
    groups = {name: tuple(names) for name, names in described.pop("groups").items()}
    survey = Survey(**described, items=items, groups=groups, questions=questions)
    tables = (pd.read_parquet(folder / f"{name}.parquet") for name in Counts.__dataclass_fields__)
    counts = Counts(*(table.astype(object).where(table.notna(), None) for table in tables))
    return survey, counts, folder / RESPONSES if survey.responses_are_public else None


def _questions(described: dict[str, Any]) -> tuple[Question, ...]:
    """What was asked; before there were other scales than agreement, only its labels were kept."""
    if labels := described.pop("option_labels", None):
        return (agreement_question(described["study"]["study_id"], labels),)
    return tuple(
        Question(**{**question, "scale": scale_of(question["scale"])})
        for question in described.pop("questions")
    )


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
    text = json.dumps(asdict(survey), ensure_ascii=False, indent=2)
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


@contextmanager
def put_back_on_failure(kept: Path) -> Iterator[None]:
    """Put a file or folder of imports, or its absence, back if what is done meanwhile fails.

    Raises
    ------
    OSError
        If it cannot be kept before, or not be put back.
    """
    before = kept.with_name(f".{kept.name}.before")
    _delete(before)
    there = kept.exists()
    # What is imported is replaced, never changed: a second name for each file is enough.
    if kept.is_dir():
        shutil.copytree(kept, before, copy_function=_second_name)
    elif there:
        _second_name(kept, before)
    try:
        yield
    except BaseException:
        _delete(kept)
        if there:
            before.replace(kept)
        raise
    finally:
        _delete(before)


def _second_name(file: Path | str, other: Path | str) -> None:
    try:
        os.link(file, other)
    except OSError:
        shutil.copy2(file, other)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
