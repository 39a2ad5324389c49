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
from views.citations import studies_of, works_of
from views.files import BY_NAME
from views.permalinks import Permalink, exhibit_of, filters_of


def bundle_file(name: str, permalink: Permalink, server: str) -> bytes:
    """A table of a view as a bundle made now; ``server`` as in ``permalinks.link_to``."""
    return to_bundle(bundled(name, permalink, server, datetime.now(UTC)))


def bundled(name: str, permalink: Permalink, server: str, made: datetime) -> Bundled:
    """What the bundle is made of."""
    table = BY_NAME[name]
    exhibit = exhibit_of(permalink, server)
    answer, questions = with_questions(lambda: table.answer(permalink.filters))
    concerned = studies_of(permalink)
    filters = answer.meta["filters"]
    return Bundled(
        exhibit=exhibit,
        view=name,
        query=filters_of(permalink),
        filters=str(filters.get("in_words", "")) if isinstance(filters, dict) else "",
        rows=answer.rows,
        columns=table.columns,
        questions=questions,
        works=tuple(works_of(permalink, exhibit, made.date())),
        sources=(*map(study_source, concerned), DATABASE_SOURCE, TAXONOMY_SOURCE),
        licence=licence_of(concerned),
        data_version=data_version(),
        made=made,
    )
