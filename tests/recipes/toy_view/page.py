"""Length of statements: how many words each has."""

import streamlit as st

from pages.address import appearance_of
from pages.clickable import destination
from pages.mitigation_list import MITIGATION_PAGE
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import (
    show_clickable_charts,
    show_guide,
    show_sentence,
    show_table,
    tabs_of,
)
from tests.recipes.toy_view.columns import TOY
from tests.recipes.toy_view.view import TOY_VIEW, toy_view
from views.guide import guide_of
from views.permalinks import Permalink

PAGE = TOY_VIEW.page

if clicked := destination():
    st.switch_page(MITIGATION_PAGE, query_params={"id": clicked})
filters = choose_filters(PAGE)
view = toy_view(filters)

menu = heading(PAGE.title)
show_sentence(view)
chart_tab, table_tab, guide_tab = tabs_of(PAGE)
show_clickable_charts(chart_tab, view)
show_table(table_tab, view, TOY, ("label", "words"))
show_guide(guide_tab, guide_of("toy"))
with menu:
    share_menu(Permalink(PAGE.address, filters, tuple(appearance_of(PAGE).items())))
