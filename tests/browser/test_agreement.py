"""The Agreement page as readers use it."""

import io
import re
from pathlib import Path
from urllib.request import urlopen

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from exports.formats import FORMATS
from tests.bench.servers import this_app
from tests.browser.actions import (
    CHART,
    chart_texts,
    choose,
    click,
    headline,
    mark,
    open_menu,
    query_of,
    saved,
    settle,
    taken,
)
from tests.browser.conftest import Open
from views.agreement.columns import AGREEMENT
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement, cells
from views.files import PICTURES


def sentence(page: Page) -> str:
    return headline(page).inner_text()


def test_a_deep_link_opened_first_after_a_cold_start_shows_its_view(
    open_page: Open, errors: list[str]
) -> None:
    with this_app() as stream:
        address = stream.replace("ws://", "http://").removesuffix("/_stcore/stream")
        page = open_page("/agreement?affiliation=Academia&category=4.5", at=address)
        expect(headline(page)).to_contain_text("experts (Academia)")
        assert "Researcher model access" in chart_texts(page)
    assert errors == []


def test_a_filter_changes_sentence_chart_and_address(open_page: Open, errors: list[str]) -> None:
    page = open_page("/agreement")
    expect(headline(page)).to_contain_text("Of 51 experts")
    assert "51" in chart_texts(page)
    choose(page, "Affiliation", "AGI lab")
    expect(headline(page)).to_contain_text("Of 25 experts (AGI lab)")
    assert query_of(page) == "affiliation=AGI+lab"
    expect(page.locator(f"{CHART} text", has_text=re.compile("^51$"))).to_have_count(0)
    assert "25" in chart_texts(page)
    choose(page, "Split by", "Affiliation")
    choose(page, "Affiliation", "Academia")
    expect(headline(page)).to_contain_text("Split by affiliation")
    assert query_of(page) == "affiliation=AGI+lab&affiliation=Academia&split=Affiliation"
    expect(page.locator(f"{CHART} text", has_text="Academia").first).to_be_visible()
    assert {"AGI lab", "Academia"} <= set(chart_texts(page))
    assert "Civil society" not in chart_texts(page)
    assert errors == []


def test_search_narrows_while_typing(open_page: Open) -> None:
    page = open_page("/agreement")
    page.get_by_label("Search statements").press_sequentially("AUDIT")
    expect(page.locator("[data-testid=stMetricValue]").first).to_have_text("3 of 50")
    expect(page).to_have_url(re.compile("search=AUDIT"))


def test_reload_restores_the_view(open_page: Open) -> None:
    page = open_page("/agreement")
    choose(page, "Percentages of", "Those with an opinion")
    expect(headline(page)).to_contain_text("with an opinion")
    before = sentence(page)
    page.reload()
    expect(headline(page)).to_have_text(before)
    expect(page).to_have_url(re.compile("base=Those"))


def test_back_and_forward_go_through_the_views(open_page: Open) -> None:
    page = open_page("/agreement")
    expect(headline(page)).to_contain_text("Of 51 experts")
    choose(page, "Affiliation", "Academia")
    expect(headline(page)).to_contain_text("(Academia)")
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("h1")).to_have_text("Common Ground")
    page.go_back()
    expect(headline(page)).to_contain_text("(Academia)")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Common Ground")


def test_filters_survive_a_visit_to_another_page(open_page: Open) -> None:
    page = open_page("/agreement?affiliation=Academia&sort=mean")
    expect(headline(page)).to_contain_text("(Academia)")
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("h1")).to_have_text("Common Ground")
    page.get_by_role("link", name="Agreement", exact=True).click()
    expect(headline(page)).to_contain_text("(Academia)")
    expect(page).to_have_url(re.compile("affiliation=Academia"))
    page.get_by_role("button", name="Reset filters").click()
    expect(headline(page)).to_contain_text("Of 51 experts,")
    expect(page).to_have_url(re.compile("/agreement$"))


def test_a_link_to_the_whole_study_is_not_narrowed_by_remembered_filters(open_page: Open) -> None:
    page = open_page("/agreement?affiliation=Academia")
    expect(headline(page)).to_contain_text("(Academia)")
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="See the answer").click()
    expect(headline(page)).to_contain_text("Of 51 experts,")
    expect(page).to_have_url(re.compile("/agreement$"))


def test_what_an_address_asks_for_in_vain_is_said_and_taken_out_of_it(open_page: Open) -> None:
    page = open_page("/agreement?affiliation=Industry&affiliation=Academia&base=opinion&colour=red")
    expect(page.get_by_role("alert")).to_contain_text("Industry")
    expect(page.get_by_role("alert")).to_contain_text("colour")
    expect(page).to_have_url(re.compile(r"\?affiliation=Academia&base=Those\+with\+an\+opinion$"))


