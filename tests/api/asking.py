"""Asking the data API over HTTP, and reading its answers as strictly as a program can."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pandas as pd
import pyarrow.parquet as pq

from queries.columns import Column
from queries.mitigation_record import EXAMPLE
from queries.records import Row, records

FORMATS = ("csv", "json", "parquet")
# The study of a view that has no rows of the default one.
STUDIES = {"bounds": "uuk2024", "combinations": "demo-panel", "responses": "demo-panel"}
# Views of one mitigation, which has to be named.
OF_ONE = ("mitigation", "mitigation_answers")
KINDS: dict[str, type] = {"string": str, "integer": int, "number": float, "boolean": bool}


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


def address(api: str, view: str, format_name: str, query: str = "") -> str:
    """The address of a view that has rows."""
    study = f"study={STUDIES[view]}" if view in STUDIES else ""
    one = f"id={EXAMPLE}" if view in OF_ONE and "id=" not in query else ""
    return f"{api}/{view}.{format_name}?{'&'.join(part for part in (study, one, query) if part)}"


def rows_of(reply: Reply, format_name: str, columns: Mapping[str, Column]) -> list[Row]:
    """The rows of a view; an error where a value is not of its column's kind, or is missing."""
    assert reply.status == 200, reply.body
    read = {"csv": _from_csv, "json": _from_json, "parquet": _from_parquet}[format_name]
    rows = read(reply, columns)
    for row in rows:
        assert list(row) == list(columns)
        for name, value in row.items():
            kind = KINDS[columns[name].kind]
            assert type(value) is kind or (value is None and columns[name].may_be_empty), name
    return rows


def _from_csv(reply: Reply, columns: Mapping[str, Column]) -> list[Row]:
    """``int`` refuses a whole number that is written with a decimal point."""
    reader = csv.DictReader(io.StringIO(reply.body.decode(), newline=""))
    assert reader.fieldnames == list(columns)
    return [
        {name: _read(KINDS[columns[name].kind], text) for name, text in row.items()}
        for row in reader
    ]


def _read(kind: type, text: str) -> Any:
    if not text:
        return None
    return {"True": True, "False": False}[text] if kind is bool else kind(text)


def _from_json(reply: Reply, _columns: Mapping[str, Column]) -> list[Row]:
    return list(reply.json()["data"])


def _from_parquet(reply: Reply, columns: Mapping[str, Column]) -> list[Row]:
    table = pq.read_table(io.BytesIO(reply.body))
    assert table.column_names == list(columns)
    return list(table.to_pylist())


def rows_of_frame(frame: pd.DataFrame, columns: Mapping[str, Column]) -> list[Row]:
    """The rows of a frame; None where a value is missing."""
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in records(frame[list(columns)])
    ]
