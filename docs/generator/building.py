"""Building: both languages as one site, with MkDocs and Material."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree
from typing import Any

from docs.generator.finishing import finish, finish_root
from docs.generator.searching import SearchWords, read_search_words
from docs.generator.staging import DOCS, stage, stage_configuration
from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.typography import typeset

SITE_URL = "DOCS_SITE_URL"
"""The variable that names the address of the published site, if it is known."""

_ASSETS = ("ask-assets", "workbench-assets")
"""The folders beside the staged pages, and in the site, of what "Ask the policy" and the workbench run on."""

_WORKERS = "assets/javascripts/workers"
_INDEX = "search/search_index.json"
_CODE_OR_TAG = re.compile(r"<pre.*?</pre>\s*|<[^>]*>\s*", re.DOTALL)
_NAMED = re.compile(r"guides/api/|errors/(#|$)|response/#example")
_OF_A_CODE = "errors/PSP"

_FOLDED = "// Folded search\n"


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
    preview: bool = False,
    only_changes: bool = False,
) -> None:
    """Stage and build both languages at once, and the page that leads to them.

    Args:
        policies: the folder of all versions.
        out: the folder to write to: the pages to ``docs``, the site to ``site``.
        workers: where to build.
        today: the day; the version that governs contracts signed then is shown.
        preview: stage as a preview, and let no warning stop the build.
        only_changes: build only the pages that changed since the last build.

    Raises:
        PolicyError: if the policies are not valid, unless this is a preview.
        RuntimeError: if a language cannot be built; what is wrong was logged.
    """
    stage_configuration(out)
    address = os.environ.get(SITE_URL)
    jobs = [
        workers.submit(
            _build_language,
            language,
            policies,
            out,
            address,
            today,
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


def _build_language(
    language: Language,
    policies: Path,
    out: Path,
    address: str | None,
    today: date,
    *,
    preview: bool,
    only_changes: bool,
) -> None:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as build_pages
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    site = out / "site" / language
    stage(policies, out / "docs" / language, language, today=today, preview=preview)
    options = {} if address is None else {"site_url": f"{address.rstrip('/')}/{language}/"}
    config = load_config(str(out / f"mkdocs.{language}.yml"), strict=not preview, **options)
    known = _read_index(site / _INDEX) if only_changes else []
    config.plugins.on_startup(command="build", dirty=only_changes)
    try:
        build_pages(config, dirty=only_changes)
    except Abort as error:
        raise RuntimeError(f"{language}: {error}") from error
    finally:
        config.plugins.on_shutdown()
    words = read_search_words(language)
    _finish_index(site / _INDEX, known, language, words)
    _fold_search((site / _WORKERS).glob("search.*.min.js"), words)
    finish(site, language, address, preview=preview)


def _read_index(index: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(index.read_text("utf-8"))["docs"]
    return entries


def _finish_index(index: Path, known: list[dict[str, Any]], language: Language, words: SearchWords) -> None:
    """Keep what the search knew of pages that were not built anew, and say what readers type for each place.

    Every page loads the index, so it holds the words without code and markup, of the API reference, the list
    of codes and the worked examples the names, and of a code what is wrong.
    """
    found = json.loads(index.read_text("utf-8"))
    rebuilt = {_page_of(entry) for entry in found["docs"]}
    found["docs"] += [entry for entry in known if _page_of(entry) not in rebuilt]
    found["docs"] = list(_of_codes_what_is_wrong(found["docs"]))
    for entry in found["docs"]:
        named = _NAMED.match(entry["location"])
        entry["text"] = "" if named else _CODE_OR_TAG.sub(" ", entry["text"])
        entry.update({key: typeset(entry[key], language) for key in ("title", "text")})
        entry.update(words.of(entry["location"]))
    index.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _of_codes_what_is_wrong(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Let the page of a code say what its first chapter says, in the place of all its chapters."""
    code: dict[str, Any] = {}
    for entry in entries:
        if not entry["location"].startswith(_OF_A_CODE):
            yield entry
        elif "#" not in entry["location"]:
            code = entry
            yield entry
        elif code.pop("text", None) is not None:
            code["text"] = entry["text"]
            code = {}


def _page_of(entry: dict[str, Any]) -> str:
    return str(entry["location"]).partition("#")[0]


def _fold_search(workers: Iterable[Path], words: SearchWords) -> None:
    """Let Material's search find words without their accents and in the other number."""
    folding = (DOCS / "search" / "folding.js").read_text("utf-8")
    told = json.dumps({"idle": words.idle, "nothing": words.nothing}, ensure_ascii=False)
    for worker in workers:
        text = worker.read_text("utf-8")
        if not text.startswith(_FOLDED):
            worker.write_text(f"{_FOLDED}self.words = {told};\n{folding}{text}", "utf-8")
