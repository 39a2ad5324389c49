"""Estimates: a diamond at each share, between the ends of its interval, and no bar."""

import copy

import pandas as pd
import pytest

from charts import palette
from queries.records import records
from tests.charts.colours import contrast
from tests.charts.drawing import draw, marks, texts
from views.agreement.filters import AgreementFilters
from views.estimates.chart import ROW, estimates_specification
from views.estimates.rows import estimates

in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
# Of a plot: what is drawn beside it leaves no more.
WIDTH = 600
LIGHT, DARK = "#ffffff", "#0e1117"


@pytest.fixture
def rows(built_database: object) -> pd.DataFrame:
    return estimates(AgreementFilters("sara2025"))


@in_each_form
def test_a_diamond_stands_at_each_share(rows: pd.DataFrame, narrow: bool) -> None:
    ends = rows.assign(share=[0.0, 1.0, *rows["share"][2:]])
    ends[["share_low", "share_high"]] = ends[["share", "share"]].to_numpy()
    drawn = marks(draw(estimates_specification(ends, "Title"), width=WIDTH, narrow=narrow))
    centres = [(mark.left + mark.right) / 2 for mark in drawn]
    zero, one = centres[:2]
    for mark, centre, row in zip(drawn, centres, records(ends), strict=True):
        assert centre == pytest.approx(zero + row["share"] * (one - zero), abs=0.5)
        # As high as it is wide: nothing that runs from 0 to the share, as a bar does.
        assert mark.right - mark.left == pytest.approx(mark.bottom - mark.top, abs=1)
    assert [mark.top // ROW for mark in drawn] == list(range(len(ends)))
    assert {mark.fill for mark in drawn} == {palette.ESTIMATE}


def test_the_line_runs_from_end_to_end_of_the_interval(rows: pd.DataFrame) -> None:
    chart = estimates_specification(rows, "Title")
    for drawn, row in zip(chart["datasets"]["estimates"], records(rows), strict=True):
        assert (drawn["start"], drawn["estimate"], drawn["end"]) == (
            row["share_low"],
            row["share"],
            row["share_high"],
        )
    fields = {
        (
            layer["mark"]["type"],
            layer["encoding"]["x"]["field"],
            layer["encoding"].get("x2", {}).get("field"),
        )
        for layer in chart["layer"]
        if layer["mark"].get("opacity") != 0
    }
    assert fields == {
        ("rule", "start", "end"),
        ("tick", "start", None),
        ("tick", "end", None),
        ("point", "estimate", None),
    }


@in_each_form
def test_each_row_has_its_name_and_its_estimate_in_words(rows: pd.DataFrame, narrow: bool) -> None:
    seen = [
        text.text
        for text in texts(draw(estimates_specification(rows, "How\nn = 9"), narrow=narrow))
    ]
    assert "How n = 9" in seen
    for row in records(rows):
        assert row["label"] in seen
        assert f"{row['share']:.1%}" in seen


def test_a_mark_says_its_estimate_and_its_interval(rows: pd.DataFrame) -> None:
    spoken = {mark.spoken for mark in marks(draw(estimates_specification(rows, "Title")))}
    assert "Independent safety audits every year: 89.4%, 95 % interval 84.6% to 93.8%" in spoken


def test_views_differ_in_their_data_only(rows: pd.DataFrame) -> None:
    first = estimates_specification(rows, "Title")
    kept = copy.deepcopy(first)
    second = estimates_specification(rows.tail(1), "Another title")
    assert first == kept
    assert first["height"] == len(rows) * second["height"]


@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_the_colour_of_estimates_is_seen_on_both_grounds(ground: str) -> None:
    assert contrast(palette.ESTIMATE, ground) >= 3
