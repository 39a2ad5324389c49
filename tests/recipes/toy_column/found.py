"""The toy column is found wherever columns are. Run in a project that has it."""

import io
import zipfile

import pandas as pd

from api.openapi import description
from app import app
from tests.recipes.asking import get
from views.bundles import bundle_file
from views.files import rows_file
from views.permalinks import read_permalink

MEANING = "How many sets of answers fit the source."


def test_the_data_api_has_it() -> None:
    _, csv = get(app._user_routes, "/api/agreement.csv?split=affiliation")
    assert pd.read_csv(io.StringIO(csv))["ways"].max() > 1
    paths = description()["paths"]
    answer = paths["/agreement.json"]["get"]["responses"]["200"]["content"]["application/json"]
    row = answer["schema"]["properties"]["data"]["items"]["properties"]
    assert row["ways"] == {"type": "integer", "description": MEANING}


def test_files_and_codebook_have_it() -> None:
    permalink, _ = read_permalink("agreement", [])
    workbook = pd.read_excel(io.BytesIO(rows_file("agreement", permalink, "xlsx")), sheet_name=None)
    assert any("ways" in map(str, sheet.columns) for sheet in workbook.values())
    with zipfile.ZipFile(io.BytesIO(bundle_file("agreement", permalink, ""))) as bundle:
        (codebook,) = (name for name in bundle.namelist() if name.endswith("codebook.md"))
        assert MEANING in bundle.read(codebook).decode()
