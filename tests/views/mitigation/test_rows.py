"""The record of a mitigation says what the files of facts say, and lists what is nearest to it."""

import json
import math
import os
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from queries.records import records
from tests.views.mitigation.answers_from_files import Answered, answered, described_items
from tests.views.taxonomy.mitigations_from_facts import FACETS, Facts, Mitigation, all_mitigations
from tests.views.taxonomy.searching import LITTLE, plain_words, stem
from views.mitigation.record_data import as_data
from views.mitigation.rows import AskedIn, Finding, MitigationRecord, mitigation_record, related
from views.mitigation.words import bounds_reading, citation, reading, summary
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations

pytestmark = pytest.mark.slow

Row = dict[str, Any]
EveryRecord = dict[str, MitigationRecord]

HARD = os.environ.get("HYPOTHESIS_PROFILE") == "hard"
COUNTED, BOUNDED = "schuett2023", "uuk2024"
TURNED = {"narrower": "broader", "broader": "narrower", "same": "same", "related": "related"}
CLOSENESS = ["same", "narrower", "broader", "related"]
COMPARED = ("study", "item", "closeness", "rationale")


@pytest.fixture(scope="module")
def every_record(facts: Facts) -> EveryRecord:
    """The records of all mitigations that studies asked about and of every tenth other, by their
    identifiers; of all others, where tests are to be hard."""
    asked = {row["mitigation_id"] for row in facts["item_mitigations"]}
    others = [row["mitigation_id"] for row in facts["mitigations"]]
    identifiers = sorted(asked.union(others[:: 1 if HARD else 10]))
    with ThreadPoolExecutor() as threads:
        made = zip(identifiers, threads.map(mitigation_record, identifiers), strict=True)
        return {identifier: record for identifier, record in made if record}


def of_study(facts: Facts, every_record: EveryRecord, study: str) -> dict[str, list[AskedIn]]:
    """What the records of a study's mitigations say about each of its items."""
    found: dict[str, list[AskedIn]] = defaultdict(list)
    for row in facts["item_mitigations"]:
        if row["study_id"] == study:
            asked_in = every_record[row["mitigation_id"]].asked_in
            found[row["item_id"]] += [one for one in asked_in if one.item_id == row["item_id"]]
    return found


def per_cent(share: float) -> str:
    return f"{round(100 * share)}\u00a0%"


def test_every_mitigation_has_a_record_that_can_be_sent(
    facts: Facts, every_record: EveryRecord
) -> None:
    listed = {row["mitigation_id"]: row for row in records(mitigations(MitigationFilters()))}
    parts = {row["code"]: row for row in facts["taxonomy"]}
    assert len(listed) == 831
    for identifier, record in every_record.items():
        assert record.mitigation == listed[identifier]
        sent = json.loads(json.dumps(as_data(record), allow_nan=False))
        assert sent["mitigation_id"] == identifier
        place = parts[record.mitigation["code"]]
        path = [*([parts[place["parent_code"]]] if place["parent_code"] else []), place]
        columns = ("code", "name", "description", "examples")
        assert sent["path"] == [{name: part[name] for name in columns} for part in path]


@pytest.mark.parametrize("identifier", ["A9999", "", "A019", "A0197 ", "'; --", "schuett2023"])
def test_there_is_no_record_of_an_unknown_identifier(identifier: str) -> None:
    assert mitigation_record(identifier) is None


def test_each_item_stands_on_the_records_of_its_mitigations_and_on_no_other(
    facts: Facts, every_record: EveryRecord
) -> None:
    items = {(row["study_id"], row["item_id"]): row for row in facts["items"]}
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in facts["item_mitigations"]:
        links[row["mitigation_id"]].append((row["study_id"], row["item_id"]))
    for identifier, record in every_record.items():
        told = [
            (one.study.study_id, one.item_id, one.label, one.statement) for one in record.asked_in
        ]
        assert told == [
            (*place, items[place]["label"], items[place]["statement"])
            for place in links[identifier]
        ]


def test_a_counted_statement_is_read_with_the_agreement_that_the_facts_give(
    facts: Facts, every_record: EveryRecord
) -> None:
    told = of_study(facts, every_record, COUNTED)
    statements = {
        row["item_id"]: row["statement"] for row in facts["items"] if row["study_id"] == COUNTED
    }
    assert len(told) == len(facts["schuett2023_counts"]) == 50
    for row in facts["schuett2023_counts"]:
        share = (int(row["somewhat_agree"]) + int(row["strongly_agree"])) / int(row["n"])
        for one in told[row["item_id"]]:
            assert reading(one) == (
                f"Of {row['n']} experts, {per_cent(share)} agree that {statements[row['item_id']]}."
            )
            assert list(one.rows["group"]) == [
                "All respondents",
                "AGI lab",
                "Academia",
                "Civil society",
            ]
            assert set(one.rows["item_id"]) == {row["item_id"]}
            assert one.rows["agreement_low"][0] == one.rows["agreement_high"][0] == share
            assert one.bounds.empty


