"""Taxonomy: what mitigations there are, where they stand, and who proposes them."""

from types import SimpleNamespace

import streamlit as st

from charts.taxonomy_map import SELECTION
from pages.address import put_into_widgets
from pages.clickable import clickable_chart
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.mitigation_list import mitigation_links
from pages.share_menu import appearance_of, heading, share_menu
from pages.taxonomy_widgets import choose_mitigations
from queries.records import Row, records
from queries.taxonomy_columns import TAXONOMY
from views import parameters
from views.parameters import ROWS_ON_A_PAGE, TAXONOMY_TABS, last_page
from views.permalinks import Permalink
from views.taxonomy import coverage_view, taxonomy_view


def choose_on_map(point: dict[str, str]) -> None:
    """Show only the part of the taxonomy that was clicked on."""
    put_into_widgets(SimpleNamespace(category=[point["code"]]))


def choose_by_document(point: dict[str, str]) -> None:
    """Show only what a document proposes under the subcategory that was clicked on."""
    put_into_widgets(SimpleNamespace(category=[point["code"]], document=[point["document_id"]]))


def show_all() -> None:
    """Take back what was chosen in the pictures."""
    put_into_widgets(SimpleNamespace(category=[], document=[]))


def definition(part: Row) -> str:
    """What a part of the taxonomy covers, with examples and counts, as Markdown."""
    return (
        f"**{part['code']} {part['name']}.** {part['description']} *For example:* "
        f"{part['examples']}. ({part['mitigations']} proposed, {part['asked']} asked of experts.)"
    )


chosen = choose_mitigations()
view = taxonomy_view(chosen)

menu = heading("Taxonomy")
st.header(escaped(view.sentence), anchor=False)
for correction in view.understood:
    st.info(escaped(correction), icon=":material/spellcheck:")

map_tab, document_tab, definitions_tab, table_tab = st.tabs(
    TAXONOMY_TABS, key="view", on_change="rerun", bind="query-params"
)
if map_tab.open:
    with map_tab:
        if view.map:
            clickable_chart(view.map, "map", view.map_text, SELECTION, choose_on_map)
            st.caption(
                "Choose a tile, or the heading of a category, to list what stands under it; the "
                "filters at the side do the same from the keyboard. “Asked” counts the mitigations "
                f"that a survey put to experts.\n\n{escaped(view.notes)}"
            )
if document_tab.open:
    with document_tab:
        by_document = coverage_view(chosen)
        if by_document.chart:
            clickable_chart(
                by_document.chart, "coverage", by_document.text, SELECTION, choose_by_document
            )
            st.caption(
                "Choose a cell to list what the document proposes there; the filters at the side "
                f"do the same from the keyboard.\n\n{escaped(view.notes)}"
            )
if definitions_tab.open:
    definitions_tab.markdown("\n\n".join(map(definition, records(view.counted))))
if table_tab.open:
    table_tab.dataframe(
        view.counted,
        column_config=column_settings(TAXONOMY, pinned="name"),
        hide_index=True,
        alt=view.map_text,
    )

st.header("The mitigations", anchor=False)
for part in records(view.counted):
    if part["code"] in chosen.category:
        st.markdown(definition(part))
if chosen.category or chosen.document:
    st.button(
        "Show all categories and documents",
        icon=":material/filter_alt_off:",
        on_click=show_all,
        type="tertiary",
    )
if len(view.listed):
    number = st.pagination(last_page(len(view.listed)), key="page", bind="query-params")
    first = (number - 1) * ROWS_ON_A_PAGE
    shown = view.listed.iloc[first : first + ROWS_ON_A_PAGE]
    st.caption(f"{first + 1} to {first + len(shown)} of {len(view.listed)}")
    mitigation_links(shown)
else:
    st.info("Remove a filter, or reset them all in the sidebar.", icon=":material/filter_alt_off:")

with menu:
    share_menu(Permalink("taxonomy", chosen, appearance_of(parameters.TAXONOMY)))
