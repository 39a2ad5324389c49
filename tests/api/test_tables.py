"""Every table over HTTP: its rows in every format, what is told of them, and refusals."""

import gzip
import math
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.routes import file_of
from exports.formats import FORMATS
from queries.build_info import data_version
from queries.study import studies
from tests.api.asking import QUERIES, ask, result_of, rows_of, rows_of_frame
from tests.invented_panel import STUDY
from tests.samples import sample
from views.agreement.filters import AgreementFilters
from views.filter_kinds import declarations
from views.registry import VIEWS, tables

pytestmark = pytest.mark.slow

by_table = pytest.mark.parametrize("name", tables())
by_format = pytest.mark.parametrize("ending", sample(FORMATS, each=3))
OF_DEFAULT_STUDY = ("agreement", "cells", "findings", "compare")
# The query string of a page, and that with the values of the API.
AS_ON_THE_PAGE = [
    (
        "agreement",
        "study=Schuett+et+al.+2023&base=Those+with+an+opinion&split=Affiliation&sort=Don%27t+know"
        "&category=4.5+Third-Party+System+Access&chart=Stacked+to+100+%25&view=Table",
        "study=schuett2023&base=opinion&split=affiliation&sort=dont_know&category=4.5",
    ),
    (
        "mitigations",
        "document=gipiskis+2024&document=EU+AI+OFFICE+2025&asked=NEVER+asked&view=Map&page=2",
        "document=Gipi%C5%A1kis2024&document=EU+AI+Office2025&asked=not_asked",
    ),
    ("coverage", "search=++Audit++&category=&year=&view=By+document&page=3", "search=Audit"),
    (
        "evidence",
        "part=2+Technical+%26+Security+Controls&order=strongest+AGREEMENT&data_version=1999.1",
        "part=2&sort=agreement",
    ),
    (
        "findings",
        "list=Most+DON%27T-knows&group=agi+lab&at_least=5&view=Table"
        "&invited=Show+what+they+could+change",
        "list=dont_know&group=AGI+lab&at_least=5&invited=yes",
    ),
    (
        "compare",
        "by=Affiliation&against=The+others+together&measure=Share+that+agrees&group=academia",
        "against=others&measure=agreement&group=Academia",
    ),
]
# A query that is wrong, its first wrong parameter and value, what is allowed, and what is said.
WRONG: list[tuple[str, str, str, list[str], str]] = [
    ("base=everyone", "base", "everyone", ["respondents", "opinion"], "There is no such value."),
    ("risk_area=CBRN", "risk_area", "CBRN", [], "risk area by risk area"),
    ("min_n=-1", "min_n", "-1", [], "A whole number from 0 to 1000000"),
    ("base=opinion&base=respondents", "base", "respondents", [], ""),
    (f"search={'a' * 201}", "search", "a" * 201, [], "at most 200 characters"),
]


@by_format
@by_table
def test_every_table_is_given_in_every_format(api: str, name: str, ending: str) -> None:
    result = result_of(name, QUERIES[name])
    columns = result.columns or tables()[name][1].columns
    reply = ask(f"{api}/{name}.{ending}?{QUERIES[name]}")
    assert reply.status == 200, reply.body
    expected = rows_of_frame(result.rows, columns)
    read = rows_of(reply.body, ending, columns)
    assert len(read) == len(expected)
    assert bool(read) == (name != "combinations")
    # Spreadsheets keep 16 digits.
    tolerance = 1e-14 if ending == "xlsx" else 0
    wrong = [
        (name, value, row[name])
        for one, row in zip(read, expected, strict=True)
        for name, value in one.items()
        if not same(value, row[name], tolerance)
    ]
    assert wrong == []


def same(read: Any, value: Any, tolerance: float) -> bool:
    if isinstance(read, float) and isinstance(value, float):
        return math.isclose(read, value, rel_tol=tolerance)
    return bool(read == value)


