"""The OpenAPI 3.1 description of the data API."""

from typing import Any

from queries.build_info import SOFTWARE_VERSION
from queries.columns import Column
from queries.filters import LARGEST_MIN_N
from queries.findings import PER_CENT
from queries.query_params import LONGEST_SEARCH
from views.parameters import FilterKind
from views.tables import TABLES, Table

Node = dict[str, Any]

LARGEST = {"min_n": LARGEST_MIN_N} | dict.fromkeys(PER_CENT, 100)

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
RECORD = {
    "operationId": "mitigation_record_json",
    "summary": "All that is known of one mitigation, as the Mitigation page shows it.",
    "parameters": [
        {
            "name": "mitigation_id",
            "in": "path",
            "required": True,
            "description": "Identifier in the MIT AI Risk Mitigation Database.",
            "schema": {"type": "string", "pattern": "^A[0-9]{4}$", "examples": ["A0197"]},
        }
    ],
    "responses": {
        "200": {
            "description": "The record.",
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["meta", "data"],
                        "properties": {"meta": {"type": "object"}, "data": {"type": "object"}},
                    }
                }
            },
        },
        "304": {"description": "Not changed since the version named in If-None-Match."},
        "404": {"description": "There is no such mitigation."},
    },
}
PROBLEM = {
    "type": "object",
    "required": ["error", "message", "parameter", "value", "allowed", "problems"],
    "properties": {
        "error": {"const": "bad_request"},
        "message": {"type": "string"},
        "parameter": {"type": "string", "description": "The first parameter that is wrong."},
        "value": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
        "problems": {"type": "array", "items": {"type": "object"}},
    },
}


def description() -> Node:
    """The whole description, for the data there are now."""
    paths: Node = {
        "/": _plain("What there is."),
        "/health": _plain("Version of the data and rows of each table."),
        "/openapi.json": _plain("This description."),
    }
    for table in TABLES:
        for name in MEDIA_TYPES:
            paths[f"/{table.name}.{name}"] = {"get": _operation(table, name)}
    paths["/mitigations/{mitigation_id}.json"] = {"get": RECORD}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Common Ground data API",
            "version": SOFTWARE_VERSION,
            "summary": "Where experts agree on what reduces risk from AI, as data.",
            "description": "The query string of a page gives the same rows here. Parameters may "
            "be given as listed or as they are called on the pages, in any case. Responses carry "
            "an ETag made from the data version.",
            "license": {"name": "Data: CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/api"}],
        "paths": paths,
        "components": {"schemas": {"Problem": PROBLEM}, "parameters": _parameters()},
    }


def _plain(summary: str) -> Node:
    response = {
        "description": summary,
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
    return {"get": {"summary": summary, "responses": {"200": response}}}


def _operation(table: Table, format_name: str) -> Node:
    taken = table.parameters
    names = [f"{taken.name}_{name}" for name in (*taken.meanings, *taken.appearance)]
    wrong = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": f"{table.name}_{format_name}",
        "summary": table.summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
        "responses": {
            "200": {
                "description": table.summary,
                "content": {MEDIA_TYPES[format_name]: {"schema": _schema(table, format_name)}},
            },
            "304": {"description": "Not changed since the version named in If-None-Match."},
            "400": {"description": "A parameter or value there is not.", "content": wrong},
        },
    }


def _schema(table: Table, format_name: str) -> Node:
    if format_name != "json":
        columns = "; ".join(f"{name}: {column.meaning}" for name, column in table.columns.items())
        return {"type": "string", "description": f"One row a line. Columns: {columns}"}
    row = {
        "type": "object",
        "required": list(table.columns),
        "properties": {name: _property(column) for name, column in table.columns.items()},
    }
    return {
        "type": "object",
        "required": ["meta", "data"],
        "properties": {
            "meta": {
                "type": "object",
                "required": ["filters", "sentence", "data_version", "citation"],
            },
            "data": {"type": "array", "items": row},
        },
    }


def _property(column: Column) -> Node:
    kind = [column.kind, "null"] if column.may_be_empty else column.kind
    return {"type": kind, "description": column.meaning}


def _parameters() -> Node:
    """Every parameter of every kind of table, by the kind's name and its own."""
    parameters: Node = {}
    for taken in {table.parameters.name: table.parameters for table in TABLES}.values():
        for name, meaning in taken.meanings.items():
            parameters[f"{taken.name}_{name}"] = _parameter(name, meaning, _allowed(taken, name))
        for name, appearance in taken.appearance.items():
            shown = _parameter(
                name, f"{appearance.meaning} Does not change the rows.", {"type": "string"}
            )
            parameters[f"{taken.name}_{name}"] = shown
    return parameters


def _allowed(taken: FilterKind, name: str) -> Node:
    schema: Node = {"type": "string"}
    if choices := taken.choices(taken.default).values.get(name):
        schema["examples"] = [choice.value for choice in choices]
    if name == "search":
        schema["maxLength"] = LONGEST_SEARCH
    if name in LARGEST:
        schema = {"type": "integer", "minimum": 0, "maximum": LARGEST[name]}
    if name in taken.repeatable:
        return {"type": "array", "items": schema}
    default = getattr(taken.default, name)
    return schema if default is None else schema | {"default": default}


def _parameter(name: str, meaning: str, schema: Node) -> Node:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": meaning,
        "style": "form",
        "explode": True,
        "schema": schema,
    }
