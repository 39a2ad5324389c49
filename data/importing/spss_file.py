"""Read an SPSS file of answers in a program of its own: a damaged one can end the program.

The program takes a file to read and one to write as arguments, and the columns as JSON from its
standard input. It prints, as JSON, the names of the file's columns, or why it cannot be read.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from data.importing.csv_file import column_places
from data.importing.problems import UnusableFileError
from data.paths import DATA

# What is held in memory at once.
MOST_CELLS = 5_000_000
PROGRAM = [sys.executable, "-m", "data.importing.spss_file"]


class SpssError(Exception):
    """A file cannot be read as SPSS; the message says why."""


def spss_as_parquet(file: Path, columns: Mapping[str, str], folder: Path) -> Path:
    """Write some columns of an SPSS file to a Parquet file in a folder, and return that.

    ``columns`` are the names of the columns, by what they are to be called. The label of a value,
    if it has one, stands for it.

    Raises
    ------
    UnusableFileError
        If the file lacks a column.
    SpssError
        If it cannot be read.
    """
    parquet = folder.absolute() / "spss.parquet"
    done = subprocess.run(  # noqa: S603 - our own program, its arguments are the names of files
        [*PROGRAM, str(file.absolute()), str(parquet)],
        input=json.dumps(dict(columns)),
        capture_output=True,
        check=False,
        cwd=DATA.parent,
        encoding="utf-8",
    )
    if done.returncode:
        raise SpssError("it is damaged")
    printed = json.loads(done.stdout)
    if "error" in printed:
        raise SpssError(printed["error"])
    column_places(printed["columns"], columns)
    return parquet


def _main() -> None:
    file, parquet = map(Path, sys.argv[1:])
    try:
        names = _write(file, json.load(sys.stdin), parquet)
    except Exception as error:
        # Of a damaged file, the library raises errors of many kinds.
        print(json.dumps({"error": str(error)}))
    else:
        print(json.dumps({"columns": names}))


def _write(file: Path, columns: Mapping[str, str], parquet: Path) -> list[str]:
    """Write the columns, if all are there, and return the names of all that are."""
    _, meta = pyreadstat.read_sav(file, metadataonly=True)
    names = list(meta.column_names)
    try:
        column_places(names, columns)
    except UnusableFileError:
        return names
    schema = pa.schema([(called, pa.string()) for called in columns])
    with pq.ParquetWriter(parquet, schema) as writer:
        for batch in _batches(file, columns, meta.variable_value_labels):
            writer.write_batch(batch)
    return names


def _batches(
    file: Path, columns: Mapping[str, str], labels: Mapping[str, Mapping[float | int, str]]
) -> Iterator[pa.RecordBatch]:
    chunks = pyreadstat.read_file_in_chunks(
        pyreadstat.read_sav,
        file,
        chunksize=max(1, MOST_CELLS // len(columns)),
        usecols=list(columns.values()),
    )
    for frame, _ in chunks:
        yield pa.record_batch(
            {called: _texts(frame[name], labels.get(name, {})) for called, name in columns.items()}
        )


def _texts(values: pd.Series, labels: Mapping[float | int, str]) -> pa.Array:
    texts = {value: labels.get(value) or _plain(value) for value in values.dropna().unique()}
    return pa.array(values.map(texts).astype(object).where(values.notna(), None), pa.string())


def _plain(value: object) -> str:
    """A value as text, a whole number without decimals."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


if __name__ == "__main__":
    _main()