@by_table
def test_a_file_is_named_for_its_table_its_study_and_the_data(api: str, name: str) -> None:
    of = {"bounds": "uuk2024_", "estimates": "sara2025_", "responses": "ipie2024_"}
    of |= dict.fromkeys((*OF_DEFAULT_STUDY, "combinations"), "schuett2023_")
    for ending in FORMATS:
        given = ask(f"{api}/{name}.{ending}?{QUERIES[name]}").headers["Content-Disposition"]
        file = f"common-ground_{name}_{of.get(name, '')}{data_version()}.{ending}"
        assert given == f'attachment; filename="{file}"'


@by_table
def test_json_says_what_is_shown_and_how_to_get_it_again(api: str, name: str) -> None:
    answer = ask(f"{api}/{name}.json?{QUERIES[name]}").json()
    meta = answer["meta"]
    assert meta["sentence"].endswith(".")
    assert meta["data_version"] == data_version()
    assert meta["citation"]["dashboard"]
    assert "in_words" in meta["filters"]
    assert ask(f"{api}/{name}.json?{meta['query']}").json()["data"] == answer["data"]


@by_format
def test_combinations_are_given_of_a_study_that_has_them(
    invented_panels: None, ending: str
) -> None:
    _, table = tables()["combinations"]
    filters = AgreementFilters(study=STUDY)
    expected = rows_of_frame(table.result(filters).rows, table.columns)
    read = rows_of(file_of(table, ending, filters), ending, table.columns)
    assert len(read) == len(expected) > 0
    tolerance = 1e-14 if ending == "xlsx" else 0
    assert all(
        same(value, row[name], tolerance)
        for one, row in zip(read, expected, strict=True)
        for name, value in one.items()
    )


def test_a_study_without_combinations_has_no_rows_of_them_and_it_is_said_why(api: str) -> None:
    answer = ask(f"{api}/combinations.json?study=uuk2024").json()
    assert answer["data"] == []
    assert answer["meta"]["sentence"].startswith("Of Uuk et al. 2024 we hold no counts")


@pytest.mark.parametrize("name", [*OF_DEFAULT_STUDY, "responses", "bounds", "combinations"])
def test_an_old_address_of_the_invented_panel_is_told_what_became_of_it(
    api: str, name: str
) -> None:
    reply = ask(f"{api}/{name}.csv?study=demo-panel")
    problem = reply.json()
    assert (reply.status, problem["parameter"], problem["value"]) == (400, "study", "demo-panel")
    assert problem["message"].startswith(
        "study: The invented demonstration panel is no longer part of Common Ground."
    )
    assert "schuett2023" in problem["allowed"]
    assert set(problem["allowed"]) <= set(studies())


@pytest.mark.parametrize(("name", "page", "values"), AS_ON_THE_PAGE)
def test_the_address_of_a_page_gives_the_same_as_the_values_of_the_api(
    api: str, name: str, page: str, values: str
) -> None:
    from_page = ask(f"{api}/{name}.csv?{page}")
    assert from_page.status == 200
    assert from_page.body == ask(f"{api}/{name}.csv?{values}").body
    assert from_page.body != ask(f"{api}/{name}.csv").body


@pytest.mark.parametrize(("query", "parameter", "value", "allowed", "message"), WRONG)
def test_a_wrong_value_is_named_with_what_is_allowed(
    api: str, query: str, parameter: str, value: str, allowed: list[str], message: str
) -> None:
    reply = ask(f"{api}/agreement.csv?{query}")
    problem = reply.json()
    assert (reply.status, problem["error"]) == (400, "bad_request")
    assert reply.headers["Content-Type"] == "application/json"
    assert (problem["parameter"], problem["value"]) == (parameter, value)
    assert problem["allowed"] == allowed
    assert problem["message"].startswith(f"{parameter}: ")
    assert message in problem["message"]


@by_table
def test_a_parameter_there_is_not_is_named_with_those_there_are(api: str, name: str) -> None:
    page = tables()[name][0].page
    reply = ask(f"{api}/{name}.csv?colour=red&shape=round")
    problem = reply.json()
    assert (reply.status, problem["parameter"], problem["value"]) == (400, "colour", "red")
    assert problem["allowed"] == [*declarations(page.filters), *page.appearance]
    assert [one["parameter"] for one in problem["problems"]] == ["colour", "shape"]


