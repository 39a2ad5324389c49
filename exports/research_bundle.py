"""The rows of a view as a bundle for researchers: with what they mean, how they were asked for, how
to cite them, and a program that verifies them."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from exports.citations import CONTRIBUTORS, Work, apa, bibtex, csl_json
from exports.exhibit import Exhibit
from exports.tables import to_csv
from queries.build_info import SOFTWARE_VERSION
from queries.column import Column
from queries.questions import Question
from queries.study import Study

VERIFY = Path(__file__).parent / "bundled" / "verify.py"
PROFILES = "https://datapackage.org/profiles/2.0"
MISSING = [{"value": "", "label": "not determined by the source"}]
# Columns of which the values stand in an order; don't-knows are last and outside it.
ORDERED = {"answer": "The order is that of the scale; “Don't know” stands last, outside it."}
SEE_THE_SOURCE = "see the source"
OUR_LICENCE = "CC-BY-4.0"
# Licences that have a name for programs: what they are called, and where they stand.
LICENCES = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC0-1.0": (
        "Creative Commons Zero 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}
# A codebook lists up to so many different values, if they are together not longer than this.
MOST_VALUES, LONGEST_VALUES = 12, 200
MARKS = frozenset(r"\`*_[]<>|~")


@dataclass(frozen=True)
class Source:
    """Where figures come from; ``licence`` is theirs, or says that the source has it."""

    title: str
    path: str
    licence: str


DATABASE_SOURCE = Source(
    "MIT AI Risk Mitigation Database, July 2025, MIT AI Risk Initiative",
    "https://airisk.mit.edu/",
    OUR_LICENCE,
)
TAXONOMY_SOURCE = Source(
    "MIT AI Risk Mitigation Taxonomy (draft), MIT AI Risk Initiative. arXiv:2512.11931",
    "https://arxiv.org/abs/2512.11931",
    "not stated on its page",
)


@dataclass(frozen=True)
class Bundled:
    """What a bundle is made of.

    Parameters
    ----------
    exhibit
        The view, as it is shown elsewhere.
    view, query
        Its name in the data API, and the query string that gives these rows there.
    filters
        The filters in words; empty if there are none.
    rows, columns
        The rows as the data API gives them, and what their columns mean.
    questions
        What the view asks the database.
    works
        What to cite: first the view, then what it is made of.
    sources
        Where the figures come from.
    licence
        Of the rows as they stand here: an identifier such as CC-BY-4.0, or words.
    data_version
        The version of the data.
    made
        When the bundle is made, with its time zone.
    """

    exhibit: Exhibit
    view: str
    query: str
    filters: str
    rows: pd.DataFrame
    columns: Mapping[str, Column]
    questions: tuple[Question, ...]
    works: tuple[Work, ...]
    sources: tuple[Source, ...]
    licence: str
    data_version: str
    made: datetime


def study_source(study: Study) -> Source:
    """A study as a source."""
    address = f"https://doi.org/{study.doi}" if study.doi else study.url
    return Source(study.citation, address or "", study.licence or SEE_THE_SOURCE)


def licence_of(studies: Iterable[Study]) -> str:
    """The licence of rows from some studies: ours, unless whoever imported one states another."""
    stated = {study.licence for study in studies if study.licence} - {OUR_LICENCE}
    if not stated:
        return OUR_LICENCE
    return stated.pop() if len(stated) == 1 else "that of each source"


def to_bundle(bundled: Bundled) -> bytes:
    """A zip file with one folder, named as the exhibit's files are. The same view at the same time
    gives the same bytes."""
    rows = to_csv(bundled.rows)
    files: dict[str, str | bytes] = {
        "README.md": _readme(bundled),
        "rows.csv": rows,
        "datapackage.json": _json(_package(bundled, rows)),
        "codebook.md": _codebook(bundled),
        **_query_files(bundled.questions),
        "citations.bib": bibtex(bundled.works),
        "citations.json": csl_json(bundled.works),
        "verify.py": VERIFY.read_text(encoding="utf-8"),
    }
    time = bundled.made.astimezone(UTC)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{bundled.exhibit.file_stem}/{name}", time.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            # As on Unix, wherever it is made; readable by everyone.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _package(bundled: Bundled, rows: bytes) -> dict[str, Any]:
    """The descriptor of the bundle, as Data Package 2.0 has it."""
    exhibit = bundled.exhibit
    filters = f"Filters: {bundled.filters}." if bundled.filters else ""
    licence = f"Licence: {bundled.licence}."
    texts = (exhibit.sentence, exhibit.base, filters, exhibit.notes, licence)
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": re.sub(r"[^a-z0-9._-]+", "-", exhibit.file_stem.lower()),
        "title": exhibit.title,
        "description": "\n\n".join(filter(None, texts)),
        "homepage": exhibit.link,
        "version": bundled.data_version,
        "created": _time(bundled.made),
        "contributors": [{"title": CONTRIBUTORS, "roles": ["compiler"]}],
        "sources": [_source(source) for source in bundled.sources],
        **_licences(bundled.licence),
        "common_ground": {
            "view": bundled.view,
            "query": bundled.query,
            "software_version": SOFTWARE_VERSION,
        },
        "resources": [
            {
                "$schema": f"{PROFILES}/dataresource.json",
                "name": "rows",
                "type": "table",
                "title": exhibit.title,
                "path": "rows.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(rows),
                "hash": f"sha256:{hashlib.sha256(rows).hexdigest()}",
                "schema": {
                    "$schema": f"{PROFILES}/tableschema.json",
                    "fields": [_field(*column) for column in _columns(bundled)],
                    "missingValues": MISSING,
                },
            }
        ],
    }


def _columns(bundled: Bundled) -> Iterator[tuple[str, Column]]:
    """The columns in the order of the rows."""
    for name in map(str, bundled.rows):
        yield name, bundled.columns[name]


def _field(name: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "type": column.kind,
        "title": column.label,
        "description": " ".join(filter(None, (column.meaning, ORDERED.get(name)))),
        "constraints": {"required": not column.may_be_empty},
    }
    if labels := column.labels:
        field["categories"] = [{"value": value, "label": text} for value, text in labels.items()]
        field["categoriesOrdered"] = name in ORDERED
        field["constraints"]["enum"] = list(labels)
    return field


def _source(source: Source) -> dict[str, str]:
    described = {"title": source.title, "path": source.path, "licence": source.licence}
    return {name: value for name, value in described.items() if value}


def _licences(licence: str) -> dict[str, list[dict[str, str]]]:
    """Nothing if the licence has no name that programs know: a package cannot hold words."""
    if licence not in LICENCES:
        return {}
    title, path = LICENCES[licence]
    return {"licenses": [{"name": licence, "path": path, "title": title}]}


def _query_files(questions: tuple[Question, ...]) -> dict[str, str]:
    """The questions in SQL, and the parameters each was asked with, in the order of asking."""
    filters = [
        {"file": f"{question.name}.sql", "parameters": question.parameters}
        for question in questions
    ]
    texts = {f"query/{question.name}.sql": question.text for question in questions}
    return texts | {"query/parameters.json": _json(filters)}


def _codebook(bundled: Bundled) -> str:
    """One row a column, from what is known of the column and from its values."""
    header = ("Column", "Name", "Type", "Unit or allowed values", "Meaning", "Missing", "Values")
    lines = [
        (
            f"`{name}`",
            _escaped(column.label),
            column.kind,
            _escaped(_unit(column)),
            _escaped(column.meaning),
            str(int(bundled.rows[name].isna().sum())),
            _escaped(_values(bundled.rows[name].dropna(), column)),
        )
        for name, column in _columns(bundled)
    ]
    return "\n".join(
        [
            "# Codebook",
            "",
            f"The columns of rows.csv, which has {len(bundled.rows)} rows. A cell is empty where "
            "its value is not determined by the source; “Missing” counts such cells.",
            "",
            *(f"| {' | '.join(line)} |" for line in (header, ["---"] * len(header), *lines)),
            "",
        ]
    )


def _unit(column: Column) -> str:
    """What values are counted in, or what they may be."""
    if column.labels:
        return "; ".join(f"{value}: {label}" for value, label in column.labels.items())
    return "True; False" if column.kind == "boolean" else column.unit


def _values(values: "pd.Series[Any]", column: Column) -> str:
    """From the lowest to the highest number, or the different texts if they are few."""
    if values.empty:
        return "none"
    if column.kind in ("integer", "number"):
        ends = (values.min(), values.max())
        shown = [f"{end:.0f}" if column.kind == "integer" else f"{end:g}" for end in ends]
        return " to ".join(dict.fromkeys(shown))
    different = sorted(map(str, values.unique()))
    listed = "; ".join(different)
    if len(different) > MOST_VALUES or len(listed) > LONGEST_VALUES:
        return f"{len(different)} different"
    return listed


def _readme(bundled: Bundled) -> str:
    exhibit, time = bundled.exhibit, bundled.made.astimezone(UTC)
    view = f"{bundled.view}?{bundled.query}".removesuffix("?")
    about = {
        "Base": _escaped(exhibit.base),
        "Filters": _escaped(bundled.filters) or "none",
        "Rows": f"{len(bundled.rows)}, view `{view}` of the data API",
        "Data version": bundled.data_version,
        "Made": f"{time.day} {time:%B %Y, %H:%M:%S} UTC",
        "The view": f"<{exhibit.link}>",
    }
    lines = [
        f"# {_escaped(exhibit.title)}",
        "",
        _escaped(exhibit.sentence),
        "",
        *(f"- {name}: {text}" for name, text in about.items() if text),
        "",
        *(f"{_escaped(line)}\n" for line in exhibit.notes.splitlines() if line.strip()),
        *FILES,
        *VERIFICATION,
        "## Cite",
        "",
        *(f"- {_escaped(apa(work))}" for work in bundled.works),
        "",
        "The same for reference managers: citations.bib (BibTeX) and citations.json (CSL-JSON).",
        "",
        "## Licence and sources",
        "",
        f"The rows, as they are arranged here: {_escaped(bundled.licence)}.",
        "",
        "Their figures come from:",
        "",
        *(f"- {_escaped(_source_in_words(source))}" for source in bundled.sources),
        "",
    ]
    return "\n".join(lines)


FILES = (
    "## Files",
    "",
    "- `rows.csv`: the rows, in UTF-8; a cell is empty where the source does not determine it",
    "- `codebook.md`: what each column means, for people",
    "- `datapackage.json`: the same for programs (Data Package 2.0), with the file's SHA-256",
    "- `query/`: what the database (DuckDB) was asked, in SQL; `parameters.json` lists the "
    "questions in the order of asking, each with its parameters",
    "- `citations.bib`, `citations.json`: what to cite",
    "- `verify.py`: asks for the rows again",
    "",
)
VERIFICATION = (
    "## Verify",
    "",
    "`verify.py` asks Common Ground for these rows again and says whether they are the same. It "
    "needs Python 3.11 or later, and either a checkout of Common Ground or its address:",
    "",
    "    python verify.py --project PATH",
    "    python verify.py --server http://127.0.0.1:8501",
    "",
)


def _source_in_words(source: Source) -> str:
    title = f"{source.title.removesuffix('.')}."
    return " ".join(filter(None, (title, source.path, f"Licence: {source.licence}.")))


def _time(made: datetime) -> str:
    return f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _escaped(text: str) -> str:
    """A text on one line in which Markdown finds no marks."""
    line = " ".join(text.split())
    return "".join(f"\\{letter}" if letter in MARKS else letter for letter in line)
