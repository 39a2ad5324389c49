"""Taxonomy, coverage and mitigations over HTTP: as queried, and as counted from the facts."""

from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from queries.mitigation_filters import MitigationFilters, query_params
from queries.mitigations import coverage, mitigations, taxonomy
from queries.records import Row
from tests.api.asking import FORMATS, ask, rows_of, rows_of_frame
from tests.conftest import FactRow, Facts
from views.tables import TABLES

QUERIES = {"taxonomy": taxonomy, "coverage": coverage, "mitigations": mitigations}
COLUMNS = {view.name: view.columns for view in TABLES if view.name in QUERIES}
ASKED = [
    MitigationFilters(),
    MitigationFilters(category=("1", "2.3")),
    MitigationFilters(document=("NIST2024", "Future of Life Institute2024"), category=("X.X",)),
    MitigationFilters(year=("2023",), asked="asked"),
    MitigationFilters(asked="not_asked", category=("4",)),
    MitigationFilters(lifecycle_stage=("Deploy", "Plan and design"), actor=("Developer",)),
    MitigationFilters(nist_function=("Map",)),
    MitigationFilters(search="auditing"),
    MitigationFilters(search="nothing has this in it"),
]
# The columns that there are, in their order; the declarations are held against this.
COLUMN_NAMES = {
    "taxonomy": "code name parent_code kind mitigations documents asked description examples "
    "data_version",
    "coverage": "code subcategory document_id document mitigations asked data_version",
    "mitigations": "mitigation_id label code subcategory category_code category document_id year "
    "document_url study_ids item_ids lifecycle_stage actor nist_function definition "
    "official_definition data_version",
}


class Sums:
    """Counts made from the facts alone."""

    def __init__(self, facts: Facts) -> None:
        self.mitigations = facts["mitigations"]
        self.put_to_experts = {row["mitigation_id"] for row in facts["item_mitigations"]}
        self.year = {row["document_id"]: row["year"] for row in facts["documents"]}
        self.parent = {row["code"]: row["parent_code"] for row in facts["taxonomy"]}
        self.facets: dict[str, dict[str, str]] = defaultdict(dict)
        for row in facts["mitigation_facets"]:
            self.facets[row["mitigation_id"]][row["facet"]] = row["value"]

    def of(self, rows: list[FactRow]) -> tuple[int, int, int]:
        """How many mitigations, documents, and mitigations that were put to experts."""
        documents = {row["document_id"] for row in rows}
        put = [row for row in rows if row["mitigation_id"] in self.put_to_experts]
        return len(rows), len(documents), len(put)


# Queries, and which rows of the facts fit them.
COUNTED: dict[str, Callable[[FactRow, Sums], bool]] = {
    "": lambda row, of: True,
    "asked=asked": lambda row, of: row["mitigation_id"] in of.put_to_experts,
    "asked=not_asked": lambda row, of: row["mitigation_id"] not in of.put_to_experts,
    "year=2023&year=2025": lambda row, of: of.year[row["document_id"]] in ("2023", "2025"),
    "actor=Several&actor=Outside+assessor": lambda row, of: (
        of.facets[row["mitigation_id"]].get("actor") in ("Several", "Outside assessor")
    ),
    "nist_function=Govern&lifecycle_stage=Deploy": lambda row, of: (
        of.facets[row["mitigation_id"]].get("nist_function") == "Govern"
        and of.facets[row["mitigation_id"]].get("lifecycle_stage") == "Deploy"
    ),
}


@pytest.fixture(scope="module")
def sums(facts: Facts) -> Sums:
    return Sums(facts)


def rows(api: str, name: str, query: str, format_name: str = "json") -> list[Row]:
    return rows_of(ask(f"{api}/{name}.{format_name}?{query}"), format_name, COLUMNS[name])


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_every_format_has_the_rows_of_the_page(
    api: str, filters: MitigationFilters, format_name: str, name: str
) -> None:
    expected = rows_of_frame(QUERIES[name](filters), COLUMNS[name])
    assert rows(api, name, urlencode(query_params(filters)), format_name) == expected


@pytest.mark.parametrize("name", QUERIES)
def test_the_columns_are_these(name: str) -> None:
    assert list(COLUMNS[name]) == COLUMN_NAMES[name].split()


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_json_says_what_is_shown_and_how_to_get_it_again(
    api: str, filters: MitigationFilters, name: str
) -> None:
    answer = ask(f"{api}/{name}.json?{urlencode(query_params(filters))}").json()
    meta = answer["meta"]
    narrowed = list(filters.category) if name == "mitigations" else []
    assert meta["filters"]["category"] == narrowed
    assert meta["filters"]["asked"] == filters.asked
    assert meta["sentence"].endswith(".")
    assert "MIT AI Risk Mitigation Database" in meta["citation"]["database"]
    assert meta["data_version"] == ask(f"{api}/health").json()["data_version"]
    assert ask(f"{api}/{name}.json?{meta['query']}").json()["data"] == answer["data"]


