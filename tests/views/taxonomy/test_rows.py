"""Mitigations are listed, and counted by taxonomy and document, as the files of facts have them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.records import records
from tests.views.taxonomy.mitigations_from_facts import FACETS, Facts, Mitigation, fitting
from tests.views.taxonomy.searching import contains
from views.taxonomy.columns import COVERAGE_COLUMNS, MITIGATION_COLUMNS, TAXONOMY_COLUMNS
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import coverage, mitigations, taxonomy

EVERY = MitigationFilters()
SOME_FILTERS = [
    EVERY,
    MitigationFilters(asked="asked"),
    MitigationFilters(asked="not_asked", year=("2024", "2025")),
    MitigationFilters(document=("Schuett2023", "Uuk2024", "NIST2024")),
    MitigationFilters(search="audit"),
    MitigationFilters(search="risk", document=("NIST2024",), category=("1.2", "4")),
    MitigationFilters(category=("3",), lifecycle_stage=("Deploy", "Test and validate")),
    MitigationFilters(actor=("Outside assessor",)),
    MitigationFilters(nist_function=("Map",), category=("X.X",)),
    MitigationFilters(search="nothing contains these"),
]
SEARCHES = ["audit", "the model", "REPORTING", "capabilities", "model access", "risk model", "rsik"]


def under(code: str, some: Iterable[Mitigation]) -> list[Mitigation]:
    """The mitigations under a category or subcategory."""
    return [one for one in some if code in (one.code, one.category)]


def counted(some: list[Mitigation]) -> tuple[int, int, int]:
    """How many mitigations, of how many documents, and how many of them asked of experts."""
    return len(some), len({one.document for one in some}), sum(one.asked for one in some)


@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_every_code_counts_the_mitigations_under_it_that_fit(
    facts: Facts, filters: MitigationFilters
) -> None:
    rows = taxonomy(filters)
    assert list(rows.columns) == list(TAXONOMY_COLUMNS)
    some = fitting(facts, replace(filters, category=()))
    told = [
        (row["code"], row["mitigations"], row["documents"], row["asked"]) for row in records(rows)
    ]
    assert told == [
        (code, *counted(under(code, some)))
        for code in sorted(row["code"] for row in facts["taxonomy"])
    ]


def test_every_code_is_described_as_in_the_facts(facts: Facts) -> None:
    columns = ["code", "name", "parent_code", "kind", "description", "examples"]
    told = {row["code"]: row for row in records(taxonomy(EVERY)[columns])}
    assert told == {
        row["code"]: {name: row[name] or None for name in columns} for row in facts["taxonomy"]
    }


@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_a_category_counts_as_many_as_its_parts_together(filters: MitigationFilters) -> None:
    rows = taxonomy(filters)
    for row in records(rows[rows["kind"] == "category"]):
        parts = rows[rows["parent_code"] == row["code"]]
        assert len(parts) >= 5
        for column in ("mitigations", "asked"):
            assert row[column] == parts[column].sum(), row["code"]
        assert parts["documents"].max() <= row["documents"] <= parts["documents"].sum()
    top = rows[rows["parent_code"].isna()]
    assert top["mitigations"].sum() == len(mitigations(replace(filters, category=())))


@pytest.mark.parametrize("category", [("1",), ("3.1", "X.X"), ("2.4",)])
@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_what_the_filter_by_category_hides_is_counted_all_the_same(
    filters: MitigationFilters, category: tuple[str, ...]
) -> None:
    pd.testing.assert_frame_equal(taxonomy(replace(filters, category=category)), taxonomy(filters))
    pd.testing.assert_frame_equal(coverage(replace(filters, category=category)), coverage(filters))


@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_each_subcategory_and_document_counts_the_mitigations_that_fit(
    facts: Facts, filters: MitigationFilters
) -> None:
    rows = coverage(filters)
    assert list(rows.columns) == list(COVERAGE_COLUMNS)
    some = fitting(facts, replace(filters, category=(), document=()))
    proposed = Counter((one.code, one.document) for one in some)
    put_to_experts = Counter((one.code, one.document) for one in some if one.asked)
    names = {row["code"]: row["name"] for row in facts["taxonomy"]}
    documents = {
        row["document_id"]: f"{row['first_author']} {row['year']}" for row in facts["documents"]
    }
    told = rows.drop(columns="data_version").itertuples(index=False, name=None)
    assert list(told) == [
        (code, names[code], document, documents[document], n, put_to_experts[code, document])
        for (code, document), n in sorted(proposed.items())
    ]


def test_what_the_filter_by_document_hides_is_counted_by_document_but_not_in_the_taxonomy() -> None:
    one_document = MitigationFilters(document=("NIST2024",))
    pd.testing.assert_frame_equal(coverage(one_document), coverage(EVERY))
    assert taxonomy(one_document)["mitigations"].sum() < taxonomy(EVERY)["mitigations"].sum()


@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_the_mitigations_that_fit_are_listed_in_the_order_of_the_taxonomy(
    facts: Facts, filters: MitigationFilters
) -> None:
    expected = sorted(
        fitting(facts, filters),
        key=lambda one: (
            bool(filters.search) and not contains(one.label, filters.search),
            one.code,
            one.label.lower(),
            one.identifier,
        ),
    )
    assert list(mitigations(filters)["mitigation_id"]) == [one.identifier for one in expected]


@pytest.mark.parametrize("search", SEARCHES)
def test_in_a_search_those_come_first_whose_label_has_all_words(search: str) -> None:
    rows = mitigations(MitigationFilters(search=search))
    looked_for = "risk" if search == "rsik" else search
    in_label = [contains(label, looked_for) for label in rows["label"]]
    assert in_label == sorted(in_label, reverse=True)
    for part in (True, False):
        codes = [code for code, here in zip(rows["code"], in_label, strict=True) if here == part]
        assert codes == sorted(codes)


def test_a_search_brings_some_up_that_the_taxonomy_has_further_down() -> None:
    rows = mitigations(MitigationFilters(search="audit"))
    assert list(rows["code"]) != sorted(rows["code"])
    assert {contains(label, "audit") for label in rows["label"]} == {True, False}


def test_each_mitigation_is_told_as_in_the_facts(facts: Facts) -> None:
    rows = mitigations(EVERY)
    assert list(rows.columns) == [*MITIGATION_COLUMNS, "document"]
    assert len(rows) == 831
    names = {row["code"]: row["name"] for row in facts["taxonomy"]}
    documents = {row["document_id"]: row for row in facts["documents"]}
    definitions = {
        row["mitigation_id"]: row["definition"] for row in facts["mitigation_definitions"]
    }
    links: dict[str, list[tuple[str, str]]] = {}
    for row in facts["item_mitigations"]:
        links.setdefault(row["mitigation_id"], []).append((row["study_id"], row["item_id"]))
    told = {row.pop("mitigation_id"): row for row in records(rows.drop(columns="data_version"))}
    for one in fitting(facts, EVERY):
        document = documents[one.document]
        asked_as = sorted(links.get(one.identifier, []))
        assert told[one.identifier] == {
            "label": one.label,
            "code": one.code,
            "subcategory": names[one.code],
            "category_code": one.category,
            "category": names[one.category],
            "document_id": one.document,
            "document": f"{document['first_author']} {document['year']}",
            "year": int(document["year"]),
            "document_url": document["url"],
            "study_ids": ";".join(study for study, _ in asked_as) or None,
            "item_ids": ";".join(item for _, item in asked_as) or None,
            **{facet: one.facets.get(facet) for facet in FACETS},
            "definition": definitions.get(one.identifier),
            "official_definition": None,
        }


def some_filters() -> st.SearchStrategy[MitigationFilters]:
    def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)

    return st.builds(
        MitigationFilters,
        search=st.sampled_from(["", "", "model", "risks", "third-party audits"]),
        category=some("1", "2", "3", "4", "1.2", "3.1", "X.X", "2.X"),
        document=some("NIST2024", "Schuett2023", "Uuk2024", "Bengio2025"),
        year=some("2023", "2024", "2025"),
        asked=st.sampled_from(["any", "any", "asked", "not_asked"]),
        actor=st.just(()) | some("Developer", "Several"),
    )


@given(filters=st.deferred(some_filters))
def test_list_taxonomy_and_coverage_agree_under_any_filters(
    facts: Facts, filters: MitigationFilters
) -> None:
    listed = mitigations(filters)
    assert set(listed["mitigation_id"]) == {one.identifier for one in fitting(facts, filters)}
    everywhere = replace(filters, category=())
    top = taxonomy(filters)[taxonomy(filters)["parent_code"].isna()]
    assert top["mitigations"].sum() == len(fitting(facts, everywhere))
    anywhere = replace(everywhere, document=())
    assert coverage(filters)["mitigations"].sum() == len(fitting(facts, anywhere))
    assert coverage(filters)["asked"].sum() == sum(one.asked for one in fitting(facts, anywhere))


def test_every_row_names_the_data_it_is_made_from(built_database: Path) -> None:
    with duckdb.connect(str(built_database), read_only=True) as connection:
        ((version,),) = connection.execute("select data_version from build_info").fetchall()
    for found in (mitigations(EVERY), taxonomy(EVERY), coverage(EVERY)):
        assert set(found["data_version"]) == {version}
