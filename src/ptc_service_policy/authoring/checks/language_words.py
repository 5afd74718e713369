"""Telling French from English by the small words that only one of them has."""

import re
from functools import lru_cache

from ptc_service_policy.text import LANGUAGES, Language

_FRENCH = """
    au aux avec ce ces cette dans de des dont du elle est et il ils la le les leur leurs mais ne nous
    ou où par pas pour que qui sa sans ses sont sous sur un une vous
"""
_ENGLISH = """
    and are at be been by can does for from has have how in is it its may nor not of that the their
    them then there these they this those to was were what when where which who whose will with
"""
_SMALL_WORDS: dict[Language, frozenset[str]] = {
    "fr": frozenset(_FRENCH.split()),
    "en": frozenset(_ENGLISH.split()),
}
_WORD = re.compile(r"[^\W\d_]+")
_CERTAIN = 2


@lru_cache(maxsize=4_096)
def words_of(text: str) -> tuple[str, ...]:
    """List the words of a text, in lower case; several checks ask for those of every text."""
    return tuple(word.lower() for word in _WORD.findall(text))


def language_of(text: str) -> Language | None:
    """Return the language of a text, or None where its small words do not tell.

    At least two different small words must belong to one language, and none to the other.
    """
    words = set(words_of(text))
    found = {language: words & _SMALL_WORDS[language] for language in LANGUAGES}
    certain = [language for language in LANGUAGES if len(found[language]) >= _CERTAIN]
    return certain[0] if len(certain) == 1 and sum(map(bool, found.values())) == 1 else None