def test_a_slip_in_a_search_is_put_right_and_told(api: str) -> None:
    right = ask(f"{api}/mitigations.json?search=whistleblower").json()
    slipped = ask(f"{api}/mitigations.json?search=whistelblower").json()
    assert slipped["data"] == right["data"] != []
    assert right["meta"]["understood"] == []
    (told,) = slipped["meta"]["understood"]
    assert "whistelblower" in told


def test_there_are_831_mitigations_of_which_79_were_put_to_experts(api: str, sums: Sums) -> None:
    listed = rows(api, "mitigations", "")
    by_code = [row for row in rows(api, "taxonomy", "") if row["kind"] != "category"]
    cells = rows(api, "coverage", "")
    assert len(listed) == len({row["mitigation_id"] for row in listed}) == 831
    for counted in (by_code, cells):
        assert sum(row["mitigations"] for row in counted) == 831
        assert sum(row["asked"] for row in counted) == len(sums.put_to_experts) == 79
    assert sum(row["study_ids"] is not None for row in listed) == 79


@pytest.mark.parametrize("query", COUNTED)
def test_the_list_has_the_facts_that_fit(api: str, sums: Sums, query: str) -> None:
    fitting = [row for row in sums.mitigations if COUNTED[query](row, sums)]
    names = ("mitigation_id", "label", "document_id", "code")
    listed = rows(api, "mitigations", query)
    assert sorted(tuple(row[name] for name in names) for row in listed) == sorted(
        tuple(row[name] for name in names) for row in fitting
    )
    for row in listed:
        assert str(row["year"]) == sums.year[row["document_id"]]
        assert row["category_code"] == (sums.parent[row["code"]] or row["code"])
        for facet, value in sums.facets[row["mitigation_id"]].items():
            assert row[facet] == value


@pytest.mark.parametrize("query", COUNTED)
def test_the_taxonomy_counts_the_facts_that_fit(api: str, sums: Sums, query: str) -> None:
    fitting = [row for row in sums.mitigations if COUNTED[query](row, sums)]
    counted = rows(api, "taxonomy", query)
    assert [row["code"] for row in counted] == sorted(sums.parent)
    for row in counted:
        assert row["parent_code"] == (sums.parent[row["code"]] or None)
        below = [one for one in fitting if row["code"] in (one["code"], sums.parent[one["code"]])]
        assert (row["mitigations"], row["documents"], row["asked"]) == sums.of(below)


@pytest.mark.parametrize("query", COUNTED)
def test_coverage_counts_the_facts_that_fit(api: str, sums: Sums, query: str) -> None:
    cells: dict[tuple[str, str], list[FactRow]] = defaultdict(list)
    for row in sums.mitigations:
        if COUNTED[query](row, sums):
            cells[row["code"], row["document_id"]].append(row)
    counted = rows(api, "coverage", query)
    assert [(cell["code"], cell["document_id"]) for cell in counted] == sorted(cells)
    for cell in counted:
        n, _, put = sums.of(cells[cell["code"], cell["document_id"]])
        assert (cell["mitigations"], cell["asked"]) == (n, put)


def test_category_and_document_choose_from_the_list(api: str, sums: Sums) -> None:
    listed = rows(api, "mitigations", "category=2&category=4.5&document=NIST2024&document=Uuk2024")
    assert sorted(row["mitigation_id"] for row in listed) == sorted(
        row["mitigation_id"]
        for row in sums.mitigations
        if (row["code"][0] == "2" or row["code"] == "4.5")
        and row["document_id"] in ("NIST2024", "Uuk2024")
    )


def test_what_is_chosen_in_a_picture_leaves_the_rest_of_it_visible(api: str) -> None:
    assert rows(api, "taxonomy", "category=2&year=2024") == rows(api, "taxonomy", "year=2024")
    chosen = "category=2&document=NIST2024&asked=asked"
    assert rows(api, "coverage", chosen) == rows(api, "coverage", "asked=asked")
    assert rows(api, "taxonomy", "document=NIST2024") != rows(api, "taxonomy", "")


def test_a_search_lists_first_what_has_it_in_its_name(api: str) -> None:
    answer = rows(api, "mitigations", "search=incident")
    in_name = ["incident" in row["label"].lower() for row in answer]
    assert in_name == sorted(in_name, reverse=True)
    assert len(set(in_name)) == 2


def test_codes_and_documents_stand_in_order(api: str) -> None:
    listed = [(row["code"], row["label"].lower()) for row in rows(api, "mitigations", "year=2024")]
    assert listed == sorted(listed)
