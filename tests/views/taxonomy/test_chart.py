"""The map of the taxonomy: what its tiles say and show, drawn wide and narrow."""

import copy

import pandas as pd
import pytest

from charts import palette
from charts.specification import SELECTION, Specification
from queries.records import Row, records
from tests.charts.colours import contrast
from tests.charts.drawing import Mark, draw, marks, texts
from views.taxonomy.chart import HEIGHT, WIDTHS, taxonomy_map_specification
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.layout import lay_out
from views.taxonomy.rows import taxonomy

FILTERS = [
    MitigationFilters(),
    MitigationFilters(asked="asked"),
    MitigationFilters(document=("Wiener2024",)),
    MitigationFilters(search="red team", year=("2024",)),
]
CHOICES: list[list[str]] = [[], ["2"], ["3.1", "X.X"], ["1", "1.2", "4.6"]]
TITLE = "What is shown, with n"
in_each_form = pytest.mark.parametrize("form", WIDTHS)


def specification(counted: pd.DataFrame, chosen: list[str] | None = None) -> Specification:
    return taxonomy_map_specification(counted, TITLE, chosen or [])


def drawn_in(form: str, chart: Specification) -> str:
    return draw(chart, width=WIDTHS[form], narrow=form == "narrow")


def by_code(counted: pd.DataFrame) -> dict[str, Row]:
    return {row["code"]: row for row in records(counted)}


def code_of(mark: Mark) -> str:
    return mark.spoken.split(" ")[0]


@pytest.fixture(params=FILTERS, ids=str)
def counted(request: pytest.FixtureRequest, built_database: object) -> pd.DataFrame:
    return taxonomy(request.param)


@pytest.fixture
def everything(built_database: object) -> pd.DataFrame:
    return taxonomy(MitigationFilters())


def test_a_tile_says_what_the_table_says(counted: pd.DataFrame) -> None:
    rows = by_code(counted)
    data = specification(counted)["datasets"]
    for tile in [*data["blocks"], *data["tiles"]]:
        row = rows[tile["code"]]
        assert tile["name"] == tile["Part of the taxonomy"] == f"{row['code']} {row['name']}"
        assert tile["category"] == (row["parent_code"] or row["code"])
        number, asked = tile["count"].split(", ")
        assert (number, asked) == (
            str(row["mitigations"]),
            f"{row['asked'] or 'none'} asked",
        )
        figures = (tile["Mitigations"], tile["Documents"], tile["Asked of experts"])
        assert figures == (str(row["mitigations"]), str(row["documents"]), str(row["asked"]))
        assert tile["Definition"] == row["description"]


def test_there_is_a_tile_for_all_that_is_proposed(counted: pd.DataFrame) -> None:
    proposed = {code: row for code, row in by_code(counted).items() if row["mitigations"]}
    data = specification(counted)["datasets"]
    blocks = [tile["code"] for tile in data["blocks"]]
    tiles = [tile["code"] for tile in data["tiles"]]
    assert sorted(blocks) == [code for code, row in proposed.items() if row["parent_code"] is None]
    # What fits into no category has a tile of its own in its block.
    assert sorted(tiles) == [
        code for code, row in proposed.items() if row["parent_code"] or code == "X.X"
    ]


@in_each_form
def test_tiles_are_placed_as_laid_out(counted: pd.DataFrame, form: str) -> None:
    width = WIDTHS[form]
    laid_out = lay_out(records(counted), width, HEIGHT)
    data = specification(counted)["datasets"]
    for kind, tiles in zip(("blocks", "tiles"), laid_out, strict=True):
        placed = {tile["code"]: tile for tile in data[kind]}
        assert set(placed) == {tile.row["code"] for tile in tiles}
        for tile in tiles:
            found = placed[tile.row["code"]]
            assert found[f"{form}_left"] == pytest.approx(tile.left / width)
            assert found[f"{form}_right"] == pytest.approx(tile.right / width)
            assert found[f"{form}_top"] == tile.top
            assert found[f"{form}_bottom"] == tile.bottom


@in_each_form
@pytest.mark.parametrize("stretched", [0.8, 1.0, 1.3])
def test_tiles_are_drawn_where_they_are_placed(
    everything: pd.DataFrame, form: str, stretched: float
) -> None:
    chart = specification(everything)
    shown = marks(draw(chart, width=round(WIDTHS[form] * stretched), narrow=form == "narrow"))
    right = max(mark.right for mark in shown)
    data = [*chart["datasets"]["blocks"], *chart["datasets"]["tiles"]]
    drawn = [tile for tile in data if tile[f"{form}_bottom"] - tile[f"{form}_top"] > 1]
    farthest = max(tile[f"{form}_right"] for tile in drawn)
    assert len(shown) == len(drawn) >= 31
    for mark, tile in zip(shown, drawn, strict=True):
        assert mark.spoken == f"{tile['name']}: {tile['count']}"
        for side in ("left", "right"):
            share = tile[f"{form}_{side}"] / farthest
            assert getattr(mark, side) == pytest.approx(right * share, abs=0.01)
        assert (mark.top, mark.bottom) == pytest.approx(
            (tile[f"{form}_top"], tile[f"{form}_bottom"]), abs=0.01
        )


