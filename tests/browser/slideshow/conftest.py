"""A deck, opened as a file with the network off, or served."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from exports.slide import Deck
from exports.slide_document import to_html
from tests.browser.conftest import PATIENCE
from tests.browser.slideshow.showing import ADDRESS, PROJECTOR, OpenShow, predicted
from tests.exports.example_slides import (
    agreement_slide,
    bounds_slide,
    controls_of,
    deck_of,
)
from views.agreement.filters import AgreementFilters


@pytest.fixture(scope="module")
def deck(built_database: object) -> Deck:
    """Ten and more statements, a question, bounds, groups, and another scale."""
    return deck_of(
        agreement_slide(
            AgreementFilters(), note="Begin slowly.", controls=controls_of(AgreementFilters())
        ),
        predicted(0.9804, 0.9804, "98 % agree"),
        bounds_slide(),
        agreement_slide(AgreementFilters(split="affiliation", search="audit"), highest=None),
        agreement_slide(AgreementFilters(study="ec2020"), highest=None),
    )


@pytest.fixture
def open_show(browser: Browser, tmp_path: Path, errors: list[str]) -> Iterator[OpenShow]:
    """Open a deck as a file with the network off or, ``online``, at an address."""
    contexts = []

    def remember(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    def opened(
        deck: Deck,
        at: str = "",
        *,
        online: bool = False,
        size: dict[str, int] = PROJECTOR,
        dark: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", remember)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if online:
            document = to_html(deck, "/slides/view.json")
            page.route(
                ADDRESS, lambda route: route.fulfill(body=document, content_type="text/html")
            )
            page.goto(f"{ADDRESS}{at}")
        else:
            file = tmp_path / "deck.html"
            file.write_bytes(to_html(deck))
            context.set_offline(True)
            page.goto(f"{file.as_uri()}{at}")
        page.locator(".slide").first.wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
