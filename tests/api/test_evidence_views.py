"""Evidence and items over HTTP: as queried, and as counted from the facts."""

from collections import Counter
from urllib.parse import urlencode

import pytest

from queries.evidence import EvidenceFilters, evidence, judged_items, query_params
from queries.records import Row
from tests.api.asking import FORMATS, ask, rows_of, rows_of_frame
from tests.conftest import Facts
from views.tables import TABLES

COLUMNS = {view.name: view.columns for view in TABLES if view.name in ("evidence", "items")}
ASKED = [
    EvidenceFilters(),
    EvidenceFilters(part=("2",)),
    EvidenceFilters(part=("X.X", "4"), order="gap"),
    EvidenceFilters(order="proposed"),
    EvidenceFilters(order="agreement", part=("1", "3")),
]
# The columns that there are, in their order; the declarations are held against this.
COLUMN_NAMES = {
    "evidence": "code subcategory category_code category mitigations documents asked study_id "
    "study items items_with_figures items_with_bounds agreement_lowest agreement_highest "
    "disagreement_highest agreement_above group_gap data_version",
    "items": "study_id item_id label code mitigation_ids n agreement disagreement agreement_above "
    "group_gap basis data_version",
}
BOUNDS = {
    "pre-deployment-risk-assessments",
    "safety-incident-reports-and-security-information-sharing",
    "third-party-pre-deployment-model-audits",
}


def rows(api: str, name: str, query: str = "", format_name: str = "json") -> list[Row]:
    return rows_of(ask(f"{api}/{name}.{format_name}?{query}"), format_name, COLUMNS[name])


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_every_format_has_the_rows_of_the_page(
    api: str, filters: EvidenceFilters, format_name: str
) -> None:
    query = urlencode(query_params(filters))
    expected = rows_of_frame(evidence(filters), COLUMNS["evidence"])
    assert rows(api, "evidence", query, format_name) == expected
    codes = dict.fromkeys(row["code"] for row in expected)
    items = rows_of_frame(judged_items(), COLUMNS["items"])
    shown = [item for code in codes for item in items if item["code"] == code]
    assert rows(api, "items", query, format_name) == shown != []


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_are_these(name: str) -> None:
    assert list(COLUMNS[name]) == COLUMN_NAMES[name].split()


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_json_says_what_is_shown_and_how_to_get_it_again(
    api: str, filters: EvidenceFilters, name: str
) -> None:
    answer = ask(f"{api}/{name}.json?{urlencode(query_params(filters))}").json()
    meta = answer["meta"]
    assert meta["filters"]["part"] == list(filters.part)
    assert meta["filters"]["order"] == filters.order
    assert meta["sentence"].endswith(".")
    assert "2305.07153" in meta["citation"]["schuett2023"]
    assert "2412.02145" in meta["citation"]["uuk2024"]
    assert meta["data_version"] == ask(f"{api}/health").json()["data_version"]
    assert ask(f"{api}/{name}.json?{meta['query']}").json()["data"] == answer["data"]


def test_every_subcategory_has_a_row_a_study_and_counts_what_is_proposed(
    api: str, facts: Facts
) -> None:
    parents = {row["code"]: row["parent_code"] for row in facts["taxonomy"]}
    proposed = Counter(row["code"] for row in facts["mitigations"])
    put_to_experts = {row["mitigation_id"] for row in facts["item_mitigations"]}
    asked = Counter(
        row["code"] for row in facts["mitigations"] if row["mitigation_id"] in put_to_experts
    )
    documents = Counter(
        code for code, _ in {(row["code"], row["document_id"]) for row in facts["mitigations"]}
    )
    items = Counter((row["code"], row["study_id"]) for row in facts["items"])
    answer = rows(api, "evidence")
    assert [(row["code"], row["study_id"]) for row in answer] == [
        (code, study) for code in sorted(proposed) for study in ("schuett2023", "uuk2024")
    ]
    for row in answer:
        code = row["code"]
        assert row["category_code"] == (parents[code] or code)
        assert (row["mitigations"], row["documents"]) == (proposed[code], documents[code])
        assert (row["asked"], row["items"]) == (asked[code], items[code, row["study_id"]])
    once = [row for row in answer if row["study_id"] == "uuk2024"]
    assert sum(row["mitigations"] for row in once) == 831
    assert sum(row["asked"] for row in once) == 79
    assert sum(row["items"] for row in answer) == 77


