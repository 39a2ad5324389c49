"""Shares that a study publishes as estimates, each with its interval."""

import pandas as pd

from queries.build_info import data_version
from queries.database import cached, run
from queries.study import studies
from views.agreement.filters import AgreementFilters
from views.estimates.columns import ESTIMATES
from views.filter_kinds import sql_parameters


@cached
def estimates(filters: AgreementFilters) -> pd.DataFrame:
    """One row an item of the question, highest estimate first: the columns ``ESTIMATES``.

    Of studies whose answers are counted, or of which only bounds are known, there are no rows.
    """
    return _estimates(sql_parameters(filters))


def item_estimate(study: str, item_id: str) -> pd.DataFrame:
    """The estimate of one item, as ``estimates`` has it; no row if there is none."""
    everything = sql_parameters(AgreementFilters(study=study)) | {"question": None}
    rows = _estimates(everything)
    return rows[rows["item_id"] == item_id].reset_index(drop=True)


def _estimates(parameters: dict[str, object]) -> pd.DataFrame:
    frame = run("estimates", parameters)
    study = studies()[str(parameters["study"])]
    rows = frame.astype(object).where(frame.notna(), None)
    return rows.assign(
        study_id=study.study_id, respondents=study.respondents, data_version=data_version()
    )[list(ESTIMATES)]
