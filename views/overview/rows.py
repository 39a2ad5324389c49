"""The statements that the Overview shows: those with the most and with the least agreement."""

import pandas as pd

from queries.study import Study
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement

# How many statements with the most, and how many with the least agreement are shown.
EXTREMES = 5


def most_and_least_agreed(study: Study, count: int) -> pd.DataFrame:
    """The statements with the most and with the least agreement, ``count`` of each."""
    rows = agreement(AgreementFilters(study=study.study_id))
    return rows if len(rows) <= 2 * count else pd.concat([rows.head(count), rows.tail(count)])
