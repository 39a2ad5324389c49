"""Data & methods: sources, proof of the reconstruction, dictionary, errata, changes, glossary."""

import streamlit as st

from pages.address import read_url, remember_filters
from pages.choice_widgets import one_of, search_for
from pages.reconstruction_section import show_reconstruction
from pages.reference_section import show_changes, show_dictionary, show_errata, show_glossary
from pages.server import server_address
from pages.sources_section import show_sources
from pages.use_section import show_use
from queries import method_filters
from queries.method_filters import MethodFilters
from views.parameters import FilterKind, appearance_parameters

VIEWS = (
    "Sources",
    "Reconstruction",
    "Data dictionary",
    "Errata",
    "Changes",
    "Use the data",
    "Glossary",
)
KIND = FilterKind(
    name="methods",
    default=method_filters.default(),
    parse=method_filters.parse,
    query_params=method_filters.query_params,
    choices=lambda _filters: method_filters.choices(),
    repeatable=(),
    meanings={
        "statement": "The statement that is proved.",
        "table": "The table that is described.",
        "search": "Only terms that contain all these words.",
    },
    labels={"statement": "Statement", "table": "Table"},
    appearance=appearance_parameters(VIEWS),
)

read_url(KIND)
choices = method_filters.choices()
st.title("Data & methods", anchor=False)
st.markdown(
    "Every number of Common Ground is printed in a source, follows from what is printed, is given "
    "as a range, or is marked as simulated. This page says from where, how, and what words mean."
)
sources, reconstruction, tables, mistakes, changes, use, terms = st.tabs(
    VIEWS, key="view", on_change="rerun", bind="query-params"
)
# What is chosen stands in tabs that are not open too, else the address would lose it.
with reconstruction:
    statement = one_of(KIND, "statement", choices)
with tables:
    table = one_of(KIND, "table", choices)
with terms:
    search = search_for("Search terms", "world")
remember_filters(KIND, MethodFilters(statement, table, search))

if sources.open:
    with sources:
        show_sources()
if reconstruction.open:
    with reconstruction:
        show_reconstruction(statement)
if tables.open:
    with tables:
        show_dictionary(table)
if mistakes.open:
    with mistakes:
        show_errata()
if changes.open:
    with changes:
        show_changes()
if use.open:
    with use:
        show_use(server_address("methods"))
if terms.open:
    with terms:
        show_glossary(search)
