"""Risk: all that is known of one risk."""

import pandas as pd
import streamlit as st

from pages.address import link_params
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.share_menu import heading, share_menu
from queries.records import Row, records
from queries.study import Study, question_of, studies
from views.agreement.filters import AgreementFilters, asked
from views.answers import ANSWERS
from views.permalinks import Permalink
from views.risk.columns import FOUND
from views.risk.filters import UNKNOWN, RiskFilters, code_meant
from views.risk.rows import RiskRecord, risk_record
from views.risk.view import INCIDENTS_PANEL, RISK, panel_name
from views.risk.words import STRENGTHS, reading, without_figures
from views.risks.rows import every_risk
from views.risks.view import RISKS
from views.risks.words import INCIDENTS_NOTE, NEVER_ADDED_UP, OUR_LINKS, governed_reading, named
from views.view import View

COLOURS = {"same": "blue", "part": "violet", "related": "gray"}


def unknown(asked_for: str) -> None:
    """There is no such risk: say so, and list those there are."""
    st.title("Find a risk", anchor=False)
    if asked_for:
        st.warning(f"“{escaped(asked_for)}”: {UNKNOWN}", icon=":material/search_off:")
    st.markdown("Each risk has a page of its own, and so has each domain.")
    for row in records(every_risk()):
        risk_link(row)


def risk_link(row: Row) -> None:
    label = escaped(named(row))
    st.page_link(
        RISK.page.file,
        label=f"**{label}**" if row["is_domain"] else label,
        query_params={"risk": row["code"]},
    )


def show(record: RiskRecord) -> None:
    """The whole record."""
    filters = RiskFilters(record.risk["code"])
    view = RISK.view(filters, {})
    menu = heading(escaped(view.words.title))
    st.header(escaped(view.words.sentence), anchor=False)
    st.markdown(f"{escaped(record.risk['description'])} :gray[(In our own words.)]")
    st.caption(escaped(view.words.base))
    _studies(record, view)
    _related(record)
    _governance(record)
    st.header("Incidents of its domain", anchor=False)
    _chart(view, INCIDENTS_PANEL)
    st.caption(escaped(INCIDENTS_NOTE))
    with st.expander("All that studies found, as a table"):
        st.dataframe(
            record.found,
            column_config=column_settings(FOUND, pinned="label"),
            hide_index=True,
            alt=view.words.sentence,
        )
    st.caption(escaped(view.words.notes))
    st.page_link(RISKS.page.file, label="All risks", icon=":material/arrow_forward:")
    with menu:
        share_menu(Permalink(RISK.page.address, filters))


def _studies(record: RiskRecord, view: View) -> None:
    """What each study found about the risk or a part of it, study by study."""
    st.header("What studies asked about it", anchor=False)
    if record.about.empty:
        st.markdown("No study here asked about this risk or a part of it.")
        return
    st.caption(f"{NEVER_ADDED_UP} {OUR_LINKS}")
    for study_id, found in record.about.groupby("study_id", sort=False):
        study = studies()[str(study_id)]
        st.subheader(escaped(study.name), anchor=False)
        for question_id, of_question in found.groupby("question_id", sort=False):
            _question(study, str(question_id), of_question, view)


def _question(study: Study, question_id: str, found: pd.DataFrame, view: View) -> None:
    """What a study found with one question: what was asked, charts, and a line an item."""
    question = question_of(study.study_id, question_id)
    scale = found["scale"].iloc[0]
    answers = f" Answers: {scale}." if scale else ""
    st.markdown(
        f"**{escaped(question.label)}**: {escaped(question.stem)} "
        f":gray[Counted: {escaped(question.counts)}.{escaped(answers)}]"
    )
    for area in found["risk_area"].drop_duplicates():
        _chart(view, panel_name(study.study_id, question_id, area))
    st.markdown("\n".join(_lines(study, found, question.verb)))
    known = found.dropna(subset="basis")
    bases = ", ".join(dict.fromkeys(known["basis"]))
    sources = "; ".join(dict.fromkeys(known["source"]))
    if bases:
        st.caption(f"Basis: {bases}. Source: {escaped(sources)}.")
    areas = tuple(found["risk_area"].dropna().drop_duplicates())
    _link(study, question_id, areas if len(areas) == 1 else ())


def _lines(study: Study, found: pd.DataFrame, verb: str) -> list[str]:
    """A line for each link, with its reason; below a risk area, one for each item with a figure."""
    lines = []
    for row in records(found[found["linked"] != "risk_area"]):
        if row["linked"] == "question":
            lines.append(f"- The question as a whole {_why(row)}")
        else:
            said = escaped(reading(row, study, verb))
            lines.append(f"- **{escaped(row['label'])}**: {said}. {_why(row)}")
    areas = found[found["linked"] == "risk_area"]
    for (area, _), of_area in areas.groupby(["risk_area", "risk"], sort=False):
        lines.append(f"- Asked about **{escaped(str(area))}** {_why(records(of_area)[0])}")
        for row in records(of_area.dropna(subset="share_above")):
            lines.append(f"    - {escaped(row['label'])}: {escaped(reading(row, study, verb))}.")
        if left := without_figures(of_area):
            lines.append(f"    - {left}")
    return lines


def _why(row: Row) -> str:
    """How close a link is, and its reason."""
    strength = row["strength"]
    badge = f":{COLOURS[strength]}-badge[{STRENGTHS[strength]}: {row['risk']}]"
    return f"{badge} :gray[{escaped(row['rationale'])}]"


def _link(study: Study, question_id: str, areas: tuple[str, ...]) -> None:
    first = asked(study.study_id).listed[0]
    question = "" if question_id == first.also_called else question_id
    st.page_link(
        ANSWERS.page.file,
        label=f"All answers to this question in {escaped(study.name)}",
        icon=":material/arrow_forward:",
        query_params=link_params(AgreementFilters(study.study_id, question, risk_area=areas)),
    )


def _chart(view: View, identifier: str) -> None:
    for panel in view.panels:
        if panel.identifier == identifier:
            st.vega_lite_chart(
                panel.sent,
                width="stretch",
                alt=panel.alternative_text,
                key=f"chart_{panel.identifier}",
            )


def _related(record: RiskRecord) -> None:
    """What is only related, or is about the domain as a whole, a line each."""
    if record.related.empty:
        return
    st.header("Related", anchor=False)
    st.caption("What touches the risk, or is about its domain as a whole.")
    once = record.related.drop_duplicates(["study_id", "linked", "rationale"])
    lines = [
        f"- {escaped(row['study'])}: **{escaped(row['risk_area'] or row['label'])}** {_why(row)}"
        for row in records(once)
    ]
    st.markdown("\n".join(lines))


def _governance(record: RiskRecord) -> None:
    """How many documents deal with the risk, or with each risk of the domain."""
    st.header("Documents on governing AI", anchor=False)
    if not record.is_domain:
        st.markdown(escaped(governed_reading(record.risk)))
        return
    st.markdown("Documents are counted for each risk of the domain.")
    for row in record.within:
        risk_link(row)
        st.caption(escaped(governed_reading(row)))


# On its way to another page, Streamlit leaves this address without the record in the browser's
# history: who goes back must find the record as it was.
given = st.query_params.get("risk", st.session_state.get("remembered_risk", ""))
record = risk_record(code_meant(given) or "")
if record is None:
    unknown(given)
else:
    st.session_state["remembered_risk"] = record.risk["code"]
    # Said again on each run: a link from one record to another leaves the address as it was.
    st.query_params.from_dict({"risk": record.risk["code"]})
    show(record)
