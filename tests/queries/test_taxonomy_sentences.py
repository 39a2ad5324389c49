"""Sentences on the taxonomy say what is shown, with the right numbers and in good grammar."""

from collections import Counter, defaultdict
from dataclasses import replace

import pandas as pd
import pytest

from queries.mitigation_filters import MitigationFilters
from queries.mitigations import coverage, mitigations, taxonomy
from queries.taxonomy_sentences import (
    coverage_alternative_text,
    coverage_title,
    map_alternative_text,
    map_title,
    sentence,
)
from tests.queries.mitigations_from_facts import Facts, fitting

EVERY = MitigationFilters()
ASKED = MitigationFilters(asked="asked")
NOTHING = MitigationFilters(search="audit", category=("1.6",), year=("2023",))
SOME_FILTERS = [
    EVERY,
    MitigationFilters(search="audit"),
    MitigationFilters(year=("2024",), asked="not_asked"),
    MitigationFilters(document=("NIST2024", "Bengio2025")),
]


def said(filters: MitigationFilters) -> str:
    return sentence(mitigations(filters), filters, 831).replace("\u00a0", " ")


def named(facts: Facts) -> dict[str, str]:
    return {row["code"]: f"{row['code']} {row['name']}" for row in facts["taxonomy"]}


def largest(facts: Facts, filters: MitigationFilters) -> tuple[str, int]:
    """The subcategory with the most mitigations that fit, and how many."""
    (code, n), (_, fewer) = Counter(one.code for one in fitting(facts, filters)).most_common(2)
    assert n > fewer, "two are as large"
    return named(facts)[code], n


def test_without_filters_the_sentence_says_how_much_is_proposed_and_asked_about(
    facts: Facts,
) -> None:
    name, n = largest(facts, EVERY)
    surveyed = len({row["mitigation_id"] for row in facts["item_mitigations"]})
    assert said(EVERY).startswith(
        f"{len(facts['documents'])} documents propose {len(facts['mitigations'])} mitigations; "
        f"experts were asked about {surveyed} of them ({100 * surveyed / 831:.0f} %)."
    )
    assert f" {name} ({n})" in said(EVERY)


@pytest.mark.parametrize("filters", SOME_FILTERS[1:], ids=str)
def test_with_filters_the_sentence_says_how_many_of_all_fit(
    facts: Facts, filters: MitigationFilters
) -> None:
    some = fitting(facts, filters)
    name, n = largest(facts, filters)
    documents = len({one.document for one in some})
    put_to_experts = sum(one.asked for one in some)
    about = f"{put_to_experts} of them" if put_to_experts else "none of them"
    assert said(filters).startswith(
        f"{len(some)} of 831 mitigations fit, from {documents} documents; experts were asked about "
        f"{about}"
    )
    assert f" {name} ({n})" in said(filters)


def test_what_experts_were_asked_about_altogether_is_said_as_such() -> None:
    assert said(ASKED).startswith(
        "79 of 831 mitigations fit, from 2 documents; experts were asked about all of them."
    )


def test_one_document_proposes_and_one_mitigation_is_asked_about() -> None:
    one_document = mitigations(MitigationFilters(document=("Uuk2024",)))
    assert sentence(one_document, EVERY, len(one_document)).startswith(
        f"1 document proposes {len(one_document)} mitigations; "
    )
    surveyed = mitigations(ASKED).head(1)
    assert sentence(surveyed, ASKED, 831) == (
        "1 of 831 mitigations fit, from 1 document; experts were asked about it."
    )
    assert sentence(surveyed, ASKED, 1) == (
        "1 document proposes 1 mitigation; experts were asked about it."
    )


def test_where_nothing_fits_the_sentence_says_which_filters() -> None:
    assert mitigations(NOTHING).empty
    assert said(NOTHING) == (
        "No mitigation fits these filters (under 1.6 Environmental Impact Management; published in "
        "2023; that contain “audit”)."
    )


def test_a_single_subcategory_is_not_compared_with_others(facts: Facts) -> None:
    filters = MitigationFilters(category=("3.1",))
    assert named(facts)["3.1"] not in said(filters)
    assert named(facts)["3.1"] in said(replace(filters, category=("3",)))


@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_the_map_is_told_by_category_with_its_largest_part(
    facts: Facts, filters: MitigationFilters
) -> None:
    counted = taxonomy(filters)
    some = fitting(facts, filters)
    first, second = map_title(counted).splitlines()
    assert second == f"n = {len(some)} mitigations; the larger the tile, the more mitigations"
    sizes = Counter(one.category for one in some)
    listed = ", ".join(f"{named(facts)[code]} ({sizes[code]})" for code in ["1", "2", "3", "4"])
    name, n = largest(facts, filters)
    assert map_alternative_text(counted) == (
        f"{first}: {listed}, {named(facts)['X.X']} ({sizes['X.X']}). "
        f"The largest subcategory is {name} with {n}."
    )


@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_the_picture_by_document_is_told_by_its_largest_number_and_its_widest_part(
    facts: Facts, filters: MitigationFilters
) -> None:
    cells = coverage(filters)
    some = fitting(facts, replace(filters, document=()))
    documents = {
        row["document_id"]: f"{row['first_author']} {row['year']}" for row in facts["documents"]
    }
    first, second = coverage_title(cells).splitlines()
    appear = len({one.document for one in some})
    assert second == (
        f"n = {len(some)} mitigations from {appear} documents; numbers are mitigations"
    )
    sizes = Counter((one.code, one.document) for one in some)
    (code, document), most = max(sizes.items(), key=lambda pair: pair[1])
    proposed_by: dict[str, set[str]] = defaultdict(set)
    for one in some:
        proposed_by[one.code].add(one.document)
    text = coverage_alternative_text(cells)
    assert text.startswith(
        f"{first}. The most, {most}, are those of {documents[document]} under {named(facts)[code]};"
    )
    widest = max(map(len, proposed_by.values()))
    assert any(
        text.endswith(f"; {named(facts)[code]} appears in the most documents ({widest}).")
        for code, found in proposed_by.items()
        if len(found) == widest
    )


def test_titles_count_one_of_a_thing() -> None:
    surveyed = mitigations(ASKED)["label"].iloc[0]
    one = coverage(MitigationFilters(search=str(surveyed), asked="asked")).head(1)
    assert one["mitigations"].item() == 1
    assert "n = 1 mitigation from 1 document; " in coverage_title(one)
    counted = pd.DataFrame([{"parent_code": None, "mitigations": 1}])
    assert "n = 1 mitigation; " in map_title(counted)


def test_where_nothing_fits_the_pictures_say_so() -> None:
    assert coverage_alternative_text(coverage(MitigationFilters(search="zzzz"))) == (
        "No mitigations."
    )
    assert "n = 0 mitigations; " in map_title(taxonomy(MitigationFilters(search="zzzz")))
    assert "n = 0 mitigations from 0 documents; " in coverage_title(
        coverage(MitigationFilters(search="zzzz"))
    )
