"""The build turns the facts into the database, or stops and changes nothing."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

import data.build
from data.build import build, inputs_hash
from data.building.data_package import read_description, tables
from data.paths import DATA
from tests.data.built_tables import (
    ESTIMATED,
    FOLDERS,
    OF_FILES,
    SHIPPED,
    Facts,
    build_beside,
    of_files,
    rows,
    silently,
)
from tests.data.changed_facts import (
    STATEMENT,
    ChangeFacts,
    add_row,
    set_mean,
    set_value,
)

pytestmark = pytest.mark.slow

TABLES = {
    "affiliation_link",
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
    "estimate",
    "governance_coverage",
    "group_size",
    "hidden_group",
    "incident",
    "item",
    "item_crosswalk",
    "item_mitigation",
    "mitigation",
    "mitigation_crosswalk",
    "mitigation_facet",
    "navigator_code",
    "newer_database",
    "newer_database_part",
    "no_counterpart",
    "published",
    "question",
    "response",
    "retired_study",
    "risk",
    "risk_link",
    "scale",
    "side_by_side",
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
# Tables of one file that is about all studies.
OF_ALL_STUDIES = {"affiliation_link", "risk_link", "side_by_side"}
DEFINITIONS = "mitigation_definitions"
OLD_DATABASE = b"the database of an earlier build"
NO_IMPORTS = Path("no imports")


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    names = [name for (name,) in rows(database, "select table_name from duckdb_tables()")]
    return {name: rows(database, f"from {name}") for name in names}


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


def test_every_study_is_one_of_the_facts(built_database: Path, facts: Facts) -> None:
    assert tuple(row["study_id"] for row in facts["studies"]) == OF_FILES
    folders = tuple(sorted(file.parent.name for file in FOLDERS.glob("*/study.toml")))
    assert folders == (*SHIPPED, *ESTIMATED)
    for name in ("study", "study_source"):
        named = {study for (study,) in rows(built_database, f"select study_id from {name}")}
        assert named == {*OF_FILES, *folders}, name
    counted = {study for (study,) in rows(built_database, "select study_id from cell")}
    assert counted == {*OF_FILES, *SHIPPED} - {"uuk2024"}


def test_no_retired_study_is_still_there(built_database: Path) -> None:
    retired = "select study_id from retired_study semi join study using (study_id)"
    assert rows(built_database, retired) == []


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
        if name in OF_ALL_STUDIES:
            stored = rows(built_database, f"select {texts} from {name} limit {len(facts[file])}")
        else:
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
    again, before = content(database), content(built_database)
    tallies = Counter(again.pop("tally")), Counter(before.pop("tally"))
    assert tallies[0] == tallies[1]
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
