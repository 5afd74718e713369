"""The search: what the built index says of each place, and the worker that searches it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any

import yaml

from docs.generator.staging import DOCS
from ptc_service_policy import LocalizedText
from ptc_service_policy.text import Language
from ptc_service_policy.typography import typeset

if TYPE_CHECKING:
    from docs.generator.builders import Builder

_SEARCH = DOCS / "search"
_WORKERS = "assets/javascripts/workers"
_NOTHING = LocalizedText(
    fr="Aucune page ne contient ces mots. Posez la question à la politique elle-même.",
    en="No page has these words. Ask the policy itself.",
)
_ASK, _NOTHING_FOUND = "ask/", "ask/#"
"""Where "Ask" stands, and the last entry of the index, which is shown where nothing is found."""

_FOR_FEW = ("guides/", "errors/", "keys/", "decisions/")
_BEHIND = 0.3
_CODE = re.compile(r"errors/(PSP(\d+))/$")
_CODE_OR_TAG = re.compile(r"<pre.*?</pre>\s*|<[^>]*>\s*", re.DOTALL)
_NAMED = re.compile(r"guides/api/|errors/(#|$)|keys/#|response/#example")
_OF_A_CODE = "errors/PSP"

Entry = dict[str, Any]
"""What the index says of a place: its location, title and text, and what is added here."""


@dataclass(frozen=True)
class SearchWords:
    """Hold the words by place, the words that find nothing by themselves, and what is said of no result."""

    places: Mapping[str, str]
    idle: list[str]
    nothing: str

    def of(self, location: str) -> Entry:
        """Return what the index says of a place: what readers type for it, and whether others stand first."""
        code = _CODE.match(location)
        words = " ".join(code.groups()) if code else self.places.get(location, "")
        behind = {"boost": _BEHIND} if location.startswith(_FOR_FEW) else {}
        return {**behind, **({"words": words} if words else {})}


def read_search_words(language: Language) -> SearchWords:
    """Read the words of one language."""
    written = yaml.safe_load((_SEARCH / "words.yaml").read_text("utf-8"))
    places = {place: words[language] for place, words in written["places"].items()}
    return SearchWords(places, written["idle"][language].split(), _NOTHING[language])


def finish_search(site: Path, builder: Builder, known: Iterable[Entry], language: Language) -> None:
    """Say in the index what readers type for each place, and let the site's own worker search it.

    Args:
        site: the built pages of a language.
        builder: what built them.
        known: the entries of an earlier build, for pages that were not built anew.
        language: the language.
    """
    words = read_search_words(language)
    index = site / builder.index
    built = json.loads(index.read_text("utf-8"))
    built["config"] |= {"idle": words.idle, "apart": builder.apart}
    built[builder.entries] = list(_finished(built[builder.entries], known, words, language))
    if builder.apart:
        _write(site / builder.apart, built[builder.entries])
        built[builder.entries] = []
    _write(index, built)
    for worker in (site / _WORKERS).glob("search.*.min.js"):
        copyfile(_SEARCH / "search.js", worker)


def read_entries(site: Path, builder: Builder) -> list[Entry]:
    """Return what the search of a site that was built says of each place."""
    written = json.loads((site / (builder.apart or builder.index)).read_text("utf-8"))
    found: list[Entry] = written if builder.apart else written[builder.entries]
    return found


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _finished(
    entries: Iterable[Entry], known: Iterable[Entry], words: SearchWords, language: Language
) -> Iterator[Entry]:
    """Say of each place what is found there, and last what is shown where nothing is found.

    A phone loads them all, so they hold the words without code and markup, of the API reference, the lists of
    codes and keys and the worked examples the names, and of a code what is wrong.
    """
    entries = list(entries)
    rebuilt = {_page_of(entry) for entry in entries}
    kept = [entry for entry in known if _page_of(entry) not in rebuilt]
    ask = ""
    for entry in _of_codes_what_is_wrong([*entries, *kept]):
        location = entry["location"]
        if location == _NOTHING_FOUND:
            continue
        text = "" if _NAMED.match(location) else _CODE_OR_TAG.sub(" ", entry["text"])
        said = {"title": typeset(entry["title"], language), "text": typeset(text, language)}
        path = {"path": [typeset(each, language) for each in entry["path"]]} if "path" in entry else {}
        yield {"location": location, **said, **path, **words.of(location)}
        ask = said["title"] if location == _ASK else ask
    yield {"location": _NOTHING_FOUND, "title": ask, "text": words.nothing}


def _of_codes_what_is_wrong(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Let the page of a code say what its first chapter says, in the place of all its chapters."""
    code: Entry = {}
    for entry in entries:
        if not entry["location"].startswith(_OF_A_CODE):
            yield entry
        elif "#" not in entry["location"]:
            code = entry
            yield entry
        elif code.pop("text", None) is not None:
            code["text"] = entry["text"]
            code = {}


def _page_of(entry: Entry) -> str:
    return str(entry["location"]).partition("#")[0]
