"""The figures as a table, beside what is to be reached."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from tests.bench.process_figures import ProcessFigures
from tests.bench.web_figures import SESSIONS, WebFigures

HEADINGS = (
    "figure",
    "this app",
    "tuned empty app",
    "ratio",
    "default empty app",
    "ratio",
    "to reach",
    "met?",
)


@dataclass(frozen=True)
class Goal:
    """A limit on the figure itself, or on its ratio to that of the default empty app."""

    limit: float
    of_ratio: bool = False
    at_least: bool = False

    def is_met(self, figure: float) -> bool:
        return figure >= self.limit if self.at_least else figure <= self.limit

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{'of default ' if self.of_ratio else ''}{sign} {self.limit:g}"


@dataclass(frozen=True)
class Figure:
    """A figure of this app and, where they have one, of the empty apps, in the unit of its name.

    ``tuned`` is the floor of the framework, and steady; ``default`` wanders with the machine.
    """

    name: str
    ours: float
    tuned: float | None = None
    default: float | None = None
    goal: Goal | None = None

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """The figures, each of an empty app followed by the ratio to it."""
        return (
            self.ours,
            self.tuned,
            self._ratio_to(self.tuned),
            self.default,
            self._ratio_to(self.default),
        )

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None if there is none."""
        if self.goal is None:
            return None
        compared = self._ratio_to(self.default) if self.goal.of_ratio else self.ours
        return compared is not None and self.goal.is_met(compared)

    def _ratio_to(self, empty: float | None) -> float | None:
        return None if empty is None else self.ours / empty


def figures(
    ours: WebFigures,
    tuned: WebFigures,
    default: WebFigures,
    unseen: float,
    other_pages: Mapping[str, float],
    steps: ProcessFigures,
) -> list[Figure]:
    """All figures in the order in which they are printed. Arguments are in seconds.

    ``ours`` and ``unseen`` are of the Agreement page; ``tuned`` and ``default`` of the empty apps;
    ``other_pages`` are reruns of one session.
    """

    def beside(name: str, attribute: str, factor: float, goal: Goal | None = None) -> Figure:
        of_ours, of_tuned, of_default = (
            factor * getattr(of_one, attribute) for of_one in (ours, tuned, default)
        )
        return Figure(name, of_ours, of_tuned, of_default, goal)

    many = f"{SESSIONS} sessions"
    return [
        beside("rerun, 1 session, p50 (ms)", "alone_p50", 1e3, Goal(1.0, of_ratio=True)),
        beside("rerun, 1 session, p95 (ms)", "alone_p95", 1e3),
        Figure("rerun, 1 session, view not seen before, p50 (ms)", 1e3 * unseen),
        *(
            Figure(
                f"rerun of {page}, 1 session, p50 (ms)",
                1e3 * seconds,
                1e3 * tuned.alone_p50,
                1e3 * default.alone_p50,
                Goal(1.0, of_ratio=True),
            )
            for page, seconds in other_pages.items()
        ),
        beside(f"rerun, {many}, p50 (ms)", "together_p50", 1e3),
        beside(f"rerun, {many}, p95 (ms)", "together_p95", 1e3),
        beside(
            f"reruns per second, {many}",
            "reruns_per_second",
            1,
            Goal(3, of_ratio=True, at_least=True),
        ),
        beside(f"first visit, {many} at once, all done (s)", "first_visits", 1),
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
    return (figure.name, *map(_number, figure.numbers), goal, met)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *numbers = row
    aligned = [text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join([name.ljust(widths[0]), *aligned])
