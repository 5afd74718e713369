"""A number in digits that the other language does not give, in digits or in words."""

import re
from collections.abc import Callable, Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.numbers import find_numbers
from ptc_service_policy.authoring.checks.texts import PlacedText
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import Language

_ALSO_AN_ARTICLE = 1
_DIGIT = re.compile(r"\d")
_NOON = 12
_TIME = re.compile(
    r"(?<![\w.,:])(?P<hour>[0-9]{1,2})(?![0-9])"
    r"(?P<clock> ?h(?![^\W\d])(?: ?(?P<minute>[0-9]{2})(?![0-9]))?|:(?P<minutes>[0-9]{2})(?![0-9]))?"
    r"(?P<half> ?(?P<of_day>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
"""An hour as either language writes it: 14 h, 14h30, 14:00, 2 pm."""
_SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")
_ORDINAL = re.compile(r"(?<![\w.,:])([0-9]+)(?:st|nd|rd|th|er|re|e)(?!\w)", re.IGNORECASE)
"""A place in a row, "the 20th", which the other language may write as a number: "le 20"."""
_OF = re.compile(r"(?<![\w/])([0-9]+)/(?=[0-9]+(?![\w/]))")
"""What parts the numbers of 24/7, which is no date."""


def _find(material: Material) -> Iterator[Problem]:
    for placed in material.texts:
        if lonely := _without_a_match(placed, "fr", "en") | _without_a_match(placed, "en", "fr"):
            yield placed.problem("PSP454", numbers=sorted(lonely))


def _without_a_match(placed: PlacedText, language: Language, other: Language) -> set[int]:
    if not _DIGIT.search(placed.text[language]):
        return set()  # as most texts: to read numbers in words takes long
    found = find_numbers(_plain(placed.text[language], _without_clock), language)
    in_digits = {each.value for each in found if each.in_digits}
    matching = _ORDINAL.sub(r"\1", placed.text[other])
    matches = {each.value for each in find_numbers(_plain(matching, _hour), other)}
    return in_digits - matches - {_ALSO_AN_ARTICLE}


def _plain(text: str, hour: Callable[[re.Match[str]], str]) -> str:
    """Write hours, and parts such as 24/7, as the numbers that both languages have."""
    return _OF.sub(r"\1 ", _TIME.sub(hour, text.translate(_SPACES)))


def _hour(found: re.Match[str]) -> str:
    if not found["clock"] and not found["half"]:
        return found[0]
    hour, minute = int(found["hour"]), int(found["minute"] or found["minutes"] or 0)
    if found["of_day"] in {"p", "P"} and hour < _NOON:
        hour += _NOON
    return f"{hour} {minute}" if minute else str(hour)


def _without_clock(found: re.Match[str]) -> str:
    """Leave out a time that only a clock shows, which need not be in digits in the other language."""
    return "" if found["minutes"] or found["half"] else _hour(found)


CHECK = Check("PSP454", _find)
