"""The deck that a session is putting together."""

from dataclasses import replace

import streamlit as st

from pages.escaping import escaped
from views.decks import LONGEST_DECK, UNTITLED, Plan, Step, read_query_params
from views.permalinks import Permalink

KEPT, FOUND_WRONG = "deck", "deck_problems"


def current_plan() -> Plan:
    """The deck as it is now."""
    plan: Plan = st.session_state.get(KEPT, Plan(UNTITLED, ()))
    return plan


def keep(plan: Plan) -> None:
    """Make this the deck of the session."""
    st.session_state[KEPT] = plan


def add_to_deck(view: Permalink) -> None:
    """Put a view at the end of the deck; a full one says so."""
    plan = current_plan()
    if len(plan.steps) >= LONGEST_DECK:
        st.toast(f"A deck can have at most {LONGEST_DECK} steps.", icon=":material/error:")
        return
    keep(replace(plan, steps=(*plan.steps, Step(view))))


def arrive() -> None:
    """On arriving at a page whose address has a deck, make it the deck of the session."""
    query = st.query_params
    if st.session_state["arrived"] and "step" in query:
        plan, problems = read_query_params(
            [(name, value) for name in query for value in query.get_all(name)]
        )
        keep(plan)
        st.session_state[FOUND_WRONG] = problems


def show_problems() -> None:
    """Say once what of a deck could not be used."""
    if problems := st.session_state.pop(FOUND_WRONG, []):
        lines = "\n".join(f"- {escaped(problem)}" for problem in problems)
        st.warning(f"Not all of the deck could be used:\n{lines}", icon=":material/link_off:")
