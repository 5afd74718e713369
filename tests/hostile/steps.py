"""Steps that something takes, counted, so that every machine says the same."""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from ptc_service_policy import PolicyError


def steps(run: Callable[[], object]) -> int:
    """Count the calls that something takes, those of functions written in C among them."""
    count = 0

    def seen(_frame: FrameType, _event: str, _argument: Any) -> None:
        nonlocal count
        count += 1

    with suppress(PolicyError):
        run()  # what is built once is built before
    sys.setprofile(seen)
    try:
        with suppress(PolicyError):
            run()
    finally:
        sys.setprofile(None)
    return count
