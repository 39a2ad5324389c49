"""Risks: which there are, what was asked about each, what governs it, what happened."""

import pandas as pd
import streamlit as st

from pages.address import appearance_of
from pages.clickable import destination, remember_destination
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import show_clickable_charts, show_guide, show_sentence, tabs_of
from queries.records import Row, records
from views.guide import guide_of
from views.permalinks import Permalink
from views.risk.view import RISK
from views.risks.columns import RISK_COLUMNS
from views.risks.rows import asked_about, highest_by_risk, incidents
from views.risks.view import RISKS, risks_view
from views.risks.words import (
    INCIDENTS_NOTE,
    asked_reading,
    governed_reading,
    highest_reading,
    incidents_reading,
    named,
)

HINT = "Choose a bar to open the page of its risk; the list below leads there from the keyboard."


def list_risks(rows: pd.DataFrame, asked: pd.DataFrame) -> None:
    """The risks, each under its domain, with what is known of it and a link to its page."""
    for (code, domain), of_domain in rows.groupby(["domain_code", "domain"], sort=False):
        st.subheader(f"{code} {escaped(str(domain))}", anchor=False)
        st.page_link(RISK.page.file, label="The whole domain", query_params={"risk": str(code)})
        for row in records(of_domain):
            list_risk(row, asked[asked["code"] == row["code"]])


def list_risk(row: Row, asked: pd.DataFrame) -> None:
    st.page_link(
        RISK.page.file,
        label=f"**{escaped(named(row))}**",
        icon=":material/arrow_forward:",
        query_params={"risk": row["code"]},
    )
    st.caption(
        f"{escaped(row['description'])} {escaped(governed_reading(row))} "
        f"{escaped(asked_reading(asked))} "
        f"{escaped(highest_reading(highest_by_risk().get(row['code'], [])))}"
    )


if clicked := destination():
    st.switch_page(RISK.page.file, query_params={"risk": clicked})
filters = choose_filters(RISKS.page)
view = risks_view(filters, {})

menu = heading(RISKS.page.title)
show_sentence(view)
chart_tab, table_tab, guide_tab = tabs_of(RISKS.page)
show_clickable_charts(chart_tab, view, lambda point: remember_destination(point["risk"]), HINT)
if table_tab.open:
    table_tab.dataframe(
        view.rows,
        column_config=column_settings(RISK_COLUMNS, pinned="risk"),
        hide_index=True,
        alt=view.words.alternative_text,
    )
show_guide(guide_tab, guide_of("risks"))

st.header("What is known of each risk", anchor=False)
list_risks(view.rows, asked_about(filters))
st.header("Incidents a year, by domain", anchor=False)
lines = incidents_reading(incidents(filters.domain))
st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
st.caption(escaped(INCIDENTS_NOTE))
with menu:
    share_menu(Permalink(RISKS.page.address, filters, tuple(appearance_of(RISKS.page).items())))
