"""A number in prose that contradicts the value it speaks of.

A text within a rule speaks of that rule, one within a reading of what the reading means; any other is free.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.numbers import find_numbers
from ptc_service_policy.authoring.checks.quantities import Quantity, find_quantities
from ptc_service_policy.authoring.checks.rhythms import contradicting_rhythm, find_periods, write_rhythm
from ptc_service_policy.authoring.checks.texts import PlacedText, texts_in
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.model.addresses import rules_of
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.engagement import Counted, Limit
from ptc_service_policy.model.places import written_in
from ptc_service_policy.model.register import RegisterFile
from ptc_service_policy.model.rules import Rule
from ptc_service_policy.model.spans import Span
from ptc_service_policy.model.vocabulary import Rhythm, VocabularyFile
from ptc_service_policy.text import LANGUAGES, AnyOf, Language, LocalizedText
from ptc_service_policy.topics.wording import SPAN_WORDS, number

Values = dict[str, set[float]]
"""The numbers that are said of what is counted: of a unit of the vocabulary, or of a span of time."""

_MINUTES = {
    "minutes": 1,
    "business_minutes": 1,
    "hours": 60,
    "business_hours": 60,
    "calendar_days": 1440,
    "business_days": 1440,
    "days": 1440,
    "weeks": 7 * 1440,
}
"""How many minutes a span of each unit takes by the clock: texts may name it by another unit."""
_BOUND = {
    "fr": re.compile(
        r"(?:jusqu['’]à|(?:pas|jamais) plus de|maximum de) $|^ (?:au plus|au maximum)\b", re.IGNORECASE
    ),
    "en": re.compile(
        r"(?:up to|(?:no|not|never) more than|maximum of) $|^ (?:at most|or fewer)\b", re.IGNORECASE
    ),
}
"""What stands before or after the number of a bound, whatever it counts."""
_SAID = LocalizedText(fr="« {number} {counted} »", en='"{number} {counted}"')
_SAID_ALONE = LocalizedText(fr="« {number} »", en='"{number}"')


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        vocabulary = version.nouns.get("vocabulary")
        words = _Words(vocabulary if isinstance(vocabulary, VocabularyFile) else None)
        texts = {name: tuple(texts_in(document)) for name, document in version.documents.items()}
        for file, path, values in _speaking(version):
            for placed in texts[file] if values else ():
                if placed.path[: len(path)] == path:
                    yield from _contradictions(placed, values, words)
        if isinstance(vocabulary, VocabularyFile):
            yield from _of_deliveries(version, vocabulary, texts)
            yield from _of_frequencies(vocabulary, texts["vocabulary"])


def _of_deliveries(
    version: LoadedVersion, vocabulary: VocabularyFile, texts: Mapping[str, Iterable[PlacedText]]
) -> Iterator[Problem]:
    """Find the texts of services and deliveries that say another period than every delivery of theirs has."""
    rules = rules_of(version.nouns)
    for address, at in rules.items():
        group, _, name = address.partition(".")
        delivery = rules.get(f"deliveries.{name}") if group in {"services", "deliveries"} else None
        rhythms = [] if delivery is None else list(_rhythms(delivery.rule, vocabulary))
        if not rhythms or None in rhythms:
            continue
        meant = [each for each in rhythms if each is not None]
        known = {(each.each.unit, each.each.amount) for each in meant if each.each is not None}
        values = AnyOf(tuple(dict.fromkeys(map(write_rhythm, meant))))
        for placed in texts[at.file]:
            for language in LANGUAGES if placed.path[: len(at.path)] == at.path else ():
                for said, period in find_periods(placed.text[language], language):
                    if period not in known:
                        quoted = _SAID_ALONE.format(number=said)
                        yield placed.problem_in(language, "PSP455", said=quoted, values=values)


def _rhythms(rule: Rule, vocabulary: VocabularyFile) -> Iterator[Rhythm | None]:
    """List how often each value of a delivery has it; None where no frequency of the vocabulary says it."""
    for written in written_in(rule):
        if isinstance(written.value, Delivery):
            name = written.value.frequency
            known = isinstance(name, str) and name in vocabulary.frequencies
            yield vocabulary.frequencies[str(name)].means if known else None


def _of_frequencies(vocabulary: VocabularyFile, texts: Iterable[PlacedText]) -> Iterator[Problem]:
    """Find the frequencies of which texts say another rhythm than is meant: each once, with all of them."""
    found: dict[str, list[tuple[PlacedText, Language, LocalizedText]]] = {}
    for placed in texts:
        name = str(placed.path[1]) if placed.path[0] == "frequencies" else ""
        for language in LANGUAGES if name in vocabulary.frequencies else ():
            means = vocabulary.frequencies[name].means
            for said in contradicting_rhythm(placed.text[language], language, means):
                found.setdefault(name, []).append((placed, language, _SAID_ALONE.format(number=said)))
    for name, contradicting in found.items():
        first, language, _ = contradicting[0]
        quoted = tuple(dict.fromkeys(said for *_, said in contradicting))
        values = write_rhythm(vocabulary.frequencies[name].means)
        yield first.problem_in(language, "PSP455", said=quoted, values=values)


def _contradictions(placed: PlacedText, values: Values, words: "_Words") -> Iterator[Problem]:
    for language in LANGUAGES:
        known = {counted: words.of(counted, language) for counted in values}
        quantities = tuple(find_quantities(placed.text[language], language, known))
        for quantity in quantities:
            if quantity.number not in values[quantity.counted]:
                said = _SAID.format(number=quantity.number, counted=words.plural(quantity.counted))
                yield _contradiction(placed, language, said, values[quantity.counted])
        judged = {each.end for each in quantities}
        others = {each.end: each for each in _in_other_units(placed, language, values, words)}
        for end, quantity in others.items():
            if end not in judged:
                said = _SAID.format(number=quantity.number, counted=words.plural(quantity.counted))
                spans = (values[unit] for unit in values.keys() & _MINUTES.keys())
                yield _contradiction(placed, language, said, set().union(*spans))
        yield from _bounds(placed, language, values, judged | others.keys())


def _contradiction(placed: PlacedText, language: Language, said: LocalizedText, known: set[float]) -> Problem:
    values = AnyOf(tuple(map(number, sorted(known))))
    return placed.problem_in(language, "PSP455", said=said, values=values)


def _in_other_units(
    placed: PlacedText, language: Language, values: Values, words: "_Words"
) -> Iterator[Quantity]:
    """Find the spans in a unit that no value has, and that are none of them by the clock either."""
    spans = {unit: amounts for unit, amounts in values.items() if unit in _MINUTES}
    taken = {word for counted in values for word in words.of(counted, language)}
    others = {unit: SPAN_WORDS[unit][LANGUAGES.index(language)] for unit in _MINUTES if unit not in values}
    untaken = {unit: names for unit, names in others.items() if not taken & set(names)} if spans else {}
    known = {amount * _MINUTES[unit] for unit, amounts in spans.items() for amount in amounts}
    for quantity in find_quantities(placed.text[language], language, untaken):
        if quantity.number * _MINUTES[quantity.counted] not in known:
            yield quantity


def _bounds(
    placed: PlacedText, language: Language, values: Values, judged: Container[int]
) -> Iterator[Problem]:
    """Find the bounds that are said without what they count: "(four at most)"."""
    text = re.sub(r"\s", " ", placed.text[language])
    known = {each for found in values.values() for each in found}
    for found in find_numbers(text, language):
        around = (text[: found.start], text[found.end :])
        is_bound = any(_BOUND[language].search(each) for each in around)
        if is_bound and found.end not in judged and found.value not in known:
            yield _contradiction(placed, language, _SAID_ALONE.format(number=found.value), known)


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
