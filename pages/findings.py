"""Findings: the lists that people make of such a survey, and how solid each is."""

import streamlit as st

from pages.address import appearance_of, link_params
from pages.clickable import destination
from pages.escaping import escaped
from pages.mitigation_list import MITIGATION_PAGE
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import (
    show_clickable_charts,
    show_guide,
    show_remarks,
    show_sentence,
    show_table,
    tabs_of,
)
from views.compare.view import BEYOND_CHANCE, COMPARE, difference_beyond_chance
from views.findings.columns import FINDINGS_COLUMNS
from views.findings.view import FINDINGS, findings_view, guide
from views.permalinks import Permalink

PAGE = FINDINGS.page

if clicked := destination():
    st.switch_page(MITIGATION_PAGE, query_params={"id": clicked})
filters = choose_filters(PAGE)
view = findings_view(filters)

menu = heading(PAGE.title)
show_sentence(view)
chart_tab, table_tab, guide_tab = tabs_of(PAGE)
show_clickable_charts(chart_tab, view)
show_table(table_tab, view, FINDINGS_COLUMNS, ("label", "position"))
show_guide(guide_tab, guide())
show_remarks(view)
st.markdown(
    f"On another scale groups do differ beyond chance. {escaped(difference_beyond_chance())}"
)
st.page_link(
    COMPARE.page.file,
    label="See the comparison",
    icon=":material/arrow_forward:",
    query_params=link_params(BEYOND_CHANCE),
)
with menu:
    share_menu(Permalink(PAGE.address, filters, tuple(appearance_of(PAGE).items())))
