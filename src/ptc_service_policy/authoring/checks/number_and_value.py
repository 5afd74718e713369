"""A number in prose that contradicts the value it speaks of.

A text within a rule speaks of that rule, one within a reading of what the reading means; any other is free.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.quantities import find_quantities
from ptc_service_policy.authoring.checks.texts import PlacedText, texts_in
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.model.addresses import rules_of
from ptc_service_policy.model.engagement import Counted, Limit
from ptc_service_policy.model.places import written_in
from ptc_service_policy.model.register import RegisterFile
from ptc_service_policy.model.rules import Rule
from ptc_service_policy.model.spans import Span
from ptc_service_policy.model.vocabulary import VocabularyFile
from ptc_service_policy.text import LANGUAGES, AnyOf, Language, LocalizedText
from ptc_service_policy.topics.wording import SPAN_WORDS, number

Values = dict[str, set[float]]
"""The numbers that are said of what is counted: of a unit of the vocabulary, or of a span of time."""

_SAID = LocalizedText(fr="« {number} {counted} »", en='"{number} {counted}"')


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        vocabulary = version.nouns.get("vocabulary")
        words = _Words(vocabulary if isinstance(vocabulary, VocabularyFile) else None)
        texts = {name: tuple(texts_in(document)) for name, document in version.documents.items()}
        for file, path, values in _speaking(version):
            for placed in texts[file] if values else ():
                if placed.path[: len(path)] == path:
                    yield from _contradictions(placed, values, words)


def _contradictions(placed: PlacedText, values: Values, words: "_Words") -> Iterator[Problem]:
    for language in LANGUAGES:
        known = {counted: words.of(counted, language) for counted in values}
        for quantity in find_quantities(placed.text[language], language, known):
            if quantity.number not in values[quantity.counted]:
                said = _SAID.format(number=quantity.number, counted=words.plural(quantity.counted))
                values_said = AnyOf(tuple(map(number, sorted(values[quantity.counted]))))
                yield placed.problem_in(language, "PSP455", said=said, values=values_said)


def _speaking(version: LoadedVersion) -> Iterator[tuple[str, tuple[Any, ...], Values]]:
    """List each part of the files whose texts speak of values that stand in it."""
    for at in rules_of(version.nouns).values():
        yield at.file, at.path, _values_of(at.rule)
    register = version.nouns.get("register")
    if isinstance(register, RegisterFile):
        for name, entry in register.entries.items():
            for reading, content in entry.readings.items():
                path = ("register", name, "readings", reading)
                yield "register", path, dict(_spans_meant(content.means))


def _values_of(rule: Rule) -> Values:
    values: Values = {}
    for written in written_in(rule):
        for counted, amount in _amounts(written.value):
            values.setdefault(counted, set()).add(amount)
    return values


def _amounts(value: Any) -> Iterator[tuple[str, float]]:
    match value:
        case Span():
            yield value.unit, value.amount
        case Counted():
            for span in (value.each, value.average_over):
                if span is not None:
                    yield span.unit, span.amount
        case Limit(unit=str(unit)):
            for amount in (value.maximum, value.minimum):
                if isinstance(amount, int | float):
                    yield unit, amount


def _spans_meant(means: Any) -> Iterator[tuple[str, set[float]]]:
    if isinstance(means, Mapping):
        for key, value in means.items():
            if key in SPAN_WORDS and isinstance(value, int | float):
                yield key, {value}


class _Words:
    """Know the words for what is counted: those of the vocabulary, and those for spans of time."""

    def __init__(self, vocabulary: VocabularyFile | None) -> None:
        self._units = {} if vocabulary is None else vocabulary.units

    def of(self, counted: str, language: Language) -> tuple[str, ...]:
        if counted in SPAN_WORDS:
            return SPAN_WORDS[counted][LANGUAGES.index(language)]
        unit = self._units.get(counted)
        if unit is None:
            return (counted,)
        words = unit.fr if language == "fr" else unit.en
        return words.one, words.other

    def plural(self, counted: str) -> LocalizedText:
        return LocalizedText(fr=self.of(counted, "fr")[-1], en=self.of(counted, "en")[-1])


CHECK = Check("PSP455", _find)
