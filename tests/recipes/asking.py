"""Asking the routes of an application without a server."""

import asyncio
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute


def get(routes: list[BaseRoute], address: str) -> tuple[int, str]:
    """The status and the text with which an address is answered."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "server": ("127.0.0.1", 8501),
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1:8501")],
    }
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Starlette(routes=routes)(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], body.decode()
