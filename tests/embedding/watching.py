"""Watch what a piece of code asks of the world: files, sockets, processes, the environment and the clock."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from types import FrameType
from typing import Any

_CLOCKS = {
    getattr(time, name)
    for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "sleep")
} | {time.localtime, time.gmtime, time.ctime, time.strftime, time.process_time, time.thread_time}
_READS_TODAY = {"now", "utcnow", "today"}
_ENVIRONMENT = {
    function.__code__
    for function in (
        os.getenv,
        type(os.environ).__getitem__,
        type(os.environ).__iter__,
        type(os.environ).__len__,
    )
}
_STEPS = {os.getenv.__code__.co_filename, Mapping.get.__code__.co_filename}
_REACHES_OUT = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "urllib.",
    "shutil.",
)
_MODULES = (".py", ".pyc", ".so")

_heard: list[str] | None = None


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _heard is None:
        return
    if event == "open" and not str(arguments[0]).endswith(_MODULES):
        _heard.append(f"opens {arguments[0]}")
    elif event.startswith(_REACHES_OUT):
        _heard.append(f"{event} {arguments}")


def _follow(frame: FrameType, event: str, called: Any) -> None:
    if _heard is None:
        return
    if event == "call" and frame.f_code in _ENVIRONMENT:
        # pydantic looks for its own switch whenever it builds a model.
        if f"{os.sep}pydantic{os.sep}" not in _asker(frame):
            _heard.append(f"reads the environment, {_asker(frame)}")
    elif event == "c_call" and (
        any(called is clock for clock in _CLOCKS)
        or (called.__name__ in _READS_TODAY and called.__self__ in (date, datetime))
    ):
        _heard.append(f"reads the clock by {called.__name__}, {_asker(frame)}")


def _asker(frame: FrameType) -> str:
    """Return where the code stands that asks, past the standard library's own steps."""
    while frame.f_back is not None and frame.f_code.co_filename in _STEPS:
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


@contextmanager
def watching() -> Iterator[list[str]]:
    """Collect what the block asks of the world; what it imports is not counted."""
    global _heard  # noqa: PLW0603 - an audit hook cannot be taken away again
    heard: list[str] = []
    _heard = heard
    sys.setprofile(_follow)
    try:
        yield heard
    finally:
        sys.setprofile(None)
        _heard = None


sys.addaudithook(_hear)