def test_a_measure_is_read_with_its_bounds_or_with_the_lack_of_any(
    facts: Facts, every_record: EveryRecord
) -> None:
    told = of_study(facts, every_record, BOUNDED)
    measures = [row for row in facts["items"] if row["study_id"] == BOUNDED]
    assert len(told) == len(measures) == 27
    read: Counter[str] = Counter()
    for row in measures:
        bounds = [
            bound for bound in facts["uuk2024_published"] if bound["item_id"] == row["item_id"]
        ]
        areas = [bound["risk_area"] for bound in bounds if bound["risk_area"]]
        expected = (
            f"More than 60\u00a0% of the experts agree that {row['statement']} would reduce the "
            f"risk, in each of 4 risk areas ({', '.join(areas)}); more than 40\u00a0% have it in "
            "their preferred combination of measures. The exact shares are not in the sources we "
            "hold."
            if bounds
            else "Uuk et al. 2024 put this measure to 76 experts; no figure for it is published in "
            "the sources we hold."
        )
        for one in told[row["item_id"]]:
            assert reading(one) == expected
            assert one.rows.empty
            printed = zip(one.bounds["risk_area"].fillna(""), one.bounds["value"], strict=True)
            assert list(printed) == [
                (bound["risk_area"], float(bound["value"])) for bound in bounds
            ]
        read[expected] += 1
    assert sorted(read.values()) == [1, 1, 1, 24]


def test_several_bounds_are_read_as_the_lowest() -> None:
    bounds = [
        {"statistic": "agreement_share", "risk_area": area, "value": value}
        for area, value in (("CBRN", 0.7), ("Democratic processes", 0.65))
    ]
    assert bounds_reading(bounds, "doing this").replace("\u00a0", " ") == (
        "More than 65 % of the experts agree that doing this would reduce the risk, in each of 2 "
        "risk areas (CBRN, Democratic processes). The exact shares are not in the sources we hold."
    )


def test_counterparts_are_seen_from_the_right_side(facts: Facts, every_record: EveryRecord) -> None:
    """If a statement is narrower than a measure, the measure's record says so of the statement."""
    first = {
        (row["study_id"], row["item_id"]): row["mitigation_id"]
        for row in facts["item_mitigations"][::-1]
    }
    labels = {(row["study_id"], row["item_id"]): row["label"] for row in facts["items"]}
    labels |= {(one.study, one.item["id"]): one.item["label"] for one in described_items()}
    links: list[tuple[str, ...]] = [tuple(row.values()) for row in facts["item_crosswalk"]]
    links += [
        (one.study, one.item["id"], *(other[name] for name in COMPARED))
        for one in described_items()
        for other in one.item.get("counterparts", [])
        if "study" in other
    ]
    expected: dict[tuple[str, str], Counter[tuple[object, ...]]] = defaultdict(Counter)
    for study, item_id, other_study, other_item, closeness, rationale in links:
        one, other = (study, item_id), (other_study, other_item)
        for shown, on, seen, there in (
            (one, other, closeness, True),
            (other, one, TURNED[closeness], False),
        ):
            counterpart = (shown[0], labels[shown], first.get(shown), seen, rationale, there)
            expected[on][counterpart] += 1
    assert {row["closeness"] for row in facts["item_crosswalk"]} == set(CLOSENESS)
    for study in (COUNTED, BOUNDED):
        for item, told in of_study(facts, every_record, study).items():
            for asked_in in told:
                found = [
                    (
                        one.study.study_id,
                        one.label,
                        one.mitigation_id,
                        one.closeness,
                        one.rationale,
                        one.seen_from_there,
                    )
                    for one in asked_in.counterparts
                ]
                assert Counter(found) == expected[study, item]
                ranks = [CLOSENESS.index(one.closeness) for one in asked_in.counterparts]
                assert ranks == sorted(ranks)


