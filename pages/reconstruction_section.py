"""How the reconstruction works, and its proof for a statement: a tab of Data & methods."""

import streamlit as st

from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.row_download import row_download
from queries.study import studies
from views.guide import guide_of
from views.methods.columns import ANSWERS, CANDIDATES, MEANS, STATEMENTS
from views.methods.filters import proved_study
from views.methods.reconstruction import (
    answers,
    candidates,
    means,
    open_figures,
    statement,
    statements,
)
from views.methods.words import overall, sentence, what_is_open

# What stands in a cell without a value.
NOTHING = "–"


def show_reconstruction(item_id: str) -> None:
    """The proof for a statement, and how far every statement is determined."""
    study = proved_study()
    row = statement(study, item_id)
    st.header(escaped(sentence(row)), anchor=False)
    st.markdown(escaped(what_is_open(row)))
    st.markdown(
        "\n".join(
            f"- **{escaped(group)}**: {escaped(', '.join(listed))}"
            for group, listed in open_figures(study, item_id).items()
        )
    )
    st.markdown("### What is printed, and what the solutions give")
    st.dataframe(
        means(study, item_id),
        column_config=column_settings(MEANS, pinned="affiliation"),
        column_order=["affiliation", *(name for name in MEANS if name != "affiliation")],
        hide_index=True,
        height="content",
        placeholder=NOTHING,
        alt="Number, mean and standard error of each group, printed and recomputed.",
    )
    st.caption(
        "An empty n is not printed: academia and civil society have one n together. A recomputed "
        "figure fits if it rounds to the printed one."
    )
    st.markdown("### The answers in each solution")
    st.dataframe(
        answers(study, item_id),
        column_config=column_settings(ANSWERS, pinned="row"),
        column_order=["row", *(name for name in ANSWERS if name != "row")],
        hide_index=True,
        height="content",
        placeholder=NOTHING,
        alt="Answers of each group in each solution, their sum and the printed totals.",
    )
    st.caption(
        "No answer may be given more often by all groups together than is printed. Those of no "
        "group are too few to be shown answer by answer; only how many they are is given. An empty "
        "“don't know” is not determined."
    )
    st.markdown("### How many sets of answers had to be looked at")
    st.dataframe(
        candidates(study, item_id),
        column_config=column_settings(CANDIDATES, pinned="affiliation"),
        hide_index=True,
        alt="For each group, how many sets of answers are possible and how many fit its figures.",
    )
    st.caption(
        "Before the groups are put together. Where n is not printed for a group alone, every n "
        "that it may have is counted."
    )
    with st.container(horizontal=True):
        row_download("The proof (CSV)", f"proof_{item_id}", lambda: means(study, item_id))
        row_download("The solutions (CSV)", f"solutions_{item_id}", lambda: answers(study, item_id))
    st.header("How it works", anchor=False)
    st.markdown(guide_of("methods"))
    st.header("All statements", anchor=False)
    summary = overall(studies()[study], statements(study))
    st.markdown(escaped(summary))
    st.dataframe(
        statements(study),
        column_config=column_settings(STATEMENTS, pinned="label"),
        column_order=["label", "solutions", "open_opinions", "open_dont_knows"],
        hide_index=True,
        alt=summary,
    )
    row_download("All statements (CSV)", "reconstruction", lambda: statements(study))
    st.caption(f"Source: {escaped(studies()[study].citation)}")
