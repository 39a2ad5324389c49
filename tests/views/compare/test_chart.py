"""Groups compared: their marks, the line that joins them, and the widest difference in words."""

import copy
import math
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from charts import palette
from charts.specification import SELECTION, Specification
from queries.records import Row, records
from tests.charts.drawing import SVG, marks, texts
from tests.charts.plots import plot, plot_width
from tests.views.agreement.worlds_from_facts import GROUPS
from views.compare.chart import ROW, TOOLTIP, compare_specification
from views.compare.filters import CompareFilters
from views.compare.rows import compare

VIEWS = [
    CompareFilters(category=("4.5",)),
    CompareFilters(category=("3.1",), measure="agreement"),
    CompareFilters(group=("Civil society", "AGI lab"), category=("1",), sort="a-z"),
    CompareFilters(against="others", category=("2",), measure="agreement"),
    CompareFilters(group=("Academia",), against="others", search="risk"),
]
NAMES = {"mean": "mean", "agreement": "share"}
P = {"mean": "p_answers_holm", "share": "p_shares_holm"}
in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
of_each_view = pytest.mark.parametrize("filters", VIEWS, ids=str)
of_each_measure = pytest.mark.parametrize("measure", ["mean", "share"])

SCALES = {"mean": (-2.0, 2.0), "share": (0.0, 1.0)}


@pytest.fixture
def rows(built_database: object) -> pd.DataFrame:
    return compare(VIEWS[0])


def made(filters: CompareFilters) -> tuple[list[Row], Specification, str]:
    rows, measure = compare(filters), NAMES[filters.measure]
    return records(rows), compare_specification(rows, "Title", measure, SCALES[measure]), measure


def parameters(chart: Specification) -> dict[str, Any]:
    return {one["name"]: one.get("value") for one in chart["params"]}


def groups_of(listed: list[Row]) -> list[str]:
    return list(dict.fromkeys(row[side] for row in listed for side in ("group_1", "group_2")))


def ends(listed: list[Row], measure: str) -> dict[tuple[str, str], tuple[float, float]]:
    """The lowest and highest figure of each group on each statement."""
    return {
        (row["label"], row[f"group_{side}"]): (
            row[f"{measure}_{side}_low"],
            row[f"{measure}_{side}_high"],
        )
        for row in listed
        for side in "12"
    }


def placed(figure: float, listed: list[Row], measure: str, width: float) -> float:
    """Where a figure stands, in pixels: means from a whole number at most 0, shares from 0."""
    lowest = min(low for low, _ in ends(listed, measure).values())
    left = max(-2, min(0, math.floor(lowest))) if measure == "mean" else 0
    right = 2 if measure == "mean" else 1
    return width * (figure - left) / (right - left)


def bars(picture: str) -> Iterator[tuple[float, float, float, str]]:
    """Left, right and middle of each bar of a range, and its colour."""
    colours = {colour for colour, _ in palette.GROUPS}
    for path in ElementTree.fromstring(picture).iter(f"{SVG}path"):
        outline = re.match(r"M([\d.-]+),([\d.]+)h([\d.-]+)v7h", path.get("d", ""))
        if outline and path.get("fill") in colours:
            left, top, wide = map(float, outline.groups())
            yield left, left + wide, top + 3.5, str(path.get("fill"))


def rules(picture: str) -> Iterator[tuple[float, float, float]]:
    """Left, right and height of each line between groups."""
    for line in ElementTree.fromstring(picture).iter(f"{SVG}line"):
        moved = re.match(r"translate\(([\d.-]+),([\d.-]+)\)", line.get("transform", ""))
        if moved and line.get("stroke") == palette.QUIET:
            left, height = map(float, moved.groups())
            yield left, left + float(line.get("x2", 0)), height


@of_each_view
@in_each_form
def test_each_group_has_one_mark_on_each_statement_at_its_figure(
    filters: CompareFilters, narrow: bool
) -> None:
    listed, chart, measure = made(filters)
    picture = plot(chart, narrow=narrow)
    width, expected = plot_width(picture), ends(listed, measure)
    places = list(dict.fromkeys(row["label"] for row in listed))
    shown, ranges = marks(picture), list(bars(picture))
    assert len(shown) == len(ranges) == len(chart["datasets"]["marks"]) == len(expected)
    for mark, (left, right, height, colour), ((label, group), (low, high)) in zip(
        shown, ranges, expected.items(), strict=True
    ):
        assert mark.spoken.startswith(f"{label}, {group} (n = ")
        middle = placed((low + high) / 2, listed, measure, width)
        assert (mark.left + mark.right) / 2 == pytest.approx(middle, abs=1e-3)
        assert mark.top // ROW == mark.bottom // ROW == height // ROW == places.index(label)
        assert left == pytest.approx(placed(low, listed, measure, width), abs=1e-3)
        assert right == pytest.approx(placed(high, listed, measure, width), abs=1e-3)
        own, _ = palette.GROUPS[groups_of(listed).index(group)]
        assert mark.fill == colour == own


