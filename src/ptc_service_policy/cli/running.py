"""What the system may do to any command: end it, close its output, or have no room for it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import current_thread, main_thread
from types import FrameType
from typing import Any, NoReturn

from ptc_service_policy.cli.bilingual import language_of
from ptc_service_policy.errors import cause_of, describe

_NOBODY_READS = 141
"""What a shell says of a program whose output was closed: 128 and the number of SIGPIPE."""
_FAILED = 2
_ENDING = ("SIGTERM", "SIGHUP")


@contextmanager
def steadily() -> Iterator[None]:
    """Let a command end well whatever the system does: what it has begun to write is removed."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # what stands there may be no file
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with _ended_by_signals():
        try:
            try:
                yield
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            _let_go()
            sys.exit(_NOBODY_READS)
        except OSError as error:
            _let_go()
            _say(error)
            sys.exit(_FAILED)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Turn the signals that end a process into its end, by which files are closed and removed."""
    with ExitStack() as before:
        for name in _ENDING if current_thread() is main_thread() else ():
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup ignores one
                before.callback(signal.signal, number, signal.signal(number, _end))
        yield


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _let_go() -> None:
    """Keep the interpreter from writing on where nothing can be written."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _say(error: OSError) -> None:
    """Say in one line what could not be read or written."""
    told: dict[str, Any] = {"cause": cause_of(error)}
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None
    problem = (
        describe("PSP907", name="stdout", **told)
        if name is None
        else describe("PSP003", file=name, name=name, **told)
    )
    with suppress(OSError):
        print(problem.write(language_of(sys.argv[1:])), file=sys.stderr)  # noqa: T201 - all else may have failed
