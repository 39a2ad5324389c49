"""What holds for the address of every view: parameters, refusals, caching, and odd requests."""

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.asking import FORMATS, STUDIES, address, ask, rows_of
from views.tables import TABLES, Table

by_view = pytest.mark.parametrize("view", TABLES, ids=lambda view: view.name)
by_format = pytest.mark.parametrize("format_name", FORMATS)
FINDINGS, COMPARE = ("findings",), ("compare",)
SURVEY, MITIGATION, EVIDENCE = (
    ("agreement", "cells", "bounds", "combinations", "responses"),
    ("taxonomy", "coverage", "mitigations"),
    ("evidence", "items"),
)
# What the address of a page may say of its appearance.
LOOKS = {
    "survey": ["view=Table", "chart=Stacked+to+100+%25&view=How+to+read+this"],
    "taxonomy": ["page=42", "view=By+document&page=3", "view=Definitions"],
    "evidence": ["view=Table", "view=How+to+read+this", "data_version=1999.1"],
    "findings": ["view=Table", "view=How+to+read+this"],
    "comparison": ["view=Table", "view=How+to+read+this"],
    "overview": ["data_version=1999.1"],
    "record": ["data_version=1999.1"],
}
# The query string of a page, and that with the values of the API.
AS_ON_THE_PAGE: list[tuple[Any, ...]] = [
    (
        MITIGATION,
        "category=2.3+Model+Safety+Engineering&document=Future+of+Life+Institute+2024"
        "&asked=Never+asked&view=Map&page=2",
        "category=2.3&document=Future+of+Life+Institute2024&asked=not_asked",
    ),
    (
        MITIGATION,
        "document=gipiskis+2024&document=EU+AI+OFFICE+2025&year=2024",
        "document=Gipi%C5%A1kis2024&document=EU+AI+Office2025&year=2024",
    ),
    (
        MITIGATION,
        "asked=asked+of+experts&actor=OUTSIDE+ASSESSOR&nist_function=measure",
        "asked=asked&actor=Outside+assessor&nist_function=Measure",
    ),
    (MITIGATION, "search=++Audit++&category=&year=", "search=Audit"),
    (
        EVIDENCE,
        "part=2+Technical+%26+Security+Controls&part=X.X+Not+otherwise+categorised"
        "&order=Never+asked+first&view=Map",
        "part=2&part=X.X&order=gap",
    ),
    (EVIDENCE, "order=strongest+AGREEMENT", "order=agreement"),
    (
        FINDINGS,
        "list=Most+DON%27T-knows&group=agi+lab&base=Those+with+an+opinion&at_least=5&view=Table"
        "&invited=Show+what+they+could+change",
        "list=dont_know&group=AGI+lab&base=opinion&at_least=5&invited=yes",
    ),
    (
        COMPARE,
        "by=Affiliation&against=The+others+together&measure=Share+that+agrees&group=academia"
        "&sort=A%E2%80%93Z&category=1+Governance+%26+Oversight+Controls",
        "against=others&measure=agreement&group=Academia&sort=a-z&category=1",
    ),
]
DOCUMENTS = [
    "Barrett2024",
    "Bengio2025",
    "Campos2025",
    "Casper2025",
    "EU AI Office2025",
    "Eisenberg2025",
    "Future of Life Institute2024",
    "Gipiškis2024",
    "NIST2024",
    "Schuett2023",
    "UK Government2023",
    "Uuk2024",
    "Wiener2024",
]
# A query that is wrong, its first wrong parameter and value, and what is allowed (None: many).
WRONG: list[tuple[Any, ...]] = [
    (MITIGATION, "year=1999", "year", "1999", ["2023", "2024", "2025"]),
    (MITIGATION, "year=2024&asked=maybe", "asked", "maybe", ["any", "asked", "not_asked"]),
    (MITIGATION, "actor=Everybody", "actor", "Everybody", None),
    (MITIGATION, "nist_function=GOVERNMENT", "nist_function", "GOVERNMENT", None),
    (MITIGATION, "category=2.9", "category", "2.9", None),
    (MITIGATION, "document=Nobody2024", "document", "Nobody2024", DOCUMENTS),
    (MITIGATION, "asked=asked&asked=not_asked", "asked", "not_asked", []),
    (EVIDENCE, "part=2.1", "part", "2.1", ["1", "2", "3", "4", "X.X"]),
    (EVIDENCE, "order=random", "order", "random", ["taxonomy", "gap", "proposed", "agreement"]),
    (EVIDENCE, "order=gap&order=taxonomy", "order", "taxonomy", []),
    (EVIDENCE, "category=1", "category", "1", ["part", "order", "view", "data_version"]),
    (SURVEY, "document=NIST2024", "document", "NIST2024", None),
    (SURVEY, "page=2", "page", "2", None),
    (FINDINGS, "list=longest", "list", "longest", None),
    (FINDINGS, "at_least=-1", "at_least", "-1", []),
    (FINDINGS, "invited=maybe", "invited", "maybe", ["no", "yes"]),
    (COMPARE, "by=risk_area", "by", "risk_area", ["affiliation"]),
    (COMPARE, "measure=median", "measure", "median", ["mean", "agreement"]),
]


