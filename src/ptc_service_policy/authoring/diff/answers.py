"""What an answer says, point by point, and how one answer differs from another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ptc_service_policy.authoring.diff.asking import Asked, Question
from ptc_service_policy.decisions import OPEN, Decision
from ptc_service_policy.model.forms import Absence, is_something
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.settling.attributes import name_case
from ptc_service_policy.text import LANGUAGES, LocalizedText, separated
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.key_names import KEYS
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.rule_parts import write_part
from ptc_service_policy.topics.sentences import DUTY_NAMES, is_hedge, name_firmness
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import ABSENCES, NO_MENTION, NOTHING, name_basis, name_open

_Pointed = tuple[Decision[Any], dict[str, Any]]
"""An answer, and what it means point by point."""
_VALUE, _BASIS, _FIRMNESS = "value", "basis", "firmness"
BESIDE = ("scope", "may_change")
"""What an answer says beside its value, by the key under which files have it."""
_PART = LocalizedText(fr="{label} ({part})", en="{label} ({part})")
_IN_CASE = LocalizedText(fr="{label}, {case}", en="{label}, {case}")
_LABELS = {
    _BASIS: LocalizedText(fr="fondement de la réponse", en="basis of the answer"),
    _FIRMNESS: LocalizedText(fr="fermeté", en="firmness"),
}
BEFORE = LocalizedText(fr="les mêmes mots, dans leur ancien sens", en="the same words, in their old sense")
OTHERWISE = LocalizedText(fr="les mêmes mots, dans un autre sens", en="the same words, in another sense")


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one point in which an answer differs, judged and in words."""

    question: Question
    point: str
    effect: Effect
    label: LocalizedText
    before: LocalizedText
    after: LocalizedText

    @property
    def is_derived(self) -> bool:
        """Tell whether the answer was worked out for a contract."""
        return topic(self.question.topic).needs_contract

    @property
    def example(self) -> LocalizedText | None:
        """Say what was asked with, of an answer that was worked out from it."""
        said = {each.name: each.said for each in topic(self.question.topic).inputs}
        parts = [
            words.format(value=value)
            for name, value in self.question.given
            if (words := said.get(name)) is not None
        ]
        return LocalizedText(*(" ".join(each[to] for each in parts) for to in LANGUAGES)) if parts else None


def points_of(asked: Asked, question: Question) -> dict[str, Any]:
    """Return what an answer means, point by point, by the vocabulary of its version."""
    decision = asked.answer(question)
    if decision is None:
        return {}
    value = decision.value
    if not is_something(value):
        return {_VALUE: value, _BASIS: name_basis(decision)}
    points: dict[str, Any] = {_VALUE: True, _BASIS: name_basis(decision), _FIRMNESS: _hedges(decision)}
    for index, part in enumerate(_parts(topic(question.topic))):
        points[str(index)] = part.read(value, asked.wording)
    return points | _said_beside(asked, question)


def _said_beside(asked: Asked, question: Question) -> dict[str, Any]:
    """Return what a rule says beside its value; of what is worked out by it, that is told of the rule."""
    if topic(question.topic).needs_contract:
        return {}
    settled = asked.case(question).subject.settle(topic(question.topic).rule(question.about))
    said = {key: getattr(settled, key) for key in BESIDE}
    return {key: each for key, each in said.items() if each is not None}


def _is_told_elsewhere(asked: Topic[Any], about: str, was: Decision[Any], now: Decision[Any]) -> bool:
    """Tell whether answers that give nothing rest on another rule, whose own topic tells what changed."""
    if any(is_something(each.value) and each.value != () for each in (was, now)):
        return False
    return any(asked.is_told_by_another(each, about) for each in (was, now))


def turns_of(before: Asked, after: Asked, question: Question) -> Iterator[Turn]:
    """Find every point in which the answers of two versions differ."""
    old, new = points_of(before, question), points_of(after, question)
    if old == new:
        return
    was, now = before.answer(question), after.answer(question)
    if was is None or now is None:
        known = now if was is None else was
        # An answer for a made-up contract that one version refuses says nothing of the other.
        if not topic(question.topic).needs_contract and known is not None and is_something(known.value):
            yield _whole(before, after, question, was, now)
        return
    asked = topic(question.topic)
    if _is_told_elsewhere(asked, question.about, was, now):
        return
    if old[_VALUE] != new[_VALUE]:
        yield _whole(before, after, question, was, now)
    else:
        yield from _turns_within(before, after, question, (was, old), (now, new))


def _turns_within(
    before: Asked, after: Asked, question: Question, first: _Pointed, second: _Pointed
) -> Iterator[Turn]:
    """Find every point in which two answers that both give something, or nothing, differ."""
    asked, (was, old), (now, new) = topic(question.topic), first, second
    for index, part in enumerate(_parts(asked)):
        known, known_now = old.get(str(index)), new.get(str(index))
        if known != known_now:
            effect = part.judge(known, known_now)
            old_value = _only_in(asked, was.value, now.value, before, after)
            new_value = _only_in(asked, now.value, was.value, after, before)
            texts = (
                _words(part, known, old_value, before, question),
                _words(part, known_now, new_value, after, question),
            )
            if texts[0] == texts[1]:
                meant = _meaning(known, known_now, before), _meaning(known_now, known, after)
                texts = meant if NOTHING not in meant else texts
            yield _turn(
                after, before, question, str(index), effect, part.label if asked.parts else None, texts
            )
    texts = (name_basis(was), name_basis(now))
    if texts[0] != texts[1]:
        yield _turn(after, before, question, _BASIS, Effect.DIFFERENT, _LABELS[_BASIS], texts)
    if old.get(_FIRMNESS) != new.get(_FIRMNESS):
        texts = (_firmness(was), _firmness(now))
        yield _turn(after, before, question, _FIRMNESS, Effect.DIFFERENT, _LABELS[_FIRMNESS], texts)
    for key in BESIDE:
        if old.get(key) != new.get(key):
            texts = (_write(key, old.get(key), before), _write(key, new.get(key), after))
            yield _turn(after, before, question, key, Effect.DIFFERENT, KEYS[key], texts)


