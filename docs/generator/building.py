"""Building: both languages as one site."""

import json
import os
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

from docs.generator.builders import BUILDERS
from docs.generator.finishing import SITE_URL, finish, finish_root
from docs.generator.searching import finish_search, read_entries
from docs.generator.staging import stage, stage_configuration
from docs.generator.with_zensical import KEPT
from ptc_service_policy.loading.versions import published_digests
from ptc_service_policy.text import LANGUAGES, Language

_ASSETS = ("ask-assets", "workbench-assets")
"""The folders beside the staged pages, and in the site, of what "Ask the policy" and the workbench run on."""
_VERSIONS_OF: dict[str, tuple[str, Callable[[Any], set[str]]]] = {
    "ask": ("ask-assets/catalogue.json", lambda told: {each["id"] for each in told["versions"]}),
    "workbench": ("workbench-assets/published.json", lambda told: {*told["published"]}),
}
"""What tells, and how, from which versions "Ask the policy" answers, and with which the workbench opens."""


def start_workers() -> Executor:
    """Start a process for each language; they stay warm for further builds.

    They share nothing with what starts them, such as the pipes of a browser that it drives.
    """
    return ProcessPoolExecutor(len(LANGUAGES), mp_context=get_context("spawn"))


def build(
    policies: Path,
    out: Path,
    workers: Executor,
    *,
    today: date,
    builder: str = "material",
    preview: bool = False,
    only_changes: bool = False,
) -> None:
    """Stage and build both languages at once, and the page that leads to them.

    Args:
        policies: the folder of all versions.
        out: the folder to write to: the pages to ``docs``, the site to ``site``.
        workers: where to build.
        today: the day; the version that governs contracts signed then is shown.
        builder: what makes the site: "material" or "zensical".
        preview: stage as a preview, and let no warning stop the build.
        only_changes: build only the pages that changed since the last build.

    Raises:
        PolicyError: if the policies are not valid, unless this is a preview.
        RuntimeError: if a language cannot be built; what is wrong was logged. Or if "Ask the policy" answers
            from other versions than the pages show, or the workbench opens with others, unless this is a
            preview.
    """
    if not preview:
        _require_same_versions(policies, out)
    stage_configuration(out)
    if not only_changes:
        rmtree(out / KEPT, ignore_errors=True)
    address = os.environ.get(SITE_URL)
    jobs = [
        workers.submit(
            _build_language,
            language,
            policies,
            out,
            address,
            today,
            builder,
            preview=preview,
            only_changes=only_changes,
        )
        for language in LANGUAGES
    ]
    for job in jobs:
        job.result()
    finish_root(out / "site", address)
    for assets in _ASSETS:
        if (out / assets).is_dir() and not only_changes:
            copytree(out / assets, out / "site" / assets, dirs_exist_ok=True)


def _require_same_versions(policies: Path, out: Path) -> None:
    published = published_digests(policies).keys()
    for name, (file, versions_in) in _VERSIONS_OF.items():
        told = out / file
        if told.is_file() and (known := versions_in(json.loads(told.read_text("utf-8")))) != published:
            raise RuntimeError(
                f"{told.parent} was made of other versions ({', '.join(sorted(known))}): "
                f"python -m docs.{name}.build {told.parent} --policies {policies}"
            )


def _build_language(
    language: Language,
    policies: Path,
    out: Path,
    address: str | None,
    today: date,
    builder: str,
    *,
    preview: bool,
    only_changes: bool,
) -> None:
    site, with_ = out / "site" / language, BUILDERS[builder]
    stage(policies, out / "docs" / language, language, today=today, preview=preview)
    known = read_entries(site, with_) if only_changes else []
    stands_at = None if address is None else f"{address.rstrip('/')}/{language}/"
    with_.make(out, language, stands_at, strict=not preview, only_changes=only_changes)
    finish_search(site, with_, known, language)
    finish(site, language, address, preview=preview)
