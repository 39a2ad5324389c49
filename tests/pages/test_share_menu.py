"""The menu of a view leads to exactly this view, and cites it."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from exports.exhibit import Exhibit
from exports.formats import FORMATS
from exports.qr_codes import qr_code
from pages.server import LOCAL_SERVER
from pages.share_menu import STYLES, embedding
from queries.build_info import data_version
from tests.pages.visits import asked_of_the_api, permalink_at, visit, works
from views.files import PICTURES, table_named
from views.permalinks import Permalink, exhibit_of, filters_of, tables_of
from views.registry import view_at

pytestmark = pytest.mark.usefixtures("invented_panels_throughout")

# A view of each page, and of those that can show several views one of each.
SHARED_VIEWS = (
    "",
    "agreement?affiliation=AGI+lab&affiliation=Academia",
    "agreement?study=uuk2024",
    "agreement?study=sara2025",
    "agreement?study=invented-panel&chart=Stacked+to+100+%25&view=Chosen+together",
    "findings?list=divided",
    "compare?group=AGI+lab&group=Academia",
    "experts-and-public?topic=Reporting+of+incidents",
    "taxonomy?search=a+%26+b&view=By+document",
    "evidence?part=1",
    "mitigation?id=A0197",
)
Menu = tuple[AppTest, Permalink]


def opened(address: str, *menus: str) -> AppTest:
    """The page of a view with menus of it open."""
    permalink = permalink_at(address)
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(address.partition("?")[2]):
        given.setdefault(name, []).append(value)
    app = visit(view_at(permalink.page).page.file, **given)
    for menu in menus:
        app.session_state[f"menu_{menu}"] = True
    app.run()
    assert works(app)
    return app


@pytest.fixture(scope="module", params=SHARED_VIEWS)
def menu(request: pytest.FixtureRequest) -> Menu:
    """A page with both menus open, and the view that it shows."""
    return opened(request.param, "share", "download"), permalink_at(request.param)


def codes(app: AppTest) -> list[str]:
    return [str(code.value) for code in app.code]


def test_the_link_leads_to_exactly_this_view(menu: Menu) -> None:
    app, permalink = menu
    (link,) = (code for code in codes(app) if code.startswith("http") and "\n" not in code)
    server, _, address = link.partition(f"{LOCAL_SERVER}/")
    assert server == ""
    assert permalink_at(address) == permalink
    assert dict(parse_qsl(urlsplit(link).query))["data_version"] == data_version()


def test_it_is_embedded_by_the_same_address(menu: Menu) -> None:
    app, permalink = menu
    exhibit = exhibit_of(permalink, LOCAL_SERVER)
    (frame,) = (code for code in codes(app) if code.startswith("<iframe"))
    source = re.search(r'src="([^"]*)"', frame)
    title = re.search(r'title="([^"]*)"', frame)
    assert source
    assert title
    assert unescape(source[1]) == f"{exhibit.link}&embed=true"
    assert unescape(title[1]) == exhibit.title


def test_files_are_offered_and_the_data_api_gives_the_same(menu: Menu) -> None:
    app, permalink = menu
    offered = {button.proto.label for button in app.get("download_button")}
    assert {one.name for one in FORMATS.values()} <= offered
    assert {one.name for one in PICTURES.values()} <= offered
    assert "Research bundle (ZIP)" in offered
    (link,) = (button.proto.url for button in app.link_button if button.label == "Data API")
    first = tables_of(permalink)[0]
    assert link == f"/api/{first}.json?{filters_of(permalink)}"


def test_the_tables_of_the_view_can_be_chosen(menu: Menu) -> None:
    app, permalink = menu
    labels = [table_named(name).label for name in tables_of(permalink)]
    boxes = [box.options for box in app.selectbox if box.key == "rows"]
    assert boxes == ([labels] if len(labels) > 1 else [])


def test_a_table_that_is_chosen_is_what_the_data_api_gives() -> None:
    app = opened("taxonomy?year=2024", "download")
    app.selectbox(key="rows").set_value("coverage").run()
    assert asked_of_the_api(app, "coverage") == [("year", "2024")]


@pytest.mark.parametrize("address", ["agreement?category=1.2", "mitigation?id=A0197"])
def test_it_is_cited_with_its_link_in_each_style(address: str) -> None:
    app = opened(address, "share")
    link = exhibit_of(permalink_at(address), LOCAL_SERVER).link
    (choice,) = (one for one in app.button_group if one.key == "citation_style")
    for style in STYLES:
        choice.set_value([style]).run()
        assert works(app)
        # In BibTeX, some signs of an address stand behind a backslash.
        cited = [code.replace("\\", "") for code in codes(app) if code != link]
        assert any(link in code for code in cited if not code.startswith("<iframe"))


def test_closed_menus_send_nothing() -> None:
    app = visit("agreement.py")
    assert not app.code
    assert not [one for one in app.get("download_button") if one.proto.label == "CSV"]


def test_a_view_without_a_chart_offers_no_picture() -> None:
    app = opened("agreement?search=no+statement+says+this", "download")
    offered = {button.proto.label for button in app.get("download_button")}
    assert not {one.name for one in PICTURES.values()} & offered
    assert {one.name for one in FORMATS.values()} <= offered


def test_a_link_that_fits_no_qr_code_can_be_shared_without_one() -> None:
    assert qr_code(f"{LOCAL_SERVER}/{'a' * 3000}") == ""
    assert qr_code(f"{LOCAL_SERVER}/agreement").startswith("<svg")
    app = opened(f"agreement?search={'%F0%9F%8E%93' * 200}", "share")
    assert any(code.startswith("http") for code in codes(app))


def test_what_is_embedded_cannot_break_out_of_its_frame() -> None:
    exhibit = Exhibit("stem", 'A "title" <b>', "", "", (), "", "", 'http://x/?a="><script>')
    assert '"title"' not in embedding(exhibit)
    assert "<script>" not in embedding(exhibit)
    assert "<b>" not in embedding(exhibit)
