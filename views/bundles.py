"""The research bundle of a view: its rows, and all that is needed to check and to cite them."""

from datetime import UTC, datetime

from exports.research_bundle import (
    DATABASE_SOURCE,
    TAXONOMY_SOURCE,
    Bundled,
    licence_of,
    study_source,
    to_bundle,
)
from queries.build_info import data_version
from queries.questions import with_questions
from views.citations import works_of
from views.files import table_named
from views.permalinks import Permalink, exhibit_of, filters_of
from views.view import TableResult


def bundle_file(name: str, permalink: Permalink, server: str) -> bytes:
    """A table of a view as a bundle made now; ``server`` as in ``permalinks.link_to``."""
    return to_bundle(bundled(name, permalink, server, datetime.now(UTC)))


def bundled(name: str, permalink: Permalink, server: str, made: datetime) -> Bundled:
    """What the bundle is made of."""
    table = table_named(name)
    exhibit = exhibit_of(permalink, server)
    result, questions = with_questions(lambda: table.result(permalink.filters))
    studies = permalink.kind.studies(permalink.filters)
    return Bundled(
        exhibit=exhibit,
        view=name,
        query=filters_of(permalink),
        filters=_narrowed(result),
        rows=result.rows,
        columns=result.columns or table.columns,
        questions=questions,
        works=tuple(works_of(permalink, exhibit, made.date())),
        sources=(*map(study_source, studies), DATABASE_SOURCE, TAXONOMY_SOURCE),
        licence=licence_of(studies),
        data_version=data_version(),
        made=made,
    )


def _narrowed(result: TableResult) -> str:
    """The filters that hold for the rows, as a clause."""
    filters = result.meta["filters"]
    return str(filters["in_words"]) if isinstance(filters, dict) else ""