def _write(key: str, said: Any, side: Asked) -> LocalizedText:
    """Put in words what an answer says beside its value."""
    if said is None or isinstance(said, LocalizedText):
        return said or NO_MENTION
    return write_part(key, said.model_dump(), side.wording)


def _whole(
    before: Asked, after: Asked, question: Question, was: Decision[Any] | None, now: Decision[Any] | None
) -> Turn:
    asked = topic(question.topic)
    if was is None or now is None:
        effect = asked.gained if was is None else asked.gained.reverse
    else:
        effect = asked.effect(was.value, now.value, before.wording, after.wording)
    sides = ((before, was), (after, now))
    texts = tuple(_answer(asked, side, each, question) for side, each in sides)
    return _turn(after, before, question, _VALUE, effect, None, (texts[0], texts[1]))


def _turn(
    after: Asked,
    before: Asked,
    question: Question,
    point: str,
    effect: Effect,
    part: LocalizedText | None,
    texts: tuple[LocalizedText, LocalizedText],
) -> Turn:
    asked = topic(question.topic)
    files = next(
        (each.policy.files for each in (after, before) if question.about in asked.ids(each.policy.files)),
        after.policy.files,
    )
    about = asked.name_of(files, question.about)
    label = asked.label.format(name=about)
    if asked.all_at_once:
        label = _PART.format(label=label, part=about)
    if part is not None:
        label = _PART.format(label=label, part=part)
    attributes = {**before.policy.files.vocabulary.attributes, **after.policy.files.vocabulary.attributes}
    for name, case in question.case:
        if isinstance(case, str):
            if case in attributes[name].named_cases:
                label = _IN_CASE.format(label=label, case=name_case(attributes, name, case))
        elif unit := attributes[name].unit:
            label = _IN_CASE.format(label=label, case=after.wording.count(case, unit))
    was, now = texts if texts[0] != texts[1] else (BEFORE, OTHERWISE)
    return Turn(question, point, effect, label, was, now)


def _parts(asked: Topic[Any]) -> tuple[Part, ...]:
    return asked.parts or (Part(asked.label, asked.read, asked.judge, asked.words),)


def _answer(
    asked: Topic[Any], side: Asked, decision: Decision[Any] | None, question: Question
) -> LocalizedText:
    if decision is None:
        return NO_MENTION
    if decision.value is None:
        return name_open(decision.basis)
    return asked.name_value(decision.value, replace(side.wording, about=question.about))


def _only_in(asked: Topic[Any], value: Any, other: Any, side: Asked, other_side: Asked) -> Any:
    """Return of a list that was worked out the first item that the other list lacks."""
    if not asked.needs_contract or not isinstance(value, tuple) or not isinstance(other, tuple):
        return value
    known = [asked.read((each,), other_side.wording) for each in other]
    return tuple(each for each in value if asked.read((each,), side.wording) not in known)[:1]


def _words(part: Part, read: Any, value: Any, side: Asked, question: Question) -> LocalizedText:
    if read is None or read in ((), frozenset(), "") or value == ():
        return _why_there_is_none(part.key, side, question) if part.key else NOTHING
    return part.words(value, replace(side.wording, about=question.about))


def _meaning(meant: Any, other: Any, side: Asked) -> LocalizedText:
    """Put in words what words of the vocabulary mean, where the words themselves stay."""
    match meant:
        case Noun():
            said: Any = meant.model_dump(mode="json", exclude_none=True)
        case str():
            said = meant
        case frozenset():
            pairs = sorted(each for each in meant - other if isinstance(each, tuple))
            said = [means for _, means in pairs if isinstance(means, str)]
        case _:
            said = None
    return write_part("means", said, side.wording) if said else NOTHING


def _why_there_is_none(key: str, side: Asked, question: Question) -> LocalizedText:
    """Say whether the source leaves a part open, or says that there is none."""
    case, address = side.case(question), topic(question.topic).rule(question.about)
    settled, at = case.subject.settle(address), case.subject.book.rules.get(address)
    basis = settled.part(key).basis
    if basis not in OPEN and at is not None:
        basis = case.subject.follow(at.beside(key))[1].basis
    if basis in OPEN:
        return name_open(basis)
    return ABSENCES[Absence.NOT_PROVIDED] if key in settled.absent else NO_MENTION


def _hedges(decision: Decision[Any]) -> frozenset[Any]:
    """Return the hedges that say anything: what is owed is none; whose each is, its rule tells."""
    return frozenset(replace(each, rule="") for each in filter(is_hedge, decision.firmness))


def _firmness(decision: Decision[Any]) -> LocalizedText:
    said = dict.fromkeys(map(name_firmness, filter(is_hedge, decision.firmness)))
    return separated(said) if said else DUTY_NAMES["owed"]
