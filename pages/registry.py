"""The pages there are: one list for navigation, links, addresses and tests."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
ICON = FOLDER / "icon.svg"
NAME = "Common Ground"
PURPOSE = "What do experts agree would reduce the risks of AI, who agrees, and how sure are we?"


@dataclass(frozen=True)
class RegisteredPage:
    """A page: its file, its title, its address and what it is for."""

    file: str
    title: str
    address: str
    purpose: str


PAGES = (
    RegisteredPage(
        "overview.py",
        "Overview",
        "",
        "What this is, what experts agree on, and how sure the figures are.",
    ),
    RegisteredPage(
        "agreement.py",
        "Agreement",
        "agreement",
        "How far experts agree with each statement: filter, split, check, take away.",
    ),
    RegisteredPage(
        "findings.py",
        "Findings",
        "findings",
        "The lists that people make, from consensus to disagreement, and how solid each is.",
    ),
    RegisteredPage(
        "compare.py",
        "Compare",
        "compare",
        "Groups of experts side by side, and whether their differences could be chance.",
    ),
    RegisteredPage(
        "taxonomy.py",
        "Taxonomy",
        "taxonomy",
        "All mitigations: where they stand, who proposes them, which of them experts were asked "
        "about.",
    ),
    RegisteredPage(
        "evidence.py",
        "Evidence map",
        "evidence",
        "What is proposed, what experts were asked, how far they agree, and where nobody asked.",
    ),
    RegisteredPage(
        "mitigation.py",
        "Mitigation",
        "mitigation",
        "One mitigation: what it is, where it is from, and what experts say about it.",
    ),
    RegisteredPage(
        "methods.py",
        "Data & methods",
        "methods",
        "Where the figures are from, how the reconstruction is proved, and what terms mean.",
    ),
    RegisteredPage(
        "present.py",
        "Present",
        "present",
        "A deck of views for a workshop: put in order, shown to the room, taken along.",
    ),
)
