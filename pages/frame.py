"""What all pages share: page settings and navigation."""

import streamlit as st

from pages.escaping import escaped
from pages.registry import FOLDER, ICON, NAME, PAGES, PURPOSE
from queries.build_info import moved_on
from queries.database import identified_once
from views.methods.page import CHANGES_ADDRESS
from views.view import DATA_VERSION

EMBEDDED_STYLE = FOLDER / "embedded.css"

st.logo(str(ICON), size="large")
page = st.navigation(
    [
        st.Page(
            page.file,
            title=page.title,
            url_path=page.address or None,
            default=not page.address,
            help=page.purpose,
            visibility="visible" if page.in_navigation else "hidden",
        )
        for page in PAGES
    ],
    position="hidden" if st.context.is_embedded else "top",
)
st.set_page_config(
    page_title=NAME if page.title == PAGES[0].title else f"{page.title} · {NAME}",
    page_icon=str(ICON),
    layout="wide",
    initial_sidebar_state="collapsed" if st.context.is_embedded else "auto",
    menu_items={"about": f"**{NAME}**: {PURPOSE}"},
)
st.session_state["arrived"] = st.session_state.get("shown_page") != page.title
st.session_state["shown_page"] = page.title
if st.session_state["arrived"]:
    st.session_state["made_with"] = st.query_params.get(DATA_VERSION)
if st.context.is_embedded:
    st.html(f"<style>{EMBEDDED_STYLE.read_text(encoding='utf-8')}</style>")
if older := moved_on(st.session_state["made_with"]):
    st.info(f"{escaped(older)} [What has changed]({CHANGES_ADDRESS})", icon=":material/update:")
with identified_once():
    page.run()
