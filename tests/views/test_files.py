"""Other programs read from every file what the view shows, and where it comes from."""

import io
import json
import math
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from data.answer_options import ANSWER_LABELS
from exports.formats import FORMATS
from queries.build_info import data_version
from queries.records import records
from tests.samples import sample
from tests.views.some_views import ADDRESSES, SERVER, view_at
from views.agreement.filters import BASES
from views.files import (
    PICTURES,
    PROVENANCE,
    rows_file,
    rows_file_name,
    rows_with_provenance,
    table_named,
)
from views.mitigation.columns import CLOSENESS, RELATIONS
from views.permalinks import Permalink, exhibit_of, filters_of, tables_of
from views.registry import tables

pytestmark = pytest.mark.slow

SAID_IN_PICTURES = ("agreement?category=1.2", "agreement?study=uuk2024", "evidence?part=1")
Rows = list[dict[str, Any]]
Read = Callable[[bytes, Path], Rows]


def from_csv(content: bytes, _folder: Path) -> Rows:
    return records(pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False))


def from_xlsx(content: bytes, _folder: Path) -> Rows:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    header, *lines = book["Data"].iter_rows(values_only=True)
    return [dict(zip(map(str, header), line, strict=True)) for line in lines]


def from_parquet(content: bytes, _folder: Path) -> Rows:
    return list(pq.read_table(io.BytesIO(content)).to_pylist())


def from_json(content: bytes, _folder: Path) -> Rows:
    return list(json.loads(content)["data"])


def from_sav(content: bytes, folder: Path) -> Rows:
    return _labelled(pyreadstat.read_sav, folder / "rows.sav", content)


def from_dta(content: bytes, folder: Path) -> Rows:
    return _labelled(pyreadstat.read_dta, folder / "rows.dta", content)


LABELLED: dict[str, Mapping[str, str]] = {
    "answer": ANSWER_LABELS,
    "base": BASES,
    "relation": RELATIONS,
    "closeness": CLOSENESS,
}


# Columns that have labels in every table; others have them where a table says so.
EVERYWHERE = ("answer", "base")


def _labelled(read: Callable[..., Any], file: Path, content: bytes) -> Rows:
    file.write_bytes(content)
    rows, about = read(file)
    for column, labels in LABELLED.items():
        if column in rows and (column in EVERYWHERE or column in about.variable_value_labels):
            assert set(about.variable_value_labels[column].values()) == set(labels.values())
            values = dict(enumerate(labels, start=1))
            rows[column] = [
                None if pd.isna(number) else values[int(number)] for number in rows[column]
            ]
    return records(rows)


READERS: dict[str, Read] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "parquet": from_parquet,
    "json": from_json,
    "sav": from_sav,
    "dta": from_dta,
}


def known(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def same(read: Any, value: Any) -> bool:
    """Whether a value that was read is the one that was written."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return not known(read) or read == ""
    if isinstance(value, bool):
        return read in (value, str(value), float(value))
    if isinstance(value, int | float):
        return known(read) and read != "" and math.isclose(float(read), value, rel_tol=1e-12)
    return read == value or (value == "" and read is None)


def test_there_is_a_reader_for_every_format(invented_panels: None) -> None:
    assert set(READERS) == set(FORMATS)
    taken = {name for address in ADDRESSES for name in tables_of(view_at(address))}
    assert taken == set(tables())


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_file_holds_the_rows_and_where_they_come_from(
    address: str, ending: str, tmp_path: Path
) -> None:
    view = view_at(address)
    for name in tables_of(view):
        expected = records(rows_with_provenance(name, view).rows)
        read = READERS[ending](rows_file(name, view, ending), tmp_path)
        assert len(read) == len(expected)
        for one, row in zip(read, expected, strict=True):
            assert set(one) == set(row)
            wrong = {column: one[column] for column in row if not same(one[column], row[column])}
            assert wrong == {}, name
            assert one["data_version"] == data_version()
            assert (one["filters"] or "") == filters_of(view)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_rows_are_those_of_the_table_with_two_columns_more(address: str) -> None:
    view = view_at(address)
    for name in tables_of(view):
        rows, table = rows_with_provenance(name, view).rows, table_named(name)
        assert set(rows) == set(table.columns) | set(PROVENANCE)
        pd.testing.assert_frame_equal(
            rows[[column for column in table.columns if column != "data_version"]],
            table.result(view.filters).rows.drop(columns="data_version", errors="ignore"),
        )


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_name_of_a_file_says_the_study(address: str) -> None:
    view = view_at(address)
    study = getattr(view.filters, "study", None)
    for name, ending in product(tables_of(view), FORMATS):
        file_name = rows_file_name(name, view, ending)
        assert file_name.startswith(f"common-ground_{name}_")
        assert file_name.endswith(f"_{data_version()}.{ending}")
        assert study is None or study in file_name


def in_svg(content: bytes) -> str:
    root = ElementTree.fromstring(content)
    return " ".join(
        " ".join(part.itertext()) for part in root.iter("{http://www.w3.org/2000/svg}text")
    )


def in_pdf(content: bytes) -> str:
    (page,) = PdfReader(io.BytesIO(content)).pages
    return page.extract_text()


def in_pptx(content: bytes) -> str:
    slides = Presentation(io.BytesIO(content)).slides
    shapes = [shape for slide in slides for shape in slide.shapes if shape.has_text_frame]
    return " ".join(shape.text_frame.text for shape in shapes)


def on_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("ending", "read"), {"svg": in_svg, "pdf": in_pdf, "pptx": in_pptx}.items()
)
@pytest.mark.parametrize("address", SAID_IN_PICTURES)
def test_a_picture_holds_what_the_view_says(
    address: str, ending: str, read: Callable[[bytes], str]
) -> None:
    view = view_at(address)
    exhibit = exhibit_of(view, SERVER)
    shown = on_one_line(read(PICTURES[ending].to_file(view, SERVER)))
    for text in (exhibit.title, exhibit.base, exhibit.sentence, data_version()):
        assert on_one_line(text) in shown


@pytest.mark.parametrize("address", sample(ADDRESSES, each=4))
def test_every_picture_of_every_view_is_one(address: str) -> None:
    view = view_at(address)
    made = {ending: PICTURES[ending].to_file(view, SERVER) for ending in PICTURES}
    ElementTree.fromstring(made["svg"])
    assert len(PdfReader(io.BytesIO(made["pdf"])).pages) == 1
    with Image.open(io.BytesIO(made["png"])) as picture:
        assert picture.format == "PNG"
        assert picture.width > 1000
    presentation = Presentation(io.BytesIO(made["pptx"]))
    pictures = [
        shape for slide in presentation.slides for shape in slide.shapes if hasattr(shape, "image")
    ]
    assert len(pictures) >= len(exhibit_of(view, SERVER, 440).panels)


def test_a_picture_links_to_its_view() -> None:
    view: Permalink = view_at("agreement?category=1.2")
    link = exhibit_of(view, SERVER).link.replace("&", "&amp;")
    assert link in PICTURES["svg"].to_file(view, SERVER).decode()
