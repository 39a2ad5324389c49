"""A file with simulated answers says so in its name, and in all that is said of its rows."""

import io
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest

from exports.tables import METADATA_KEY
from tests.api.asking import FORMATS, ask
from views.tables import TABLES

SIMULATED = ("demo-panel", "demo-panel-feasibility")
OF_STUDIES = ("agreement", "cells", "findings", "compare")


@pytest.mark.parametrize("name", OF_STUDIES)
@pytest.mark.parametrize("study", SIMULATED)
@pytest.mark.parametrize("format_name", FORMATS)
def test_the_name_of_a_file_with_simulated_answers_says_so(
    api: str, name: str, study: str, format_name: str
) -> None:
    reply = ask(f"{api}/{name}.{format_name}?study={study}")
    assert reply.status == 200
    version = ask(f"{api}/health").json()["data_version"]
    assert reply.headers["Content-Disposition"] == (
        f'attachment; filename="common-ground_{name}_{study}-SIMULATED_{version}.{format_name}"'
    )


@pytest.mark.parametrize("view", [view.name for view in TABLES])
def test_no_other_file_is_called_simulated(api: str, view: str) -> None:
    name = ask(f"{api}/{view}.csv").headers["Content-Disposition"]
    assert "simulated" not in name.lower()


@pytest.mark.parametrize("name", OF_STUDIES)
@pytest.mark.parametrize("study", SIMULATED)
def test_simulated_answers_are_marked_inside_the_file_too(api: str, name: str, study: str) -> None:
    address = f"{api}/{name}"
    assert ask(f"{address}.json?study={study}").json()["meta"]["simulated"] is True
    assert ask(f"{address}.json").json()["meta"]["simulated"] is False
    table = pq.read_table(io.BytesIO(ask(f"{address}.parquet?study={study}").body))
    assert json.loads(table.schema.metadata[METADATA_KEY])["simulated"] is True
    everything = "&at_least=0&at_most=100" if name == "findings" else ""
    rows = pd.read_csv(io.BytesIO(ask(f"{address}.csv?study={study}{everything}").body))
    assert set(rows["basis"]) == {"simulated"}


def test_every_row_of_a_file_with_simulated_cells_names_its_source(api: str) -> None:
    rows = pd.read_csv(io.BytesIO(ask(f"{api}/cells.csv?study={SIMULATED[0]}").body))
    assert "source" in rows
