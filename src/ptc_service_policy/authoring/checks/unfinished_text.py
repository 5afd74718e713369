"""A text with a mark that says it is not finished."""

import re
from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LANGUAGES

_PHRASES = (
    "à (?:traduire|compléter|rédiger|confirmer|définir|préciser|relire)|"
    "to be (?:translated|completed|written|confirmed|defined|done|reviewed)|"
    "lorem ipsum|todo|tbd|tbc"
)
_MARK = re.compile(
    rf"\b(?:TODO|FIXME|TBD|TBC|XXX+)\b|\?\?+|[\[(<{{](?i:{_PHRASES})\W*[\])>}}]|^\W*(?i:{_PHRASES})\W*$|^[\W_]+$"
)


def _find(material: Material) -> Iterator[Problem]:
    for placed in material.texts:
        for language in LANGUAGES:
            if found := _MARK.search(placed.text[language]):
                yield placed.problem_in(language, "PSP456", mark=found[0])


CHECK = Check("PSP456", _find)