def test_some_views_have_ranges_and_some_have_all_groups() -> None:
    wide = [
        any(low < high for low, high in ends(listed, measure).values())
        for listed, _, measure in map(made, VIEWS)
    ]
    assert 0 < sum(wide) < len(wide)
    assert {len(groups_of(made(filters)[0])) for filters in VIEWS} == {2, 3, 6}


@of_each_view
@in_each_form
def test_a_line_joins_the_lowest_and_the_highest_of_a_statement(
    filters: CompareFilters, narrow: bool
) -> None:
    listed, chart, measure = made(filters)
    picture = plot(chart, narrow=narrow)
    width = plot_width(picture)
    places = list(dict.fromkeys(row["label"] for row in listed))
    drawn = list(rules(picture))
    assert len(drawn) == len(places)
    for number, (place, (left, right, height)) in enumerate(zip(places, drawn, strict=True)):
        of_place = [both for (label, _), both in ends(listed, measure).items() if label == place]
        low = placed(min(low for low, _ in of_place), listed, measure, width)
        high = placed(max(high for _, high in of_place), listed, measure, width)
        assert (left, right) == pytest.approx((low, high), abs=1e-3)
        assert height // ROW == number


@of_each_view
@in_each_form
def test_the_legend_holds_just_the_groups_shown(filters: CompareFilters, narrow: bool) -> None:
    listed, chart, _ = made(filters)
    seen = [text.text for text in texts(plot(chart, narrow=narrow))]
    names = {*GROUPS, *(" + ".join(name for name in GROUPS if name != one) for one in GROUPS)}
    assert [text for text in seen if text in names] == groups_of(listed)
    assert parameters(chart)["groups"] == groups_of(listed)


def test_groups_differ_in_colour_and_in_shape() -> None:
    colours, shapes = zip(*palette.GROUPS, strict=True)
    assert len(set(colours)) == len(set(shapes)) == len(palette.GROUPS) >= 6


