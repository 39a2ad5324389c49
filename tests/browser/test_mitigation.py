"""The record of a mitigation as readers use it."""

import json
import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    CHART,
    chart_texts,
    cut_off,
    expect_to_fit,
    go_back,
    headline,
    listed,
    query_of,
    saved,
    served,
    settle,
)
from tests.browser.conftest import PHONE, Open
from views.mitigation.rows import mitigation_record
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations

COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED = "A0197", "A1030", "A1038", "A0086"
BESIDE = "[data-testid=stSidebar] a[href*='mitigation?id=']:visible"


def label_of(identifier: str) -> str:
    record = mitigation_record(identifier)
    assert record
    return str(record.mitigation["label"])


def expect_record(page: Page, identifier: str) -> None:
    """See that the page shows a record, and that the address says which."""
    expect(page.locator("h1")).to_have_text(label_of(identifier))
    expect(page.get_by_text(f"Identifier: {identifier} ")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/mitigation\?id={identifier}$"))


def follow(page: Page, identifier: str) -> None:
    """Follow a link to a record."""
    settle(page)
    page.locator(
        f"[data-testid=stMain] a[href$='mitigation?id={identifier}']:visible"
    ).first.click()
    expect_record(page, identifier)


@pytest.mark.parametrize(
    ("written", "identifier", "said", "drawn"),
    [
        ("a0197", COUNTED, "Of 51 experts, 98\u00a0% agree", "All respondents"),
        ("A1030_Uuk2024", BOUNDED, "More than 60\u00a0% of the experts agree", "> 60%"),
        ("A1038", WITHOUT_FIGURE, "no figure for it is published", ""),
        ("A0086", NEVER_ASKED, "No survey that we hold asked experts", ""),
    ],
)
def test_a_deep_link_opened_first_shows_the_record(
    open_page: Open, errors: list[str], written: str, identifier: str, said: str, drawn: str
) -> None:
    page = open_page(f"/mitigation?id={written}")
    expect_record(page, identifier)
    expect(headline(page)).to_contain_text(said)
    if drawn:
        assert drawn in chart_texts(page)
    else:
        settle(page)
        expect(page.locator(CHART)).to_have_count(0)
    assert errors == []


def test_links_lead_from_record_to_record_and_back_and_forward_work(
    open_page: Open, errors: list[str]
) -> None:
    page = open_page(f"/mitigation?id={COUNTED}")
    expect_record(page, COUNTED)
    path = [COUNTED, BOUNDED, "A0178", BOUNDED]
    for identifier in path[1:]:
        follow(page, identifier)
    for identifier in reversed(path[:-1]):
        page.go_back()
        expect_record(page, identifier)
    for identifier in path[1:]:
        page.go_forward()
        expect_record(page, identifier)
    page.reload()
    expect_record(page, path[-1])
    assert errors == []


def test_the_search_beside_a_record_leads_to_another(open_page: Open, errors: list[str]) -> None:
    page = open_page(f"/mitigation?id={COUNTED}")
    expect_record(page, COUNTED)
    page.get_by_role("searchbox", name="Find another mitigation").press_sequentially("internal aud")
    rows = mitigations(MitigationFilters(search="internal aud"))["mitigation_id"].tolist()
    expect(page.locator(BESIDE)).to_have_count(len(rows))
    page.locator(BESIDE, has_text=rows[0]).click()
    expect_record(page, rows[0])
    page.go_back()
    expect_record(page, COUNTED)
    assert errors == []


def test_a_search_that_finds_much_leads_on_to_the_taxonomy(open_page: Open) -> None:
    page = open_page("/mitigation")
    expect(page.locator("h1")).to_have_text("Find a mitigation")
    page.get_by_role("searchbox", name="Search mitigations").press_sequentially("audit")
    found = len(mitigations(MitigationFilters(search="audit")))
    expect(listed(page)).to_have_count(10)
    page.get_by_role("link", name=f"All {found} that fit").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Taxonomy")
    expect(headline(page)).to_contain_text(f"{found} of 831 mitigations fit")
    expect(page).to_have_url(re.compile(r"/taxonomy\?.*search=audit"))


def test_an_unknown_identifier_is_shown_as_written_and_a_search_is_offered(
    open_page: Open, errors: list[str]
) -> None:
    written = "<b>x</b> *y* [z](x) `c` <img src=x onerror=alert(1)>"
    page = open_page("/mitigation")
    page.goto(page.url + "?id=" + "".join(f"%{byte:02x}" for byte in written.encode()))
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text(f"There is no mitigation “{written}”.")
    expect(warning.locator("b, em, a, code, img")).to_have_count(0)
    page.get_by_role("searchbox", name="Search mitigations").press_sequentially("hype")
    listed(page).first.click()
    expect_record(page, "A0174")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Find a mitigation")
    assert errors == []


def test_a_record_leads_to_its_subcategory_and_to_the_answers_beside_it(open_page: Open) -> None:
    page = open_page(f"/mitigation?id={COUNTED}")
    expect_record(page, COUNTED)
    settle(page)
    page.get_by_role("link", name="All under 1.2 Risk").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Taxonomy")
    expect(headline(page)).to_contain_text("125 of 831 mitigations fit")
    go_back(page)
    expect_record(page, COUNTED)
    settle(page)
    page.get_by_role("link", name="Compare with its subcategory").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Agreement")
    expect(page.get_by_text("Statements shown")).to_be_visible()
    expect(page).to_have_url(re.compile("category=1.2"))
    assert "study" not in query_of(page)


def test_the_figures_of_a_record_are_a_table_too(open_page: Open) -> None:
    page = open_page(f"/mitigation?id={COUNTED}")
    expect_record(page, COUNTED)
    page.get_by_text("The figures as a table").click()
    cells = page.locator("[data-testid=stDataFrame] [role=gridcell][aria-colindex='1']")
    expect(cells).to_have_text(["All respondents", "AGI lab", "Academia", "Civil society"])


def test_the_csv_of_a_record_equals_the_data_api(open_page: Open, server: str) -> None:
    page = open_page(f"/mitigation?id={COUNTED}")
    expect_record(page, COUNTED)
    rows = saved(page)
    assert set(rows["filters"]) == {f"id={COUNTED}"}
    twins = served(f"{server}/api/mitigations.csv?category=1.2")
    twin = twins[twins["mitigation_id"] == COUNTED].reset_index(drop=True)
    assert len(twin) == 1
    assert set(rows.columns) == {*twin.columns, "filters"}
    assert rows[list(twin.columns)].equals(twin)
    with urlopen(f"{server}/api/mitigations/{COUNTED}.json") as reply:
        answer = json.load(reply)
    assert headline(page).inner_text() == answer["meta"]["sentence"]
    assert page.locator("[data-testid=stCode]").inner_text().strip() == answer["meta"]["citation"]


# 390: a phone; 320: a small one, or a large screen at 400 %; 720: one at 200 %.
@pytest.mark.parametrize(
    ("dark", "widths"), [(False, (720, 390, 320)), (True, (390,))], ids=["light", "dark"]
)
def test_on_narrow_screens_nothing_must_be_scrolled_sideways(
    open_page: Open, errors: list[str], dark: bool, widths: tuple[int, ...]
) -> None:
    page = open_page("/mitigation?id=B1", phone=True, dark=dark)
    expect(page.get_by_role("alert")).to_contain_text("There is no mitigation")
    expect_to_fit(page, 390)
    for identifier in (COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED):
        page.goto(re.sub(r"id=.*", f"id={identifier}", page.url))
        expect_record(page, identifier)
        settle(page)
        if identifier in (COUNTED, BOUNDED):
            assert cut_off(page) == []
        for width in widths:
            expect_to_fit(page, width)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert errors == []


def test_texts_beside_the_bounds_take_on_the_colours_of_the_theme(open_page: Open) -> None:
    colours = []
    for dark in (False, True):
        page = open_page(f"/mitigation?id={BOUNDED}", dark=dark)
        found = [
            page.locator(f"{CHART} text").filter(has_text=re.compile(text)).first
            for text in ("^Democratic", "^> 60%$", "^100%$")
        ]
        colours.append([text.evaluate("text => getComputedStyle(text).fill") for text in found])
    for light, dark_one in zip(*colours, strict=True):
        assert light != dark_one
