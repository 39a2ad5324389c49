"""Which measures experts would combine: how often two stand in the same preferred combination."""

import pandas as pd

from queries.build_info import data_version
from queries.database import cached, run
from queries.study import sources
from views.agreement.filters import AgreementFilters
from views.combinations.columns import COMBINATIONS
from views.filter_kinds import sql_parameters

MOST_DRAWN = 12


@cached
def combinations(filters: AgreementFilters) -> pd.DataFrame:
    """One row for each two items, and each with itself: the columns ``COMBINATIONS``.

    What is chosen most often comes first. All respondents are counted, whatever their affiliation
    and expertise; of studies that did not ask for combinations there are no rows.
    """
    rows = run("combinations", sql_parameters(filters))
    basis, source = next(iter(sources()[filters.study].items()))
    whole = dict.fromkeys(("n", "n_combinations"), "int64")
    return rows.assign(
        study_id=filters.study, basis=basis, source=source, data_version=data_version()
    )[list(COMBINATIONS)].astype(whole)
