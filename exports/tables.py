"""Tables as CSV, JSON and Parquet."""

import json
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from queries.column import Column

METADATA_KEY = b"common_ground"
ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def to_csv(rows: pd.DataFrame) -> bytes:
    """UTF-8, comma-separated, one header line, dot as decimal sign, empty where not determined."""
    return rows.to_csv(index=False, lineterminator="\n").encode("utf-8")


def to_json(rows: pd.DataFrame, meta: Mapping[str, object]) -> bytes:
    """An object with ``meta`` and ``data``, the rows; null where not determined."""
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return json.dumps({"meta": meta, "data": records}, ensure_ascii=False).encode("utf-8")


def to_parquet(
    rows: pd.DataFrame, meta: Mapping[str, object], columns: Mapping[str, Column]
) -> bytes:
    """Parquet with the types of ``columns``, their meanings in the fields' metadata, and ``meta``
    as JSON in the file's metadata under ``common_ground``; null where not determined."""
    schema = pa.schema(
        [
            pa.field(name, ARROW_TYPES[column.kind], metadata={"description": column.meaning})
            for name, column in columns.items()
        ],
        metadata={METADATA_KEY: json.dumps(meta, ensure_ascii=False).encode("utf-8")},
    )
    table = pa.Table.from_pandas(rows[list(columns)], schema=schema, preserve_index=False)
    table = table.replace_schema_metadata(schema.metadata)
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer)
    return buffer.getvalue().to_pybytes()
