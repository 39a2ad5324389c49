"""What each page shows, made ready to be shown elsewhere: on a picture, on a slide, in a deck."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from charts.agreement import FORMS
from charts.specification import Specification, as_records, without_title
from charts.taxonomy_map import HEIGHT, LOW_HEIGHT, taxonomy_map_specification
from exports.exhibit import Exhibit, Panel
from queries.agreement import Study, agreement, studies
from queries.build_info import DATABASE_CITATION, data_version
from queries.compare import CompareFilters
from queries.evidence import EvidenceFilters
from queries.filters import DEFAULT_STUDY, Filters
from queries.findings import FindingsFilters
from queries.mitigation_filters import MitigationFilters
from queries.mitigation_record import RecordFilters, mitigation_record, summary
from queries.overview import OverviewFilters
from views import agreement as agreement_views
from views import compare as compare_views
from views import findings as findings_views
from views.bounds import base, bounds_view
from views.combinations import combinations_view
from views.evidence import evidence_view
from views.mitigation import record_charts
from views.overview import overview_view
from views.parameters import ANSWER_TABS, TAXONOMY_TABS
from views.tables import file_stem
from views.taxonomy import coverage_view, taxonomy_view

Appearance = Mapping[str, str]
Draw = Callable[[pd.DataFrame], Specification]
CHOSEN_TOGETHER, BY_DOCUMENT = ANSWER_TABS[2], TAXONOMY_TABS[1]
# Parameters by which charts of one exhibit stand on the same scale.
SCALES = ("left", "right", "dont_know_at")


class ViewTexts(Protocol):
    """What every view says; ``title`` has n and base on its second line."""

    @property
    def title(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def alternative_text(self) -> str: ...
    @property
    def notes(self) -> str: ...


@dataclass(frozen=True)
class Texts:
    """What a view says, put together from more than one."""

    title: str
    sentence: str
    alternative_text: str
    notes: str


def overview_exhibit(
    _filters: OverviewFilters, _appearance: Appearance, _highest: int | None
) -> Exhibit:
    """The statements with the most and the least agreement."""
    view = overview_view(DEFAULT_STUDY)
    return _exhibit("overview", Filters(), view, [_panel("", view.chart)])


def survey_exhibit(filters: Filters, appearance: Appearance, highest: int | None) -> Exhibit:
    """Answers, bounds, or which measures are chosen together: whatever the page would show."""
    if appearance.get("view") == CHOSEN_TOGETHER:
        return _combinations(filters)
    if studies()[filters.study].counted:
        return _agreement(filters, appearance, highest)
    return _bounds(filters)


def _agreement(filters: Filters, appearance: Appearance, highest: int | None) -> Exhibit:
    study = studies()[filters.study]
    form = next(
        (form for form, name in FORMS.items() if name == appearance.get("chart")), "diverging"
    )
    view = agreement_views.agreement_view(filters, form)

    def draw(rows: pd.DataFrame) -> Specification:
        return agreement_views.draw(rows, view.title, study, form)

    return _exhibit("agreement", filters, view, _in_parts(agreement(filters), draw, highest))


def _bounds(filters: Filters) -> Exhibit:
    study = studies()[filters.study]
    view = bounds_view(filters)
    texts = Texts(
        title=f"{study.name}: experts who agree, by risk area\n{base(study)}",
        sentence=view.sentence,
        alternative_text=" ".join([view.sentence, *(one.alternative_text for one in view.drawn)]),
        notes=view.notes,
    )
    return _exhibit("bounds", filters, texts, [_panel(one.label, one.chart) for one in view.drawn])


def _combinations(filters: Filters) -> Exhibit:
    view = combinations_view(filters)
    if view.chart is None:
        study = studies()[filters.study]
        title, notes = f"{study.name}: which measures are chosen together", _source(study)
        without = Texts(title, view.sentence, view.alternative_text, notes)
        return _exhibit("combinations", filters, without, [])
    return _exhibit("combinations", filters, view, [_panel("", view.chart)])


def _source(study: Study) -> str:
    return f"Source: {study.citation} Data version {data_version()}."


def findings_exhibit(
    filters: FindingsFilters, _appearance: Appearance, highest: int | None
) -> Exhibit:
    """A list of statements."""
    view = findings_views.findings_view(filters)

    def draw(rows: pd.DataFrame) -> Specification:
        return findings_views.draw(rows, view.title, filters, view.rows)

    panels = _in_parts(view.rows, draw, highest)
    return _exhibit("findings", filters, view, panels)


def compare_exhibit(
    filters: CompareFilters, _appearance: Appearance, highest: int | None
) -> Exhibit:
    """Groups side by side."""
    view = compare_views.compare_view(filters)

    def draw(rows: pd.DataFrame) -> Specification:
        return compare_views.draw(rows, view.title, filters)

    panels = _in_parts(view.rows, draw, highest)
    return _exhibit("comparison", filters, view, panels)


def taxonomy_exhibit(
    filters: MitigationFilters, appearance: Appearance, highest: int | None
) -> Exhibit:
    """The map of the mitigations, lower if height is short, or what each document proposes."""
    view, by_document = taxonomy_view(filters), coverage_view(filters)
    if appearance.get("view") == BY_DOCUMENT:
        title, text = by_document.title, by_document.text
        panels = [_panel("", by_document.chart)] if by_document.chart else []
    else:
        title, text = view.map_title, view.map_text
        height = LOW_HEIGHT if highest else HEIGHT
        panels = [_map(view.counted, filters, height)] if view.map else []
    texts = Texts(title or "No mitigation fits", view.sentence, text, view.notes)
    return _exhibit("taxonomy", filters, texts, panels)


def _map(counted: pd.DataFrame, filters: MitigationFilters, height: int) -> Panel:
    drawn = taxonomy_map_specification(counted, "", list(filters.category), height)
    return Panel("", without_title(drawn))


def evidence_exhibit(
    filters: EvidenceFilters, _appearance: Appearance, _highest: int | None
) -> Exhibit:
    """What is proposed, what was asked, and how far experts agree."""
    view = evidence_view(filters)
    return _exhibit("evidence", filters, view, [_panel("", view.chart)])


def record_exhibit(
    filters: RecordFilters, _appearance: Appearance, _highest: int | None
) -> Exhibit:
    """One mitigation, and what each study that asked about it found.

    Raises
    ------
    LookupError
        There is no such mitigation.
    """
    record = mitigation_record(filters.id)
    if record is None:
        raise LookupError(f"There is no mitigation “{filters.id}”")
    found, drawn = record.mitigation, record_charts(filters.id).values()
    place = f"{found['code']} {found['subcategory']}"
    cited = "".join(f" {one.study.citation}" for one in record.asked_in)
    texts = Texts(
        title=f"{found['label']}\n{found['mitigation_id']}; {place}; from {found['document']}",
        sentence=summary(record),
        alternative_text=" ".join([summary(record), *(one.alternative_text for one in drawn)]),
        notes=f"Sources: {DATABASE_CITATION}{cited} Data version {data_version()}.",
    )
    panels = [_panel(one.title.replace("\n", "; "), one.chart) for one in drawn]
    return _exhibit(found["mitigation_id"], filters, texts, panels)


def _exhibit(name: str, filters: object, texts: ViewTexts, panels: list[Panel]) -> Exhibit:
    title, _, base_line = texts.title.partition("\n")
    return Exhibit(
        file_stem=file_stem(name, filters),
        title=title,
        base=base_line,
        sentence=texts.sentence,
        panels=tuple(panels),
        alternative_text=texts.alternative_text,
        notes=texts.notes,
        link="",
    )


def _panel(heading: str, chart: Specification) -> Panel:
    return Panel(heading, without_title(as_records(chart)))


def _in_parts(rows: pd.DataFrame, draw: Draw, highest: int | None) -> list[Panel]:
    """The chart of rows; in parts on one scale if it were higher than ``highest`` pixels."""
    if rows.empty:
        return []
    whole = draw(rows)
    items = list(dict.fromkeys(rows["item_id"]))
    if highest is None or whole["height"] <= highest:
        return [Panel("", without_title(whole))]
    fitting = max(1, highest * len(items) // whole["height"])
    parts = -(-len(items) // fitting)
    size = -(-len(items) // parts)
    return [_part(rows, draw, whole, items, start, size) for start in range(0, len(items), size)]


def _part(
    rows: pd.DataFrame,
    draw: Draw,
    whole: Specification,
    items: list[str],
    start: int,
    size: int,
) -> Panel:
    some = items[start : start + size]
    chart = draw(rows[rows["item_id"].isin(some)])
    scale = {one["name"]: one for one in whole["params"] if one["name"] in SCALES}
    params = [scale.get(one["name"], one) for one in chart["params"]]
    last = start + len(some)
    counted = f"Statement {last}" if len(some) == 1 else f"Statements {start + 1} to {last}"
    heading = f"{counted} of {len(items)}"
    return Panel(heading, without_title({**chart, "params": params}))
