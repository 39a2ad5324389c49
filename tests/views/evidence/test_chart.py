"""The evidence map: numbers, bars, dots, ranges and bounds, each where the frame has it."""

import copy
import re
from typing import Any

import pandas as pd
import pytest

from charts.specification import SELECTION, Specification
from queries.records import Row, records
from tests.charts.drawing import Mark, draw, marks, texts
from views.evidence.chart import (
    BARS_END,
    LEGEND,
    NO_FIGURE,
    NOT_ASKED,
    OTHERS,
    ROW,
    SHORT,
    STRIP_START,
    evidence_specification,
)
from views.evidence.filters import SORTS, EvidenceFilters
from views.evidence.rows import asked_elsewhere, evidence, judged_items
from views.evidence.view import evidence_view
from views.evidence.words import title
from views.panel import in_parts

FILTERS = [
    EvidenceFilters(),
    EvidenceFilters(part=("X.X",)),
    EvidenceFilters(part=("2", "4"), sort="gap"),
    EvidenceFilters(part=("1",), sort="agreement"),
]
# Subcategories of a frame, the study whose rows it has (None: both), and the layers it leaves.
FRAMES: dict[str, tuple[list[str], str | None, set[str]]] = {
    "never asked of anybody": (["1.6", "1.7"], None, {"bars"}),
    "never asked of experts": (["1.6", "2.4", "4.1"], None, {"bars", "others"}),
    "one never asked": (["2.X"], None, {"bars"}),
    "no figure published": (["1.4"], None, {"bars", "others"}),
    "none of experts published": (["1.4", "2.3", "3.2"], None, {"bars", "others"}),
    "dots without bounds": (["2.1", "2.2"], None, {"bars", "dots", "ranges"}),
    "dots and others": (["1.1", "2.2"], None, {"bars", "dots", "ranges", "others"}),
    "one dot": (["X.X"], "schuett2023", {"bars", "dots", "ranges", "others"}),
    "bounds without dots": (["1.2", "4.3"], "uuk2024", {"bars", "bounds", "others"}),
    "all": (["1.2", "1.4"], None, {"bars", "dots", "ranges", "bounds", "others"}),
}
STUDIES = {"schuett2023": "Schuett et al. 2023", "uuk2024": "Uuk et al. 2024"}
in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


@pytest.fixture(params=FILTERS, ids=str)
def rows(request: pytest.FixtureRequest, built_database: object) -> pd.DataFrame:
    return evidence(request.param)


@pytest.fixture
def items(built_database: object) -> pd.DataFrame:
    return judged_items()


@pytest.fixture(params=FRAMES)
def framed(
    request: pytest.FixtureRequest, items: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, set[str]]:
    """A part of the rows and of the items, and the layers that they leave."""
    codes, study, layers = FRAMES[request.param]
    everything = evidence(EvidenceFilters())
    kept = everything[everything["code"].isin(codes)]
    if study:
        kept, items = kept[kept["study_id"] == study], items[items["study_id"] == study]
    return kept, items, layers


def specification(rows: pd.DataFrame, items: pd.DataFrame, title: str) -> Specification:
    """The map, as wide as it can be."""
    elsewhere = asked_elsewhere(EvidenceFilters())
    return evidence_specification(rows, items, elsewhere, title, int(rows["mitigations"].max()))


def places(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(f"{row['code']} {row['subcategory']}" for row in records(rows)))


def once(rows: pd.DataFrame) -> list[Row]:
    """One row a subcategory."""
    return records(rows.drop_duplicates("code"))


def items_with(column: str, rows: pd.DataFrame, items: pd.DataFrame) -> list[Row]:
    """The items of the subcategories shown of which a figure is known."""
    codes = set(rows["code"])
    return [row for row in records(items) if row["code"] in codes and pd.notna(row[column])]


def parameters(chart: Specification) -> dict[str, Any]:
    return {one["name"]: one.get("value") for one in chart["params"]}


def bars_in(picture: str) -> list[Mark]:
    colours = set(LEGEND.values())
    return [mark for mark in marks(picture) if mark.fill in colours and mark.opacity == 1]


def said(text: str) -> str:
    return " ".join(text.split())


