"""The HTML document that browsers load before the first page is drawn."""

import re
from html import escape
from pathlib import Path

from streamlit import file_util

from pages.registry import FOLDER, NAME, PAGES, PURPOSE

STYLE = FOLDER / "style.css"
PRINTING = FOLDER / "printing.js"


def document() -> str:
    """Streamlit's own document with our title, description and style, and the server's address.

    Told nothing, the browser first looks for the server below the address of the page and logs two
    errors before it finds it. The script derives the right place by taking the page's name off.
    """
    names = "|".join(re.escape(page.address) for page in PAGES if page.address)
    head = f"""<title>{escape(NAME)}</title>
    <meta name="description" content="{escape(PURPOSE)}" />
    <style>{STYLE.read_text(encoding="utf-8")}</style>
    <script>
      window.__streamlit = {{
        BACKEND_BASE_URL: location.origin + location.pathname.replace(/({names})\\/?$/, "")
      }}
      {PRINTING.read_text(encoding="utf-8")}
    </script>"""
    original = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    ours, replaced = re.subn("<title>.*?</title>", lambda _: head, original)
    if not replaced:
        raise LookupError("Streamlit's document has no title to put ours in place of")
    return ours
