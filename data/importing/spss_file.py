"""Read an SPSS file of answers in a process of its own: a damaged one can end the process."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from data.importing.csv_file import column_places
from data.importing.problems import UnusableFileError

# What is held in memory at once.
MOST_CELLS = 5_000_000


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
    parquet = folder / "spss.parquet"
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        try:
            process.submit(_write, file, dict(columns), parquet).result()
        except BrokenProcessPool:
            raise SpssError("it is damaged") from None
    return parquet


def _write(file: Path, columns: Mapping[str, str], parquet: Path) -> None:
    schema = pa.schema([(called, pa.string()) for called in columns])
    try:
        with pq.ParquetWriter(parquet, schema) as writer:
            for batch in _batches(file, columns):
                writer.write_batch(batch)
    except UnusableFileError:
        raise
    except Exception as error:
        # Of a damaged file, the library raises errors of many kinds.
        raise SpssError(str(error)) from None


def _batches(file: Path, columns: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
    _, meta = pyreadstat.read_sav(file, metadataonly=True)
    column_places(list(meta.column_names), columns)
    chunks = pyreadstat.read_file_in_chunks(
        pyreadstat.read_sav,
        file,
        chunksize=max(1, MOST_CELLS // len(columns)),
        usecols=list(columns.values()),
    )
    for frame, _ in chunks:
        yield pa.record_batch(
            {
                called: _texts(frame[name], meta.variable_value_labels.get(name, {}))
                for called, name in columns.items()
            }
        )


def _texts(values: pd.Series, labels: Mapping[float | int, str]) -> pa.Array:
    texts = {value: labels.get(value) or _plain(value) for value in values.dropna().unique()}
    return pa.array(values.map(texts).astype(object).where(values.notna(), None), pa.string())


def _plain(value: object) -> str:
    """A value as text, a whole number without decimals."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
