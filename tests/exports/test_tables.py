import csv
import io
import json

import pandas as pd
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from exports.tables import to_csv, to_json, to_parquet
from queries.column import Column

COLUMNS = {
    "name": Column("string", "Name", "A name."),
    "people": Column("integer", "People", "People (count).", may_be_empty=True),
    "share": Column("number", "Share", "A share (0 to 1).", may_be_empty=True),
}
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)
Rows = list[tuple[str, int | None, float | None]]
rows_of_any_kind = st.lists(
    st.tuples(
        texts,
        st.none() | st.integers(0, 10**9),
        st.none() | st.floats(0, 1),
    ),
    max_size=6,
)


def frame(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": pd.Series([row[0] for row in rows], dtype=object),
            "people": pd.array([row[1] for row in rows], dtype="Int64"),
            "share": pd.array([row[2] for row in rows], dtype="float64"),
        }
    )


@given(rows_of_any_kind)
def test_a_csv_reader_gets_back_every_value(rows: Rows) -> None:
    read = list(csv.DictReader(io.StringIO(to_csv(frame(rows)).decode("utf-8"), newline="")))
    assert [row["name"] for row in read] == [row[0] for row in rows]
    assert [int(row["people"]) if row["people"] else None for row in read] == [
        row[1] for row in rows
    ]
    assert [float(row["share"]) if row["share"] else None for row in read] == [
        row[2] for row in rows
    ]


@given(rows_of_any_kind)
def test_json_has_the_rows_and_what_to_know_about_them(rows: Rows) -> None:
    read = json.loads(to_json(frame(rows), {"sentence": "Of 51 experts …"}))
    assert read["meta"] == {"sentence": "Of 51 experts …"}
    assert [tuple(row.values()) for row in read["data"]] == rows


@given(rows_of_any_kind)
def test_parquet_keeps_types_meanings_and_what_to_know(rows: Rows) -> None:
    table = pq.read_table(io.BytesIO(to_parquet(frame(rows), {"base": "opinion"}, COLUMNS)))
    assert [str(kind) for kind in table.schema.types] == ["string", "int64", "double"]
    assert table.schema.field("people").metadata[b"description"] == b"People (count)."
    assert json.loads(table.schema.metadata[b"common_ground"]) == {"base": "opinion"}
    assert [tuple(row.values()) for row in table.to_pylist()] == rows
