"""The OpenAPI 3.1 description of the data API."""

from typing import Any

from api.views import VIEWS, View
from queries import filters
from queries.build_info import SOFTWARE_VERSION
from queries.columns import Column
from queries.filters import Filters

Node = dict[str, Any]

# Parameters of a page's address that do not change the rows: accepted, so that the query string of
# any page can be used as it is.
APPEARANCE = {"chart": "Form of the chart on the page.", "view": "Open tab of the page."}
MEANINGS = {
    "study": "The survey.",
    "affiliation": "Only respondents with one of these affiliations; repeat the key for several.",
    "expertise": "Only respondents with one of these kinds of expertise; repeat the key.",
    "risk_area": "Only answers about one of these risk areas; repeat the key.",
    "category": "Only items under these codes of the taxonomy; repeat the key.",
    "search": "Only items whose label or statement contains all these words.",
    "base": "What shares are of: all respondents, or those with an opinion.",
    "split": "One row a group of this dimension.",
    "sort": "Order of the rows.",
    "min_n": "Only rows with at least so many answers in the base.",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
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
    for view in VIEWS:
        for name in MEDIA_TYPES:
            paths[f"/{view.name}.{name}"] = {"get": _operation(view, name)}
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
    found = {
        "description": summary,
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
    return {"get": {"summary": summary, "responses": {"200": found}}}


def _operation(view: View, format_name: str) -> Node:
    names = (*filters.PARAMETERS, *APPEARANCE)
    wrong = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": f"{view.name}_{format_name}",
        "summary": view.summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
        "responses": {
            "200": {
                "description": view.summary,
                "content": {MEDIA_TYPES[format_name]: {"schema": _schema(view, format_name)}},
            },
            "304": {"description": "Not changed since the version named in If-None-Match."},
            "400": {"description": "A parameter or value there is not.", "content": wrong},
        },
    }


def _schema(view: View, format_name: str) -> Node:
    if format_name != "json":
        columns = "; ".join(f"{name}: {column.meaning}" for name, column in view.columns.items())
        return {"type": "string", "description": f"One row a line. Columns: {columns}"}
    row = {
        "type": "object",
        "required": list(view.columns),
        "properties": {name: _property(column) for name, column in view.columns.items()},
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
    allowed = filters.choices(filters.DEFAULT_STUDY)
    default = Filters()
    found: Node = {}
    for name in filters.PARAMETERS:
        schema: Node = {"type": "string"}
        if choices := allowed.values.get(name):
            schema["examples"] = [choice.value for choice in choices]
        if name == "search":
            schema["maxLength"] = filters.LONGEST_SEARCH
        if name == "min_n":
            schema = {"type": "integer", "minimum": 0, "maximum": filters.LARGEST_MIN_N}
        if name in filters.REPEATABLE:
            schema = {"type": "array", "items": schema}
        else:
            schema["default"] = getattr(default, name)
        found[name] = _parameter(name, MEANINGS[name], schema)
    for name, meaning in APPEARANCE.items():
        found[name] = _parameter(name, f"{meaning} Does not change the rows.", {"type": "string"})
    return found


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
