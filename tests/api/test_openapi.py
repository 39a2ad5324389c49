"""The OpenAPI description, held against what the data API does."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from exports.formats import FORMATS
from tests.api.asking import QUERIES, ask
from views.filter_kinds import declarations, read
from views.registry import VIEWS, tables
from views.view import Page

pytestmark = pytest.mark.slow

PARAMETERS = {
    "overview": "data_version",
    "agreement": "study question affiliation expertise subgroup risk_area wave category search "
    "base split sort min_n chart view data_version",
    "findings": "study list group base at_least at_most invited view data_version",
    "compare": "study question by risk_area group against measure category search sort view "
    "data_version",
    "cross-table": "study question rows columns item affiliation expertise subgroup risk_area "
    "wave base min_n view data_version",
    "taxonomy": "search category document year asked lifecycle_stage actor nist_function page "
    "view data_version",
    "experts-and-public": "topic view data_version",
    "evidence": "part sort view data_version",
    "risks": "domain sort view data_version",
    "risk": "risk data_version",
    "mitigation": "id data_version",
}
# Pages whose parameters are not chosen from a list.
WITHOUT_LISTS = ("overview", "risk", "mitigation")
REFUSED = [
    ("agreement", "base=everyone&min_n=-1"),
    ("mitigations", "year=1999&colour=red"),
    ("findings", "at_least=101"),
    ("mitigation", "id=A9999"),
    ("risk", "risk=9.9"),
    ("risks", "domain=7.1"),
]
by_table = pytest.mark.parametrize("name", tables())
by_page = pytest.mark.parametrize("page", [kind.page for kind in VIEWS], ids=lambda one: one.name)


@pytest.fixture(scope="module")
def described(api: str) -> Any:
    return ask(f"{api}/openapi.json").json()


def operation(described: Any, path: str) -> Any:
    return described["paths"][path]["get"]


def referred(described: Any, reference: str) -> Any:
    """What a reference leads to."""
    node = described
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node


def validator(described: Any, path: str, status: str) -> Any:
    """What checks an answer of a path; references are looked up in the whole description."""
    content = operation(described, path)["responses"][status]["content"]
    schema = content["application/json"]["schema"] | {"components": described["components"]}
    return Draft202012Validator(schema)


def test_there_is_a_path_for_each_address(described: Any) -> None:
    of_tables = {f"/{name}.{ending}" for name in tables() for ending in FORMATS}
    fixed = {"/", "/health", "/openapi.json", "/mitigations/{mitigation_id}.json"}
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == of_tables | fixed
    named = [
        path["get"]["operationId"]
        for path in described["paths"].values()
        if "operationId" in path["get"]
    ]
    assert len(named) == len(set(named)) == len(of_tables) + 1


@by_table
def test_the_parameters_of_a_table_are_those_of_its_page(described: Any, name: str) -> None:
    page = tables()[name][0].page.name
    expected = [f"#/components/parameters/{page}_{one}" for one in PARAMETERS[page].split()]
    for ending in FORMATS:
        parameters = operation(described, f"/{name}.{ending}")["parameters"]
        assert [one["$ref"] for one in parameters] == expected
        assert all(referred(described, one) for one in expected)


def parameters_of(described: Any, page: Page) -> dict[str, Any]:
    """The parameters of a page, by name."""
    named = f"{page.name}_"
    components = described["components"]["parameters"]
    return {one["name"]: one for key, one in components.items() if key.startswith(named)}


@by_page
def test_every_parameter_is_described(described: Any, page: Page) -> None:
    parameters = parameters_of(described, page)
    assert list(parameters) == PARAMETERS[page.name].split()
    declared = declarations(page.filters)
    for name, one in parameters.items():
        assert (one["in"], one["required"]) == ("query", False)
        assert one["description"].endswith(".")
        Draft202012Validator.check_schema(one["schema"])
        repeatable = name in declared and declared[name].repeatable
        assert (one["schema"]["type"] == "array") == repeatable


@by_page
def test_every_value_described_is_accepted(described: Any, page: Page) -> None:
    parameters = parameters_of(described, page)
    accepted = 0
    for name, one in parameters.items():
        schema = one["schema"].get("items", one["schema"])
        defaults = [one["schema"]["default"]] if "default" in one["schema"] else []
        for value in [*schema.get("examples", []), *defaults]:
            _, problems = read(page.filters, [(name, str(value))], page.appearance)
            assert problems == []
            accepted += 1
    assert page.name in WITHOUT_LISTS or accepted > len(parameters)


@by_table
def test_every_column_of_a_table_is_described(described: Any, name: str) -> None:
    in_json = operation(described, f"/{name}.json")["responses"]["200"]["content"]
    row = in_json["application/json"]["schema"]["properties"]["data"]["items"]
    table = tables()[name][1]
    assert list(row["properties"]) == list(table.columns)
    assert row["required"] == [name for name in table.columns if name not in table.of_scale]
    assert all(column["description"].endswith(".") for column in row["properties"].values())
    for ending in set(FORMATS) - {"json"}:
        answered = operation(described, f"/{name}.{ending}")["responses"]["200"]
        (content,) = answered["content"].values()
        for column, about in row["properties"].items():
            assert f"{column}: {about['description']}" in content["schema"]["description"]


@pytest.mark.parametrize("ending", FORMATS)
def test_an_answer_has_the_media_type_described(api: str, described: Any, ending: str) -> None:
    for name in tables():
        (media_type,) = operation(described, f"/{name}.{ending}")["responses"]["200"]["content"]
        given = ask(f"{api}/{name}.{ending}", method="HEAD").headers["Content-Type"]
        assert given.split(";")[0] == media_type


@pytest.mark.parametrize(
    ("name", "query"),
    [
        *QUERIES.items(),
        ("mitigations", "search=nothing+has+this+in+it"),
        # Of a scale without scores, and of one with other answers.
        *(
            (name, "study=ec2020&question=scope")
            for name in ("agreement", "cells", "compare", "cross-table")
        ),
        ("agreement", "study=ipie2024&question=system-measures&split=expertise"),
    ],
)
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
    (identifier,) = operation(described, path)["parameters"]
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
