"""What a view can be taken away as: its tables and its picture, each in several formats."""

from collections.abc import Callable
from dataclasses import dataclass

from exports.chart_images import to_pdf, to_png, to_svg
from exports.exhibit import Exhibit
from exports.formats import FORMATS
from exports.presentations import MEDIA_TYPE, to_pptx
from exports.slide import Deck
from queries.build_info import data_version
from queries.column import Column
from views.agreement.columns import AGREEMENT
from views.decks import Step, slide_of
from views.permalinks import Permalink, exhibit_of, file_stem, filters_of
from views.registry import tables
from views.view import Table, TableResult

PROVENANCE = {
    "filters": Column("string", "Filters", "What was asked for, as a query string."),
    "data_version": AGREEMENT["data_version"],
}


@dataclass(frozen=True, eq=False)
class PictureFormat:
    """A format of pictures: its name, its media type, and how a file of a view is made."""

    name: str
    media_type: str
    to_file: Callable[[Permalink, str], bytes]


def _picture(to_file: Callable[[Exhibit], bytes]) -> Callable[[Permalink, str], bytes]:
    return lambda permalink, server: to_file(exhibit_of(permalink, server))


def _slide(permalink: Permalink, server: str) -> bytes:
    slide = slide_of(Step(permalink), server)
    return to_pptx(Deck(slide.exhibit.title, (slide,), data_version()))


# By the ending of the file.
PICTURES = {
    "png": PictureFormat("PNG", "image/png", _picture(to_png)),
    "svg": PictureFormat("SVG", "image/svg+xml", _picture(to_svg)),
    "pdf": PictureFormat("PDF", "application/pdf", _picture(to_pdf)),
    "pptx": PictureFormat("PowerPoint slide", MEDIA_TYPE, _slide),
}


def table_named(name: str) -> Table:
    """A table of any view."""
    _, table = tables()[name]
    return table


def rows_with_provenance(name: str, permalink: Permalink) -> TableResult:
    """A table of a view, with where it comes from in every row."""
    result = table_named(name).result(permalink.filters)
    provenance = {"filters": filters_of(permalink), "data_version": data_version()}
    columns = result.columns or table_named(name).columns
    return TableResult(result.rows.assign(**provenance), result.meta, {**columns, **PROVENANCE})


def rows_file(name: str, permalink: Permalink, ending: str) -> bytes:
    """A table of a view as a file, all rows."""
    result = rows_with_provenance(name, permalink)
    return FORMATS[ending].to_file(result.rows, result.meta, result.columns or {})


def rows_file_name(name: str, permalink: Permalink, ending: str) -> str:
    """What the file of a table is called."""
    return f"{file_stem(name, permalink.filters)}.{ending}"
