"""How to use the data: a tab of Data & methods."""

import streamlit as st

from pages.examples import DATA_API, data_api_example

GUIDE = """
What the pages show of studies and mitigations can be had as data, under `/api/`. The query string
of a page gives the same rows there, as CSV, JSON or Parquet. Figures come with their basis, their
source and the version of the data.
"""
IMPORT = """
Answers from a CSV, Parquet, SPSS or Qualtrics file appear on every page once a short description
says what their columns mean. Whoever runs this dashboard can add them; nothing is sent elsewhere.
The folder `examples` has descriptions to start from, and a guide.
"""
COMMANDS = """\
make import-survey FILE=answers.csv STUDY=study.toml CHECK=1   # only say what would be imported
make import-survey FILE=answers.csv STUDY=study.toml
make remove-study STUDY=my-survey
"""


def show_use(server: str) -> None:
    """Programs to copy that ask the server, and how to import a survey."""
    st.header("Ask for data from your own program", anchor=False)
    st.markdown(GUIDE)
    for name, (_, language) in DATA_API.items():
        st.markdown(f"### {name}")
        st.code(data_api_example(name, server).strip(), language=language, wrap_lines=True)
    with st.container(horizontal=True):
        st.link_button("All that there is", f"{server}/api/", icon=":material/data_object:")
        st.link_button(
            "Its description (OpenAPI)",
            f"{server}/api/openapi.json",
            icon=":material/description:",
            type="tertiary",
        )
    st.header("Bring your own survey", anchor=False)
    st.markdown(IMPORT)
    st.code(COMMANDS.strip(), language="bash", wrap_lines=True)
