"""Evidence map: what is proposed, what experts were asked, and how far they agree."""

import streamlit as st

from pages.address import appearance_of, link_params
from pages.clickable import destination, remember_destination
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import show_clickable_charts, show_guide, show_sentence, tabs_of
from queries.records import records
from views.agreement.filters import AgreementFilters, question_value
from views.answers import ANSWERS
from views.evidence.columns import EVIDENCE_COLUMNS
from views.evidence.rows import asked_elsewhere, without_counterpart
from views.evidence.view import EVIDENCE, evidence_view
from views.evidence.words import (
    NO_GAP,
    OTHER_STUDIES,
    agreement_reading,
    gaps,
    no_counterpart_lines,
    no_counterpart_sentence,
    strongest,
    subcategory,
)
from views.guide import guide_of
from views.permalinks import Permalink
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.view import TAXONOMY
from views.wording import count_of

LISTED = 6
HINT = (
    "Choose a bar to list its mitigations; the filters of the Taxonomy page do the same from the "
    "keyboard."
)

if clicked := destination():
    st.switch_page(
        TAXONOMY.page.file, query_params=link_params(MitigationFilters(category=(clicked,)))
    )
filters = choose_filters(EVIDENCE.page)
view = evidence_view(filters, {})

menu = heading(EVIDENCE.page.title)
show_sentence(view)
map_tab, table_tab, guide_tab = tabs_of(EVIDENCE.page)
show_clickable_charts(map_tab, view, lambda point: remember_destination(point["code"]), HINT)
if table_tab.open:
    table_tab.dataframe(
        view.rows,
        column_config=column_settings(EVIDENCE_COLUMNS, pinned="subcategory"),
        hide_index=True,
        alt=view.words.alternative_text,
    )
show_guide(guide_tab, guide_of("evidence"))

gap_column, agreed_column = st.columns(2, gap="large")
with gap_column:
    st.header("Widely proposed, not asked of experts", anchor=False)
    never_asked = gaps(view.rows)
    if not never_asked:
        st.markdown(NO_GAP)
    for row in never_asked[:LISTED]:
        st.page_link(
            TAXONOMY.page.file,
            label=f"{subcategory(row)} :gray[{count_of(row['mitigations'], 'mitigation')} from "
            f"{count_of(row['documents'], 'document')}]",
            query_params=link_params(MitigationFilters(category=(row["code"],))),
        )
with agreed_column:
    st.header("Widely agreed", anchor=False)
    agreed = strongest(view.rows)
    if not agreed:
        st.markdown("No study that we hold publishes figures on this.")
    for row in agreed[:LISTED]:
        st.page_link(
            ANSWERS.page.file,
            label=f"{subcategory(row)} :gray[{agreement_reading(row)}]",
            query_params=link_params(AgreementFilters(row["study_id"], category=(row["code"],))),
        )
elsewhere = asked_elsewhere(filters)
if len(elsewhere):
    st.header("What other studies asked", anchor=False)
    st.markdown(OTHER_STUDIES)
for study, rows in elsewhere.groupby("study", sort=False):
    with st.container(border=True):
        st.markdown(f"**{escaped(str(study))}.** {escaped(rows['sample'].iloc[0])}.")
        for row in records(rows):
            st.page_link(
                ANSWERS.page.file,
                label=f"{subcategory(row)} :gray[{escaped(row['reading'])}]",
                query_params=link_params(
                    AgreementFilters(
                        row["study_id"],
                        question=question_value(row["study_id"], row["question_id"]),
                    )
                ),
            )

unplaced = without_counterpart()
st.header("Items with no counterpart here, because …", anchor=False)
st.markdown(escaped(no_counterpart_sentence(unplaced)))
st.markdown(
    "\n".join(
        f"- **{escaped(reason)}** {escaped(items)}"
        for reason, items in no_counterpart_lines(unplaced)
    )
)

with menu:
    appearance = appearance_of(EVIDENCE.page)
    share_menu(Permalink(EVIDENCE.page.address, filters, tuple(appearance.items())))
