"""Build the database from the facts: ``python -m data.build``.

The database is written to a new file that replaces the old one only when it is complete, so a
failed build changes nothing and running readers move over by themselves. The same inputs give the
same content and the same version.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pandas as pd

from data.building.checks import (
    check_bounds,
    check_coding,
    check_complete,
    check_options,
    check_sources,
    check_structure,
    check_study,
    check_totals,
)
from data.building.data_package import (
    Described,
    data_package,
    read_description,
    tables,
    write_data_package,
)
from data.building.disclosure import large_enough
from data.building.fact_rows import ContradictoryFactsError, Row, read_rows
from data.building.figures import (
    BOUNDS_STUDY,
    STUDY,
    candidates_of_groups,
    published_bounds,
    published_cells,
    published_figures,
    reconstructed_cells,
)
from data.building.published_shares import published_shares
from data.building.reconstructed_items import reconstruct
from data.building.risk_links import check_risk_figures, check_risk_links, described_links
from data.building.side_by_side import check_side_by_side
from data.building.study_folder import read_study_rows, shipped_studies, study_folders
from data.building.study_links import study_links
from data.building.survey import Counts, Survey, table_rows
from data.importing.store import SURVEYS, imported_definitions, imported_surveys
from data.paths import DATA, DATABASE, imports_folder
from data.search_text import distinctive_stems, search_text

# Tables whose rows are numbered in the order of their file, within these columns.
NUMBERED_WITHIN = {
    "study_group": ["study_id", "dimension"],
    "question": ["study_id"],
    "item": ["study_id"],
    "side_by_side": ["topic"],
    "comment_theme": ["study_id", "item_id"],
    "data_change": ["package_version"],
}


def build(data: Path, database: Path, report: Callable[[str], None] = print) -> str:
    """Build ``database`` from the facts under ``data`` and return the version of the data.

    Definitions and surveys that were imported are kept.

    Raises
    ------
    ContradictoryFactsError
        If the facts contradict themselves; an existing database stays as it was.
    """
    report("1/4 Checking the facts")
    package = data_package(data)
    check_structure(package, data)
    facts = {file.stem: read_rows(file) for file in sorted((data / "facts").glob("*.csv"))}
    imports = imports_folder()
    official = imported_definitions(imports)
    surveys: list[tuple[Survey, Counts, pd.DataFrame | Path | None]]
    surveys = [*shipped_studies(data), *imported_surveys(imports)]
    study = next(row for row in facts["studies"] if row["study_id"] == STUDY)
    respondents = int(study["respondents"])
    counts, means = facts["schuett2023_counts"], facts["schuett2023_group_means"]
    for row in facts["studies"]:
        check_study(row)
    check_options(facts["answer_options"])
    check_sources(facts["study_sources"], study, ("counted", "reconstructed"))
    check_complete([row for row in facts["items"] if row["study_id"] == STUDY], counts)
    check_totals(counts, respondents)
    check_bounds(facts["uuk2024_published"], facts["items"], facts["study_groups"], BOUNDS_STUDY)
    check_coding(
        facts["item_mitigations"], facts["mitigation_definitions"], facts["mitigation_facets"]
    )
    check_risk_figures(facts)
    check_risk_links(data, facts)
    links_to_risks = described_links(data, facts)
    check_side_by_side(facts, [survey for survey, *_ in surveys])
    estimates = published_shares(study_folders(data))

    links = study_links(data, facts)

    report(f"2/4 Reconstructing the answers of each group ({len(counts)} statements)")
    members = {
        row["name"]: int(row["members"])
        for row in facts["study_groups"]
        if (row["study_id"], row["dimension"]) == (STUDY, "affiliation")
    }
    reconstructions = list(reconstruct(counts, means, members, respondents))
    unique = sum(len(reconstruction.counts) == 1 for reconstruction in reconstructions)
    report(f"    exactly one solution for {unique}, several for {len(reconstructions) - unique}")

    shown = large_enough(members, int(study["minimum_group_size"]))
    cells = [
        *published_cells(counts),
        *(
            cell
            for cell in reconstructed_cells(reconstructions, counts, members, respondents)
            if cell["affiliation"] in shown
        ),
    ]
    version = build_info(package, inputs_hash(data, imports))
    report(f"3/4 Writing {sum(map(len, facts.values()))} facts and {len(surveys)} surveys")
    ours = {row["mitigation_id"]: row["definition"] for row in facts["mitigation_definitions"]}
    definitions = {"definition": ours, "official_definition": official}
    partial = database.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(partial)) as connection:
            connection.execute((data / "building" / "schema.sql").read_text(encoding="utf-8"))
            for table, records in described_files(package, facts, data).items():
                insert(connection, table, records)
            for file, table in tables(read_description(data)).items():
                insert(connection, table, table_records(table, facts[file], definitions))
            insert(connection, "risk_link", pd.DataFrame(links_to_risks))
            for survey, counted, responses in surveys:
                insert_survey(connection, survey, counted, responses)
            for table, records in links.items():
                insert(connection, table, records)
            insert(connection, "cell", pd.DataFrame(cells))
            insert(connection, "candidate", pd.DataFrame(candidates_of_groups(reconstructions)))
            connection.execute((data / "building" / "tally.sql").read_text(encoding="utf-8"))
            figures = [
                *published_figures(counts, means),
                *published_bounds(facts["uuk2024_published"]),
            ]
            insert(connection, "published", pd.DataFrame(figures))
            insert(connection, "estimate", estimates)
            insert(connection, "build_info", pd.DataFrame([version]))
        partial.replace(database)
    finally:
        partial.unlink(missing_ok=True)
    report(f"4/4 {database.name} is ready, data version {version['data_version']}")
    return version["data_version"]


def described_files(
    package: Described, facts: Mapping[str, list[Row]], data: Path
) -> dict[str, pd.DataFrame]:
    """What the data package says of its files and their sources, as records of three tables."""
    resources = package["resources"]
    named = [(resource, source) for resource in resources for source in resource["sources"]]
    sources = pd.DataFrame(
        {
            "title": source["title"],
            "url": source["path"],
            "version": source.get("version"),
        }
        for _, source in named
    )
    files = pd.DataFrame(
        {
            "file": resource["path"],
            "title": resource["title"],
            "description": resource["description"],
            "licence": resource["licenses"][0]["title"],
            "licence_url": resource["licenses"][0]["path"],
            "n_rows": len(facts.get(resource["name"]) or read_study_rows(data / resource["path"])),
        }
        for resource in resources
    )
    links = pd.DataFrame(
        {"file": resource["path"], "source": source["title"]} for resource, source in named
    )
    return {
        "source": sources.drop_duplicates(),
        "data_file": files,
        "data_file_source": links,
    }


def insert_survey(
    connection: duckdb.DuckDBPyConnection,
    survey: Survey,
    counts: Counts,
    responses: pd.DataFrame | Path | None,
) -> None:
    """Add a survey whose answers are held respondent by respondent; ``responses`` are the answers,
    or a Parquet file of them, if they are public."""
    for table, rows in table_rows(survey, counts).items():
        records = rows
        if table == "item":
            position = range(1, len(rows) + 1)
            texts = _search_texts(rows, ["label", "statement"])
            records = rows.assign(position=position, search_text=texts)
        insert(connection, table, records)
    if isinstance(responses, Path):
        connection.read_parquet(str(responses)).create_view("responses")
    elif responses is not None:
        connection.register("responses", responses)
    if responses is not None:
        connection.execute(
            "insert into response by name select $study as study_id, * from responses",
            {"study": survey.study_id},
        )
        connection.execute("drop view responses")


def build_info(package: Described, digest: str) -> dict[str, str]:
    """The row of ``build_info``; ``digest`` is the ``inputs_hash``."""
    return {
        "data_version": f"{package['version']}+{digest[:8]}",
        "package_version": package["version"],
        "inputs_hash": digest,
        "data_date": package["created"][:10],
    }


def inputs_hash(data: Path, imports: Path) -> str:
    """SHA-256 over all that the build reads: its files, and what was imported."""
    digest = hashlib.sha256()
    if official := imported_definitions(imports):
        digest.update(json.dumps(official, sort_keys=True).encode())
    kinds = ("**/*.csv", "**/*.toml", "**/*.sql", "**/*.py")
    for folder, patterns in ((data, kinds), (imports, (f"{SURVEYS}/[!.]*/*",))):
        for file in sorted(file for pattern in patterns for file in folder.glob(pattern)):
            digest.update(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n".encode())
            with file.open("rb") as content:
                digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def table_records(
    table: str, rows: list[Row], definitions: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """The rows of a file as a table's records; an empty value is none.

    ``definitions`` are those of mitigations, by column and identifier.
    """
    records = pd.DataFrame(
        [{name: value or None for name, value in row.values.items()} for row in rows]
    )
    if table in NUMBERED_WITHIN:
        records["position"] = records.groupby(NUMBERED_WITHIN[table]).cumcount() + 1
    if table == "item":
        records["search_text"] = _search_texts(records, ["label", "statement"])
    if table == "mitigation":
        for column, texts in definitions.items():
            records[column] = [texts.get(identifier) for identifier in records["mitigation_id"]]
        records["stems"] = [distinctive_stems(label) for label in records["label"]]
        records["search_text"] = _search_texts(records, ["label", *definitions])
    return records


def _search_texts(records: pd.DataFrame, columns: list[str]) -> list[str]:
    texts = records[columns].fillna("").agg(" ".join, axis="columns")
    return [search_text(text.strip()) for text in texts]


def insert(connection: duckdb.DuckDBPyConnection, table: str, records: pd.DataFrame) -> None:
    connection.register("records", records)
    try:
        connection.execute(f"insert into {table} by name from records")
    except duckdb.ConstraintException as error:
        raise ContradictoryFactsError([f"The facts do not fit into {table}: {error}"]) from error
    connection.unregister("records")


def main() -> int:
    try:
        build(DATA, DATABASE)
    except ContradictoryFactsError as error:
        print("The facts contradict themselves; the database was not changed.", file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    write_data_package(DATA)
    return 0


if __name__ == "__main__":
    sys.exit(main())
