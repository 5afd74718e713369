"""How the site shows an answer: its value in words, its basis and what it rests on."""

from typing import Any

from docs.generator.desk import Desk
from docs.generator.markup import esc
from ptc_service_policy import Basis, Decision, LocalizedText
from ptc_service_policy.cli.values import name_value
from ptc_service_policy.evaluation.availability import MeetingsOffered, SupportException
from ptc_service_policy.evaluation.engagement_terms import (
    AdditionalOfferingRight,
    CommitmentTerms,
    SaleTerms,
)

BASIS_NAMES = {
    Basis.STATED: LocalizedText(fr="Énoncé", en="Stated"),
    Basis.AGREED: LocalizedText(fr="Convenu", en="Agreed"),
    Basis.INTERPRETED: LocalizedText(fr="Interprété", en="Interpreted"),
    Basis.UNSTATED: LocalizedText(fr="Non précisé", en="Unstated"),
}
BASIS_MEANINGS = {
    Basis.STATED: LocalizedText(
        fr="La description de service le dit.", en="The service description says so."
    ),
    Basis.AGREED: LocalizedText(
        fr="Le contrat en dispose autrement, comme la description le permet.",
        en="The contract says otherwise, as the description allows.",
    ),
    Basis.INTERPRETED: LocalizedText(
        fr="La description laisse la question ouverte, et le registre des interprétations y répond.",
        en="The description leaves it open, and the register of interpretations fills the gap.",
    ),
    Basis.UNSTATED: LocalizedText(
        fr="La description n'en dit rien, et rien n'y supplée : ce n'est ni « non », ni zéro.",
        en='The description says nothing, and nothing fills the gap: this is neither "no" nor zero.',
    ),
}
_NO_VALUE = LocalizedText(fr="Pas de réponse dans la source", en="No answer in the source")
_UNITS = {
    "contacts": LocalizedText(fr="{count} au plus", en="{count} at most"),
    "cases": LocalizedText(fr="{count} au plus", en="{count} at most"),
    "hours-per-week": LocalizedText(fr="{count} h par semaine", en="{count} h a week"),
}
_CONTENTS = LocalizedText(
    fr="{description} Contenu : {contents}.", en="{description} It contains: {contents}."
)
_SAID_BY_THEIR_REASON = (MeetingsOffered, AdditionalOfferingRight, SaleTerms)


def badge(desk: Desk, basis: Basis) -> str:
    """Write a basis as a sign and a word, so that colour is not needed to tell them apart."""
    name, meaning = desk.say(BASIS_NAMES[basis]), desk.say(BASIS_MEANINGS[basis])
    return f'<span class="basis basis--{basis}" title="{meaning}">{name}</span>'


def grounds(desk: Desk, decision: Decision[Any]) -> str:
    """Write the basis and the citations of an answer."""
    cited = " ".join(desk.cite(each) for each in decision.citations)
    return f'<span class="grounds" data-search-exclude>{badge(desk, decision.basis)} {cited}</span>'


def answer(desk: Desk, decision: Decision[Any], words: str | None = None) -> str:
    """Write an answer: its value, then on whose authority it stands.

    Args:
        desk: the page in hand.
        decision: the answer.
        words: its value as HTML, where the page says it in its own way.
    """
    said = value_words(desk, decision) if words is None else words
    return f'<span class="value">{said}</span>{grounds(desk, decision)}'


def value_words(desk: Desk, decision: Decision[Any]) -> str:
    """Write the value of an answer in words, escaped."""
    value = decision.value
    if value is None:
        return f'<span class="none">{desk.say(_NO_VALUE)}</span>'
    if isinstance(value, bool):
        words = esc(name_value(value, desk.policy, desk.language).capitalize())
        return f'<span class="{"yes" if value else "no"}">{words}</span>'
    if isinstance(value, _SAID_BY_THEIR_REASON):
        return reason_words(desk, decision)
    if isinstance(value, CommitmentTerms):
        return sentence(_commitment_words(desk, value))
    if isinstance(value, SupportException):
        return desk.say(value.name)
    return esc(_start_of_sentence(name_value(value, desk.policy, desk.language)))


def reason_words(desk: Desk, decision: Decision[Any]) -> str:
    """Write an answer by its reason, where that says more than the value alone."""
    return sentence(esc(decision.reason[desk.language]))


def sentence(words: str) -> str:
    """Mark words as a sentence, which is set lighter than a value of a word or two."""
    return f'<span class="sentence">{words}</span>'


def _commitment_words(desk: Desk, promise: CommitmentTerms) -> str:
    if not promise.contents:
        return desk.say(promise.description)
    return desk.say(_CONTENTS, description=promise.description, contents=promise.contents)


def limit_words(desk: Desk, name: str, decision: Decision[int | None]) -> str:
    """Write a limit with its unit, escaped."""
    if decision.value is None:
        return value_words(desk, decision)
    unit = desk.policy.files.engagement.limits[name].unit
    return desk.say(_UNITS[unit], count=decision.value)


def _start_of_sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
