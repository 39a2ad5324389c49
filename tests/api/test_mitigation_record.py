"""The record of a mitigation over HTTP, and what is answered where there is none."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from queries.build_info import data_version
from tests.api.asking import Reply, ask, result_of
from views.agreement.columns import AGREEMENT
from views.mitigation.record_data import as_data
from views.mitigation.rows import mitigation_record
from views.taxonomy.columns import MITIGATION_COLUMNS

COUNTED, BOUNDED, NO_FIGURE, NEVER_ASKED = "A0197", "A1030", "A1034", "A0086"


def ask_record(api: str, identifier: str) -> Reply:
    return ask(f"{api}/mitigations/{quote(identifier, safe='', errors='surrogatepass')}.json")


def asked_in(api: str, identifier: str) -> Any:
    """What the one study that asked about a mitigation found."""
    (one,) = ask_record(api, identifier).json()["data"]["asked_in"]
    return one


@pytest.mark.parametrize("identifier", [COUNTED, BOUNDED, NO_FIGURE, NEVER_ASKED])
def test_a_record_is_the_row_of_the_list_and_all_around_it(api: str, identifier: str) -> None:
    sent = ask_record(api, identifier).json()
    record = mitigation_record(identifier)
    assert record
    assert sent["data"] == json.loads(json.dumps(as_data(record)))
    rows = result_of("mitigations", "").rows
    (row,) = rows[rows["mitigation_id"] == identifier][list(MITIGATION_COLUMNS)].to_dict("records")
    assert {name: sent["data"][name] for name in MITIGATION_COLUMNS} == row
    around = {"path", "facets", "asked_in", "nearest_asked", "neighbours", "citation"}
    close = {"compared", "of_subcategory"}
    assert set(sent["data"]) == {*MITIGATION_COLUMNS, *around, *close}
    assert sent["meta"]["data_version"] == sent["data"]["data_version"] == data_version()
    assert sent["meta"]["citation"] == sent["data"]["citation"]


def test_a_statement_has_answers_a_measure_has_bounds_and_others_say_that_they_have_none(
    api: str,
) -> None:
    counted, bounded, bare = (asked_in(api, one) for one in (COUNTED, BOUNDED, NO_FIGURE))
    assert [list(row) for row in counted["agreement"]] == [list(AGREEMENT)] * 4
    assert counted["bounds"] == bounded["agreement"] == bare["agreement"] == bare["bounds"] == []
    assert [row["value"] for row in bounded["bounds"]] == [0.6, 0.6, 0.6, 0.6, 0.4]
    assert bounded["bounds"][-1]["risk_area"] is None
    assert counted["themes"] is counted["newer_path"] is None
    meta = ask_record(api, COUNTED).json()["meta"]
    assert meta["sentence"] == counted["reading"] != bare["reading"]
    assert "no figure" in bare["reading"]


def test_a_record_is_cached_named_and_only_read(api: str) -> None:
    address = f"{api}/mitigations/{COUNTED}.json"
    first = ask(address)
    name = f"common-ground_{COUNTED}_{data_version()}.json"
    assert first.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    again = ask(address, {"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    other = ask(f"{api}/mitigations/{BOUNDED}.json", {"If-None-Match": first.headers["ETag"]})
    assert other.status == 200
    head = ask(address, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["ETag"] == first.headers["ETag"]
    assert ask(address, method="DELETE").status == 405


def test_a_percent_encoded_identifier_is_the_identifier(api: str) -> None:
    assert ask(f"{api}/mitigations/%41%30197.json").body == ask_record(api, COUNTED).body


@pytest.mark.parametrize(
    "identifier",
    [
        "A0000",
        "A197",
        " A0197",
        "A٠١٩٧",
        "\ud800",
        "'; drop table mitigation; --",
        "<script>",
        "..",
        "%41",
        "A" * 5000,
        "A0197.json",
    ],
)
def test_an_identifier_there_is_not_is_answered_with_help(api: str, identifier: str) -> None:
    reply = ask_record(api, identifier)
    problem = reply.json()
    assert (reply.status, problem["error"]) == (404, "not_found")
    assert "A0197" in problem["message"]
    assert "/api/mitigations.json" in problem["message"]
    if "\ud800" not in identifier:
        assert identifier in problem["message"]


@pytest.mark.parametrize("path", [".json", "A0197", "A0197.csv", "", "A0197/x.json"])
def test_half_an_address_leads_nowhere(api: str, path: str) -> None:
    reply = ask(f"{api}/mitigations/{path}")
    assert (reply.status, reply.json()["error"]) == (404, "not_found")
    assert "/api/" in reply.json()["message"]


@pytest.mark.parametrize(
    "path",
    [
        "../health",
        "..%2fhealth",
        "..%2f..%2f..%2fREADME.md%00.json",
        "%00.json",
        "..%5c..%5cA0197.json",
        "%2e%2e%2fmitigations%2fA0197.json",
        "A0197%0d%0aX-Injected:%20yes.json",
    ],
)
def test_a_path_that_leads_astray_is_refused(api: str, path: str) -> None:
    reply = ask(f"{api}/mitigations/{path}")
    assert reply.status in (400, 404)
    assert reply.headers["X-Injected"] is None
    assert b"data_version" not in reply.body
