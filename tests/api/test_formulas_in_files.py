"""No CSV file holds a text that a spreadsheet would compute in place of showing it."""

import csv
import io
import re

import pytest

from exports.tables import to_csv
from queries.study import studies
from tests.api.asking import QUERIES, result_of
from views.agreement.filters import AgreementFilters
from views.filter_kinds import declarations, unidentified
from views.permalinks import Permalink, filters_of
from views.registry import tables

FORMULAS = ("=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "risk;=1")
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


def test_the_check_finds_what_a_spreadsheet_computes() -> None:
    for cell in ("=1", "@A1", " =1", "-5 to 5", "+a", "a;=1", '"\t1"', '"a\n b;-c"'):
        assert computed(f"label,n\n{cell},-1\n".encode()), cell
    assert not computed(b"label,n,m\na=b - c,-1.5,-2e-05\n")


@pytest.mark.parametrize("name", tables())
def test_no_text_of_a_table_is_a_formula(invented_panels: None, name: str) -> None:
    """In whole tables, of every study; of one mitigation where one has to be named."""
    page = tables()[name][0].page
    filters = declarations(page.filters)
    queries = [QUERIES[name] if unidentified(page.filters()) else ""]
    if "study" in filters:
        choices = filters["study"].choices_for(page.filters())
        assert choices
        queries = [f"study={study}" for study in studies() if study in choices.values()]
    files = [to_csv(result_of(name, query).rows) for query in queries]
    assert any(len(csv_rows(content)) > 1 for content in files), "no rows"
    for content in files:
        assert computed(content) == set()


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_search_beside_the_rows_of_a_file_is_a_formula(formula: str) -> None:
    """What is searched for stands in every row of a file, as a query string."""
    searched = filters_of(Permalink("agreement", AgreementFilters(search=formula)))
    assert searched.startswith("search=")
    rows = result_of("agreement", "").rows.head(1)
    assert computed(to_csv(rows.assign(filters=searched))) == set()