@by_format
def test_an_unchanged_answer_is_not_sent_again(api: str, ending: str) -> None:
    address = f"{api}/agreement.{ending}"
    first = ask(address)
    tag = first.headers["ETag"]
    assert data_version() in tag
    for known in (tag, tag.removeprefix("W/"), f'"another", {tag}', "*"):
        again = ask(address, {"If-None-Match": known})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert ask(address, {"If-None-Match": '"another"'}).body == first.body
    assert ask(f"{address}?category=1", {"If-None-Match": tag}).status == 200


@by_format
def test_head_tells_what_get_would_send(api: str, ending: str) -> None:
    address = f"{api}/agreement.{ending}"
    got, head = ask(address), ask(address, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "Content-Disposition"):
        assert head.headers[name] == got.headers[name]
    assert int(got.headers["Content-Length"]) == len(got.body)


def test_answers_are_compressed_for_who_can_read_it(api: str) -> None:
    plain = ask(f"{api}/agreement.csv")
    packed = ask(f"{api}/agreement.csv", {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2
    assert gzip.decompress(packed.body) == plain.body


def test_any_site_may_read_the_data(api: str) -> None:
    reply = ask(f"{api}/agreement.json", {"Origin": "https://example.org"})
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(api: str, method: str) -> None:
    reply = ask(f"{api}/agreement.json", method=method)
    assert reply.status == 405
    assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert "GET" in reply.json()["message"]


@pytest.mark.parametrize(
    "path",
    ["nothing-here", *(f"agreement{one}" for one in ("", "/", ".xml", ".CSV", "x.json", "/csv"))],
)
def test_another_address_leads_nowhere(api: str, path: str) -> None:
    reply = ask(f"{api}/{path}")
    assert (reply.status, reply.json()["error"]) == (404, "not_found")
    assert "/api/" in reply.json()["message"]


def test_the_list_of_tables_leads_to_each_of_them(api: str, server: str) -> None:
    listed = ask(f"{api}/").json()
    addresses = [address for view in listed["views"] for address in view["formats"].values()]
    assert len(addresses) == len(set(addresses)) == len(FORMATS) * len(tables())
    for address in [*addresses, *(listed[name] for name in ("description", "health", "records"))]:
        assert ask(f"{server}{address}", method="HEAD").status == 200
    assert ask(api).headers["Location"] == "/api/"


def test_health_counts_the_rows(api: str) -> None:
    health = ask(f"{api}/health").json()
    assert (health["status"], health["data_version"]) == ("ok", data_version())
    assert health["rows"]["mitigation"] == 831
    assert health["rows"]["item"] == 50 + 27 + 16 + 15 + 15 + 28 + 29
    assert health["rows"]["study"] == 7


names = st.sampled_from(
    sorted({name for kind in VIEWS for name in declarations(kind.page.filters)} | {"view", "x"})
)
values = st.text(max_size=30) | st.sampled_from(
    ["1", "X.X", "NIST2024", "Uuk 2024", "2024", "asked", "gap", "Developer", "audit", "-1", "1e9"]
)
well_formed = st.lists(st.tuples(names, values), max_size=4).map(
    lambda pairs: urlencode(pairs, errors="surrogatepass")
)
any_signs = st.text("search=year&;%+?/:@!$'()*,[]{}|\\^~\"<>`-._0129aFxZ", max_size=60)


@given(st.sampled_from(list(tables())), st.sampled_from(list(FORMATS)), well_formed | any_signs)
def test_no_query_string_breaks_the_service(
    server: str, name: str, ending: str, query: str
) -> None:
    reply = ask(f"{server}/api/{name}.{ending}?{query}")
    assert reply.status in (200, 400)
    if reply.status == 400 or ending == "json":
        assert reply.json()
