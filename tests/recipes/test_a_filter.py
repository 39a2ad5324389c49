"""A filter is added by one entry and a line of SQL."""

from pathlib import Path

import pytest

from tests.recipes.project_copy import contents, copy_project, expect, insert_below, new_and_edited

pytestmark = pytest.mark.slow

FILTERS, SQL = "views/agreement/filters.py", "queries/agreement.sql"
ENTRY = Path(__file__).with_name("toy_filter") / "entry.py"
LAST_LINE = "having bool_or(hidden) or n_base >= $min_n"
LINE = "    and ($known = 'any' or agreement_low = agreement_high)\n"


def test_a_filter_is_added_by_one_entry_and_sql(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    before = contents(project)
    with (project / FILTERS).open("a", encoding="utf-8") as file:
        file.write(ENTRY.read_text(encoding="utf-8").partition("ToyFilter:\n")[2])
    insert_below(project / SQL, LAST_LINE, LINE)
    assert new_and_edited(before, contents(project)) == (set(), {FILTERS, SQL})
    expect(project, "tests/recipes/toy_filter/found.py")
