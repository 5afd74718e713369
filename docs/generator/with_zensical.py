"""Zensical, the successor of Material."""

import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree

import yaml

from docs.generator.staging import DOCS
from ptc_service_policy.text import Language

KEPT = ".cache"
"""What Zensical keeps between builds; it knows nothing of the code whose docstrings a page shows."""

_LINK = re.compile(r'(?P<before><(?:a|link|script|img)\b[^<>]*? (?:href|src)=")(?P<to>(?![#/]|[a-z]+:)[^"]*)')

_INTERFACE = DOCS / "search" / "zensical.yaml"


def make(out: Path, language: Language, address: str | None, *, strict: bool, only_changes: bool) -> None:
    """Make the site of one language; see `builders.Maker`.

    What was made before is left alone where only changes are wanted; Zensical writes every page all the same.
    """
    site, pages = out / "site" / language, out / "zensical" / language
    if not only_changes:
        rmtree(site, ignore_errors=True)
    rmtree(pages, ignore_errors=True)
    copytree(out / "docs" / language, pages)
    for page in pages.rglob("*.md"):
        if page.name != "index.md":
            seen = partial(_seen_from_file, page.stem)
            page.write_text(_LINK.sub(seen, page.read_text("utf-8")), "utf-8")
    config = out / f"zensical.{language}.yml"
    told = {"INHERIT": f"mkdocs.{language}.yml", "docs_dir": f"zensical/{language}", "site_url": address}
    config.write_text(yaml.safe_dump({key: each for key, each in told.items() if each}), "utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--config-file", str(config)]
    command += ["--strict"] if strict else []
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(f"{language}: {done.stdout}{done.stderr}")
    _word_search(site, language)


def _seen_from_file(page: str, link: re.Match[str]) -> str:
    """Let a link in HTML start where the file of its page stands, and not where its address will be.

    Zensical takes such links as it takes those in Markdown; MkDocs leaves them as they are.
    """
    to = link["to"].removeprefix("../") if link["to"].startswith("../") else f"{page}/{link['to']}"
    return f"{link['before']}{to}"


def _word_search(site: Path, language: Language) -> None:
    """Let the search, which Zensical words in English only, speak the reader's language."""
    words = yaml.safe_load(_INTERFACE.read_text("utf-8"))
    for bundle in (site / "assets" / "javascripts").glob("bundle.*.min.js"):
        text = bundle.read_text("utf-8")
        for written, wanted in (words["both"] | words[language]).items():
            if written not in text:
                raise RuntimeError(f"{bundle.name} no longer says {written!r}: see {_INTERFACE.name}")
            text = text.replace(written, wanted)
        bundle.write_text(text, "utf-8")
