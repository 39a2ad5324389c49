"""The data package: what the files of facts hold, as the schema and ``description.toml`` say it."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data.building.study_folder import study_resources

BUILDING = Path(__file__).parent
FIELD_TYPES: Mapping[str, Mapping[str, object]] = {
    "VARCHAR": {"type": "string"},
    "INTEGER": {"type": "integer"},
    "SMALLINT": {"type": "integer"},
    "DOUBLE": {"type": "number"},
    "BOOLEAN": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "DATE": {"type": "date"},
}
# Details of a column that do not limit its values.
PROPERTIES = ("type", "format", "description")

Described = dict[str, Any]


@dataclass(frozen=True)
class Schema:
    """What ``schema.sql`` says: of each column, by table and name, and of the keys of each table,
    as ``schema_columns.sql`` and ``schema_keys.sql`` give them."""

    columns: Mapping[tuple[str, str], Described]
    keys: list[Described]


def read_description(data: Path) -> Described:
    """What the schema does not say of the files of facts under ``data``."""
    return tomllib.loads((data / "facts" / "description.toml").read_text(encoding="utf-8"))


def tables(description: Described) -> dict[str, str]:
    """The table that the rows of each file go into, parents before children; other files are left
    out."""
    files = description["files"].items()
    return {name: file["table"] for name, file in files if "table" in file}


def data_package(data: Path) -> Described:
    """The descriptor of the files of facts (Data Package 2.0), with paths from ``data`` on."""
    description = read_description(data)
    schema = _schema(data)
    licenses = [description["licence"]]
    sources = description["sources"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **description["package"],
        "sources": list(sources.values()),
        "licenses": licenses,
        "resources": [
            {
                "name": name,
                "type": "table",
                "title": file["title"],
                "description": file["description"],
                "path": f"facts/{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "sources": [sources[source] for source in file["sources"]],
                "licenses": licenses,
                "schema": _file_schema(name, description, schema),
            }
            for name, file in description["files"].items()
        ]
        + list(study_resources(data)),
    }


def write_data_package(data: Path) -> None:
    """Write ``datapackage.json`` beside the facts, for programs that read data packages."""
    text = json.dumps(data_package(data), ensure_ascii=False, indent=2)
    (data / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")


def _schema(data: Path) -> Schema:
    with duckdb.connect() as connection:
        connection.execute((data / "building" / "schema.sql").read_text(encoding="utf-8"))
        columns, keys = (
            connection.sql((BUILDING / f"{query}.sql").read_text(encoding="utf-8"))
            .to_arrow_table()
            .to_pylist()
            for query in ("schema_columns", "schema_keys")
        )
    return Schema({(row["table_name"], row["column_name"]): row for row in columns}, keys)


def _file_schema(name: str, description: Described, schema: Schema) -> Described:
    """The Table Schema of a file."""
    file = description["files"][name]
    table = file.get("table") or file.get("columns_of")
    keys = [
        key
        for key in schema.keys
        if key["table_name"] == table and set(key["columns"]) <= set(file["columns"])
    ]
    primary = [key["columns"] for key in keys if not key["other_table"]]
    key = file.get("key") or next(iter(primary), None)
    fields = []
    for column in file["columns"]:
        details = file.get("details", {}).get(column, {})
        field = _field(schema.columns.get((table, column), {}), details, description)
        field["constraints"] |= {"unique": True} if key == [column] else {}
        fields.append({"name": column, **field})
    references = [*_references(keys, tables(description)), *_further_references(file)]
    return {
        "fields": fields,
        "missingValues": [""],
        **({"primaryKey": key} if key else {}),
        "foreignKeys": [_within(name, reference) for reference in references],
    }


def _field(column: Described, details: Described, description: Described) -> Described:
    """A field but for its name; ``details`` are added to what the schema says of the column, or
    take its place."""
    limits = {
        "required": column.get("required") or None,
        "enum": column.get("one_of"),
        "minimum": column.get("minimum"),
        "maximum": column.get("maximum"),
        **{name: value for name, value in details.items() if name not in PROPERTIES},
    }
    if isinstance(limits["enum"], str):
        limits["enum"] = [one for some in description[limits["enum"]].values() for one in some]
    return {
        **FIELD_TYPES.get(column.get("data_type", ""), {}),
        "description": column.get("description"),
        **{name: value for name, value in details.items() if name in PROPERTIES},
        "constraints": {name: value for name, value in limits.items() if value is not None},
    }


def _references(keys: list[Described], table_of: Mapping[str, str]) -> Iterator[Described]:
    """The foreign keys of a table that lead to a table made of a file."""
    file_of = {table: file for file, table in table_of.items()}
    for key in keys:
        if key["other_table"] in file_of:
            other = {"resource": file_of[key["other_table"]], "fields": key["other_columns"]}
            yield {"fields": key["columns"], "reference": other}


def _further_references(file: Described) -> Iterator[Described]:
    for column, place in file.get("references", {}).items():
        resource, other = place.split(".")
        yield {"fields": [column], "reference": {"resource": resource, "fields": [other]}}


def _within(name: str, key: Described) -> Described:
    """A foreign key as a file of this name has it: one to itself does not name the file."""
    other = key["reference"]
    return key if other["resource"] != name else {**key, "reference": {"fields": other["fields"]}}
