"""How the site shows an answer: its value in words, its basis, how firmly, and what it rests on."""

from typing import Any

from docs.generator.desk import Desk
from docs.generator.markup import esc
from ptc_service_policy import Basis, Decision, LocalizedText
from ptc_service_policy.topics.sentences import Sentence, scope_sentence, sentences_of
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import BASES, Wording

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
_NO_VALUE = LocalizedText(fr="Pas de réponse dans la source", en="No answer in the source")
_SEVERAL_VALUES = LocalizedText(fr="Plusieurs lectures possibles", en="Several readings possible")


def badge(desk: Desk, basis: Basis) -> str:
    """Write a basis as a sign and a word, so that colour is not needed to tell them apart."""
    name, meaning = desk.say(BASES[basis]), desk.say(BASIS_MEANINGS[basis])
    return f'<span class="basis basis--{basis}" title="{meaning}">{name}</span>'


def grounds(desk: Desk, decision: Decision[Any], *, told: bool = False) -> str:
    """Write the basis, the hedges unless a reason has ``told`` them, and the citations of an answer."""
    cited = " ".join(desk.cite(each) for each in decision.citations)
    firmly = "" if told else _firmly(desk, decision)
    return f'<span class="grounds" data-search-exclude>{badge(desk, decision.basis)}{firmly} {cited}</span>'


def _scope(desk: Desk, decision: Decision[Any]) -> str:
    if decision.scope is None:
        return ""
    return f' <span class="scope">{esc(_said(desk, scope_sentence(decision.scope)))}</span> '


def _said(desk: Desk, sentence: Sentence) -> str:
    return sentence.template.fill(desk.language, sentence.filling)


def _firmly(desk: Desk, decision: Decision[Any]) -> str:
    said = [each for firmness in decision.firmness for each in sentences_of(firmness)]
    words = " ".join(dict.fromkeys(esc(_said(desk, each)) for each in said))
    return f' <span class="firmly">{words}</span>' if words else ""


def answer(desk: Desk, topic: Topic[Any], decision: Decision[Any]) -> str:
    """Write an answer: its value in words and its scope, then what it is based on and how firmly it holds."""
    said = value_words(desk, topic, decision)
    return f'<span class="value">{said}</span>{_scope(desk, decision)}{grounds(desk, decision)}'


def value_words(desk: Desk, topic: Topic[Any], decision: Decision[Any]) -> str:
    """Write the value of an answer in words, escaped; the rule's own words where it has any."""
    value = decision.value
    if value is None:
        words = _SEVERAL_VALUES if decision.basis is Basis.AMBIGUOUS else _NO_VALUE
        return f'<span class="none">{desk.say(words)}</span>'
    told_by_its_rule = topic.about is None and "{description}" in topic.reason.en
    if told_by_its_rule and value is not False:
        at = desk.policy.book.rules.get(topic.rule(""))
        description = getattr(None if at is None else at.rule, "description", None)
        if description is not None:
            return f'<span class="sentence">{desk.say(description)}</span>'
    said = topic.name_value(value, Wording(desk.policy.files))[desk.language]
    written = esc(said[:1].upper() + said[1:])
    if isinstance(value, bool):
        return f'<span class="{"yes" if value else "no"}">{written}</span>'
    return written
