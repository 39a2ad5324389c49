"""The page of data and methods: what its address may say."""

from urllib.parse import urlencode

from views.methods.filters import MethodFilters
from views.view import Page, appearance_of_page

CHANGES, GLOSSARY = "Changes", "Glossary"
TABS = (
    "Sources",
    "Reconstruction",
    "Data dictionary",
    "Errata",
    CHANGES,
    "Use the data",
    GLOSSARY,
)
METHODS = Page(
    address="methods",
    file="methods.py",
    title="Data & methods",
    purpose="Where the figures are from, how the reconstruction is proved, and what terms mean.",
    filters=MethodFilters,
    appearance=appearance_of_page(TABS),
)
CHANGES_ADDRESS, GLOSSARY_ADDRESS = (
    f"/{METHODS.address}?{urlencode({'view': tab})}" for tab in (CHANGES, GLOSSARY)
)
