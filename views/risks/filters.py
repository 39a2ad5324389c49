"""The filters of the list of risks."""

from dataclasses import dataclass

from queries.database import cached, run
from queries.records import records
from views.filter_kinds import Choice, Choices, any_of, fixed_choices, one_of

SORTS = {
    "repository": "Domain and code",
    "least_governed": "Fewest documents first",
    "most_governed": "Most documents first",
    "most_asked": "Asked by most studies first",
}


@cached
def domains() -> Choices:
    """The domains of risk."""
    listed = records(run("risks"))
    return Choices(
        tuple(
            Choice(row["code"], f"{row['code']} {row['risk']}")
            for row in listed
            if row["is_domain"]
        )
    )


@dataclass(frozen=True)
class RisksFilters:
    """What is asked for: domains of risk (none: all), and an order."""

    # Not ``risk``: Streamlit takes parameters that this page has widgets of out of its links to
    # other pages, and these lead to the page of a risk.
    domain: tuple[str, ...] = any_of(
        "Domain of risk",
        "Only risks in these domains; repeat the key.",
        choices=lambda _filters: domains(),
        everything="All domains",
        clause="only risks in {}",
    )
    sort: str = one_of(
        "Sort by",
        "Order of the risks.",
        default="repository",
        choices=fixed_choices(SORTS),
    )
