"""What visitors wait for: times over the WebSocket, of one session and of many at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from itertools import islice
from statistics import median, quantiles

from tests.bench.browser_session import BrowserSession, Filters, arrive

ROUNDS = 3
SESSIONS = 50
RERUNS_ALONE, RERUNS_TOGETHER, RERUNS_UNSEEN = 36, 5, 20


@dataclass(frozen=True)
class Application:
    """What is measured: where it is served, and what its visitors ask for, one after another."""

    address: str
    page_name: str
    shows_chart: bool
    views: Sequence[Filters]


@dataclass(frozen=True)
class WebFigures:
    """Latencies and ``first_visits`` in seconds; all but the first two are of many sessions."""

    alone_p50: float
    alone_p95: float
    together_p50: float
    together_p95: float
    reruns_per_second: float
    first_visits: float


async def measure(applications: Sequence[Application]) -> list[WebFigures]:
    """The figures of each application: medians over rounds in which each has its turn."""
    for application in applications:
        async with _visitors(application, 1) as ((session,), _):
            await _reruns(session, application.views, 1, len(application.views))
    rounds = [[await _round(each) for each in applications] for _ in range(ROUNDS)]
    return [_medians(of_one) for of_one in zip(*rounds, strict=True)]


async def measure_alone(application: Application) -> float:
    """Median seconds of a rerun of one session that goes round the views, each seen before."""
    views = application.views
    async with _visitors(application, 1) as ((session,), _):
        await _reruns(session, views, 1, len(views))
        return median(await _reruns(session, views, 1, RERUNS_ALONE))


async def measure_unseen(application: Application, unseen: Iterator[Filters]) -> float:
    """Median seconds of a rerun that asks for what no one has asked for."""
    views = list(islice(unseen, RERUNS_UNSEEN))
    async with _visitors(application, 1) as ((session,), _):
        return median(await _reruns(session, views, 0, len(views)))


async def _round(application: Application) -> WebFigures:
    views = application.views
    async with _visitors(application, 1) as ((session,), _):
        alone = quantiles(await _reruns(session, views, 1, RERUNS_ALONE), n=20)
    async with _visitors(application, SESSIONS) as (sessions, first_visits):
        start = time.perf_counter()
        times = await asyncio.gather(
            *(
                _reruns(session, views, _first_view(place, views), RERUNS_TOGETHER)
                for place, session in enumerate(sessions)
            )
        )
        seconds = time.perf_counter() - start
    together = quantiles([one for of_session in times for one in of_session], n=20)
    return WebFigures(
        alone_p50=alone[9],
        alone_p95=alone[18],
        together_p50=together[9],
        together_p95=together[18],
        reruns_per_second=SESSIONS * RERUNS_TOGETHER / seconds,
        first_visits=first_visits,
    )


@asynccontextmanager
async def _visitors(
    application: Application, number: int
) -> AsyncIterator[tuple[list[BrowserSession], float]]:
    """Visitors who all arrive at once, and the seconds until the last one saw the page."""
    start = time.perf_counter()
    one = application.address, application.page_name, application.shows_chart
    sessions = await asyncio.gather(*(arrive(*one) for _ in range(number)))
    seconds = time.perf_counter() - start
    try:
        yield sessions, seconds
    finally:
        await asyncio.gather(*(session.leave() for session in sessions))


async def _reruns(
    session: BrowserSession, views: Sequence[Filters], first: int, number: int
) -> list[float]:
    """Seconds of each of so many reruns, one after another, going round the views."""
    return [await session.rerun(views[(first + i) % len(views)]) for i in range(number)]


def _first_view(place: int, views: Sequence[Filters]) -> int:
    """Where a visitor among many starts: spread over all views but the one first shown."""
    return 1 + place * (len(views) - 1) // SESSIONS


def _medians(rounds: Sequence[WebFigures]) -> WebFigures:
    return WebFigures(*(median(figure) for figure in zip(*map(astuple, rounds), strict=True)))
