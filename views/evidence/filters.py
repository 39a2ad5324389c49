"""The filters of the evidence map."""

from dataclasses import dataclass

from queries.database import cached, run
from queries.records import records
from views.filter_kinds import Choice, Choices, any_of, one_of

SORTS = {
    "taxonomy": "Taxonomy",
    "gap": "Gaps first",
    "proposed": "Most proposed",
    "agreement": "Strongest agreement",
}


# What an order was called before.
CALLED_BEFORE = {"gap": "Never asked first"}
ORDERS = Choices(
    tuple(Choice(value, label, CALLED_BEFORE.get(value, "")) for value, label in SORTS.items())
)


@cached
def categories() -> Choices:
    """The categories of the taxonomy, without their subcategories."""
    taxonomy = run("taxonomy", {"mitigations": None})
    listed = records(taxonomy[taxonomy["parent_code"].isna()])
    return Choices(tuple(Choice(row["code"], f"{row['code']} {row['name']}") for row in listed))


@dataclass(frozen=True)
class EvidenceFilters:
    """What is asked for: categories of the taxonomy (none: all), and an order."""

    # Not ``category``: Streamlit takes parameters that this page has widgets of out of its links to
    # other pages.
    part: tuple[str, ...] = any_of(
        "Category of the taxonomy",
        "Only subcategories of these categories; repeat the key.",
        choices=lambda _filters: categories(),
        everything="All categories",
        clause="under {}",
    )
    sort: str = one_of(
        "Sort by",
        "Order of the subcategories.",
        default="taxonomy",
        choices=lambda _filters: ORDERS,
        also_called=("order",),
    )
