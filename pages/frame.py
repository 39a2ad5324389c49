"""What all pages share: page settings and navigation."""

import streamlit as st

from pages.registry import ICON, NAME, PAGES, PURPOSE

st.logo(str(ICON), size="large")
page = st.navigation(
    [
        st.Page(
            page.file,
            title=page.title,
            icon=page.icon,
            url_path=page.address or None,
            default=not page.address,
            help=page.purpose,
        )
        for page in PAGES
    ],
    position="top",
)
st.set_page_config(
    page_title=NAME if page.title == PAGES[0].title else f"{page.title} · {NAME}",
    page_icon=str(ICON),
    layout="wide",
    menu_items={"about": f"**{NAME}**: {PURPOSE}"},
)
st.session_state["arrived"] = st.session_state.get("shown_page") != page.title
st.session_state["shown_page"] = page.title
page.run()
