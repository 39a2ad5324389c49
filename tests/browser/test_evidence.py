"""The Evidence map as readers use it."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.browser.actions import (
    CHART,
    CHARTS_FILL_THEIR_PLACES,
    chart_texts,
    choose,
    click,
    cut_off,
    expect_listed,
    expect_tab,
    expect_to_fit,
    first_column,
    go_back,
    headline,
    mark,
    open_tab,
    query_of,
    rows_in_table,
    saved,
    served,
    settle,
)
from tests.browser.conftest import Open
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import evidence
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations

TABS = ("Map", "Table", "How to read this")
TRANSPARENCY = "part=4+Transparency+%26+Accountability+Controls"


def places(texts: list[str]) -> list[str]:
    """The codes of the subcategories in the texts of the map, from top to bottom."""
    found = [re.match(r"(\d\.[\dX]|X\.X) [A-Z]", text) for text in texts]
    return [match.group(1) for match in found if match]


def by_query(**filters: object) -> list[str]:
    rows = evidence(EvidenceFilters(**filters))["code"]  # type: ignore[arg-type]
    return list(dict.fromkeys(rows))


def test_a_deep_link_opened_first_shows_its_view(open_page: Open, errors: list[str]) -> None:
    page = open_page("/evidence?part=4&order=gap&view=Table")
    expect(headline(page)).to_contain_text("The biggest gap is 4.1 System Documentation")
    expect_tab(page, "Table")
    rows = evidence(EvidenceFilters(("4",), "gap"))
    assert rows_in_table(page) == len(rows)
    shown = first_column(page)
    assert shown == rows["subcategory"].tolist()[: len(shown)] != []
    expect(page).to_have_url(re.compile(re.escape(f"{TRANSPARENCY}&order=Never+asked+first")))
    assert errors == []


def test_filters_and_orders_change_sentence_map_and_address(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/evidence")
    expect(headline(page)).to_contain_text("The biggest gap is 4.1 System Documentation")
    expect(mark(page, "1.7 Societal Impact")).to_be_visible()
    assert places(chart_texts(page)) == by_query()
    choose(page, "Category of the taxonomy", "2 Technical & Security Controls")
    expect(headline(page)).to_contain_text("The biggest gap is 2.4 Content Safety Controls")
    expect(mark(page, "1.7 Societal Impact")).to_have_count(0)
    assert places(chart_texts(page)) == by_query(part=("2",))
    choose(page, "Sort by", "Strongest agreement")
    expect(page).to_have_url(re.compile("order=Strongest"))
    ordered = by_query(part=("2",), order="agreement")
    assert ordered != by_query(part=("2",))
    first = page.locator(f"{CHART} text", has_text=re.compile(r"^\d\.[\dX] [A-Z]")).first
    expect(first).to_contain_text(ordered[0])
    assert places(chart_texts(page)) == ordered
    assert parse_qs(query_of(page)) == {
        "part": ["2 Technical & Security Controls"],
        "order": ["Strongest agreement"],
    }
    assert errors == []


def test_a_bar_leads_to_its_mitigations_and_back_returns_to_the_map(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/evidence?part=4")
    for code in ("4.1", "4.1", "4.5"):
        click(mark(page, f"{code} "))
        expect(page.locator("h1")).to_have_text("Taxonomy")
        expect(page).to_have_url(re.compile(rf"/taxonomy\?category={code}"))
        fitting = mitigations(MitigationFilters(category=(code,)))["mitigation_id"].tolist()
        expect(headline(page)).to_contain_text(f"{len(fitting)} of 831 mitigations fit")
        expect_listed(page, fitting[:20])
        go_back(page)
        expect(page.locator("h1")).to_have_text("Evidence map")
        expect(page).to_have_url(re.compile(rf"/evidence\?{re.escape(TRANSPARENCY)}$"))
        expect(headline(page)).to_contain_text("The biggest gap is 4.1")
    assert errors == []


def test_a_gap_and_an_agreement_lead_to_what_is_behind_them(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/evidence")
    expect(headline(page)).to_contain_text("The biggest gap")
    settle(page)
    page.get_by_role("link", name="1.7 Societal Impact Assessment").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Taxonomy")
    expect(headline(page)).to_contain_text("28 of 831 mitigations fit")
    expect(headline(page)).to_contain_text("asked about none of them")
    go_back(page)
    expect(page.locator("h1")).to_have_text("Evidence map")
    settle(page)
    page.get_by_role("link", name="2.2 Model Alignment").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Agreement")
    expect(headline(page)).to_contain_text("96\u00a0% agree")
    expect(page).to_have_url(re.compile(r"/agreement\?category=2\.2"))
    assert errors == []


def test_the_overview_leads_to_the_map_of_what_was_never_asked(open_page: Open) -> None:
    page = open_page("/")
    section = page.get_by_text("The biggest gap is")
    expect(section).to_contain_text("4.1 System Documentation")
    text = section.inner_text()
    settle(page)
    page.get_by_role("link", name="See the evidence map").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Evidence map")
    expect(headline(page)).to_have_text(text)


def test_the_csv_equals_the_table_and_the_data_api(open_page: Open, server: str) -> None:
    page = open_page("/evidence?part=4&order=proposed&view=Table")
    expect(headline(page)).to_contain_text("The biggest gap is 4.1")
    rows = saved(page)
    assert set(rows["filters"]) == {"part=4&order=proposed"}
    twin = served(f"{server}/api/evidence.csv?{query_of(page)}")
    assert len(twin) > 0
    assert rows.drop(columns="filters").equals(twin)
    assert rows_in_table(page) == len(rows)
    shown = first_column(page)
    assert shown == rows["subcategory"].tolist()[: len(shown)] != []


# 390: a phone; 320: a small one, or a large screen at 400 %; 720: one at 200 %.
@pytest.mark.parametrize(
    ("dark", "widths"), [(False, (720, 390, 320)), (True, (390,))], ids=["light", "dark"]
)
def test_on_narrow_screens_nothing_must_be_scrolled_sideways(
    open_page: Open, errors: list[str], dark: bool, widths: tuple[int, ...]
) -> None:
    page = open_page("/evidence", phone=True, dark=dark)
    expect(mark(page, "1.7 Societal Impact")).to_be_visible()
    assert cut_off(page) == []
    for width in widths:
        for tab in TABS:
            open_tab(page, tab)
            expect_to_fit(page, width)
    assert errors == []


def test_texts_beside_the_bars_take_on_the_colours_of_the_theme(open_page: Open) -> None:
    colours = []
    for dark in (False, True):
        page = open_page("/evidence?part=4", dark=dark)
        found = [
            page.locator(f"{CHART} text").filter(has_text=re.compile(text)).first
            for text in ("^4.1 System", "^never asked$", "^37$", "^100%$")
        ]
        colours.append([text.evaluate("text => getComputedStyle(text).fill") for text in found])
    for light, dark_one in zip(*colours, strict=True):
        assert light != dark_one


@pytest.mark.parametrize("width", [1280, 1024, 720])
def test_nothing_of_the_map_is_cut_off(open_page: Open, width: int) -> None:
    page = open_page("/evidence")
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(CHARTS_FILL_THEIR_PLACES)
    assert cut_off(page) == []
