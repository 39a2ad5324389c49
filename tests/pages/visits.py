"""Pages, visited without a browser."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest

from tests.conftest import Facts
from views.filter_kinds import declarations
from views.permalinks import Permalink, read_permalink
from views.view import Page

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
SECONDS = 30
Link = tuple[str, str, str]


def visit(page: str, /, **address: str | list[str]) -> AppTest:
    """Open a page by its file, with parameters in its address."""
    app = AppTest.from_file(str(FRAME), default_timeout=SECONDS)
    return go_to(app.run(), page, **address)


def go_to(app: AppTest, page: str, /, **address: str | list[str]) -> AppTest:
    """Go on to a page by its file, with just these parameters in its address."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(page).run()


def sentence(app: AppTest) -> str:
    return unescaped(str(app.header[0].value))


def texts(app: AppTest) -> str:
    """All running text of the page."""
    return unescaped("\n".join(str(text.value) for text in (*app.markdown, *app.caption)))


def unescaped(markdown: str) -> str:
    """A text as it is read, without what keeps its signs from meaning something to Markdown."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


def headers(app: AppTest) -> list[str]:
    return [str(header.value) for header in app.header]


def links(app: AppTest, page: str, label: str = "") -> list[Link]:
    """The links to a page whose labels begin in some way: label, page and query string."""
    found = [(link.proto.label, link.proto.page, link.proto.query_string) for link in app.page_link]
    return [link for link in found if link[1] == page and link[0].startswith(label)]


def linked_mitigations(app: AppTest) -> list[str]:
    """Identifiers of the mitigations that the page links to, in its order."""
    return [query.removeprefix("id=") for _, _, query in links(app, "mitigation")]


def address(app: AppTest) -> dict[str, list[str]]:
    """The parameters in the address of the page."""
    given = {name: app.query_params[name] for name in app.query_params}
    return {name: [value] if isinstance(value, str) else value for name, value in given.items()}


def plain(text: str) -> str:
    """A text with common spaces for those at which no line may break."""
    return text.replace("\u00a0", " ")


def problems(app: AppTest) -> list[str]:
    """What the page says of parameters that could not be used, a line each."""
    warnings = [str(warning.value) for warning in app.warning]
    said = [text for text in warnings if text.startswith("Part of the address")]
    return [unescaped(line) for text in said for line in text.splitlines()[1:]]


def asked_of_the_api(app: AppTest, view: str) -> list[tuple[str, str]]:
    """The parameters with which the page leads to a view of the data API."""
    app.session_state["menu_download"] = True
    app.run()
    (button,) = (one for one in app.link_button if one.label == "Data API")
    place = urlsplit(button.proto.url)
    assert place.path == f"/api/{view}.json"
    return parse_qsl(place.query)


def chosen(app: AppTest) -> dict[str, Any]:
    """What the filters in the sidebar say."""
    found: dict[str, Any] = {}
    for one in (*app.selectbox, *app.multiselect, *app.number_input, *app.text_input):
        found[str(one.key)] = tuple(one.value) if isinstance(one.value, list) else one.value
    return found


def chart_parameter(app: AppTest, name: str) -> Any:
    """A value that the page gives its chart."""
    (chart,) = app.get("vega_lite_chart")
    parameters = json.loads(chart.proto.spec)["params"]
    return next(one["value"] for one in parameters if one["name"] == name)


def links_to_records(facts: Facts, study: str) -> dict[str, str]:
    """For each statement of a study, the address of the record of its first mitigation."""
    filters = [row for row in facts["item_mitigations"] if row["study_id"] == study]
    found: dict[str, str] = {}
    for row in sorted(filters, key=lambda row: row["mitigation_id"]):
        found.setdefault(row["item_id"], f"mitigation?id={row['mitigation_id']}")
    return found


def filters_of(app: AppTest, page: Page) -> Any:
    """What the widgets of a page say, as its filters; those that are not offered have no widget."""
    said, names = chosen(app), declarations(page.filters)
    return page.filters(**{name: said[name] for name in names if name in said})


def press(app: AppTest, label: str, place: int = 0) -> AppTest:
    """Press the button of a label, at a place among those that have it."""
    app = [button for button in app.button if button.label == label][place].click().run()
    assert works(app)
    return app


def alternative_texts(app: AppTest) -> list[str]:
    """What the charts of the page show, in words."""
    return [str(chart.proto.alt) for chart in app.get("vega_lite_chart")]


def works(app: AppTest) -> bool:
    """Whether the page shows neither a traceback nor an apology."""
    return not app.exception and not app.error


def permalink_at(address: str) -> Permalink:
    """The view at an address within the application."""
    page, _, query = address.partition("?")
    permalink, wrong = read_permalink(page, parse_qsl(query))
    assert wrong == []
    return permalink
