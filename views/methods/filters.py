"""What can be chosen on data and methods: a statement to prove, a table, and words of a term."""

from dataclasses import dataclass

from queries.database import cached
from queries.records import records
from views.filter_kinds import Choice, Choices, one_of, text
from views.methods.reconstruction import reconstructed_studies, statements
from views.methods.reference import dictionary

ALL_TABLES = "all"


@cached
def proved_study() -> str:
    """The study whose reconstruction is shown."""
    return reconstructed_studies()[0].study_id


@cached
def _statements() -> Choices:
    listed = records(statements(proved_study()))
    return Choices(tuple(Choice(row["item_id"], row["label"]) for row in listed))


@cached
def _tables() -> Choices:
    tables = dict.fromkeys(dictionary("")["table_name"])
    return Choices((Choice(ALL_TABLES, "All tables"), *(Choice(name, name) for name in tables)))


@dataclass(frozen=True)
class MethodFilters:
    """What is asked for: unless said otherwise the first statement, and all tables."""

    statement: str = one_of(
        "Statement",
        "The statement that is proved.",
        default=lambda: _statements().listed[0].value,
        choices=lambda _filters: _statements(),
    )
    table: str = one_of(
        "Table",
        "The table that is described.",
        default=ALL_TABLES,
        choices=lambda _filters: _tables(),
    )
    search: str = text("Search terms", "Only terms that contain all these words.", example="world")
