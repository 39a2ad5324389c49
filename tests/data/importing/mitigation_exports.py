"""An export of our own: names and codes that are held here, definitions made up."""

import csv
import io
from typing import Literal

from data.building.fact_rows import read_rows
from data.paths import DATA

Export = list[dict[str, str]]

ID, NAME, DEFINITION, SOURCE, CODE = (
    "Action ID",
    "Action Name",
    "Action Definition",
    "Action Source",
    "MitigationCode",
)
COLUMNS = [ID, NAME, DEFINITION, SOURCE, CODE]
MARK = b"\xef\xbb\xbf"
MITIGATIONS = read_rows(DATA / "facts" / "mitigations.csv")
TAXONOMY = {row["code"]: row["name"] for row in read_rows(DATA / "facts" / "taxonomy.csv")}


def made_up() -> Export:
    return [
        {
            ID: f"{row['mitigation_id']}_{row['document_id']}",
            NAME: row["label"],
            DEFINITION: made_up_definition(i),
            SOURCE: row["document_id"],
            CODE: f"{row['code']} {TAXONOMY[row['code']]}",
        }
        for i, row in enumerate(MITIGATIONS)
    ]


def made_up_definition(i: int) -> str:
    if i % 75 == 0:
        return ""
    return f'Do "{i}", and say so.' + "\n\n• Then, once more – čisté." * (i % 3)


def encoded(
    export: Export,
    columns: list[str] = COLUMNS,
    line_end: str = "\n",
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL,
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator=line_end, quoting=quoting)
    writer.writeheader()
    writer.writerows(export)
    return text.getvalue().encode()


def definitions_of(export: Export) -> dict[str, str]:
    return {row[ID][:5]: row[DEFINITION] for row in export if row[DEFINITION]}
