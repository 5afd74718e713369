"""How the site shows an answer: its value in words, its basis, how firmly, and what it rests on."""

import re
from collections.abc import Sequence
from typing import Any

from docs.generator.desk import Desk
from docs.generator.markup import block, esc
from ptc_service_policy import Basis, Decision, LocalizedText
from ptc_service_policy.model.forms import is_something
from ptc_service_policy.text import capitalised
from ptc_service_policy.topics.sentences import Sentence, scope_sentence, sentences_of
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import BASES, NO, TRANSLATED, YES, Wording, name_basis

BASIS_MEANINGS = {
    Basis.STATED: LocalizedText(
        fr="La description de service le dit.", en="The service description says so."
    ),
    Basis.AGREED: LocalizedText(
        fr="Le contrat le prévoit.",
        en="The contract provides for it.",
    ),
    Basis.INTERPRETED: LocalizedText(
        fr="La description laisse la question ouverte, et le registre y répond.",
        en="The description leaves the question open, and the register answers it.",
    ),
    Basis.AMBIGUOUS: LocalizedText(
        fr="La description se lit de plusieurs façons, et le registre n'en retient aucune.",
        en="The description can be read in several ways, and the register takes no side.",
    ),
    Basis.UNSTATED: LocalizedText(
        fr="La description n'en dit rien, et rien n'y supplée : ce n'est ni « non », ni zéro.",
        en='The description says nothing, and nothing fills the gap: this is neither "no" nor zero.',
    ),
}
_NO_VALUE = LocalizedText(fr="La source n'en dit rien", en="The source does not say")
_NOT_INCLUDED = LocalizedText(fr="Service non compris", en="Service not included")
_SEVERAL_VALUES = LocalizedText(fr="Plusieurs lectures possibles", en="Several readings possible")


def badge(desk: Desk, basis: Basis, name: LocalizedText | None = None) -> str:
    """Write a basis as a sign and a word, so that colour is not needed to tell them apart."""
    word, meaning = desk.say(name or BASES[basis]), desk.say(BASIS_MEANINGS[basis])
    in_part = "" if name in (None, BASES[basis]) else " data-in-part"
    return f'<span class="basis basis--{basis}" title="{meaning}"{in_part}>{word}</span>'


def grounds(desk: Desk, decision: Decision[Any], *, told: bool = False, badged: bool = True) -> str:
    """Write what an answer rests on: its basis, how firmly it holds, and its citations.

    Args:
        desk: the page in hand.
        decision: the answer.
        told: whether a reason has told how firmly it holds.
        badged: whether to write the basis, which is left out where one line has told it for many answers,
            and a part of this one stands on no other.
    """
    cited = " ".join(desk.cite(each) for each in decision.citations)
    name = name_basis(decision)
    basis = badge(desk, decision.basis, name) if badged or name != BASES[decision.basis] else ""
    firmly = "" if told else _firmly(desk, decision)
    return f'<span class="grounds" data-search-exclude>{basis}{firmly} {cited}</span>'


def translated(desk: Desk) -> str:
    """Say that the page is in another language than the source document, if it is."""
    if desk.policy.files.source.document.language == desk.language:
        return ""
    return block("p", desk.say(TRANSLATED), classes="fine")


def are_grounded_alike(decisions: Sequence[Decision[Any]]) -> bool:
    """Tell whether several answers rest on the same, as firmly."""
    said = {(each.basis, each.firmness, each.citations) for each in decisions}
    return len(decisions) > 1 and len(said) == 1


def scope(desk: Desk, decision: Decision[Any]) -> str:
    """Write to which cases an answer is limited, if it is."""
    if decision.scope is None:
        return ""
    return f'<span class="scope">{esc(_said(desk, scope_sentence(decision.scope)))}</span>'


def _said(desk: Desk, sentence: Sentence) -> str:
    return sentence.template.fill(desk.language, sentence.filling)


def _firmly(desk: Desk, decision: Decision[Any]) -> str:
    said = [each for firmness in decision.firmness for each in sentences_of(firmness)]
    words = " ".join(dict.fromkeys(esc(_said(desk, each)) for each in said))
    return f' <span class="firmly">{words}</span>' if words else ""


def answer(desk: Desk, topic: Topic[Any], about: str, decision: Decision[Any], *, badged: bool = True) -> str:
    """Write an answer: its value in words and its scope, then what it is based on and how firmly it holds."""
    badged = badged and not topic.is_told_by_another(decision, about)
    return in_words(desk, topic, about, decision) + grounds(desk, decision, badged=badged)


def in_words(desk: Desk, topic: Topic[Any], about: str, decision: Decision[Any]) -> str:
    """Write the value of an answer in words, and its scope."""
    return f'<span class="value">{value_words(desk, topic, about, decision)}</span>{scope(desk, decision)}'


def value_words(desk: Desk, topic: Topic[Any], about: str, decision: Decision[Any]) -> str:
    """Write a value: by the rule's own words where it has any; "yes" and "no" are told apart."""
    value = decision.value
    without = topic.is_told_by_another(decision, about)
    if value is None or without:
        words = _SEVERAL_VALUES if decision.basis is Basis.AMBIGUOUS else _NO_VALUE
        words = _NOT_INCLUDED if without else words
        return f'<span class="none">{desk.say(words)}</span>'
    wording = Wording(desk.policy.files)
    told_by_its_rule = topic.about is None and "{description}" in topic.reason.en
    if told_by_its_rule and is_something(value):
        at = desk.policy.book.rules.get(topic.rule(""))
        description = getattr(None if at is None else at.rule, "description", None)
        if description is not None:
            told = _from_its_description(topic, description, topic.name_value(value, wording))
            return f'<span class="sentence">{desk.say(told)}</span>'
    written = esc(capitalised(topic.name_value(value, wording))[desk.language])
    for kind, word in (("yes", YES), ("no", NO)):
        answered = desk.say(word).capitalize()
        if re.match(rf"{answered}\b", written):
            return f'<span class="{kind}">{answered}</span>{written.removeprefix(answered)}'
    return written


def _from_its_description(
    topic: Topic[Any], description: LocalizedText, value: LocalizedText
) -> LocalizedText:
    """Write a rule's description, after the value where the reason says it before, and what it says after."""
    (before, fr), (_, en) = (text.split("{description}") for text in (topic.reason.fr, topic.reason.en))
    more = LocalizedText(fr=fr, en=en).format(value=value)
    told = LocalizedText(fr=f"{description.fr}{more.fr}", en=f"{description.en}{more.en}")
    if "{value}" not in before:
        return told
    first = capitalised(value)
    return LocalizedText(fr=f"{first.fr}. {told.fr}", en=f"{first.en}. {told.en}")
