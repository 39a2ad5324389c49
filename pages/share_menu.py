"""The menu of a view: its files, its address, how to cite it, and a place in a deck."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from exports.citations import Work, apa, bibtex, csl_json
from exports.exhibit import Exhibit
from exports.formats import FORMATS
from exports.qr_codes import qr_code
from pages.registry import NAME
from pages.server import server_address
from pages.session_deck import add_to_deck, current_plan
from views.bundles import bundle_file
from views.citations import works_of
from views.decks import PRESENT
from views.files import PICTURES, rows_file, rows_file_name, table_named
from views.permalinks import Permalink, exhibit_of, filters_of, link_to, tables_of

STYLES: dict[str, Callable[[list[Work]], str]] = {
    "APA": lambda works: "\n\n".join(map(apa, works)),
    "BibTeX": bibtex,
    "CSL-JSON": csl_json,
}
# Room in an iframe for what stands around the chart, in pixels.
AROUND_A_CHART = 520


def heading(title: str) -> DeltaGenerator:
    """The title of a page, and beside it a place for the menu of its view."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    row.title(title, anchor=False, width="content")
    return row.container(width="content")


def share_menu(permalink: Permalink) -> None:
    """Show the menu, whose parts send nothing while closed; within another page, a link."""
    server = server_address(permalink.page)
    if st.context.is_embedded:
        st.link_button(
            NAME, link_to(permalink, server), icon=":material/open_in_new:", type="tertiary"
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        files = _popover("Download", ":material/download:")
        if files.open:
            with files:
                _files(permalink, server)
        share = _popover("Share and cite", ":material/share:")
        if share.open:
            with share:
                _share(permalink, server)
        st.button(
            "Add to deck",
            icon=":material/add_to_queue:",
            type="tertiary",
            on_click=add_to_deck,
            args=(permalink,),
        )
        if steps := len(current_plan().steps):
            st.page_link(PRESENT.file, label=f"Deck ({steps})", icon=":material/slideshow:")


def _popover(label: str, icon: str) -> PopoverContainer:
    return st.popover(
        label, icon=icon, type="tertiary", key=f"menu_{label.split()[0].lower()}", on_change="rerun"
    )


def _files(permalink: Permalink, server: str) -> None:
    names = tables_of(permalink)
    name = names[0]
    if len(names) > 1:
        name = st.selectbox(
            "Rows", names, format_func=lambda one: table_named(one).label, key="rows_taken"
        )
    else:
        st.markdown(f"**{table_named(name).label}**")
    with _row():
        for ending, made_as in FORMATS.items():
            _download(
                made_as.name,
                partial(rows_file, name, permalink, ending),
                rows_file_name(name, permalink, ending),
                made_as.media_type,
            )
    exhibit = exhibit_of(permalink, server)
    if exhibit.panels:
        st.markdown("**The chart**, with its title, sentence, n and source")
        with _row():
            for ending, drawn_as in PICTURES.items():
                _download(
                    drawn_as.name,
                    partial(drawn_as.to_file, permalink, server),
                    f"{exhibit.file_stem}.{ending}",
                    drawn_as.media_type,
                )
    st.markdown("**To check and to build on**")
    with _row():
        _download(
            "Research bundle (ZIP)",
            partial(bundle_file, name, permalink, server),
            rows_file_name(name, permalink, "zip"),
            "application/zip",
            "The rows with a codebook, the queries that made them, how to cite them, and a script "
            "that makes them again and compares.",
        )
        st.link_button(
            "Data API",
            f"/api/{name}.json?{filters_of(permalink)}",
            icon=":material/data_object:",
            type="tertiary",
        )


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, gap="small", vertical_alignment="center")


def _download(
    label: str,
    made: Callable[[], bytes],
    file_name: str,
    media_type: str,
    explanation: str | None = None,
) -> None:
    """A button that makes a file when it is pressed, not before."""
    st.download_button(
        label,
        data=made,
        file_name=file_name,
        mime=media_type,
        help=explanation,
        key=f"take_{file_name}",
        on_click="ignore",
    )


def _share(permalink: Permalink, server: str) -> None:
    exhibit = exhibit_of(permalink, server)
    st.markdown("**Link to exactly this view**, with the version of its data")
    st.code(exhibit.link, language=None, wrap_lines=True)
    if code := qr_code(exhibit.link):
        st.image(code, alt=f"QR code of {exhibit.link}", width=160)
    st.markdown("**Embed it** in a page of your own")
    st.code(embedding(exhibit), language="html", wrap_lines=True)
    st.markdown("**Cite it**, and the study behind it")
    style = st.segmented_control(
        "Style of the citation",
        list(STYLES),
        default="APA",
        required=True,
        key="citation_style",
        label_visibility="collapsed",
    )
    works = works_of(permalink, exhibit, datetime.now(UTC).date())
    st.code(STYLES[style or "APA"](works), language=None, wrap_lines=True)


def embedding(exhibit: Exhibit) -> str:
    """HTML that shows the view within another page."""
    height = AROUND_A_CHART + sum(int(panel.chart["height"]) for panel in exhibit.panels)
    address = f"{exhibit.link}&{urlencode({'embed': 'true'})}"
    return (
        f'<iframe src="{escape(address)}" title="{escape(exhibit.title)}"\n'
        f'  width="100%" height="{height}" style="border: 0" loading="lazy"></iframe>'
    )
