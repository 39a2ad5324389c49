"""Files for SPSS and Stata, read back: what the values and columns are called in them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from data.answer_options import ANSWER_LABELS
from exports.labelled import LONGEST, to_dta, to_sav
from queries.column import Column
from views.agreement.columns import CELLS
from views.agreement.filters import AgreementFilters
from views.agreement.rows import cells

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
def test_counts_are_read_back_with_labels_of_answers(tmp_path: Path, kind: str) -> None:
    rows = cells(AgreementFilters())
    found, meta = read_back(tmp_path, kind, rows, CELLS, apply_value_formats=True)
    assert list(found.columns) == list(CELLS)
    assert found["n"].tolist() == rows["n"].tolist()
    assert found["answer"].tolist() == rows["answer"].map(ANSWER_LABELS).tolist()
    assert meta.variable_value_labels["answer"] == dict(enumerate(ANSWER_LABELS.values(), start=1))
    labels = meta.column_names_to_labels
    assert labels == {name: column.label[:LONGEST] for name, column in CELLS.items()}


@each_kind
def test_numbers_are_numbers_however_they_are_held(tmp_path: Path, kind: str) -> None:
    values = {"integer": [2024, None], "number": [0.5, None], "boolean": [True, False]}
    columns = {name: Column(name, name, "Something.", True) for name in values}
    rows = pd.DataFrame({name: pd.Series(one, dtype=object) for name, one in values.items()})
    found, _ = read_back(tmp_path, kind, rows, columns)
    assert found.iloc[0].tolist() == [2024.0, 0.5, 1.0]
    assert found.iloc[1].isna().tolist() == [True, True, False]
