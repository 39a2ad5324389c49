"""What is proved about the answers of groups, in plain sentences."""

from collections import Counter

from queries.agreement import studies
from queries.reconstruction import statement, statements
from queries.sentences import count_of

WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


def overall(study: str) -> str:
    """For how many statements how many solutions are left."""
    counted = Counter(statements(study)["solutions"].tolist())
    several = [
        f"for {_in_words(number)} there are {_in_words(solutions)}"
        for solutions, number in sorted(counted.items())
        if solutions > 1
    ]
    exactly = (
        f"for {counted[1]} of {counted.total()} statements exactly one set of answers fits what is "
        "printed"
    )
    return f"{studies()[study].name}: {'; '.join([exactly, *several])}."


def sentence(study: str, item_id: str) -> str:
    """How many sets of answers fit what is printed about a statement."""
    row = statement(study, item_id)
    if row["solutions"] == 1:
        return f"For “{row['label']}”, exactly one set of answers fits what is printed."
    return (
        f"For “{row['label']}”, exactly {_in_words(row['solutions'])} sets of answers fit what is "
        "printed; the true one is among them."
    )


def what_is_open(study: str, item_id: str) -> str:
    """Which figures of the statement are exact, and which are not."""
    row = statement(study, item_id)
    if not row["open_opinions"] and not row["open_dont_knows"]:
        return "Every count of every group is exact."
    if not row["open_opinions"]:
        return (
            "Every opinion of every group is exact. Open is only how many of "
            f"{_groups(row['open_dont_knows'], row['groups'])} said “don't know”: not everyone "
            "answered this statement, and the paper does not say who did not."
        )
    return (
        f"{count_of(row['open_opinions'] + row['open_dont_knows'], 'count')} of groups stay open, "
        "and are shown as ranges elsewhere; all others are exact."
    )


def _groups(some: int, every: int) -> str:
    return "each group" if some == every else count_of(some, "group")


def _in_words(number: int) -> str:
    return WORDS.get(number, str(number))
