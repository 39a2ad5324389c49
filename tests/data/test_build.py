"""The build turns the facts into the database, or stops and changes nothing."""

import itertools
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import mean, variance
from typing import Any

import duckdb
import pandas as pd
import pytest

import data.build
from data.build import build, inputs_hash
from data.facts import ContradictoryFactsError

FactRow = dict[str, str]
Facts = dict[str, list[FactRow]]
ChangeFacts = Callable[[Path, str, Callable[[list[FactRow]], list[FactRow]]], None]
Break = Callable[[Path, ChangeFacts], None]
Groups = dict[str | None, dict[str, int]]

SCORES = {
    "strongly_disagree": -2,
    "somewhat_disagree": -1,
    "neither": 0,
    "somewhat_agree": 1,
    "strongly_agree": 2,
}
ANSWERS = (*SCORES, "dont_know")
TABLES = {
    "answer_option",
    "build_info",
    "cell",
    "document",
    "item",
    "item_mitigation",
    "mitigation",
    "published",
    "response",
    "study",
    "study_dimension",
    "study_group",
    "study_source",
    "tally",
    "taxonomy",
}
STATEMENT = "pre-deployment-risk-assessment"
OLD_DATABASE = b"the database of an earlier build"


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def table(database: Path, name: str) -> pd.DataFrame:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.table(name).df()


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    names = [name for (name,) in rows(database, "select table_name from duckdb_tables()")]
    return {name: rows(database, f"from {name}") for name in names}


def silently(line: str) -> None:
    """Report nothing."""


def build_beside(inputs: Path) -> Path:
    database = inputs.parent / "built.duckdb"
    build(inputs, database, report=silently)
    return database


def set_value(name: str, column: str, value: str, **where: str) -> Break:
    def edit(found: list[FactRow]) -> list[FactRow]:
        chosen = [row for row in found if where.items() <= row.items()]
        assert chosen, "the row to be changed does not exist"
        for row in chosen:
            row[column] = value
        return found

    return lambda inputs, change: change(inputs, name, edit)


def leave_out_rows(name: str, **where: str) -> Break:
    def edit(found: list[FactRow]) -> list[FactRow]:
        kept = [row for row in found if not where.items() <= row.items()]
        assert len(kept) < len(found), "the row to be left out does not exist"
        return kept

    return lambda inputs, change: change(inputs, name, edit)


def repeat_first_row(name: str) -> Break:
    return lambda inputs, change: change(inputs, name, lambda found: [*found, found[0]])


def leave_out_column(name: str, column: str) -> Break:
    def leave_out(inputs: Path, change: ChangeFacts) -> None:
        file = inputs / "facts" / f"{name}.csv"
        pd.read_csv(file, dtype=str).drop(columns=column).to_csv(file, index=False)

    return leave_out


def set_mean(affiliation: str, column: str, value: str) -> Break:
    return set_value(
        "schuett2023_group_means", column, value, item_id=STATEMENT, affiliation=affiliation
    )


def test_every_fact_reaches_its_table(built_database: Path, facts: Facts) -> None:
    counted = {name: len(found) for name, found in content(built_database).items()}
    assert counted["mitigation"] == len(facts["mitigations"]) == 831
    assert counted["document"] == len(facts["documents"]) == 13
    assert counted["taxonomy"] == len(facts["taxonomy"]) == 31
    assert counted["item"] == len(facts["items"]) == 50
    assert counted["item_mitigation"] == len(facts["item_mitigations"]) == 51
    assert counted["answer_option"] == len(facts["answer_options"]) == 6
    assert counted["study"] == counted["build_info"] == 1
    assert counted["response"] == 0


def test_the_taxonomy_has_four_categories_twenty_three_subcategories_and_four_catch_alls(
    built_database: Path,
) -> None:
    kinds = Counter(rows(built_database, "select kind from taxonomy"))
    assert kinds == {("category",): 4, ("subcategory",): 23, ("catch_all",): 4}


