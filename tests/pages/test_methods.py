"""Data & methods, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.server import LOCAL_SERVER, server_of
from queries.build_info import data_version
from queries.study import studies
from tests.conftest import Facts
from tests.data.built_tables import ESTIMATED, SHIPPED
from tests.pages.visits import linked_mitigations, sentence, texts, visit
from views.methods.reconstruction import answers, means, statements
from views.methods.reference import glossary, kinds_of_respondents

ITEM, LABEL = "avoid-capabilities-jumps", "Avoid capabilities jumps"


def methods(**address: str | list[str]) -> AppTest:
    return visit("methods.py", **address)


def test_sources_tell_who_answered_and_under_which_licence_each_file_is(facts: Facts) -> None:
    app = methods()
    shown = texts(app)
    assert "51 of 92 invited experts answered (55.4\u00a0%)" in shown
    assert "how many were invited is not in our sources" in shown
    kinds, table = app.dataframe
    assert kinds.value.equals(kinds_of_respondents())
    shipped = table.value["file"].str.startswith("facts/studies/")
    assert (~shipped).sum() == len(facts)
    ours = {"Creative Commons Attribution 4.0 International"}
    assert set(table.value.loc[~shipped, "licence"]) == ours
    of_studies = {studies()[name].licence for name in (*SHIPPED, *ESTIMATED)}
    assert set(table.value.loc[shipped, "licence"]) == of_studies


def test_the_proof_of_the_chosen_statement_is_shown() -> None:
    app = methods(view="Reconstruction")
    assert "exactly one set of answers fits what is printed" in sentence(app)
    app.selectbox(key="statement").select(ITEM).run()
    assert sentence(app).startswith(f"For “{LABEL}”, exactly three sets of answers fit")
    shown = app.dataframe
    assert shown[0].value.equals(means("schuett2023", ITEM))
    assert shown[1].value.equals(answers("schuett2023", ITEM))
    assert shown[3].value.equals(statements("schuett2023"))
    assert "15 counts of groups stay open" in texts(app)
    assert "- **Academia**: strongly disagree 0 or 1, somewhat disagree 0 or 2," in texts(app)
    assert "for 43 of 50 statements exactly one set" in texts(app)


def test_a_table_of_the_dictionary_can_be_chosen() -> None:
    app = methods(view="Data dictionary", table="erratum")
    (shown,) = app.dataframe
    assert set(shown.value["table_name"]) == {"erratum"}
    assert sentence(app).startswith("What in the sources misleads")


def test_errata_link_to_the_records_that_they_are_about(facts: Facts) -> None:
    app = methods(view="Errata")
    about = ";".join(row["mitigation_ids"] for row in facts["errata"] if row["mitigation_ids"])
    assert linked_mitigations(app) == about.split(";") != [""]
    assert texts(app).count("*What we do:*") == len(facts["errata"])


def test_changes_name_the_version_and_what_became_of_links(facts: Facts) -> None:
    app = methods(view="Changes")
    assert sentence(app) == f"This is data version {data_version()}."
    shown = texts(app)
    assert shown.count("*Links made before:*") == len(facts["data_changes"])
    assert all(row["package_version"] in shown for row in facts["data_changes"])


def test_the_glossary_is_searched() -> None:
    app = methods(view="Glossary")
    assert texts(app).count(":small[") == len(glossary(""))
    app.text_input(key="search").input("Wilson").run()
    entries = [str(text.value) for text in app.markdown if ":small[" in str(text.value)]
    assert entries[0].startswith("**Wilson interval**")
    assert len(entries) == len(glossary("Wilson"))
    app.text_input(key="search").input("zebra").run()
    assert "No entry contains these words." in str(app.info[0].value)


def test_programs_to_copy_ask_this_server() -> None:
    shown = [str(code.value) for code in methods(view="Use the data").code]
    assert sum(LOCAL_SERVER in program for program in shown) == 3
    assert any("make import-survey" in program for program in shown)


@pytest.mark.parametrize(
    ("page", "server"),
    [
        (None, LOCAL_SERVER),
        ("https://ground.example/methods", "https://ground.example"),
        ("https://ground.example/methods/", "https://ground.example"),
        ("http://localhost:8501/below/methods", "http://localhost:8501/below"),
    ],
)
def test_the_server_is_known_from_the_address_of_a_page(page: str | None, server: str) -> None:
    assert server_of(page, "methods") == server
