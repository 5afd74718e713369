"""A text that is the same in both languages.

One word may be right in both (Maintenance), and so are names and acronyms (TSAM, SaaS Premium), in any
number. Two words that are neither never are.
"""

import re
from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.language_words import language_of, words_of
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import Language

_FRENCH_LETTER = re.compile(r"[àâçéèêëîïôœùûü]", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]*[A-ZÀ-Ý][^\W\d_]*[A-ZÀ-Ý][^\W\d_]*|(?<=[\w,-] )[A-ZÀ-Ý][^\W\d_]*")


def _find(material: Material) -> Iterator[Problem]:
    for placed in material.texts:
        text = placed.text
        if words_of(text.fr) == words_of(text.en) and _has_words_of_one_language(text.fr):
            language: Language = "fr" if language_of(text.fr) == "en" else "en"
            yield placed.problem_in(language, "PSP451")


def _has_words_of_one_language(text: str) -> bool:
    ordinary = words_of(_NAME.sub(" ", text))
    return len(ordinary) > 1 or any(_FRENCH_LETTER.search(word) for word in ordinary)


CHECK = Check("PSP451", _find)
