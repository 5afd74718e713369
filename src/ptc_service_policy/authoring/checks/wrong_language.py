"""A French text under `en`, or an English one under `fr`."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.language_words import language_of, words_of
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText

_LOOKS: dict[Language, LocalizedText] = {
    "fr": LocalizedText(fr="rédigé en français", en="French"),
    "en": LocalizedText(fr="rédigé en anglais", en="English"),
}
_LANGUAGES: dict[Language, LocalizedText] = {
    "fr": LocalizedText(fr="en français", en="French"),
    "en": LocalizedText(fr="en anglais", en="English"),
}


def _find(material: Material) -> Iterator[Problem]:
    for placed in material.texts:
        if words_of(placed.text.fr) == words_of(placed.text.en):
            continue
        for language in LANGUAGES:
            found = language_of(placed.text[language])
            if found not in {language, None}:
                yield placed.problem_in(
                    language, "PSP452", found=_LOOKS[found], key=language, expected=_LANGUAGES[language]
                )


CHECK = Check("PSP452", _find)
