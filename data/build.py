"""Build the database from the facts: ``python -m data.build``.

The database is written to a new file that replaces the old one only when it is complete, so a
failed build changes nothing and running readers move over by themselves. The same inputs give the
same content and the same version.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import duckdb
import pandas as pd

from data.facts import (
    OPINIONS,
    ContradictoryFactsError,
    Reconstruction,
    Row,
    check_bounds,
    check_coding,
    check_complete,
    check_options,
    check_sources,
    check_structure,
    check_study,
    check_totals,
    read_rows,
    reconstruct,
)
from data.imported import imported_definitions, imports_folder
from data.imported_surveys import SURVEYS, imported_surveys
from data.search_text import distinctive_stems, search_text
from data.simulate import simulated_surveys
from data.survey import Counts, Survey, count, table_rows

DATA = Path(__file__).parent
DATABASE = DATA / "common_ground.duckdb"
# Files of the package that go into a table of the same columns, parents before children.
TABLES = {
    "documents": "document",
    "taxonomy": "taxonomy",
    "mitigations": "mitigation",
    "mitigation_facets": "mitigation_facet",
    "answer_options": "answer_option",
    "studies": "study",
    "study_sources": "study_source",
    "study_dimensions": "study_dimension",
    "study_groups": "study_group",
    "items": "item",
    "item_mitigations": "item_mitigation",
    "item_crosswalk": "item_crosswalk",
    "comment_themes": "comment_theme",
    "navigator_codes": "navigator_code",
    "data_changes": "data_change",
    "errata": "erratum",
    "glossary": "term",
}
# Tables whose rows are numbered in the order of their file, within these columns.
NUMBERED_WITHIN = {
    "study_group": ["study_id", "dimension"],
    "item": ["study_id"],
    "comment_theme": ["study_id", "item_id"],
    "data_change": ["package_version"],
}
STUDY = "schuett2023"
BOUNDS_STUDY = "uuk2024"
COUNTS_SOURCE = "Table of answer counts"
MEANS_SOURCE = "Tables of group means"

Record = dict[str, object]


def build(data: Path, database: Path, report: Callable[[str], None] = print) -> str:
    """Build ``database`` from the facts under ``data`` and return the version of the data.

    Definitions and surveys that were imported are kept.

    Raises
    ------
    ContradictoryFactsError
        If the facts contradict themselves; an existing database stays as it was.
    """
    report("1/4 Checking the facts")
    check_structure(data / "datapackage.json")
    facts = {file.stem: read_rows(file) for file in sorted((data / "facts").glob("*.csv"))}
    imports = imports_folder()
    official = imported_definitions(imports)
    surveys: list[tuple[Survey, Counts, pd.DataFrame | Path | None]]
    surveys = [*counted_simulations(facts), *imported_surveys(imports)]
    study = next(row for row in facts["studies"] if row["study_id"] == STUDY)
    respondents = int(study["respondents"])
    counts, means = facts["schuett2023_counts"], facts["schuett2023_group_means"]
    for row in facts["studies"]:
        check_study(row)
    check_options(facts["answer_options"])
    check_sources(facts["study_sources"], study, ("published", "reconstructed"))
    check_complete([row for row in facts["items"] if row["study_id"] == STUDY], counts)
    check_totals(counts, respondents)
    check_bounds(facts["uuk2024_published"], facts["items"], facts["study_groups"], BOUNDS_STUDY)
    check_coding(
        facts["item_mitigations"], facts["mitigation_definitions"], facts["mitigation_facets"]
    )

    report(f"2/4 Reconstructing the answers of each group ({len(counts)} statements)")
    members = {
        row["name"]: int(row["members"])
        for row in facts["study_groups"]
        if (row["study_id"], row["dimension"]) == (STUDY, "affiliation")
    }
    found = list(reconstruct(counts, means, members, respondents))
    unique = sum(len(reconstruction.counts) == 1 for reconstruction in found)
    report(f"    exactly one solution for {unique}, several for {len(found) - unique}")

    shown = {name for name, size in members.items() if size >= int(study["minimum_group_size"])}
    cells = [
        *published_cells(counts),
        *(
            cell
            for cell in reconstructed_cells(found, counts, members, respondents)
            if cell["affiliation"] in shown
        ),
    ]
    version = package_version(data, imports)
    report(f"3/4 Writing {sum(map(len, facts.values()))} facts and {len(surveys)} surveys")
    ours = {row["mitigation_id"]: row["definition"] for row in facts["mitigation_definitions"]}
    definitions = {"definition": ours, "official_definition": official}
    partial = database.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(partial)) as connection:
            connection.execute((data / "schema.sql").read_text(encoding="utf-8"))
            for table, records in described_files(data, facts).items():
                insert(connection, table, records)
            for file, table in TABLES.items():
                insert(connection, table, table_records(table, facts[file], definitions))
            for survey, counted, responses in surveys:
                insert_survey(connection, survey, counted, responses)
            insert(connection, "cell", pd.DataFrame(cells))
            insert(connection, "candidate", pd.DataFrame(candidates_of_groups(found)))
            connection.execute((data / "tally.sql").read_text(encoding="utf-8"))
            figures = [
                *published_figures(counts, means),
                *published_bounds(facts["uuk2024_published"]),
            ]
            insert(connection, "published", pd.DataFrame(figures))
            insert(connection, "build_info", pd.DataFrame([version]))
        partial.replace(database)
    finally:
        partial.unlink(missing_ok=True)
    report(f"4/4 {database.name} is ready, data version {version['data_version']}")
    return version["data_version"]


def described_files(data: Path, facts: Mapping[str, list[Row]]) -> dict[str, pd.DataFrame]:
    """What the data package says of its files and their sources, as records of three tables."""
    resources = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
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
            "n_rows": len(facts[Path(resource["path"]).stem]),
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


def counted_simulations(
    facts: dict[str, list[Row]],
) -> Iterator[tuple[Survey, Counts, pd.DataFrame]]:
    """The simulated surveys, with the counts of their answers, and the answers."""
    for survey, responses, preferred in simulated_surveys(facts):
        with duckdb.connect() as connection:
            connection.register("responses", responses)
            connection.register("preferred", preferred)
            yield survey, count(connection), responses


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


def package_version(data: Path, imports: Path) -> dict[str, str]:
    """The row of ``build_info``."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    digest = inputs_hash(data, imports)
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
    kinds = ("facts/*.csv", "*.json", "*.sql", "counts/*.sql", "*.py")
    for folder, patterns in ((data, kinds), (imports, (f"{SURVEYS}/[!.]*/*",))):
        for file in sorted(file for pattern in patterns for file in folder.glob(pattern)):
            digest.update(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n".encode())
            with file.open("rb") as content:
                digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def published_cells(counts: list[Row]) -> Iterator[Record]:
    """Cells of all respondents together, as printed."""
    for row in counts:
        for option in (*OPINIONS, "dont_know"):
            yield cell(row["item_id"], None, option, 0, int(row[option]), "published")


def reconstructed_cells(
    found: list[Reconstruction], counts: list[Row], members: dict[str, int], respondents: int
) -> Iterator[Record]:
    """Cells of each group, one set a world; don't-knows only where they are determined.

    Where everyone answered, whoever of a group gave no opinion said "don't know". Where some did
    not answer, the don't-knows of a group are determined only if nobody at all gave that answer.
    """
    totals = {row["item_id"]: row for row in counts}
    for reconstruction in found:
        item_id = reconstruction.item_id
        everyone_answered = int(totals[item_id]["n"]) == respondents
        nobody_unsure = int(totals[item_id]["dont_know"]) == 0
        for world, groups in enumerate(reconstruction.counts.tolist(), start=1):
            for name, answers in zip(reconstruction.groups, groups, strict=True):
                known = dict(zip(OPINIONS, answers, strict=True))
                if nobody_unsure:
                    known["dont_know"] = 0
                elif everyone_answered:
                    known["dont_know"] = members[name] - sum(answers)
                for option, n in known.items():
                    yield cell(item_id, name, option, world, n, "reconstructed")


def candidates_of_groups(found: list[Reconstruction]) -> Iterator[Record]:
    """Rows of ``candidate``."""
    for reconstruction in found:
        for name, candidates in zip(reconstruction.groups, reconstruction.candidates, strict=True):
            yield {
                "study_id": STUDY,
                "item_id": reconstruction.item_id,
                "affiliation": name,
                "possible": candidates.possible,
                "fitting": candidates.fitting,
            }


def cell(
    item_id: str, affiliation: str | None, option_id: str, world: int, n: int, basis: str
) -> Record:
    return {
        "study_id": STUDY,
        "item_id": item_id,
        "affiliation": affiliation,
        "option_id": option_id,
        "world": world,
        "n": n,
        "basis": basis,
    }


def published_figures(counts: list[Row], means: list[Row]) -> Iterator[Record]:
    """Rows of ``published``."""
    for row in counts:
        for column in (*OPINIONS, "dont_know", "n"):
            statistic = "n_respondents" if column == "n" else column
            yield figure(STUDY, row["item_id"], statistic, row[column], COUNTS_SOURCE)
    for row in means:
        for statistic in ("mean", "standard_error", "n_opinion"):
            if row[statistic]:
                found = figure(STUDY, row["item_id"], statistic, row[statistic], MEANS_SOURCE)
                yield found | {"affiliation": row["affiliation"]}


def published_bounds(bounds: list[Row]) -> Iterator[Record]:
    """Rows of ``published`` for figures of which only a bound is printed."""
    for row in bounds:
        found = figure(BOUNDS_STUDY, row["item_id"], row["statistic"], row["value"], row["source"])
        yield found | {"risk_area": row["risk_area"] or None, "relation": row["relation"]}


def figure(study_id: str, item_id: str, statistic: str, value: str, source: str) -> Record:
    return {
        "study_id": study_id,
        "item_id": item_id,
        "risk_area": None,
        "affiliation": None,
        "statistic": statistic,
        "relation": "=",
        "value": float(value),
        "source": source,
    }


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
        for column, found in definitions.items():
            records[column] = [found.get(identifier) for identifier in records["mitigation_id"]]
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
