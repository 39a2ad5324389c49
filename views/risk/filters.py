"""Which risk is asked for."""

from dataclasses import dataclass

from queries.records import records
from views.filter_kinds import folded, identifier
from views.risks.rows import every_risk

EXAMPLE = "7.1"
UNKNOWN = (
    "There is no such risk. Codes are those of the MIT AI Risk Repository: 1 to 7 for domains, and "
    f"such as {EXAMPLE} for risks in them."
)


def code_meant(text: str) -> str | None:
    """The code of the risk that is meant by its code or its name; None if there is none."""
    for row in records(every_risk()):
        if folded(text) in {folded(name) for name in (row["code"], row["risk"])}:
            return str(row["code"])
    return None


@dataclass(frozen=True)
class RiskFilters:
    """Which risk is asked for: the code of a risk or of a domain; empty: none."""

    risk: str = identifier(
        "Risk",
        "Code in the MIT AI Risk Repository, of a risk or of a domain, which takes in its risks.",
        find=code_meant,
        unknown=UNKNOWN,
    )
