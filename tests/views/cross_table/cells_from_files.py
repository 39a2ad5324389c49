"""The cells of a cross-table, counted once more from the file of a study."""

from collections import Counter
from typing import Any

from tests.views.agreement.selected_respondents import wilson
from tests.views.agreement.test_scales import NO_GROUP, answers, described
from views.cross_table.filters import CrossTableFilters

Cell = dict[str, Any]
Place = tuple[str, str]


def cells_from_file(filters: CrossTableFilters, rows: str, columns: str) -> dict[Place, Cell]:
    """n, share and interval of every cell that somebody answered in, by row and column, for a
    question of a study that has no risk areas; ``rows`` and ``columns`` are the two dimensions."""
    description = described(filters.study)
    question = next(one for one in description["questions"] if filters.question in ("", one["id"]))
    scale = next(one for one in description["scales"] if one["id"] == question["scale"])
    labels = {
        item["id"]: item["label"]
        for item in description["items"]
        if item["question"] == question["id"]
    }
    option_of = {value: option for option in scale["options"] for value in option["written"]}
    group_of = {
        dimension: {value: name for name, values in listed.items() for value in values}
        for dimension, listed in description["groups"].items()
    }
    only_item = filters.item or next(iter(labels))
    frame = answers(filters.study)
    counted: dict[Place, Counter[str]] = {}
    for item, affiliation, expertise, answer, n in zip(
        *(frame[name] for name in ("item", "affiliation", "expertise", "answer", "n")), strict=True
    ):
        belongs = {
            "item": labels.get(item, NO_GROUP),
            "affiliation": group_of["affiliation"].get(affiliation, NO_GROUP),
            "expertise": group_of.get("expertise", {}).get(expertise, NO_GROUP),
        }
        place = belongs[rows], belongs[columns]
        wanted = item in labels and NO_GROUP not in place
        if "item" not in (rows, columns):
            wanted &= item == only_item
        for dimension in ("affiliation", "expertise"):
            chosen = getattr(filters, dimension)
            wanted &= not chosen or belongs[dimension] in chosen
        if wanted:
            option = option_of[answer]
            counted.setdefault(place, Counter())[_kind(option)] += n
    found = {place: _figures(counts, filters) for place, counts in counted.items()}
    return {place: cell for place, cell in found.items() if cell["n"] >= max(filters.min_n, 1)}


def _kind(option: dict[str, Any]) -> str:
    if option["stance"] == "none":
        return "unsure" if option.get("answered", True) else "unanswered"
    return "for" if option["stance"] == "for" else "other"


def _figures(counts: Counter[str], filters: CrossTableFilters) -> Cell:
    n = counts["for"] + counts["other"]
    n += counts["unsure"] if filters.base == "respondents" else 0
    if not n:
        return {"n": 0}
    low, high = wilson(counts["for"], n)
    return {"n": n, "share": counts["for"] / n, "ci_low": low, "ci_high": high}
