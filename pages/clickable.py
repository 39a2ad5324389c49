"""Charts in which a click chooses."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from charts.specification import SELECTION, Specification


def clickable_chart(
    chart: Specification, name: str, text: str, choose: Callable[[dict[str, Any]], None]
) -> None:
    """Show a chart; a click on a mark calls ``choose`` with the fields of the selection.

    A chart remembers what was clicked on, keeps silent when the same is clicked on again, and tells
    it once more when its page is visited again. So each click makes it a new one.
    """
    clicks = f"clicks_{name}"
    key = f"{name}_{st.session_state.setdefault(clicks, 0)}"

    def clicked() -> None:
        if points := st.session_state[key].selection.get(SELECTION):
            st.session_state[clicks] += 1
            choose(points[0])

    st.vega_lite_chart(
        chart, width="stretch", alt=text, key=key, on_select=clicked, selection_mode=SELECTION
    )


def remember_destination(identifier: str) -> None:
    """Remember where a click leads, for ``destination`` to be asked when the page runs next."""
    st.session_state["destination"] = identifier


def destination() -> str | None:
    """Where the last click leads; asked once, a click is forgotten."""
    identifier = st.session_state.pop("destination", None)
    return None if identifier is None else str(identifier)
