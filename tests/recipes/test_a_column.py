"""A column is added by its description and a line of SQL."""

from pathlib import Path

import pytest

from tests.recipes.project_copy import contents, copy_project, expect, insert_below, new_and_edited

pytestmark = pytest.mark.slow

COLUMNS, SQL = "views/agreement/columns.py", "queries/agreement.sql"
ENTRY = '        "ways": Column("integer", "Ways", "How many sets of answers fit the source."),\n'


def test_a_column_is_added_by_its_description_and_sql(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    before = contents(project)
    insert_below(project / COLUMNS, "**_counts(_scale(question)),", ENTRY)
    insert_below(project / SQL, "min(base_low) as n_base,", "    count(*) as ways,\n")
    assert new_and_edited(before, contents(project)) == (set(), {COLUMNS, SQL})
    expect(project, "tests/recipes/toy_column/found.py")
