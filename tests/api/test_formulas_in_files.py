"""No CSV file holds a text that a spreadsheet would compute in place of showing it."""

import csv
import io
import re
from itertools import product
from urllib.parse import parse_qsl

import pytest

from exports.tables import to_csv
from queries.agreement import agreement
from queries.filters import Filters
from queries.mitigation_record import EXAMPLE
from views.permalinks import Permalink, filters_of
from views.tables import TABLES, Table

by_view = pytest.mark.parametrize("view", TABLES, ids=lambda view: view.name)
STUDIES = ("schuett2023", "uuk2024", "demo-panel", "demo-panel-feasibility")
FORMULAS = ("=cmd()", "+1", "-1", "@SUM(A1)", "%09=1", "risk;=1")
NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?")


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file, the first with the names of the columns."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def computed(content: bytes) -> set[str]:
    """The cells of a CSV file that a spreadsheet would compute, whatever it splits cells at."""
    cells = {cell for row in csv_rows(content) for cell in row}
    cells |= set(re.split(r"[;\r\n]", content.decode()))
    started = {cell for cell in cells if cell.strip(" ")[:1] in {*"=+-@\t\r＝＋－＠"} and cell}
    return {cell for cell in started if not NUMBER.fullmatch(cell)}


def answered(view: Table, query: str) -> bytes:
    taken = view.parameters
    filters, problems = taken.parse(parse_qsl(query), taken.appearance)
    assert not problems
    return to_csv(view.answer(filters).rows)


def test_the_check_finds_what_a_spreadsheet_computes() -> None:
    for cell in ("=1", "@A1", " =1", "-5 to 5", "+a", "a;=1", '"\t1"', '"a\n b;-c"'):
        assert computed(f"label,n\n{cell},-1\n".encode()), cell
    assert not computed(b"label,n,m\na=b - c,-1.5,-2e-05\n")


@by_view
def test_no_text_of_a_view_is_a_formula(view: Table) -> None:
    queries = [f"id={EXAMPLE}"] if "id" in view.parameters.meanings else [""]
    if "study" in view.parameters.meanings:
        allowed = {
            choice.value
            for choice in view.parameters.choices(view.parameters.default).values["study"]
        }
        queries = [f"study={study}" for study in STUDIES if study in allowed]
    files = [answered(view, query) for query in queries]
    assert any(len(csv_rows(content)) > 1 for content in files), "no rows"
    for content in files:
        assert computed(content) == set()


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_search_makes_a_formula(formula: str) -> None:
    searched = [view for view in TABLES if "search" in view.parameters.meanings]
    assert searched
    for view in searched:
        assert computed(answered(view, f"search={formula.replace('+', '%2B')}")) == set()


@pytest.mark.parametrize(("formula", "split"), list(product(FORMULAS, ("none", "affiliation"))))
def test_no_filter_beside_the_rows_of_a_page_makes_a_formula(formula: str, split: str) -> None:
    filters = Permalink("agreement", Filters(search=formula, split=split))
    rows = agreement(Filters(split=split)).drop(columns="worlds")
    shown = rows.assign(filters=filters_of(filters))
    assert shown["filters"].iloc[0].startswith("search=")
    assert computed(to_csv(shown)) == set()
