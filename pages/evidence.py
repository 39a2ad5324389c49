"""Evidence map: what is proposed, what experts were asked, and how far they agree."""

import streamlit as st

from charts.evidence import SELECTION
from pages.address import read_url, remember_filters
from pages.choice_widgets import one_of, several_of
from pages.clickable import clickable_chart, destination, remember_destination
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.filter_widgets import link_address
from pages.glossary_link import FURTHER
from pages.share_menu import appearance_of, heading, share_menu
from pages.taxonomy_widgets import link_to_list
from queries import evidence
from queries.evidence import EvidenceFilters
from queries.evidence_columns import EVIDENCE
from queries.evidence_sentences import agreement_reading, part
from queries.filters import Filters
from queries.mitigation_filters import MitigationFilters
from queries.sentences import count_of
from views import parameters
from views.evidence import evidence_view
from views.parameters import MAP_TABS
from views.permalinks import Permalink

TAXONOMY_PAGE, AGREEMENT_PAGE = "taxonomy.py", "agreement.py"
LISTED = 6
GUIDE = """
### The numbers and the bars
Each row is a subcategory of the taxonomy. *Proposed* is how many mitigations the documents
propose under it, *documents* by how many of the documents, *asked* how many of these mitigations
a survey put to experts. The bar shows the same: its dark part was put to experts. Orange rows are
gaps: much may be proposed there, but no survey that we hold asked about any of it.

### The strip
Each dot is a statement; its place is the share of all respondents who agree with it, somewhat or
strongly. Dots far to the right mean strong agreement, dots close together even agreement. The
grey line runs from the lowest to the highest. A triangle with stripes is a published bound: more
than this share agrees, and how many more is not published. Where experts were asked and no figure
is published, the row says so.

### What the map does not say
A gap is a gap in the surveys that we hold, not in all research. A mitigation counts as put to
experts only if it is the study's own statement or measure; a similar mitigation of another
document does not count. The studies asked different people in different words: their figures
stand in the same row, and are never added up.
"""


def choose() -> EvidenceFilters:
    """Show the filters and return what is chosen; they live in the address."""
    read_url(parameters.EVIDENCE)
    choices = evidence.choices()
    with st.sidebar:
        chosen = EvidenceFilters(
            several_of(parameters.EVIDENCE, "part", choices, "All categories"),
            one_of(parameters.EVIDENCE, "order", choices),
        )
    remember_filters(parameters.EVIDENCE, chosen)
    return chosen


if clicked := destination():
    st.switch_page(TAXONOMY_PAGE, query_params=link_to_list(MitigationFilters(category=(clicked,))))
chosen = choose()
view = evidence_view(chosen)

menu = heading("Evidence map")
st.header(escaped(view.sentence), anchor=False)
map_tab, table_tab, guide_tab = st.tabs(
    MAP_TABS, key="view", on_change="rerun", bind="query-params"
)
if map_tab.open:
    with map_tab:
        clickable_chart(
            view.chart,
            "evidence_map",
            view.alternative_text,
            SELECTION,
            lambda point: remember_destination(point["code"]),
        )
        st.caption(
            f"{escaped(view.notes)}\n\nChoose a bar to list its mitigations; the filters of the "
            "Taxonomy page do the same from the keyboard."
        )
if table_tab.open:
    table_tab.dataframe(
        view.rows,
        column_config=column_settings(EVIDENCE, pinned="subcategory"),
        hide_index=True,
        alt=view.alternative_text,
    )
if guide_tab.open:
    guide_tab.markdown(f"{GUIDE}{FURTHER}")

gap_column, agreed_column = st.columns(2, gap="large")
with gap_column:
    st.header("Widely proposed, never asked", anchor=False)
    if not view.gaps:
        st.markdown("Experts were asked about something in every named subcategory shown.")
    for row in view.gaps[:LISTED]:
        st.page_link(
            TAXONOMY_PAGE,
            label=f"{part(row)} :gray[{count_of(row['mitigations'], 'mitigation')} from "
            f"{count_of(row['documents'], 'document')}]",
            query_params=link_to_list(MitigationFilters(category=(row["code"],))),
        )
with agreed_column:
    st.header("Widely agreed", anchor=False)
    if not view.strongest:
        st.markdown("No study that we hold publishes figures on this.")
    for row in view.strongest[:LISTED]:
        st.page_link(
            AGREEMENT_PAGE,
            label=f"{part(row)} :gray[{agreement_reading(row)}]",
            query_params=link_address(Filters(study=row["study_id"], category=(row["code"],))),
        )
with menu:
    share_menu(Permalink("evidence", chosen, appearance_of(parameters.EVIDENCE)))
