"""Which mitigation is asked for."""

import re
from dataclasses import dataclass

from views.filter_kinds import identifier
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations

IDENTIFIER = re.compile(r"(A[0-9]{4})(_.*)?")
EXAMPLE = "A0197"
UNKNOWN = f"There is no such mitigation. Identifiers are A and four digits, such as {EXAMPLE}."


def identifier_meant(text: str) -> str:
    """An identifier as written in an address: without blanks, in capitals, without its source."""
    written = text.strip().upper()
    matched = IDENTIFIER.fullmatch(written)
    return matched[1] if matched else written


def _find(text: str) -> str | None:
    meant = identifier_meant(text)
    return meant if meant in set(mitigations(MitigationFilters())["mitigation_id"]) else None


@dataclass(frozen=True)
class RecordFilters:
    """Which mitigation is asked for: its identifier; empty: none."""

    id: str = identifier(
        "Mitigation",
        "Identifier in the MIT AI Risk Mitigation Database.",
        find=_find,
        unknown=UNKNOWN,
    )
