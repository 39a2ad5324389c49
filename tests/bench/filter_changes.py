"""What visitors choose: filters by name in the address, values as shown."""

from collections.abc import Iterator
from itertools import product

from tests.bench.browser_session import Filters, Value
from views.agreement.filters import AgreementFilters
from views.evidence.filters import EvidenceFilters
from views.filter_kinds import choices_of
from views.taxonomy.filters import MitigationFilters

ONE_OF = ("sort", "base", "split")
LARGEST_MIN_N = 5


# The empty app as it first is, then with each other letter.
EMPTY_VIEWS: list[Filters] = [{}, {"letter": "B"}, {"letter": "C"}]


def warm_views() -> list[Filters]:
    """The Agreement page at first, then with each filter set to each other value: all different."""
    labels = _labels(AgreementFilters())
    single = [{name: label} for name in ONE_OF for label in labels[name][1:]]
    groups = [{"affiliation": [label]} for label in labels["affiliation"]]
    return [{}, *single, *groups]


def taxonomy_views() -> list[Filters]:
    """The Taxonomy page as it first is, then with each category and subcategory."""
    return [{}, *({"category": [label]} for label in _labels(MitigationFilters())["category"])]


def evidence_views() -> list[Filters]:
    """The Evidence map as it first is, then in each other order."""
    return [{}, *({"sort": label} for label in _labels(EvidenceFilters())["sort"][1:])]


def unseen_views() -> Iterator[Filters]:
    """What no one has asked of the Agreement page, every second one split by affiliation."""
    labels = _labels(AgreementFilters())
    single = product(*(labels[name][::-1] for name in ONE_OF))
    for min_n, chosen in product(range(1, LARGEST_MIN_N + 1), single):
        values: dict[str, Value] = dict(zip(ONE_OF, chosen, strict=True))
        yield {"min_n": float(min_n), **values}


def _labels(filters: object) -> dict[str, list[str]]:
    """What can be chosen, by filter, as it is called on the pages."""
    return {name: [one.label for one in choices.listed] for name, _, choices in choices_of(filters)}
