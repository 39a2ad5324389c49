"""Slides of real views, as a deck has them."""

from typing import Any

from exports.slide import Control, Deck, Option, Slide
from tests.exports.exhibits import SERVER
from views.agreement.filters import BASES, AgreementFilters, groups
from views.decks import HIGHEST_CHART
from views.permalinks import Permalink, address_of, exhibit_of


def agreement_slide(
    filters: AgreementFilters, *, highest: int | None = HIGHEST_CHART, **of_slide: Any
) -> Slide:
    """A slide of the Agreement page, in parts where it were higher than so many pixels."""
    view = Permalink("agreement", filters)
    further = {"note": "", "prediction": None, "controls": ()} | of_slide
    return Slide(address_of(view), exhibit_of(view, SERVER, highest), **further)


def bounds_slide(**of_slide: Any) -> Slide:
    """A slide of what one measure is known by: bounds."""
    filters = AgreementFilters(study="uuk2024", search="third-party pre-deployment")
    return agreement_slide(filters, **of_slide)


def controls_of(filters: AgreementFilters) -> tuple[Control, ...]:
    """A filter of which several values may be chosen, and one of which only one may."""
    affiliations = groups(filters.study, "affiliation").listed
    return (
        Control(
            "affiliation",
            "Affiliation",
            tuple(Option(choice.value, choice.label) for choice in affiliations),
            filters.affiliation,
            multiple=True,
        ),
        Control(
            "base",
            "Percentages of",
            tuple(Option(*base) for base in BASES.items()),
            (filters.base,),
            multiple=False,
        ),
    )


def deck_of(*slides: Slide, title: str = "What experts agree on") -> Deck:
    return Deck(title, slides, "2026.1")
