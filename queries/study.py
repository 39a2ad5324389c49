"""The studies, and what is known of each: its sources, its groups, its items."""

from dataclasses import dataclass
from typing import Any

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
    simulated: bool
    reconstructed: bool
    responses_are_public: bool

    @property
    def name_in_files(self) -> str:
        """What files with its figures are named after."""
        return f"{self.study_id}-SIMULATED" if self.simulated else self.study_id

    @property
    def counted(self) -> bool:
        """Whether its answers are counted, rather than bounds of shares published."""
        return self.figures_exact + self.figures_bounded > 0


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


def real_studies() -> list[Study]:
    """The studies that asked experts: those that are not simulated."""
    return [study for study in studies().values() if not study.simulated]


@cached
def items(study: str) -> dict[str, dict[str, Any]]:
    """What is known of each item of a study, by name: values by item, in the study's order."""
    frame = run("items", {"study": study})
    return {
        str(name): dict(zip(frame["item_id"], frame[name].tolist(), strict=True)) for name in frame
    }


@cached
def sources(study: str) -> dict[str, str]:
    """Where the figures of a study come from, by basis."""
    frame = run("sources", {"study": study})
    return dict(zip(frame["basis"], frame["source"], strict=True))


@cached
def answer_labels(study: str) -> dict[str, str]:
    """What a study calls each answer."""
    frame = run("answer_options", {"study": study})
    return dict(zip(frame["option_id"], frame["label"], strict=True))


@cached
def group_sizes(study: str, dimension: str) -> dict[str, int]:
    """The groups of a dimension whose members (people) are known, in their order."""
    frame = run("groups", {"study": study})
    frame = frame[frame["dimension"] == dimension].dropna(subset="members")
    return dict(zip(frame["name"], frame["members"].astype(int), strict=True))
