"""A small survey in every form in which one may be given, for the tests of its import."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pyreadstat

from data.building.survey import Counts, count
from data.importing.answers import connect, read_answers
from data.importing.description import Description, read_description
from data.importing.items import known_facts
from data.importing.problems import UnusableFileError
from data.paths import DATA

EXAMPLES = DATA.parent / "examples"
KNOWN_FACTS = known_facts(DATA)
AREAS = ["CBRN", "Democracy"]
ITEMS = ["audits", "drills", "bounties"]
# How each option is written in the file.
WORDS = {
    "strongly_disagree": "No!",
    "somewhat_disagree": "Rather not",
    "neither": "Neither “nor”",
    "somewhat_agree": "Rather, yes",
    "strongly_agree": "Yes!",
    "dont_know": "Ne sais pas – n’importe",
}
ORGANISATIONS = ["Academia", "Big tech", "Start-up", ""]
GROUPS = {"Academia": "Academia", "Big tech": "Industry", "Start-up": "Industry"}
RESPONDENTS = 31
COLUMNS = ["who", "org", *(f"{item} {area}" for item in ITEMS for area in AREAS), "best"]

Table = list[dict[str, str]]


def wide_table() -> Table:
    """The answers, one row a respondent."""
    answers = [*WORDS.values(), "", "-99"]
    table = []
    for i in range(RESPONDENTS):
        row = {"who": f"p{i}", "org": ORGANISATIONS[i % 4]}
        for j, column in enumerate(COLUMNS[2:-1]):
            row[column] = answers[(i * 5 + j * (i % 7)) % len(answers)]
        row["best"] = ["audits", "audits; Drills", "Bounties;audits", "", "-99"][i % 5]
        table.append(row)
    return table


def long_table() -> Table:
    """The same answers, one row an answer."""
    return [
        {"who": row["who"], "org": row["org"], "what": item, "area": area, "said": said}
        for row in wide_table()
        for item in ITEMS
        for area in AREAS
        if (said := row[f"{item} {area}"]) or item == "audits"
    ]


def encoded(
    table: Table, delimiter: str = ",", line_end: str = "\n", quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=line_end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(table[0])
    writer.writerows(row.values() for row in table)
    return written.getvalue().encode()


def qualtrics(table: Table) -> bytes:
    """A table as Qualtrics exports it: with the texts and the identifiers of its questions."""
    texts = {name: f"What about\n“{name}”, then?" for name in table[0]}
    identifiers = {name: json.dumps({"ImportId": name}) for name in table[0]}
    return encoded([texts, identifiers, *table])


def write_parquet(table: Table, file: Path) -> None:
    pd.DataFrame(table).to_parquet(file)


def write_spss(table: Table, file: Path) -> None:
    """A table as SPSS keeps it: answers as numbers with labels, blanks as missing values."""
    frame = pd.DataFrame(table).rename(columns=lambda name: name.replace(" ", "_"))
    codes = {word: float(code) for code, word in enumerate(WORDS.values(), start=1)}
    answers = [name.replace(" ", "_") for name in COLUMNS[2:-1]]
    for name in answers:
        frame[name] = frame[name].map({**codes, "-99": -99.0})
    labels = {name: {code: word for word, code in codes.items()} for name in answers}
    pyreadstat.write_sav(frame, file, variable_value_labels=labels)


def description_text(layout: str = "wide", header: str = "plain", delimiter: str = ",") -> str:
    columns = 'item = "what"\nanswer = "said"\nrisk_area = "area"' if layout == "long" else ""
    preferred = '[preferred]\ncolumn = "best"\nseparator = ";"' if layout == "wide" else ""
    return f"""
[study]
id = "my-survey"
name = "My survey"
title = "A survey"
authors = "Me"
year = 2026
url = "https://example.org/a"
citation = "Me (2026)"
licence = "CC-BY-4.0"
asked_about = "what helps"
invited = 40
minimum_group_size = 5
respondent_rows = true

[file]
layout = "{layout}"
header = "{header}"
delimiter = {json.dumps(delimiter)}

[columns]
respondent = "who"
affiliation = "org"
{columns}

[scale]
{"".join(f"{option} = {json.dumps(word)}{chr(10)}" for option, word in WORDS.items())}
no_answer = [-99]

[groups.affiliation]
Academia = "Academia"
Industry = ["Big tech", "Start-up"]

[risk_areas]
order = {json.dumps(AREAS)}

{preferred}

{"".join(_item_text(item, layout) for item in ITEMS)}
"""


def _item_text(item: str, layout: str) -> str:
    columns = ", ".join(f'"{area}" = "{item} {area}"' for area in AREAS)
    return f"""
[[items]]
id = "{item}"
label = "{item.title()}"
statement = "{item} are good"
mitigations = ["A1040", "A1023"]
{f"columns = {{ {columns} }}" if layout == "wide" else ""}
"""


def described(folder: Path, text: str) -> Description:
    file = folder / "described.toml"
    file.write_text(text, encoding="utf-8")
    return read_description(file, KNOWN_FACTS)


def wide_description(folder: Path) -> Description:
    return described(folder, description_text())


def counted(file: Path, description: Description, folder: Path) -> Counts:
    """The counts of the answers in a file."""
    with _database(folder) as connection:
        read_answers(connection, file, description, _fresh(folder), report=lambda line: None)
        return count(connection)


def problems_of(file: Path, description: Description, folder: Path) -> list[str]:
    """What is found to be wrong with a file."""
    try:
        counted(file, description, folder)
    except UnusableFileError as error:
        return error.problems.lines()
    return []


_number: Iterator[int] = iter(range(10**9))


def _fresh(folder: Path) -> Path:
    fresh = folder / f"import {next(_number)}"
    fresh.mkdir()
    return fresh


def _database(folder: Path) -> duckdb.DuckDBPyConnection:
    return connect(_fresh(folder))


def as_csv(folder: Path, content: bytes, name: str = "given.csv") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def wide_problems(folder: Path, content: bytes) -> list[str]:
    return problems_of(as_csv(folder, content), wide_description(folder), folder)
