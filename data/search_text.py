"""Text as searches compare it."""

import re
import unicodedata

from snowballstemmer import stemmer


def searchable(text: str) -> str:
    """A text without regard to case, accents and typographic variants of letters."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text, as searches compare them: runs of letters and digits."""
    return re.findall(r"[^\W_]+", searchable(text))


STOP_WORDS = frozenset(
    words(
        "a an and are as at be by for from in into is it its of on or other such that the their "
        "this to with without"
    )
)


def stems(text: str) -> list[str]:
    """The stem of each word of a text: "audit" for "audits" and "auditing"."""
    return [str(stem) for stem in stemmer("english").stemWords(words(text))]


def distinctive_stems(text: str) -> list[str]:
    """The different stems of a text in their order, without those of words that say little."""
    telling = " ".join(word for word in words(text) if word not in STOP_WORDS)
    return list(dict.fromkeys(stems(telling)))


def searched_stems(search: str) -> list[str]:
    """The stems that a text must contain to fit a search; words that say little are passed over."""
    return distinctive_stems(search) or stems(search)


def search_text(text: str) -> str:
    """A text in which a search finds words and stems: the text, followed by its stems."""
    return " ".join([searchable(text), *dict.fromkeys(stems(text))])
