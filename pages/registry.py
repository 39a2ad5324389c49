"""The pages there are: one list for navigation, links, addresses and tests."""

from pathlib import Path

from views.decks import PRESENT
from views.methods.page import METHODS
from views.registry import VIEWS
from views.view import Page

FOLDER = Path(__file__).parent
ICON = FOLDER / "icon.svg"
NAME = "Common Ground"
PURPOSE = "What do experts agree would reduce the risks of AI, who agrees, and how sure are we?"

PAGES: tuple[Page, ...] = (*(kind.page for kind in VIEWS), METHODS, PRESENT)
