"""How the reconstruction works, and its proof for a statement: a tab of Data & methods."""

import streamlit as st

from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.row_download import row_download
from queries.agreement import studies
from queries.method_columns import ANSWERS, CANDIDATES, MEANS, STATEMENTS
from queries.method_filters import proved_study
from queries.reconstruction import answers, candidates, means, open_figures, statements
from queries.reconstruction_sentences import overall, sentence, what_is_open

# What stands in a cell without a value.
NOTHING = "–"
GUIDE = """
The paper prints how many of all respondents gave each answer. Of each group it prints only the
mean answer, the standard error of the mean, and how many gave an opinion. But people come in whole
numbers, and few sets of whole numbers have just this mean and this standard error. So we try them
all:

1. List every way in which the members of a group could have answered, with no more of any answer
   than is printed for all respondents.
2. Keep those that have the printed mean and the printed standard error, to two decimals. Where a
   figure lies exactly half way between two hundredths, both roundings are admitted.
3. Put the groups together in every way. Keep what also has the figures that are printed for
   academia and civil society together, and leaves no answer over but those of the few people who
   belong to none of the groups.

What is left is the list of solutions. Nothing is estimated and nothing is left to chance: if one
solution is left, it is what the groups answered. If several are left, one of them is, and a figure
on which they differ is shown as a range.
"""


def show_reconstruction(item_id: str) -> None:
    """The proof for a statement, and how far every statement is determined."""
    study = proved_study()
    st.header(escaped(sentence(study, item_id)), anchor=False)
    st.markdown(escaped(what_is_open(study, item_id)))
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
    st.markdown(GUIDE)
    st.header("All statements", anchor=False)
    st.markdown(escaped(overall(study)))
    st.dataframe(
        statements(study),
        column_config=column_settings(STATEMENTS, pinned="label"),
        column_order=["label", "solutions", "open_opinions", "open_dont_knows"],
        hide_index=True,
        alt=overall(study),
    )
    row_download("All statements (CSV)", "reconstruction", lambda: statements(study))
    st.caption(f"Source: {escaped(studies()[study].citation)}")
