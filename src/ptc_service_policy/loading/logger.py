"""The library's logger: it tells what was read, to an application that listens, and is silent otherwise."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger


@cache
def logger() -> "Logger":
    """Return the logger "ptc_service_policy"; `logging` is imported here, since few imports need it."""
    import logging

    ours = logging.getLogger("ptc_service_policy")
    ours.addHandler(logging.NullHandler())
    return ours
