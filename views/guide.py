"""How to read the views, as editors can mend it: a Markdown file in the package of each."""

from functools import lru_cache
from pathlib import Path
from string import Template

VIEWS = Path(__file__).parent


def guide_of(view: str, **parts: str) -> str:
    """The guide of a view, by the name of its package, with the parts that depend on the data."""
    return _template(view).substitute(parts)


@lru_cache
def _template(view: str) -> Template:
    return Template((VIEWS / view / "guide.md").read_text(encoding="utf-8"))
