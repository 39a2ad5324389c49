"""Searches a second time, without the code that is tested."""

import re
import unicodedata
from functools import cache

from snowballstemmer import stemmer


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain(text))


# Words that say little: passed over in a search that has others.
LITTLE = frozenset(
    plain_words(
        "a an and are as at be by for from in into is it its of on or other such that the their "
        "this to with without"
    )
)


def stem(word: str) -> str:
    return str(stemmer("english").stemWord(word))


def stems_looked_for(search: str) -> list[str]:
    written = plain_words(search)
    return [stem(word) for word in written if word not in LITTLE] or list(map(stem, written))


@cache
def with_stems(text: str) -> str:
    return " ".join([plain(text), *map(stem, plain_words(text))])


def contains(text: str, search: str) -> bool:
    """Whether each word searched for stands in a text, at least with its stem."""
    return all(looked_for in with_stems(text) for looked_for in stems_looked_for(search))
