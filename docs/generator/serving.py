"""The preview: both languages from one origin; an edit of a policy shows in the open page."""

from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from docs.generator.building import build, start_workers
from docs.generator.staging import DOCS, stage

_CHECK_EVERY = 0.2
_STAGED_FROM = ("fr", "en", "assets", "root", "search")


def serve(policies: Path, staged: Path, site: Path, port: int) -> None:
    """Build the site, serve it and build it anew on every edit, until interrupted."""
    workers = start_workers()

    def rebuild() -> None:
        stage(policies, staged, preview=True)
        build(staged, site, workers, strict=False)

    rebuild()
    server = LiveReloadServer(rebuild, "127.0.0.1", port, str(site), polling_interval=_CHECK_EVERY)
    for folder in (policies, *(DOCS / name for name in _STAGED_FROM)):
        server.watch(str(folder))
    try:
        server.serve()
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        workers.shutdown()
