"""What readers type for what the pages say in words of their own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ptc_service_policy import LocalizedText
from ptc_service_policy.text import Language

WORDS = Path(__file__).parents[1] / "search" / "words.yaml"
_NOTHING = LocalizedText(
    fr="Aucune page ne contient ces mots. Posez la question à la politique elle-même.",
    en="No page has these words. Ask the policy itself.",
)
_FOR_FEW = ("guides/", "errors/", "decisions/")
_BEHIND = 0.3
_CODE = re.compile(r"errors/(PSP(\d+))/$")


@dataclass(frozen=True)
class SearchWords:
    """Hold the words by place, the words that find nothing by themselves, and what is said of no result."""

    places: Mapping[str, list[str]]
    idle: list[str]
    nothing: str

    def of(self, location: str) -> dict[str, object]:
        """Return what the index says of a place: what readers type for it, and whether others stand first."""
        code = _CODE.match(location)
        words = list(code.groups()) if code else self.places.get(location, [])
        behind = {"boost": _BEHIND} if location.startswith(_FOR_FEW) else {}
        return {**behind, **({"tags": words} if words else {})}


def read_search_words(language: Language) -> SearchWords:
    """Read the words of one language."""
    written = yaml.safe_load(WORDS.read_text("utf-8"))
    places = {place: words[language].split() for place, words in written["places"].items()}
    return SearchWords(places, written["idle"][language].split(), _NOTHING[language])
