"""Errata, changes and glossary are facts as well: what they refer to is there."""

from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from data.build import build
from data.building.data_package import data_package
from data.building.fact_rows import ContradictoryFactsError
from data.building.reconstruct import Candidates, Combined, Group, Printed, candidates, rounds_to
from data.paths import DATA
from tests.conftest import Facts
from tests.data.changed_facts import ChangeFacts, set_value
from tests.views.agreement.worlds_from_facts import GROUPS, published

PACKAGE = data_package(DATA)


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def version_numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_errata_name_sources_mitigations_and_versions_that_there_are(facts: Facts) -> None:
    titles = {source["title"] for one in PACKAGE["resources"] for source in one["sources"]}
    mitigations = {row["mitigation_id"] for row in facts["mitigations"]}
    versions = {row["package_version"] for row in facts["data_changes"]}
    assert facts["errata"]
    for row in facts["errata"]:
        assert row["source"] in titles
        assert {one for one in row["mitigation_ids"].split(";") if one} <= mitigations
        assert row["since_version"] in versions


def test_mitigations_that_an_erratum_says_stand_twice_are_of_one_item(facts: Facts) -> None:
    links: dict[tuple[str, str], set[str]] = {}
    for row in facts["item_mitigations"]:
        links.setdefault((row["study_id"], row["item_id"]), set()).add(row["mitigation_id"])
    twice = {frozenset(found) for found in links.values() if len(found) > 1}
    told = [row["mitigation_ids"] for row in facts["errata"] if row["mitigation_ids"]]
    assert {frozenset(one.split(";")) for one in told} == twice


def test_the_sizes_of_groups_cannot_be_their_numbers_of_answers(facts: Facts) -> None:
    (told,) = (row for row in facts["errata"] if row["erratum_id"] == "schuett2023-group-n")
    sizes = {r["name"]: int(r["members"]) for r in facts["study_groups"] if r["members"]}
    assert told["printed"].startswith("25, 11 and 11")
    assert list(sizes.values()) == [25, 11, 11]
    opinions = Counter(
        int(row["n_opinion"]) < sum(sizes[name] for name in row["affiliation"].split(" + "))
        for row in facts["schuett2023_group_means"]
        if row["n_opinion"]
    )
    assert opinions[True] > 0


def test_an_erratum_of_a_source_that_there_is_not_is_refused(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("errata", "source", "Somebody's blog", erratum_id="mit-stray-spaces")(
        inputs, change_facts
    )
    with pytest.raises(ContradictoryFactsError, match="erratum"):
        build(inputs, inputs.parent / "built.duckdb", report=lambda line: None)


def test_the_newest_change_is_that_of_this_version(facts: Facts) -> None:
    newest = facts["data_changes"][0]
    assert newest["package_version"] == PACKAGE["version"]
    assert newest["date"] == PACKAGE["created"][:10]


def test_changes_stand_newest_first(facts: Facts) -> None:
    found = [
        (version_numbers(row["package_version"]), row["date"]) for row in facts["data_changes"]
    ]
    assert found == sorted(found, reverse=True)


def test_no_term_of_the_glossary_stands_there_twice(facts: Facts) -> None:
    names = [
        name.strip().casefold()
        for row in facts["glossary"]
        for name in (row["term"], *row["also_called"].split(";"))
        if name
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_the_glossary_is_in_alphabetical_order(facts: Facts) -> None:
    terms = [row["term"].casefold() for row in facts["glossary"]]
    assert terms == sorted(terms)


def test_files_their_licences_and_sources_are_those_of_the_data_package(
    built_database: Path, facts: Facts
) -> None:
    stored = rows(built_database, "select file, title, licence, licence_url, n_rows from data_file")
    assert stored == [
        (
            one["path"],
            one["title"],
            one["licenses"][0]["title"],
            one["licenses"][0]["path"],
            len(pd.read_csv(DATA / one["path"], dtype=str)),
        )
        for one in PACKAGE["resources"]
    ]
    assert all(len(one["licenses"]) == 1 for one in PACKAGE["resources"])
    links = rows(built_database, "select file, source from data_file_source")
    assert links == [
        (one["path"], source["title"]) for one in PACKAGE["resources"] for source in one["sources"]
    ]
    sources = rows(built_database, "select title, url, version from source")
    every = [source for one in PACKAGE["resources"] for source in one["sources"]]
    assert set(sources) == {(one["title"], one["path"], one.get("version")) for one in every}


def test_candidates_of_a_group_are_those_that_brute_force_finds() -> None:
    groups = [Group(Printed(100, 41), 4, None), Group(Printed(0, 58), 3, None)]
    combined = Combined((0, 1), Printed(57, 37), 7)
    limits = (1, 1, 2, 2, 3)
    found = candidates(np.array(limits), groups, combined)
    expected = []
    for group, n in zip(groups, (4, 3), strict=True):
        every = [v for v in product(*(range(one + 1) for one in limits)) if sum(v) == n]
        fits = [v for v in every if rounds_to(np.array(v)[None, :], group.printed)[0]]
        expected.append(Candidates(len(every), len(fits)))
    assert found == tuple(expected)
    assert found[0].possible > found[0].fitting > 0


def test_the_candidates_of_a_statement_contain_its_solutions(built_database: Path) -> None:
    stored = {
        (item, group): (possible, fitting)
        for item, group, possible, fitting in rows(
            built_database, "select item_id, affiliation, possible, fitting from candidate"
        )
    }
    survey = published()
    assert set(stored) == set(product(survey.items, GROUPS))
    for item, found in survey.worlds.items():
        for group in GROUPS:
            possible, fitting = stored[item, group]
            assert len({world[group] for world in found}) <= fitting <= possible
