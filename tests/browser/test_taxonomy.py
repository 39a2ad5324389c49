"""The Taxonomy page as readers use it."""

import re

from playwright.sync_api import Page, expect

from charts import palette
from tests.browser.actions import (
    CHART,
    chart_texts,
    click,
    cut_off,
    expect_listed,
    expect_query,
    expect_tab,
    go_back,
    headline,
    listed,
    mark,
    settle,
)
from tests.browser.conftest import Open
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations, taxonomy

WHISTLEBLOWING = "category=1.4+Whistleblower+Reporting+%26+Protection"
TABS = ("Map", "By document", "Definitions", "Table")


def by_query(**filters: object) -> list[str]:
    rows = mitigations(MitigationFilters(**filters))["mitigation_id"]  # type: ignore[arg-type]
    return [str(identifier) for identifier in rows]


def focused(page: Page) -> str:
    """What the element in focus leads to, or what it is called."""
    element = "document.activeElement"
    return str(page.evaluate(f"{element}.getAttribute('href') || {element}.ariaLabel || ''"))


def test_search_narrows_while_typing_and_understands_slips(open_page: Open) -> None:
    page = open_page("/taxonomy")
    page.get_by_role("searchbox", name="Search mitigations").press_sequentially("audti")
    fitting = by_query(search="audit")
    expect(headline(page)).to_contain_text(f"{len(fitting)} of 831 mitigations fit")
    expect(page.get_by_role("status")).to_contain_text("“audti”")
    expect(page.get_by_role("status")).to_contain_text("“audit”")
    expect(page).to_have_url(re.compile("search=audti"))


def test_a_tile_filters_and_can_be_chosen_again_after_all_are_shown(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/taxonomy")
    tile, other = mark(page, "1.4 "), mark(page, "1.2 ")
    for _ in range(2):
        click(tile)
        expect(headline(page)).to_contain_text("10 of 831 mitigations fit")
        expect(other).to_have_attribute("fill", palette.PALE)
        expect(tile).to_have_attribute("fill", palette.CATEGORIES["1"])
        expect_query(page, WHISTLEBLOWING)
        expect_listed(page, by_query(category=("1.4",)))
        page.get_by_role("button", name="Show all categories and documents").click()
        expect(headline(page)).to_contain_text("13 documents propose 831 mitigations")
        expect(page).to_have_url(re.compile("/taxonomy$"))
        expect(other).to_have_attribute("fill", palette.CATEGORIES["1"])
    click(mark(page, "2 Technical"), at_its_top=True)
    expect(headline(page)).to_contain_text(f"{len(by_query(category=('2',)))} of 831")
    expect(other).to_have_attribute("fill", palette.PALE)
    click(other)
    expect(headline(page)).to_contain_text(f"{len(by_query(category=('1.2',)))} of 831")
    expect_query(page, "category=1.2+Risk+Management")
    assert errors == []


def test_a_cell_by_document_sets_both_filters(open_page: Open, errors: list[str]) -> None:
    page = open_page("/taxonomy?view=By+document")
    click(mark(page, "NIST 2024, 1.7 "))
    fitting = by_query(category=("1.7",), document=("NIST2024",))
    expect(headline(page)).to_contain_text(f"{len(fitting)} of 831 mitigations fit")
    expect(page).to_have_url(re.compile("category=1.7.*&document=NIST.2024"))
    expect_tab(page, "By document")
    expect_listed(page, fitting)
    page.get_by_role("button", name="Show all categories and documents").click()
    expect(headline(page)).to_contain_text("13 documents propose")
    click(mark(page, "Uuk 2024, 3.1 "))
    fitting = by_query(category=("3.1",), document=("Uuk2024",))
    expect(headline(page)).to_contain_text(f"{len(fitting)} of 831 mitigations fit")
    assert errors == []


def test_a_row_opens_the_record_and_back_returns_to_the_filtered_list(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/taxonomy?category=1.2")
    fitting = by_query(category=("1.2",))
    expect(headline(page)).to_contain_text(f"{len(fitting)} of 831 mitigations fit")
    page.get_by_role("button", name="Page 2", exact=True).click()
    expect(page.get_by_text(f"21 to 40 of {len(fitting)}", exact=True)).to_be_visible()
    chosen = listed(page).nth(4)
    expect(chosen).to_have_attribute("href", re.compile(f"id={fitting[24]}$"))
    chosen.click()
    expect(page).to_have_url(re.compile(rf"/mitigation\?id={fitting[24]}$"))
    expect(page.get_by_text(f"Identifier: {fitting[24]}")).to_be_visible()
    go_back(page)
    expect(headline(page)).to_contain_text(f"{len(fitting)} of 831 mitigations fit")
    expect(page.get_by_text(f"21 to 40 of {len(fitting)}", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/taxonomy\?category=1.2.*page=2"))
    assert errors == []


def test_from_the_keyboard_a_subcategory_is_chosen_and_a_mitigation_opened(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page("/taxonomy")
    page.locator(CHART).wait_for()
    settle(page)
    for _ in range(10):
        page.keyboard.press("Tab")
        if focused(page) == "Category or subcategory":
            break
    assert focused(page) == "Category or subcategory"
    page.keyboard.type("Whistle")
    page.keyboard.press("Enter")
    expect(headline(page)).to_contain_text("10 of 831 mitigations fit")
    settle(page)
    first = by_query(category=("1.4",))[0]
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page).endswith(f"mitigation?id={first}"):
            break
    assert focused(page).endswith(f"mitigation?id={first}")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/mitigation\?id={first}$"))
    expect(page.get_by_text(f"Identifier: {first}")).to_be_visible()
    assert errors == []


def test_the_map_can_be_read_on_a_phone(open_page: Open) -> None:
    page = open_page("/taxonomy", phone=True)
    expect(mark(page, "3.1 ")).to_be_visible()
    texts = chart_texts(page)
    rows = taxonomy(MitigationFilters())
    top = rows[rows["parent_code"].isna()]
    for code, name in zip(top["code"], top["name"], strict=True):
        assert any(text.startswith(f"{code} {name[:8]}") for text in texts), code
    below = rows[rows["kind"] == "subcategory"]
    codes = [code for code in below["code"] if any(text.startswith(code) for text in texts)]
    names = set((below["code"] + below["name"]).str.replace(" ", ""))
    named = [text for text in texts if text.replace(" ", "") in names]
    assert len(codes) >= 15
    assert len(named) >= 5
    assert cut_off(page) == []
