"""Mitigation: the record of one mitigation."""

from collections.abc import Iterator, Sequence

import streamlit as st

from pages.address import link_params
from pages.column_labels import column_order, column_settings
from pages.escaping import escaped
from pages.mitigation_list import MITIGATION_PAGE, mitigation_links
from pages.share_menu import heading, share_menu
from views.agreement.columns import AGREEMENT
from views.agreement.filters import AgreementFilters, question_value
from views.answers import ANSWERS
from views.mitigation.columns import CLOSENESS
from views.mitigation.filters import EXAMPLE, RecordFilters, identifier_meant
from views.mitigation.rows import (
    AskedIn,
    Counterpart,
    Finding,
    MitigationRecord,
    mitigation_record,
)
from views.mitigation.view import MITIGATION
from views.mitigation.words import (
    OUR_CROSSWALK,
    PRELIMINARY,
    citation,
    comparison,
    of_subcategory_words,
    reading,
    who_answered,
)
from views.permalinks import Permalink
from views.taxonomy.filters import FACET_NAMES, MitigationFilters
from views.taxonomy.rows import mitigations
from views.taxonomy.view import TAXONOMY
from views.view import View

FOUND = 10
BADGE = ":orange-badge[Preliminary]"


def search(text: str) -> None:
    """Links to the mitigations that a search finds."""
    rows = mitigations(MitigationFilters(search=text))
    if rows.empty:
        st.markdown("No mitigation contains these words.")
    mitigation_links(rows.head(FOUND))
    if len(rows) > FOUND:
        st.page_link(
            TAXONOMY.page.file,
            label=f"All {len(rows)} that fit",
            icon=":material/arrow_forward:",
            query_params=link_params(MitigationFilters(search=text)),
        )


def search_box(label: str) -> str:
    return st.text_input(
        label, key="find", type="search", placeholder="For example: audit", live=True
    ).strip()


def unknown(identifier: str) -> None:
    """There is no such mitigation: say so, and offer a search."""
    st.title("Find a mitigation", anchor=False)
    if identifier:
        st.warning(
            f"There is no mitigation “{escaped(identifier)}”. Identifiers are A and four digits, "
            f"such as {EXAMPLE}.",
            icon=":material/search_off:",
        )
    st.markdown("Each of the mitigations has a record of its own. Search for one by its words.")
    if text := search_box("Search mitigations"):
        search(text)
    st.page_link(
        TAXONOMY.page.file, label="Explore the taxonomy instead", icon=":material/arrow_forward:"
    )


def show(record: MitigationRecord) -> None:
    """The whole record."""
    mitigation = record.mitigation
    filters = RecordFilters(mitigation["mitigation_id"])
    view = MITIGATION.view(filters, {})
    menu = heading(escaped(view.words.title))
    st.header(escaped(view.words.sentence), anchor=False)
    _what_it_is(record)
    for asked in record.asked_in:
        _what_experts_say(asked, view)
    _compared(record)
    _of_subcategory(record)
    if not record.asked_in:
        st.header("The closest that experts were asked about", anchor=False)
        st.caption("By the words of the label and the place in the taxonomy.")
        mitigation_links(record.nearest_asked)
    st.header("Neighbours", anchor=False)
    st.caption("Nearest by the words of the label and the place in the taxonomy.")
    mitigation_links(record.neighbours)
    st.page_link(
        TAXONOMY.page.file,
        label=f"All under {mitigation['code']} {mitigation['subcategory']}",
        icon=":material/arrow_forward:",
        query_params=link_params(MitigationFilters(category=(mitigation["code"],))),
    )
    _cite(record)
    with menu:
        share_menu(Permalink(MITIGATION.page.address, filters))


def _what_it_is(record: MitigationRecord) -> None:
    mitigation = record.mitigation
    if mitigation["definition"]:
        st.markdown(f"{mitigation['definition']} :gray[(In our own words.)]")
    if mitigation["official_definition"]:
        st.markdown("**In the words of the database** :gray[(MIT AI Risk Initiative, CC BY 4.0)]")
        lines = mitigation["official_definition"].splitlines()
        st.markdown("\n".join(f"> {escaped(line)}" for line in lines))
    if not mitigation["definition"] and not mitigation["official_definition"]:
        st.markdown(
            "We hold only the name of this mitigation; its document explains it.",
            help="Whoever runs this dashboard can add the database's own definitions: download its "
            "export and run `make import-mitigations FILE=...`.",
        )
    st.markdown("\n".join(_facts(record)))
    if any(line.endswith(BADGE) for line in _facts(record)):
        st.caption(PRELIMINARY)


def _facts(record: MitigationRecord) -> Iterator[str]:
    """What is known of the mitigation, a line each."""
    mitigation = record.mitigation
    path = " › ".join(f"{part['code']} {part['name']}" for part in record.path)
    yield f"- **Identifier:** {mitigation['mitigation_id']} in the MIT AI Risk Mitigation Database"
    yield f"- **Place in the taxonomy (draft):** {path}: {record.path[-1]['description']}"
    for newer in (asked.newer_path for asked in record.asked_in if asked.newer_path):
        parent = f"{newer['parent_code']} {newer['parent_name']}"
        yield (
            f"- **In a newer taxonomy:** {parent} › {newer['code']} {newer['code_name']} {BADGE}"
        )
    yield f"- **Found in:** [{escaped(mitigation['document'])}]({mitigation['document_url']})"
    for facet in record.facets:
        badge = ":gray-badge[Our coding]" if facet["basis"] == "our_coding" else BADGE
        name = FACET_NAMES[facet["facet"]]
        yield f"- **{name}:** {facet['value']}. {facet['rationale']} {badge}"


