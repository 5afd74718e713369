"""The preview: both languages from one origin; an edit of a policy shows in the open page."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from signal import SIGTERM, signal

from mkdocs.livereload import LiveReloadServer

from docs.generator.building import build, start_workers
from docs.generator.staging import DOCS

_CHECK_EVERY = 0.2
_WATCHED = ("fr", "en", "assets", "root")


def serve(policies: Path, out: Path, today: date, builder: str, port: int) -> None:
    """Build the site, serve it and build what changes on every edit, until interrupted."""
    with start_workers() as workers:

        def rebuild() -> None:
            build(policies, out, workers, today=today, builder=builder, preview=True, only_changes=True)

        build(policies, out, workers, today=today, builder=builder, preview=True)
        server = LiveReloadServer(
            rebuild, "127.0.0.1", port, str(out / "site"), polling_interval=_CHECK_EVERY
        )
        for folder in (policies, *(DOCS / name for name in _WATCHED)):
            server.watch(str(folder))
        signal(SIGTERM, _interrupt)
        try:
            with suppress(KeyboardInterrupt):
                server.serve()
        finally:
            server.shutdown()


def _interrupt(*_: object) -> None:
    """End as Ctrl+C does, so that the workers end too."""
    raise KeyboardInterrupt
