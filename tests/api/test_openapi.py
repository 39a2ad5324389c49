"""The OpenAPI description, held against what the data API does."""

from typing import Any
from urllib.parse import urlencode

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.api.asking import FORMATS, ask
from views.tables import TABLES, Table

PARAMETERS = {
    "agreement": "study affiliation expertise risk_area category search base split sort min_n "
    "chart view data_version",
    "taxonomy": "search category document year asked lifecycle_stage actor nist_function page "
    "view data_version",
    "evidence": "part order view data_version",
    "findings": "study list group base at_least at_most invited view data_version",
    "comparison": "study by group against measure category search sort risk_area view data_version",
    "overview": "data_version",
    "record": "id data_version",
}
KIND_OF_VIEW = {
    "agreement": "agreement",
    "cells": "agreement",
    "bounds": "agreement",
    "combinations": "agreement",
    "responses": "agreement",
    "taxonomy": "taxonomy",
    "coverage": "taxonomy",
    "mitigations": "taxonomy",
    "evidence": "evidence",
    "items": "evidence",
    "findings": "findings",
    "compare": "comparison",
    "overview": "overview",
    "mitigation": "record",
    "mitigation_answers": "record",
}
# Views whose parameters are not chosen from a list.
WITHOUT_LISTS = ("overview", "record")
ANSWERED = [
    ("agreement", "split=affiliation&base=opinion"),
    ("agreement", "search=nothing+has+this+in+it"),
    ("cells", "affiliation=Academia"),
    ("taxonomy", "year=2023"),
    ("coverage", "asked=asked"),
    ("mitigations", ""),
    ("mitigations", "search=nothing+has+this+in+it"),
    ("evidence", "order=gap"),
    ("items", "part=3&part=X.X"),
    ("findings", "list=divided&at_least=10"),
    ("findings", "at_least=100&group=AGI+lab"),
    ("compare", "group=AGI+lab&group=Academia&measure=agreement"),
    ("compare", "search=nothing+has+this+in+it"),
    ("compare", "group=Academia"),
    ("bounds", "study=uuk2024&risk_area=CBRN"),
    ("combinations", "study=demo-panel"),
    ("responses", "study=demo-panel&expertise=CBRN&affiliation=Academia"),
    ("overview", ""),
    ("mitigation", "id=A0197"),
    ("mitigation_answers", "id=A0197"),
    ("mitigation_answers", "id=A1030"),
]
REFUSED = [
    ("agreement", "base=everyone&min_n=-1"),
    ("mitigations", "year=1999&colour=red"),
    ("evidence", "part=2.1"),
    ("findings", "at_least=101"),
    ("compare", "group=Nobody"),
    ("mitigation", "id=A9999"),
]
by_name = pytest.mark.parametrize("view", TABLES, ids=lambda view: view.name)


@pytest.fixture(scope="module")
def described(api: str) -> Any:
    return ask(f"{api}/openapi.json").json()


def operation(described: Any, path: str) -> Any:
    return described["paths"][path]["get"]


def parameters(described: Any, path: str) -> list[Any]:
    """The parameters of a path, wherever they are written."""
    components = described["components"]["parameters"]
    found = operation(described, path)["parameters"]
    return [components[one["$ref"].rsplit("/", 1)[-1]] if "$ref" in one else one for one in found]


def validator(described: Any, path: str, status: str) -> Any:
    """What checks an answer of a path; references are looked up in the whole description."""
    content = operation(described, path)["responses"][status]["content"]
    schema = content["application/json"]["schema"] | {"components": described["components"]}
    return Draft202012Validator(schema)


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        here = [node["$ref"]] if "$ref" in node else []
        return here + [found for value in node.values() for found in references(value)]
    if isinstance(node, list):
        return [found for value in node for found in references(value)]
    return []


def test_there_is_a_path_for_each_address(described: Any) -> None:
    views = {f"/{view.name}.{name}" for view in TABLES for name in FORMATS}
    fixed = {"/", "/health", "/openapi.json", "/mitigations/{mitigation_id}.json"}
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == views | fixed
    assert len(views) == 3 * len(KIND_OF_VIEW)
    named = [
        path["get"]["operationId"]
        for path in described["paths"].values()
        if "operationId" in path["get"]
    ]
    assert len(named) == len(set(named)) == len(views) + 1


def test_every_reference_leads_somewhere(described: Any) -> None:
    found = references(described["paths"])
    assert found
    for reference in found:
        node = described
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        assert node


