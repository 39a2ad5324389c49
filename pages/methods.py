"""Data & methods: sources, proof of the reconstruction, dictionary, errata, changes, glossary."""

from dataclasses import replace

import streamlit as st

from pages.address import read_url, remember_filters
from pages.reconstruction_section import show_reconstruction
from pages.reference_section import show_changes, show_dictionary, show_errata, show_glossary
from pages.server import server_address
from pages.sidebar import widget
from pages.sources_section import show_sources
from pages.use_section import show_use
from pages.view_parts import tabs_of
from views.methods.page import METHODS

read_url(METHODS)
filters = METHODS.filters()
st.title(METHODS.title, anchor=False)
st.markdown(
    "Every number of Common Ground is printed in a source, counted from published answers, follows "
    "from what is printed, or is given as a range. This page says from "
    "where, how, and what words mean."
)
sources, reconstruction, tables, mistakes, changes, use, terms = tabs_of(METHODS)
# What is chosen stands in tabs that are not open too, else the address would lose it.
for tab, name in ((reconstruction, "statement"), (tables, "table"), (terms, "search")):
    with tab:
        filters = replace(filters, **{name: widget(METHODS, name, filters)})
remember_filters(METHODS, filters)

if sources.open:
    with sources:
        show_sources()
if reconstruction.open:
    with reconstruction:
        show_reconstruction(filters.statement)
if tables.open:
    with tables:
        show_dictionary(filters.table)
if mistakes.open:
    with mistakes:
        show_errata()
if changes.open:
    with changes:
        show_changes()
if use.open:
    with use:
        show_use(server_address(METHODS.address))
if terms.open:
    with terms:
        show_glossary(filters.search)
