"""The way from a page to the terms that it uses."""

FURTHER = """
### The terms
The [glossary](/methods?view=Glossary) says of each term what it means, with its formula and source.
[Data & methods](/methods) says where the figures are from.
"""
