"""Every text in both languages, wherever it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Hold one text and where it stands."""

    document: Document
    path: Path
    text: LocalizedText

    def problem(self, code: str, **values: Any) -> Problem:
        """Describe a fault of both languages together."""
        return self.document.describe(code, self.path, at_key=True, **values)

    def problem_in(self, language: Language, code: str, **values: Any) -> Problem:
        """Describe a fault of the text in one language."""
        return self.document.describe(code, (*self.path, language), **values)


def texts_in(document: Document) -> Iterator[PlacedText]:
    """Find the texts of one document."""
    yield from _texts_at(document, (), document.data)


def _texts_at(document: Document, path: Path, data: Any) -> Iterator[PlacedText]:
    if not isinstance(data, dict):
        return
    if set(data) == set(LANGUAGES):
        if all(isinstance(text, str) and text.strip() for text in data.values()):
            yield PlacedText(document, path, LocalizedText(**data))
        return
    for key, value in data.items():
        yield from _texts_at(document, (*path, key), value)
