"""How fast the app stays while surveys grow, beside the same question put to the answers.

Run it with ``make bench`` or ``python -m tests.bench.scale``. The answers are made up: only their
number matters.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
import uvloop

from data.answer_options import ANSWER_LABELS, agreement_question
from data.build import build
from data.building.survey import DIMENSIONS, Item, Survey, count
from data.importing.store import save_survey
from data.paths import DATA
from queries.database import column_arrays
from tests.bench import web_figures
from tests.bench.servers import this_app
from tests.bench.web_figures import Application
from views.agreement.filters import AgreementFilters
from views.filter_kinds import sql_parameters

STUDY, NAME, ITEMS = "scale", "Scale", 50
GROUPS = {
    "affiliation": ("Academia", "Civil society", "Government", "Industry"),
    "expertise": ("AI safety", "CBRN", "Law"),
}
SMALL, MIDDLE, LARGE = 10**4, 10**6, 10**8
RAW = (10**6, 10**7)
REPEATS, REPEATS_RAW = 200, 3
# To reach: how much slower the largest survey may be than the smallest, and how many times faster
# the query must be than pandas and SQLite on the answers themselves.
MOST_SLOWER, THAN_PANDAS, THAN_SQLITE = 1.2, 30, 300
ANSWERS = """
select
    'r' || (i // {items}) as respondent_id,
    'item-' || (i % {items}) as item_id,
    null::varchar as risk_area,
    {affiliation}[1 + (i // {items}) % 4] as affiliation,
    {expertise}[1 + (i // {items} // 4) % 3] as expertise,
    {options}[(1 + hash(i) % 6)::bigint] as option_id
from range({answers}) as numbers (i)
"""
QUESTION = """
select
    item_id,
    affiliation,
    sum(case when option_id = 'strongly_disagree' then 1 else 0 end) as strongly_disagree,
    sum(case when option_id = 'somewhat_disagree' then 1 else 0 end) as somewhat_disagree,
    sum(case when option_id = 'neither' then 1 else 0 end) as neither,
    sum(case when option_id = 'somewhat_agree' then 1 else 0 end) as somewhat_agree,
    sum(case when option_id = 'strongly_agree' then 1 else 0 end) as strongly_agree,
    sum(case when option_id = 'dont_know' then 1 else 0 end) as dont_know
from responses
group by item_id, affiliation
"""


@dataclass(frozen=True)
class Raw:
    """Median seconds of the question put to so many answers themselves."""

    answers: int
    duckdb: float
    pandas: float
    sqlite: float


def main() -> None:
    queries: dict[int, float] = {}
    reruns: dict[int, float] = {}
    for answers in (SMALL, MIDDLE, RAW[-1], LARGE):
        with database(answers):
            queries[answers] = query_seconds()
            reruns[answers] = rerun_seconds() if answers != RAW[-1] else float("nan")
    raw = [ask_the_answers(answers) for answers in RAW]
    print(table(queries, reruns, raw), verdict(queries, reruns, raw[-1]), sep="\n\n")


@contextmanager
def database(answers: int) -> Iterator[None]:
    """Let the app use a database with a survey of so many answers, imported as any other."""
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute(f"create view responses as {made_up(answers)}")
        connection.execute(
            "create table preferred (respondent_id varchar, risk_area varchar, item_id varchar)"
        )
        imports, file = Path(folder) / "imports", Path(folder) / "scale.duckdb"
        save_survey(imports, SURVEY, count(connection))
        before = {name: os.environ.get(name) for name in ENVIRONMENT}
        os.environ |= dict(zip(ENVIRONMENT, (str(imports), str(file)), strict=True))
        try:
            build(DATA, file, report=lambda line: None)
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


ENVIRONMENT = ("COMMON_GROUND_IMPORTS", "COMMON_GROUND_DATABASE")
SURVEY = Survey(
    study={
        "study_id": STUDY,
        "name": NAME,
        "title": NAME,
        "authors": NAME,
        "year": 2026,
        "asked_about": "nothing",
        "minimum_group_size": 10,
        "citation": NAME,
    },
    basis="counted",
    source="Made up to measure speed",
    method="Made up.",
    licence="CC0-1.0",
    groups=GROUPS,
    notes=dict.fromkeys(DIMENSIONS, "Made up."),
    questions=(agreement_question(STUDY),),
    items=tuple(
        Item(f"item-{i}", f"Item {i}", f"item {i} is good", "1.1", ()) for i in range(ITEMS)
    ),
    responses_are_public=False,
)


def made_up(answers: int) -> str:
    """A query that gives so many answers."""
    return ANSWERS.format(
        items=ITEMS,
        answers=answers,
        options=list(ANSWER_LABELS),
        **{k: list(v) for k, v in GROUPS.items()},
    )


def query_seconds() -> float:
    """The question as the app puts it to its cells, split by affiliation."""
    parameters = sql_parameters(AgreementFilters(study=STUDY, split="affiliation"))
    return _median(lambda: column_arrays("agreement", parameters), REPEATS)


def rerun_seconds() -> float:
    """A rerun of the Agreement page, going round its splits and bases."""
    views = [
        {"study": NAME, "split": split, "base": base}
        for split in ("No split", "Affiliation", "Expertise")
        for base in ("All respondents", "Those with an opinion")
    ]
    with this_app() as ours:
        return uvloop.run(
            web_figures.measure_alone(Application(ours, "agreement", shows_chart=True, views=views))
        )


def ask_the_answers(answers: int) -> Raw:
    """The question put to the answers: to a DuckDB file, a pandas frame, and an SQLite file."""
    with TemporaryDirectory() as folder, duckdb.connect(f"{folder}/raw.duckdb") as connection:
        connection.execute(f"create table responses as {made_up(answers)}")
        of_duckdb = _median(lambda: connection.execute(QUESTION).fetchall(), REPEATS_RAW)
        frame = connection.execute("select item_id, affiliation, option_id from responses").df()
        frame = frame.astype("category")
        of_pandas = _median(lambda: ask_pandas(frame), REPEATS_RAW)
        with sqlite3.connect(f"{folder}/raw.sqlite") as lite:
            lite.execute("create table responses (item_id, affiliation, option_id)")
            rows = zip(*(frame[name].to_numpy() for name in frame), strict=True)
            lite.executemany("insert into responses values (?, ?, ?)", rows)
            lite.commit()
            of_sqlite = _median(lambda: lite.execute(QUESTION).fetchall(), 1)
    return Raw(answers, of_duckdb, of_pandas, of_sqlite)


def ask_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """The question, as one would put it to pandas."""
    grouped = frame.groupby(["item_id", "affiliation", "option_id"], observed=True)
    return grouped.size().unstack("option_id")


def table(queries: dict[int, float], reruns: dict[int, float], raw: list[Raw]) -> str:
    """Milliseconds, a row a number of answers."""
    lines = [f"{'answers':>12}  {'query (ms)':>10}  {'rerun (ms)':>10}"]
    lines += [
        f"{answers:>12,}  {1e3 * queries[answers]:>10.2f}  {1e3 * reruns[answers]:>10.1f}"
        for answers in queries
    ]
    lines += [
        "",
        f"{'answers':>12}  {'DuckDB':>10}  {'pandas':>10}  {'SQLite':>10}  (ms, raw answers)",
    ]
    lines += [
        f"{one.answers:>12,}  {1e3 * one.duckdb:>10.1f}  {1e3 * one.pandas:>10.1f}"
        f"  {1e3 * one.sqlite:>10.1f}"
        for one in raw
    ]
    return "\n".join(lines)


def verdict(queries: dict[int, float], reruns: dict[int, float], raw: Raw) -> str:
    """The ratios, and whether they are what is to be reached."""
    ours = queries[raw.answers]
    ratios = (
        ("query, 10^8 to 10^4", queries[LARGE] / queries[SMALL], MOST_SLOWER, False),
        ("rerun, 10^8 to 10^4", reruns[LARGE] / reruns[SMALL], MOST_SLOWER, False),
        ("pandas to ours, 10^7", raw.pandas / ours, THAN_PANDAS, True),
        ("SQLite to ours, 10^7", raw.sqlite / ours, THAN_SQLITE, True),
    )
    return "\n".join(
        f"{name}: {ratio:.2f} (to reach: {'≥' if at_least else '≤'} {goal}) "
        f"{'yes' if (ratio >= goal if at_least else ratio <= goal) else 'MISSED'}"
        for name, ratio, goal, at_least in ratios
    )


def _median(step: Callable[[], object], repeats: int) -> float:
    return median(_seconds(step) for _ in range(repeats))


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
