"""The application: the pages and, in the same process, their data API.

Serve it with ``make run``, ``uvicorn app:app`` or ``streamlit run app.py``.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from api.routes import data_api
from api.slides import slide_routes
from data.build import build
from data.paths import DATA
from pages.document import document
from pages.registry import PAGES
from queries import database
from views.registry import VIEWS

DOCUMENT = document()


@asynccontextmanager
async def ready(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Before the first visit: a database, if there is none, and charts ready to be filled."""
    file = Path(database.path())
    if not file.exists():
        await anyio.to_thread.run_sync(build, DATA, file)
    for prepare in (prepare for kind in VIEWS for prepare in kind.charts):
        await anyio.to_thread.run_sync(prepare)
    # What is loaded by now stays: the garbage collector need not go through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    yield {}


async def page(_request: Request) -> Response:
    """The document of a page."""
    return HTMLResponse(DOCUMENT, headers={"Cache-Control": "no-cache"})


def apologise(error: Exception) -> bool:
    """Tell the reader what happened, without a traceback; the server log has it."""
    if isinstance(error, database.NoDatabaseError):
        st.error(
            "The data are not ready yet. Please try again in a moment.", icon=":material/sync:"
        )
    else:
        st.error(
            "Something went wrong on our side. Please reload the page.", icon=":material/error:"
        )
    return True


app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    lifespan=ready,
    routes=[
        *data_api(),
        *slide_routes(),
        *(Route(f"/{registered.address}", page) for registered in PAGES),
    ],
    on_script_error=apologise,
)
