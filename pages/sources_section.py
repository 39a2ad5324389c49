"""Where the figures are from: a tab of Data & methods."""

import streamlit as st

from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.row_download import row_download
from queries.study import Study, group_sizes, studies
from views.agreement.filters import SPLITS
from views.agreement.words import group_note
from views.methods.columns import FILES, KINDS_OF_RESPONDENTS
from views.methods.reference import (
    FactSource,
    data_files,
    dimensions,
    fact_sources,
    kinds_of_respondents,
    methods,
)
from views.methods.words import response_rate
from views.wording import count_of

GUIDE = (
    "Figures of studies are facts; they are taken over as printed, or counted from published "
    "answers. Nobody was drawn at random: the figures say what those who answered think, not what "
    "all experts think."
)


def show_sources() -> None:
    """The studies, the sources, and every file with its licence."""
    st.header("The studies", anchor=False)
    st.markdown(GUIDE)
    for study in studies().values():
        with st.container(border=True):
            st.markdown(_study(study))
    st.header("Kinds of respondents in common words", anchor=False)
    st.markdown(
        "Each study has its own names for groups of people, and the pages show these. Which groups "
        "of several studies are of one kind is our own judgement. They are different people who "
        "came to answer in different ways, and are never added up."
    )
    st.dataframe(
        kinds_of_respondents(),
        column_config=column_settings(KINDS_OF_RESPONDENTS, pinned="kind_of_respondent"),
        column_order=["kind_of_respondent", "study", "affiliation", "members", "rationale"],
        hide_index=True,
        alt="The groups of each study, by the kind of respondent in words that all studies share.",
    )
    st.header("Where everything comes from", anchor=False)
    st.markdown("\n".join(_source(source) for source in fact_sources()))
    st.header("Files and licences", anchor=False)
    st.markdown(
        "The licence of a file is that of our arrangement of the facts, and of our own words. What "
        "it does not cover, the description of the file says. Where a source states no licence, we "
        "name none."
    )
    st.dataframe(
        data_files(),
        column_config=column_settings(FILES, pinned="title"),
        column_order=["title", "n_rows", "licence", "description", "sources", "file"],
        hide_index=True,
        alt="Every file of facts, what it holds, its sources and its licence.",
    )
    row_download("These files (CSV)", "files", data_files)


def _study(study: Study) -> str:
    title = escaped(study.title)
    named = f"[{title}]({study.url})" if study.url else title
    lines = "\n".join(
        [
            *(
                f"- *{row['basis']}*: {escaped(row['method'])} Source: {escaped(row['source'])}."
                for row in methods(study.study_id)
            ),
            *(
                f"- *{SPLITS[row['dimension']]}*: {escaped(row['note'])}"
                for row in dimensions(study.study_id)
            ),
        ]
    )
    return (
        f"**{escaped(study.name)}**: {named}. {response_rate(study)}. "
        f"{count_of(study.items, 'item')} about {escaped(study.asked_about)}. "
        f"{group_note(study, group_sizes(study.study_id, 'affiliation'))}\n\n{lines}"
    )


def _source(source: FactSource) -> str:
    version = f" Version: {escaped(source.version)}." if source.version else ""
    files = ", ".join(
        f"{escaped(title)} ({count_of(rows, 'row')})" for title, rows in source.files.items()
    )
    return f"- [{escaped(source.title)}]({source.url}).{version} Drawn on in the files: {files}."
