"""The record of a mitigation as readers use it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import (
    listed,
    settle,
)
from tests.browser.conftest import Open
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
