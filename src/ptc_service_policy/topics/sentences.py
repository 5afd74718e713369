"""The sentences that follow the first one of a reason: how firmly, in which case, what is open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from ptc_service_policy.decisions import Decision, Firmness
from ptc_service_policy.model.base import MayChange
from ptc_service_policy.settling.part_names import PARTS
from ptc_service_policy.settling.subject import Settled
from ptc_service_policy.text import LocalizedText, separated, uncapitalised
from ptc_service_policy.topics.wording import both, joined

_OWED = "owed"
_DUTIES = {
    "objective": LocalizedText(fr="C'est un objectif.", en="This is an objective."),
    "usual": LocalizedText(
        fr="La source n'indique que ce qui est habituel.", en="The source describes this as usual."
    ),
    "effort": LocalizedText(
        fr="La source n'engage qu'à un effort.", en="The source commits only to an effort."
    ),
    "may": LocalizedText(
        fr="La source en fait une faculté, non une obligation.",
        en="The source makes this an option, not an obligation.",
    ),
}
_DECIDED_BY = LocalizedText(fr="La décision appartient {party}.", en="It is for {party} to decide.")
_DECIDERS = {
    "customer": LocalizedText(fr="au client", en="the customer"),
    "ptc": LocalizedText(fr="à PTC", en="PTC"),
}
DUTY_NAMES = {
    "owed": LocalizedText(fr="obligation", en="obligation"),
    "objective": LocalizedText(fr="objectif", en="objective"),
    "usual": LocalizedText(fr="habituel", en="usual"),
    "effort": LocalizedText(fr="effort", en="effort"),
    "may": LocalizedText(fr="faculté", en="optional"),
}
_DISCRETIONS = {
    "customer": LocalizedText(fr="à la discrétion du client", en="at the customer's discretion"),
    "ptc": LocalizedText(fr="à la discrétion de PTC", en="at PTC's discretion"),
}
LISTS = {
    "examples": LocalizedText(fr="énumération non limitative", en="list not exhaustive"),
    "complete": LocalizedText(fr="énumération complète", en="complete list"),
}
_EXAMPLES = LocalizedText(fr="L'énumération n'est pas limitative.", en="The list is not exhaustive.")
_COMPLETE = LocalizedText(fr="L'énumération est complète.", en="The list is complete.")
_ONLY_FOR = LocalizedText(fr="{duty} pour {parts}", en="{duty} regarding {parts}")
_OF = LocalizedText(fr="Pour {parts} : {said}.", en="Regarding {parts}: {said}.")
_MAY_CHANGE = LocalizedText(
    fr="Il peut en être autrement à la demande {asked_by}, avec l'approbation {approved_by}.",
    en="This may differ at {asked_by} request, with {approved_by} approval.",
)
_WHOSE = {
    "customer": LocalizedText(fr="du client", en="the customer's"),
    "ptc": LocalizedText(fr="de PTC", en="PTC's"),
}
_CASES = LocalizedText(fr="Cas retenu : {cases}.", en="Case: {cases}.")
_SCOPE = LocalizedText(fr="Portée : {scope}.", en="Scope: {scope}.")
_OPEN = LocalizedText(fr="Reste ouvert : {question}", en="Left open: {question}")
_AGREED = LocalizedText(
    fr="Convenu par contrat : {question} {text}", en="Agreed in the contract: {question} {text}"
)
_ASKED = LocalizedText(fr="{question}", en="{question}")
_READINGS = LocalizedText(fr="Lectures possibles : {readings}.", en="Possible readings: {readings}.")
_UNFORESEEN = LocalizedText(
    fr="La source ne prévoit pas que ce point soit convenu par contrat.",
    en="The source does not provide for this to be agreed in a contract.",
)


class Sentence(NamedTuple):
    """Hold one sentence of a reason: its template, and what fills it."""

    template: LocalizedText
    filling: Mapping[str, object] = {}


def sentences_about(settled: Settled, said: Firmness | None = None) -> Iterator[Sentence]:
    """Say of what was settled what its value does not say.

    Args:
        settled: what was settled.
        said: the duty and the decider that the first sentence has told already.
    """
    if settled.value is None and settled.readings:
        quoted = (
            LocalizedText(fr=f"« {each.fr.rstrip('.')} »", en=f'"{each.en.rstrip(".")}"')
            for each in settled.readings
        )
        # A reading that begins with "no" says nothing to whom the question was not told.
        yield from (Sentence(_ASKED, {"question": each}) for each in dict.fromkeys(settled.open))
        yield Sentence(_READINGS, {"readings": separated(quoted)})
    yield from in_cases(settled.cases)
    if settled.value is not None and settled.scope is not None:
        yield scope_sentence(settled.scope)
    if settled.value is not None:
        hedges = (each if said is None else _beyond(each, said) for each in settled.grounds.firmness)
        # What several rules say alike is said once.
        for firmness in dict.fromkeys(replace(each, rule="") for each in hedges):
            yield from sentences_of(firmness)
    if settled.may_change is not None:
        yield Sentence(_may_change(settled.may_change))
    for way, may_change in settled.may_change_in.items():
        filling = {"parts": PARTS[way[-1]], "said": _as_clause(_may_change(may_change))}
        yield Sentence(_OF, filling)
    for question, text in settled.agreed:
        yield Sentence(_AGREED, {"question": uncapitalised(question), "text": text})
    if settled.value is not None:
        yield from left_open(settled.open)
    if settled.unforeseen:
        yield Sentence(_UNFORESEEN)


def _may_change(said: MayChange) -> LocalizedText:
    return _MAY_CHANGE.format(asked_by=_WHOSE[said.asked_by], approved_by=_WHOSE[said.approved_by])


def in_cases(cases: tuple[LocalizedText, ...]) -> Iterator[Sentence]:
    """Say in which cases an answer was found, if it depends on any."""
    if cases:
        yield Sentence(_CASES, {"cases": cases})


def scope_sentence(scope: LocalizedText) -> Sentence:
    """Say to which cases a value is limited."""
    return Sentence(_SCOPE, {"scope": _as_clause(scope)})


def left_open(questions: Iterable[LocalizedText]) -> Iterator[Sentence]:
    """Say which questions the source leaves open."""
    yield from (Sentence(_OPEN, {"question": uncapitalised(each)}) for each in dict.fromkeys(questions))


def _beyond(firmness: Firmness, said: Firmness) -> Firmness:
    """Leave out of how firmly something holds what was said of the whole of it."""
    if firmness.of or firmness.duty != said.duty:
        return firmness
    decided_by = None if firmness.decided_by == said.decided_by else firmness.decided_by
    return replace(firmness, duty=_OWED, decided_by=decided_by)


@lru_cache(maxsize=1024)
def sentences_of(firmness: Firmness) -> tuple[Sentence, ...]:
    """Say how firmly the source stands by something; of a part of it all in one sentence."""
    said = []
    if firmness.duty in _DUTIES:
        said.append(_DUTIES[firmness.duty])
    if firmness.decided_by is not None:
        said.append(_DECIDED_BY.format(party=_DECIDERS[firmness.decided_by]))
    if firmness.list == "examples":
        said.append(_EXAMPLES)
    if firmness.list == "complete":
        said.append(_COMPLETE)
    if firmness.of and said:
        parts = tuple(PARTS[part] for part in firmness.of)
        return (Sentence(_OF, {"parts": parts, "said": separated(map(_as_clause, said))}),)
    return tuple(map(Sentence, said))


def is_hedge(firmness: Firmness) -> bool:
    """Tell whether how firmly something holds says anything: what is simply owed is no hedge."""
    return sentences_of(firmness) != ()


def _as_clause(sentence: LocalizedText) -> LocalizedText:
    """Write a sentence as it stands within another."""
    return uncapitalised(LocalizedText(fr=sentence.fr.rstrip("."), en=sentence.en.rstrip(".")))


def name_limits(decision: Decision[Any]) -> LocalizedText:
    """Name what bounds an answer, its hedges and its scope, beside its value; nothing where nothing does."""
    said = list(dict.fromkeys(map(name_firmness, filter(is_hedge, decision.firmness))))
    if decision.scope is not None:
        sentence = scope_sentence(decision.scope)
        said.append(_as_clause(sentence.template.format(**sentence.filling)))
    return separated(said)


def name_firmness(firmness: Firmness) -> LocalizedText:
    """Name how firmly the source stands by something, as one entry of a list.

    What a record of another library says may have no name here; it stays as it is written.
    """
    said = [_named(DUTY_NAMES, firmness.duty)]
    if firmness.of:
        parts = tuple(_named(PARTS, part) for part in firmness.of)
        said = [_ONLY_FOR.format(duty=said[0], parts=parts)]
    if firmness.decided_by is not None:
        said.append(_named(_DISCRETIONS, firmness.decided_by))
    if firmness.list is not None:
        said.append(_named(LISTS, firmness.list))
    return joined(said)


def _named(names: Mapping[str, LocalizedText], word: str) -> LocalizedText:
    return names.get(word) or both(word)
