"""Addresses at which exactly one view opens: made, read, and what they lead to."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from charts.specification import without_title
from exports.exhibit import Exhibit, ExhibitPanel
from queries.build_info import data_version
from views.filter_kinds import ParameterProblem, QueryParams, query_params, read
from views.panel import Panel, in_parts
from views.registry import view_at
from views.view import DATA_VERSION, View, ViewKind, read_appearance


@dataclass(frozen=True)
class Permalink:
    """A view: the address of its page, the filters, and the appearance of the page, as names and
    values of the address."""

    page: str
    filters: Any
    appearance: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> ViewKind:
        return view_at(self.page)


def read_permalink(page: str, given: QueryParams) -> tuple[Permalink, list[ParameterProblem]]:
    """The view that the parameters of a page lead to, and what of them could not be used.

    Raises
    ------
    LookupError
        There is no such page; the message says which there are.
    """
    kind, pairs = view_at(page), list(given)
    filters, problems = read(kind.page.filters, pairs, kind.page.appearance)
    appearance, wrong = read_appearance(kind.page, pairs, filters)
    return Permalink(page, filters, tuple(appearance.items())), problems + wrong


def filters_of(permalink: Permalink) -> str:
    """The filters, as a query string."""
    return urlencode(query_params(permalink.filters))


def address_of(permalink: Permalink) -> str:
    """The view's address within the application, such as ``agreement?affiliation=Academia``."""
    pairs = [*query_params(permalink.filters), *permalink.appearance]
    return f"{permalink.page}?{urlencode(pairs)}" if pairs else permalink.page


def link_to(permalink: Permalink, server: str) -> str:
    """The whole address, with the version of the data that it is made with.

    ``server`` is where the application is, without a slash at its end.
    """
    address = f"{server}/{address_of(permalink)}"
    return f"{address}{'&' if '?' in address else '?'}{urlencode({DATA_VERSION: data_version()})}"


def view_of(permalink: Permalink) -> View:
    """What is shown there."""
    return permalink.kind.view(permalink.filters, dict(permalink.appearance))


def tables_of(permalink: Permalink) -> tuple[str, ...]:
    """The names of the tables that can be taken away; the first is what is shown."""
    return permalink.kind.tables_shown(permalink.filters, dict(permalink.appearance))


def exhibit_of(permalink: Permalink, server: str, highest: int | None = None) -> Exhibit:
    """What is shown there, to be shown elsewhere; in parts, where a chart were higher than
    ``highest`` pixels."""
    view = view_of(permalink)
    panels = [
        part for whole in view.panels for part in (in_parts(whole, highest) if highest else [whole])
    ]
    return Exhibit(
        file_stem=file_stem(view.name, permalink.filters),
        title=view.words.title,
        base=view.words.base,
        sentence=view.words.sentence,
        panels=tuple(map(_panel, panels)),
        alternative_text=view.words.alternative_text,
        notes=view.words.notes,
        link=link_to(permalink, server),
    )


def _panel(panel: Panel) -> ExhibitPanel:
    return ExhibitPanel(panel.heading, without_title(panel.chart))


def file_stem(name: str, filters: object) -> str:
    """What a file of these filters is called, without its ending; it names the study."""
    study = getattr(filters, "study", None)
    of_study = [study] if study else []
    return "_".join(["common-ground", name, *of_study, data_version()])
