"""A real Chromium, in the sizes and themes that readers have."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, or the one that Playwright installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    installed = next((path for name in names if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[BrowserContext]:
    """Where windows are opened; what they load of the app itself is loaded once, and nothing moves,
    which spares the processor."""
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def errors() -> list[str]:
    """What the browser complained about."""
    return []


@pytest.fixture
def open_page(windows: BrowserContext, server: str, errors: list[str]) -> Iterator[Open]:
    """Open an address of the app in a window of its own, and wait until the page is drawn."""
    pages = []

    def remember(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} {message.location}")

    def opened(address: str, *, phone: bool = False, dark: bool = False, at: str = server) -> Page:
        page = windows.new_page()
        pages.append(page)
        page.set_viewport_size(PHONE if phone else DESKTOP)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_default_timeout(PATIENCE)
        page.on("console", remember)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{at}{address}")
        page.locator("h1").wait_for()
        return page

    yield opened
    for page in pages:
        # What the app remembers in the browser, such as a folded sidebar.
        page.evaluate("localStorage.clear()")
        page.close()
