"""The empty app, tuned as ``app.py`` tunes ours: the floor of the framework.

The other settings are those of ``.streamlit/config.toml`` and of ``servers.tuned_empty_app``.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st


@asynccontextmanager
async def ready(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    yield {}


app = st.App(Path(__file__).with_name("empty_app.py"), lifespan=ready)
