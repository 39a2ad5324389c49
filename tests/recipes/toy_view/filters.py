"""The filters of the view."""

from dataclasses import dataclass

from queries.study import DEFAULT_STUDY
from views.agreement.filters import every_study
from views.filter_kinds import one_of, whole_number


@dataclass(frozen=True)
class ToyFilters:
    """What is asked for."""

    study: str = one_of(
        "Study",
        "The survey.",
        default=DEFAULT_STUDY,
        choices=lambda _filters: every_study(),
        kept_on_reset=True,
    )
    least: int = whole_number(
        "Fewest words",
        "Only statements of at least so many words.",
        most=100,
        clause="only statements of at least {} words",
    )