@in_each_form
@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_what_is_chosen_keeps_its_colour_and_the_rest_is_pale(
    everything: pd.DataFrame, chosen: list[str], form: str
) -> None:
    rows = by_code(everything)
    chart = specification(everything, chosen)
    for tile in [*chart["datasets"]["blocks"], *chart["datasets"]["tiles"]]:
        parent = rows[tile["code"]]["parent_code"]
        assert tile["shown"] == (not chosen or tile["code"] in chosen or parent in chosen)
    fills: dict[bool, set[str]] = {True: set(), False: set()}
    for mark in marks(drawn_in(form, chart)):
        category = rows[code_of(mark)]["parent_code"] or code_of(mark)
        shown = not chosen or code_of(mark) in chosen or category in chosen
        assert mark.fill == (palette.CATEGORIES[category] if shown else palette.PALE)
        assert mark.opacity == 1
        fills[shown].add(mark.fill)
    assert fills[True]
    assert fills[False] == ({palette.PALE} if chosen else set())


@in_each_form
@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_texts_can_be_read_on_every_tile(
    everything: pd.DataFrame, chosen: list[str], form: str
) -> None:
    picture = drawn_in(form, specification(everything, chosen))
    seen = [text for text in texts(picture) if " ".join(text.text.split()) != TITLE]
    assert {text.fill for text in seen} == {palette.DARK_INK}
    for mark in marks(picture):
        assert contrast(mark.fill, palette.DARK_INK) >= 4.5


def test_a_wide_map_names_what_is_proposed_often(everything: pd.DataFrame) -> None:
    seen = [text.text for text in texts(drawn_in("wide", specification(everything)))]
    often = [row for row in records(everything) if row["mitigations"] >= 12]
    assert len(often) > 20
    for row in often:
        name = f"{row['code']} {row['name']}"
        # A line may end after a hyphen.
        assert name in seen or name.replace("-", "- ") in seen
        number, asked = row["mitigations"], row["asked"] or "none"
        if row["kind"] == "subcategory":
            assert f"{number}, {asked} asked" in seen or str(number) in seen


@in_each_form
def test_a_map_has_at_least_the_code_of_all_but_the_smallest(
    everything: pd.DataFrame, form: str
) -> None:
    seen = {text.text.split(" ")[0] for text in texts(drawn_in(form, specification(everything)))}
    expected = {row["code"] for row in records(everything) if row["mitigations"] >= 8}
    assert len(expected) > 20
    assert expected <= seen


@in_each_form
def test_texts_start_within_their_tiles(everything: pd.DataFrame, form: str) -> None:
    picture = drawn_in(form, specification(everything))
    shown = marks(picture)
    seen = [text for text in texts(picture) if text.fill == palette.DARK_INK]
    assert len(seen) > 31
    for text in seen:
        assert any(
            mark.left < text.x < mark.right and mark.top < text.y < mark.bottom for mark in shown
        )


def test_names_are_broken_into_lines_between_words_only(everything: pd.DataFrame) -> None:
    for tile in specification(everything)["datasets"]["tiles"]:
        parts = {*tile["name"].split(), *tile["name"].replace("-", "- ").split()}
        wrapped = [text for key, text in tile.items() if key.startswith("wrapped_")]
        assert len(wrapped) == 2
        for text in wrapped:
            assert set(text.split()) <= parts


@in_each_form
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_map_draws_under_any_filters(filters: MitigationFilters, form: str) -> None:
    counted = taxonomy(filters)
    chart = specification(counted)
    picture = drawn_in(form, chart)
    flat = [
        tile["code"]
        for tile in [*chart["datasets"]["blocks"], *chart["datasets"]["tiles"]]
        if tile[f"{form}_bottom"] - tile[f"{form}_top"] <= 1
    ]
    drawn = [code_of(mark) for mark in marks(picture)]
    expected = [tile["code"] for tiles in chart["datasets"].values() for tile in tiles]
    assert sorted(drawn + flat) == sorted(expected)
    assert TITLE in {" ".join(text.text.split()) for text in texts(picture)}


def test_views_differ_in_their_data_only(everything: pd.DataFrame) -> None:
    first = specification(everything)
    kept = copy.deepcopy(first)
    second = taxonomy_map_specification(taxonomy(FILTERS[1]), "Another title", ["2"])
    assert first == kept
    assert first["datasets"] != second["datasets"]
    data = {"datasets", "title"}
    assert {key: part for key, part in first.items() if key not in data} == {
        key: part for key, part in second.items() if key not in data
    }


def test_a_click_chooses_the_code_of_a_tile(everything: pd.DataFrame) -> None:
    chart = specification(everything)
    (selection,) = [one for one in chart["params"] if one["name"] == SELECTION]
    assert selection["select"]["fields"] == ["code"]
    codes = {tile["code"] for tiles in chart["datasets"].values() for tile in tiles}
    assert codes == set(everything["code"])
