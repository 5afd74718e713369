"""Building: the staged pages of both languages as one site, with MkDocs and Material."""

import os
from collections.abc import Iterable
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from shutil import copytree
from typing import Any

from docs.generator.staging import DOCS
from ptc_service_policy.text import LANGUAGES, Language

SITE_URL = "DOCS_SITE_URL"
"""The variable that names the address of the published site, if it is known."""

_WORKERS = "assets/javascripts/workers"
_FOLDED = "// Folded search\n"
ASK_ASSETS = "ask-assets"


def start_workers() -> Executor:
    """Start a process for each language; they stay warm for further builds."""
    return ProcessPoolExecutor(len(LANGUAGES))


def build(staged: Path, site: Path, workers: Executor, *, strict: bool = True, dirty: bool = False) -> None:
    """Build both languages at once, and the page that leads to them.

    Args:
        staged: the folder that ``stage`` wrote.
        site: the folder to write to.
        workers: where to build.
        strict: whether a warning stops the build.
        dirty: whether to build only the pages that changed.

    Raises:
        RuntimeError: if a language cannot be built; what is wrong was logged.
    """
    address = os.environ.get(SITE_URL)
    jobs = [
        workers.submit(_build_language, language, staged, site, address, strict=strict, dirty=dirty)
        for language in LANGUAGES
    ]
    for job in jobs:
        job.result()
    copytree(DOCS / "root", site, dirs_exist_ok=True)
    if (staged.parent / ASK_ASSETS).is_dir():
        copytree(staged.parent / ASK_ASSETS, site / ASK_ASSETS, dirs_exist_ok=True)


def _build_language(
    language: Language, staged: Path, site: Path, address: str | None, *, strict: bool, dirty: bool
) -> None:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as build_pages
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    options: dict[str, Any] = {"docs_dir": str(staged / language), "site_dir": str(site / language)}
    if address is not None:
        options["site_url"] = f"{address.rstrip('/')}/{language}/"
    config = load_config(str(DOCS / f"mkdocs.{language}.yml"), strict=strict, **options)
    config.plugins.on_startup(command="build", dirty=dirty)
    try:
        build_pages(config, dirty=dirty)
    except Abort as error:
        raise RuntimeError(f"{language}: {error}") from error
    finally:
        config.plugins.on_shutdown()
    _fold_search((site / language / _WORKERS).glob("search.*.min.js"))


def _fold_search(workers: Iterable[Path]) -> None:
    """Let Material's search find words without their accents and in the other number."""
    folding = (DOCS / "search" / "folding.js").read_text("utf-8")
    for worker in workers:
        text = worker.read_text("utf-8")
        if not text.startswith(_FOLDED):
            worker.write_text(f"{_FOLDED}{folding}{text}", "utf-8")