def test_a_table_made_from_a_file_holds_what_the_file_says(
    built_database: Path, facts: Facts
) -> None:
    for file, name in data.build.TABLES.items():
        columns = list(facts[file][0])
        texts = ", ".join(f"coalesce({column}::varchar, '')" for column in columns)
        stored = rows(built_database, f"select {texts} from {name}")
        assert stored == [tuple(row.values()) for row in facts[file]], name


def test_statements_and_groups_are_numbered_in_the_order_of_their_files(
    built_database: Path, facts: Facts
) -> None:
    items = rows(built_database, "select item_id, position from item order by position")
    assert items == [(row["item_id"], i) for i, row in enumerate(facts["items"], start=1)]
    groups = rows(built_database, "select name, position from study_group order by position")
    assert groups == [("AGI lab", 1), ("Academia", 2), ("Civil society", 3)]


def test_every_table_has_a_description(built_database: Path) -> None:
    found = rows(
        built_database, "select table_name, comment from duckdb_tables() where not internal"
    )
    assert {name for name, _ in found} == TABLES
    assert [name for name, comment in found if not comment] == []


def test_every_column_has_a_description(built_database: Path) -> None:
    found = rows(
        built_database,
        "select table_name, column_name, comment from duckdb_columns() where not internal",
    )
    assert {name for name, _, _ in found} == TABLES
    assert [(name, column) for name, column, comment in found if not comment] == []


