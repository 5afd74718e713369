"""A page as the site would show it, in HTML: what its theme adds around it is left to whoever shows it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import NamedTuple

from markdown import markdown

from docs.generator.desk import Desk, address_of
from docs.generator.frame import framed
from docs.generator.pages import availability
from docs.generator.staging import pages_of_a_version
from ptc_service_policy.authoring.diff import Edition
from ptc_service_policy.text import Language
from ptc_service_policy.typography import typeset_html

_EXTENSIONS = ("admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc")
_HEADING = re.compile(r"^# (.+?)(?: *\{.*\})?$", re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_OF_A_YEAR = "availability.md"
"""What takes long to write: a year of hours."""


class Page(NamedTuple):
    """Name a page, and tell whether an edit changes it; its address is below the language's home."""

    file: str
    address: str
    name: str
    is_changed: bool


def desk_of(edition: Edition, language: Language, today: date, published: Mapping[str, str]) -> Desk:
    """Return the desk of the pages of a version, beside the digests of those that are published."""
    changed = {
        version
        for version, digest in published.items()
        if version == edition.version and digest != edition.files.digest
    }
    there = published.keys() - changed
    return Desk(edition.asked.policy, Path(), {}, language, (), today, there, changed)


def pages_between(before: Desk, after: Desk) -> Iterator[Page]:
    """List the pages of a version, and tell which of them are others than those of the version before."""
    old = pages_of_a_version(before)

    def unnumbered(text: str) -> str:
        return text.replace(before.policy.version, "").replace(after.policy.version, "")

    for file, write in pages_of_a_version(after).items():
        address = address_of(file)
        if file == _OF_A_YEAR:
            moved = availability.rules(before.at(file)) != availability.rules(after.at(file))
            yield Page(file, address, availability.TITLE[after.language], moved)
            continue
        text = write(after.at(file))
        found = _HEADING.search(text)
        was = old[file](before.at(file)) if file in old else ""
        yield Page(
            file,
            address,
            unescape(found[1]) if found else address,
            unnumbered(was) != unnumbered(text),
        )


def show(desk: Desk, file: str) -> str:
    """Return the text of a page in HTML."""
    there = desk.at(file)
    text = _FRONT.sub("", framed(there, pages_of_a_version(desk)[file](there)))
    return typeset_html(markdown(text, extensions=_EXTENSIONS), desk.language)
