"""Where the application is, as the reader's browser sees it."""

from urllib.parse import urlsplit

import streamlit as st

# Where it is unless it is started otherwise; the examples are written for it.
LOCAL_SERVER = "http://127.0.0.1:8501"


def server_address(page: str) -> str:
    """The address of the server, without a slash at its end, while a page is shown."""
    return server_of(st.context.url, page)


def server_of(page_address: str | None, page: str) -> str:
    """The address of the server, without a slash at its end, from that of one of its pages; that
    of a local server if it is not known."""
    if not page_address:
        return LOCAL_SERVER
    parts = urlsplit(page_address)
    folder = parts.path.rstrip("/").removesuffix(page).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{folder}"
