"""Tiles are as large as what they stand for, within their block, and none is lost."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from queries.records import Row, records
from tests.conftest import Facts
from views.taxonomy.chart import HEIGHT, WIDTHS
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.layout import GAP, HEADING, Tile, lay_out
from views.taxonomy.rows import taxonomy

NEARLY = 1e-6
# Where a block leaves no room below its heading, a tile is this flat.
FLAT = 0.01
# A category with one of so many mitigations has less room than there is between two blocks.
MOST_OF_SMALLEST = 200
FILTERS = [
    MitigationFilters(),
    MitigationFilters(year=("2023",)),
    MitigationFilters(document=("Wiener2024",)),
    MitigationFilters(document=("NIST2024", "Uuk2024")),
    MitigationFilters(asked="asked"),
    MitigationFilters(actor=("Outside assessor",)),
    MitigationFilters(lifecycle_stage=("Collect and process data",)),
    MitigationFilters(search="whistleblower"),
    MitigationFilters(search="red team"),
]
in_each_width = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)


def category(code: str, counts: list[int], own: int = 0) -> list[Row]:
    """The rows of a category with these subcategories; ``own`` is for one that has none."""
    below = [
        {"code": f"{code}.{number}", "parent_code": code, "mitigations": count}
        for number, count in enumerate(counts, 1)
    ]
    total = sum(counts) if counts else own
    return [{"code": code, "parent_code": None, "mitigations": total}, *below]


@st.composite
def taxonomies(draw: st.DrawFn) -> list[Row]:
    """Categories with any counts, of which none is all too small beside the others."""
    counts = st.integers(0, 30)
    listed = draw(st.lists(st.tuples(st.lists(counts, max_size=9), counts), min_size=1, max_size=6))
    rows = [row for i, (below, own) in enumerate(listed) for row in category(str(i), below, own)]
    totals = [row["mitigations"] for row in rows if row["parent_code"] is None]
    assume(any(totals))
    assume(sum(totals) <= MOST_OF_SMALLEST * min(total for total in totals if total))
    return rows


def full_area(tile: Tile) -> float:
    """The area of a tile with the gap to its neighbours."""
    return (tile.right - tile.left + GAP) * (tile.bottom - tile.top + GAP)


def tiles_of(block: Tile, tiles: list[Tile]) -> list[Tile]:
    code = block.row["code"]
    return [tile for tile in tiles if code in (tile.row["code"], tile.row["parent_code"])]


def assert_apart(tiles: list[Tile]) -> None:
    for one, other in combinations(tiles, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert across <= NEARLY or down <= NEARLY, (one, other)


def assert_within(
    tile: Tile, left: float, top: float, right: float, bottom: float, beyond: float = 0
) -> None:
    assert left - NEARLY <= tile.left <= tile.right <= right + NEARLY
    assert top - NEARLY <= tile.top <= tile.bottom <= bottom + beyond + NEARLY


def assert_laid_out(rows: list[Row], width: float) -> None:
    """All that must hold of any layout."""
    blocks, tiles = lay_out(rows, width, HEIGHT)
    tops = [row for row in rows if row["parent_code"] is None and row["mitigations"]]
    every = sum(row["mitigations"] for row in tops)
    assert Counter(block.row["code"] for block in blocks) == Counter(row["code"] for row in tops)
    assert_apart(blocks)
    assert_apart(tiles)
    for block in blocks:
        assert_within(block, 0, 0, width, HEIGHT)
        if block.right > block.left and block.bottom > block.top:
            room = width * HEIGHT * block.row["mitigations"] / every
            assert full_area(block) == pytest.approx(room)
        assert_tiles(block, tiles_of(block, tiles), rows)
    assert sum(tile.row["mitigations"] for tile in tiles) == every


def assert_tiles(block: Tile, tiles: list[Tile], rows: list[Row]) -> None:
    """All that must hold of the tiles of a block."""
    below = [row for row in rows if row["parent_code"] == block.row["code"] and row["mitigations"]]
    shown = below or [block.row]
    codes = Counter(tile.row["code"] for tile in tiles)
    assert codes == Counter(row["code"] for row in shown)
    top = min(block.top + HEADING, block.bottom)
    room = (block.right - block.left) * (block.bottom - top)
    for tile in tiles:
        assert_within(tile, block.left, top, block.right, block.bottom, beyond=FLAT)
        if tile.right > tile.left and tile.bottom > tile.top:
            share = tile.row["mitigations"] / block.row["mitigations"]
            assert full_area(tile) == pytest.approx(room * share)


@in_each_width
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_taxonomy_is_laid_out_under_any_filters(
    filters: MitigationFilters, width: float
) -> None:
    rows = records(taxonomy(filters))
    assert any(row["mitigations"] for row in rows)
    assert_laid_out(rows, width)


@in_each_width
@given(rows=taxonomies())
def test_any_counts_are_laid_out(rows: list[Row], width: float) -> None:
    assert_laid_out(rows, width)


@pytest.mark.parametrize(("form", "without_room"), [("wide", []), ("narrow", ["X.X"])])
def test_every_tile_of_the_whole_taxonomy_has_its_area(
    facts: Facts, form: str, without_room: list[str]
) -> None:
    proposed = Counter(row["code"] for row in facts["mitigations"])
    blocks, tiles = lay_out(records(taxonomy(MitigationFilters())), WIDTHS[form], HEIGHT)
    assert {tile.row["code"]: tile.row["mitigations"] for tile in tiles} == proposed
    tall = [block for block in blocks if block.bottom - block.top > HEADING]
    assert {block.row["code"] for block in tall} == set("1234") | {"X.X"} - {*without_room}
    for block in tall:
        room = (block.right - block.left) * (block.bottom - block.top - HEADING)
        own = tiles_of(block, tiles)
        assert sum(full_area(tile) for tile in own) == pytest.approx(room)
        for tile in own:
            assert_within(tile, block.left, block.top + HEADING, block.right, block.bottom)
            share = proposed[tile.row["code"]] / block.row["mitigations"]
            assert full_area(tile) == pytest.approx(room * share)


@in_each_width
def test_the_same_rows_are_laid_out_the_same(width: float) -> None:
    rows = records(taxonomy(MitigationFilters()))
    kept = [dict(row) for row in rows]
    first, second = lay_out(rows, width, HEIGHT), lay_out(rows, width, HEIGHT)
    assert first == second
    assert rows == kept


def test_wide_and_narrow_are_laid_out_differently() -> None:
    rows = records(taxonomy(MitigationFilters()))
    wide, narrow = (lay_out(rows, width, HEIGHT) for width in WIDTHS.values())
    assert max(tile.right for tile in narrow[1]) < min(WIDTHS.values())
    assert [tile.row["code"] for tile in wide[1]] == [tile.row["code"] for tile in narrow[1]]
    assert wide != narrow


@in_each_width
def test_larger_categories_and_tiles_come_first(width: float) -> None:
    blocks, tiles = lay_out(records(taxonomy(MitigationFilters())), width, HEIGHT)
    assert [block.row["code"] for block in blocks] == ["3", "1", "4", "2", "X.X"]
    for block in blocks:
        counts = [tile.row["mitigations"] for tile in tiles_of(block, tiles)]
        assert counts == sorted(counts, reverse=True)


@in_each_width
def test_a_single_mitigation_has_all_the_room(width: float) -> None:
    rows = [*category("1", [0, 1, 0]), *category("2", [0]), *category("3", [], 0)]
    (block,), (tile,) = lay_out(rows, width, HEIGHT)
    assert (block.row["code"], tile.row["code"]) == ("1", "1.2")
    assert (block.right, block.bottom) == pytest.approx((width - GAP, HEIGHT - GAP))
    assert (tile.left, tile.top) == pytest.approx((0, HEADING))


@in_each_width
def test_a_category_with_one_mitigation_among_many_has_its_tile(width: float) -> None:
    rows = [*category("1", [120, 60, 10]), *category("X.X", [], 1)]
    assert_laid_out(rows, width)
    blocks, tiles = lay_out(rows, width, HEIGHT)
    small = [tile for tile in tiles if tile.row["code"] == "X.X"]
    assert len(blocks) == 2
    assert len(small) == 1


def test_without_mitigations_there_are_no_tiles() -> None:
    assert lay_out(category("1", [0, 0]), 358, HEIGHT) == ([], [])


@pytest.mark.parametrize(("form", "counts"), [("wide", (719, 1)), ("narrow", (238, 238, 1))])
def test_one_mitigation_among_a_great_many_is_laid_out_too(
    form: str, counts: tuple[int, ...]
) -> None:
    rows = [row for code, count in enumerate(counts) for row in category(str(code), [count])]
    assert_laid_out(rows, WIDTHS[form])
