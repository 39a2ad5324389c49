"""Sentences on the taxonomy say what is shown, with the right numbers and in good grammar."""

from collections import Counter, defaultdict
from dataclasses import replace

import pandas as pd
import pytest

from tests.views.taxonomy.mitigations_from_facts import Facts, fitting
from views.filter_kinds import describe
from views.taxonomy.corrections import corrections
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import coverage, mitigations, taxonomy
from views.taxonomy.words import Asked, coverage_words, map_words, sentence
from views.view import Words

EVERY = MitigationFilters()
ASKED = MitigationFilters(asked="asked")
NOTHING = MitigationFilters(search="audit", category=("1.6",), year=("2023",))
SOME_FILTERS = [
    EVERY,
    MitigationFilters(search="audit"),
    MitigationFilters(year=("2024",), asked="not_asked"),
    MitigationFilters(document=("NIST2024", "Bengio2025")),
]


def asked(filters: MitigationFilters, every: int = 831) -> Asked:
    return Asked(describe(filters), every, corrections(filters.search), "1")


def said(filters: MitigationFilters) -> str:
    return sentence(mitigations(filters), asked(filters)).replace("\u00a0", " ")


def said_of_map(filters: MitigationFilters) -> Words:
    return map_words(mitigations(filters), taxonomy(filters), asked(filters))


def said_of_documents(filters: MitigationFilters) -> Words:
    return coverage_words(mitigations(filters), coverage(filters), asked(filters))


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
    assert sentence(one_document, asked(EVERY, len(one_document))).startswith(
        f"1 document proposes {len(one_document)} mitigations; "
    )
    surveyed = mitigations(ASKED).head(1)
    assert sentence(surveyed, asked(ASKED)) == (
        "1 of 831 mitigations fit, from 1 document; experts were asked about it."
    )
    assert sentence(surveyed, asked(ASKED, 1)) == (
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
    words = said_of_map(filters)
    some = fitting(facts, filters)
    first, second = words.heading.splitlines()
    assert second == f"n = {len(some)} mitigations; the larger the tile, the more mitigations"
    sizes = Counter(one.category for one in some)
    listed = ", ".join(f"{named(facts)[code]} ({sizes[code]})" for code in ["1", "2", "3", "4"])
    name, n = largest(facts, filters)
    assert words.alternative_text == (
        f"{first}: {listed}, {named(facts)['X.X']} ({sizes['X.X']}). "
        f"The largest subcategory is {name} with {n}."
    )


@pytest.mark.parametrize("filters", SOME_FILTERS, ids=str)
def test_the_picture_by_document_is_told_by_its_largest_number_and_its_widest_part(
    facts: Facts, filters: MitigationFilters
) -> None:
    words = said_of_documents(filters)
    some = fitting(facts, replace(filters, document=()))
    documents = {
        row["document_id"]: f"{row['first_author']} {row['year']}" for row in facts["documents"]
    }
    first, second = words.heading.splitlines()
    appear = len({one.document for one in some})
    assert second == (
        f"n = {len(some)} mitigations from {appear} documents; numbers are mitigations"
    )
    sizes = Counter((one.code, one.document) for one in some)
    (code, document), most = max(sizes.items(), key=lambda pair: pair[1])
    proposed_by: dict[str, set[str]] = defaultdict(set)
    for one in some:
        proposed_by[one.code].add(one.document)
    text = words.alternative_text
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
    surveyed = mitigations(ASKED).head(1)
    filters = MitigationFilters(search=str(surveyed["label"].iloc[0]), asked="asked")
    one = coverage(filters).head(1)
    assert one["mitigations"].item() == 1
    assert "n = 1 mitigation from 1 document; " in (
        coverage_words(surveyed, one, asked(filters)).base
    )
    counted = pd.DataFrame(
        [
            {"code": code, "name": "Name", "parent_code": parent, "kind": kind, "mitigations": 1}
            for code, parent, kind in [("1", None, "category"), ("1.1", "1", "subcategory")]
        ]
    )
    assert "n = 1 mitigation; " in map_words(surveyed, counted, asked(filters)).base


def test_where_nothing_fits_the_pictures_say_so() -> None:
    nothing = MitigationFilters(search="zzzz")
    assert said_of_map(nothing).heading == said_of_documents(nothing).heading
    assert said_of_map(nothing).heading == "No mitigation fits"
    assert said_of_documents(nothing).alternative_text == "No mitigations."


@pytest.mark.parametrize("filters", [EVERY, NOTHING], ids=str)
def test_notes_say_what_is_shown_of_which_data(filters: MitigationFilters) -> None:
    (shown,) = {said_of_map(filters).notes, said_of_documents(filters).notes}
    source = (
        "Source: MIT AI Risk Mitigation Database, July 2025, MIT AI Risk Initiative, CC BY 4.0."
    )
    narrowed = f"Shown: {describe(filters)}. " if filters != EVERY else ""
    assert shown == f"{narrowed}{source} Data version 1."
