"""Served by the application, slides have filters."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from exports.slide import Deck
from exports.slide_document import as_json
from queries.records import records
from tests.browser.slideshow.showing import (
    ONE_STATEMENT,
    OpenShow,
    expect_place,
    press,
    spoken,
)
from tests.exports.example_slides import (
    agreement_slide,
    controls_of,
    deck_of,
)
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement


class Server:
    """A stand-in for the application: it answers with views under the filters asked for."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.failing: str | None = None

    def answer(self, route: Route) -> None:
        (step,) = parse_qs(urlsplit(route.request.url).query)["step"]
        page, _, query = step.partition("?")
        wanted = parse_qs(query)
        self.asked.append({"page": [page], **wanted})
        if self.failing == "network":
            route.abort()
        elif self.failing:
            message = {"error": "affiliation", "message": self.failing}
            route.fulfill(status=400, json=message)
        else:
            filters = AgreementFilters(
                affiliation=tuple(wanted.get("affiliation", ())),
                base=wanted.get("base", ["respondents"])[0],
                search=ONE_STATEMENT.search,
            )
            slide = agreement_slide(filters, controls=controls_of(filters))
            route.fulfill(json=json.loads(json.dumps(as_json(replace(slide, step=step)))))


@pytest.fixture
def live(open_show: OpenShow, deck: Deck) -> tuple[Page, Server]:
    """A slide with filters, served, and what serves it."""
    slide = agreement_slide(ONE_STATEMENT, controls=controls_of(ONE_STATEMENT))
    page = open_show(deck_of(slide, deck.slides[2]), online=True)
    server = Server()
    page.route("**/slides/view.json?*", server.answer)
    press(page, "/")
    expect(page.locator("#filters")).to_be_visible()
    return page, server


def test_filters_change_the_slide(live: tuple[Page, Server], deck: Deck) -> None:
    page, server = live
    whole = spoken(page)
    page.get_by_role("checkbox", name="Academia").check()
    expect(page.locator("#stage .changed")).to_contain_text("Changed from the deck")
    narrowed = AgreementFilters(affiliation=("Academia",), search=ONE_STATEMENT.search)
    (row,) = records(agreement(narrowed))
    academia = spoken(page)
    assert academia != whole
    assert sum("Strongly agree" in said for said in academia) == 1
    assert f"{row['strongly_agree_low']} of " in " ".join(academia)
    expect(page.locator("#stage h2")).to_contain_text("Academia")
    expect(page.get_by_role("checkbox", name="Academia")).to_be_focused()
    page.get_by_role("checkbox", name="AGI lab").check()
    expect(page.locator("#stage h2")).to_contain_text("AGI lab")
    page.get_by_label("Percentages of").select_option("Those with an opinion")
    expect(page.locator("#stage .base")).to_contain_text("those with an opinion")
    assert server.asked[-1] == {
        "page": ["agreement"],
        "search": [ONE_STATEMENT.search],
        "affiliation": ["AGI lab", "Academia"],
        "base": ["opinion"],
    }
    page.get_by_role("button", name="Back to the deck’s view").click()
    expect(page.locator("#stage .changed")).to_have_count(0)
    assert spoken(page) == whole
    expect(page.get_by_role("checkbox", name="Academia")).not_to_be_checked()


def test_another_slide_restores_the_deck(live: tuple[Page, Server]) -> None:
    page, _ = live
    for key in ("0", "Backspace", "PageDown"):
        page.get_by_role("checkbox", name="Academia").check()
        expect(page.locator("#stage .changed")).to_have_count(1)
        page.locator(":focus").evaluate("focused => focused.blur()")
        press(page, key)
        expect(page.locator("#stage .changed")).to_have_count(0)
    expect_place(page, "2")
    press(page, "ArrowLeft")
    expect_place(page, "1")
    expect(page.locator("#stage .changed")).to_have_count(0)


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("network", "There is no connection to the server."),
        ("There are too few experts to show them.", "There are too few experts to show them."),
    ],
)
def test_a_view_that_cannot_be_fetched_changes_nothing(
    live: tuple[Page, Server], failing: str, said: str
) -> None:
    page, server = live
    whole = spoken(page)
    server.failing = failing
    box = page.get_by_role("checkbox", name="Academia")
    box.click()
    message = page.get_by_role("alert")
    expect(message).to_have_text(f"{said} The slide stays as it was.")
    expect(box).not_to_be_checked()
    assert spoken(page) == whole
    server.failing = None
    box.click()
    expect(page.locator("#stage .changed")).to_have_count(1)
    expect(message).to_have_text("")


def test_online_a_question_has_no_filters_before_its_answer(
    open_show: OpenShow, deck: Deck
) -> None:
    slide = replace(deck.slides[1], controls=controls_of(ONE_STATEMENT))
    page = open_show(deck_of(slide), online=True)
    press(page, "/")
    expect(page.locator("#filters")).to_be_hidden()
    press(page, "ArrowRight")
    expect_place(page, "1.2")
    press(page, "/")
    expect(page.locator("#filters")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#filters")).to_be_hidden()
