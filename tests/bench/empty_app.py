"""An app that shows nothing: what Streamlit itself takes for a rerun."""
