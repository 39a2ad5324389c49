"""The filters of the lists of findings."""

from dataclasses import dataclass

from analysis.rankings import LISTS
from queries.study import DEFAULT_STUDY
from views.agreement.filters import BASES, agreement_studies, groups
from views.filter_kinds import Choice, Choices, Filters, fixed_choices, one_of, whole_number
from views.wording import percent

EVERYONE = "All respondents"
INVITED = {"no": "Leave them out", "yes": "Show what they could change"}
# At most so many of a hundred may strongly disagree with what there is a consensus on.
AT_MOST = 3
PER_CENT_NEEDED = "A whole number of per cent, 0 to 100, is needed."


def _groups(filters: Filters) -> Choices:
    """All respondents, and each affiliation."""
    affiliations = groups(filters.study, "affiliation").listed
    return Choices((Choice(EVERYONE, EVERYONE), *affiliations))


def _thresholds(filters: Filters) -> str:
    """What sentences say of thresholds that were moved."""
    moved = []
    if filters.threshold != LISTS[filters.list].threshold:
        share = filters.threshold / 100
        least = f"{share:.2f}" if filters.list == "divided" else percent(share)
        moved.append(f"at least {least}")
    if filters.list == "consensus" and filters.at_most != AT_MOST:
        moved.append(f"at most {percent(filters.at_most / 100)} strongly disagree")
    return ", ".join(moved)


@dataclass(frozen=True)
class FindingsFilters:
    """What is asked for: a list of a study's statements, for all respondents or one group.

    ``at_least`` is the list's threshold in per cent (None: the list's own), ``at_most`` how many
    per cent may strongly disagree with what there is a consensus on. ``invited``: whether to show
    what those who did not answer could change.
    """

    study: str = one_of(
        "Study",
        "The survey.",
        default=DEFAULT_STUDY,
        choices=lambda _filters: agreement_studies(),
        kept_on_reset=True,
    )
    list: str = one_of(
        "List",
        "The list.",
        default="consensus",
        choices=fixed_choices({name: ranked.name for name, ranked in LISTS.items()}),
        # A threshold moved for one list says nothing about another.
        resets=("at_least",),
    )
    group: str = one_of(
        "Respondents",
        "All respondents, or one affiliation.",
        default=EVERYONE,
        choices=_groups,
        clause="only {}",
    )
    base: str = one_of(
        "Percentages of",
        "What shares are of: all respondents, or those with an opinion.",
        default="respondents",
        choices=fixed_choices(BASES),
    )
    at_least: int | None = whole_number(
        "At least (%)",
        "The threshold of the list in per cent; without it, the list's own.",
        most=100,
        default=None,
        needed=PER_CENT_NEEDED,
        placeholder=lambda filters: f"{LISTS[filters.list].threshold} (this list's own)",
        clause=_thresholds,
    )
    at_most: int = whole_number(
        "At most so many strongly disagree (%)",
        "At most so many per cent may strongly disagree with what there is a consensus on.",
        most=100,
        default=AT_MOST,
        needed=PER_CENT_NEEDED,
        enabled=lambda filters: filters.list == "consensus",
    )
    invited: str = one_of(
        "Those invited who did not answer",
        "Whether the page draws what those who did not answer could change.",
        default="no",
        choices=fixed_choices(INVITED),
    )

    @property
    def threshold(self) -> int:
        """The threshold that holds, in per cent."""
        return LISTS[self.list].threshold if self.at_least is None else self.at_least
