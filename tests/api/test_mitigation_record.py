"""The record of a mitigation over HTTP: held against the facts, and refused where there is none."""

from typing import Any
from urllib.parse import quote

import pytest

from queries.columns import AGREEMENT
from queries.records import Row
from queries.taxonomy_columns import MITIGATIONS
from tests.api.asking import KINDS, Reply, ask
from tests.conftest import Facts

SCHUETT, BOUNDED, TWO_OF_ONE_MEASURE, NO_FIGURE, NEVER_ASKED = (
    "A0197",
    "A1030",
    ("A1036", "A1037"),
    "A1034",
    "A0086",
)
SHOWN = (SCHUETT, BOUNDED, *TWO_OF_ONE_MEASURE, NO_FIGURE, NEVER_ASKED)
FIELDS = {"path", "facets", "asked_in", "nearest_asked", "neighbours", "citation"}
SEEN_FROM_THE_OTHER = {"narrower": "broader", "broader": "narrower"}


@pytest.fixture(scope="module")
def records(api: str) -> dict[str, Any]:
    """Some records, by identifier."""
    return {identifier: record(api, identifier).json() for identifier in SHOWN}


def record(api: str, identifier: str) -> Reply:
    return ask(f"{api}/mitigations/{quote(identifier, safe='')}.json")


def only_study(found: Any) -> Any:
    (asked_in,) = found["data"]["asked_in"]
    return asked_in


@pytest.mark.parametrize("identifier", SHOWN)
def test_a_record_starts_with_the_row_of_the_list(
    api: str, records: dict[str, Any], identifier: str
) -> None:
    listed = ask(f"{api}/mitigations.json").json()["data"]
    (row,) = [row for row in listed if row["mitigation_id"] == identifier]
    data = records[identifier]["data"]
    assert {name: data[name] for name in MITIGATIONS} == row
    assert set(data) == {*MITIGATIONS, *FIELDS}


@pytest.mark.parametrize("identifier", SHOWN)
def test_a_record_says_which_data_it_is_from_and_how_to_cite_it(
    api: str, records: dict[str, Any], identifier: str
) -> None:
    meta, data = records[identifier]["meta"], records[identifier]["data"]
    version = ask(f"{api}/health").json()["data_version"]
    assert meta["data_version"] == data["data_version"] == version
    assert meta["citation"] == data["citation"]
    for part in (identifier, data["label"], version, "MIT AI Risk Mitigation Database"):
        assert part in meta["citation"]


@pytest.mark.parametrize("identifier", SHOWN)
def test_the_path_leads_from_the_category_to_the_place(
    facts: Facts, records: dict[str, Any], identifier: str
) -> None:
    parts = {row["code"]: row for row in facts["taxonomy"]}
    (fact,) = [row for row in facts["mitigations"] if row["mitigation_id"] == identifier]
    codes = [parts[fact["code"]]["parent_code"], fact["code"]]
    assert records[identifier]["data"]["path"] == [
        {name: parts[code][name] for name in ("code", "name", "description", "examples")}
        for code in codes
    ]


@pytest.mark.parametrize("identifier", SHOWN)
def test_facets_are_given_with_their_reasons(
    facts: Facts, records: dict[str, Any], identifier: str
) -> None:
    coded = [row for row in facts["mitigation_facets"] if row["mitigation_id"] == identifier]
    found = records[identifier]["data"]["facets"]
    assert len(found) == (0 if identifier == NEVER_ASKED else 3)
    assert [{"mitigation_id": identifier, **row} for row in found] == coded


@pytest.mark.parametrize("identifier", SHOWN)
def test_five_others_are_near_and_five_that_experts_were_asked_about(
    facts: Facts, records: dict[str, Any], identifier: str
) -> None:
    put_to_experts = {row["mitigation_id"] for row in facts["item_mitigations"]}
    known = {row["mitigation_id"]: row for row in facts["mitigations"]}
    for name in ("neighbours", "nearest_asked"):
        near = records[identifier]["data"][name]
        assert len({row["mitigation_id"] for row in near} - {identifier}) == len(near) == 5
        assert all(row == known[row["mitigation_id"]] for row in near)
        if name == "nearest_asked":
            assert {row["mitigation_id"] for row in near} <= put_to_experts


def test_a_statement_has_the_answers_printed_and_those_of_each_group(
    facts: Facts, records: dict[str, Any]
) -> None:
    found = records[SCHUETT]
    asked = only_study(found)
    (item,) = [
        row["item_id"] for row in facts["item_mitigations"] if row["mitigation_id"] == SCHUETT
    ]
    (printed,) = [row for row in facts["schuett2023_counts"] if row["item_id"] == item]
    everyone, *groups = asked["agreement"]
    assert (asked["study_id"], asked["item_id"]) == ("schuett2023", item)
    assert (asked["bounds"], asked["themes"], asked["newer_path"]) == ([], None, None)
    for answer in ("neither", "somewhat_agree", "strongly_agree", "dont_know"):
        for end in ("low", "high"):
            assert everyone[f"{answer}_{end}"] == int(printed[answer])
    assert everyone["n_respondents"] == int(printed["n"])
    assert [row["group"] for row in groups] == ["AGI lab", "Academia", "Civil society"]
    assert [row["basis"] for row in groups] == ["reconstructed"] * 3
    assert found["meta"]["sentence"] == asked["reading"]
    assert asked["reading"].startswith("Of 51 experts, 98")


