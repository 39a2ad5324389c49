"""Bundles of views, made from what the data API answers."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qsl

from exports.citations import database_work, study_work, view_work
from exports.exhibit import Exhibit
from exports.research_bundle import (
    DATABASE_SOURCE,
    TAXONOMY_SOURCE,
    Bundled,
    licence_of,
    study_source,
    to_bundle,
)
from queries.agreement import real_studies, studies
from queries.build_info import data_version
from queries.questions import with_questions
from views.tables import TABLES, Table

MADE = datetime(2026, 11, 22, 18, 45, 30, tzinfo=UTC)
SIMULATED = "study=demo-panel&split=risk_area&base=opinion"


@dataclass(frozen=True)
class Example:
    """A view as it is asked for."""

    view: str
    query: str

    def __str__(self) -> str:
        return f"{self.view}?{self.query}"


EXAMPLES = (
    Example("agreement", "affiliation=Academia&search=risk"),
    Example("agreement", SIMULATED),
    Example("cells", "search=audit"),
    Example("findings", "list=dont_know"),
    Example("compare", "group=AGI+lab&group=Academia&category=2"),
    Example("bounds", "study=uuk2024"),
    Example("combinations", "study=demo-panel"),
    Example("responses", "study=demo-panel&search=audit"),
    Example("taxonomy", ""),
    Example("coverage", ""),
    Example("mitigations", "category=1.2&search=risk"),
    Example("evidence", ""),
    Example("items", "part=1"),
)
AGREEMENT, PANEL = EXAMPLES[0], EXAMPLES[1]


def view_named(name: str) -> Table:
    return next(view for view in TABLES if view.name == name)


def bundled(example: Example) -> Bundled:
    """What the bundle of a view is made of."""
    view = view_named(example.view)
    query, problems = view.parameters.parse(parse_qsl(example.query), ())
    assert not problems
    answer, questions = with_questions(lambda: view.answer(query))
    concerned = [studies()[query.study]] if hasattr(query, "study") else real_studies()
    simulated = any(study.simulated for study in concerned)
    filters = answer.meta["filters"]
    assert isinstance(filters, dict)
    exhibit = Exhibit(
        file_stem=f"common-ground_{view.name}_{data_version()}",
        title=str(answer.meta.get("title", view.summary)),
        base=str(answer.meta.get("base", "")),
        sentence=str(answer.meta["sentence"]),
        panels=(),
        alternative_text="",
        notes=str(answer.meta.get("notes", "")),
        link=f"http://127.0.0.1:8501/{view.name}?{example.query}",
    )
    return Bundled(
        exhibit=exhibit,
        view=view.name,
        query=example.query,
        filters=str(filters.get("in_words", "")),
        rows=answer.rows,
        columns=view.columns,
        questions=questions,
        works=(
            view_work(exhibit, data_version(), simulated, date(2026, 11, 22)),
            *map(study_work, concerned),
            database_work(),
        ),
        sources=(*map(study_source, concerned), DATABASE_SOURCE, TAXONOMY_SOURCE),
        licence=licence_of(concerned),
        data_version=data_version(),
        made=MADE,
    )


def with_title(made_of: Bundled, title: str) -> Bundled:
    return replace(made_of, exhibit=replace(made_of.exhibit, title=title))


def unpacked(made_of: Bundled, folder: Path) -> Path:
    """The folder of a bundle's files."""
    with zipfile.ZipFile(io.BytesIO(to_bundle(made_of))) as archive:
        archive.extractall(folder)
    return folder / made_of.exhibit.file_stem


def files_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a bundle, by their names within its folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            yield entry.filename.partition("/")[2], archive.read(entry)
