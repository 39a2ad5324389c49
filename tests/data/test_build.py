"""The build turns the facts into the database, or stops and changes nothing."""

import itertools
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
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
from data.building.data_package import read_description, tables
from data.paths import DATA
from data.scales import LARGEST_SCALE
from tests.data.changed_facts import (
    STATEMENT,
    ChangeFacts,
    FactRow,
    add_row,
    set_mean,
    set_value,
)

pytestmark = pytest.mark.slow

Facts = dict[str, list[FactRow]]
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
    "candidate",
    "cell",
    "chosen_together",
    "comment_theme",
    "data_change",
    "data_file",
    "data_file_source",
    "document",
    "erratum",
    "group_size",
    "hidden_group",
    "item",
    "item_crosswalk",
    "item_mitigation",
    "mitigation",
    "mitigation_facet",
    "navigator_code",
    "published",
    "question",
    "response",
    "scale",
    "source",
    "study",
    "study_dimension",
    "study_group",
    "study_source",
    "tally",
    "taxonomy",
    "term",
}
# The table that is a copy of each file.
FILES = tables(read_description(DATA))
# Files of which no table is a copy.
FIGURES = {"schuett2023_counts", "schuett2023_group_means", "uuk2024_published"}
VIEWS = {"asked_mitigation"}
DEFINITIONS = "mitigation_definitions"
STUDY = "schuett2023"
# The studies whose every fact stands in the CSV files, and those that are folders of their own.
OF_FILES, SHIPPED = (STUDY, "uuk2024"), ("ec2020", "ipie2024")
FOLDERS = DATA / "facts" / "studies"
OLD_DATABASE = b"the database of an earlier build"

NO_IMPORTS = Path("no imports")


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def table(database: Path, name: str) -> pd.DataFrame:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.table(name).df()


