"""What can be chosen on data and methods: a statement to prove, a table, and words of a term."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from queries.database import cached
from queries.query_params import (
    Choice,
    Choices,
    ParameterProblem,
    QueryParams,
    grouped,
    match,
    match_search,
    query_params_of,
    unknown_or_repeated,
)
from queries.reconstruction import reconstructed_studies, statements
from queries.records import records
from queries.reference import dictionary

ALL_TABLES = "all"


@dataclass(frozen=True)
class MethodFilters:
    """What is asked for: a ``statement``, by its identifier; a ``table``; words to ``search``."""

    statement: str
    table: str = ALL_TABLES
    search: str = ""


PARAMETERS = tuple(f.name for f in fields(MethodFilters))


@cached
def proved_study() -> str:
    """The study whose reconstruction is shown."""
    return reconstructed_studies()[0].study_id


@cached
def choices() -> Choices:
    """What can be chosen."""
    listed = records(statements(proved_study()))
    tables = dict.fromkeys(dictionary("")["table_name"])
    return Choices(
        {
            "statement": tuple(Choice(row["item_id"], row["label"]) for row in listed),
            "table": (
                Choice(ALL_TABLES, "All tables"),
                *(Choice(name, name) for name in tables),
            ),
        }
    )


@cached
def default() -> MethodFilters:
    """What is shown unless asked otherwise: the first statement, and all tables."""
    return MethodFilters(choices().values["statement"][0].value)


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[MethodFilters, list[ParameterProblem]]:
    """Read filters from the names and values of a query string; see ``filters.parse``."""
    given = grouped(query_params)
    problems = unknown_or_repeated(given, (*PARAMETERS, *also_allowed), PARAMETERS)
    allowed = choices()
    chosen = {
        name: value
        for name in ("statement", "table")
        if name in given and (value := match(name, given[name][0], allowed, problems))
    }
    wanted = {"statement": default().statement} | chosen
    return MethodFilters(**wanted, search=match_search(given, problems)), problems


def query_params(filters: MethodFilters) -> list[tuple[str, str]]:
    """The filters as names and values of a query string; what has its default is left out."""
    return query_params_of(filters, default())
