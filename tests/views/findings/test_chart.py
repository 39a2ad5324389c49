"""A ranked list: figures, intervals and ranks, each where the frame has it."""

import copy
from typing import Any

import pandas as pd
import pytest

from charts import palette
from charts.specification import SELECTION, Specification
from queries.records import Row, records
from tests.charts.drawing import Mark, marks, texts
from tests.charts.plots import plot, plot_width
from views.findings.chart import (
    FIGURES_END,
    RANKS_START,
    ROW,
    TOOLTIP,
    ranked_list_specification,
)
from views.findings.filters import FindingsFilters
from views.findings.rows import findings

LAST = 50
VIEWS = [
    FindingsFilters(),
    FindingsFilters(invited="yes"),
    FindingsFilters(list="strong_disagreement"),
    FindingsFilters(list="dont_know", group="Academia"),
    FindingsFilters(list="divided", invited="yes"),
    FindingsFilters(list="divided", group="AGI lab", at_least=15),
    FindingsFilters(list="disagreement", base="opinion", at_least=0),
]
STRONG, SOFT = palette.ANSWERS["strongly_agree"], palette.ANSWERS["somewhat_agree"]
in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
of_each_view = pytest.mark.parametrize("filters", VIEWS, ids=str)


@pytest.fixture
def rows(built_database: object) -> pd.DataFrame:
    return findings(FindingsFilters())


def made(filters: FindingsFilters) -> tuple[list[Row], Specification]:
    rows = findings(filters)
    invited = filters.invited == "yes"
    return records(rows), ranked_list_specification(rows, "Title", LAST, show_invited=invited)


def parameters(chart: Specification) -> dict[str, Any]:
    return {one["name"]: one.get("value") for one in chart["params"]}


def is_share(row: Row) -> bool:
    return not pd.isna(row["figure_ci_low"])


def strip_end(listed: list[Row], filters: FindingsFilters) -> float:
    """The figure at the end of its strip: a quarter, a half or all, whichever holds everything."""
    names = ["figure_high", "figure_ci_high"] + ["invited_high"] * (filters.invited == "yes")
    highest = max(row[name] for row in listed for name in names if not pd.isna(row[name]))
    return min(end for end in (0.2, 0.5, 1.0) if highest <= end)


def drawn_in_layers(picture: str, chart: Specification, number: int) -> dict[str, list[Mark]]:
    """The marks by what they show; each layer has one for each row."""
    found = marks(picture)
    layers = [*(["invited"] if "invited" in chart["datasets"] else []), "intervals", "figures"]
    layers += ["ranks", "places"]
    assert len(found) == number * len(layers)
    return {name: found[number * i : number * (i + 1)] for i, name in enumerate(layers)}


@of_each_view
@in_each_form
def test_marks_stand_where_their_figures_are(filters: FindingsFilters, narrow: bool) -> None:
    listed, chart = made(filters)
    picture = plot(chart, narrow=narrow)
    width, end = plot_width(picture), strip_end(listed, filters)
    drawn = drawn_in_layers(picture, chart, len(listed))

    def figure(share: float) -> float:
        return width * FIGURES_END * share / end

    def rank(place: float) -> float:
        return width * (RANKS_START + (1 - RANKS_START) * (place - 1) / (LAST - 1))

    for number, row in enumerate(listed):
        low, high = row["figure_low"], row["figure_high"]
        widest = (row["figure_ci_low"], row["figure_ci_high"]) if is_share(row) else (low, high)
        ends = {
            "figures": (figure(low), figure(high)),
            "intervals": (figure(widest[0]), figure(widest[1])),
            "ranks": (rank(row["rank_best"]), rank(row["rank_worst"])),
        }
        if "invited" in drawn:
            ends["invited"] = (figure(row["invited_low"]), figure(row["invited_high"]))
        for name, (left, right) in ends.items():
            mark = drawn[name][number]
            assert (mark.left, mark.right) == pytest.approx((left, right), abs=1e-3), name
        dot = drawn["places"][number]
        assert (dot.left + dot.right) / 2 == pytest.approx(rank(row["position"]), abs=1e-3)
        for layer in drawn.values():
            assert layer[number].top // ROW == layer[number].bottom // ROW == number


