"""Taxonomy: what mitigations there are, where they stand, and who proposes them."""

from collections.abc import Callable
from types import SimpleNamespace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.address import appearance_of, put_into_widgets
from pages.clickable import clickable_chart
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.mitigation_list import mitigation_links
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import show_sentence, tabs_of
from queries.records import Row, records
from views.permalinks import Permalink
from views.taxonomy.columns import TAXONOMY_COLUMNS
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations, newer_database, newer_database_parts, taxonomy
from views.taxonomy.view import ROWS_ON_A_PAGE, TAXONOMY, last_page
from views.taxonomy.words import newer_sentence
from views.view import View

ASKED_ONLY = "The three filters below hold for the mitigations that experts were asked about."


def captions(_filters: MitigationFilters) -> dict[str, list[str]]:
    """What stands below the widgets of the filters."""
    return {"asked": [ASKED_ONLY]}


def choose_on_map(point: dict[str, str]) -> None:
    """Show only the part of the taxonomy that was clicked on."""
    put_into_widgets(SimpleNamespace(category=[point["code"]]))


def choose_by_document(point: dict[str, str]) -> None:
    """Show only what a document proposes under the subcategory that was clicked on."""
    put_into_widgets(SimpleNamespace(category=[point["code"]], document=[point["document_id"]]))


def show_all() -> None:
    """Take back what was chosen in the pictures."""
    put_into_widgets(SimpleNamespace(category=[], document=[]))


def show_picture(
    tab: DeltaGenerator, view: View, choose: Callable[[dict[str, str]], None], hint: str
) -> None:
    """The picture of a view, in which a click calls ``choose``; nothing if nothing is drawn."""
    with tab:
        for panel in view.panels:
            clickable_chart(panel.sent, panel.identifier, panel.alternative_text, choose)
            st.caption(f"{hint}\n\n{escaped(view.words.notes)}")


def definition(part: Row) -> str:
    """What a part of the taxonomy covers, with examples and counts, as Markdown."""
    return (
        f"**{part['code']} {part['name']}.** {part['description']} *For example:* "
        f"{part['examples']}. ({part['mitigations']} proposed, {part['asked']} asked of experts.)"
    )


def newer_line(part: Row, parts: list[Row]) -> str:
    """A part of the upper level of the newer draft, and those below it, as a line of a table."""
    below = "; ".join(
        f"{one['name']} {one['mitigations']:,}"
        for one in parts
        if one["parent_code"] == part["code"]
    )
    return f"| **{part['code']} {part['name']}**: {below} | {part['mitigations']:,} |"


chosen = choose_filters(TAXONOMY.page, captions)
if st.session_state.setdefault("listed_for", chosen) != chosen:
    st.session_state["listed_for"] = chosen
    st.session_state["page"] = 1
listed, counted = mitigations(chosen), taxonomy(chosen)

menu = heading(TAXONOMY.page.title)
above = st.container()
map_tab, document_tab, definitions_tab, table_tab = tabs_of(TAXONOMY.page)
appearance = appearance_of(TAXONOMY.page)
view = TAXONOMY.view(chosen, appearance)
with above:
    show_sentence(view)
    for correction in view.words.remarks:
        st.info(escaped(correction), icon=":material/spellcheck:")

if map_tab.open:
    show_picture(
        map_tab,
        view,
        choose_on_map,
        "Choose a tile, or the heading of a category, to list what stands under it; the filters at "
        "the side do the same from the keyboard. “Asked” counts the mitigations that are a "
        "survey's own statement or measure; what others asked that is close, their records say.",
    )
if document_tab.open:
    show_picture(
        document_tab,
        view,
        choose_by_document,
        "Choose a cell to list what the document proposes there; the filters at the side do the "
        "same from the keyboard.",
    )
if definitions_tab.open:
    definitions_tab.markdown("\n\n".join(map(definition, records(counted))))
if table_tab.open:
    table_tab.dataframe(
        counted,
        column_config=column_settings(TAXONOMY_COLUMNS, pinned="name"),
        hide_index=True,
        alt=view.words.alternative_text,
    )

st.header("The mitigations", anchor=False)
for part in records(counted):
    if part["code"] in chosen.category:
        st.markdown(definition(part))
if chosen.category or chosen.document:
    st.button(
        "Show all categories and documents",
        icon=":material/filter_alt_off:",
        on_click=show_all,
        type="tertiary",
    )
if len(listed):
    number = st.pagination(last_page(len(listed)), key="page", bind="query-params")
    first = (number - 1) * ROWS_ON_A_PAGE
    shown = listed.iloc[first : first + ROWS_ON_A_PAGE]
    st.caption(f"{first + 1} to {first + len(shown)} of {len(listed)}")
    mitigation_links(shown)
else:
    st.info("Remove a filter, or reset them all in the sidebar.", icon=":material/filter_alt_off:")

st.header("A newer draft", anchor=False)
parts = records(newer_database_parts())
st.markdown(newer_sentence(newer_database(), newer_database_parts()))
st.markdown(
    "\n".join(
        [
            "| Part of the newer draft | Count |",
            "|:---|---:|",
            *(newer_line(part, parts) for part in parts if part["parent_code"] is None),
        ]
    )
)
st.caption(
    "Counts as the draft gives them; those of a level need not add up to the level above. Source: "
    f"MIT AI Risk Mitigation Database, newer draft, {newer_database()['version']}."
)

with menu:
    share_menu(Permalink(TAXONOMY.page.address, chosen, tuple(appearance.items())))
