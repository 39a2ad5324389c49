"""A button that takes rows away."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from exports.tables import to_csv
from queries.build_info import data_version


def row_download(label: str, name: str, rows: Callable[[], pd.DataFrame]) -> None:
    """A button that makes a CSV file of rows when it is pressed, not before; each row has the
    version of the data."""
    st.download_button(
        label,
        data=lambda: to_csv(rows().assign(data_version=data_version())),
        file_name=f"common-ground_{name}_{data_version()}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
