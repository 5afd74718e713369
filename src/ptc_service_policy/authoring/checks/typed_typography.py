"""A typographic sign or space in a text that owners type plainly: the writer sets it."""

import re
from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LANGUAGES, LocalizedText

_SIGN = re.compile("[‘’ʼ“”\u00a0\u202f\u2009]")
_NAMES = {
    "\u00a0": LocalizedText(fr="une espace insécable", en="a no-break space"),
    "\u202f": LocalizedText(fr="une espace fine insécable", en="a narrow no-break space"),
    "\u2009": LocalizedText(fr="une espace fine", en="a thin space"),
}


def _find(material: Material) -> Iterator[Problem]:
    for placed in material.texts:
        for language in LANGUAGES:
            if found := _SIGN.search(placed.text[language]):
                yield placed.problem_in(language, "PSP463", sign=_NAMES.get(found[0], found[0]))


CHECK = Check("PSP463", _find)
