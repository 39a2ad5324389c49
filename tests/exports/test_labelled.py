"""Files for SPSS and Stata, read back."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from exports.labelled import LONGEST, to_dta, to_sav
from queries.agreement import CELL_COLUMNS, COLUMNS, agreement, cells
from queries.columns import AGREEMENT, ANSWER_LABELS, CELLS, Column
from queries.filters import BASES, Filters
from queries.findings import FindingsFilters, findings
from queries.findings_columns import FINDINGS

Write = Callable[[pd.DataFrame, Mapping[str, Column]], bytes]
KINDS = {"sav": (to_sav, pyreadstat.read_sav), "dta": (to_dta, pyreadstat.read_dta)}
each_kind = pytest.mark.parametrize("kind", KINDS)


def read_back(
    folder: Path, kind: str, rows: pd.DataFrame, columns: Mapping[str, Column], **options: Any
) -> tuple[pd.DataFrame, Any]:
    write, read = KINDS[kind]
    file = folder / f"rows.{kind}"
    file.write_bytes(write(rows, columns))
    return read(file, **options)


@each_kind
def test_counts_are_read_back_with_labels_of_answers(
    built_database: object, tmp_path: Path, kind: str
) -> None:
    rows = cells(Filters())
    found, meta = read_back(tmp_path, kind, rows, CELLS, apply_value_formats=True)
    assert list(found.columns) == list(CELL_COLUMNS)
    assert found["n"].tolist() == rows["n"].tolist()
    assert found["answer"].tolist() == rows["answer"].map(ANSWER_LABELS).tolist()
    assert meta.variable_value_labels["answer"] == dict(enumerate(ANSWER_LABELS.values(), start=1))
    labels = meta.column_names_to_labels
    assert labels == {name: column.label[:LONGEST] for name, column in CELLS.items()}


@each_kind
def test_figures_are_read_back_and_empty_where_not_determined(
    built_database: object, tmp_path: Path, kind: str
) -> None:
    rows = agreement(Filters(split="affiliation"))[list(COLUMNS)]
    found, _ = read_back(tmp_path, kind, rows, AGREEMENT)
    for name, column in AGREEMENT.items():
        if column.kind in ("number", "integer"):
            expected = rows[name].astype("float64")
            pd.testing.assert_series_equal(found[name], expected, check_dtype=False)
    assert rows["median"].isna().any()
    assert set(found["base"]) == {list(BASES).index("respondents") + 1}
    assert found["label"].tolist() == rows["label"].tolist()


@each_kind
def test_yes_and_no_are_one_and_nought(built_database: object, tmp_path: Path, kind: str) -> None:
    rows = findings(FindingsFilters(group="Academia"))
    found, _ = read_back(tmp_path, kind, rows, FINDINGS)
    assert found["certain"].tolist() == [float(one) for one in rows["certain"]]
    assert set(found["certain"]) <= {0.0, 1.0}