def test_the_csv_equals_the_table_and_the_data_api(open_page: Open, server: str) -> None:
    page = open_page("/agreement?affiliation=AGI+lab&split=affiliation&category=4&view=Table")
    cell_texts = page.locator("[data-testid=stDataFrame] [role=gridcell]")
    cell_texts.first.wait_for(state="attached")
    open_menu(page, "Download")
    download = taken(page, "CSV")
    rows = pd.read_csv(Path(download.path()), dtype={"code": str})
    expected = agreement(
        AgreementFilters(affiliation=("AGI lab",), split="affiliation", category=("4",))
    )
    assert rows["label"].tolist() == expected["label"].tolist()
    assert rows["agreement_low"].tolist() == expected["agreement_low"].tolist()
    assert set(rows["filters"]) == {"affiliation=AGI+lab&category=4&split=affiliation"}
    assert cell_texts.first.text_content() == rows["label"][0]
    with urlopen(f"{server}/api/agreement.csv?{query_of(page)}") as reply:
        twin = pd.read_csv(io.BytesIO(reply.read()), dtype={"code": str})
    pd.testing.assert_frame_equal(twin, rows[list(AGREEMENT)])
    name = download.suggested_filename
    assert name.startswith("common-ground_agreement_schuett2023_")


def test_the_counts_behind_the_figures_can_be_taken_away_as_filtered_last(open_page: Open) -> None:
    page = open_page("/agreement?search=hype")
    choose(page, "Affiliation", "Academia")
    expect(headline(page)).to_contain_text("(Academia)")
    rows = saved(page, "The counts behind them")
    expected = cells(AgreementFilters(search="hype", affiliation=("Academia",)))
    assert rows["n"].astype(int).tolist() == expected["n"].tolist()
    assert set(rows["filters"]) == {"affiliation=Academia&search=hype"}
    assert {"source", "data_version", "world", "basis"} <= set(rows.columns)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "address",
    ["/", "/agreement", "/agreement?split=affiliation", "/agreement?view=Table"],
)
def test_on_a_phone_nothing_must_be_scrolled_sideways(
    open_page: Open, errors: list[str], address: str, dark: bool
) -> None:
    page = open_page(address, phone=True, dark=dark)
    page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stDataFrame]").first.wait_for()
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chart = page.locator(CHART)
    if chart.count():
        assert chart.first.evaluate("svg => svg.getBoundingClientRect().right <= innerWidth")
    assert errors == []


def test_texts_beside_the_bars_take_on_the_colours_of_the_theme(open_page: Open) -> None:
    colours = []
    for dark in (False, True):
        page = open_page("/agreement?category=4.5", dark=dark)
        label = page.locator("[data-testid=stVegaLiteChart] svg text").filter(
            has_text="Researcher model access"
        )
        colours.append(label.first.evaluate("text => getComputedStyle(text).fill"))
    assert colours[0] != colours[1]


def test_a_bar_explains_itself(open_page: Open) -> None:
    page = open_page("/agreement?search=internal+audit&affiliation=AGI+lab")
    bar = page.locator("[data-testid=stVegaLiteChart] path[aria-label*='Strongly agree']").first
    bar.hover(force=True)
    tooltip = page.locator("#vg-tooltip-element")
    for word in ("Internal audit", "of 25", "%", "reconstructed"):
        expect(tooltip).to_contain_text(word)


def test_the_overview_leads_to_the_views_it_speaks_of(open_page: Open, errors: list[str]) -> None:
    page = open_page("/")
    assert len(chart_texts(page)) > 10
    page.get_by_role("link", name="Check the figures").click()
    expect(page.locator("h1")).to_have_text("Agreement")
    expect(page).to_have_url(re.compile("split=Affiliation"))
    page.locator("[data-testid=stDataFrame]").wait_for()
    assert errors == []


def test_a_bar_opens_the_record_and_back_returns_to_the_view(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/agreement?category=4.5&split=affiliation")
    expect(headline(page)).to_contain_text("Split by affiliation")
    for statement, identifier in (("Researcher model", "A0206"), ("Inter-lab", "A0218")):
        click(mark(page, f"{statement}"))
        expect(page).to_have_url(re.compile(rf"/mitigation\?id={identifier}$"))
        expect(page.locator("h1")).to_contain_text(statement)
        page.go_back()
        expect(page.locator("h1")).to_have_text("Agreement")
        expect(headline(page)).to_contain_text("Split by affiliation")
        expect(page).to_have_url(re.compile("category=4.5.*split=Affiliation"))
    assert errors == []


def test_the_table_links_to_the_record(open_page: Open) -> None:
    page = open_page("/agreement?category=4.5&view=Table")
    table = page.locator("[data-testid=stDataFrame]")
    page.locator("[data-testid=stDataFrame] [role=gridcell]").first.wait_for(state="attached")
    settle(page)
    box = table.bounding_box()
    assert box
    row = box["y"] + 52
    # The table is a picture: where it holds a link, the pointer says.
    pointer = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"
    for x in range(round(box["x"]), round(box["x"] + box["width"]), 12):
        page.mouse.move(x, row)
        if page.evaluate(pointer, [x, row]) == "pointer":
            break
    with page.expect_popup() as opened:
        page.mouse.click(x, row)
    expect(opened.value).to_have_url(re.compile(r"/mitigation\?id=A0206$"))
    expect(opened.value.locator("h1")).to_have_text("Researcher model access")


def test_every_format_is_in_the_menu(open_page: Open, errors: list[str]) -> None:
    page = open_page("/agreement?category=4.5")
    open_menu(page, "Download")
    for made_as in (FORMATS, PICTURES):
        for ending, format_ in made_as.items():
            download = taken(page, format_.name)
            assert download.suggested_filename.endswith(f".{ending}")
            assert Path(download.path()).stat().st_size > 1000
    assert errors == []
