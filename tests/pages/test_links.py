"""Links that were given away, and steps back: what a page is asked for, and what it shows."""

from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from pages.registry import PAGES
from queries.build_info import data_version
from tests.pages.visits import (
    FRAME,
    SECONDS,
    address,
    filters_of,
    go_to,
    problems,
    sentence,
    unescaped,
    visit,
    works,
)
from views.agreement.filters import AgreementFilters
from views.answers import ANSWERS
from views.evidence.filters import EvidenceFilters
from views.evidence.view import EVIDENCE
from views.filter_kinds import NoFilters, read
from views.methods.page import METHODS
from views.mitigation.view import MITIGATION
from views.risk.view import RISK
from views.risks.view import RISKS
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.view import TAXONOMY
from views.view import Page

OLDER = "2020.1.1+00000000"
# As a link to the Taxonomy has it.
UNDER = {"category": ["1.2 Risk Management"]}


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.address and page.filters is not NoFilters],
    ids=lambda page: page.name,
)
def test_a_link_made_with_older_data_says_so_and_on_the_next_page_no_more(page: Page) -> None:
    app = visit(page.file, data_version=OLDER)
    (said,) = (unescaped(str(info.value)) for info in app.info)
    assert f"made with data version {OLDER}" in said
    assert f"you see version {data_version()}" in said
    assert "(/methods?view=Changes)" in said
    assert works(app)
    assert not go_to(app, "overview.py").info


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


def test_a_link_that_asks_for_nothing_does_not_bring_back_filters_remembered() -> None:
    app = visit("agreement.py", affiliation="Academia")
    go_to(go_to(app, "overview.py"), "agreement.py", data_version=data_version())
    assert "(Academia)" not in sentence(app)


def expect_filters(app: AppTest, page: Page, filters: object) -> None:
    assert works(app)
    assert filters_of(app, page) == filters
    assert problems(app) == []


def test_filters_do_not_leak_into_pages_with_filters_of_the_same_name() -> None:
    app = visit("taxonomy.py", category="1.4", search="protection")
    expect_filters(go_to(app, "agreement.py"), ANSWERS.page, AgreementFilters())


# On its way to another page, Streamlit leaves the address of the page that is left, with the
# other's parameters, in the browser's history: a step back leads there.
STEPS_BACK = [
    (ANSWERS.page, {"split": "affiliation"}, MITIGATION.page, {"id": "A0197"}),
    (TAXONOMY.page, {"asked": "asked"}, MITIGATION.page, {"id": "A0197"}),
    (METHODS, {"search": "Wilson"}, MITIGATION.page, {"id": "A0197"}),
    (RISKS.page, {"domain": "7"}, RISK.page, {"risk": "7.1"}),
    (EVIDENCE.page, {"sort": "gap"}, TAXONOMY.page, UNDER),
    (EVIDENCE.page, {"part": "4"}, ANSWERS.page, {"study": ["Uuk et al. 2024"], **UNDER}),
]


@pytest.mark.parametrize(
    ("page", "given", "other", "parameters"),
    STEPS_BACK,
    ids=lambda one: one.name if isinstance(one, Page) else "",
)
def test_who_comes_back_finds_the_page_as_it_was_left_and_may_follow_the_link_again(
    page: Page, given: dict[str, str], other: Page, parameters: dict[str, str | list[str]]
) -> None:
    app = visit(page.file, **given)
    left, shown = filters_of(app, page), address(app)
    for _ in range(2):
        go_to(app, other.file, **parameters)
        assert address(app) == as_lists(parameters)
        if other not in (MITIGATION.page, RISK.page):
            pairs = [(name, one) for name, some in as_lists(parameters).items() for one in some]
            expect_filters(app, other, read(other.filters, pairs)[0])
        expect_filters(go_to(app, page.file, **parameters), page, left)
        assert address(app) == shown


def as_lists(parameters: dict[str, str | list[str]]) -> dict[str, list[str]]:
    return {name: [one] if isinstance(one, str) else one for name, one in parameters.items()}


def test_a_step_back_to_a_record_leaves_it() -> None:
    app = visit("mitigation.py", id="A0197")
    title = app.title[0].value
    go_to(go_to(app, "taxonomy.py", **UNDER), "mitigation.py", **UNDER)
    assert app.title[0].value == title
    assert address(app) == {"id": ["A0197"]}


def test_a_step_back_with_which_a_session_begins_says_nothing_of_the_other_page() -> None:
    expect_filters(visit("taxonomy.py", id="A0197"), TAXONOMY.page, MitigationFilters())
    expect_filters(visit("evidence.py", **UNDER), EVIDENCE.page, EvidenceFilters())


def test_a_link_is_followed_though_another_page_was_asked_for_the_same() -> None:
    app = visit("agreement.py", split="affiliation")
    for _ in range(2):
        go_to(go_to(app, "mitigation.py", id="A0197"), "taxonomy.py", **UNDER)
        expect_filters(app, TAXONOMY.page, MitigationFilters(category=("1.2",)))
        go_to(go_to(app, "mitigation.py", **UNDER), "agreement.py", **UNDER)
        expect_filters(app, ANSWERS.page, AgreementFilters(category=("1.2",)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_to_another_page_has_a_parameter_of_the_page_it_stands_on(page: Page) -> None:
    """Streamlit takes what a widget of the page that is left is bound to out of the address."""
    app = visit(page.file)
    bound = {str(one.key) for one in (*app.selectbox, *app.multiselect, *app.text_input)}
    assert bool(app.page_link) >= (page.name in ("evidence", "overview", "taxonomy"))
    for link in app.page_link:
        given = {name for name, _ in parse_qsl(link.proto.query_string)}
        assert link.proto.page == page.address or not given & bound
