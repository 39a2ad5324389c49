"""What there is to look up is complete, and what is looked for is found."""

from pathlib import Path

import duckdb
import pytest

from queries.column import Column
from queries.study import studies
from tests.conftest import Facts
from views.methods.columns import ANSWERS, CANDIDATES, DICTIONARY, FILES, MEANS, STATEMENTS
from views.methods.reference import (
    data_changes,
    data_files,
    dictionary,
    dimensions,
    errata,
    fact_sources,
    glossary,
    methods,
)
from views.methods.words import response_rate

# Terms that readers meet on the pages, and the entry in which they are explained.
TERMS = {
    "agreement": "Agreement",
    "base": "Base",
    "basis": "Basis",
    "bounds": "Bound",
    "Tastle Wierman": "Consensus",
    "consensus": "Consensus",
    "van der Eijk": "Van der Eijk's A",
    "Wilson": "Wilson interval",
    "Newcombe": "Newcombe's interval",
    "student's t": "Student's t",
    "Cliff's delta": "Cliff's delta",
    "exact test": "Fisher's exact test",
    "chi-square": "Chi-square test",
    "Mann-Whitney": "Mann-Whitney test",
    "Holm": "Holm's method",
    "p-value": "p-value",
    "world": "World",
    "reconstructed": "Reconstructed",
    "don't know": "Don't know",
    "n": "n",
    "affiliation": "Affiliation",
    "expertise": "Expertise",
    "risk area": "Risk area",
    "percentage points": "Percentage points",
    "share": "Share",
    "standard error": "Standard error",
    "variance": "Variance",
    "median": "Median",
    "lift": "Lift",
    "detectable": "Detectable effect",
    "mitigation": "Mitigation",
    "taxonomy": "Taxonomy",
    "crosswalk": "Crosswalk",
    "polarisation": "Polarisation",
    "quartile": "Quartile",
    "hidden group": "Disclosure control",
    "disclosure control": "Disclosure control",
    "microdata": "Microdata",
    "data version": "Data version",
}


@pytest.mark.parametrize(("wanted", "term"), TERMS.items())
def test_a_term_is_found_first_of_all_entries(wanted: str, term: str) -> None:
    assert glossary(wanted)[0]["term"] == term


def test_without_a_search_the_whole_glossary_is_listed(facts: Facts) -> None:
    rows = [{name: value or None for name, value in row.items()} for row in facts["glossary"]]
    assert glossary("") == rows


def test_a_search_narrows_and_may_find_nothing() -> None:
    assert 0 < len(glossary("interval")) < len(glossary(""))
    assert {"Interval", "Wilson interval"} <= {row["term"] for row in glossary("intervals")}
    assert glossary("zebra") == []


def test_every_entry_has_a_meaning_that_ends_and_a_reference() -> None:
    for row in glossary(""):
        for name in ("meaning", "definition", "reference"):
            assert row[name].endswith((".", "”.")), (row["term"], name)
            assert not row[name].startswith(" ")


def test_the_dictionary_has_every_column_of_every_table_and_a_description(
    built_database: Path,
) -> None:
    with duckdb.connect(str(built_database), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("show tables").fetchall()]
        expected = {
            (table, name): (kind, null == "YES")
            for table in tables
            for name, kind, null, *_ in connection.execute(f"describe {table}").fetchall()
        }
    rows = dictionary("")
    assert list(rows) == list(DICTIONARY)
    found = {
        (row.table_name, row.column_name): (row.data_type, row.may_be_empty)
        for row in rows.itertuples()
    }
    assert len(rows) == len(found)
    assert found == expected
    for name in ("description", "table_description"):
        assert rows[name].str.strip().str.len().gt(0).all()


def test_the_dictionary_of_a_table_has_its_columns_in_their_order() -> None:
    assert dictionary("term")["column_name"].tolist() == [
        "term",
        "also_called",
        "meaning",
        "definition",
        "reference",
    ]
    assert set(dictionary("term")["table_name"]) == {"term"}


def test_errata_and_changes_are_those_of_the_facts(facts: Facts) -> None:
    for found, file in ((errata(), "errata"), (data_changes(), "data_changes")):
        shown = [{name: row[name] or "" for name in facts[file][0]} for row in found]
        assert shown == facts[file]
    assert all(row["url"].startswith("https://") for row in errata())


def test_every_source_is_listed_with_the_rows_of_its_files(facts: Facts) -> None:
    sources = {source.title: source for source in fact_sources()}
    database = next(one for title, one in sources.items() if "Mitigation Database" in title)
    assert database.files["Mitigations"] == len(facts["mitigations"]) == 831
    assert database.version == "July 2025"
    files = data_files()
    assert list(files) == list(FILES)
    for source in sources.values():
        drawn_on = files[files["sources"].str.contains(source.title, regex=False)]
        assert source.files == dict(zip(drawn_on["title"], drawn_on["n_rows"], strict=True))


def test_who_answered_is_told_as_far_as_it_is_published() -> None:
    every = studies()
    rate = f"51 of 92 invited experts answered ({51 / 92:.1%})".replace("%", "\u00a0%")
    assert response_rate(every["schuett2023"]) == rate
    assert response_rate(every["uuk2024"]).startswith("76 experts answered; how many were invited")
    # Who was not invited, or is no expert, is not called so.
    assert response_rate(every["ec2020"]).startswith("1216 contributors: companies,")
    assert response_rate(every["ipie2024"]).startswith("412 researchers: people who study")


def test_how_figures_are_known_is_told_of_every_study(facts: Facts) -> None:
    for study in ("schuett2023", "uuk2024"):
        of_study = [row for row in facts["study_sources"] if row["study_id"] == study]
        assert {row["basis"] for row in methods(study)} == {row["basis"] for row in of_study}
        notes = {
            r["dimension"]: r["note"] for r in facts["study_dimensions"] if r["study_id"] == study
        }
        assert {row["dimension"]: row["note"] for row in dimensions(study)} == notes


@pytest.mark.parametrize("columns", [ANSWERS, CANDIDATES, DICTIONARY, FILES, MEANS, STATEMENTS])
def test_every_column_has_a_name_and_a_meaning(columns: dict[str, Column]) -> None:
    assert all(column.label and column.meaning.endswith(".") for column in columns.values())
    assert len({column.label for column in columns.values()}) == len(columns)
