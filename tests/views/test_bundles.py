"""A bundle holds the rows that the data API gives, and all that is needed to check them."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from frictionless import Package

from api.routes import file_of
from queries.build_info import data_version
from tests.exports.bundling import files_of
from tests.views.some_views import ADDRESSES, SERVER, view_at
from views.bundles import bundle_file, bundled
from views.files import table_named
from views.filter_kinds import read
from views.permalinks import exhibit_of, link_to, tables_of

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
SECONDS = 120
MADE = datetime(2026, 11, 22, 18, 45, 30, tzinfo=UTC)
IN_WORDS = {
    "agreement": "none",
    "agreement?affiliation=AGI+lab&category=1.2&search=risk": "only AGI lab; only statements under "
    "1.2 Risk Management; only statements that contain “risk”",
    "findings?group=AGI+lab&at_least=60&at_most=5": "only AGI lab; at least 60 %, at most 5 % "
    "strongly disagree",
    "compare?study=invented-panel&risk_area=CBRN&group=Academia&group=Industry": "only Academia "
    "and Industry; about CBRN",
    "taxonomy?category=1.2": "under 1.2 Risk Management",
    "evidence?part=1": "under 1 Governance & Oversight Controls",
}


def bundle_of(address: str) -> dict[str, bytes]:
    """The files of the bundle of what is shown at an address."""
    view = view_at(address)
    return dict(files_of(bundle_file(tables_of(view)[0], view, SERVER)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_rows_are_those_of_the_data_api(address: str) -> None:
    view, files = view_at(address), bundle_of(address)
    name = tables_of(view)[0]
    about = json.loads(files["datapackage.json"])["common_ground"]
    assert about["view"] == name
    table = table_named(name)
    filters, problems = read(view.kind.page.filters, parse_qsl(about["query"]))
    assert problems == []
    assert files["rows.csv"] == file_of(table, "csv", filters)
    assert len(pd.read_csv(io.BytesIO(files["rows.csv"]))) == len(table.result(view.filters).rows)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_package_is_valid_and_about_this_view(address: str, tmp_path: Path) -> None:
    view = view_at(address)
    content = bundle_file(tables_of(view)[0], view, SERVER)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    found = Package(str(folder / "datapackage.json")).validate()
    assert found.valid, found.flatten(["type", "message"])
    exhibit = exhibit_of(view, SERVER)
    assert folder.name == exhibit.file_stem
    assert package["title"] == exhibit.title
    assert package["homepage"] == link_to(view, SERVER)
    assert package["version"] == data_version()
    assert exhibit.sentence in package["description"]
    digest = hashlib.sha256((folder / "rows.csv").read_bytes()).hexdigest()
    assert package["resources"][0]["hash"] == f"sha256:{digest}"


@pytest.mark.parametrize(("address", "said"), IN_WORDS.items())
def test_the_readme_says_the_filters_in_words(address: str, said: str) -> None:
    readme = bundle_of(address)["README.md"].decode().replace("\u00a0", " ")
    assert f"- Filters: {said}\n" in readme


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_holds_what_was_asked_and_what_to_cite(address: str) -> None:
    files = bundle_of(address)
    filters = json.loads(files["query/parameters.json"])
    assert filters
    assert {f"query/{one['file']}" for one in filters} == {
        name for name in files if name.endswith(".sql")
    }
    cited = json.loads(files["citations.json"])
    assert cited[0]["URL"] == link_to(view_at(address), SERVER)


def test_any_table_of_a_view_can_be_bundled(invented_panels: None) -> None:
    for address in ADDRESSES:
        view = view_at(address)
        for name in tables_of(view)[1:]:
            made = bundled(name, view, SERVER, MADE)
            assert made.view == name
            assert list(made.rows) == list(made.columns)


@pytest.mark.parametrize(
    "address", ["mitigation?id=A0197", "findings?group=AGI+lab&at_least=60&at_most=5"]
)
def test_its_program_verifies_it(address: str, tmp_path: Path) -> None:
    for name in ("rows.csv", "datapackage.json", "verify.py"):
        (tmp_path / name).write_bytes(bundle_of(address)[name])
    command = [sys.executable, str(tmp_path / "verify.py"), "--project", str(PROJECT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "verified" in done.stdout.lower()
    rows = (tmp_path / "rows.csv").read_bytes()
    (tmp_path / "rows.csv").write_bytes(rows.replace(b"A0197", b"A0198").replace(b"0.9", b"0.8"))
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode != 0