def _what_experts_say(asked: AskedIn, view: View) -> None:
    study = asked.study
    st.header(f"What experts say: {study.name}", anchor=False)
    st.markdown(f"Asked as “{escaped(asked.label)}”.")
    for panel in view.panels:
        if panel.identifier == study.study_id:
            st.vega_lite_chart(
                panel.sent,
                width="stretch",
                alt=panel.alternative_text,
                key=f"chart_{panel.identifier}",
            )
    if len(asked.rows):
        bases = ", ".join(dict.fromkeys(asked.rows["basis"]))
        sources = " ".join(f"{source}." for source in dict.fromkeys(asked.rows["source"]))
        st.caption(f"Basis: {bases}. Source: {sources}")
        with st.expander("The figures as a table"):
            st.dataframe(
                asked.rows[list(AGREEMENT)],
                column_config=column_settings(AGREEMENT, pinned="group"),
                column_order=column_order(AGREEMENT),
                hide_index=True,
                alt=reading(asked),
            )
        st.page_link(
            ANSWERS.page.file,
            label="Compare with its subcategory",
            icon=":material/arrow_forward:",
            query_params=link_params(
                AgreementFilters(study=study.study_id, category=(asked.rows["code"].iloc[0],))
            ),
        )
    else:
        st.caption(f"Source: {study.citation}")
        if study.url:
            st.link_button("The paper", study.url, icon=":material/open_in_new:")
    _themes(asked)
    _counterparts(asked)


def _themes(asked: AskedIn) -> None:
    if asked.themes:
        st.markdown("### What experts wrote")
        lines = [
            f"- {theme['theme']}" + (" :gray[(one comment)]" if theme["voices"] == "single" else "")
            for theme in asked.themes
        ]
        st.markdown("\n".join(lines))
        st.caption(f"{PRELIMINARY} The themes are summed up in our own words.")


def _counterparts(asked: AskedIn) -> None:
    if asked.counterparts:
        st.markdown("### Asked elsewhere, and how close it is")
        _comparisons(asked.counterparts)


def _compared(record: MitigationRecord) -> None:
    if record.compared:
        st.header("What other studies asked that is close", anchor=False)
        _comparisons(record.compared)


def _comparisons(found: list[Counterpart]) -> None:
    """Items with how close they are and why, and who answered where that was not experts."""
    for one in found:
        with st.container(border=True):
            badge = f":blue-badge[{CLOSENESS[one.closeness]}]"
            label = f"{escaped(one.label)} :gray[{one.study.name}] {badge}"
            if one.mitigation_id:
                st.page_link(MITIGATION_PAGE, label=label, query_params={"id": one.mitigation_id})
            else:
                _link_to_answers(one, label)
            st.markdown(escaped(comparison(one)))
    st.caption(OUR_CROSSWALK)
    _who_answered([one for one in found if not one.mitigation_id])


def _of_subcategory(record: MitigationRecord) -> None:
    if record.of_subcategory:
        st.header("Asked about its subcategory", anchor=False)
        st.markdown(escaped(of_subcategory_words(record)))
        for one in record.of_subcategory:
            with st.container(border=True):
                _link_to_answers(one, f"{escaped(one.label)} :gray[{one.study.name}]")
                st.markdown(escaped(reading(one)))
        _who_answered(record.of_subcategory)


def _who_answered(found: Sequence[Finding]) -> None:
    if found:
        st.caption(escaped(" ".join(who_answered(found))))


def _link_to_answers(one: Finding, label: str) -> None:
    """A link to the answers to the question that an item is of."""
    study = one.study.study_id
    question = question_value(study, one.question.question_id)
    st.page_link(
        ANSWERS.page.file,
        label=label,
        query_params=link_params(AgreementFilters(study, question=question)),
    )


def _cite(record: MitigationRecord) -> None:
    st.header("Cite", anchor=False)
    st.code(citation(record.mitigation), language=None, wrap_lines=True)
    st.link_button(
        "The whole record as data",
        f"/api/mitigations/{record.mitigation['mitigation_id']}.json",
        icon=":material/data_object:",
        type="tertiary",
    )


# On its way to another page, Streamlit leaves this address without the record in the browser's
# history: who goes back must find the record as it was.
identifier = st.query_params.get("id", st.session_state.get("remembered_record", ""))
record = mitigation_record(identifier_meant(identifier))
if record is None:
    unknown(identifier)
else:
    st.session_state["remembered_record"] = record.mitigation["mitigation_id"]
    # Said again on each run: a link from one record to another leaves the address as it was.
    st.query_params.from_dict({"id": record.mitigation["mitigation_id"]})
    with st.sidebar:
        if text := search_box("Find another mitigation"):
            search(text)
    show(record)
