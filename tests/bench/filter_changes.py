"""What visitors choose: filters by name in the address, values as shown."""

from collections.abc import Iterator
from itertools import product

from queries import evidence, mitigation_filters
from queries.filters import DEFAULT_STUDY, choices
from tests.bench.browser_session import Filters, Value

ONE_OF = ("sort", "base", "split")
LARGEST_MIN_N = 5


def warm_views() -> list[Filters]:
    """The Agreement page at first, then with each filter set to each other value: all different."""
    single = [{name: label} for name in ONE_OF for label in _labels(name)[1:]]
    groups = [{"affiliation": [label]} for label in _labels("affiliation")]
    return [{}, *single, *groups]


def taxonomy_views() -> list[Filters]:
    """The Taxonomy page as it first is, then with each category and subcategory."""
    return [
        {},
        *({"category": [one.label]} for one in mitigation_filters.choices().values["category"]),
    ]


def evidence_views() -> list[Filters]:
    """The Evidence map as it first is, then in each other order."""
    return [{}, *({"order": one.label} for one in evidence.choices().values["order"][1:])]


def unseen_views() -> Iterator[Filters]:
    """What no one has asked of the Agreement page, every second one split by affiliation."""
    single = product(*(_labels(name)[::-1] for name in ONE_OF))
    for min_n, labels in product(range(1, LARGEST_MIN_N + 1), single):
        chosen: dict[str, Value] = dict(zip(ONE_OF, labels, strict=True))
        yield {"min_n": float(min_n), **chosen}


def _labels(name: str) -> list[str]:
    return [choice.label for choice in choices(DEFAULT_STUDY).values[name]]
