"""A bundle holds the rows as they are, and all that is needed to understand and check them."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import bibtexparser
import duckdb
import frictionless
import pandas as pd
import pytest
from markdown_it import MarkdownIt

from data.answer_options import ANSWER_LABELS
from exports.citations import apa
from exports.research_bundle import (
    DATABASE_SOURCE,
    LICENCES,
    Bundled,
    licence_of,
    study_source,
    to_bundle,
)
from exports.tables import to_csv
from queries import database
from queries.study import studies
from tests.exports.bundling import (
    AGREEMENT,
    COMPARE,
    EXAMPLES,
    MADE,
    Example,
    bundled,
    files_of,
    unpacked,
    with_title,
)
from views.agreement.filters import BASES

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("invented_panels_throughout")]

DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
TYPES = set(DTYPES)


@dataclass(frozen=True)
class Bundle:
    """A bundle, what it was made of, its files, and the folder they lie in."""

    made_of: Bundled
    content: bytes
    files: dict[str, bytes]
    folder: Path

    @property
    def package(self) -> Any:
        return json.loads(self.files["datapackage.json"])

    def text(self, name: str) -> str:
        return self.files[name].decode()


def made(example: Example, folder: Path) -> Bundle:
    made_of = bundled(example)
    content = to_bundle(made_of)
    return Bundle(made_of, content, dict(files_of(content)), unpacked(made_of, folder))


@pytest.fixture(scope="module", params=EXAMPLES, ids=str)
def bundle(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return made(request.param, tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def agreement(tmp_path: Path) -> Bundle:
    return made(AGREEMENT, tmp_path)


def cells(text: str) -> Iterator[list[str]]:
    """The rows of the tables in a Markdown text, as a Markdown reader sees them."""
    row: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            row = []
        if token.type == "inline" and token.level > 2:
            row.append("".join(child.content for child in token.children or []))
        if token.type == "tr_close":
            yield row


def read_as_said(folder: Path) -> pd.DataFrame:
    """The rows, read by pandas with the types that the package gives."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = package["resources"][0]["schema"]["fields"]
    types = {field["name"]: DTYPES[field["type"]] for field in fields}
    return pd.read_csv(folder / "rows.csv", dtype=types, keep_default_na=False, na_values=[""])


def test_the_rows_are_those_of_the_data_api(bundle: Bundle) -> None:
    assert bundle.files["rows.csv"] == to_csv(bundle.made_of.rows)
    read = read_as_said(bundle.folder)
    assert list(read) == list(bundle.made_of.columns)
    assert len(read) == len(bundle.made_of.rows) > 0
    for name, column in bundle.made_of.columns.items():
        expected = bundle.made_of.rows[name]
        assert list(read[name].isna()) == list(expected.isna())
        values, wanted = read[name].dropna().tolist(), expected.dropna().tolist()
        assert values == (pytest.approx(wanted) if column.kind == "number" else wanted)


