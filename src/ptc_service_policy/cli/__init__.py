"""The command line, ``ptc-policy``: the only home of printing and of exit codes."""

import sys


def main() -> None:
    """Run ``ptc-policy``; say what to install where the `cli` extra is missing."""
    try:
        from ptc_service_policy.cli.app import app
        from ptc_service_policy.cli.running import steadily
    except ModuleNotFoundError as error:
        if error.name not in {"rich", "typer"}:
            raise
        sys.exit("ptc-policy: pip install 'ptc-service-policy[cli]'")
    with steadily():
        app()
