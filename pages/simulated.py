"""What every page says while simulated answers are chosen."""

import streamlit as st

from queries.study import Study


def say_if_simulated(study: Study) -> None:
    """A banner that the answers are simulated."""
    if study.simulated:
        st.warning(
            f"**{study.name}.** Nobody gave these answers. They were made up by a computer so that "
            "every filter can be tried before a real survey is imported. Do not quote them.",
            icon=":material/science:",
        )