def test_each_subcategory_has_one_row_of_numbers(rows: pd.DataFrame, items: pd.DataFrame) -> None:
    chart = specification(rows, items, "Title")
    given = parameters(chart)
    assert given["places"] == places(rows)
    assert len(set(rows["code"])) == len(given["places"]) < len(rows)
    assert given["proposed"] == [str(row["mitigations"]) for row in once(rows)]
    assert given["documents"] == [str(row["documents"]) for row in once(rows)]
    assert given["asked"] == [str(row["asked"] or "none") for row in once(rows)]
    assert chart["height"] == len(given["places"]) * ROW


@in_each_form
def test_the_numbers_stand_in_the_row_of_their_subcategory(
    rows: pd.DataFrame, items: pd.DataFrame, narrow: bool
) -> None:
    picture = draw(specification(rows, items, "Title"), narrow=narrow)
    lines: dict[float, set[str]] = {}
    for text in texts(picture):
        lines.setdefault(round(text.y - 0.5 * ROW) // ROW, set()).add(text.text)
    for number, row in enumerate(once(rows)):
        name = row["code"] if narrow else f"{row['code']} {row['subcategory']}"
        assert {name, str(row["mitigations"]), str(row["asked"] or "none")} <= lines[number]
        assert narrow or str(row["documents"]) in lines[number]


def test_bars_are_as_long_as_what_they_count(rows: pd.DataFrame, items: pd.DataFrame) -> None:
    chart = specification(rows, items, "Title")
    most = max(row["mitigations"] for row in once(rows))
    expected: dict[tuple[str, str], tuple[int, int]] = {}
    put, rest, gap = LEGEND
    for row in once(rows):
        if row["asked"]:
            expected[row["code"], put] = (0, row["asked"])
        if row["asked"] < row["mitigations"]:
            part = rest if row["asked"] else gap
            expected[row["code"], part] = (row["asked"], row["mitigations"])
    drawn = {(bar["code"], bar["part"]): bar for bar in chart["datasets"]["bars"]}
    assert set(drawn) == set(expected)
    assert len(drawn) == len(chart["datasets"]["bars"])
    for key, (start, end) in expected.items():
        bar = drawn[key]
        assert bar["start"] == pytest.approx(BARS_END * start / most)
        assert bar["end"] == pytest.approx(BARS_END * end / most)
        total = next(row["mitigations"] for row in once(rows) if row["code"] == key[0])
        assert bar["What"] == f"{key[1]}: {end - start} of {total} mitigations"


@in_each_form
def test_bars_are_drawn_in_their_row_and_in_proportion(
    rows: pd.DataFrame, items: pd.DataFrame, narrow: bool
) -> None:
    chart = specification(rows, items, "Title")
    bars = bars_in(draw(chart, narrow=narrow))[: len(chart["datasets"]["bars"])]
    longest = max(bar.right for bar in bars)
    most = max(row["mitigations"] for row in once(rows))
    for mark, bar in zip(bars, chart["datasets"]["bars"], strict=True):
        assert said(mark.spoken) == f"{bar['Subcategory']}: {bar['What']}"
        assert mark.fill == LEGEND[bar["part"]]
        number = int(re.findall(r"(\d+) of \d+ mitigations", mark.spoken)[0])
        assert mark.right - mark.left == pytest.approx(longest * number / most)
        assert mark.top // ROW == places(rows).index(bar["place"])


def test_each_dot_is_a_statement_at_its_share(rows: pd.DataFrame, items: pd.DataFrame) -> None:
    known = items_with("agreement", rows, items)
    dots = specification(rows, items, "Title")["datasets"]["dots"]
    for dot, row in zip(dots, known, strict=True):
        assert dot["code"] == row["code"]
        assert dot["place"] == dot["Subcategory"]
        assert dot["place"].startswith(f"{row['code']} ")
        assert dot["start"] == pytest.approx(STRIP_START + row["agreement"] * (1 - STRIP_START))
        assert dot["What"] == f"{row['label']} ({STUDIES[row['study_id']]})"
        assert dot["Agreement"] == f"{row['agreement']:.0%} of {row['n']} agree"


@in_each_form
def test_dots_and_bounds_are_drawn_on_the_strip(
    rows: pd.DataFrame, items: pd.DataFrame, narrow: bool
) -> None:
    chart = specification(rows, items, "Title")
    shown = marks(draw(chart, narrow=narrow))
    most = max(mark.right for mark in bars_in(draw(chart, narrow=narrow)) if "of" in mark.spoken)
    width = most / BARS_END
    for row in items_with("agreement", rows, items):
        (dot,) = [
            mark
            for mark in shown
            if f": {row['label']} (" in mark.spoken and mark.spoken.endswith("agree")
        ]
        place = STRIP_START + row["agreement"] * (1 - STRIP_START)
        assert (dot.left + dot.right) / 2 == pytest.approx(width * place, rel=1e-4)
        assert dot.top // ROW == places(rows).index(dot.spoken.split(":")[0])
    for row in items_with("agreement_above", rows, items):
        stripes, arrow = [
            mark
            for mark in shown
            if f": {row['label']} (" in mark.spoken and mark.spoken.endswith("published")
        ]
        place = STRIP_START + row["agreement_above"] * (1 - STRIP_START)
        assert stripes.left == pytest.approx(width * place, rel=1e-4)
        assert stripes.right == pytest.approx(width, rel=1e-4)
        assert arrow.left < stripes.left < arrow.right


@in_each_form
def test_each_diamond_is_what_another_study_asked_at_its_share(
    rows: pd.DataFrame, items: pd.DataFrame, narrow: bool
) -> None:
    chart = specification(rows, items, "Title")
    known = [row for row in records(asked_elsewhere(EvidenceFilters()))
             if row["code"] in set(rows["code"]) and pd.notna(row["agreement_low"])]  # fmt: skip
    told = chart["datasets"].get("others", [])
    for diamond, row in zip(told, known, strict=True):
        assert diamond["place"] == diamond["Subcategory"]
        assert diamond["place"].startswith(f"{row['code']} ")
        place = STRIP_START + row["agreement_low"] * (1 - STRIP_START)
        assert diamond["start"] == pytest.approx(place)
        assert diamond["What"] == f"{row['label']} ({row['study']}, asked of {row['people']})"
        assert diamond["Agreement"] == row["reading"]
    drawn = [mark for mark in marks(draw(chart, narrow=narrow)) if ", asked of " in mark.spoken]
    assert len(drawn) == len(known)
    for mark, row in zip(drawn, known, strict=True):
        assert said(mark.spoken).endswith(said(row["reading"]))
        assert (mark.top + mark.bottom) / 2 // ROW == places(rows).index(mark.spoken.split(":")[0])


def test_what_others_were_asked_cannot_be_taken_for_agreement(items: pd.DataFrame) -> None:
    chart = specification(evidence(EvidenceFilters()), items, "Title")
    (layer,) = (layer for layer in chart["layer"] if layer["data"]["name"] == "others")
    dots = next(layer for layer in chart["layer"] if layer["data"]["name"] == "dots")
    for property_ in ("shape", "color", "filled"):
        assert layer["mark"][property_] != dots["mark"][property_]
    assert OTHERS not in LEGEND.values()


def test_a_range_runs_from_the_lowest_to_the_highest(
    rows: pd.DataFrame, items: pd.DataFrame
) -> None:
    datasets = specification(rows, items, "Title")["datasets"]
    dots: dict[str, list[float]] = {}
    for dot in datasets["dots"]:
        dots.setdefault(dot["place"], []).append(dot["start"])
    ranges = {found["place"]: (found["start"], found["end"]) for found in datasets["ranges"]}
    assert len(ranges) == len(datasets["ranges"])
    assert ranges == {place: (min(found), max(found)) for place, found in dots.items()}


def test_a_bound_says_what_is_published(items: pd.DataFrame) -> None:
    rows = evidence(EvidenceFilters())
    bounds = specification(rows, items, "Title")["datasets"]["bounds"]
    known = items_with("agreement_above", rows, items)
    assert len(bounds) == len(known) == 3
    for bound, row in zip(bounds, known, strict=True):
        assert bound["code"] == row["code"]
        assert (bound["start"], bound["end"]) == pytest.approx((STRIP_START + 0.6 * 0.53, 1))
        assert bound["What"] == f"{row['label']} (Uuk et al. 2024)"
        assert bound["Agreement"] == "more than 60% agree, no exact figure published"


def test_a_text_stands_where_there_is_nothing_to_draw(
    rows: pd.DataFrame, items: pd.DataFrame
) -> None:
    chart = specification(rows, items, "Title")
    drawn = {
        mark["place"] for kind in ("dots", "bounds") for mark in chart["datasets"].get(kind, [])
    }
    given = parameters(chart)
    for place, text, row in zip(given["places"], given["nothing"], once(rows), strict=True):
        if place in drawn:
            assert text == ""
        else:
            assert text == (NO_FIGURE if row["asked"] else NOT_ASKED)


@pytest.mark.parametrize("sort", SORTS)
def test_the_whole_map_has_each_text_in_its_rows(items: pd.DataFrame, sort: str) -> None:
    given = parameters(specification(evidence(EvidenceFilters((), sort)), items, "T"))
    texts_of = {
        place.split(" ")[0]: text
        for place, text in zip(given["places"], given["nothing"], strict=True)
    }
    never = {code for code, text in texts_of.items() if text == NOT_ASKED}
    no_figure = {code for code, text in texts_of.items() if text == NO_FIGURE}
    assert never == {"1.6", "1.7", "1.X", "2.4", "2.X", "3.X", "4.1", "4.6"}
    assert no_figure == {"1.4", "2.3", "3.2"}
    assert {text for code, text in texts_of.items() if code not in never | no_figure} == {""}


@in_each_form
def test_only_layers_with_data_are_kept_and_they_draw(
    framed: tuple[pd.DataFrame, pd.DataFrame, set[str]], narrow: bool
) -> None:
    rows, items, layers = framed
    chart = specification(rows, items, title(rows))
    assert set(chart["datasets"]) == layers
    assert all(chart["datasets"].values())
    assert {layer["data"]["name"] for layer in chart["layer"]} == layers
    picture = draw(chart, narrow=narrow)
    seen = {text.text for text in texts(picture)}
    given = {text for text in parameters(chart)["nothing"] if text}
    nothing = {SHORT[text] if narrow else text for text in given}
    assert nothing <= seen
    for place in places(rows):
        assert (place.split(" ")[0] if narrow else place) in seen
    number = sum(len(chart["datasets"].get(kind, [])) for kind in ("bars", "dots", "others"))
    assert len(marks(picture)) == number + 2 * len(chart["datasets"].get("bounds", []))


@in_each_form
def test_the_map_explains_its_colours_and_its_scale(
    rows: pd.DataFrame, items: pd.DataFrame, narrow: bool
) -> None:
    seen = {text.text for text in texts(draw(specification(rows, items, "T"), narrow=narrow))}
    assert set(LEGEND) <= seen
    assert {"Proposed", "Asked", "0%", "50%", "100%"} <= seen
    assert ("25%" in seen) == (not narrow)


def test_views_differ_in_their_data_only(items: pd.DataFrame) -> None:
    every = evidence(EvidenceFilters())
    first = specification(every, items, "Title")
    kept = copy.deepcopy(first)
    never = specification(every[every["asked"] == 0], items, "Another title")
    again = specification(every, items, "Title")
    assert first == kept == again
    assert len(never["layer"]) < len(first["layer"])
    data = {"datasets", "title", "params", "height", "layer"}
    assert {key: part for key, part in first.items() if key not in data} == {
        key: part for key, part in never.items() if key not in data
    }


def test_a_click_chooses_a_subcategory(items: pd.DataFrame) -> None:
    chart = specification(evidence(EvidenceFilters()), items, "Title")
    (selection,) = [one for one in chart["params"] if one["name"] == SELECTION]
    assert selection["select"]["fields"] == ["code"]
    kinds = ("bars", "dots", "bounds", "others")
    marked = [row for kind in kinds for row in chart["datasets"][kind]]
    assert all(row["place"].startswith(f"{row['code']} ") for row in marked)


def test_parts_of_the_map_stand_on_one_scale_and_leave_nothing_out() -> None:
    (whole,) = evidence_view(EvidenceFilters(), {}).panels
    assert whole.places
    parts = list(in_parts(whole, 6 * ROW))
    assert [one.heading for one in parts] == [
        f"Subcategories {start} to {min(start + 5, 27)} of 27" for start in (1, 7, 13, 19, 25)
    ]
    charts, every = [one.chart for one in parts], whole.chart
    for name in every["datasets"]:
        found = [mark for chart in charts for mark in chart["datasets"].get(name, [])]
        assert sorted(found, key=str) == sorted(every["datasets"][name], key=str)
    assert [place for chart in charts for place in parameters(chart)["places"]] == (
        parameters(every)["places"]
    )