@pytest.mark.parametrize("identifier", [BOUNDED, *TWO_OF_ONE_MEASURE])
def test_a_measure_has_the_bounds_printed_and_no_answers(
    facts: Facts, records: dict[str, Any], identifier: str
) -> None:
    asked = only_study(records[identifier])
    printed = [row for row in facts["uuk2024_published"] if row["item_id"] == asked["item_id"]]
    names = ("risk_area", "statistic", "relation", "source")
    assert asked["agreement"] == []
    assert [
        (*(row[name] or "" for name in names), str(row["value"])) for row in asked["bounds"]
    ] == [(*(row[name] for name in names), row["value"]) for row in printed]
    assert len(printed) == 5
    assert asked["bounds"][-1]["risk_area"] is None
    assert asked["reading"].startswith("More than 60")


def test_both_mitigations_of_a_measure_have_its_record(records: dict[str, Any]) -> None:
    first, second = (only_study(records[identifier]) for identifier in TWO_OF_ONE_MEASURE)
    assert first == second


def test_a_measure_without_figures_says_so(records: dict[str, Any]) -> None:
    asked = only_study(records[NO_FIGURE])
    assert (asked["agreement"], asked["bounds"]) == ([], [])
    assert "no figure" in asked["reading"]


def test_a_mitigation_never_asked_about_says_so(records: dict[str, Any]) -> None:
    found = records[NEVER_ASKED]
    assert found["data"]["asked_in"] == []
    assert found["data"]["study_ids"] is found["data"]["definition"] is None
    assert found["meta"]["sentence"].startswith("No survey that we hold asked experts")


@pytest.mark.parametrize("side", ["", "other_"], ids=["from one side", "from the other"])
@pytest.mark.parametrize("closeness", ["same", "narrower", "broader", "related"])
def test_what_others_asked_is_compared_from_either_side(
    api: str, facts: Facts, closeness: str, side: str
) -> None:
    compared = next(row for row in facts["item_crosswalk"] if row["closeness"] == closeness)
    own = (compared[f"{side}study_id"], compared[f"{side}item_id"])
    identifier = next(
        row["mitigation_id"]
        for row in facts["item_mitigations"]
        if (row["study_id"], row["item_id"]) == own
    )
    labels = {(row["study_id"], row["item_id"]): row["label"] for row in facts["items"]}
    expected = set()
    for row in facts["item_crosswalk"]:
        here = (row["study_id"], row["item_id"])
        there = (row["other_study_id"], row["other_item_id"])
        if own == there:
            expected.add((labels[here], row["closeness"], row["rationale"]))
        elif own == here:
            seen = SEEN_FROM_THE_OTHER.get(row["closeness"], row["closeness"])
            expected.add((labels[there], seen, row["rationale"]))
    found = only_study(record(api, identifier).json())["counterparts"]
    assert {(one["label"], one["closeness"], one["rationale"]) for one in found} == expected
    assert len(found) == len(expected) > 0
    assert own[0] not in {one["study_id"] for one in found}


def test_every_record_of_what_was_put_to_experts_can_be_read(api: str, facts: Facts) -> None:
    identifiers = {row["mitigation_id"] for row in facts["item_mitigations"]}
    rows: list[Row] = []
    for identifier in sorted(identifiers):
        data = record(api, identifier).json()["data"]
        assert data["mitigation_id"] == identifier
        assert type(data["year"]) is int
        rows += [row for asked in data["asked_in"] for row in asked["agreement"]]
    assert len(rows) > 4 * 50
    for row in rows:
        for name, value in row.items():
            assert type(value) is KINDS[AGREEMENT[name].kind] or (
                value is None and AGREEMENT[name].may_be_empty
            ), name


def test_a_record_is_cached_named_and_only_read(api: str) -> None:
    first = record(api, SCHUETT)
    address = f"{api}/mitigations/{SCHUETT}.json"
    version = ask(f"{api}/health").json()["data_version"]
    name = f"common-ground_{SCHUETT}_{version}.json"
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
    assert ask(f"{api}/mitigations/%41%30197.json").body == record(api, SCHUETT).body


@pytest.mark.parametrize(
    "identifier",
    [
        "A0000",
        "A197",
        "A0197A",
        " A0197",
        "A٠١٩٧",
        "Ωμέγα — 安全",
        "\ud800",
        "'; drop table mitigation; --",
        '"A0197"',
        "<script>",
        "..",
        "%41",
        "%",
        "A" * 5000,
        "A0197.json",
    ],
)
def test_an_identifier_there_is_not_is_answered_with_help(api: str, identifier: str) -> None:
    written = quote(identifier, safe="", errors="surrogatepass")
    reply = ask(f"{api}/mitigations/{written}.json")
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
