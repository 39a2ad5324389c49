"""The Agreement page as readers use it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from exports.formats import FORMATS
from tests.bench.servers import this_app
from tests.browser.actions import (
    CHART,
    chart_texts,
    choose,
    click,
    expect_query,
    first_column,
    headline,
    mark,
    open_menu,
    query_of,
    rows_in_table,
    saved,
    served,
    settle,
    taken,
)
from tests.browser.conftest import Open
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


def test_a_bar_explains_itself(open_page: Open) -> None:
    page = open_page("/agreement?search=internal+audit&affiliation=AGI+lab")
    bar = page.locator("[data-testid=stVegaLiteChart] path[aria-label*='Strongly agree']").first
    bar.hover(force=True)
    tooltip = page.locator("#vg-tooltip-element")
    for word in ("Internal audit", "of 25", "%", "reconstructed"):
        expect(tooltip).to_contain_text(word)


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


def test_the_csv_has_the_rows_of_the_table_and_of_the_data_api(
    open_page: Open, server: str
) -> None:
    page = open_page("/agreement?affiliation=AGI+lab&split=affiliation&category=4&view=Table")
    rows = saved(page)
    twin = served(f"{server}/api/agreement.csv?{query_of(page)}")
    assert rows[list(twin.columns)].equals(twin)
    assert rows_in_table(page) == len(rows) > 3
    shown = first_column(page)
    assert shown == rows["label"].tolist()[: len(shown)] != []


def test_the_order_is_kept_while_another_page_is_visited_by_the_navigation(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/agreement")
    choose(page, "Sort by", "Mean answer")
    expect_query(page, "sort=Mean+answer")
    sentence = headline(page).inner_text()
    for title, address in (("Compare", "compare"), ("Agreement", "agreement?sort=Mean+answer")):
        settle(page)
        page.get_by_role("link", name=title, exact=True).first.click()
        expect(page.locator("h1")).to_have_text(title)
        expect(page).to_have_url(re.compile(f"/{re.escape(address)}$"))
        settle(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(headline(page)).to_have_text(sentence)
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("Mean answer")
    page.locator(CHART).wait_for()
    assert errors == []
