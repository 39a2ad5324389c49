"""Findings: the lists that people make of such a survey, and how solid each is."""

import streamlit as st

from pages.address import appearance_of
from pages.clickable import destination
from pages.escaping import escaped
from pages.mitigation_list import MITIGATION_PAGE
from pages.server import server_address
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
from views.permalinks import Permalink, link_to

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
# As a whole address: of a link within the application, Streamlit would take the study away.
st.link_button(
    "See the comparison",
    link_to(Permalink(COMPARE.page.address, BEYOND_CHANCE), server_address(PAGE.address)),
    icon=":material/arrow_forward:",
)
with menu:
    share_menu(Permalink(PAGE.address, filters, tuple(appearance_of(PAGE).items())))
