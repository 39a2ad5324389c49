"""The OpenAPI 3.1 description of the data API."""

from typing import Any

from exports.formats import FORMATS
from queries.build_info import SOFTWARE_VERSION
from queries.column import Column
from views.filter_kinds import LONGEST_SEARCH, Filter, Text, WholeNumber, declarations
from views.registry import VIEWS, tables
from views.view import Page, Table

Node = dict[str, Any]

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
    for kind, table in tables().values():
        for ending in FORMATS:
            paths[f"/{table.name}.{ending}"] = {"get": _operation(kind.page, table, ending)}
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


def _operation(page: Page, table: Table, ending: str) -> Node:
    names = [f"{page.name}_{name}" for name in (*declarations(page.filters), *page.appearance)]
    wrong = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": f"{table.name}_{ending}",
        "summary": table.summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
        "responses": {
            "200": {
                "description": table.summary,
                "content": {FORMATS[ending].media_type: {"schema": _schema(table, ending)}},
            },
            "304": {"description": "Not changed since the version named in If-None-Match."},
            "400": {"description": "A parameter or value there is not.", "content": wrong},
        },
    }


def _of_scale(table: Table) -> str:
    """What to know of columns that depend on the scale."""
    if not table.of_scale:
        return ""
    return (
        ". Columns of counts are named after the answers of the study's scale; given are those of "
        "agreement. meta.scale of the JSON file lists the answers of the scale."
    )


def _schema(table: Table, ending: str) -> Node:
    if ending != "json":
        columns = "; ".join(f"{name}: {column.meaning}" for name, column in table.columns.items())
        return {
            "type": "string",
            "description": f"One row a line. Columns: {columns}{_of_scale(table)}",
        }
    row = {
        "type": "object",
        "required": [name for name in table.columns if name not in table.of_scale],
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
    """Every parameter of every page, by the page's name and its own."""
    parameters: Node = {}
    for page in (kind.page for kind in VIEWS):
        default = page.filters()
        for name, declared in declarations(page.filters).items():
            allowed = _allowed(declared, getattr(default, name), default)
            parameters[f"{page.name}_{name}"] = _parameter(name, declared.meaning, allowed)
        for name, appearance in page.appearance.items():
            meaning = f"{appearance.meaning} Does not change the rows."
            parameters[f"{page.name}_{name}"] = _parameter(name, meaning, {"type": "string"})
    return parameters


def _allowed(declared: Filter, default: object, filters: object) -> Node:
    schema: Node = {"type": "string"}
    choices = declared.choices_for(filters)
    if choices and choices.listed:
        schema["examples"] = list(choices.values())
    if isinstance(declared, Text):
        schema["maxLength"] = LONGEST_SEARCH
    if isinstance(declared, WholeNumber):
        schema = {"type": "integer", "minimum": 0, "maximum": declared.most}
    if declared.repeatable:
        return {"type": "array", "items": schema}
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
