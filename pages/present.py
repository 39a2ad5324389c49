"""Present: a deck of views, put in order, shown to a room, and taken along."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from exports.presentations import MEDIA_TYPE, to_pptx
from exports.slide_document import to_html
from pages.escaping import escaped
from pages.server import server_address
from pages.session_deck import arrive, current_plan, keep, show_problems
from queries.build_info import data_version
from views.decks import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    PRESENT,
    SLIDES_ADDRESS,
    DeckError,
    Plan,
    Step,
    changed,
    deck_of,
    guessable,
    link_to_deck,
    moved,
    page_query_params,
    read_file,
    to_file,
    without,
)
from views.permalinks import address_of, exhibit_of
from views.ready_deck import ready_deck
from views.wording import count_of

KEYS = Path(__file__).with_suffix(".md")


def rename() -> None:
    """Take over the title that was typed."""
    title = st.session_state["deck_title"].strip()
    keep(replace(current_plan(), title=title or current_plan().title))


def note_on(place: int) -> None:
    """Take over the note that was typed."""
    plan = current_plan()
    note = st.session_state[f"note_{place}"].strip()
    keep(changed(plan, place, replace(plan.steps[place], note=note)))


def guess_at(place: int) -> None:
    """Take over what the room is to guess."""
    plan = current_plan()
    item = st.session_state[f"predict_{place}"]
    keep(changed(plan, place, replace(plan.steps[place], predict=item)))


def open_file() -> None:
    """Read the deck file that was chosen; what cannot be read changes nothing."""
    if not (chosen := st.session_state["deck_file"]):
        return
    try:
        plan, problems = read_file(chosen.getvalue())
    except DeckError as error:
        st.session_state["deck_problems"] = [str(error)]
        return
    keep(plan)
    st.session_state["deck_problems"] = problems


def take_along(plan: Plan, server: str) -> None:
    """The buttons that start the presentation and make its files."""
    name = f"common-ground_deck_{data_version()}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(
            "Start presenting",
            link_to_deck(plan, SLIDES_ADDRESS),
            icon=":material/play_arrow:",
            type="primary",
        )
        st.download_button(
            "Offline page (HTML)",
            data=lambda: to_html(deck_of(plan, server)),
            file_name=f"{name}.html",
            mime="text/html",
            icon=":material/wifi_off:",
            on_click="ignore",
        )
        st.download_button(
            "PowerPoint",
            data=lambda: to_pptx(deck_of(plan, server)),
            file_name=f"{name}.pptx",
            mime=MEDIA_TYPE,
            icon=":material/co_present:",
            on_click="ignore",
        )
        st.download_button(
            "Deck file",
            data=partial(to_file, plan),
            file_name=f"{name}.json",
            mime="application/json",
            icon=":material/save:",
            help="A small file that this page opens again.",
            on_click="ignore",
        )
        menu = st.popover("Link", icon=":material/link:", key="deck_link", on_change="rerun")
        if menu.open:
            menu.markdown("The deck is in this address: whoever opens it has the deck.")
            menu.code(
                link_to_deck(plan, f"{server}/{PRESENT.address}"), language=None, wrap_lines=True
            )


def show_step(place: int, step: Step, last: int, server: str) -> None:
    """One step: what it shows, its note, and what can be done with it."""
    exhibit = exhibit_of(step.view, server)
    with st.container(border=True):
        st.markdown(f"**{place + 1}. {escaped(exhibit.title)}**")
        st.caption(escaped(exhibit.sentence))
        st.session_state[f"note_{place}"] = step.note
        st.text_area(
            "Speaker's note",
            key=f"note_{place}",
            max_chars=LONGEST_NOTE,
            height=68,
            placeholder="Only you see it: press N while presenting.",
            on_change=note_on,
            args=(place,),
        )
        if labels := guessable(step.view):
            st.session_state[f"predict_{place}"] = step.predict
            st.selectbox(
                "Let the room guess first",
                ["", *labels],
                format_func=lambda item: labels.get(item, "No: show the chart at once"),
                key=f"predict_{place}",
                on_change=guess_at,
                args=(place,),
            )
        with st.container(horizontal=True):
            st.button(
                "Up",
                key=f"up_{place}",
                icon=":material/arrow_upward:",
                disabled=place == 0,
                on_click=lambda: keep(moved(current_plan(), place, -1)),
            )
            st.button(
                "Down",
                key=f"down_{place}",
                icon=":material/arrow_downward:",
                disabled=place == last,
                on_click=lambda: keep(moved(current_plan(), place, 1)),
            )
            st.button(
                "Remove",
                key=f"remove_{place}",
                icon=":material/delete:",
                on_click=lambda: keep(without(current_plan(), place)),
            )
            st.link_button(
                "Open the view",
                f"/{address_of(step.view)}",
                icon=":material/open_in_new:",
                type="tertiary",
            )


arrive()
plan = current_plan()
st.query_params.from_dict(page_query_params(plan))
server = server_address(PRESENT.address)

st.title(PRESENT.title, anchor=False)
st.header(
    f"{escaped(plan.title)}: {count_of(len(plan.steps), 'step')}, ready to be shown."
    if plan.steps
    else "Show a room what experts agree on: a deck is a list of views, in your order.",
    anchor=False,
)
show_problems()
if plan.steps:
    take_along(plan, server)
    st.session_state["deck_title"] = plan.title
    st.text_input("Title of the deck", key="deck_title", max_chars=LONGEST_TITLE, on_change=rename)
    for place, step in enumerate(plan.steps):
        show_step(place, step, len(plan.steps) - 1, server)
else:
    st.markdown(
        "Your deck is empty. Press **Add to deck** above any chart, or begin with the deck that "
        "is ready and change it."
    )
if plan.steps:
    st.button(
        "Empty the deck",
        icon=":material/delete_sweep:",
        on_click=lambda: keep(replace(current_plan(), steps=())),
    )
else:
    st.button(
        "Use the ready deck “Where experts agree”",
        icon=":material/auto_stories:",
        on_click=lambda: keep(ready_deck()),
    )
st.file_uploader(
    "Open a deck file", type=["json"], key="deck_file", max_upload_size=1, on_change=open_file
)
st.markdown(KEYS.read_text(encoding="utf-8"))
