"""The command line, ``ptc-policy``: the only home of printing and of exit codes."""

import gc
import sys

_MADE_BEFORE_GARBAGE_IS_SOUGHT = 100_000
"""A command ends soon and keeps most of what it makes: to look through it often costs more than it frees."""


def hide_pandas() -> None:
    """Hide pandas, which no command needs: pyarrow imports it wherever it is, for 40 MB and 0.3 seconds."""
    sys.meta_path.insert(0, _WithoutPandas)


class _WithoutPandas:
    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def main() -> None:
    """Run ``ptc-policy``; say what to install where the `cli` extra is missing."""
    gc.set_threshold(_MADE_BEFORE_GARBAGE_IS_SOUGHT)
    hide_pandas()
    try:
        from ptc_service_policy.cli.app import app
        from ptc_service_policy.cli.running import steadily
    except ModuleNotFoundError as error:
        if error.name not in {"rich", "typer"}:
            raise
        from ptc_service_policy.cli.extras import missing

        said = missing("cli")
        sys.exit(f"ptc-policy: {said.en}\nptc-policy: {said.fr}")
    with steadily():
        app()
