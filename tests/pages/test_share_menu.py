"""The menu of a view leads to exactly this view, and cites it."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from exports.exhibit import Exhibit
from exports.qr_codes import qr_code
from pages.server import LOCAL_SERVER
from pages.share_menu import STYLES, embedding
from queries.build_info import data_version
from tests.pages.visits import asked_of_the_api, visit, works
from tests.views.some_views import read_address
from views.files import BY_NAME, FORMATS, PICTURES
from views.permalinks import Permalink, exhibit_of, filters_of, tables_of

# The file of each page, what its address asks for, and the address of the view that it shows.
SHARED_VIEWS: tuple[tuple[str, dict[str, str | list[str]], str], ...] = (
    ("overview.py", {}, ""),
    (
        "agreement.py",
        {"affiliation": ["AGI lab", "Academia"]},
        "agreement?affiliation=AGI+lab&affiliation=Academia",
    ),
    ("agreement.py", {"study": "uuk2024"}, "agreement?study=uuk2024"),
    (
        "agreement.py",
        {"study": "demo-panel", "view": "Chosen together", "chart": "Stacked to 100 %"},
        "agreement?study=demo-panel&chart=Stacked+to+100+%25&view=Chosen+together",
    ),
    ("findings.py", {"list": "divided"}, "findings?list=divided"),
    ("compare.py", {"group": ["AGI lab", "Academia"]}, "compare?group=AGI+lab&group=Academia"),
    (
        "taxonomy.py",
        {"view": "By document", "search": "a & b"},
        "taxonomy?search=a+%26+b&view=By+document",
    ),
    ("evidence.py", {"part": "1"}, "evidence?part=1"),
    ("mitigation.py", {"id": "A0197"}, "mitigation?id=A0197"),
)
of_every_page = pytest.mark.parametrize(
    ("file", "filters", "address"), SHARED_VIEWS, ids=lambda one: str(one)[:40]
)


def opened(file: str, filters: dict[str, str | list[str]], menu: str) -> AppTest:
    """A page with a menu of its view open."""
    app = visit(file, **filters)
    app.session_state[f"menu_{menu}"] = True
    app.run()
    assert works(app)
    return app


def view_of(address: str) -> Permalink:
    view, problems = read_address(address)
    assert problems == []
    return view


def codes(app: AppTest) -> list[str]:
    return [str(code.value) for code in app.code]


@of_every_page
def test_the_link_leads_to_exactly_this_view(
    file: str, filters: dict[str, str | list[str]], address: str
) -> None:
    app = opened(file, filters, "share")
    (link,) = (code for code in codes(app) if code.startswith("http"))
    assert link.startswith(f"{LOCAL_SERVER}/")
    assert read_address(link.removeprefix(LOCAL_SERVER)) == (view_of(address), [])
    assert dict(parse_qsl(urlsplit(link).query))["data_version"] == data_version()


@of_every_page
def test_it_is_embedded_by_the_same_address(
    file: str, filters: dict[str, str | list[str]], address: str
) -> None:
    app = opened(file, filters, "share")
    exhibit = exhibit_of(view_of(address), LOCAL_SERVER)
    (frame,) = (code for code in codes(app) if code.startswith("<iframe"))
    source = re.search(r'src="([^"]*)"', frame)
    title = re.search(r'title="([^"]*)"', frame)
    assert source
    assert title
    assert unescape(source[1]) == f"{exhibit.link}&embed=true"
    assert unescape(title[1]) == exhibit.title


@of_every_page
def test_it_is_cited_with_its_link_in_each_style(
    file: str, filters: dict[str, str | list[str]], address: str
) -> None:
    app = opened(file, filters, "share")
    link = exhibit_of(view_of(address), LOCAL_SERVER).link
    (choice,) = (one for one in app.button_group if one.key == "citation_style")
    for style in STYLES:
        choice.set_value([style]).run()
        assert works(app)
        # In BibTeX, some signs of an address stand behind a backslash.
        cited = [code.replace("\\", "") for code in codes(app) if code != link]
        assert any(link in code for code in cited if not code.startswith("<iframe"))


@of_every_page
def test_files_are_offered_and_the_data_api_gives_the_same(
    file: str, filters: dict[str, str | list[str]], address: str
) -> None:
    view = view_of(address)
    app = opened(file, filters, "download")
    offered = {button.proto.label for button in app.get("download_button")}
    assert {one.name for one in FORMATS.values()} <= offered
    assert {one.name for one in PICTURES.values()} <= offered
    assert "Research bundle (ZIP)" in offered
    assert asked_of_the_api(app, tables_of(view)[0]) == parse_qsl(filters_of(view))


@of_every_page
def test_each_table_can_be_chosen_and_is_what_the_data_api_gives(
    file: str, filters: dict[str, str | list[str]], address: str
) -> None:
    names = tables_of(view_of(address))
    app = opened(file, filters, "download")
    boxes = [box for box in app.selectbox if box.key == "rows"]
    assert len(boxes) == (len(names) > 1)
    for box in boxes:
        assert box.options == [BY_NAME[name].label for name in names]
        box.set_value(names[-1]).run()
        asked_of_the_api(app, names[-1])


def test_closed_menus_send_nothing() -> None:
    app = visit("agreement.py")
    assert not app.code
    assert not [one for one in app.get("download_button") if one.proto.label == "CSV"]


def test_a_view_without_a_chart_offers_no_picture() -> None:
    app = opened("agreement.py", {"search": "no statement says this"}, "download")
    offered = {button.proto.label for button in app.get("download_button")}
    assert not {one.name for one in PICTURES.values()} & offered
    assert {one.name for one in FORMATS.values()} <= offered


@pytest.mark.parametrize("letters", ["audit ", "é", "東京", "🎓"])
def test_a_long_search_can_be_shared_too(letters: str) -> None:
    app = opened("agreement.py", {"search": (letters * 200)[:200]}, "share")
    assert any(code.startswith("http") for code in codes(app))


def test_a_link_that_fits_no_qr_code_has_none() -> None:
    assert qr_code(f"{LOCAL_SERVER}/{'a' * 3000}") == ""
    assert qr_code(f"{LOCAL_SERVER}/agreement").startswith("<svg")


def test_what_is_embedded_cannot_break_out_of_its_frame() -> None:
    exhibit = Exhibit("stem", 'A "title" <b>', "", "", (), "", "", 'http://x/?a="><script>')
    assert '"title"' not in embedding(exhibit)
    assert "<script>" not in embedding(exhibit)
    assert "<b>" not in embedding(exhibit)