@of_each_view
def test_marks_look_like_what_they_are(filters: FindingsFilters) -> None:
    listed, chart = made(filters)
    drawn = drawn_in_layers(plot(chart), chart, len(listed))
    assert {mark.fill for mark in drawn["figures"] + drawn["places"]} == {STRONG}
    assert {mark.fill for mark in drawn["intervals"]} == {SOFT}
    assert {mark.fill for mark in drawn["ranks"] + drawn.get("invited", [])} == {palette.QUIET}
    heights = {name: {round(one.bottom - one.top) for one in some} for name, some in drawn.items()}
    del heights["places"]
    expected = {"figures": {16}, "intervals": {10}, "ranks": {8}, "invited": {4}}
    assert heights == {name: expected[name] for name in heights}


@of_each_view
@in_each_form
def test_each_row_has_its_name_and_its_figure_in_words(
    filters: FindingsFilters, narrow: bool
) -> None:
    listed, chart = made(filters)
    lines: dict[int, set[str]] = {}
    for text in texts(plot(chart, narrow=narrow)):
        lines.setdefault(int(text.y // ROW), set()).add(text.text)
    for number, row in enumerate(listed):
        form = ".0%" if is_share(row) else ".2f"
        low, high = (format(row[f"figure_{end}"], form) for end in ("low", "high"))
        figure = low if low == high else f"{low}–{high}"
        assert (figure if row["certain"] else f"{figure} ?") in lines[number]
        # A long name is cut short.
        assert any(
            text == row["label"] or (text.endswith("…") and row["label"].startswith(text[:-1]))
            for text in lines[number]
        )


def test_some_views_have_ranges_and_some_what_is_only_perhaps_in_the_list() -> None:
    said = [text for filters in VIEWS for text in parameters(made(filters)[1])["texts"]]
    assert any(text.endswith(" ?") for text in said)
    assert any("–" in text for text in said)
    assert any("%" in text for text in said)
    assert any(text.startswith("0.") for text in said)


@of_each_view
@in_each_form
def test_the_scales_say_where_figures_and_ranks_begin_and_end(
    filters: FindingsFilters, narrow: bool
) -> None:
    listed, chart = made(filters)
    picture = plot(chart, narrow=narrow)
    end = strip_end(listed, filters)
    scale = [text for text in texts(picture) if text.y == -5]
    by_text = {text.text: text.x for text in scale}
    form = ".0%" if is_share(listed[0]) else ".2f"
    width = plot_width(picture)
    assert by_text[format(0, form)] == 0
    assert by_text[format(end, form)] == pytest.approx(width * FIGURES_END)
    assert by_text["1" if narrow else "Rank 1"] == pytest.approx(width * RANKS_START)
    assert by_text[f"Rank {LAST}"] == pytest.approx(width)
    assert len(scale) == 5


@pytest.mark.parametrize(
    ("highest", "end"),
    [(0.1, 0.2), (0.2, 0.2), (0.2001, 0.5), (0.5, 0.5), (0.5001, 1.0), (1.0, 1.0)],
)
@pytest.mark.parametrize("name", ["figure_ci_high", "invited_high"])
def test_the_strip_ends_at_a_quarter_a_half_or_all(
    rows: pd.DataFrame, name: str, highest: float, end: float
) -> None:
    low = {"figure_low": 0.05, "figure_high": 0.06, "figure_ci_low": 0.01, "invited_low": 0.01}
    given = rows.assign(**{**low, "figure_ci_high": 0.08, "invited_high": 0.08, name: highest})
    chart = ranked_list_specification(given, "Title", LAST, show_invited=True)
    assert parameters(chart)["most"] == end
    without = ranked_list_specification(given, "Title", LAST, show_invited=False)
    assert parameters(without)["most"] == (0.2 if name == "invited_high" else end)
    layer = "figures" if name == "figure_ci_high" else "invited"
    mark = chart["datasets"][layer][0]
    assert mark["to" if layer == "figures" else "end"] == pytest.approx(FIGURES_END * highest / end)


def test_what_stands_at_a_line_of_the_scale_is_what_the_line_is_called(rows: pd.DataFrame) -> None:
    small = rows.assign(figure_low=0.1, figure_high=0.1, figure_ci_low=0.05, figure_ci_high=0.2)
    picture = plot(ranked_list_specification(small, "Title", LAST, show_invited=False))
    strip = plot_width(picture) * FIGURES_END
    called = {text.text: text.x for text in texts(picture) if text.y == -5 and "%" in text.text}
    for name, place in called.items():
        assert 0.2 * place / strip == pytest.approx(float(name.removesuffix("%")) / 100)


@of_each_view
def test_a_mark_tells_figure_interval_rank_and_what_would_change_it(
    filters: FindingsFilters,
) -> None:
    listed, chart = made(filters)
    for name in ("figures", "ranks"):
        for mark, row, text in zip(
            chart["datasets"][name], listed, parameters(chart)["texts"], strict=True
        ):
            assert set(TOOLTIP) < set(mark)
            assert mark["Statement"] == mark["place"] == row["label"]
            assert mark["Figure"] == f"{text} (n = {row['n_base']})"
            ends = f"{row['figure_ci_low']:.0%} to {row['figure_ci_high']:.0%}"
            assert mark["95 % interval"] == (ends if is_share(row) else "none: not a share")
            assert mark["Rank"] == (
                f"{row['position']} in this list; {row['rank_best']} to {row['rank_worst']} under "
                "the alternatives"
            )
            assert mark["What would change this"].startswith(f"{row['flips_to_half']} who agree")


@of_each_view
def test_what_is_said_of_a_mark_is_its_statement_figure_and_rank(filters: FindingsFilters) -> None:
    listed, chart = made(filters)
    drawn = drawn_in_layers(plot(chart), chart, len(listed))
    for name, layer in drawn.items():
        for mark, row in zip(layer, listed, strict=True):
            assert mark.spoken.startswith(f"{row['label']}: ")
            assert f"{row['position']} in this list" in mark.spoken
            assert ("of all who were invited" in mark.spoken) == (name == "invited")


def test_those_invited_are_drawn_only_where_asked_for_and_known() -> None:
    layers = [set(made(filters)[1]["datasets"]) for filters in VIEWS]
    usual = {"figures", "ranks"}
    assert [some - usual for some in layers] == [set(), {"invited"}, *[set()] * 5]
    for filters in VIEWS:
        _, chart = made(filters)
        assert {layer["data"]["name"] for layer in chart["layer"]} == set(chart["datasets"])
        assert all(chart["datasets"].values())


def test_a_range_of_all_who_were_invited_is_told(rows: pd.DataFrame) -> None:
    chart = ranked_list_specification(rows, "Title", LAST, show_invited=True)
    for mark, row in zip(chart["datasets"]["invited"], records(rows), strict=True):
        ends = f"{row['invited_low']:.0%} to {row['invited_high']:.0%} of all who were invited"
        assert mark["Figure"].startswith(ends)


@pytest.mark.parametrize("statements", [1, 2, 50])
def test_a_single_row_is_drawn_whatever_the_number_of_statements(
    rows: pd.DataFrame, statements: int
) -> None:
    one = rows.head(1).assign(rank_best=1, rank_worst=statements)
    chart = ranked_list_specification(one, "Title", statements, show_invited=True)
    (rank,) = chart["datasets"]["ranks"]
    assert (rank["start"], rank["end"]) == (RANKS_START, 1 if statements > 1 else RANKS_START)
    assert len(marks(plot(chart))) == 5
    assert chart["height"] == ROW


def test_views_differ_in_their_data_and_layers_only(rows: pd.DataFrame) -> None:
    first = ranked_list_specification(rows, "Title", LAST, show_invited=True)
    kept = copy.deepcopy(first)
    _, other = made(FindingsFilters(list="divided"))
    again = ranked_list_specification(rows, "Title", LAST, show_invited=True)
    assert first == kept == again
    assert len(other["layer"]) == len(first["layer"]) - 1
    data = {"datasets", "title", "params", "height", "layer"}
    assert {key: part for key, part in first.items() if key not in data} == {
        key: part for key, part in other.items() if key not in data
    }


def test_a_click_chooses_the_first_mitigation_of_a_statement(rows: pd.DataFrame) -> None:
    several = rows.assign(mitigation_ids="A0007;A0008")
    chart = ranked_list_specification(several, "Title", LAST, show_invited=True)
    (selection,) = [one for one in chart["params"] if one["name"] == SELECTION]
    assert selection["select"]["fields"] == ["mitigation"]
    for some in chart["datasets"].values():
        assert {mark["mitigation"] for mark in some} == {"A0007"}
    _, usual = made(FindingsFilters())
    for mark, row in zip(usual["datasets"]["ranks"], records(rows), strict=True):
        assert mark["mitigation"] == row["mitigation_ids"].split(";")[0]
