"""Pages, visited without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
SECONDS = 30
Link = tuple[str, str, str]


def visit(page: str, /, **address: str | list[str]) -> AppTest:
    """Open a page by its file, with parameters in its address."""
    app = AppTest.from_file(str(FRAME), default_timeout=SECONDS)
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(page).run()


def sentence(app: AppTest) -> str:
    return str(app.subheader[0].value)


def texts(app: AppTest) -> str:
    """All running text of the page."""
    return "\n".join(str(text.value) for text in (*app.markdown, *app.caption))


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


def works(app: AppTest) -> bool:
    """Whether the page shows neither a traceback nor an apology."""
    return not app.exception and not app.error
