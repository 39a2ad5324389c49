"""Sentences on the taxonomy say what is shown, with the right numbers and in good grammar."""

from collections import Counter, defaultdict
from dataclasses import replace

import pandas as pd
import pytest

from data.building.data_package import read_description
from data.paths import DATA
from tests.views.taxonomy.mitigations_from_facts import Facts, fitting
from views.filter_kinds import describe
from views.taxonomy.corrections import corrections
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import (
    coverage,
    mitigations,
    newer_database,
    newer_database_parts,
    surveys_of_mitigations,
    taxonomy,
)
from views.taxonomy.words import Asked, coverage_words, map_words, newer_sentence, sentence
from views.view import Words

NEWER = DATA / "facts" / "newer_database_parts.csv"
EVERY = MitigationFilters()
SURVEYS = {"schuett2023": "Schuett et al. 2023", "uuk2024": "Uuk et al. 2024"}
BOTH = " and ".join(SURVEYS.values())
ASKED = MitigationFilters(asked="asked")
NOTHING = MitigationFilters(search="audit", category=("1.6",), year=("2023",))
SOME_FILTERS = [
    EVERY,
    MitigationFilters(search="audit"),
    MitigationFilters(year=("2024",), asked="not_asked"),
    MitigationFilters(document=("NIST2024", "Bengio2025")),
]


def asked(filters: MitigationFilters, every: int = 831) -> Asked:
    return Asked(describe(filters), every, corrections(filters.search), "1", SURVEYS)


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
        f"{BOTH} asked experts about {surveyed} of them ({100 * surveyed / 831:.0f} %)."
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
    asking: dict[str, set[str]] = {}
    for row in facts["item_mitigations"]:
        asking.setdefault(row["study_id"], set()).add(row["mitigation_id"])
    fit = {one.identifier for one in some}
    surveys = [name for study, name in SURVEYS.items() if asking[study] & fit]
    about = f"asked experts about {put_to_experts} of them" if surveys else "asked about none of"
    assert said(filters).startswith(
        f"{len(some)} of 831 mitigations fit, from {documents} documents; "
        f"{' and '.join(surveys) or BOTH} {about}"
    )
    assert f" {name} ({n})" in said(filters)


def test_what_experts_were_asked_about_altogether_is_said_as_such() -> None:
    assert said(ASKED).startswith(
        f"79 of 831 mitigations fit, from 2 documents; {BOTH} asked experts about all of them."
    )


def test_one_document_proposes_and_one_mitigation_is_asked_about() -> None:
    one_document = mitigations(MitigationFilters(document=("Uuk2024",)))
    assert sentence(one_document, asked(EVERY, len(one_document))).startswith(
        f"1 document proposes {len(one_document)} mitigations; "
    )
    surveyed = mitigations(ASKED).head(1)
    assert sentence(surveyed, asked(ASKED)) == (
        "1 of 831 mitigations fit, from 1 document; Schuett et al. 2023 asked experts about it."
    )
    assert sentence(surveyed, asked(ASKED, 1)) == (
        "1 document proposes 1 mitigation; Schuett et al. 2023 asked experts about it."
    )
    never = mitigations(MitigationFilters(asked="not_asked")).head(1)
    assert sentence(never, asked(EVERY, 1)) == (
        f"1 document proposes 1 mitigation; {BOTH} did not ask about it."
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


def test_the_surveys_that_are_named_are_those_whose_items_are_mitigations(facts: Facts) -> None:
    assert {row["study_id"] for row in facts["item_mitigations"]} == set(SURVEYS)
    assert surveys_of_mitigations() == SURVEYS


def test_how_the_newer_draft_has_grown_is_said_with_its_own_counts(facts: Facts) -> None:
    (whole,) = facts["newer_database"]
    assert (whole["mitigations"], whole["documents"]) == ("2463", "61")
    parts = pd.read_csv(NEWER, dtype={"code": str, "parent_code": str})
    shown = newer_database_parts()
    assert shown["code"].tolist() == sorted(parts["code"])
    assert len(parts) == 16
    assert dict(zip(shown["code"], shown["mitigations"], strict=True)) == dict(
        zip(parts["code"], parts["mitigations"], strict=True)
    )
    upper = parts[parts["parent_code"].isna()]["mitigations"].sum()
    assert upper == 599 + 1087 + 459 + 115 == 2260
    assert newer_sentence(newer_database(), shown).startswith(
        f"A newer draft of the database ({whole['version']}) has grown from the "
        f"{len(facts['mitigations'])} mitigations of {len(facts['documents'])} documents on this "
        "page to 2,463 of 61 by its own count, 2,260 of them in the counts of its upper level."
    )


def test_the_description_of_the_newer_draft_tells_what_its_parts_add_up_to() -> None:
    parts = pd.read_csv(NEWER, dtype={"parent_code": str})
    below = parts[parts["parent_code"].notna()]["mitigations"].sum()
    files = read_description(DATA)["files"]
    assert f"the level below to {below:,};" in files["newer_database_parts"]["description"]


def test_nothing_of_the_newer_draft_is_counted_among_the_mitigations(facts: Facts) -> None:
    top = taxonomy(EVERY)
    held = top[top["parent_code"].isna()]["mitigations"].sum()
    assert held == len(facts["mitigations"]) == 831
