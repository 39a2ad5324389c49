"""A small weighted survey, invented: who answered what, and how much each respondent weighs."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from data.answer_options import ANSWER_LABELS

STUDY = "weighted-survey"
MINIMUM = 5
AREAS = ("CBRN", "Democracy")
ITEMS = ("audits", "drills", "bounties")
AFFILIATIONS = ("Academia", "Industry", "Government")
EXPERTISE = ("Law", "Engineering")
RESPONDENTS = 120
# Too few to be shown, though they weigh more than all others together.
HEAVY, MEMBERS = "Government", 3
# Of so many more the affiliation is not known.
UNKNOWN = 12
PLACES = [(item, area) for item in ITEMS for area in AREAS]


def people() -> pd.DataFrame:
    """The respondents: respondent, affiliation, expertise, weight."""
    generator = np.random.default_rng(7)
    affiliation = generator.choice(AFFILIATIONS[:2], RESPONDENTS, p=(0.6, 0.4)).astype(object)
    affiliation[:MEMBERS] = HEAVY
    affiliation[MEMBERS : MEMBERS + UNKNOWN] = ""
    weight = generator.uniform(0.2, 3.0, RESPONDENTS).round(3)
    weight[:MEMBERS] = (90.0, 75.5, 60.25)
    return pd.DataFrame(
        {
            "respondent": [f"p{number}" for number in range(RESPONDENTS)],
            "affiliation": affiliation,
            "expertise": generator.choice(EXPERTISE, RESPONDENTS),
            "weight": weight,
        }
    )


def answers() -> pd.DataFrame:
    """One row an answer: those of ``people``, then item, risk_area, option. Some did not answer."""
    generator = np.random.default_rng(8)
    places = pd.DataFrame(PLACES, columns=["item", "risk_area"])
    every = people().merge(places, how="cross")
    chances = (0.1, 0.15, 0.1, 0.3, 0.25, 0.1)
    every["option"] = generator.choice(list(ANSWER_LABELS), len(every), p=chances)
    return every[generator.random(len(every)) < 0.9].reset_index(drop=True)


def wide_table() -> pd.DataFrame:
    """The file of answers with one row a respondent."""
    named = answers().assign(place=lambda rows: rows["item"] + " " + rows["risk_area"])
    given = named.pivot_table(index="respondent", columns="place", values="option", aggfunc="first")
    return people().merge(given.reset_index(), on="respondent").fillna("").astype(str)


def long_table() -> pd.DataFrame:
    """The file of the same answers with one row an answer."""
    return answers().astype(str)


def description_text(layout: str = "wide", *, weighted: bool = True) -> str:
    options = "\n".join(f"{name} = {json.dumps([name])}" for name in ANSWER_LABELS)
    of_long = 'item = "item"\nanswer = "option"\nrisk_area = "risk_area"'
    groups = "\n".join(f'"{name}" = "{name}"' for name in AFFILIATIONS)
    return f"""
[study]
id = "{STUDY}"
name = "Weighted survey"
title = "A weighted survey"
authors = "Nobody"
year = 2026
url = "https://example.org/weighted"
citation = "Nobody (2026)"
licence = "CC0-1.0"
asked_about = "what helps"
minimum_group_size = {MINIMUM}
respondent_rows = false
[file]
layout = "{layout}"
[columns]
respondent = "respondent"
affiliation = "affiliation"
expertise = "expertise"
{'weight = "weight"' if weighted else ""}
{of_long if layout == "long" else ""}
[scale]
{options}
[groups.affiliation]
{groups}
{"".join(_item_text(item, layout) for item in ITEMS)}
"""


def _item_text(item: str, layout: str) -> str:
    columns = ", ".join(f'"{area}" = "{item} {area}"' for area in AREAS)
    return f"""
[[items]]
id = "{item}"
label = "{item.title()}"
statement = "{item} are good"
mitigations = ["A1040"]
{f"columns = {{ {columns} }}" if layout == "wide" else ""}
"""


def write_files(folder: Path, layout: str = "wide", *, weighted: bool = True) -> tuple[Path, Path]:
    """The file of answers and its description, as a user would have them."""
    given, described = folder / "answers.csv", folder / "study.toml"
    table = wide_table() if layout == "wide" else long_table()
    table.to_csv(given, index=False)
    described.write_text(description_text(layout, weighted=weighted), encoding="utf-8")
    return given, described
