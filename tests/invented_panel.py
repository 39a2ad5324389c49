"""A database that also holds two surveys that were never made, for what no shipped study has: risk
areas beside affiliation and expertise, small groups of answers one by one, preferred combinations.

Everyone answered everything, at random. Of the groups of an affiliation and an expertise, some are
too small to be shown, and some empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from data.answer_options import ANSWER_LABELS, agreement_question
from data.build import build
from data.building.fact_rows import read_rows
from data.building.survey import DIMENSIONS, Counts, Item, Survey, count
from data.importing.store import save_survey
from data.paths import DATA

STUDY, WITHOUT_AREAS = "invented-panel", "invented-panel-without-areas"
NAMES = {STUDY: "Invented panel", WITHOUT_AREAS: "Invented panel without risk areas"}
AREAS = ("Critical infrastructure", "Democratic processes", "CBRN", "Discrimination and bias")
EXPERTISE = ("AI safety", *AREAS)
# Respondents by affiliation and expertise: 76 in all.
SIZES = {
    "Academia": (8, 5, 8, 5, 6),
    "Civil society": (6, 0, 6, 0, 8),
    "Industry": (6, 6, 0, 6, 0),
    "Government": (0, 3, 0, 3, 0),
}
RESPONDENTS = sum(map(sum, SIZES.values()))
MINIMUM_GROUP_SIZE = 5
MOST_PREFERRED = 8
# The chance of a “don't know”, the last of the answers.
UNSURE = 0.05
SEED = 13


@dataclass(frozen=True)
class InventedPanel:
    """A survey, its answers one by one, and the combinations that respondents prefer, as
    ``survey.count`` reads them."""

    survey: Survey
    responses: pd.DataFrame
    preferred: pd.DataFrame

    def counts(self) -> Counts:
        with duckdb.connect() as connection:
            connection.register("responses", self.responses)
            connection.register("preferred", self.preferred)
            return count(connection)


def invented_panels() -> Iterator[InventedPanel]:
    """One that was asked risk area by risk area, and which combinations it prefers; and one that
    was not."""
    generator = np.random.default_rng(SEED)
    people, items = _people(), _items()
    groups = {"affiliation": tuple(SIZES), "expertise": EXPERTISE, "risk_area": AREAS}
    answers = _answers(generator, people, items, AREAS)
    yield InventedPanel(_survey(STUDY, groups, items), answers, _preferred(generator, answers))
    del groups["risk_area"]
    answers = _answers(generator, people, items, (None,))
    nothing = answers[["respondent_id", "risk_area", "item_id"]].head(0)
    yield InventedPanel(_survey(WITHOUT_AREAS, groups, items), answers, nothing)


def _people() -> pd.DataFrame:
    people = [
        {"affiliation": affiliation, "expertise": expertise}
        for affiliation, sizes in SIZES.items()
        for expertise, size in zip(EXPERTISE, sizes, strict=True)
        for _ in range(size)
    ]
    return pd.DataFrame(people).assign(respondent_id=[f"p{n}" for n in range(len(people))])


def _items() -> tuple[Item, ...]:
    """The measures of a real study, so that there is something to search for in every category."""
    facts = DATA / "facts"
    links: dict[str, list[str]] = {}
    for row in read_rows(facts / "item_mitigations.csv"):
        if row["study_id"] == "uuk2024":
            links.setdefault(row["item_id"], []).append(row["mitigation_id"])
    return tuple(
        Item(
            row["item_id"],
            row["label"],
            row["statement"],
            row["code"],
            tuple(links[row["item_id"]]),
        )
        for row in read_rows(facts / "items.csv")
        if row["study_id"] == "uuk2024"
    )


def _answers(
    generator: np.random.Generator,
    people: pd.DataFrame,
    items: tuple[Item, ...],
    areas: tuple[str | None, ...],
) -> pd.DataFrame:
    """An answer of everyone to each item about each area; items differ in what is likely, and
    agreement is likelier than disagreement."""
    options = list(ANSWER_LABELS)
    opinions = (1 - UNSURE) * generator.dirichlet(np.arange(1, len(options)), len(items))
    likely = pd.DataFrame({"item_id": [item.item_id for item in items]})
    likely["chances"] = [[*of_item, UNSURE] for of_item in opinions.tolist()]
    asked = people.merge(pd.DataFrame({"risk_area": areas}, dtype=object), how="cross")
    asked = asked.merge(likely, how="cross")
    given = [generator.choice(options, p=chances) for chances in asked.pop("chances")]
    return asked.assign(option_id=given)


def _preferred(generator: np.random.Generator, answers: pd.DataFrame) -> pd.DataFrame:
    """Three and more measures of each respondent for each area; the first are likelier."""
    rows = []
    for key, asked in answers.groupby(["respondent_id", "risk_area"], sort=False):
        liking = generator.random(len(asked)) - np.linspace(0, 0.5, len(asked))
        most = int(generator.integers(3, MOST_PREFERRED + 1))
        rows += [(*key, item) for item in asked["item_id"].to_numpy()[np.argsort(-liking)][:most]]
    return pd.DataFrame(rows, columns=["respondent_id", "risk_area", "item_id"], dtype=object)


def _survey(study_id: str, groups: dict[str, tuple[str, ...]], items: tuple[Item, ...]) -> Survey:
    return Survey(
        study={
            "study_id": study_id,
            "name": NAMES[study_id],
            "title": f"{NAMES[study_id]}: a survey that nobody was asked",
            "authors": "Nobody",
            "year": 2026,
            "asked_about": "what would help",
            "minimum_group_size": MINIMUM_GROUP_SIZE,
            "citation": f"Nobody. {NAMES[study_id]}.",
        },
        basis="counted",
        source=f"{NAMES[study_id]} (imported answers)",
        method="Counted.",
        licence="CC-BY-4.0",
        groups=dict(groups),
        notes={name: f"A note on {name}." for name in DIMENSIONS},
        questions=(agreement_question(study_id, ANSWER_LABELS),),
        items=items,
        responses_are_public=True,
    )


def build_invented_panels(folder: Path) -> Path:
    """Build the database in a folder, and say where it is."""
    imports, database = folder / "imports", folder / "invented_panels.duckdb"
    for panel in invented_panels():
        answers = folder / f"{panel.survey.study_id}.parquet"
        panel.responses.to_parquet(answers, index=False)
        save_survey(imports, panel.survey, panel.counts(), answers)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_GROUND_IMPORTS", str(imports))
        build(DATA, database, report=lambda line: None)
    return database
