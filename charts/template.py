"""Charts without their data. Each is made once, because making and checking one takes far longer
than filling it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import altair as alt

from charts.specification import Specification


@cache
def template(chart: Callable[..., alt.LayerChart], *form: object) -> Specification:
    """The chart in one of its forms, to be filled: the same object each time, not to be changed."""
    return chart(*form).to_dict()


def chart_without_data(
    layers: Iterable[alt.Chart], empty: Mapping[str, Any], **axes: bool
) -> alt.LayerChart:
    """Layers as wide as the page, with bare axes.

    ``empty`` are the parameters that come with the data, as they are before; ``axes`` is what else
    holds for all axes.
    """
    return (
        alt.layer(*layers)
        .properties(
            width="container", autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
        .add_params(*(alt.param(name=name, value=value) for name, value in empty.items()))
        .configure_view(stroke=None)
        .configure_axis(grid=False, domain=False, ticks=False, labelOverlap=False, **axes)
    )