def cases(listed: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The cases of several views, one a view."""
    return [(name, *case) for names, *case in listed for name in names]


@by_view
@by_format
def test_every_value_is_of_the_kind_that_its_column_has(
    api: str, view: Table, format_name: str
) -> None:
    reply = ask(address(api, view.name, format_name))
    assert rows_of(reply, format_name, view.columns)


@by_view
@by_format
def test_the_looks_of_a_page_do_not_change_the_rows(
    api: str, view: Table, format_name: str
) -> None:
    plain = ask(address(api, view.name, format_name))
    for appearance in LOOKS[view.parameters.name]:
        assert ask(address(api, view.name, format_name, appearance)).body == plain.body


@by_format
@pytest.mark.parametrize(("name", "page", "values"), cases(AS_ON_THE_PAGE))
def test_the_address_of_a_page_gives_the_same_as_the_values_of_the_api(
    api: str, name: str, page: str, values: str, format_name: str
) -> None:
    from_page = ask(f"{api}/{name}.{format_name}?{page}")
    assert from_page.status == 200
    assert from_page.body == ask(f"{api}/{name}.{format_name}?{values}").body
    if format_name == "json":
        filters = from_page.json()["meta"]["filters"]
        assert filters != ask(f"{api}/{name}.json").json()["meta"]["filters"]


@by_format
@pytest.mark.parametrize(("name", "query", "parameter", "value", "allowed"), cases(WRONG))
def test_a_wrong_value_is_named_with_what_is_allowed(
    api: str,
    name: str,
    query: str,
    parameter: str,
    value: str,
    allowed: list[str] | None,
    format_name: str,
) -> None:
    reply = ask(f"{api}/{name}.{format_name}?{query}")
    problem = reply.json()
    assert reply.status == 400
    assert reply.headers["Content-Type"] == "application/json"
    assert problem["error"] == "bad_request"
    assert (problem["parameter"], problem["value"]) == (parameter, value)
    assert problem["message"].startswith(f"{parameter}: ")
    if allowed is None:
        assert len(problem["allowed"]) > 2
        assert value not in problem["allowed"]
    else:
        assert problem["allowed"] == allowed


@by_view
def test_a_parameter_there_is_not_is_named_with_those_there_are(api: str, view: Table) -> None:
    reply = ask(f"{api}/{view.name}.csv?colour=red&order=random&asked=maybe")
    problem = reply.json()
    assert (reply.status, problem["parameter"], problem["value"]) == (400, "colour", "red")
    taken = view.parameters
    assert problem["allowed"] == [*taken.meanings, *taken.appearance]
    assert len(problem["problems"]) == 3


@pytest.mark.parametrize("name", [*SURVEY, *MITIGATION, *COMPARE])
def test_a_search_may_have_200_characters(api: str, name: str) -> None:
    assert ask(f"{api}/{name}.csv?search={'a' * 200}").status == 200
    reply = ask(f"{api}/{name}.csv?search={'a' * 201}")
    assert (reply.status, reply.json()["parameter"]) == (400, "search")
    assert "200" in reply.json()["message"]


@by_view
@by_format
def test_an_unchanged_answer_is_not_sent_again(api: str, view: Table, format_name: str) -> None:
    place = address(api, view.name, format_name)
    first = ask(place)
    tag = first.headers["ETag"]
    assert ask(f"{api}/health").json()["data_version"] in tag
    for known in (tag, tag.removeprefix("W/"), f'"another", {tag}', "*"):
        again = ask(place, {"If-None-Match": known})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert ask(place, {"If-None-Match": '"another"'}).body == first.body
    narrowed = {
        "survey": "category=1",
        "taxonomy": "year=2023",
        "evidence": "part=1",
        "findings": "list=divided",
        "comparison": "category=1",
        "record": "id=A0206",
    }
    # The Overview has no filters.
    if query := narrowed.get(view.parameters.name):
        narrower = address(api, view.name, format_name, query)
        assert ask(narrower, {"If-None-Match": tag}).status == 200


@by_view
@by_format
def test_head_tells_what_get_would_send(api: str, view: Table, format_name: str) -> None:
    place = address(api, view.name, format_name)
    got, head = ask(place), ask(place, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "Content-Disposition"):
        assert head.headers[name] == got.headers[name]
    assert int(got.headers["Content-Length"]) == len(got.body)


@by_view
@by_format
def test_a_file_is_named_for_its_view_and_the_data(api: str, view: Table, format_name: str) -> None:
    given = ask(address(api, view.name, format_name)).headers["Content-Disposition"]
    version = ask(f"{api}/health").json()["data_version"]
    default = "schuett2023_" if view.name in (*SURVEY, *FINDINGS, *COMPARE) else ""
    other = {"uuk2024": "uuk2024_", "demo-panel": "demo-panel-SIMULATED_"}
    study = other[STUDIES[view.name]] if view.name in STUDIES else default
    name = f"common-ground_{view.name}_{study}{version}.{format_name}"
    assert given == f'attachment; filename="{name}"'


@by_view
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(api: str, view: Table, method: str) -> None:
    reply = ask(f"{api}/{view.name}.json", method=method)
    assert reply.status == 405
    assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert "GET" in reply.json()["message"]


@by_view
@pytest.mark.parametrize("ending", ["", "/", ".xml", ".CSV", "x.json", "/csv", ".json.json"])
def test_another_ending_leads_nowhere(api: str, view: Table, ending: str) -> None:
    reply = ask(f"{api}/{view.name}{ending}")
    assert (reply.status, reply.json()["error"]) == (404, "not_found")
    assert "/api/" in reply.json()["message"]


names = st.sampled_from(
    sorted({name for view in TABLES for name in (*view.parameters.meanings, "view", "page", "x")})
)
values = st.text(max_size=30) | st.sampled_from(
    ["1", "X.X", "NIST2024", "Uuk 2024", "2024", "asked", "gap", "Developer", "audit", "-1", "1e9"]
)
addresses = st.tuples(st.sampled_from([view.name for view in TABLES]), st.sampled_from(FORMATS))


def assert_answered(address: str) -> None:
    """Rows, or what is wrong with the query; never a failure."""
    reply = ask(address)
    assert reply.status in (200, 400)
    if reply.status == 400 or ".json" in address:
        assert reply.json()


@settings(max_examples=150)
@given(addresses, st.lists(st.tuples(names, values), max_size=4))
def test_no_parameters_break_the_service(
    server: str, view: tuple[str, str], query: list[tuple[str, str]]
) -> None:
    encoded = urlencode(query, errors="surrogatepass")
    assert_answered(f"{server}/api/{'.'.join(view)}?{encoded}")


@settings(max_examples=100)
@given(addresses, st.text("search=year&;%+?/:@!$'()*,[]{}|\\^~\"<>`-._0129aFxZ", max_size=60))
def test_no_query_string_breaks_the_service(server: str, view: tuple[str, str], query: str) -> None:
    assert_answered(f"{server}/api/{'.'.join(view)}?{query}")
