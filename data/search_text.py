"""Text as searches compare it."""

import unicodedata


def searchable(text: str) -> str:
    """A text without regard to case, accents and typographic variants of letters."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
