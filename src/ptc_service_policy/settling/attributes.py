"""What a question tells beside the offering: the case that each attribute is in."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import inf
from typing import Any

from ptc_service_policy.errors import MissingAttributeError, PolicyError, UnknownIdError, knows, suggest
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.vocabulary import Attribute, VocabularyFile
from ptc_service_policy.text import LocalizedText, uncapitalised

_NUMBER = LocalizedText(
    fr="un nombre d'au moins 0, tel que 12 ou 12.5 (unité : {unit}), ou une tranche ({bands})",
    en="a number of at least 0, such as 12 or 12.5 (unit: {unit}), or a band ({bands})",
)
_WHOLE_NUMBER = LocalizedText(
    fr="un nombre entier d'au moins 0, tel que 12 (unité : {unit}), ou une tranche ({bands})",
    en="a whole number of at least 0, such as 12 (unit: {unit}), or a band ({bands})",
)
_GIVE = LocalizedText(fr="Donnez {number}.", en="Give {number}.")
_ANYWHERE = ("request", "contract")
Told = Mapping[str, str | float]
"""What is told of attributes: a case's id, or a number where the attribute has bands."""


def cases_told(vocabulary: VocabularyFile, told: Told) -> dict[str, str]:
    """Return the case that each told attribute is in.

    Raises:
        UnknownIdError: if there is no such attribute, or no such case of it.
    """
    return {name: _case_of(vocabulary, name, value) for name, value in told.items()}


def cases_asked(vocabulary: VocabularyFile, told: Told, of_the_contract: Mapping[str, str]) -> dict[str, str]:
    """Return the case that each attribute is in that a question about a contract tells.

    Raises:
        UnknownIdError: if there is no such attribute, or no such case of it.
        PolicyError: if the contract says otherwise of an attribute that is known from it: it prevails.
    """
    asked, attributes = cases_told(vocabulary, told), vocabulary.attributes
    for name, case in asked.items():
        known = of_the_contract.get(name)
        if known is not None and known != case and attributes[name].known_from == "contract":
            names = {"attribute": name, "name": attributes[name].name}
            raise PolicyError.of("PSP729", path=(name,), known=known, told=case, **names)
    return asked


def _case_of(vocabulary: VocabularyFile, name: str, value: str | float) -> str:
    attributes = vocabulary.attributes
    if not knows(attributes, name):
        raise UnknownIdError.of("PSP722", id=name, suggestion=suggest(name, attributes))
    attribute = attributes[name]
    if attribute.bands and _is_number(value, in_whole=vocabulary.counts_in_whole(attribute)):
        return band_of(attribute, float(value))
    known = attribute.named_cases
    if not knows(known, value):
        suggestion = suggest_case(vocabulary, attribute, value)
        raise UnknownIdError.of("PSP714", attribute=name, id=value, suggestion=suggestion)
    return str(value)


def suggest_case(vocabulary: VocabularyFile, attribute: Attribute, value: object) -> LocalizedText:
    """Say what can be told of an attribute, in the place of what is none of its cases."""
    if attribute.bands:
        return _GIVE.format(number=_number(vocabulary, attribute))
    return suggest(value, attribute.named_cases)


def _is_number(value: Any, *, in_whole: bool) -> bool:
    """Tell whether a value is a number of at least 0, and a whole one where only those count."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return is_number and not (in_whole and value % 1)


def band_of(attribute: Attribute, number: float) -> str:
    """Return the band that a number of at least 0 is in: the lowest that reaches it."""
    ends = ((inf if each.to is None else each.to, band) for band, each in attribute.bands.items())
    return min(each for each in ends if number <= each[0])[1]


def _number(vocabulary: VocabularyFile, attribute: Attribute) -> LocalizedText:
    """Say which number is expected of an attribute with bands; that of a band will do."""
    template = _WHOLE_NUMBER if vocabulary.counts_in_whole(attribute) else _NUMBER
    return template.format(unit=attribute.unit, bands=", ".join(attribute.bands))


def case_in(attributes: Mapping[str, Attribute], cases: Mapping[str, str], name: str) -> str | None:
    """Return the case that an attribute is in: as told, or as holds where nobody tells; None if neither."""
    return cases.get(name) or attributes[name].if_not_told


def without_defaults(files: PolicyFiles, known_from: Container[str] = _ANYWHERE) -> PolicyFiles:
    """Return the files as if attributes had to be told, for who asks in each case; the same if they have."""
    attributes = files.vocabulary.attributes
    untold = {
        name: each.model_copy(update={"if_not_told": None})
        for name, each in attributes.items()
        if each.known_from in known_from and each.if_not_told is not None
    }
    if not untold:
        return files
    vocabulary = files.vocabulary.model_copy(update={"attributes": FrozenDict({**attributes, **untold})})
    return replace(files, vocabulary=vocabulary)


def refuse_untold(
    vocabulary: VocabularyFile, name: str, code: str = "PSP713", **said: LocalizedText
) -> MissingAttributeError:
    """Return the refusal of who tells too little, which names the attribute and its cases."""
    attribute = vocabulary.attributes[name]
    choices = _number(vocabulary, attribute) if attribute.bands else ", ".join(attribute.named_cases)
    return MissingAttributeError.of(
        code, path=(name,), attribute=name, name=attribute.name, choices=choices, **said
    )


def every_case(attributes: Mapping[str, Attribute], asked: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """List every combination of the cases of attributes."""
    for combination in product(*(attributes[name].named_cases for name in asked)):
        yield dict(zip(asked, combination, strict=True))


def name_case(attributes: Mapping[str, Attribute], name: str, case: str) -> LocalizedText:
    """Return the words for a case that complete a sentence."""
    found = attributes[name].named_cases[case]
    if found.phrase is not None:
        return found.phrase
    label, named = attributes[name].name, found.name
    of = uncapitalised(label)
    return LocalizedText(fr=f"{named.fr} ({of.fr})", en=f"{named.en} ({of.en})")