@of_each_view
@in_each_form
def test_each_statement_has_its_name_and_its_widest_certain_difference(
    filters: CompareFilters, narrow: bool
) -> None:
    listed, chart, measure = made(filters)
    lines: dict[int, set[str]] = {}
    for text in texts(plot(chart, narrow=narrow)):
        lines.setdefault(int(text.y // ROW), set()).add(text.text)
    for number, place in enumerate(dict.fromkeys(row["label"] for row in listed)):
        of_place = [row for row in listed if row["label"] == place]
        widest = max(row[f"{measure}_gap"] for row in of_place)
        words = f"{widest:.2f}" if measure == "mean" else f"{100 * widest:.0f}"
        words += "†" if any(row["few_answers"] for row in of_place) else ""
        assert words in lines[number]
        # A long name is cut short.
        assert any(
            text == place or (text.endswith("…") and place.startswith(text[:-1]))
            for text in lines[number]
        )


@of_each_measure
@pytest.mark.parametrize(("p", "star"), [(0.0499, "*"), (0.05, ""), (0.9, "")])
@pytest.mark.parametrize("few", [False, True])
def test_a_star_stands_where_one_difference_is_beyond_chance(
    rows: pd.DataFrame, measure: str, p: float, star: str, few: bool
) -> None:
    one = rows[rows["label"] == rows["label"].iloc[0]].head(3)
    ps, other = [0.5, p, 1.0], next(name for name in P.values() if name != P[measure])
    given = one.assign(**{P[measure]: ps, other: 0.001}, few_answers=[False, False, few])
    given = given.assign(mean_gap=[0.1, 0.25, 0.2], share_gap=[0.1, 0.25, 0.2])
    (text,) = parameters(compare_specification(given, "Title", measure, SCALES[measure]))["texts"]
    assert text == ("0.25" if measure == "mean" else "25") + star + ("†" if few else "")


@of_each_measure
@pytest.mark.parametrize(("p", "said"), [(0.0499, "unlikely to be"), (0.05, "could be")])
def test_a_mark_tells_whether_its_difference_could_be_chance(
    rows: pd.DataFrame, measure: str, p: float, said: str
) -> None:
    other = next(name for name in P.values() if name != P[measure])
    given = rows.assign(**{P[measure]: p, other: 1.0 if p < 0.05 else 0.0})
    chart = compare_specification(given, "Title", measure, SCALES[measure])
    for mark in chart["datasets"]["marks"]:
        assert mark["Difference"].endswith(f", {said} chance")


@of_each_view
def test_a_mark_tells_its_group_figure_and_a_difference_of_its_group(
    filters: CompareFilters,
) -> None:
    listed, chart, measure = made(filters)
    form = ".2f" if measure == "mean" else ".0%"

    def either(low: float, high: float) -> str:
        both = [format(end, form) for end in (low, high)]
        return both[0] if both[0] == both[1] else f"{both[0]} to {both[1]}"

    for mark in chart["datasets"]["marks"]:
        assert set(TOOLTIP) < set(mark)
        told = [
            (
                f"{row[f'group_{side}']} (n = {row[f'n_{side}']})",
                either(row[f"{measure}_{side}_low"], row[f"{measure}_{side}_high"]),
                f"{row['group_1']} less {row['group_2']}: "
                + either(row[f"{measure}_difference_low"], row[f"{measure}_difference_high"])
                + ", could be chance",
            )
            for row in listed
            for side in "12"
            if row["label"] == mark["Statement"] == mark["place"]
        ]
        for difference in mark["Difference"].split("; "):
            assert (mark["Group"], mark["Figure"], difference) in told


def test_every_difference_is_told_by_a_mark(rows: pd.DataFrame) -> None:
    chart = compare_specification(rows, "Title", "mean", SCALES["mean"])
    told = {
        (mark["place"], difference.split(":")[0])
        for mark in chart["datasets"]["marks"]
        for difference in mark["Difference"].split("; ")
    }
    for row in records(rows):
        assert (row["label"], f"{row['group_1']} less {row['group_2']}") in told


@of_each_measure
def test_what_rounds_to_nothing_has_no_sign(rows: pd.DataFrame, measure: str) -> None:
    nothing = {f"{measure}_difference_{end}": -0.001 for end in ("low", "high")}
    chart = compare_specification(rows.assign(**nothing), "Title", measure, SCALES[measure])
    assert not any(": -0" in mark["Difference"] for mark in chart["datasets"]["marks"])


@pytest.mark.parametrize(
    ("lowest", "left"),
    [(1.2, 0), (0.0, 0), (-0.01, -1), (-1.0, -1), (-1.01, -2), (-2.0, -2)],
)
def test_the_scale_of_means_begins_at_a_whole_number_and_never_above_0(
    rows: pd.DataFrame, lowest: float, left: float
) -> None:
    given = rows.assign(mean_1_low=1.5, mean_1_high=1.6, mean_2_low=lowest, mean_2_high=1.7)
    chart = compare_specification(given, "Title", "mean", SCALES["mean"])
    assert (parameters(chart)["left"], parameters(chart)["right"]) == (left, 2)
    picture = plot(chart)
    assert min(mark for mark, *_ in bars(picture)) == pytest.approx(
        plot_width(picture) * (lowest - left) / (2 - left), abs=1e-3
    )


@pytest.mark.parametrize("lowest", [0.0, 0.4, 0.9])
def test_the_scale_of_shares_is_whole(rows: pd.DataFrame, lowest: float) -> None:
    given = rows.assign(share_1_low=lowest, share_1_high=1.0, share_2_low=0.95, share_2_high=0.95)
    chart = compare_specification(given, "Title", "share", SCALES["share"])
    assert (parameters(chart)["left"], parameters(chart)["right"]) == SCALES["share"] == (0, 1)


@of_each_view
@in_each_form
def test_lines_of_the_scale_are_called_by_their_figures(
    filters: CompareFilters, narrow: bool
) -> None:
    listed, chart, measure = made(filters)
    picture = plot(chart, narrow=narrow)
    scale = [text for text in texts(picture) if text.y == -5]
    assert len(scale) >= 3
    for text in scale:
        plain = text.text.replace("−", "-")
        figure = float(plain) if measure == "mean" else float(plain.removesuffix("%")) / 100
        expected = placed(figure, listed, measure, plot_width(picture))
        assert text.x == pytest.approx(expected, abs=0.51)


def test_views_differ_in_their_data_only(rows: pd.DataFrame) -> None:
    first = compare_specification(rows, "Title", "mean", SCALES["mean"])
    kept = copy.deepcopy(first)
    _, other, _ = made(VIEWS[3])
    again = compare_specification(rows, "Title", "mean", SCALES["mean"])
    assert first == kept == again
    data = {"datasets", "title", "params", "height"}
    assert {key: part for key, part in first.items() if key not in data} == {
        key: part for key, part in other.items() if key not in data
    }
    assert first["height"] == rows["item_id"].nunique() * ROW


def test_a_click_chooses_the_first_mitigation_of_a_statement(rows: pd.DataFrame) -> None:
    chart = compare_specification(
        rows.assign(mitigation_ids="A0007;A0008"), "Title", "mean", SCALES["mean"]
    )
    (selection,) = [one for one in chart["params"] if one["name"] == SELECTION]
    assert selection["select"]["fields"] == ["mitigation"]
    assert {mark["mitigation"] for mark in chart["datasets"]["marks"]} == {"A0007"}
