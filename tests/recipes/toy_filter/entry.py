"""A filter of the answers, as it would stand among those that the Agreement page has."""

from dataclasses import dataclass

from views.filter_kinds import fixed_choices, one_of


@dataclass(frozen=True)
class ToyFilter:
    known: str = one_of(
        "Known",
        "Only rows whose agreement is known exactly.",
        default="any",
        choices=fixed_choices({"any": "All rows", "exactly": "Exactly"}),
        clause="only rows that are known {}",
    )
