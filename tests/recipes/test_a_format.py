"""A format of tables is added by one entry and one function."""

from collections.abc import Mapping

import pandas as pd
import pytest

from api.openapi import description
from api.routes import data_api
from exports.formats import FORMATS, Format
from queries.column import Column
from tests.pages.visits import visit
from tests.recipes.asking import get
from views.files import rows_file
from views.permalinks import read_permalink

pytestmark = pytest.mark.slow


def to_markdown(
    rows: pd.DataFrame, _meta: Mapping[str, object], columns: Mapping[str, Column]
) -> bytes:
    """The rows as a table in Markdown, under the names of their columns."""
    heads = [columns[str(name)].label for name in rows]
    lines = [heads, ["---"] * len(heads), *rows.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines).encode()


@pytest.fixture
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "md", Format("Markdown", "text/markdown", to_markdown))


@pytest.mark.usefixtures("_added")
def test_a_format_is_added_by_one_entry_and_one_function() -> None:
    permalink, _ = read_permalink("agreement", [])
    assert rows_file("agreement", permalink, "md").startswith(b"| Study | Identifier |")
    status, table = get(data_api(), "/api/agreement.md")
    assert status == 200
    assert table.startswith("| Study | Identifier |")
    assert "text/markdown" in str(description()["paths"]["/agreement.md"])
    page = visit("agreement.py")
    page.session_state["menu_download"] = True
    assert "Markdown" in {
        str(getattr(button, "label", "")) for button in page.run().get("download_button")
    }
