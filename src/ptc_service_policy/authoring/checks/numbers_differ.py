"""A number in digits that the other language does not give, in digits or in words."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.numbers import find_numbers
from ptc_service_policy.authoring.checks.texts import PlacedText
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import Language

_ALSO_AN_ARTICLE = 1


def _find(material: Material) -> Iterator[Problem]:
    for placed in material.texts:
        if lonely := _without_a_match(placed, "fr", "en") | _without_a_match(placed, "en", "fr"):
            yield placed.problem("PSP454", numbers=sorted(lonely))


def _without_a_match(placed: PlacedText, language: Language, other: Language) -> set[int]:
    in_digits = {each.value for each in find_numbers(placed.text[language], language) if each.in_digits}
    matches = {each.value for each in find_numbers(placed.text[other], other)}
    return in_digits - matches - {_ALSO_AN_ARTICLE}


CHECK = Check("PSP454", _find)
