"""A description that hedges what its rule states firmly, or states firmly what its rule hedges."""

from collections.abc import Iterator, Mapping

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.texts import PlacedText
from ptc_service_policy.authoring.checks.word_lists import Hedge, find_word, hedges
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.addresses import RuleAt, rules_of
from ptc_service_policy.model.base import Firm
from ptc_service_policy.model.forms import Leaf
from ptc_service_policy.model.places import written_in
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText

_IN_THE_TEXT = LocalizedText(
    fr="« {word} » dans le texte, et rien dans la règle", en='"{word}" in the text, and nothing in the rule'
)
_IN_THE_RULE = LocalizedText(
    fr="`{key}: {value}` dans la règle, et rien dans le texte",
    en="`{key}: {value}` in the rule, and nothing in the text",
)


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        for at, description in _described(version, material.texts_of):
            firm = _firmness_of(at)
            for hedge in hedges():
                yield from _differences(description, firm, hedge)


def _described(
    version: LoadedVersion, texts_of: Mapping[Document, tuple[PlacedText, ...]]
) -> Iterator[tuple[RuleAt, PlacedText]]:
    texts = {
        (name, placed.path): placed
        for name, document in version.documents.items()
        for placed in texts_of[document]
    }
    for at in rules_of(version.nouns).values():
        if placed := texts.get((at.file, (*at.path, "description"))):
            yield at, placed


def _firmness_of(at: RuleAt) -> tuple[Firm, ...]:
    """Return how firmly the rule holds, and each of its values that says so itself."""
    rule = (at.rule.firmness or Firm()).over(at.family.all.firmness)
    own = (each.value.firmness for each in written_in(at.rule) if isinstance(each.value, Leaf))
    return (rule, *(each.over(rule) for each in own if each is not None))


def _differences(description: PlacedText, firm: tuple[Firm, ...], hedge: Hedge) -> Iterator[Problem]:
    values = [getattr(each, hedge.key) for each in firm]
    hedged = [value is not None and hedge.value in (value, "any") for value in values]
    found: dict[Language, str] = {}
    for language in LANGUAGES:
        text = description.text[language]
        if (word := find_word(hedge.words, text, language)) and not any(hedged):
            found[language] = word
        elif hedge.enough and all(hedged) and not find_word(hedge.enough, text, language):
            difference = _IN_THE_RULE.format(key=hedge.key, value=values[0])
            yield description.problem_in(language, "PSP465", difference=difference)
            return
    for language, word in found.items():
        said = LocalizedText(**dict.fromkeys(LANGUAGES, word) | found)
        yield description.problem_in(language, "PSP465", difference=_IN_THE_TEXT.format(word=said))
        return


CHECK = Check("PSP465", _find)
