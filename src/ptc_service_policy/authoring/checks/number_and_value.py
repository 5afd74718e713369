"""A number in prose that contradicts the value it speaks of.

A text within a rule speaks of that rule, one within a reading of what the reading means; any other is free.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.numbers import find_numbers
from ptc_service_policy.authoring.checks.quantities import Quantity, find_quantities
from ptc_service_policy.authoring.checks.rhythms import contradicting_rhythm, find_periods, write_rhythm
from ptc_service_policy.authoring.checks.texts import PlacedText
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.model.addresses import rules_of
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.engagement import Counted, Limit
from ptc_service_policy.model.places import written_in
from ptc_service_policy.model.register import RegisterFile
from ptc_service_policy.model.rules import Rule
from ptc_service_policy.model.service_levels import Kept, Level, Target
from ptc_service_policy.model.spans import Span
from ptc_service_policy.model.vocabulary import Rhythm, VocabularyFile
from ptc_service_policy.text import LANGUAGES, AnyOf, Language, LocalizedText
from ptc_service_policy.topics.wording import SPAN_WORDS, number, span

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
_PERCENT = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s?(?:%|pour cent\b|per ?cent\b)", re.IGNORECASE)
_PER_CENT = {"fr": "{} %", "en": "{}%"}


class _Said(NamedTuple):
    """Hold what a text says in a language and no value is, and the values that it could have been."""

    placed: PlacedText
    language: Language
    said: LocalizedText
    known: frozenset[float] = frozenset()


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        vocabulary = version.nouns.get("vocabulary")
        words = _Words(vocabulary if isinstance(vocabulary, VocabularyFile) else None)
        texts = {name: material.texts_of[document] for name, document in version.documents.items()}
        for file, path, values in _speaking(version):
            for placed in texts[file] if values else ():
                if placed.path[: len(path)] == path:
                    yield from map(_contradiction, _contradictions(placed, values, words))
        if isinstance(vocabulary, VocabularyFile):
            yield from _of_deliveries(version, vocabulary, texts)
            yield from _of_frequencies(vocabulary, texts["vocabulary"], words)
            yield from _of_bands(vocabulary, texts["vocabulary"], words)
        yield from _of_levels(version, texts)


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


def _of_frequencies(
    vocabulary: VocabularyFile, texts: Sequence[PlacedText], words: "_Words"
) -> Iterator[Problem]:
    """Find the frequencies of which texts say another rhythm than is meant: each once, with all of them."""
    for name, frequency in vocabulary.frequencies.items():
        means, path = frequency.means, ("frequencies", name)
        own = [placed for placed in texts if placed.path[: len(path)] == path]
        if means.within is None:
            rhythms = [
                _Said(placed, language, _SAID_ALONE.format(number=said))
                for placed in own
                for language in LANGUAGES
                for said in contradicting_rhythm(placed.text[language], language, means)
            ]
            yield from _told_once(rhythms, write_rhythm(means))
        else:
            within: Values = {means.within.unit: {means.within.amount}}
            spans = [each for placed in own for each in _contradictions(placed, within, words)]
            yield from _told_once(spans, span(means.within))


def _of_bands(vocabulary: VocabularyFile, texts: Sequence[PlacedText], words: "_Words") -> Iterator[Problem]:
    """Find the bands of which texts say another end than they have: each once, with all of them."""
    for name, attribute in vocabulary.attributes.items():
        if attribute.sunken_bands:
            continue  # that the bands do not rise is told as such
        before: set[float] = {0}
        for band, bounds in attribute.bands.items():
            path = ("attributes", name, "bands", band)
            ends = before | (set() if bounds.to is None else {bounds.to})
            values: Values = {str(attribute.unit): ends}
            said = [
                each
                for placed in texts
                if placed.path[: len(path)] == path
                for each in _contradictions(placed, values, words)
            ]
            own = [each.to for each in attribute.bands.values() if each.to in ends and each.to is not None]
            if own:  # that a band lacks its end is told as such
                yield from _told_once(said, AnyOf(tuple(map(number, own))))
            # Of what is counted whole, the next band begins with the next number.
            before = set() if bounds.to is None else {bounds.to, bounds.to + 1}


def _of_levels(version: LoadedVersion, texts: Mapping[str, Sequence[PlacedText]]) -> Iterator[Problem]:
    """Find the texts of targets that name shares in per cent, and none that the target has."""
    for at in rules_of(version.nouns).values():
        meant = {
            each.percent
            for written in written_in(at.rule)
            if isinstance(written.value, Target)
            for each in (written.value.at_least, written.value.kept_in)
            if isinstance(each, Kept | Level)
        }
        own = [placed for placed in texts[at.file] if placed.path[: len(at.path)] == at.path] if meant else []
        said = [
            _Said(placed, language, _SAID_ALONE.format(number=shares[0][0]))
            for placed in own
            if "owed_otherwise" not in placed.path
            for language in LANGUAGES
            if (shares := list(_PERCENT.finditer(placed.text[language])))
            and not meant & {_share(found[1]) for found in shares}
        ]
        yield from _told_once(said, AnyOf(tuple(map(_percent, sorted(meant)))))


def _share(written: str) -> float:
    return float(written.replace(",", "."))


def _percent(share: float) -> LocalizedText:
    return LocalizedText(*(_PER_CENT[to].format(number(share)[to]) for to in LANGUAGES))


def _told_once(said: Sequence[_Said], values: Any) -> Iterator[Problem]:
    """Tell everything that contradicts one value together, where it is said first."""
    if said:
        quoted = tuple(dict.fromkeys(each.said for each in said))
        yield said[0].placed.problem_in(said[0].language, "PSP455", said=quoted, values=values)


def _contradictions(placed: PlacedText, values: Values, words: "_Words") -> Iterator[_Said]:
    for language in LANGUAGES:
        known = {counted: words.of(counted, language) for counted in values}
        quantities = tuple(find_quantities(placed.text[language], language, known))
        for quantity in quantities:
            if quantity.number not in values[quantity.counted]:
                said = _SAID.format(number=quantity.number, counted=words.plural(quantity.counted))
                yield _Said(placed, language, said, frozenset(values[quantity.counted]))
        judged = {each.end for each in quantities}
        others = {each.end: each for each in _in_other_units(placed, language, values, words)}
        for end, quantity in others.items():
            if end not in judged:
                said = _SAID.format(number=quantity.number, counted=words.plural(quantity.counted))
                spans = (values[unit] for unit in values.keys() & _MINUTES.keys())
                yield _Said(placed, language, said, frozenset().union(*spans))
        yield from _bounds(placed, language, values, judged | others.keys())


def _contradiction(said: _Said) -> Problem:
    values = AnyOf(tuple(map(number, sorted(said.known))))
    return said.placed.problem_in(said.language, "PSP455", said=said.said, values=values)


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
) -> Iterator[_Said]:
    """Find the bounds that are said without what they count: "(four at most)"."""
    text = re.sub(r"\s", " ", placed.text[language])
    known = {each for found in values.values() for each in found}
    for found in find_numbers(text, language):
        around = (text[: found.start], text[found.end :])
        is_bound = any(_BOUND[language].search(each) for each in around)
        if is_bound and found.end not in judged and found.value not in known:
            yield _Said(placed, language, _SAID_ALONE.format(number=found.value), frozenset(known))


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
            for period in (value.each, value.average_over):
                if period is not None:
                    yield period.unit, period.amount
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
