"""What to cite with a view: the view itself, and where its figures come from."""

from datetime import date

from exports.citations import Work, database_work, study_work, view_work
from exports.exhibit import Exhibit
from queries.agreement import Study, real_studies, studies
from queries.build_info import data_version
from queries.filters import DEFAULT_STUDY
from queries.mitigation_record import mitigation_record
from views.permalinks import Permalink

OF_MITIGATIONS = ("taxonomy", "evidence", "mitigation")


def works_of(permalink: Permalink, exhibit: Exhibit, accessed: date) -> list[Work]:
    """The view as it was on a day, then the studies and the database that it shows."""
    shown = studies_of(permalink)
    simulated = any(study.simulated for study in shown)
    database = [database_work()] if permalink.page in OF_MITIGATIONS else []
    view = view_work(exhibit, data_version(), simulated, accessed)
    return [view, *map(study_work, shown), *database]


def studies_of(permalink: Permalink) -> list[Study]:
    """The studies whose figures a view shows."""
    match permalink.page:
        case "":
            return [studies()[DEFAULT_STUDY]]
        case "evidence":
            return real_studies()
        case "taxonomy":
            return []
        case "mitigation":
            record = mitigation_record(permalink.filters.id)
            return [asked.study for asked in record.asked_in] if record else []
        case _:
            return [studies()[permalink.filters.study]]
