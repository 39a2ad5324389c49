"""What is proved about the answers of groups, in plain sentences."""

from collections import Counter

import pandas as pd

from queries.records import Row
from queries.study import Study
from views.wording import count_of, sample

WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


def overall(study: Study, statements: pd.DataFrame) -> str:
    """For how many statements how many solutions are left; rows of ``statements``."""
    counted = Counter(statements["solutions"].tolist())
    several = [
        f"for {_number(number)} there are {_number(solutions)}"
        for solutions, number in sorted(counted.items())
        if solutions > 1
    ]
    exactly = (
        f"for {counted[1]} of {counted.total()} statements exactly one set of answers fits what is "
        "printed"
    )
    return f"{study.name}: {'; '.join([exactly, *several])}."


def sentence(row: Row) -> str:
    """How many sets of answers fit what is printed about a statement; a row of ``statements``."""
    if row["solutions"] == 1:
        return f"For “{row['label']}”, exactly one set of answers fits what is printed."
    return (
        f"For “{row['label']}”, exactly {_number(row['solutions'])} sets of answers fit what is "
        "printed; the true one is among them."
    )


def what_is_open(row: Row) -> str:
    """Which figures of the statement are exact, and which are not."""
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


def _number(number: int) -> str:
    return WORDS.get(number, str(number))


def response_rate(study: Study) -> str:
    """Who answered, and which part of those invited that is, as far as it is published."""
    if study.sample:
        return sample(study)
    if not study.invited:
        return f"{study.respondents} experts answered; how many were invited is not in our sources"
    rate = study.respondents / study.invited
    return f"{study.respondents} of {study.invited} invited experts answered ({rate:.1%})".replace(
        "%", "\u00a0%"
    )
