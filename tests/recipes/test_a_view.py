"""A view is added by its package, its page, its SQL and one entry, and taken away with them."""

from pathlib import Path

import pytest

from tests.recipes.project_copy import contents, copy_project, expect, insert_below, new_and_edited
from views.decks import read_query_params

pytestmark = pytest.mark.slow

TOY = Path(__file__).with_name("toy_view")
ROOMS = ("filters.py", "columns.py", "rows.py", "words.py", "chart.py", "view.py", "guide.md")
PACKAGE = {f"views/toy/{room}": room for room in ROOMS}
PLACES = PACKAGE | {"pages/toy.py": "page.py", "queries/toy.sql": "toy.sql"}
ENTRY = {
    "from views.taxonomy.view import TAXONOMY": "from views.toy.view import TOY_VIEW\n",
    "MITIGATION,": "    TOY_VIEW,\n",
}


def add_the_view(project: Path) -> None:
    (project / "views" / "toy").mkdir()
    (project / "views" / "toy" / "__init__.py").touch()
    for place, file in PLACES.items():
        text = (TOY / file).read_text(encoding="utf-8")
        (project / place).write_text(text.replace("tests.recipes.toy_view", "views.toy"), "utf-8")
    for line, new in ENTRY.items():
        insert_below(project / "views" / "registry.py", line, new)


def test_a_view_is_added_by_its_files_and_one_entry(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    before = contents(project)
    add_the_view(project)
    new, edited = new_and_edited(before, contents(project))
    assert new == {"views/toy/__init__.py", *PLACES}
    assert edited == {"views/registry.py"}
    expect(
        project, "tests/recipes/toy_view/found.py", "tests/test_imports.py", "-k", "toy or circle"
    )


@pytest.mark.parametrize("step", ["toy", "toy?least=15"])
def test_without_it_a_deck_that_has_it_says_so(step: str) -> None:
    plan, messages = read_query_params([("step", step), ("step", "agreement")])
    assert [one.view.page for one in plan.steps] == ["agreement"]
    assert messages[0].startswith("Step 1 was left out. There is no page “toy”")
