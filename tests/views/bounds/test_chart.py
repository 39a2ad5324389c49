"""Published bounds: a bar from each bound to 100 %, and the bound in words."""

import copy

import pandas as pd
import pytest

from tests.charts.drawing import Mark, draw, marks, texts
from tests.conftest import Facts
from views.bounds.chart import BAR, COMBINATION, ROW, bounds_specification
from views.bounds.rows import published_bounds

MEASURE = "third-party-pre-deployment-model-audits"
in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


@pytest.fixture
def bounds(built_database: object) -> pd.DataFrame:
    return published_bounds("uuk2024", MEASURE)


def printed(facts: Facts) -> list[tuple[str, float]]:
    """What each bound of the measure is about, and the bound."""
    return [
        (row["risk_area"] or COMBINATION, float(row["value"]))
        for row in facts["uuk2024_published"]
        if row["item_id"] == MEASURE
    ]


def about(mark: Mark) -> str:
    return mark.spoken.split(":")[0]


@in_each_form
def test_a_bar_runs_from_each_bound_to_100_percent(
    facts: Facts, bounds: pd.DataFrame, narrow: bool
) -> None:
    bars = marks(draw(bounds_specification(bounds, "Title"), narrow=narrow))
    (end,) = {round(bar.right, 6) for bar in bars}
    expected = printed(facts)
    assert len(expected) == 5
    assert [about(bar) for bar in bars] == [name for name, _ in expected]
    for number, (bar, (_, bound)) in enumerate(zip(bars, expected, strict=True)):
        assert bar.left == pytest.approx(bound * end)
        assert bar.bottom - bar.top == pytest.approx(BAR)
        assert bar.top // ROW == number


@pytest.mark.parametrize("bound", [0.0, 0.05, 0.4, 0.95, 1.0])
def test_any_bound_is_drawn(bounds: pd.DataFrame, bound: float) -> None:
    picture = draw(bounds_specification(bounds.assign(value=[bound, *[0.5] * 4]), "Title"))
    first, *others = marks(picture)
    assert first.left == pytest.approx(bound * others[0].right, abs=1e-6)
    assert first.spoken.endswith(f"more than {round(100 * bound)}%, no exact figure")


@in_each_form
def test_each_bar_has_its_bound_in_words(bounds: pd.DataFrame, narrow: bool) -> None:
    chart = bounds_specification(bounds.assign(value=[0.6, 0.55, 0.5, 0.45, 0.4]), "Title")
    seen = texts(draw(chart, narrow=narrow))
    shown = sorted((text.y, text.text) for text in seen if text.text.startswith(">"))
    assert [text for _, text in shown] == ["> 60%", "> 55%", "> 50%", "> 45%", "> 40%"]


@in_each_form
def test_each_bar_has_a_name(facts: Facts, bounds: pd.DataFrame, narrow: bool) -> None:
    picture = draw(bounds_specification(bounds, "How many agree\nn = 76"), narrow=narrow)
    seen = {text.text for text in texts(picture)}
    assert "How many agree n = 76" in seen
    for name, _ in printed(facts):
        # On a narrow screen a long name is cut short.
        assert name in seen or (narrow and any(text.startswith(name[:12]) for text in seen))


def test_a_bar_says_what_is_published_and_where(facts: Facts, bounds: pd.DataFrame) -> None:
    chart = bounds_specification(bounds, "Title")
    for bar, (name, bound) in zip(chart["datasets"]["bounds"], printed(facts), strict=True):
        assert (bar["About"], bar["place"], bar["bound"]) == (name, name, bound)
        assert bar["Published"] == f"more than {round(100 * bound)}%, no exact figure"
        assert bar["Where"] == "Abstract"
    spoken = [bar.spoken for bar in marks(draw(chart))]
    assert spoken[0] == "Critical infrastructure: more than 60%, no exact figure"
    assert spoken[-1] == "In the preferred combination: more than 40%, no exact figure"


def test_views_differ_in_their_data_only(bounds: pd.DataFrame) -> None:
    first = bounds_specification(bounds, "Title")
    kept = copy.deepcopy(first)
    second = bounds_specification(bounds.tail(1), "Another title")
    assert first == kept
    assert first["height"] == 5 * second["height"]
    data = {"datasets", "title", "params", "height"}
    assert {key: part for key, part in first.items() if key not in data} == {
        key: part for key, part in second.items() if key not in data
    }
    (bar,) = marks(draw(second))
    assert about(bar) == COMBINATION
