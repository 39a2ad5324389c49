"""Files that speak of the release agree."""

import re
from pathlib import Path

from queries.build_info import SOFTWARE_VERSION

ROOT = Path(__file__).parents[1]


def only_match(pattern: str, file: str) -> str:
    """The group of the first line of a file that matches."""
    match = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert match, f"{file} has no line such as {pattern}"
    return match[1]


def test_the_newest_release_is_this_version() -> None:
    assert only_match(r"^## (\d\S*) - ", "CHANGELOG.md") == SOFTWARE_VERSION


def test_a_citation_names_the_newest_release() -> None:
    assert only_match(r"^version: (\S+)$", "CITATION.cff") == SOFTWARE_VERSION
    released = only_match(r"^## \d\S* - (\d{4}-\d\d-\d\d)$", "CHANGELOG.md")
    assert only_match(r"^date-released: '(.+)'$", "CITATION.cff") == released
