"""The command line, ``ptc-policy``: the only home of printing and of exit codes."""

import gc
import sys

_MADE_BEFORE_GARBAGE_IS_SOUGHT = 100_000
"""A command ends soon and keeps most of what it makes: to look through it often costs more than it frees."""


def main() -> None:
    """Run ``ptc-policy``; say what to install where the `cli` extra is missing."""
    gc.set_threshold(_MADE_BEFORE_GARBAGE_IS_SOUGHT)
    try:
        from ptc_service_policy.cli.app import app
        from ptc_service_policy.cli.running import steadily
    except ModuleNotFoundError as error:
        if error.name not in {"rich", "typer"}:
            raise
        sys.exit("ptc-policy: pip install 'ptc-service-policy[cli]'")
    with steadily():
        app()
