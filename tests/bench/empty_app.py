"""An app with one widget and one line of text: what Streamlit itself takes for a rerun."""

import streamlit as st

chosen = st.selectbox("Letter", ["A", "B", "C"], key="letter", bind="query-params")
st.text(chosen)