def test_a_counterpart_is_read_as_on_its_own_record(every_record: EveryRecord) -> None:
    compared = 0
    for record in every_record.values():
        for asked_in in record.asked_in:
            for other in asked_in.counterparts:
                if other.mitigation_id is None:
                    continue
                (own,) = every_record[other.mitigation_id].asked_in
                assert (other.study, other.label, reading(other)) == (
                    own.study,
                    own.label,
                    reading(own),
                )
                assert other.study != asked_in.study
                compared += 1
    assert compared > 2 * 39, "some statements and measures are two mitigations each"


def in_files() -> dict[tuple[str, str], Answered]:
    return {(one.study, one.item["id"]): one for one in answered()}


def key(one: Finding) -> tuple[str, str]:
    return one.study.study_id, one.item_id


def test_what_compares_with_a_mitigation_stands_on_its_record(facts: Facts) -> None:
    expected: dict[str, dict[tuple[str, str], tuple[str, str]]] = defaultdict(dict)
    for one in described_items():
        for other in one.item.get("counterparts", []):
            if "mitigation" in other:
                said = (other["closeness"], other["rationale"])
                expected[other["mitigation"]][one.study, one.item["id"]] = said
    assert expected["A0033"]
    assert expected["A0665"]
    never = next(row["mitigation_id"] for row in facts["mitigations"]
                 if row["mitigation_id"] not in expected)  # fmt: skip
    for identifier in (*expected, never):
        record = mitigation_record(identifier)
        assert record
        found = {key(one): (one.closeness, one.rationale) for one in record.compared}
        assert found == expected.get(identifier, {})


def test_items_of_the_subcategory_are_told_apart_from_those_about_the_mitigation(
    facts: Facts, every_record: EveryRecord
) -> None:
    named = 0
    for record in [*every_record.values(), *filter(None, map(mitigation_record, ("A0033",)))]:
        compared = {key(one) for one in record.compared}
        placed = {
            (one.study, one.item["id"])
            for one in described_items()
            if one.item.get("code") == record.mitigation["code"]
        }
        assert {key(one) for one in record.of_subcategory} == placed - compared
        named += len(record.of_subcategory)
    assert named > 10


def test_figures_of_what_is_close_are_those_of_the_files(every_record: EveryRecord) -> None:
    of_files, seen = in_files(), set()
    more = filter(None, map(mitigation_record, ("A0033", "A0665", "A0469")))
    for record in (*every_record.values(), *more):
        for row in records(related(record)):
            if (place := (row["study_id"], row["item_id"])) in of_files:
                one = of_files[place]
                assert row["n"] == one.n
                assert row["agreement_low"] == row["agreement_high"] == pytest.approx(one.share)
                assert (row["base"], row["counts"]) == ("respondents", one.question["for_label"])
                seen.add(place)
            elif row["study_id"] == BOUNDED:
                assert row["n"] is None
    assert ("ec2020", "human-oversight") in seen
    assert ("ipie2024", "label-ai-content") in seen


def test_an_item_that_is_close_is_read_with_its_own_verb_and_n(every_record: EveryRecord) -> None:
    oversight = in_files()["ec2020", "human-oversight"]
    record = mitigation_record("A0665")
    assert record
    (one,) = record.compared
    assert reading(one) == (
        f"Of {oversight.n} contributors, {per_cent(oversight.share)} call it important that "
        f"{oversight.item['statement']}."
    )
    label = in_files()["ipie2024", "label-ai-content"]
    told = mitigation_record("A0033")
    assert told
    assert summary(told) == (
        "No survey on the Evidence map put this very mitigation to experts. IPIE 2024 asked its "
        f"researchers about the same thing: of {label.n} researchers, {per_cent(label.share)} "
        f"think that the information environment would improve a lot or extremely with "
        f"{label.item['statement']}. The nearest that were put to experts are listed below."
    )


def test_comments_and_newer_codes_stand_only_where_the_facts_have_them(
    facts: Facts, every_record: EveryRecord
) -> None:
    themes: dict[str, list[Row]] = defaultdict(list)
    for row in facts["comment_themes"]:
        themes[row["item_id"]].append({"theme": row["theme"], "voices": row["voices"]})
    columns = ("code", "code_name", "parent_code", "parent_name")
    newer = {
        row["item_id"]: {name: row[name] for name in columns} for row in facts["navigator_codes"]
    }
    assert (len(themes), len(newer)) == (1, 7)
    for record in every_record.values():
        for one, sent in zip(record.asked_in, sent_by_study(record), strict=True):
            of_measures = one.study.study_id == BOUNDED
            expected = (themes.get(one.item_id, []), newer.get(one.item_id)) if of_measures else ()
            assert (one.themes, one.newer_path) == (expected or ([], None))
            for part in ("themes", "newer_path"):
                assert not sent[part] or "preliminary" in sent[part]["notice"]


