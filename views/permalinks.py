"""Addresses at which exactly one view opens: made, read, and what they lead to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from exports.exhibit import Exhibit
from queries.agreement import studies
from queries.build_info import data_version
from queries.filters import Filters
from queries.mitigation_record import RecordFilters
from queries.query_params import ParameterProblem, QueryParams
from views import exhibits, parameters
from views.exhibits import BY_DOCUMENT, CHOSEN_TOGETHER, Appearance
from views.parameters import DATA_VERSION, FilterKind, read_appearance

Tables = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class LinkedPage:
    """A page whose views have addresses: its parameters, what it shows, and as which tables."""

    parameters: FilterKind
    exhibit: Callable[[Any, Appearance, int | None], Exhibit]
    tables: Callable[[Any, Appearance], Tables]


@dataclass(frozen=True)
class Permalink:
    """A view: the address of its page, what is asked for, and how the page looks.

    ``appearance`` holds names and values; both are as in the address.
    """

    page: str
    filters: Any
    appearance: tuple[tuple[str, str], ...] = ()


def _of_survey(filters: Filters, appearance: Appearance) -> Tables:
    study = studies()[filters.study]
    if appearance.get("view") == CHOSEN_TOGETHER:
        return ("combinations",)
    if not study.counted:
        return ("bounds",)
    single = ("responses",) if study.responses_are_public else ()
    return ("agreement", "cells", *single)


def _of_taxonomy(_filters: object, appearance: Appearance) -> Tables:
    if appearance.get("view") == BY_DOCUMENT:
        return ("coverage", "mitigations", "taxonomy")
    return ("mitigations", "taxonomy", "coverage")


def _of_record(filters: RecordFilters, _appearance: Appearance) -> Tables:
    answers = ("mitigation_answers",) if filters.id else ()
    return ("mitigation", *answers)


def _always(*names: str) -> Callable[[Any, Appearance], Tables]:
    return lambda _filters, _appearance: names


VIEWS = {
    "": LinkedPage(parameters.OVERVIEW, exhibits.overview_exhibit, _always("overview")),
    "agreement": LinkedPage(parameters.SURVEY, exhibits.survey_exhibit, _of_survey),
    "findings": LinkedPage(parameters.FINDINGS, exhibits.findings_exhibit, _always("findings")),
    "compare": LinkedPage(parameters.COMPARE, exhibits.compare_exhibit, _always("compare")),
    "taxonomy": LinkedPage(parameters.TAXONOMY, exhibits.taxonomy_exhibit, _of_taxonomy),
    "evidence": LinkedPage(
        parameters.EVIDENCE, exhibits.evidence_exhibit, _always("evidence", "items")
    ),
    "mitigation": LinkedPage(parameters.RECORD, exhibits.record_exhibit, _of_record),
}


def filters_of(permalink: Permalink) -> str:
    """What is asked for, as a query string."""
    return urlencode(VIEWS[permalink.page].parameters.query_params(permalink.filters))


def address_of(permalink: Permalink) -> str:
    """The view's address within the application, such as ``agreement?affiliation=Academia``."""
    query_params = [
        *VIEWS[permalink.page].parameters.query_params(permalink.filters),
        *permalink.appearance,
    ]
    return f"{permalink.page}?{urlencode(query_params)}" if query_params else permalink.page


def link_to(permalink: Permalink, server: str) -> str:
    """The whole address, with the version of the data that it is made with.

    ``server`` is where the application is, without a slash at its end.
    """
    address = f"{server}/{address_of(permalink)}"
    return f"{address}{'&' if '?' in address else '?'}{urlencode({DATA_VERSION: data_version()})}"


def read(page: str, given: QueryParams) -> tuple[Permalink, list[ParameterProblem]]:
    """The view that the parameters of a page lead to, and what of them could not be used.

    Raises
    ------
    LookupError
        There is no such page; the message says which there are.
    """
    if page not in VIEWS:
        pages = ", ".join(name for name in VIEWS if name)
        raise LookupError(f"There is no page “{page}” with views. Possible: {pages}.")
    kind = VIEWS[page].parameters
    query_params = list(given)
    filters, problems = kind.parse(query_params, tuple(kind.appearance))
    appearance, wrong = read_appearance(kind, query_params)
    return Permalink(page, filters, tuple(appearance.items())), problems + wrong


def exhibit_of(permalink: Permalink, server: str, highest: int | None = None) -> Exhibit:
    """What is shown there; in parts, where a chart were higher than ``highest`` pixels."""
    shown = VIEWS[permalink.page].exhibit(permalink.filters, dict(permalink.appearance), highest)
    return replace(shown, link=link_to(permalink, server))


def tables_of(permalink: Permalink) -> Tables:
    """The names of the tables that can be taken away; the first is what is shown."""
    return VIEWS[permalink.page].tables(permalink.filters, dict(permalink.appearance))
