"""From a view to a deck in front of a room, and back from its files, as presenters do."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.actions import CHART, headline, settle, taken
from tests.browser.conftest import DESKTOP, Open
from views.decks import read_file, read_query_params

DECK = "/present?title=Mine&step=agreement%3Fcategory%3D1.2&step=evidence"


def titles(page: Page) -> list[str]:
    """The titles of the steps, in order."""
    found = page.locator("[data-testid=stMain] strong").all_inner_texts()
    return [text for text in found if re.match(r"\d+\. ", text)]


def expect_titles(page: Page, *beginnings: str) -> None:
    for number, beginning in enumerate(beginnings, start=1):
        title = page.locator("strong", has_text=re.compile(rf"^{number}\. {beginning}"))
        expect(title).to_be_visible()
    assert len(titles(page)) == len(beginnings)


def steps_of(page: Page) -> list[tuple[str, str]]:
    """What the address says of the deck."""
    return parse_qsl(urlsplit(page.url).query)


def bars(show: Page) -> list[str]:
    """What a screen reader says of the marks of the slide that is shown."""
    marks = show.locator("#stage svg [aria-roledescription]")
    return [str(mark.get_attribute("aria-label")) for mark in marks.all()]


def test_views_become_a_deck_that_is_shown_to_a_room(open_page: Open, errors: list[str]) -> None:
    page = open_page("/agreement?category=1.2")
    page.locator(CHART).first.wait_for()
    settle(page)
    page.get_by_role("button", name="Add to deck").click()
    expect(page.get_by_role("link", name="Deck (1)").locator("visible=true")).to_be_visible()
    page.get_by_role("link", name="Evidence map", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Evidence map")
    expect(headline(page)).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Add to deck").click()
    page.get_by_role("link", name="Deck (2)").locator("visible=true").click()
    expect(page.locator("h1")).to_have_text("Present")
    expect_titles(page, "Agreement with 4 statements", "What is proposed")
    page.get_by_role("button", name="Down").first.click()
    settle(page)
    expect_titles(page, "What is proposed", "Agreement with 4 statements")
    expect(page).to_have_url(re.compile(r"step=evidence%3F&step=agreement%3Fcategory%3D1\.2$"))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Start presenting").click()
    show = opened.value
    show.on("pageerror", lambda error: errors.append(str(error)))
    expect(show.locator("#stage h1")).to_contain_text("What is proposed")
    show.keyboard.press("End")
    expect(show.locator("#stage h1")).to_contain_text("Agreement with 4")
    show.keyboard.press("ArrowLeft")
    expect(show.locator("#stage h1")).to_contain_text("What is proposed")
    show.keyboard.press("ArrowRight")
    expect(show.locator("#stage h1")).to_contain_text("Agreement with 4")
    assert errors == []


def test_a_question_from_the_floor_changes_the_chart(open_page: Open, errors: list[str]) -> None:
    page = open_page(DECK)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Start presenting").click()
    show = opened.value
    expect(show.locator("#stage svg").first).to_be_visible()
    before = bars(show)
    assert any("of 51" in one for one in before)
    show.keyboard.press("/")
    panel = show.locator("#filters")
    expect(panel).to_be_visible()
    with show.expect_response(re.compile("/slides/view.json")) as answered:
        panel.get_by_label("AGI lab").check()
    assert answered.value.status == 200
    expect(show.locator("#stage svg [aria-label*='of 25']").first).to_be_attached()
    assert not any("of 51" in one for one in bars(show))
    assert errors == []


def test_the_offline_page_needs_no_network(
    open_page: Open, browser: Browser, errors: list[str], tmp_path: Path
) -> None:
    page = open_page(DECK)
    download = taken(page, "Offline page (HTML)")
    file = tmp_path / download.suggested_filename
    download.save_as(file)
    context = browser.new_context(viewport=DESKTOP, offline=True)  # type: ignore[arg-type]
    show = context.new_page()
    requests: list[str] = []

    def remember(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    show.on("console", remember)
    show.on("request", lambda request: requests.append(request.url))
    show.goto(file.as_uri())
    expect(show.locator("#stage svg").first).to_be_visible()
    assert any("of 51" in one for one in bars(show))
    show.keyboard.press("End")
    expect(show.locator("#stage h1")).to_contain_text("What is proposed")
    assert {urlsplit(one).scheme for one in requests} <= {"file", "data", "blob"}
    context.close()
    assert errors == []


def test_a_deck_file_brings_the_deck_back(
    open_page: Open, errors: list[str], tmp_path: Path
) -> None:
    page = open_page(DECK)
    note = page.get_by_label("Speaker's note").first
    note.fill("Ask & wait: 50 %?")
    note.press("Control+Enter")
    expect(page).to_have_url(re.compile("note%3DAsk"))
    settle(page)
    download = taken(page, "Deck file")
    file = tmp_path / download.suggested_filename
    download.save_as(file)
    plan, problems = read_file(file.read_bytes())
    assert problems == []
    assert plan == read_query_params(steps_of(page))[0]
    assert plan.steps[0].note == "Ask & wait: 50 %?"
    other = open_page("/present")
    expect(other.get_by_text("Your deck is empty.")).to_be_visible()
    other.locator("input[type=file]").set_input_files(file)
    expect_titles(other, "Agreement with 4 statements", "What is proposed")
    expect(other.get_by_label("Speaker's note").first).to_have_value("Ask & wait: 50 %?")
    expect(other).to_have_url(re.compile("title=Mine"))
    assert steps_of(other) == steps_of(page)
    assert errors == []