@by_name
@pytest.mark.parametrize("format_name", FORMATS)
def test_every_parameter_of_a_view_is_described(
    described: Any, view: Table, format_name: str
) -> None:
    found = parameters(described, f"/{view.name}.{format_name}")
    assert [one["name"] for one in found] == PARAMETERS[KIND_OF_VIEW[view.name]].split()
    for one in found:
        assert (one["in"], one["required"]) == ("query", False)
        assert one["description"].endswith(".")
        Draft202012Validator.check_schema(one["schema"])
        assert (one["schema"]["type"] == "array") == (one["name"] in view.parameters.repeatable)


@by_name
def test_every_value_described_is_accepted(api: str, described: Any, view: Table) -> None:
    accepted = 0
    for one in parameters(described, f"/{view.name}.json"):
        schema = one["schema"].get("items", one["schema"])
        defaults = [one["schema"]["default"]] if "default" in one["schema"] else []
        for value in [*schema.get("examples", []), *defaults]:
            alone = (
                {"against": "others"} if (view.name, one["name"]) == ("compare", "group") else {}
            )
            query = urlencode({one["name"]: value, **alone})
            assert ask(f"{api}/{view.name}.csv?{query}").status == 200, query
            accepted += 1
    kind = KIND_OF_VIEW[view.name]
    assert kind in WITHOUT_LISTS or accepted > len(PARAMETERS[kind].split())


@by_name
def test_every_column_of_a_view_is_described(described: Any, view: Table) -> None:
    in_json = operation(described, f"/{view.name}.json")["responses"]["200"]["content"]
    row = in_json["application/json"]["schema"]["properties"]["data"]["items"]
    assert list(row["properties"]) == row["required"] == list(view.columns)
    assert all(column["description"].endswith(".") for column in row["properties"].values())
    for format_name, media_type in {
        "csv": "text/csv",
        "parquet": "application/vnd.apache.parquet",
    }.items():
        content = operation(described, f"/{view.name}.{format_name}")["responses"]["200"]["content"]
        text = content[media_type]["schema"]["description"]
        for name, column in row["properties"].items():
            assert f"{name}: {column['description']}" in text


@by_name
@pytest.mark.parametrize("format_name", FORMATS)
def test_an_answer_has_the_media_type_described(
    api: str, described: Any, view: Table, format_name: str
) -> None:
    answer = operation(described, f"/{view.name}.{format_name}")["responses"]["200"]
    (media_type,) = answer["content"]
    given = ask(f"{api}/{view.name}.{format_name}").headers["Content-Type"]
    assert given.split(";")[0] == media_type


@pytest.mark.parametrize(("name", "query"), ANSWERED)
def test_an_answer_is_as_described(api: str, described: Any, name: str, query: str) -> None:
    answer = ask(f"{api}/{name}.json?{query}").json()
    check = validator(described, f"/{name}.json", "200")
    check.validate(answer)
    for wrong in ({**answer, "data": [{}]}, {**answer, "meta": {}}, {"data": answer["data"]}):
        assert not check.is_valid(wrong)


@pytest.mark.parametrize(("name", "query"), REFUSED)
def test_a_refusal_is_as_described(api: str, described: Any, name: str, query: str) -> None:
    reply = ask(f"{api}/{name}.json?{query}")
    check = validator(described, f"/{name}.json", "400")
    assert reply.status == 400
    check.validate(reply.json())
    assert not check.is_valid({**reply.json(), "error": "internal"})


def test_the_record_of_a_mitigation_is_described(api: str, described: Any) -> None:
    path = "/mitigations/{mitigation_id}.json"
    (identifier,) = parameters(described, path)
    assert (identifier["name"], identifier["in"]) == ("mitigation_id", "path")
    assert identifier["required"]
    assert set(operation(described, path)["responses"]) == {"200", "304", "404"}
    one = Draft202012Validator(identifier["schema"])
    mitigations = ask(f"{api}/mitigations.json").json()["data"]
    assert all(one.is_valid(row["mitigation_id"]) for row in mitigations)
    assert not one.is_valid("A19")
    for example in identifier["schema"]["examples"]:
        record = ask(f"{api}{path.replace('{mitigation_id}', example)}").json()
        validator(described, path, "200").validate(record)


@pytest.mark.parametrize("path", ["/", "/health", "/openapi.json"])
def test_what_has_no_parameters_is_described_too(api: str, described: Any, path: str) -> None:
    validator(described, path, "200").validate(ask(f"{api}{path}").json())
    assert operation(described, path)["summary"].endswith(".")
