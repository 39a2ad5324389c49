"""Asking the data API over HTTP, and reading its answers as strictly as a program can."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl
from urllib.request import HTTPRedirectHandler, Request, build_opener

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat

from queries.column import Column
from queries.records import Row, records
from views.filter_kinds import read
from views.registry import tables
from views.view import TableResult

# A query under which each table has rows, fewer than all where it can be narrowed; no study that is
# shipped has combinations.
QUERIES = {
    "overview": "",
    "agreement": "affiliation=Academia&min_n=8",
    "cells": "affiliation=Academia&search=audit",
    "responses": "study=ipie2024&search=labels",
    "bounds": "study=uuk2024&risk_area=CBRN",
    "estimates": "study=sara2025&search=safety",
    "combinations": "",
    "findings": "list=divided&at_least=10",
    "compare": "group=AGI+lab&group=Academia&category=2",
    "cross-table": "study=ipie2024&rows=expertise&columns=affiliation&min_n=2",
    "side_by_side": "topic=Labels+on+content+made+by+AI",
    "taxonomy": "year=2023",
    "coverage": "asked=asked",
    "mitigations": "category=1.2&document=NIST2024",
    "newer_database": "",
    "evidence": "part=2&part=X.X&sort=gap",
    "items": "part=2",
    "asked_elsewhere": "part=4",
    "no_counterpart": "",
    "risks": "domain=7&sort=least_governed",
    "risks_asked_about": "domain=7",
    "incidents": "domain=4",
    "risk": "risk=7.1",
    "risk_found": "risk=7.1",
    "risk_incidents": "risk=7.1",
    "mitigation": "id=A0197",
    "mitigation_answers": "id=A0197",
    "mitigation_related": "id=A0665",
}
KINDS: dict[str, type] = {"string": str, "integer": int, "number": float, "boolean": bool}
Columns = Mapping[str, Column]


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        """The body as JSON, of which NaN and Infinity are no part."""
        return json.loads(self.body, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


class NoRedirect(HTTPRedirectHandler):
    """Lets a test see a redirection."""

    def redirect_request(self, *_arguments: Any, **_options: Any) -> None:
        return None


def ask(address: str, headers: dict[str, str] | None = None, method: str = "GET") -> Reply:
    request = Request(address, headers=headers or {}, method=method)
    try:
        with build_opener(NoRedirect).open(request, timeout=30) as response:
            return Reply(response.status, response.headers, response.read())
    except HTTPError as error:
        return Reply(error.code, error.headers, error.read())


def result_of(name: str, query: str) -> TableResult:
    """A table as the pages have it."""
    kind, table = tables()[name]
    filters, problems = read(kind.page.filters, parse_qsl(query), kind.page.appearance)
    assert problems == []
    return table.result(filters)


def rows_of_frame(frame: pd.DataFrame, columns: Columns) -> list[Row]:
    """The rows of a frame; None where a value is missing."""
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in records(frame[list(columns)])
    ]


def rows_of(content: bytes, ending: str, columns: Columns) -> list[Row]:
    """The rows of a file; an error where a value is not of its column's kind, or is missing."""
    rows = READERS[ending](content, columns)
    for row in rows:
        assert list(row) == list(columns)
        for name, value in row.items():
            kind = KINDS[columns[name].kind]
            assert type(value) is kind or (value is None and columns[name].may_be_empty), name
    return rows


def _from_csv(content: bytes, columns: Columns) -> list[Row]:
    """``int`` refuses a whole number that is written with a decimal point."""
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return [
        {name: _from_text(KINDS[columns[name].kind], text) for name, text in row.items()}
        for row in reader
    ]


def _from_text(kind: type, text: str) -> Any:
    if not text:
        return None
    return {"True": True, "False": False}[text] if kind is bool else kind(text)


def _from_json(content: bytes, _columns: Columns) -> list[Row]:
    return list(json.loads(content, parse_constant=_refuse)["data"])


def _from_parquet(content: bytes, _columns: Columns) -> list[Row]:
    return list(pq.read_table(io.BytesIO(content)).to_pylist())


def _from_xlsx(content: bytes, columns: Columns) -> list[Row]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    header, *lines = book["Data"].iter_rows(values_only=True)
    rows = [dict(zip(map(str, header), line, strict=True)) for line in lines]
    return [_with_kinds(row, columns) for row in rows]


def _from_labelled(reader: Callable[[str], Any]) -> Callable[[bytes, Columns], list[Row]]:
    """Answers stand as numbers, from 1, for the labels that the file has of them."""

    def from_file(content: bytes, columns: Columns) -> list[Row]:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "rows"
            file.write_bytes(content)
            frame, about = reader(str(file))
        for name, labels in about.variable_value_labels.items():
            values = {label: value for value, label in columns[name].labels.items()}
            frame[name] = [values[labels[number]] for number in frame[name]]
        return [_with_kinds(row, columns) for row in rows_of_frame(frame, columns)]

    return from_file


def _with_kinds(row: Row, columns: Columns) -> Row:
    """A row with whole numbers, and yes and no, where a format knows only numbers."""
    return {name: _of_kind(KINDS[columns[name].kind], value) for name, value in row.items()}


def _of_kind(kind: type, value: Any) -> Any:
    if value is None or value == "":
        return None
    if kind is str:
        return value
    made = kind(value)
    assert made == value
    return made


READERS: dict[str, Callable[[bytes, Columns], list[Row]]] = {
    "csv": _from_csv,
    "xlsx": _from_xlsx,
    "parquet": _from_parquet,
    "json": _from_json,
    "sav": _from_labelled(pyreadstat.read_sav),
    "dta": _from_labelled(pyreadstat.read_dta),
}
