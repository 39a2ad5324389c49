"""The toy filter is found wherever filters are. Run in a project that has it."""

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from api.openapi import description
from app import app
from exports.formats import FORMATS
from tests.recipes.asking import get
from views.bundles import bundle_file
from views.decks import Step, slide_of
from views.files import PICTURES, rows_file
from views.filter_kinds import describe
from views.permalinks import Permalink, address_of, exhibit_of, read_permalink

SERVER = "http://127.0.0.1:8501"
FRAME = Path(__file__).parents[3] / "pages" / "frame.py"
ADDRESS = "agreement?split=affiliation&known=exactly"
CLAUSE = "only rows that are known Exactly"
ROUTES = app._user_routes


@pytest.fixture
def permalink() -> Permalink:
    link, problems = read_permalink("agreement", [("split", "affiliation"), ("known", "exactly")])
    assert problems == []
    return link


def rows_at(address: str) -> pd.DataFrame:
    status, csv = get(ROUTES, address)
    assert status == 200
    return pd.read_csv(io.StringIO(csv))


def test_it_has_a_widget_bound_to_the_address() -> None:
    page = AppTest.from_file(str(FRAME), default_timeout=60).run()
    page.query_params["known"] = "exactly"
    page.switch_page("agreement.py").run()
    assert not page.exception
    assert not page.warning
    assert page.selectbox(key="known").label == "Known"
    assert page.selectbox(key="known").value == "exactly"


def test_the_data_api_filters_by_it() -> None:
    every = rows_at("/api/agreement.csv?split=affiliation")
    exact = rows_at(f"/api/agreement.csv?{ADDRESS.partition('?')[2]}")
    expected = every[every["agreement_low"] == every["agreement_high"]]
    assert 0 < len(expected) < len(every)
    assert sorted(exact["item_id"] + exact["group"]) == sorted(
        expected["item_id"] + expected["group"]
    )
    status, refusal = get(ROUTES, "/api/agreement.csv?known=roughly")
    assert status == 400
    assert json.loads(refusal)["allowed"] == ["any", "exactly"]


def test_the_description_of_the_api_has_it() -> None:
    described = description()["components"]["parameters"]["agreement_known"]
    assert described["description"] == "Only rows whose agreement is known exactly."
    assert described["schema"]["examples"] == ["any", "exactly"]


def test_sentences_and_permalinks_have_it(permalink: Permalink) -> None:
    assert describe(permalink.filters) == CLAUSE
    assert address_of(permalink) == ADDRESS
    assert CLAUSE in exhibit_of(permalink, SERVER).notes


def test_a_slide_lets_it_be_changed(permalink: Permalink) -> None:
    controls = {one.parameter: one for one in slide_of(Step(permalink), SERVER).controls}
    assert controls["known"].label == "Known"
    assert controls["known"].chosen == ("exactly",)
    assert [option.value for option in controls["known"].options] == ["any", "exactly"]


@pytest.mark.parametrize("ending", FORMATS)
def test_files_of_rows_are_filtered_by_it(permalink: Permalink, ending: str) -> None:
    unfiltered, _ = read_permalink("agreement", [("split", "affiliation")])
    assert rows_file("agreement", permalink, ending) != rows_file("agreement", unfiltered, ending)


def test_pictures_name_it(permalink: Permalink) -> None:
    assert "known Exactly" in PICTURES["svg"].to_file(permalink, SERVER).decode()


def test_its_research_bundle_has_it(permalink: Permalink) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle_file("agreement", permalink, SERVER))) as bundle:
        said = [bundle.read(name).decode() for name in bundle.namelist()]
    assert any(CLAUSE in text for text in said)
    assert any("$known" in text for text in said)
