"""What the documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "examples/README.md", "data/facts/glossary.csv")
# A file of ours, as it is named in a text.
FILE = re.compile(r"(?<![\w/:])(?:\w+/)+[\w.]+\.(?:py|sql|md|toml|csv|css|js)\b")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_exists(document: str) -> None:
    named = set(FILE.findall((ROOT / document).read_text(encoding="utf-8")))
    assert named
    assert not {file for file in named if not (ROOT / file).exists()}
