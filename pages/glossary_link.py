"""The way from a page to the terms that it uses."""

from views.methods.page import GLOSSARY_ADDRESS, METHODS

FURTHER = f"""
### The terms
The [glossary]({GLOSSARY_ADDRESS}) says of each term what it means, with its formula and source.
[Data & methods](/{METHODS.address}) says where the figures are from.
"""
