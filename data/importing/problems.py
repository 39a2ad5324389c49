"""What is wrong with something that a user has written, in words that a terminal can show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# Longer than any name that is held here, so that two that differ never look the same.
LONGEST_SHOWN = 160
MOST_PRINTED = 50
MOST_NAMED = 15


@dataclass(frozen=True, slots=True)
class Problem:
    """What was found, worded or shortened for display; what was expected; and where."""

    found: str
    expected: str
    place: str = ""
    row: int | None = None

    def __str__(self) -> str:
        places = [] if self.row is None else [f"row {self.row}"]
        places += [self.place] if self.place else []
        place = f"{', '.join(places)}: " if places else ""
        return f"{place}found {self.found}; expected {self.expected}"


@dataclass
class Problems:
    """Problems, however many: the first of each kind are kept, all are counted."""

    kept: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, problem: Problem) -> None:
        """Count a problem, and keep it unless enough have been kept that come before it."""
        self.count += 1
        if self.count <= MOST_PRINTED:
            self.kept.append(problem)

    def add_all(self, problems: Iterable[Problem], count: int | None = None) -> None:
        """Add the first problems of a kind, of which there are ``count``."""
        kept = list(problems)
        self.kept += kept
        self.count += len(kept) if count is None else count

    def lines(self) -> list[str]:
        """One line a problem, by row, and how many more there are."""
        first = sorted(self.kept, key=lambda problem: problem.row or 0)[:MOST_PRINTED]
        further = self.count - len(first)
        return [*map(str, first), *([f"... and {further} more"] if further else [])]


class UnusableFileError(Exception):
    """A file cannot be imported; ``problems`` says why."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.problems.lines())


def refused(problem: Problem) -> UnusableFileError:
    """The error of a file with one problem."""
    problems = Problems()
    problems.add(problem)
    return UnusableFileError(problems)


def refusal(file: Path, problems: Problems) -> str:
    """Tell a user why a file was not imported, one line a problem."""
    number = "1 problem" if problems.count == 1 else f"{problems.count} problems"
    first = f"{printable(str(file))} was not imported and nothing was changed: {number}."
    return "\n".join([first, *problems.lines()])


def column(name: str) -> str:
    """How the place of a column is named."""
    return f"column {quoted(name)}"


def named(names: Iterable[str]) -> str:
    """The first few of some names, in quotation marks, and how many more there are."""
    shown_names = [quoted(name) for name in names]
    further = len(shown_names) - MOST_NAMED
    few = ", ".join(shown_names[:MOST_NAMED])
    return few + (f" and {further} more" if further > 0 else "")


def one_of(names: Iterable[str]) -> str:
    """What is expected, if it is one of some names."""
    known = list(names)
    return named(known) if len(known) == 1 else f"one of {named(known)}"


def quoted(value: str) -> str:
    """A value as it can be shown on one line of a terminal: printable, and not too long."""
    tidy = " ".join(value.split())
    cut = tidy if len(tidy) <= LONGEST_SHOWN else f"{tidy[:LONGEST_SHOWN]}…"
    return f'"{printable(cut)}"' if cut else "nothing"


def printable(text: str) -> str:
    """A text with every character that a terminal might obey made visible."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )
