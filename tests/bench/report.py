"""The figures as a table, beside what is to be reached."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from tests.bench.process_figures import ProcessFigures
from tests.bench.web_figures import SESSIONS, WebFigures

HEADINGS = ("figure", "this app", "empty default app", "ratio", "to reach", "met?")


@dataclass(frozen=True)
class Goal:
    """A limit on the figure itself, or on its ratio to that of the empty app."""

    limit: float
    of_ratio: bool = False
    at_least: bool = False

    def is_met(self, figure: float) -> bool:
        return figure >= self.limit if self.at_least else figure <= self.limit

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{'ratio ' if self.of_ratio else ''}{sign} {self.limit:g}"


@dataclass(frozen=True)
class Figure:
    """A figure of this app and, where it has one, of the empty app, in the unit of its name."""

    name: str
    ours: float
    empty: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.empty is None else self.ours / self.empty

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None if there is none."""
        if self.goal is None:
            return None
        compared = self.ratio if self.goal.of_ratio else self.ours
        return compared is not None and self.goal.is_met(compared)


def figures(
    ours: WebFigures,
    empty: WebFigures,
    unseen: float,
    other_pages: Mapping[str, float],
    steps: ProcessFigures,
) -> list[Figure]:
    """All figures in the order in which they are printed. Arguments are in seconds.

    ``ours`` and ``unseen`` are of the Agreement page; ``other_pages`` are reruns of one session.
    """

    def both(name: str, attribute: str, factor: float, goal: Goal | None = None) -> Figure:
        figure, beside = (factor * getattr(of_one, attribute) for of_one in (ours, empty))
        return Figure(name, figure, beside, goal)

    many = f"{SESSIONS} sessions"
    return [
        both("rerun, 1 session, p50 (ms)", "alone_p50", 1e3, Goal(1.0, of_ratio=True)),
        both("rerun, 1 session, p95 (ms)", "alone_p95", 1e3),
        Figure("rerun, 1 session, view not seen before, p50 (ms)", 1e3 * unseen),
        *(
            Figure(
                f"rerun of {page}, 1 session, p50 (ms)",
                1e3 * seconds,
                1e3 * empty.alone_p50,
                Goal(1.0, of_ratio=True),
            )
            for page, seconds in other_pages.items()
        ),
        both(f"rerun, {many}, p50 (ms)", "together_p50", 1e3),
        both(f"rerun, {many}, p95 (ms)", "together_p95", 1e3),
        both(
            f"reruns per second, {many}",
            "reruns_per_second",
            1,
            Goal(3, of_ratio=True, at_least=True),
        ),
        both(f"first visit, {many} at once, all done (s)", "first_visits", 1),
        Figure("the query alone, p50 (ms)", 1e3 * steps.query, goal=Goal(5)),
        Figure("rows of a view, query included, p50 (ms)", 1e3 * steps.frame),
        Figure("chart specification, p50 (ms)", 1e3 * steps.chart),
        Figure("CSV, p50 (ms)", 1e3 * steps.csv),
        Figure("JSON, p50 (ms)", 1e3 * steps.json),
        Figure("Parquet, p50 (ms)", 1e3 * steps.parquet),
    ]


def environment() -> str:
    """What the figures were measured with."""
    packages = [f"{name} {version(name)}" for name in ("streamlit", "duckdb")]
    return ", ".join([f"Python {platform.python_version()}", *packages, f"{os.cpu_count()} cores"])


def table(shown: Sequence[Figure]) -> str:
    rows = [HEADINGS, *map(_cells, shown)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def verdict(shown: Sequence[Figure]) -> str:
    missed = [f"  {figure.name}: {figure.goal}" for figure in shown if figure.is_met is False]
    return "\n".join(["Missed:", *missed]) if missed else "All that is to be reached is reached."


def _cells(figure: Figure) -> tuple[str, ...]:
    met = {None: "", True: "yes", False: "MISSED"}[figure.is_met]
    goal = "" if figure.goal is None else str(figure.goal)
    numbers = (_number(value) for value in (figure.ours, figure.empty, figure.ratio))
    return (figure.name, *numbers, goal, met)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *numbers = row
    aligned = [text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join([name.ljust(widths[0]), *aligned])
