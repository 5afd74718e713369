"""Words in braces that only one language has."""

import re
from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def _find(material: Material) -> Iterator[Problem]:
    for placed in material.texts:
        in_french, in_english = (set(_PLACEHOLDER.findall(text)) for text in (placed.text.fr, placed.text.en))
        if in_french != in_english:
            yield placed.problem("PSP453", names=sorted(in_french ^ in_english))


CHECK = Check("PSP453", _find)
