"""The studies, and what is known of each: its sources, its groups, its items."""

from dataclasses import dataclass
from typing import Any

from data.answer_options import AGREEMENT_SCALE
from data.scales import AnswerOption, Question, Scale
from queries.database import cached, run
from queries.records import records

DEFAULT_STUDY = "schuett2023"


@dataclass(frozen=True)
class Study:
    """A study as the pages speak of it."""

    study_id: str
    name: str
    title: str
    authors: str
    year: int
    asked_about: str
    people: str
    sample: str | None
    invited: int | None
    respondents: int
    minimum_group_size: int
    url: str | None
    doi: str | None
    citation: str
    licence: str | None
    items: int
    figures_exact: int
    figures_bounded: int
    items_bounded: int
    items_with_bounds: int
    items_with_estimates: int
    hides_small_groups: bool
    risk_areas_add_up: bool
    reconstructed: bool
    asks_about_mitigations: bool
    responses_are_public: bool
    has_combinations: bool
    weighted: bool

    @property
    def counted(self) -> bool:
        """Whether its answers are counted, rather than bounds or estimates of shares published."""
        return self.figures_exact + self.figures_bounded > 0

    @property
    def estimated(self) -> bool:
        """Whether it publishes estimates of shares, with intervals."""
        return self.items_with_estimates > 0


@cached
def studies() -> dict[str, Study]:
    """Every study, by identifier."""
    frame = run("studies")
    rows = records(frame.astype(object).where(frame.notna(), None))
    return {row["study_id"]: _study(row) for row in rows}


def _study(row: dict[str, Any]) -> Study:
    fields = {name: row[name] for name in Study.__dataclass_fields__}
    invited = row["invited"] and int(row["invited"])
    return Study(**fields | {"invited": invited, "year": int(row["year"])})


@cached
def retired_studies() -> dict[str, str]:
    """What became of the studies that are no longer there, by identifier and by name."""
    rows = records(run("retired_studies"))
    return {row[called]: row["what_became"] for row in rows for called in ("study_id", "name")}


def expert_studies() -> list[Study]:
    """The studies that put mitigations of the database to experts."""
    return [
        study
        for study in studies().values()
        if study.people == "experts" and study.asks_about_mitigations
    ]


@cached
def items() -> dict[str, dict[str, dict[str, Any]]]:
    """What is known of each item, by study and name: values by item, in the study's order."""
    frame = run("items")
    frame = frame.astype(object).where(frame.notna(), None)
    return {
        str(study): {
            str(name): dict(zip(rows["item_id"], rows[name].tolist(), strict=True)) for name in rows
        }
        for study, rows in frame.groupby("study_id")
    }


@cached
def sources() -> dict[str, dict[str, str]]:
    """Where the figures of each study come from, by basis."""
    return {
        str(study): dict(zip(rows["basis"], rows["source"], strict=True))
        for study, rows in run("sources").groupby("study_id")
    }


@cached
def group_members() -> dict[tuple[str, str], dict[str, int | None]]:
    """How many people are in each group (None: not known), by study and dimension, in order."""
    members: dict[tuple[str, str], dict[str, int | None]] = {}
    frame = run("groups")
    for row in records(frame.astype(object).where(frame.notna(), None)):
        of_dimension = members.setdefault((row["study_id"], row["dimension"]), {})
        of_dimension[row["name"]] = None if row["members"] is None else int(row["members"])
    return members


@cached
def questions() -> dict[str, dict[str, Question]]:
    """What each study asked, by study and identifier, in the study's order."""
    options = run("answer_options")
    options = options.astype(object).where(options.notna(), None)
    answers = {
        scale: tuple(AnswerOption(**row) for row in records(rows.drop(columns="scale_id")))
        for scale, rows in options.groupby("scale_id", sort=False)
    }
    asked: dict[str, dict[str, Question]] = {}
    frame = run("questions_asked")
    for row in records(frame.astype(object).where(frame.notna(), None)):
        study, scale, kind, cut = (
            row.pop(name) for name in ("study_id", "scale_id", "kind", "cut")
        )
        on_scale = Scale(scale, kind, answers[scale], cut) if scale else None
        asked.setdefault(study, {})[row["question_id"]] = Question(**row, scale=on_scale)
    return asked


def question_of(study: str, question: str) -> Question:
    """A question of a study; the first, if none is named."""
    asked = questions()[study]
    return asked[question] if question else next(iter(asked.values()))


def scale_of(study: str, question: str) -> Scale:
    """The scale of a question of a study (of the first, if none is named); the scale of agreement
    for a study whose answers are not counted."""
    return question_of(study, question).scale or AGREEMENT_SCALE


def group_sizes(study: str, dimension: str) -> dict[str, int]:
    """The groups of a dimension whose members (people) are known, in their order."""
    members = group_members().get((study, dimension), {})
    return {name: number for name, number in members.items() if number is not None}
