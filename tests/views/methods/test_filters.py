"""What can be chosen on data and methods is read from addresses, and written back."""

import pytest

from views.filter_kinds import choices_of, query_params, read
from views.methods.filters import MethodFilters, proved_study
from views.methods.page import METHODS

ITEM, LABEL = "avoid-capabilities-jumps", "Avoid capabilities jumps"


def test_nothing_asked_for_is_the_first_statement_and_every_table() -> None:
    assert read(MethodFilters, []) == (MethodFilters(), [])
    assert MethodFilters().statement == "pre-deployment-risk-assessment"
    assert query_params(MethodFilters()) == []
    assert proved_study() == "schuett2023"


@pytest.mark.parametrize("written", [ITEM, LABEL, LABEL.upper(), f" {LABEL} "])
def test_a_statement_is_understood_by_identifier_and_by_name(written: str) -> None:
    filters, problems = read(
        MethodFilters, [("statement", written), ("table", "cell"), ("search", "world")]
    )
    assert filters == MethodFilters(ITEM, "cell", "world")
    assert problems == []
    assert read(MethodFilters, query_params(filters)) == (filters, [])


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [("statement", "audit everything", ITEM), ("table", "users", "cell"), ("view", "x", "table")],
)
def test_what_there_is_not_is_named_with_what_there_is(name: str, value: str, allowed: str) -> None:
    filters, (problem,) = read(MethodFilters, [(name, value)])
    assert filters == MethodFilters()
    assert (problem.parameter, problem.value) == (name, value)
    assert allowed in problem.allowed


def test_every_statement_of_the_study_and_every_table_can_be_chosen() -> None:
    offered = {name: choices.listed for name, _, choices in choices_of(METHODS.filters())}
    assert len(offered["statement"]) == 50
    assert len({choice.label for choice in offered["statement"]}) == 50
    assert {"cell", "published", "term"} <= {choice.value for choice in offered["table"]}