def test_another_reader_finds_package_and_rows_valid(bundle: Bundle) -> None:
    report = frictionless.validate(str(bundle.folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    package = frictionless.Package(str(bundle.folder / "datapackage.json"))
    rows = package.get_table_resource("rows").read_rows()
    assert len(rows) == len(bundle.made_of.rows)
    assert rows[0].field_names == list(bundle.made_of.columns)


def test_that_reader_finds_what_is_wrong(agreement: Bundle) -> None:
    file = agreement.folder / "rows.csv"
    for old, new, kind in (("1", "2", "hash-count"), (",respondents,", ",nobody,", "constraint")):
        file.write_bytes(agreement.files["rows.csv"].replace(old.encode(), new.encode(), 1))
        report = frictionless.validate(str(agreement.folder / "datapackage.json"))
        assert kind in str(report.flatten(["type"]))


def test_the_package_keeps_to_version_2(bundle: Bundle) -> None:
    package, (resource,) = bundle.package, bundle.package["resources"]
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert package["version"] == bundle.made_of.data_version
    assert package["created"] == "2026-11-22T18:45:30Z"
    assert {*package["contributors"][0]} == {"title", "roles"}
    licences = [(one["name"], one["path"]) for one in package.get("licenses", [])]
    named = (bundle.made_of.licence, LICENCES.get(bundle.made_of.licence, ("", ""))[1])
    assert licences == ([named] if bundle.made_of.licence in LICENCES else [])
    assert all(source["title"] and source["licence"] for source in package["sources"])
    assert (resource["name"], resource["type"], resource["path"]) == ("rows", "table", "rows.csv")
    rows = bundle.files["rows.csv"]
    assert resource["bytes"] == len(rows)
    assert resource["hash"] == "sha256:" + hashlib.sha256(rows).hexdigest()
    assert resource["schema"]["missingValues"] == [
        {"value": "", "label": "not determined by the source"}
    ]


def test_every_column_is_described(bundle: Bundle) -> None:
    fields = bundle.package["resources"][0]["schema"]["fields"]
    described = [(field["name"], field["type"], field["title"]) for field in fields]
    columns = bundle.made_of.columns
    assert described == [(name, column.kind, column.label) for name, column in columns.items()]
    for field in fields:
        assert field["type"] in TYPES
        assert field["description"].startswith(columns[field["name"]].meaning)
        assert field["constraints"]["required"] is not columns[field["name"]].may_be_empty


def test_answers_and_bases_are_categories_with_labels() -> None:
    seen = {}
    for example in EXAMPLES:
        files = dict(files_of(to_bundle(bundled(example))))
        fields = json.loads(files["datapackage.json"])["resources"][0]["schema"]["fields"]
        rows = pd.read_csv(io.BytesIO(files["rows.csv"]), keep_default_na=False)
        for field in fields:
            if "categories" in field:
                labels = {option["value"]: option["label"] for option in field["categories"]}
                assert set(rows[field["name"]]) <= set(labels)
                assert field["constraints"]["enum"] == list(labels)
                seen[field["name"]] = (labels, field["categoriesOrdered"])
    # Nothing is more or less in the base of a share.
    assert seen == {"answer": (ANSWER_LABELS, True), "base": (BASES, False)}
    assert list(seen["answer"][0]) == list(ANSWER_LABELS)


def test_the_codebook_tells_of_every_column(bundle: Bundle) -> None:
    header, *rows = cells(bundle.text("codebook.md"))
    assert header[:3] == ["Column", "Name", "Type"]
    read = read_as_said(bundle.folder)
    assert [row[0] for row in rows] == list(read)
    for name, label, kind, _, meaning, missing, values in rows:
        column = bundle.made_of.columns[name]
        assert (label, kind, meaning) == (
            column.label,
            column.kind,
            " ".join(column.meaning.split()),
        )
        assert int(missing) == read[name].isna().sum()
        known = read[name].dropna()
        if known.empty:
            assert values == "none"
        elif kind in ("integer", "number"):
            ends = [float(end) for end in values.split(" to ")]
            assert ends[0] == pytest.approx(known.min(), rel=1e-5, abs=1e-9)
            assert ends[-1] == pytest.approx(known.max(), rel=1e-5, abs=1e-9)
        elif not values.endswith(" different"):
            assert values.replace("; ", "") == "".join(sorted(set(known.astype(str)))).replace(
                "; ", ""
            )
        else:
            assert int(values.removesuffix(" different")) == known.nunique()


def test_the_codebook_gives_units_and_allowed_values(agreement: Bundle) -> None:
    units = {row[0]: row[3] for row in cells(agreement.text("codebook.md"))}
    assert units["n_respondents"] == "people"
    assert units["agreement_low"] == "share"
    assert units["mean_low"] == "−2 to 2"
    compare = dict(files_of(to_bundle(bundled(COMPARE))))["codebook.md"].decode()
    assert {row[0]: row[3] for row in cells(compare)}["mean_1_low"] == "−2 to 2"
    assert units["base"] == "respondents: All respondents; opinion: Those with an opinion"


def test_the_questions_can_be_asked_without_the_app(bundle: Bundle) -> None:
    filters = json.loads(bundle.files["query/parameters.json"])
    files = {question["file"] for question in filters}
    assert {f"query/{file}" for file in files} == {
        name for name in bundle.files if name.endswith(".sql")
    }
    with duckdb.connect(database.path(), read_only=True) as connection:
        for question, noted in zip(filters, bundle.made_of.questions, strict=True):
            text = bundle.text(f"query/{question['file']}")
            assert text == (database.QUESTIONS / question["file"]).read_text(encoding="utf-8")
            found = connection.execute(text, question["parameters"]).df()
            expected = database.run(noted.name, noted.parameters)
            assert len(found) == len(expected)
            assert list(found) == list(expected)


def test_the_filter_is_among_the_parameters(agreement: Bundle) -> None:
    filters = json.loads(agreement.files["query/parameters.json"])
    (parameters,) = [row["parameters"] for row in filters if row["file"] == "agreement.sql"]
    assert parameters["affiliation"] == ["Academia"]
    assert parameters["study"] == "schuett2023"
    assert parameters["stems"] == ["risk"]


def test_the_readme_says_what_it_is(bundle: Bundle) -> None:
    made_of, readme = bundle.made_of, bundle.text("README.md")
    shown = "\n".join(
        child.content
        for token in MarkdownIt("commonmark").parse(readme)
        for child in token.children or []
    )
    plain = re.sub(r"\s+", "", shown)
    for said in (
        made_of.exhibit.title,
        made_of.exhibit.sentence,
        made_of.filters or "Filters: none",
        made_of.exhibit.link,
        f"Data version: {made_of.data_version}",
        "Made: 22 November 2026, 18:45:30 UTC",
        *(apa(work) for work in made_of.works),
        *(source.title for source in made_of.sources),
        *(f"Licence: {source.licence}." for source in made_of.sources),
    ):
        assert re.sub(r"\s+", "", said) in plain, said
    for note in made_of.exhibit.notes.splitlines():
        assert re.sub(r"\s+", "", note) in plain
    assert "python verify.py --project PATH" in readme
    assert {name for name in bundle.files if "/" not in name} == {
        "README.md",
        *(
            name
            for name in re.findall(r"`([a-z.]+)`", readme)
            if "." in name and name != "parameters.json"
        ),
    }


def test_works_are_cited_for_reference_managers(bundle: Bundle) -> None:
    keys = [work.key for work in bundle.made_of.works]
    entries = bibtexparser.parse_string(bundle.text("citations.bib")).entries
    assert len(entries) == len(keys)
    assert [item["id"] for item in json.loads(bundle.files["citations.json"])] == keys


def test_the_same_view_at_the_same_time_gives_the_same_bytes(agreement: Bundle) -> None:
    assert to_bundle(bundled(AGREEMENT)) == agreement.content
    elsewhere = MADE.astimezone(timezone(timedelta(hours=9)))
    assert to_bundle(replace(agreement.made_of, made=elsewhere)) == agreement.content
    later = to_bundle(replace(agreement.made_of, made=MADE + timedelta(hours=1)))
    changed = [name for name, content in files_of(later) if content != agreement.files.get(name)]
    assert changed == ["README.md", "datapackage.json"]


def test_there_is_one_folder_with_the_time_it_was_made(bundle: Bundle) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.content)) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.filename.startswith(f"{bundle.made_of.exhibit.file_stem}/")
            assert entry.date_time == (2026, 11, 22, 18, 45, 30)


