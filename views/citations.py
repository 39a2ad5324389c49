"""What to cite with a view: the view itself, and where its figures come from."""

from datetime import date

from exports.citations import Work, database_work, risk_works, study_work, view_work
from exports.exhibit import Exhibit
from queries.build_info import data_version
from views.permalinks import Permalink


def works_of(permalink: Permalink, exhibit: Exhibit, accessed: date) -> list[Work]:
    """The view as it was on a day, then the studies and what else it shows."""
    kind = permalink.kind
    studies = kind.studies(permalink.filters)
    database = [database_work()] if kind.of_mitigations else []
    about_risks = risk_works() if kind.of_risks else []
    view = view_work(exhibit, data_version(), accessed)
    return [view, *map(study_work, studies), *database, *about_risks]
