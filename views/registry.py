"""The one list of views: for navigation, permalinks, the data API, citations, decks and exports."""

from views.answers import ANSWERS
from views.compare.view import COMPARE
from views.cross_table.view import CROSS_TABLE_VIEW
from views.evidence.view import EVIDENCE
from views.experts_and_public.view import EXPERTS_AND_PUBLIC
from views.findings.view import FINDINGS
from views.mitigation.view import MITIGATION
from views.overview.view import OVERVIEW
from views.risk.view import RISK
from views.risks.view import RISKS
from views.taxonomy.view import TAXONOMY
from views.view import Table, ViewKind

VIEWS: tuple[ViewKind, ...] = (
    OVERVIEW,
    ANSWERS,
    FINDINGS,
    COMPARE,
    CROSS_TABLE_VIEW,
    EXPERTS_AND_PUBLIC,
    TAXONOMY,
    EVIDENCE,
    RISKS,
    RISK,
    MITIGATION,
)


def view_at(address: str) -> ViewKind:
    """The view whose page has an address.

    Raises
    ------
    LookupError
        There is none; the message says which there are.
    """
    for kind in VIEWS:
        if kind.page.address == address:
            return kind
    known = ", ".join(kind.page.address for kind in VIEWS if kind.page.address)
    raise LookupError(f"There is no page “{address}” with views. Possible: {known}.")


def tables() -> dict[str, tuple[ViewKind, Table]]:
    """Every table by its name, with the view that it is of."""
    return {table.name: (kind, table) for kind in VIEWS for table in kind.tables}
