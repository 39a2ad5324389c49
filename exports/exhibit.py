"""A view as it leaves the dashboard: on a picture, a slide, in a bundle or a deck."""

from dataclasses import dataclass

from charts.specification import Specification


@dataclass(frozen=True)
class ExhibitPanel:
    """A chart of an exhibit.

    ``heading`` is empty where the exhibit's title says it all. ``chart`` is a Vega-Lite
    specification without a title, as wide as its container, its data sets as lists of records.
    """

    heading: str
    chart: Specification


@dataclass(frozen=True)
class Exhibit:
    """What is needed to show a view elsewhere, so that it can be understood and checked there.

    Parameters
    ----------
    file_stem
        Name of files made of it, without their ending.
    title
        What is shown, in one line.
    base
        n, and what percentages are of, in one line; may be empty.
    sentence
        What the view says, in a sentence that can be read aloud.
    panels
        The charts, from top to bottom; none if there is nothing to draw.
    alternative_text
        What the charts show, for who does not see them.
    notes
        Sample, filters in words, meaning of marks, source and data version.
    link
        Address at which exactly this view opens.
    """

    file_stem: str
    title: str
    base: str
    sentence: str
    panels: tuple[ExhibitPanel, ...]
    alternative_text: str
    notes: str
    link: str
