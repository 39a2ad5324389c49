"""A browser's side of Streamlit's WebSocket protocol, as far as the server can tell them apart."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

Value = str | float | list[str]
Filters = Mapping[str, Value]

CHART = "vega_lite_chart"
# Seconds that a run may take at most.
LONGEST_RUN = 60


class WrongPageError(Exception):
    """What was received is not what was to be measured."""


@dataclass(frozen=True)
class Widget:
    """A widget that is bound to the address: what it is there, and its value at first."""

    kind: str
    identifier: str
    default: Value


# What each kind of widget says as its value when the page is first drawn.
DEFAULTS: dict[str, Callable[[Any], Value]] = {
    "selectbox": lambda widget: widget.options[widget.default],
    "multiselect": lambda widget: [widget.options[i] for i in widget.default],
    "button_group": lambda widget: [widget.options[i].content for i in widget.default],
    "text_input": lambda widget: widget.default,
    "number_input": lambda widget: widget.default,
}


@dataclass
class ScriptRun:
    """What a run of the script sent: kinds of elements, and the hash that tells charts apart."""

    elements: set[str] = field(default_factory=set)
    chart: str | None = None


class KeptMessages:
    """Large messages that a browser keeps, so that the server need not send them again.

    As in Streamlit's own client, one is let go when so many runs have finished without it.
    """

    def __init__(self) -> None:
        self._messages: dict[str, ForwardMsg] = {}
        self._last_used: dict[str, int] = {}
        self._finished_runs = 0

    def hashes(self) -> list[str]:
        return list(self._messages)

    def complete(self, message: ForwardMsg) -> ForwardMsg:
        """The message, or the kept one that it stands for."""
        key = message.ref_hash or message.hash
        if message.metadata.cacheable:
            self._messages.setdefault(key, message)
        if key not in self._messages:
            return message
        self._last_used[key] = self._finished_runs
        return self._messages[key]

    def finish_run(self, longest_unused: int) -> None:
        self._finished_runs += 1
        oldest = self._finished_runs - longest_unused
        self._messages = {k: m for k, m in self._messages.items() if self._last_used[k] >= oldest}


class BrowserSession:
    """One visitor of a page. ``shows_chart``: every run has to deliver a chart, and a new one."""

    def __init__(self, connection: ClientConnection, page_name: str, shows_chart: bool) -> None:
        self._connection = connection
        self._page_name = page_name
        self._shows_chart = shows_chart
        self._page_hash = ""
        self._kept = KeptMessages()
        self._longest_unused = 0
        self._widgets: dict[str, Widget] = {}
        self._last_chart: str | None = None

    async def rerun(self, filters: Filters) -> float:
        """Run the script with these filters, by name in the address; seconds until it finished.

        Filters not given have the value that they had at first.
        """
        start = time.perf_counter()
        await self._connection.send(self._request(filters).SerializeToString())
        async with asyncio.timeout(LONGEST_RUN):
            run = await self._receive()
        seconds = time.perf_counter() - start
        if self._shows_chart and run.chart in (None, self._last_chart):
            raise WrongPageError(f"Page {self._page_name!r} sent no new chart: {run.elements}")
        self._last_chart = run.chart
        return seconds

    async def leave(self) -> None:
        await self._connection.close()

    def _request(self, filters: Filters) -> BackMsg:
        if unknown := filters.keys() - self._widgets.keys():
            raise WrongPageError(f"The page has no widgets for {sorted(unknown)}")
        values = {name: filters.get(name, it.default) for name, it in self._widgets.items()}
        changed = {name: v for name, v in values.items() if v != self._widgets[name].default}
        request = BackMsg()
        rerun = request.rerun_script
        rerun.query_string = urlencode(changed, doseq=True)
        rerun.page_script_hash = self._page_hash
        rerun.page_name = "" if self._page_hash else self._page_name
        rerun.cached_message_hashes.extend(self._kept.hashes())
        rerun.widget_states.widgets.extend(
            _state(self._widgets[name], value) for name, value in values.items()
        )
        return request

    async def _receive(self) -> ScriptRun:
        run = ScriptRun()
        async for frame in self._connection:
            if not isinstance(frame, bytes):
                raise WrongPageError(f"A text was received: {frame}")
            message = self._kept.complete(ForwardMsg.FromString(frame))
            match message.WhichOneof("type"):
                case "new_session":
                    self._page_hash = message.new_session.page_script_hash
                    self._longest_unused = message.new_session.config.max_cached_message_age
                case "navigation":
                    self._page_hash = message.navigation.page_script_hash
                case "page_not_found":
                    raise WrongPageError(f"There is no page {self._page_name!r}")
                case "delta" if message.delta.HasField("new_element"):
                    self._note(message.delta.new_element, message.hash, run)
                case "script_finished":
                    if self._has_finished(message):
                        return run
        raise WrongPageError("The server closed the connection")

    def _note(self, element: Element, message_hash: str, run: ScriptRun) -> None:
        kind = element.WhichOneof("type") or ""
        run.elements.add(kind)
        if kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR):
            raise WrongPageError(f"Page {self._page_name!r} shows an error: {element}")
        if kind == CHART:
            run.chart = message_hash
        widget = getattr(element, kind)
        if kind in DEFAULTS and widget.query_param_key not in self._widgets:
            bound = Widget(kind, widget.id, DEFAULTS[kind](widget))
            self._widgets[widget.query_param_key] = bound

    def _has_finished(self, message: ForwardMsg) -> bool:
        """Whether the script got to its end. If it asked for a rerun, the server starts that."""
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            status = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
            raise WrongPageError(f"The script ended with {status}")
        self._kept.finish_run(self._longest_unused)
        return True


async def arrive(address: str, page_name: str, shows_chart: bool) -> BrowserSession:
    """A visitor who has just opened the page and sees it."""
    streamlit = Subprotocol("streamlit")
    connection = await connect(address, subprotocols=[streamlit], max_size=None, proxy=None)
    session = BrowserSession(connection, page_name, shows_chart)
    await session.rerun({})
    return session


def _state(widget: Widget, value: Value) -> WidgetState:
    state = WidgetState(id=widget.identifier)
    if isinstance(value, list):
        state.string_array_value.data.extend(value)
    elif isinstance(value, str):
        state.string_value = value
    else:
        state.double_value = value
    return state
