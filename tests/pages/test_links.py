"""Links that were given away: which data they were made with, and what they show."""

import pytest
from streamlit.testing.v1 import AppTest

from queries.build_info import data_version
from tests.pages.visits import FRAME, SECONDS, address, sentence, unescaped, visit, works

OLDER = "2020.1.1+00000000"


@pytest.mark.parametrize("page", ["agreement.py", "taxonomy.py", "mitigation.py", "methods.py"])
def test_a_link_made_with_older_data_says_that_the_data_have_moved_on(page: str) -> None:
    app = visit(page, data_version=OLDER)
    (said,) = (unescaped(str(info.value)) for info in app.info)
    assert f"made with data version {OLDER}" in said
    assert f"you see version {data_version()}" in said
    assert "(/methods?view=Changes)" in said
    assert works(app)


def test_a_link_to_the_overview_says_so_too() -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=SECONDS)
    app.query_params["data_version"] = OLDER
    (said,) = (str(info.value) for info in app.run().info)
    assert "moved on" in said


def test_a_link_made_with_these_data_says_nothing_of_it_and_keeps_its_filters() -> None:
    app = visit("agreement.py", data_version=data_version(), affiliation="Academia")
    assert not app.info
    assert not app.warning
    assert "(Academia)" in sentence(app)
    assert address(app) == {"affiliation": ["Academia"]}


def test_what_is_said_of_older_data_is_gone_on_the_next_page() -> None:
    app = visit("agreement.py", data_version=OLDER)
    assert app.info
    assert not app.switch_page("findings.py").run().info


def test_a_link_that_asks_for_nothing_does_not_bring_back_filters_remembered() -> None:
    app = visit("agreement.py", affiliation="Academia")
    app.switch_page("overview.py").run()
    app.query_params.clear()
    app.query_params["data_version"] = data_version()
    app.switch_page("agreement.py").run()
    assert "(Academia)" not in sentence(app)