def test_the_same_inputs_give_the_same_content_wherever_and_however_they_are_built(
    built_database: Path, inputs: Path
) -> None:
    database = inputs.parent / "again.duckdb"
    program = (
        "import sys; from pathlib import Path; from data.build import build;"
        "build(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    other_order_of_sets = {**os.environ, "PYTHONHASHSEED": "4"}
    subprocess.run(
        [sys.executable, "-c", program, str(inputs), str(database)],
        cwd=inputs.parent,
        env=other_order_of_sets,
        check=True,
    )
    assert content(database) == content(built_database)


def test_the_version_names_the_package_and_the_hash_of_the_inputs(
    built_database: Path, inputs: Path
) -> None:
    ((version, package, digest),) = rows(
        built_database, "select data_version, package_version, inputs_hash from build_info"
    )
    assert digest == inputs_hash(inputs)
    assert version == f"{package}+{digest[:8]}"
    assert build(inputs, inputs.parent / "again.duckdb", report=silently) == version


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts/mitigations.csv", "AI Safety Team", "AI safety team"),
        ("facts/schuett2023_counts.csv", ",51\n", ",50\n"),
        ("datapackage.json", '"version": "2', '"version": "3'),
        ("schema.sql", "create table", "create  table"),
        ("tally.sql", "select", "Select"),
        ("reconstruct.py", "1 / 200", "1/200"),
    ],
)
def test_changing_any_input_changes_the_hash(inputs: Path, file: str, old: str, new: str) -> None:
    before = inputs_hash(inputs)
    text = (inputs / file).read_text(encoding="utf-8")
    assert old in text
    (inputs / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert inputs_hash(inputs) != before


def test_the_name_of_a_file_is_part_of_the_hash(inputs: Path) -> None:
    before = inputs_hash(inputs)
    (inputs / "facts" / "items.csv").rename(inputs / "facts" / "items_of_studies.csv")
    assert inputs_hash(inputs) != before


def test_changing_one_fact_changes_the_version_in_the_database(
    built_database: Path, inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("mitigations", "label", "Another name", mitigation_id="A0086")(inputs, change_facts)
    database = build_beside(inputs)
    query = "select data_version, inputs_hash from build_info"
    ((version, digest),), ((old_version, old_digest),) = (
        rows(database, query),
        rows(built_database, query),
    )
    assert version != old_version
    assert digest != old_digest
    assert rows(database, "select label from mitigation where mitigation_id = 'A0086'") == [
        ("Another name",)
    ]


def test_a_build_replaces_the_database_and_leaves_nothing_else_behind(
    inputs: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "databases"
    folder.mkdir()
    (folder / "built.duckdb").write_bytes(OLD_DATABASE)
    (folder / "built.partial").write_bytes(b"left over from a build that was killed")
    version = build(inputs, folder / "built.duckdb", report=silently)
    assert rows(folder / "built.duckdb", "select data_version from build_info") == [(version,)]
    assert [file.name for file in folder.iterdir()] == ["built.duckdb"]


CONTRADICTIONS = [
    pytest.param(
        set_value("schuett2023_counts", "n", "50", item_id=STATEMENT),
        ("schuett2023_counts.csv", "row 2", '"n"', "add up to 51, not 50"),
        id="counts that do not add up to n",
    ),
    pytest.param(
        set_mean("AGI lab", "mean", "1.97"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "25 people", "1.97"),
        id="a mean that 25 people cannot have",
    ),
    pytest.param(
        set_mean("Academia + Civil society", "mean", "1.80"),
        ("schuett2023_group_means.csv", "row 5", '"mean"', "22 people", "1.80"),
        id="a mean that 22 people of two groups cannot have",
    ),
    pytest.param(
        set_mean("AGI lab", "standard_error", "0.20"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "no answer counts", STATEMENT),
        id="a standard error that does not go with the mean",
    ),
    pytest.param(
        set_mean("Academia + Civil society", "standard_error", "0.15"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "no answer counts", STATEMENT),
        id="two groups together that do not go with either",
    ),
    pytest.param(
        leave_out_rows("schuett2023_group_means", item_id=STATEMENT, affiliation="Academia"),
        ("schuett2023_counts.csv", "row 2", '"item_id"', '"Academia"'),
        id="a group without a mean",
    ),
    pytest.param(
        leave_out_rows(
            "schuett2023_group_means", item_id=STATEMENT, affiliation="Academia + Civil society"
        ),
        ("schuett2023_counts.csv", "row 2", '"item_id"', '"Academia + Civil society"'),
        id="two groups together without a mean",
    ),
    pytest.param(
        set_value("mitigations", "code", "1.9", mitigation_id="A0086"),
        ("mitigations.csv", "row 2", '"code"', '"1.9" not found'),
        id="a mitigation with an unknown code",
    ),
    pytest.param(
        set_value("items", "code", "4.9", item_id=STATEMENT),
        ("items.csv", "row 2", '"code"', '"4.9" not found'),
        id="a statement with an unknown code",
    ),
    pytest.param(
        repeat_first_row("mitigations"),
        ("mitigations.csv", "row 833", '"mitigation_id"', "the same as in the row at position 2"),
        id="two mitigations of the same identifier",
    ),
    pytest.param(
        repeat_first_row("schuett2023_group_means"),
        ("schuett2023_group_means.csv", "row 202", "the same as in the row at position 2"),
        id="two means of the same group",
    ),
    pytest.param(
        leave_out_column("schuett2023_counts", "dont_know"),
        ("schuett2023_counts.csv", "header", "dont_know"),
        id="a missing column",
    ),
    pytest.param(
        set_value("schuett2023_counts", "neither", "one", item_id=STATEMENT),
        ("schuett2023_counts.csv", "row 2", '"neither"', '"one"'),
        id="text where a number belongs",
    ),
    pytest.param(
        set_value("studies", "respondents", "50"),
        ("schuett2023_counts.csv", "row 2", '"n"', "51 answers", "50 respondents"),
        id="more answers than respondents",
    ),
    pytest.param(
        set_value("studies", "invited", "40"),
        ("studies.csv", "row 2", '"invited"', "40"),
        id="more respondents than were invited",
    ),
    pytest.param(
        set_mean("AGI lab", "n_opinion", ""),
        ("schuett2023_group_means.csv", "row 2", '"n_opinion"'),
        id="a group whose number of opinions is missing",
    ),
    pytest.param(
        set_mean("Academia + Civil society", "n_opinion", ""),
        ("schuett2023_group_means.csv", "row 5", '"n_opinion"'),
        id="two groups together whose number of opinions is missing",
    ),
    pytest.param(
        set_mean("AGI lab", "mean", "1.9699"),
        ("schuett2023_group_means.csv", "row 2", '"mean"', "1.9699"),
        id="a mean with more decimals than are read",
    ),
    pytest.param(
        set_mean("AGI lab", "standard_error", "1e12"),
        ("schuett2023_group_means.csv", "row 2", '"standard_error"'),
        id="a standard error beyond all bounds",
    ),
    pytest.param(
        leave_out_rows("schuett2023_counts", item_id=STATEMENT),
        ("items.csv", "row 2", '"item_id"', STATEMENT),
        id="a statement without counts",
    ),
    pytest.param(
        set_value("answer_options", "score", "0", option_id="dont_know"),
        ("answer_options.csv", "row 7", '"score"'),
        id="a score for those without an opinion",
    ),
    pytest.param(
        leave_out_rows("study_sources", basis="reconstructed"),
        ("study_sources.csv",),
        id="figures without a source",
    ),
]


@pytest.mark.parametrize(("break_facts", "named"), CONTRADICTIONS)
def test_contradictory_facts_stop_the_build_with_their_place_and_change_nothing(
    inputs: Path,
    tmp_path: Path,
    change_facts: ChangeFacts,
    break_facts: Break,
    named: tuple[str, ...],
) -> None:
    folder = tmp_path / "databases"
    folder.mkdir()
    database = folder / "built.duckdb"
    database.write_bytes(OLD_DATABASE)
    break_facts(inputs, change_facts)
    with pytest.raises(ContradictoryFactsError) as stopped:
        build(inputs, database, report=silently)
    assert [text for text in named if text not in str(stopped.value)] == []
    assert database.read_bytes() == OLD_DATABASE
    assert [file.name for file in folder.iterdir()] == ["built.duckdb"]


def test_every_row_that_does_not_add_up_is_named(inputs: Path, change_facts: ChangeFacts) -> None:
    for item in (STATEMENT, "red-teaming"):
        set_value("schuett2023_counts", "n", "50", item_id=item)(inputs, change_facts)
    with pytest.raises(ContradictoryFactsError) as stopped:
        build_beside(inputs)
    assert [problem.split(",")[1].strip() for problem in stopped.value.problems] == [
        "row 2",
        "row 6",
    ]


def test_a_file_that_a_spreadsheet_saved_with_a_byte_order_mark_is_read_like_any_other(
    inputs: Path,
) -> None:
    file = inputs / "facts" / "schuett2023_counts.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    ((cells,),) = rows(build_beside(inputs), "select count(*) from cell where world = 0")
    assert cells == 300


def test_a_build_that_fails_while_writing_changes_nothing(inputs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "databases"
    folder.mkdir()
    database = folder / "built.duckdb"
    database.write_bytes(OLD_DATABASE)
    (inputs / "tally.sql").write_text("select * from no_such_table", encoding="utf-8")
    with pytest.raises(duckdb.CatalogException):
        build(inputs, database, report=silently)
    assert database.read_bytes() == OLD_DATABASE
    assert [file.name for file in folder.iterdir()] == ["built.duckdb"]


def test_main_reports_a_contradiction_and_returns_one(
    inputs: Path,
    tmp_path: Path,
    change_facts: ChangeFacts,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(data.build, "DATA", inputs)
    monkeypatch.setattr(data.build, "DATABASE", tmp_path / "built.duckdb")
    assert data.build.main() == 0
    before = (tmp_path / "built.duckdb").read_bytes()
    assert "data version" in capsys.readouterr().out

    set_mean("AGI lab", "mean", "1.97")(inputs, change_facts)
    assert data.build.main() == 1
    written = capsys.readouterr().err
    assert 'schuett2023_group_means.csv, row 2, column "mean"' in written
    assert "the database was not changed" in written
    assert (tmp_path / "built.duckdb").read_bytes() == before


def test_the_command_line_fails_without_a_traceback_on_a_contradiction(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("schuett2023_counts", "n", "50", item_id=STATEMENT)(inputs, change_facts)
    elsewhere = {**os.environ, "PYTHONPATH": str(inputs.parent)}
    ended = subprocess.run(
        [sys.executable, "-m", "data.build"],
        cwd=inputs.parent,
        env=elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert 'schuett2023_counts.csv, row 2, column "n"' in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(inputs.glob("*.duckdb")) == []


def cells_by_world(database: Path) -> dict[tuple[str, int], Groups]:
    """Answers by statement and world, group (None: everyone) and option."""
    found: dict[tuple[str, int], Groups] = defaultdict(lambda: defaultdict(dict))
    columns = "item_id, world, affiliation, option_id, n, risk_area, expertise, study_id"
    for item, world, affiliation, option, n, *others in rows(
        database, f"select {columns} from cell"
    ):
        assert others == [None, None, "schuett2023"]
        group = found[item, world][affiliation]
        assert option not in group, f"two cells for {item}, {world}, {affiliation}, {option}"
        group[option] = n
    return found


def test_cells_of_everyone_are_the_published_counts(built_database: Path, facts: Facts) -> None:
    found = cells_by_world(built_database)
    published = {item: set(groups) for (item, world), groups in found.items() if world == 0}
    assert published == {row["item_id"]: {None} for row in facts["schuett2023_counts"]}
    for row in facts["schuett2023_counts"]:
        everyone = found[row["item_id"], 0][None]
        assert everyone == {answer: int(row[answer]) for answer in ANSWERS}
        assert sum(everyone.values()) == int(row["n"])


def test_cells_of_each_group_give_back_what_is_published_about_it(
    built_database: Path, facts: Facts
) -> None:
    compared = 0
    for (item, world), groups in cells_by_world(built_database).items():
        if world == 0:
            continue
        for row in facts["schuett2023_group_means"]:
            if row["item_id"] != item:
                continue
            members = row["affiliation"].split(" + ")
            counts = {score: sum(groups[name][score] for name in members) for score in SCORES}
            scores = [Fraction(SCORES[answer]) for answer, n in counts.items() for _ in range(n)]
            off = abs(mean(scores) - Fraction(row["mean"]))
            assert off <= Fraction("0.005"), (row, world)
            error = float(variance(scores) / len(scores)) ** 0.5
            assert error == pytest.approx(float(row["standard_error"]), abs=0.005 + 1e-9)
            if row["n_opinion"]:
                assert len(scores) == int(row["n_opinion"])
            compared += 1
    assert compared == 4 * (43 + 6 * 2 + 3)


def test_worlds_are_numbered_from_one_and_hold_all_three_groups(built_database: Path) -> None:
    numbers = defaultdict(list)
    for (item, world), groups in cells_by_world(built_database).items():
        if world:
            assert set(groups) == {"AGI lab", "Academia", "Civil society"}
            numbers[item].append(world)
    assert Counter(tuple(sorted(found)) for found in numbers.values()) == {
        (1,): 43,
        (1, 2): 6,
        (1, 2, 3): 1,
    }


def ways_to_hand_out(what: int, most: list[int]) -> list[tuple[int, ...]]:
    every = itertools.product(*(range(min(limit, what) + 1) for limit in most))
    return [way for way in every if sum(way) == what]


def test_dont_know_cells_of_groups_exist_exactly_where_they_are_determined(
    built_database: Path, facts: Facts
) -> None:
    respondents = int(facts["studies"][0]["respondents"])
    members = {row["name"]: int(row["members"]) for row in facts["study_groups"]}
    rest = respondents - sum(members.values())
    totals = {row["item_id"]: row for row in facts["schuett2023_counts"]}
    seen: Counter[bool] = Counter()
    for (item, world), groups in cells_by_world(built_database).items():
        if world == 0:
            continue
        opinions = {name: sum(groups[name][answer] for answer in SCORES) for name in members}
        others = sum(int(totals[item][answer]) for answer in SCORES) - sum(opinions.values())
        room = [*(members[name] - opinions[name] for name in members), rest - others]
        ways = ways_to_hand_out(int(totals[item]["dont_know"]), room)
        assert ways
        for index, name in enumerate(members):
            possible = {way[index] for way in ways}
            expected = possible.pop() if len(possible) == 1 else None
            assert groups[name].get("dont_know") == expected, (item, world, name)
            seen[expected is None] += 1
    assert set(seen) == {True, False}


def test_figures_are_published_as_printed(built_database: Path, facts: Facts) -> None:
    stored = {
        (row.item_id, row.affiliation if isinstance(row.affiliation, str) else "", row.statistic): (
            row.relation,
            row.value,
        )
        for row in table(built_database, "published").itertuples()
    }
    printed = {
        (row["item_id"], "", "n_respondents" if column == "n" else column): row[column]
        for row in facts["schuett2023_counts"]
        for column in (*ANSWERS, "n")
    } | {
        (row["item_id"], row["affiliation"], column): row[column]
        for row in facts["schuett2023_group_means"]
        for column in ("mean", "standard_error", "n_opinion")
        if row[column]
    }
    assert stored == {key: ("=", float(Decimal(value))) for key, value in printed.items()}


def test_a_group_smaller_than_the_study_shows_has_no_cell(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("studies", "minimum_group_size", "12")(inputs, change_facts)
    database = build_beside(inputs)
    for name in ("cell", "tally"):
        shown = set(rows(database, f"select affiliation from {name}"))
        assert shown == {(None,), ("AGI lab",)}, name


def test_every_group_with_a_cell_is_large_enough_to_be_shown(
    built_database: Path, facts: Facts
) -> None:
    smallest = int(facts["studies"][0]["minimum_group_size"])
    members = {row["name"]: int(row["members"]) for row in facts["study_groups"]}
    shown = {group for groups in cells_by_world(built_database).values() for group in groups}
    assert shown == {None, *members}
    assert all(members[group] >= smallest for group in shown if group)


def test_tally_is_the_cells_set_side_by_side(built_database: Path) -> None:
    names = ["item_id", "affiliation", "world"]
    cell, item = table(built_database, "cell"), table(built_database, "item")
    taxonomy = table(built_database, "taxonomy").set_index("code")
    members = table(built_database, "study_group").set_index("name")["members"]
    respondents = table(built_database, "study")["respondents"].item()

    cell["affiliation"] = cell["affiliation"].astype(object).fillna("")
    expected = cell.pivot(index=names, columns="option_id", values="n")
    expected["basis"] = cell.groupby(names)["basis"].first()
    expected = expected.reset_index().merge(item, on="item_id")
    opinions = expected[list(SCORES)]
    expected["n_opinion"] = opinions.sum(axis=1)
    expected["score"] = (opinions * pd.Series(SCORES)).sum(axis=1)
    everyone = expected[expected["affiliation"] == ""].set_index("item_id")
    answered = everyone["n_opinion"] + everyone["dont_know"]
    undetermined = expected["dont_know"].isna()
    without = expected["affiliation"].map(members) - expected["n_opinion"]
    expected["no_opinion"] = expected["dont_know"].fillna(without)
    missing = respondents - expected["item_id"].map(answered)
    expected["unanswered"] = missing.where(undetermined, 0)
    expected["everyone_dont_know"] = expected["item_id"].map(everyone["dont_know"])
    expected["told_apart"] = expected["affiliation"].map(lambda name: "affiliation" if name else "")
    expected["category_code"] = expected["code"].map(taxonomy["parent_code"])
    expected["search_text"] = (expected["label"] + " " + expected["statement"]).str.lower()

    found = table(built_database, "tally")
    found["affiliation"] = found["affiliation"].astype(object).fillna("")
    assert found[["risk_area", "expertise"]].isna().all(axis=None)
    compared = [name for name in found.columns if name not in ("risk_area", "expertise")]
    pd.testing.assert_frame_equal(
        found[compared].sort_values(names, ignore_index=True).astype(object),
        expected[compared].sort_values(names, ignore_index=True).astype(object),
        check_dtype=False,
    )


def test_the_text_that_is_searched_has_no_accents_and_no_capitals(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("items", "label", "Évaluation À PRIORI", item_id=STATEMENT)(inputs, change_facts)
    set_value("items", "statement", "Más señales", item_id=STATEMENT)(inputs, change_facts)
    texts = rows(
        build_beside(inputs),
        f"select search_text from item where item_id = '{STATEMENT}'",
    )
    assert texts == [("evaluation a priori mas senales",)]
