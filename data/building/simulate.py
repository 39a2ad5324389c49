"""The demonstration panel: simulated answers, so that every filter can be tried without real ones.

Nobody gave these answers. They follow from a model and a fixed seed:

- 76 respondents, each with one affiliation and one expertise, in the numbers of ``PANEL``.
- Whether a measure would reduce a risk is a number on a scale without unit: a value of the measure,
  plus one of the measure for the risk area, one of the respondent, and one of the answer, all drawn
  from normal distributions with the spreads of ``SPREADS``. Experts in the risk area itself judge a
  little more strictly. ``CUTS`` turn the sum into one of five answers; with a small chance, larger
  outside a respondent's own field, the answer is "don't know".
- Technical feasibility is drawn in the same way, once a measure.
- For each risk area, a respondent prefers up to eight measures: those judged best, with chance.

The values of the three measures of which Uuk et al. (2024) print bounds are set high enough for
these bounds to hold (a test sees to it). All other values are drawn blindly: their order means
nothing.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.answer_options import ANSWER_LABELS, agreement_question
from data.building.fact_rows import Row
from data.building.survey import DIMENSIONS, Item, Survey

Floats = npt.NDArray[np.float64]

MODELLED_ON = "uuk2024"
EFFECTIVENESS, FEASIBILITY = "demo-panel", "demo-panel-feasibility"
SEED = 2024
# Respondents by affiliation and expertise (in the order of the study's groups): 76 in all.
PANEL = {
    "Academia": (8, 5, 8, 5, 6),
    "Civil society": (6, 0, 6, 0, 8),
    "Industry": (6, 6, 0, 6, 0),
    "Government": (0, 3, 0, 3, 0),
}
MINIMUM_GROUP_SIZE = 5
SPREADS = {"measure": 0.45, "risk area": 0.2, "respondent": 0.45, "answer": 0.8}
TYPICAL, OF_BOUNDED = 0.3, 1.5
STRICTER_IN_OWN_FIELD = 0.2
CUTS = (-1.5, -0.6, 0.1, 1.0)
UNSURE_IN_OWN_FIELD, UNSURE_ELSEWHERE = 0.02, 0.07
MOST_PREFERRED = 8
NOISE_OF_PREFERENCE = 0.8
NOT_BY_RISK_AREA = "Feasibility was simulated once a measure, not risk area by risk area."


def simulated_surveys(
    facts: dict[str, list[Row]],
) -> Iterator[tuple[Survey, pd.DataFrame, pd.DataFrame]]:
    """The two simulated surveys, with their answers and the combinations that respondents prefer,
    as ``survey.count`` reads them."""
    measures = [row for row in facts["items"] if row["study_id"] == MODELLED_ON]
    links = _links(facts)
    areas, fields = (_groups(facts, dimension) for dimension in ("risk_area", "expertise"))
    bounded = {row["item_id"] for row in facts["uuk2024_published"]}
    people = _people(fields)
    generator = np.random.default_rng(SEED)
    effect = _values(generator, measures, areas, people, bounded)
    answers = _answers(generator, effect, people, areas)
    responses = _responses(answers, measures, areas, people)
    preferred = _preferred(generator, effect, measures, areas, people)
    groups = {"affiliation": tuple(PANEL), "expertise": fields}
    items = _items(measures, links, "would reduce the risk")
    survey = _survey(EFFECTIVENESS, "effectiveness", items, groups | {"risk_area": areas})
    yield survey, responses, preferred

    feasible = _values(generator, measures, ("",), people, set())
    answers = _answers(generator, feasible, people, ("",))
    responses = _responses(answers, measures, ("",), people).assign(risk_area=None)
    items = _items(measures, links, "is technically feasible")
    survey = _survey(FEASIBILITY, "technical feasibility", items, groups)
    yield survey, responses, preferred.head(0)


def _links(facts: dict[str, list[Row]]) -> dict[str, tuple[str, ...]]:
    """The mitigations that each measure is about."""
    mitigations: dict[str, tuple[str, ...]] = {}
    for row in facts["item_mitigations"]:
        if row["study_id"] == MODELLED_ON:
            item = row["item_id"]
            mitigations[item] = (*mitigations.get(item, ()), row["mitigation_id"])
    return mitigations


def _groups(facts: dict[str, list[Row]], dimension: str) -> tuple[str, ...]:
    return tuple(
        row["name"]
        for row in facts["study_groups"]
        if (row["study_id"], row["dimension"]) == (MODELLED_ON, dimension)
    )


def _people(fields: tuple[str, ...]) -> pd.DataFrame:
    """The respondents, each with an affiliation and an expertise."""
    people = [
        {"affiliation": affiliation, "expertise": field}
        for affiliation, sizes in PANEL.items()
        for field, size in zip(fields, sizes, strict=True)
        for _ in range(size)
    ]
    identifiers = [f"simulated-{number:03}" for number in range(1, len(people) + 1)]
    return pd.DataFrame(people).assign(respondent_id=identifiers)


def _values(
    generator: np.random.Generator,
    measures: list[Row],
    areas: tuple[str, ...],
    people: pd.DataFrame,
    bounded: set[str],
) -> Floats:
    """What each respondent thinks of each measure for each risk area, before the answer's own
    chance: shape (respondents, measures, areas)."""

    def drawn(spread: str, *shape: int) -> Floats:
        return generator.normal(0, SPREADS[spread], shape)

    typical = np.array([OF_BOUNDED if row["item_id"] in bounded else TYPICAL for row in measures])
    spread = np.where(typical == OF_BOUNDED, 0, drawn("measure", len(measures)))
    of_measure = (typical + spread)[:, None] + drawn("risk area", len(measures), len(areas))
    stricter = STRICTER_IN_OWN_FIELD * _own_field(people, areas)
    return of_measure[None] + drawn("respondent", len(people), 1, 1) - stricter[:, None, :]


def _own_field(people: pd.DataFrame, areas: tuple[str, ...]) -> npt.NDArray[np.bool]:
    """Whether each risk area is the field of each respondent: shape (respondents, areas)."""
    return people["expertise"].to_numpy()[:, None] == np.array(areas, dtype=object)[None]


def _answers(
    generator: np.random.Generator, values: Floats, people: pd.DataFrame, areas: tuple[str, ...]
) -> npt.NDArray[np.int64]:
    """The number of each answer (0 to 4; 5: don't know), of the shape of ``values``."""
    answers = np.searchsorted(CUTS, values + generator.normal(0, SPREADS["answer"], values.shape))
    chance = np.where(_own_field(people, areas), UNSURE_IN_OWN_FIELD, UNSURE_ELSEWHERE)
    return np.where(generator.random(values.shape) < chance[:, None, :], 5, answers)


def _responses(
    answers: npt.NDArray[np.int64],
    measures: list[Row],
    areas: tuple[str, ...],
    people: pd.DataFrame,
) -> pd.DataFrame:
    options = np.array(list(ANSWER_LABELS), dtype=object)
    return _listed(np.ones(answers.shape, dtype=np.bool), measures, areas, people).assign(
        option_id=options[answers.ravel()]
    )


def _preferred(
    generator: np.random.Generator,
    values: Floats,
    measures: list[Row],
    areas: tuple[str, ...],
    people: pd.DataFrame,
) -> pd.DataFrame:
    """The measures that each respondent would combine against each risk."""
    liking = values + generator.normal(0, NOISE_OF_PREFERENCE, values.shape)
    place = (-liking).argsort(axis=1).argsort(axis=1)
    many = generator.integers(3, MOST_PREFERRED + 1, (len(people), 1, len(areas)))
    chosen = _listed(place < many, measures, areas, people)
    return chosen[["respondent_id", "risk_area", "item_id"]]


def _listed(
    which: npt.NDArray[np.bool], measures: list[Row], areas: tuple[str, ...], people: pd.DataFrame
) -> pd.DataFrame:
    """A row for each respondent, measure and risk area that is marked."""
    respondent, measure, area = np.nonzero(which)
    rows = people.iloc[respondent].reset_index(drop=True)
    items = np.array([row["item_id"] for row in measures], dtype=object)
    return rows.assign(item_id=items[measure], risk_area=np.array(areas, dtype=object)[area])


def _items(measures: list[Row], links: dict[str, tuple[str, ...]], claim: str) -> tuple[Item, ...]:
    """The measures as statements to agree with."""
    return tuple(
        Item(
            item_id=row["item_id"],
            label=row["label"],
            statement=f"{row['statement']}{',' if ',' in row['statement'] else ''} {claim}",
            code=row["code"],
            mitigation_ids=links[row["item_id"]],
        )
        for row in measures
    )


def _survey(
    study_id: str, subject: str, items: tuple[Item, ...], groups: dict[str, tuple[str, ...]]
) -> Survey:
    name = f"Demonstration panel: {subject} (simulated)"
    return Survey(
        study={
            "study_id": study_id,
            "name": name,
            "title": f"Simulated answers about the {subject} of the measures of Uuk et al. (2024)",
            "authors": "Common Ground",
            "year": 2026,
            "asked_about": f"the {subject} of measures",
            "minimum_group_size": MINIMUM_GROUP_SIZE,
            "citation": f"Common Ground. {name}. Simulated answers, not findings.",
            "simulated": True,
        },
        basis="simulated",
        source="Simulated by Common Ground: nobody gave these answers",
        method="Drawn from a documented model with a fixed seed (data/building/simulate.py), so "
        "that what Uuk et al. (2024) print holds in it; everything else in it means nothing.",
        licence="CC-BY-4.0",
        groups=groups,
        notes={
            dimension: "Simulated." if dimension in groups else NOT_BY_RISK_AREA
            for dimension in DIMENSIONS
        },
        questions=(agreement_question(study_id),),
        items=items,
        responses_are_public=True,
    )
