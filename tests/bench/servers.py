"""The servers that are compared: child processes that end when they are no longer needed."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
EMPTY_APP = Path(__file__).with_name("empty_app.py")
# Seconds: until a server answers, between two looks, and until one that was told to end has ended.
LONGEST_START, BETWEEN_LOOKS, LONGEST_END = 60, 0.1, 10


class ServerError(Exception):
    """A server did not start."""


@contextmanager
def this_app() -> Iterator[str]:
    """Serve this app as ``make run`` does, and give the address of its WebSocket."""
    with _served_by_uvicorn("app:app") as address:
        yield address


@contextmanager
def tuned_empty_app() -> Iterator[str]:
    """Serve an empty app with all our settings, and give the address of its WebSocket."""
    with _served_by_uvicorn("tests.bench.tuned_app:app") as address:
        yield address


@contextmanager
def empty_default_app() -> Iterator[str]:
    """Serve an empty app with Streamlit's default settings, and give the address of its WebSocket.

    It runs in a folder of its own, where our settings do not apply.
    """
    port = _free_port()
    options = {
        "server.headless": "true",
        "server.address": HOST,
        "server.port": str(port),
        "browser.gatherUsageStats": "false",
    }
    given = [f"--{name}={value}" for name, value in options.items()]
    default = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    with TemporaryDirectory() as folder:
        script = shutil.copy(EMPTY_APP, folder)
        command = [sys.executable, "-m", "streamlit", "run", script, *given]
        with _started(command, Path(folder), default, port) as address:
            yield address


@contextmanager
def _served_by_uvicorn(app: str) -> Iterator[str]:
    port = _free_port()
    options = ["--host", HOST, "--port", str(port), "--loop", "uvloop"]
    quick = ["--ws-per-message-deflate", "false", "--no-access-log", "--log-level", "warning"]
    command = [sys.executable, "-m", "uvicorn", app, *options, *quick]
    with _started(command, ROOT, os.environ, port) as address:
        yield address


@contextmanager
def _started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], port: int
) -> Iterator[str]:
    silence = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=silence, stderr=silence)
    try:
        _wait_until_ready(process, port)
        yield f"ws://{HOST}:{port}/_stcore/stream"
    finally:
        process.terminate()
        try:
            process.wait(LONGEST_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(round(LONGEST_START / BETWEEN_LOOKS)):
        if process.poll() is not None:
            break
        if _is_ready(port):
            return
        time.sleep(BETWEEN_LOOKS)
    raise ServerError(f"This did not start a server: {process.args!r}")


def _is_ready(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=LONGEST_START)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
