"""What a view can be taken away as: its tables and its picture, each in several formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from exports.chart_images import to_pdf, to_png, to_svg
from exports.deck import Deck
from exports.exhibit import Exhibit
from exports.labelled import to_dta, to_sav
from exports.presentations import to_pptx
from exports.spreadsheets import to_xlsx
from exports.tables import to_csv, to_json, to_parquet
from queries.build_info import data_version
from queries.columns import AGREEMENT, Column
from views.decks import Step, slide_of
from views.permalinks import Permalink, exhibit_of, filters_of
from views.tables import TABLES, Table, TableResult, file_stem

About = Mapping[str, object]
Columns = Mapping[str, Column]

BY_NAME = {table.name: table for table in TABLES}
PROVENANCE = {
    "filters": Column("string", "Filters", "What was asked for, as a query string."),
    "data_version": AGREEMENT["data_version"],
}


@dataclass(frozen=True, eq=False)
class Format:
    """A format of tables: its name, its media type, and how a file of it is made."""

    name: str
    media_type: str
    made: Callable[[pd.DataFrame, About, Columns], bytes]


@dataclass(frozen=True, eq=False)
class PictureFormat:
    """A format of pictures: its name, its media type, and how a file of it is made."""

    name: str
    media_type: str
    made: Callable[[Permalink, str], bytes]


def _picture(made: Callable[[Exhibit], bytes]) -> Callable[[Permalink, str], bytes]:
    return lambda permalink, server: made(exhibit_of(permalink, server))


def _slide(permalink: Permalink, server: str) -> bytes:
    slide = slide_of(Step(permalink), server)
    return to_pptx(Deck(slide.exhibit.title, (slide,), data_version()))


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
# By the ending of the file.
FORMATS = {
    "csv": Format("CSV", "text/csv", lambda rows, _about, _columns: to_csv(rows)),
    "xlsx": Format("Excel", WORKBOOK, to_xlsx),
    "parquet": Format("Parquet", "application/vnd.apache.parquet", to_parquet),
    "json": Format("JSON", "application/json", lambda rows, about, _columns: to_json(rows, about)),
    "sav": Format(
        "SPSS", "application/x-spss-sav", lambda rows, _about, columns: to_sav(rows, columns)
    ),
    "dta": Format(
        "Stata", "application/x-stata-dta", lambda rows, _about, columns: to_dta(rows, columns)
    ),
}
PICTURES = {
    "png": PictureFormat("PNG", "image/png", _picture(to_png)),
    "svg": PictureFormat("SVG", "image/svg+xml", _picture(to_svg)),
    "pdf": PictureFormat("PDF", "application/pdf", _picture(to_pdf)),
    "pptx": PictureFormat("PowerPoint slide", SLIDES, _slide),
}


def answer_of(name: str, permalink: Permalink) -> TableResult:
    """A table of a view, with where it comes from in every row."""
    answer = BY_NAME[name].answer(permalink.filters)
    provenance = {"filters": filters_of(permalink), "data_version": data_version()}
    return TableResult(answer.rows.assign(**provenance), answer.meta)


def columns_of(table: Table) -> Columns:
    """The columns of ``answer_of``."""
    return table.columns | PROVENANCE


def rows_file(name: str, permalink: Permalink, ending: str) -> bytes:
    """A table of a view as a file, all rows."""
    answer = answer_of(name, permalink)
    return FORMATS[ending].made(answer.rows, answer.meta, columns_of(BY_NAME[name]))


def picture_file(permalink: Permalink, server: str, ending: str) -> bytes:
    """The picture of a view as a file; ``server`` as in ``permalinks.link_to``."""
    return PICTURES[ending].made(permalink, server)


def rows_file_name(name: str, permalink: Permalink, ending: str) -> str:
    """What the file of a table is called."""
    return f"{file_stem(name, permalink.filters)}.{ending}"
