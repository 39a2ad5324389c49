"""A survey that was never made, with many small groups, and its answers one by one."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from data.answer_options import ANSWER_LABELS, agreement_question
from data.building.survey import (
    DIMENSIONS,
    Counts,
    Item,
    Survey,
    count,
)

Groups = dict[str, tuple[str, ...]]

GROUPS = {
    "affiliation": ("Laboratory", "University", "Ministry"),
    "expertise": ("Safety", "Policy", "Law"),
    "risk_area": ("Fire", "Flood", "Famine"),
}
LABELS = {**ANSWER_LABELS, "neither": "So so"}
ITEMS = (
    Item("alarms", "Alarms", "alarms would help", "1.1", ("A0001", "A0002")),
    Item("doors", "Doors", "doors would help", "2.1", ("A0003",)),
    Item("signs", "Signs", "signs would help", "3.1", ()),
)
MINIMUM = 5
RESPONDENTS = 60
# Against floods, so many prefer any combination; against famines, one fewer than is shown.
PREFER = {"Fire": 40, "Flood": MINIMUM, "Famine": MINIMUM - 1}


@dataclass(frozen=True)
class Invented:
    """A survey and its raw answers; a dimension that was not recorded is None throughout."""

    survey: Survey
    responses: pd.DataFrame
    preferred: pd.DataFrame

    def counts(self) -> Counts:
        with duckdb.connect() as connection:
            connection.register("responses", self.responses)
            connection.register("preferred", self.preferred)
            return count(connection)


def invented(seed: int, recorded: tuple[str, ...] = DIMENSIONS) -> Invented:
    """A survey by a seed. Some respondents have a group that is not listed, or none; some do not
    answer everything, and about one item hardly anyone does."""
    generator = np.random.default_rng(seed)
    groups: Groups = {name: GROUPS[name] for name in DIMENSIONS if name in recorded}
    people = pd.DataFrame({"respondent_id": [f"r{number}" for number in range(RESPONDENTS)]})
    for name, chances in (
        ("affiliation", (0.5, 0.28, 0.1, 0.08, 0.04)),
        ("expertise", (0.45, 0.3, 0.15, 0.06, 0.04)),
    ):
        known = np.array([*GROUPS[name], "Not listed", None], dtype=object)
        people[name] = generator.choice(known, RESPONDENTS, p=chances)
    areas = pd.DataFrame({"risk_area": groups.get("risk_area", (None,))})
    items = pd.DataFrame({"item_id": [item.item_id for item in ITEMS]})
    asked = people.merge(areas, how="cross").merge(items, how="cross").astype(object)
    asked = asked.where(asked.notna(), None)
    for name in ("affiliation", "expertise"):
        if name not in groups:
            asked[name] = None
    asked["option_id"] = generator.choice(np.array(list(ANSWER_LABELS), dtype=object), len(asked))
    chance = np.where(asked["item_id"] == "signs", 0.12, 0.85)
    responses = asked[generator.random(len(asked)) < chance].reset_index(drop=True)
    return Invented(_survey(groups), responses, _preferred(generator, groups))


def _preferred(generator: np.random.Generator, groups: Groups) -> pd.DataFrame:
    rows = [
        (f"r{number}", area, item)
        for area in groups.get("risk_area", ())
        for number in range(PREFER[area])
        for item in generator.permutation([item.item_id for item in ITEMS])[: 1 + number % 3]
    ]
    return pd.DataFrame(rows, columns=["respondent_id", "risk_area", "item_id"], dtype=object)


def _survey(groups: Groups) -> Survey:
    return Survey(
        study={
            "study_id": "invented",
            "name": "Invented survey",
            "title": "An invented survey",
            "authors": "Nobody",
            "year": 2026,
            "asked_about": "what would help",
            "minimum_group_size": MINIMUM,
            "citation": "Nobody. Invented survey.",
        },
        basis="counted",
        source="Invented",
        method="Counted.",
        licence="CC-BY-4.0",
        groups=groups,
        notes={name: f"A note on {name}" for name in DIMENSIONS},
        questions=(agreement_question("invented", LABELS),),
        items=ITEMS,
        responses_are_public=False,
    )