def of_files(database: Path, name: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """The rows of a table in its order, without those of studies that are in no CSV file."""
    known = table(database, name).columns
    kept = ""
    if "study_id" in known:
        kept = f"where study_id in {OF_FILES}"
    elif "scale_id" in known:
        asked = f"select question.scale_id from question where question.study_id in {OF_FILES}"
        kept = f"where scale_id in ({asked})"
    return rows(database, f"select {columns} from {name} {kept}")


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    names = [name for (name,) in rows(database, "select table_name from duckdb_tables()")]
    return {name: rows(database, f"from {name}") for name in names}


def of_study(facts: Facts, file: str, study: str = STUDY) -> list[FactRow]:
    """The rows of a file that are about a study."""
    found = [row for row in facts[file] if row["study_id"] == study]
    assert found, f"nothing in {file} is about {study}"
    return found


def silently(line: str) -> None:
    """Report nothing."""


def build_beside(inputs: Path) -> Path:
    database = inputs.parent / "built.duckdb"
    build(inputs, database, report=silently)
    return database


def test_every_fact_reaches_its_table(built_database: Path, facts: Facts) -> None:
    counted = {name: len(of_files(built_database, name)) for name in TABLES}
    assert counted["mitigation"] == len(facts["mitigations"]) == 831
    assert counted["document"] == len(facts["documents"]) == 13
    assert counted["taxonomy"] == len(facts["taxonomy"]) == 31
    assert counted["item"] == len(facts["items"]) == 50 + 27
    assert counted["item_mitigation"] == len(facts["item_mitigations"]) == 51 + 28
    assert counted["mitigation_facet"] == len(facts["mitigation_facets"]) == 3 * 79
    assert counted["item_crosswalk"] == len(facts["item_crosswalk"]) == 39
    assert counted["comment_theme"] == len(facts["comment_themes"]) == 10
    assert counted["navigator_code"] == len(facts["navigator_codes"]) == 7
    assert counted["scale"] == len(facts["scales"]) == 1
    assert counted["question"] == len(facts["questions"]) == 2
    assert counted["answer_option"] == len(facts["answer_options"]) == 6
    assert counted["study"] == len(facts["studies"]) == 2
    assert counted["build_info"] == 1
    assert counted["response"] == 0


def test_studies_that_are_not_of_the_facts_are_marked_as_simulated(
    built_database: Path, facts: Facts
) -> None:
    marked = dict(rows(built_database, "select study_id, simulated from study"))
    assert tuple(row["study_id"] for row in facts["studies"]) == OF_FILES
    assert tuple(sorted(file.parent.name for file in FOLDERS.glob("*/study.toml"))) == SHIPPED
    real = {*OF_FILES, *SHIPPED}
    assert {name for name, simulated in marked.items() if not simulated} == real
    bases = rows(built_database, "select distinct study_id, basis = 'simulated' from study_source")
    assert dict(bases) == marked
    cells = rows(built_database, "select distinct study_id, basis = 'simulated' from cell")
    assert set(cells) == set(marked.items()) - {("uuk2024", False)}


def test_only_what_real_studies_asked_about_counts_as_asked(
    built_database: Path, facts: Facts
) -> None:
    asked = rows(
        built_database, "select study_id, item_id, mitigation_id from asked_mitigation order by all"
    )
    assert asked == sorted(
        (row["study_id"], row["item_id"], row["mitigation_id"]) for row in facts["item_mitigations"]
    )


def test_every_file_of_facts_is_read_into_the_database(facts: Facts) -> None:
    assert set(FILES) | FIGURES | {DEFINITIONS} == set(facts)


def test_our_definitions_are_those_of_the_facts_and_none_is_imported(
    built_database: Path, facts: Facts
) -> None:
    stored = rows(
        built_database,
        "select mitigation_id, definition from mitigation where definition is not null",
    )
    assert dict(stored) == {row["mitigation_id"]: row["definition"] for row in facts[DEFINITIONS]}
    imported = "select count(*) from mitigation where official_definition is not null"
    assert rows(built_database, imported) == [(0,)]


def test_the_taxonomy_has_four_categories_twenty_three_subcategories_and_four_catch_alls(
    built_database: Path,
) -> None:
    kinds = Counter(rows(built_database, "select kind from taxonomy"))
    assert kinds == {("category",): 4, ("subcategory",): 23, ("catch_all",): 4}


def test_a_table_made_from_a_file_holds_what_the_file_says(
    built_database: Path, facts: Facts
) -> None:
    for file, name in FILES.items():
        columns = list(facts[file][0])
        texts = ", ".join(f"coalesce({column}::varchar, '')" for column in columns)
        stored = of_files(built_database, name, texts)
        assert stored == [tuple(row.values()) for row in facts[file]], name


@pytest.mark.parametrize(
    ("file", "within", "name"),
    [
        ("items", ("study_id",), "item_id"),
        ("questions", ("study_id",), "question_id"),
        ("study_groups", ("study_id", "dimension"), "name"),
        ("comment_themes", ("study_id", "item_id"), "theme"),
        ("data_changes", ("package_version",), "change"),
    ],
)
def test_rows_are_numbered_from_one_in_the_order_of_their_file(
    built_database: Path, facts: Facts, file: str, within: tuple[str, ...], name: str
) -> None:
    columns = ", ".join((*within, name, "position"))
    stored = of_files(built_database, FILES[file], columns)
    seen: Counter[tuple[str, ...]] = Counter()
    expected = []
    for row in facts[file]:
        place = tuple(row[column] for column in within)
        seen[place] += 1
        expected.append((*place, row[name], seen[place]))
    assert sorted(stored) == sorted(expected)


def test_comments_on_each_item_are_numbered_from_one(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    add_row(
        "comment_themes",
        study_id="uuk2024",
        item_id="data-curation",
        theme="It is hard to do.",
        voices="single",
    )(inputs, change_facts)
    query = "select position from comment_theme where item_id = 'data-curation'"
    assert rows(build_beside(inputs), query) == [(1,)]


def test_every_table_has_a_description(built_database: Path) -> None:
    found = rows(
        built_database, "select table_name, comment from duckdb_tables() where not internal"
    )
    views = rows(built_database, "select view_name, comment from duckdb_views() where not internal")
    assert {name for name, _ in found} == TABLES
    assert {name for name, _ in views} == VIEWS
    assert [name for name, comment in found + views if not comment] == []


def test_every_column_has_a_description(built_database: Path) -> None:
    found = rows(
        built_database,
        "select table_name, column_name, comment from duckdb_columns() where not internal",
    )
    assert {name for name, _, _ in found} == TABLES | VIEWS
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
    again, before = content(database), content(built_database)
    tallies = Counter(again.pop("tally")), Counter(before.pop("tally"))
    assert tallies[0] == tallies[1]
    assert again == before


def test_the_tally_is_in_the_same_order_in_whatever_order_cells_are_stored(
    built_database: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(built_database, tmp_path))
    before = rows(database, "from tally")
    with duckdb.connect(str(database)) as connection:
        for name in ("cell", "hidden_group"):
            connection.execute(f"create temp table kept as from {name} order by rowid desc")
            connection.execute(f"delete from {name}")
            connection.execute(f"insert into {name} from kept")
            connection.execute("drop table kept")
        connection.execute("delete from tally")
        connection.execute((DATA / "building" / "tally.sql").read_text(encoding="utf-8"))
    again = rows(database, "from tally")
    assert Counter(again) == Counter(before)
    assert again == before


def test_the_version_names_the_package_and_the_hash_of_the_inputs(
    built_database: Path, inputs: Path
) -> None:
    ((version, package, digest),) = rows(
        built_database, "select data_version, package_version, inputs_hash from build_info"
    )
    assert digest == inputs_hash(inputs, NO_IMPORTS)
    assert version == f"{package}+{digest[:8]}"
    assert build(inputs, inputs.parent / "again.duckdb", report=silently) == version


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts/mitigations.csv", "AI Safety Team", "AI safety team"),
        ("facts/schuett2023_counts.csv", ",51\n", ",50\n"),
        ("facts/description.toml", 'version = "2', 'version = "3'),
        ("facts/studies/ec2020/counts.csv", ",1,9\n", ",1,8\n"),
        ("facts/studies/ec2020/study.toml", "respondents = 1216", "respondents = 1217"),
        ("building/schema.sql", "create table", "create  table"),
        ("building/tally.sql", "select", "Select"),
        ("building/reconstruct.py", "1 / 200", "1/200"),
    ],
)
def test_changing_any_input_changes_the_hash(inputs: Path, file: str, old: str, new: str) -> None:
    before = inputs_hash(inputs, NO_IMPORTS)
    text = (inputs / file).read_text(encoding="utf-8")
    assert old in text
    (inputs / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert inputs_hash(inputs, NO_IMPORTS) != before


def test_the_name_of_a_file_is_part_of_the_hash(inputs: Path) -> None:
    before = inputs_hash(inputs, NO_IMPORTS)
    (inputs / "facts" / "items.csv").rename(inputs / "facts" / "items_of_studies.csv")
    assert inputs_hash(inputs, NO_IMPORTS) != before


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


def test_a_file_that_a_spreadsheet_saved_with_a_byte_order_mark_is_read_like_any_other(
    built_database: Path, inputs: Path
) -> None:
    for name in ("schuett2023_counts", "studies/ec2020/counts", "studies/ipie2024/answers"):
        file = inputs / "facts" / f"{name}.csv"
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    database = build_beside(inputs)
    assert of_files(database, "cell", "world").count((0,)) == 300
    for study in SHIPPED:
        cells = f"select * from cell where study_id = '{study}'"
        found = rows(database, cells)
        assert found
        assert found == rows(built_database, cells)


def test_a_build_that_fails_while_writing_changes_nothing(inputs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "databases"
    folder.mkdir()
    database = folder / "built.duckdb"
    database.write_bytes(OLD_DATABASE)
    (inputs / "building" / "tally.sql").write_text("select * from no_such_table", encoding="utf-8")
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
    for item, world, affiliation, option, n, *others in of_files(database, "cell", columns):
        assert others == [None, None, STUDY]
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
    respondents = int(of_study(facts, "studies")[0]["respondents"])
    members = {row["name"]: int(row["members"]) for row in of_study(facts, "study_groups")}
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
        if row.study_id == STUDY
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


def test_bounds_are_published_as_printed_and_no_other_figure_of_their_study(
    built_database: Path, facts: Facts
) -> None:
    columns = (
        "item_id, risk_area, affiliation, expertise, statistic, relation, value::varchar, source"
    )
    stored = rows(built_database, f"select {columns} from published where study_id = 'uuk2024'")
    printed = [
        (
            row["item_id"],
            row["risk_area"] or None,
            None,
            None,
            row["statistic"],
            ">",
            row["value"],
            row["source"],
        )
        for row in facts["uuk2024_published"]
    ]
    assert Counter(stored) == Counter(printed)
    assert None in {area for _, area, *_ in stored}
    for name in ("cell", "tally"):
        assert set(of_files(built_database, name, "study_id")) == {(STUDY,)}


def test_a_group_smaller_than_the_study_shows_has_no_cell(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("studies", "minimum_group_size", "12")(inputs, change_facts)
    database = build_beside(inputs)
    for name in ("cell", "tally"):
        shown = set(of_files(database, name, "affiliation"))
        assert shown == {(None,), ("AGI lab",)}, name


def test_every_group_with_a_cell_is_large_enough_to_be_shown(
    built_database: Path, facts: Facts
) -> None:
    smallest = int(of_study(facts, "studies")[0]["minimum_group_size"])
    members = {row["name"]: int(row["members"]) for row in of_study(facts, "study_groups")}
    shown = {group for groups in cells_by_world(built_database).values() for group in groups}
    assert shown == {None, *members}
    assert all(members[group] >= smallest for group in shown if group)


def test_only_a_study_that_publishes_every_answer_has_cells_of_smaller_groups(
    built_database: Path,
) -> None:
    sizes = """
        select distinct cell.study_id, study_group.members >= study.minimum_group_size
        from cell
        join study using (study_id)
        join study_group
            on study_group.study_id = cell.study_id
            and study_group.dimension = 'affiliation'
            and study_group.name = cell.affiliation
        where not study.simulated
    """
    found = rows(built_database, sizes)
    published = rows(built_database, "select distinct study_id from response")
    assert {study for study, _ in found} == {STUDY, *SHIPPED}
    assert {(study,) for study, large in found if not large} <= set(published)


def of_the_study(database: Path, name: str) -> pd.DataFrame:
    found = table(database, name)
    return found[found["study_id"] == STUDY]


def test_tally_is_the_cells_set_side_by_side(built_database: Path) -> None:
    names = ["item_id", "affiliation", "world"]
    cell = of_the_study(built_database, "cell")
    item, study = (of_the_study(built_database, name) for name in ("item", "study"))
    members = of_the_study(built_database, "study_group").set_index("name")["members"].astype(float)
    respondents = study["respondents"].item()

    cell["affiliation"] = cell["affiliation"].astype(object).fillna("")
    expected = cell.pivot(index=names, columns="option_id", values="n")
    expected["basis"] = cell.groupby(names)["basis"].first()
    expected = expected.reset_index().merge(item, on="item_id")
    opinions = expected[list(SCORES)]
    for place in range(1, LARGEST_SCALE + 1):
        counted = opinions.iloc[:, place - 1] if place <= len(SCORES) else 0
        expected[f"option_{place}"] = counted
    expected["n_for"] = expected["somewhat_agree"] + expected["strongly_agree"]
    expected["n_against"] = expected["strongly_disagree"] + expected["somewhat_disagree"]
    expected["n_opinion"] = opinions.sum(axis=1)
    expected["score"] = (opinions * pd.Series(SCORES)).sum(axis=1)
    everyone = expected[expected["affiliation"] == ""].set_index("item_id")
    answered = everyone["n_opinion"] + everyone["dont_know"]
    undetermined = expected["dont_know"].isna()
    without = expected["affiliation"].map(members) - expected["n_opinion"]
    expected["no_opinion"] = expected["dont_know"].fillna(without)
    missing = respondents - expected["item_id"].map(answered)
    expected["unanswered"] = missing.where(undetermined, 0)
    dont_know = expected["item_id"].map(everyone["dont_know"])
    expected["everyone_dont_know"] = dont_know.where(undetermined)
    expected["group_by"] = expected["affiliation"].map(lambda name: "affiliation" if name else "")
    expected["hidden"] = False

    found = of_the_study(built_database, "tally")
    found["affiliation"] = found["affiliation"].astype(object).fillna("")
    assert found[["risk_area", "expertise"]].isna().all(axis=None)
    compared = [name for name in found.columns if name not in ("risk_area", "expertise")]
    pd.testing.assert_frame_equal(
        found[compared].sort_values(names, ignore_index=True).astype(object),
        expected[compared].sort_values(names, ignore_index=True).astype(object),
        check_dtype=False,
    )


def tallied(counts: dict[str, int], options: list[dict[str, Any]]) -> tuple[Any, ...]:
    """What the tally is to say of a group: opinions by place on the scale, for, against, all, their
    scores added up, and answers that are no opinion."""
    opinions = [one for one in options if one["stance"] != "none"]
    unsure = [one for one in options if one["stance"] == "none" and one.get("answered", True)]
    numbers = [counts[one["id"]] for one in opinions]
    scored = "score" in opinions[0]
    return (
        numbers + [0] * (LARGEST_SCALE - len(numbers)),
        sum(counts[one["id"]] for one in opinions if one["stance"] == "for"),
        sum(counts[one["id"]] for one in opinions if one["stance"] == "against"),
        sum(numbers),
        sum(counts[one["id"]] * one["score"] for one in opinions) if scored else None,
        sum(counts[one["id"]] for one in unsure),
    )


@pytest.mark.parametrize("study", SHIPPED)
def test_the_tally_of_a_shipped_study_goes_by_the_scale_of_each_question(
    built_database: Path, study: str
) -> None:
    described = tomllib.loads((FOLDERS / study / "study.toml").read_text(encoding="utf-8"))
    scales = {one["id"]: one["options"] for one in described["scales"]}
    asked = {one["id"]: scales[one["scale"]] for one in described["questions"]}
    options = {one["id"]: asked[one["question"]] for one in described["items"]}
    columns, where = "item_id, affiliation, expertise", f"where study_id = '{study}'"
    cells: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    answers = rows(built_database, f"select {columns}, option_id, n from cell {where}")
    for *group, option, n in answers:
        cells[tuple(group)][option] = n
    places = ", ".join(f"option_{place}" for place in range(1, LARGEST_SCALE + 1))
    figures = f"[{places}], n_for, n_against, n_opinion, score, no_opinion"
    found = rows(built_database, f"select {columns}, {figures} from tally {where}")
    assert {group[0] for group in cells} == set(options)
    assert len(found) == len(cells)
    assert {tuple(row[:3]): tuple(row[3:]) for row in found} == {
        group: tallied(counts, options[group[0]]) for group, counts in cells.items()
    }
    certain = f"from tally {where} and not hidden and unanswered = 0 and everyone_dont_know is null"
    assert len(rows(built_database, certain)) == len(found)


def test_the_text_that_is_searched_has_no_accents_and_no_capitals_and_then_stems(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("items", "label", "Évaluation À PRIORI", item_id=STATEMENT)(inputs, change_facts)
    set_value("items", "statement", "Más señales", item_id=STATEMENT)(inputs, change_facts)
    texts = rows(
        build_beside(inputs),
        f"select search_text from item where item_id = '{STATEMENT}'",
    )
    assert texts == [("evaluation a priori mas senales evalu a priori mas senal",)]


def test_a_mitigation_is_searched_in_its_label_and_its_definition(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("mitigations", "label", "Bóards", mitigation_id="A0171")(inputs, change_facts)
    set_value("mitigations", "label", "The Boards of directors", mitigation_id="A0086")(
        inputs, change_facts
    )
    set_value(DEFINITIONS, "definition", "Labs meet.", mitigation_id="A0171")(inputs, change_facts)
    found = rows(
        build_beside(inputs),
        "select mitigation_id, stems, search_text from mitigation "
        "where mitigation_id in ('A0171', 'A0086') order by mitigation_id",
    )
    assert found == [
        ("A0086", ["board", "director"], "the boards of directors the board of director"),
        ("A0171", ["board"], "boards labs meet. board lab meet"),
    ]
