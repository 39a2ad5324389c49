"""Slides of real views, as a deck has them."""

from typing import Any

from charts.agreement import agreement_specification
from charts.bounds import bounds_specification
from charts.specification import Specification, with_watermark
from exports.deck import Control, Deck, Option, Prediction, Slide
from exports.exhibit import Exhibit, Panel
from queries import sentences
from queries.agreement import agreement, studies
from queries.bounds import published_bounds
from queries.filters import BASES, Filters, choices

LINK = "https://common-ground.example"
SIMULATED = Filters(study="demo-panel", affiliation=("Academia",))


def without_title(chart: Specification) -> Specification:
    return {key: value for key, value in chart.items() if key != "title"}


def agreement_slide(filters: Filters, *, rows_a_panel: int = 10, **of_slide: Any) -> Slide:
    """A slide of the Agreement page."""
    study, rows = studies()[filters.study], agreement(filters)
    title, base = sentences.title(rows, filters, study).splitlines()
    panels = []
    for start in range(0, len(rows), rows_a_panel):
        some = rows.iloc[start : start + rows_a_panel]
        chart = agreement_specification(some, "", study.minimum_group_size, "diverging")
        drawn = with_watermark(chart, "SIMULATED") if study.simulated else chart
        heading = f"Rows {start + 1} to {start + len(some)} of {len(rows)}"
        panels.append(Panel(heading, without_title(drawn)))
    sentence = sentences.sentence(rows, filters, study)
    exhibit = Exhibit(
        file_stem="agreement",
        title=title,
        base=base,
        sentence=sentence,
        panels=tuple(panels),
        alternative_text=f"{title}. {sentence}",
        notes=sentences.notes(rows, filters, study),
        link=f"{LINK}/agreement?study={filters.study}&split={filters.split}",
    )
    return slide(f"agreement?study={filters.study}&split={filters.split}", exhibit, **of_slide)


def bounds_slide(**of_slide: Any) -> Slide:
    """A slide of what one measure is known by: bounds."""
    answer = published_bounds("uuk2024")
    rows = answer[answer["item_id"] == answer["item_id"].iloc[0]]
    sentence = "More than half of 76 experts agree."
    exhibit = Exhibit(
        file_stem="bounds",
        title=f"{rows['label'].iloc[0]}: experts who agree, by risk area",
        base="n = 76 experts in the study",
        sentence=sentence,
        panels=(Panel("", without_title(bounds_specification(rows, ""))),),
        alternative_text=sentence,
        notes="A bar begins at the bound that is printed and fades.",
        link=f"{LINK}/agreement?study=uuk2024",
    )
    return slide("agreement?study=uuk2024", exhibit, **of_slide)


def slide(
    step: str,
    exhibit: Exhibit,
    *,
    note: str = "",
    prediction: Prediction | None = None,
    controls: tuple[Control, ...] = (),
) -> Slide:
    return Slide(step, exhibit, note, prediction, controls)


def controls_of(filters: Filters) -> tuple[Control, ...]:
    """A filter of which several values may be chosen, and one of which only one may."""
    affiliations = choices(filters.study).values["affiliation"]
    return (
        Control(
            "affiliation",
            "Affiliation",
            tuple(Option(choice.value, choice.label) for choice in affiliations),
            filters.affiliation,
            multiple=True,
        ),
        Control(
            "base",
            "Percentages of",
            tuple(Option(*base) for base in BASES.items()),
            (filters.base,),
            multiple=False,
        ),
    )


def deck_of(*slides: Slide, title: str = "What experts agree on") -> Deck:
    return Deck(title, slides, "2026.1")
