"""How many words each statement has."""

import pandas as pd

from queries.build_info import data_version
from queries.database import cached, run
from tests.recipes.toy_view.columns import TOY
from tests.recipes.toy_view.filters import ToyFilters
from views.filter_kinds import sql_parameters


@cached
def toy(filters: ToyFilters) -> pd.DataFrame:
    """One row a statement, the longest first: the columns ``TOY``."""
    rows = run("toy", sql_parameters(filters))
    return rows.assign(data_version=data_version())[list(TOY)]
