"""What no reader should see, found by rules of their own: plain signs, and spaces at which lines break."""

import re
from collections.abc import Iterator
from html import unescape

from ptc_service_policy.text import Language

_CODE = re.compile(r"```.*?```|`[^`\n]*`|\{[^{}\n]*\}|\[(?:\"[^\"]*\"|[, .])*\]|\"\d[\d:-]*\"", re.DOTALL)
_HIDDEN = re.compile(r"<!--.*?-->|<meta http-equiv[^>]*>|<(code|kbd|pre|script|style)\b.*?</\1>", re.DOTALL)
_SHOWN = re.compile(r'\s(?:title|alt|aria-label|placeholder|content)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_FAULTS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"[^\W_]'[^\W_]|\w'(?=\s)|[^\s│][ \u00a0][;?!](?!\w|=)|«[^\u202f]|[^\u202f]»"
        r"|\w :(?!\w|:)|\d (?:h|%|€|min|jours?|heures?|semaines?|mois|ans?|minutes?)(?!\w)|[nN]° \d"
    ),
    "en": re.compile(r"[^\W_]'[^\W_]|\w'(?=\s)|\""),
}


def faults_in(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Yield the number of each line with a fault, and the words around it."""
    prose = _CODE.sub(lambda found: "\n" * found[0].count("\n") + "code", text)
    for number, line in enumerate(prose.splitlines(), 1):
        for found in _FAULTS[language].finditer(line):
            yield number, line[max(0, found.start() - 30) : found.end() + 20].strip()


def faults_in_html(page: str, language: Language) -> Iterator[tuple[int, str]]:
    """Yield what ``faults_in`` finds in what a reader sees of a page, or has read out."""
    shown = _HIDDEN.sub(lambda found: "\n" * found[0].count("\n") + "code", page)
    for number, line in enumerate(shown.splitlines(), 1):
        texts = [*_SHOWN.findall(line), _TAG.sub("", line)]
        for text in map(unescape, texts):
            yield from ((number, words) for _, words in faults_in(text, language))