def test_the_figures_of_statements_are_those_printed(api: str, facts: Facts) -> None:
    printed = {row["item_id"]: row for row in facts["schuett2023_counts"]}
    statements = [row for row in rows(api, "items") if row["study_id"] == "schuett2023"]
    assert {row["item_id"] for row in statements} == set(printed)
    for row in statements:
        counts = {
            name: int(count) for name, count in printed[row["item_id"]].items() if name != "item_id"
        }
        n = counts.pop("n")
        assert row["n"] == n == sum(counts.values())
        agree = counts["somewhat_agree"] + counts["strongly_agree"]
        disagree = counts["somewhat_disagree"] + counts["strongly_disagree"]
        assert row["agreement"] == pytest.approx(agree / n)
        assert row["disagreement"] == pytest.approx(disagree / n)
        assert (row["basis"], row["agreement_above"]) == ("published", None)


def test_measures_have_the_bounds_printed_and_no_figures(api: str, facts: Facts) -> None:
    bounds = [row for row in facts["uuk2024_published"] if row["statistic"] == "agreement_share"]
    measures = [row for row in rows(api, "items") if row["study_id"] == "uuk2024"]
    assert len(measures) == 27
    for row in measures:
        printed = [float(one["value"]) for one in bounds if one["item_id"] == row["item_id"]]
        assert row["agreement_above"] == (min(printed) if printed else None)
        assert row["basis"] == ("published" if printed else None)
        assert row["n"] is row["agreement"] is row["disagreement"] is row["group_gap"] is None
    assert {row["item_id"] for row in measures if row["agreement_above"]} == BOUNDS


def test_an_item_names_its_mitigations(api: str, facts: Facts) -> None:
    for row in rows(api, "items"):
        about = [
            link["mitigation_id"]
            for link in facts["item_mitigations"]
            if (link["study_id"], link["item_id"]) == (row["study_id"], row["item_id"])
        ]
        assert row["mitigation_ids"] == ";".join(sorted(about))


def test_a_subcategory_sums_up_its_items(api: str) -> None:
    items = rows(api, "items")
    for row in rows(api, "evidence"):
        own = [
            item
            for item in items
            if (item["code"], item["study_id"]) == (row["code"], row["study_id"])
        ]
        agree = [item["agreement"] for item in own if item["agreement"] is not None]
        disagree = [item["disagreement"] for item in own if item["disagreement"] is not None]
        above = [item["agreement_above"] for item in own if item["agreement_above"] is not None]
        gaps = [item["group_gap"] for item in own if item["group_gap"] is not None]
        assert (row["items_with_figures"], row["items_with_bounds"]) == (len(agree), len(above))
        assert row["agreement_lowest"] == min(agree, default=None)
        assert row["agreement_highest"] == max(agree, default=None)
        assert row["disagreement_highest"] == max(disagree, default=None)
        assert row["agreement_above"] == min(above, default=None)
        assert row["group_gap"] == max(gaps, default=None)


def test_part_chooses_categories(api: str) -> None:
    codes = {row["code"] for row in rows(api, "evidence", "part=2&part=X.X")}
    assert codes == {"2.1", "2.2", "2.3", "2.4", "2.X", "X.X"}
    items = rows(api, "items", "part=2&part=X.X")
    assert {row["code"] for row in items} == {"2.1", "2.2", "2.3", "X.X"}


def test_the_orders_are_what_they_are_called(api: str) -> None:
    def ordered(order: str) -> list[Row]:
        listed = rows(api, "evidence", f"order={order}")
        return [row for row in listed if row["study_id"] == "schuett2023"]

    taxonomy = ordered("taxonomy")
    by_code = {row["code"]: row for row in taxonomy}
    assert list(by_code) == sorted(by_code)
    proposed = [row["mitigations"] for row in ordered("proposed")]
    assert proposed == sorted(proposed, reverse=True)
    gap = [(row["asked"] > 0, -row["mitigations"]) for row in ordered("gap")]
    assert gap == sorted(gap)
    assert {was_asked for was_asked, _ in gap} == {False, True}
    agreement = [
        (row["agreement_lowest"] is None, -(row["agreement_lowest"] or 0))
        for row in ordered("agreement")
    ]
    assert agreement == sorted(agreement)
    for order in ("gap", "proposed", "agreement"):
        assert {row["code"] for row in ordered(order)} == set(by_code)
