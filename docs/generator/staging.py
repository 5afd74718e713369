"""Staging: every page of a language as plain Markdown in a folder, for MkDocs or Zensical to build."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from shutil import copyfile, copytree

from docs.generator.desk import Desk, is_of_a_version, kept_page
from docs.generator.frame import framed
from docs.generator.pages.availability import availability
from docs.generator.pages.compare import compare
from docs.generator.pages.deliveries import deliveries
from docs.generator.pages.downloads import downloads, files_of_a_version, schemas
from docs.generator.pages.errors import error_index, error_page
from docs.generator.pages.keys import keys
from docs.generator.pages.offering import offering
from docs.generator.pages.overview import overview
from docs.generator.pages.problems import problems_page
from docs.generator.pages.register import register
from docs.generator.pages.response import response
from docs.generator.pages.terms import limits, terms
from docs.generator.pages.traceability import traceability
from docs.generator.pages.versions import version_page, versions
from docs.generator.reigns import governing, reigns_in
from ptc_service_policy import Policy, PolicyError, Problem
from ptc_service_policy.authoring.diff import Edition, read_edition
from ptc_service_policy.authoring.publishing.choosing import versions_in
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.loading.versions import published_digests, read_published
from ptc_service_policy.text import Language

DOCS = Path(__file__).parents[1]
_ERROR_INDEX = "errors/index.md"
_KEYS = "keys.md"
_JOINED = {
    "style/site.css": [f"style/{name}.css" for name in ("tokens", "answers", "pictures", "print")],
    "scripts/site.js": [f"scripts/{name}.js" for name in ("labels", "copy", "compare", "week", "standing")],
}
"""What pages ask for as one file, since a phone waits for each."""
_PAGES: dict[str, Callable[[Desk], str]] = {
    "index.md": overview,
    "compare.md": compare,
    "deliveries.md": deliveries,
    "response.md": response,
    "availability.md": availability,
    "limits.md": limits,
    "terms.md": terms,
    "register.md": register,
    "traceability.md": traceability,
    "versions/index.md": versions,
    "downloads.md": downloads,
    _ERROR_INDEX: error_index,
    _KEYS: keys,
}


def stage(policies: Path, folder: Path, language: Language, *, today: date, preview: bool = False) -> None:
    """Write the pages of one language; what has not changed is left alone.

    Args:
        policies: the folder of all versions.
        folder: the folder to write to; what else stands in it is removed.
        language: "fr" or "en".
        today: the day; the version that governs contracts signed then is shown.
        preview: show the newest version whether it is published or not, and in the place of a policy
            with mistakes show the mistakes.

    Raises:
        PolicyError: if the policies are not valid, unless this is a preview.
    """
    try:
        files = dict(_files(_desk(policies, language, today, preview=preview)))
    except PolicyError as error:
        if not preview:
            raise
        _show_problems(folder, error.problems, language)
    else:
        _write_changed(folder, files)
        _remove_others(folder, files)


def drafts_in(policies: Path) -> tuple[str, ...]:
    """Return the versions that only a preview shows, since they are not published."""
    published = published_digests(policies)
    return tuple(version for version in versions_in(policies) if version not in published)


def stage_configuration(out: Path) -> None:
    """Put the configurations, one a language, and templates beside the folder ``docs`` of the languages."""
    out.mkdir(parents=True, exist_ok=True)
    for file in DOCS.glob("mkdocs.*.yml"):
        copyfile(file, out / file.name)
    copytree(DOCS / "templates", out / "templates", dirs_exist_ok=True)


def _desk(policies: Path, language: Language, today: date, *, preview: bool) -> Desk:
    reigns = reigns_in(policies)
    locked = published_digests(policies)
    shown = versions_in(policies) if preview else tuple(locked)
    editions = {
        version: read_edition(policies / version, called=f"{policies.name}/{version}") for version in shown
    }
    policy = (
        editions[shown[-1]].asked.policy
        if preview
        else _published(policies, editions[governing(policies, reigns, today)])
    )
    changed = {version for version in locked if preview and editions[version].files.digest != locked[version]}
    return Desk(policy, policies, editions, language, reigns, today, locked.keys() - changed, changed)


def _published(policies: Path, edition: Edition) -> Policy:
    files = read_published(policies, edition.version)
    return Policy(replace(files, first_day=edition.files.first_day))


def _files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    for path, text in _pages(desk).items():
        yield path, framed(desk.at(path), text).encode()
    for version in sorted(desk.published):
        yield from _kept_pages(desk.of_version(_published(desk.policies, desk.editions[version])))
    of_each = (files_of_a_version(desk.of_version(each.asked.policy)) for each in desk.editions.values())
    for path, text in chain(*of_each, schemas()):
        yield path, text.encode()
    for path, content in _made_by_hand(desk.language):
        yield path, framed(desk.at(path), content.decode()).encode() if path.endswith(".md") else content


def _pages(desk: Desk) -> dict[str, str]:
    pages = {path: page(desk.at(path)) for path, page in (_PAGES | _offerings(desk)).items()}
    for version in desk.editions:
        path = f"versions/{version}.md"
        pages[path] = version_page(desk.at(path), version)
    for code in CATALOGUE:
        path = f"errors/{code}.md"
        pages[path] = error_page(desk.at(path), code)
    return pages


def _offerings(desk: Desk) -> dict[str, Callable[[Desk], str]]:
    return {f"offerings/{name}.md": partial(offering, name=name) for name in desk.policy.offerings}


def pages_of_a_version(desk: Desk) -> dict[str, Callable[[Desk], str]]:
    """Return what writes each page that speaks of one version, by its file."""
    return {path: page for path, page in (_PAGES | _offerings(desk)).items() if is_of_a_version(path)}


def _kept_pages(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Write the pages of one version at the address where they stay; its own page leads to them."""
    for path, page in pages_of_a_version(desk).items():
        if path != "index.md":
            here = desk.at(kept_page(desk.policy.version, path))
            yield here.here, framed(here, page(here), path).encode()


def _made_by_hand(language: Language) -> Iterator[tuple[str, bytes]]:
    for folder in (DOCS / language, DOCS / "assets"):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix not in (".css", ".js"):
                yield file.relative_to(folder).as_posix(), file.read_bytes()
    for whole, parts in _JOINED.items():
        yield whole, b"\n".join((DOCS / "assets" / part).read_bytes() for part in parts)


def _write_changed(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        target = folder / path
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _remove_others(folder: Path, files: dict[str, bytes]) -> None:
    for file in folder.rglob("*"):
        if file.is_file() and file.relative_to(folder).as_posix() not in files:
            file.unlink()


def _show_problems(folder: Path, problems: tuple[Problem, ...], language: Language) -> None:
    """Put the mistakes in the place of every page about the policy, so that the open one shows them.

    A page made by hand that is there stays: it names at its foot the version that was read last.
    """
    of_a_version = (file for name in ("offerings", "versions") for file in (folder / name).glob("*.md"))
    paths = {*_PAGES, *(file.relative_to(folder).as_posix() for file in of_a_version)} - {_ERROR_INDEX, _KEYS}
    shown = {path: problems_page(problems, path, language).encode() for path in paths}
    others = {
        path: content
        for path, content in _made_by_hand(language)
        if not (path.endswith(".md") and (folder / path).is_file())
    }
    _write_changed(folder, shown | others)
