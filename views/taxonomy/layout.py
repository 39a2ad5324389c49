"""Where every tile of the taxonomy's map goes, in pixels of a drawing of given size."""

from collections.abc import Iterator
from dataclasses import dataclass

import squarify

from queries.records import Row

HEADING, GAP = 24, 1.5
# Where a heading or a gap leaves no room, tiles are too small to be drawn.
SMALLEST = 0.01


@dataclass(frozen=True)
class Tile:
    """A rectangle: its row, and its left, top, right and bottom, in pixels from the left top."""

    row: Row
    left: float
    top: float
    right: float
    bottom: float


def lay_out(rows: list[Row], width: float, height: float) -> tuple[list[Tile], list[Tile]]:
    """Blocks of the categories and, within them below a heading, tiles of what stands under them.

    ``rows`` as ``views.taxonomy.rows.taxonomy`` returns them. Areas of tiles are in proportion to
    ``mitigations``, but for the headings; what has none has no tile.
    """
    tops = [row for row in rows if row["parent_code"] is None and row["mitigations"]]
    blocks = list(_squared(tops, 0, 0, width, height))
    tiles = [tile for block in blocks for tile in _tiles(block, rows)]
    return blocks, tiles


def _tiles(block: Tile, rows: list[Row]) -> Iterator[Tile]:
    code = block.row["code"]
    below = [row for row in rows if row["parent_code"] == code and row["mitigations"]]
    top = min(block.top + HEADING, block.bottom)
    yield from _squared(
        below or [block.row], block.left, top, block.right - block.left, block.bottom - top
    )


def _squared(
    rows: list[Row], left: float, top: float, width: float, height: float
) -> Iterator[Tile]:
    width, height = max(width, SMALLEST), max(height, SMALLEST)
    ordered = sorted(rows, key=lambda row: -row["mitigations"])
    sizes = [float(row["mitigations"]) for row in ordered]
    areas = squarify.normalize_sizes(sizes, width, height)
    rectangles = squarify.squarify(areas, left, top, width, height)
    for row, place in zip(ordered, rectangles, strict=True):
        yield Tile(
            row,
            place["x"],
            place["y"],
            max(place["x"], place["x"] + place["dx"] - GAP),
            max(place["y"], place["y"] + place["dy"] - GAP),
        )
