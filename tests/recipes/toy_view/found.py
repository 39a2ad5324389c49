"""The toy view is found wherever views are. Run in a project that has it."""

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
from views.decks import SLIDES_ADDRESS, Plan, Step, link_to_deck, slide_of
from views.files import PICTURES, rows_file
from views.permalinks import Permalink, address_of, read_permalink

SERVER = "http://127.0.0.1:8501"
FRAME = Path(__file__).parents[3] / "pages" / "frame.py"
TITLE, LEAST = "Length of statements", 15
ROUTES = app._user_routes


@pytest.fixture
def permalink() -> Permalink:
    link, problems = read_permalink("toy", [("least", str(LEAST)), ("view", "Table")])
    assert problems == []
    return link


def test_the_navigation_leads_to_it() -> None:
    page = AppTest.from_file(str(FRAME), default_timeout=60).run()
    page.query_params["least"] = str(LEAST)
    page.switch_page("toy.py").run()
    assert not page.exception
    assert [title.value for title in page.title] == [TITLE]
    assert page.number_input(key="least").value == LEAST
    assert page.header[0].value.startswith("The longest statement")


def test_the_server_has_its_address() -> None:
    status, document = get(ROUTES, "/toy")
    assert status == 200
    assert "<html" in document


def test_the_data_api_has_its_rows() -> None:
    _, csv = get(ROUTES, f"/api/toy.csv?least={LEAST}")
    rows = pd.read_csv(io.StringIO(csv))
    assert len(rows) > 0
    assert rows["words"].min() >= LEAST
    _, answer = get(ROUTES, f"/api/toy.json?least={LEAST}")
    said = json.loads(answer)
    assert [row["words"] for row in said["data"]] == rows["words"].tolist()
    assert said["meta"]["filters"]["in_words"] == f"only statements of at least {LEAST} words"
    status, refusal = get(ROUTES, "/api/toy.csv?least=many")
    assert status == 400
    assert json.loads(refusal)["parameter"] == "least"


def test_the_description_of_the_api_has_it() -> None:
    described = description()
    assert {f"/toy.{ending}" for ending in FORMATS} <= described["paths"].keys()
    schema = described["components"]["parameters"]["toy_least"]["schema"]
    assert schema == {"type": "integer", "minimum": 0, "maximum": 100, "default": 0}


def test_a_permalink_leads_to_it(permalink: Permalink) -> None:
    assert permalink.kind.page.title == TITLE
    assert address_of(permalink) == f"toy?least={LEAST}&view=Table"


def test_a_deck_shows_it(permalink: Permalink) -> None:
    slide = slide_of(Step(permalink), SERVER)
    assert [control.label for control in slide.controls] == ["Study"]
    assert slide.exhibit.panels
    deck = Plan("A deck", (Step(permalink),))
    status, document = get(ROUTES, link_to_deck(deck, SLIDES_ADDRESS))
    assert status == 200
    assert slide.exhibit.sentence in document


@pytest.mark.parametrize("ending", FORMATS)
def test_its_rows_can_be_taken_away(permalink: Permalink, ending: str) -> None:
    assert rows_file("toy", permalink, ending)


@pytest.mark.parametrize("ending", PICTURES)
def test_its_chart_can_be_taken_away(permalink: Permalink, ending: str) -> None:
    assert PICTURES[ending].to_file(permalink, SERVER)


def test_its_research_bundle_has_its_query(permalink: Permalink) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle_file("toy", permalink, SERVER))) as bundle:
        names = [name.partition("/")[2] for name in bundle.namelist()]
    assert any(name.endswith("toy.sql") for name in names)