def sent_by_study(record: MitigationRecord) -> list[Row]:
    sent: list[Row] = json.loads(json.dumps(as_data(record)))["asked_in"]
    return sent


def test_facets_are_those_of_the_facts_in_their_order(
    facts: Facts, every_record: EveryRecord
) -> None:
    coded: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in facts["mitigation_facets"]:
        columns = ("facet", "value", "rationale", "basis")
        coded[row["mitigation_id"]][row["facet"]] = {name: row[name] for name in columns}
    for identifier, record in every_record.items():
        expected = [coded[identifier][facet] for facet in FACETS] if identifier in coded else []
        assert record.facets == expected


def test_each_record_says_how_to_cite_it(
    every_record: EveryRecord, facts: Facts, built_database: Path
) -> None:
    with duckdb.connect(str(built_database), read_only=True) as connection:
        ((version,),) = connection.execute("select data_version from build_info").fetchall()
    documents = {row["document_id"]: row for row in facts["documents"]}
    for one in all_mitigations(facts):
        if one.identifier not in every_record:
            continue
        document = documents[one.document]
        cited = citation(every_record[one.identifier].mitigation)
        assert cited.startswith(
            f"“{one.label}” ({one.identifier}), from {document['first_author']} {document['year']},"
        )
        assert cited.endswith(f"Data version {version}.")
        assert "MIT AI Risk Mitigation Database, July 2025" in cited


def test_a_summary_says_what_was_found_or_that_nobody_asked(every_record: EveryRecord) -> None:
    surveyed = [record for record in every_record.values() if record.asked_in]
    assert len(surveyed) == 79
    for record in every_record.values():
        if record.asked_in:
            assert summary(record) == " ".join(reading(one) for one in record.asked_in)
        else:
            never = "No survey on the Evidence map put this very mitigation to experts."
            assert summary(record).startswith(never)
            compared = reading(record.compared[0])[1:] if record.compared else ""
            assert compared in summary(record)
            assert ("asked its" in summary(record)) == bool(record.compared)


def telling(label: str) -> frozenset[str]:
    """The stems of the words of a label that say something."""
    return frozenset(stem(word) for word in plain_words(label) if word not in LITTLE)


class Nearness:
    """How near two mitigations are, as ``nearest_mitigations.sql`` states it."""

    def __init__(self, every: list[Mitigation]) -> None:
        self.stems = {one.identifier: telling(one.label) for one in every}
        labels = Counter(word for stems in self.stems.values() for word in stems)
        self.weights = {word: math.log(1 + len(every) / n) for word, n in labels.items()}

    def weight(self, stems: frozenset[str]) -> float:
        return math.fsum(self.weights[word] for word in stems)

    def of(self, one: Mitigation, other: Mitigation) -> float:
        mine, theirs = self.stems[one.identifier], self.stems[other.identifier]
        likeness = self.weight(mine & theirs) / self.weight(mine | theirs)
        if one.code == other.code:
            return likeness + 0.15
        return likeness + (0.03 if one.code[0] == other.code[0] else 0)


def test_the_nearest_mitigations_are_as_computed_from_the_labels(
    facts: Facts, every_record: EveryRecord
) -> None:
    every = all_mitigations(facts)
    nearness = Nearness(every)
    for one in every:
        if one.identifier not in every_record:
            continue
        record = every_record[one.identifier]
        near = {
            other.identifier: nearness.of(one, other)
            for other in every
            if other.identifier != one.identifier
        }
        surveyed = {
            other.identifier: near[other.identifier]
            for other in every
            if other.asked and other is not one
        }
        for listed, candidates in ((record.neighbours, near), (record.nearest_asked, surveyed)):
            chosen = list(listed["mitigation_id"])
            assert len(set(chosen)) == len(chosen) == 5
            assert set(chosen) <= set(candidates)
            nearest = sorted(candidates.values(), reverse=True)[:5]
            assert [candidates[found] for found in chosen] == pytest.approx(nearest)


def test_those_of_the_same_label_are_nearest(facts: Facts, every_record: EveryRecord) -> None:
    alike: dict[frozenset[str], set[str]] = defaultdict(set)
    for one in all_mitigations(facts):
        alike[telling(one.label)].add(one.identifier)
    repeated = [same for same in alike.values() if len(same) > 1]
    assert len(repeated) > 20
    for same in repeated:
        for identifier in same & every_record.keys():
            listed = list(every_record[identifier].neighbours["mitigation_id"])
            others = same - {identifier}
            assert set(listed[: len(others)]) <= others
