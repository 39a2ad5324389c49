"""Compare: groups of respondents side by side, and whether their differences could be chance."""

import streamlit as st
from streamlit.column_config import TextColumn

from pages.address import appearance_of
from pages.clickable import destination
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
from views.compare.columns import COMPARE_COLUMNS, READING
from views.compare.view import COMPARE, compare_view, guide
from views.permalinks import Permalink

PAGE = COMPARE.page
WIDE = {
    name: TextColumn(column.label, help=column.meaning, width="large")
    for name, column in READING.items()
}

if clicked := destination():
    st.switch_page(MITIGATION_PAGE, query_params={"id": clicked})
filters = choose_filters(PAGE)
view = compare_view(filters)

menu = heading(PAGE.title)
show_sentence(view)
chart_tab, table_tab, guide_tab = tabs_of(PAGE)
show_clickable_charts(chart_tab, view)
show_table(table_tab, view, COMPARE_COLUMNS, ("label", "reading"), WIDE)
show_guide(guide_tab, guide())
show_remarks(view)
with menu:
    share_menu(Permalink(PAGE.address, filters, tuple(appearance_of(PAGE).items())))
