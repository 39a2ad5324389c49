"""Experts and public: what different studies asked about the same topic, side by side."""

import streamlit as st
from streamlit.column_config import LinkColumn

from pages.address import appearance_of
from pages.escaping import escaped
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import show_guide, show_sentence, show_table, tabs_of
from queries.records import Row, records
from views.experts_and_public.columns import BASES, CLOSENESS, SIDE_BY_SIDE
from views.experts_and_public.view import EXPERTS_AND_PUBLIC, experts_and_public_view
from views.guide import guide_of
from views.permalinks import Permalink

PAGE = EXPERTS_AND_PUBLIC.page
FIRST = ("label", "study", "known", "basis", "closeness", "what_differs", "paraphrase")
ORIGINAL = {"url": LinkColumn("Original", help=SIDE_BY_SIDE["url"].meaning)}


def show_row(row: Row) -> None:
    """One question, with all that there is to know before it is compared with another."""
    with st.container(border=True):
        basis = f" :gray-badge[{BASES[row['basis']]}]" if row["basis"] else ""
        closeness = CLOSENESS[row["closeness"]]
        st.markdown(
            f"**{escaped(row['study'])}: {escaped(row['label'])}** :blue-badge[{closeness}]{basis}"
        )
        known = row["known"]
        st.markdown(f"{escaped(known[0].upper() + known[1:])}. {escaped(row['what_differs'])}")
        lines = [f"- *Sample*: {escaped(row['sample'])}."]
        if row["paraphrase"]:
            people = escaped(row["people"])
            lines.append(f"- *For it, in our words*: {people} who {escaped(row['paraphrase'])}.")
        if row["scale"]:
            lines.append(f"- *Answers offered*: {escaped(row['scale'])}.")
        if row["base_in_words"]:
            lines.append(f"- *Percentage of*: {escaped(row['base_in_words'])} (n = {row['n']}).")
        if row["url"]:
            study = escaped(row["study"])
            lines.append(f"- *In its own words*: [{study}]({row['url']}).")
        st.markdown("\n".join(lines))


filters = choose_filters(PAGE)
view = experts_and_public_view(filters, {})

menu = heading(PAGE.title)
show_sentence(view)
chart_tab, table_tab, guide_tab = tabs_of(PAGE)
if chart_tab.open:
    with chart_tab:
        for panel in view.panels:
            st.vega_lite_chart(
                panel.sent, width="stretch", alt=panel.alternative_text, key=panel.identifier
            )
        st.caption(escaped(view.words.notes))
show_table(table_tab, view, SIDE_BY_SIDE, FIRST, ORIGINAL)
show_guide(guide_tab, guide_of("experts_and_public"))
st.header("One by one", anchor=False)
for row in records(view.rows.astype(object).where(view.rows.notna(), None)):
    show_row(row)
with menu:
    appearance = appearance_of(PAGE)
    share_menu(Permalink(PAGE.address, filters, tuple(appearance.items())))
