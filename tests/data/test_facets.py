"""Each mitigation that experts were asked about is defined, and coded in every facet."""

import re
from collections import Counter

from data.facets import FACETS

Facts = dict[str, list[dict[str, str]]]


def surveyed(facts: Facts) -> set[str]:
    return {row["mitigation_id"] for row in facts["item_mitigations"]}


def test_each_surveyed_mitigation_is_defined_once_in_a_few_whole_sentences(facts: Facts) -> None:
    definitions = {
        row["mitigation_id"]: row["definition"] for row in facts["mitigation_definitions"]
    }
    assert len(facts["mitigation_definitions"]) == 79
    assert set(definitions) == surveyed(facts)
    wrong = [
        (identifier, text)
        for identifier, text in definitions.items()
        if not 15 <= len(text.split()) <= 60 or not re.fullmatch(r"[A-Z].*\.\)?", text)
    ]
    assert wrong == []


def test_two_mitigations_are_defined_in_the_same_words_only_if_asked_about_as_one(
    facts: Facts,
) -> None:
    definitions = {
        row["mitigation_id"]: row["definition"] for row in facts["mitigation_definitions"]
    }
    asked = {
        (row["study_id"], row["item_id"], definitions[row["mitigation_id"]])
        for row in facts["item_mitigations"]
    }
    assert len(asked) == len(set(definitions.values())) == len(facts["items"])


def test_each_surveyed_mitigation_is_coded_once_in_each_facet_and_for_a_reason(
    facts: Facts,
) -> None:
    coded = Counter((row["mitigation_id"], row["facet"]) for row in facts["mitigation_facets"])
    names = ("lifecycle_stage", "actor", "nist_function")
    assert coded == {(one, name): 1 for one in surveyed(facts) for name in names}
    assert [row for row in facts["mitigation_facets"] if not row["rationale"].endswith(".")] == []


def test_every_value_belongs_to_one_facet_and_is_coded_only_in_it(facts: Facts) -> None:
    facet_of = {value: facet for facet, values in FACETS.items() for value in values}
    assert len(facet_of) == sum(map(len, FACETS.values()))
    for row in facts["mitigation_facets"]:
        assert facet_of[row["value"]] == row["facet"], row["mitigation_id"]