def test_texts_from_elsewhere_are_shown_as_they_are() -> None:
    odd = "A | B <b>c</b> `d` *e* [f](g) \\h ~i~"
    made_of = with_title(bundled(AGREEMENT), odd)
    named = {name: replace(column, name=odd, unit="") for name, column in made_of.columns.items()}
    files = dict(files_of(to_bundle(replace(made_of, columns=named))))
    assert [row[1] for row in cells(files["codebook.md"].decode())][1:] == [odd] * len(named)
    tokens = MarkdownIt("commonmark").parse(files["README.md"].decode())
    assert "".join(child.content for child in tokens[1].children or []) == odd
    assert json.loads(files["datapackage.json"])["title"] == odd


def test_a_view_without_rows_has_a_bundle_too(tmp_path: Path) -> None:
    nothing = made(Example("mitigations", "taxonomy?search=50%25+%26+no+such+words"), tmp_path)
    assert nothing.made_of.rows.empty
    assert frictionless.validate(str(nothing.folder / "datapackage.json")).valid
    assert {row[6] for row in cells(nothing.text("codebook.md"))} == {"Values", "none"}


def test_no_licence_is_made_up() -> None:
    published = studies()["schuett2023"]
    panel = replace(published, licence="CC-BY-4.0")
    assert study_source(published).licence == "see the source"
    assert study_source(published).path == "https://doi.org/10.48550/arXiv.2305.07153"
    assert DATABASE_SOURCE.licence == study_source(panel).licence == "CC-BY-4.0"
    mine = replace(published, licence="As agreed", doi=None, url="https://example.org/a")
    assert (study_source(mine).licence, study_source(mine).path) == ("As agreed", mine.url)
    assert study_source(replace(mine, url=None)).path == ""
    assert licence_of([published, panel]) == "CC-BY-4.0"
    assert licence_of([published, mine]) == "As agreed"
    assert licence_of([mine, replace(mine, licence="CC0-1.0")]) == "that of each source"
    for licence, named in (("As agreed", False), ("CC0-1.0", True)):
        files = dict(files_of(to_bundle(replace(bundled(AGREEMENT), licence=licence))))
        package = json.loads(files["datapackage.json"])
        assert ("licenses" in package) is named
        assert f"Licence: {licence}." in package["description"]
        assert licence in files["README.md"].decode()
