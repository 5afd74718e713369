"""What changes in the answers to the customer's questions, offering by offering."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.authoring.diff import words
from ptc_service_policy.authoring.diff.changes import At, Effect, Finding, Path
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.questions import QUESTIONS, Aspect, Question
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.evaluation.vocabulary import UNSTATED
from ptc_service_policy.model.base import Rule, RuleByOffering
from ptc_service_policy.model.engagement import Commitment
from ptc_service_policy.text import LocalizedText

_ASPECT = LocalizedText(fr="{label} ({aspect})", en="{label} ({aspect})")
_BASIS = LocalizedText(fr="{label} : fondement de la réponse", en="{label}: basis of the answer")
_STATED = LocalizedText(fr="énoncé par la source", en="stated by the source")
_INTERPRETED = LocalizedText(fr="interprété : {question}", en="interpreted: {question}")
_ITEM = LocalizedText(fr="{label} : élément « {name} »", en='{label}: "{name}"')


def compare_answers(before: Edition, after: Edition, renames: Renames) -> Iterator[Finding]:
    """Find every answer that changes for an offering that both versions have."""
    known = before.files.offerings.offerings, after.files.offerings.offerings
    offerings = [(old, new) for old, new in renames.pairs(*known) if old is not None and new is not None]
    for question in QUESTIONS:
        for old_id, new_id in _ids(question, before, after, renames):
            for old, new in offerings:
                was, now = _Answer(before, question, old_id, old), _Answer(after, question, new_id, new)
                yield from _compare(was, now, renames)


def _ids(
    question: Question, before: Edition, after: Edition, renames: Renames
) -> Iterator[tuple[str | None, str | None]]:
    if not question.many:
        yield None, None
        return
    yield from renames.pairs(_at(before, question), _at(after, question))


def _at(edition: Edition, question: Question) -> Any:
    return getattr(edition.noun(question.file), question.key)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Hold what one version answers to a question about one offering."""

    edition: Edition
    question: Question
    id: str | None
    offering: str

    @property
    def rule(self) -> Rule | None:
        """Return the rule that answers, or None if this version knows no such service or limit."""
        found = _at(self.edition, self.question)
        rule: Rule | None = found if not self.question.many else found.get(self.id)
        return rule

    @property
    def is_given(self) -> bool:
        """Tell whether there is an answer; False is one."""
        return self.rule is not None and self.offering in self.rule.offerings_with_a_value()

    @property
    def value(self) -> Any:
        """Return the answer of a rule by offering; that a shared rule holds for any other."""
        return self.rule.values[self.offering] if isinstance(self.rule, RuleByOffering) else True

    @property
    def gap(self) -> str | None:
        """Return the interpretation that the answer rests on, if it rests on one."""
        return None if self.rule is None else self.rule.interpreted.get(self.offering)

    @property
    def label(self) -> LocalizedText:
        """Return what the question is about, in words."""
        if self.id is None:
            return self.question.label
        services = self.edition.files.entitlements.services
        entry = services.get(self.id) if self.question.topic == "delivery" else self.rule
        return self.question.label.format(name=getattr(entry, "name", self.id))

    @property
    def words(self) -> LocalizedText:
        """Return the answer in words."""
        if not self.is_given:
            return UNSTATED if self.rule is not None else words.NOTHING
        files = self.edition.files
        if isinstance(self.rule, RuleByOffering):
            return self.question.words(self.value, files)
        said = [words.labelled(each.label, each.words(each.read(self.rule), files)) for each in self._aspects]
        return words.listed(tuple(said)) if said else words.APPLIES

    @property
    def _aspects(self) -> tuple[Aspect, ...]:
        return self.question.aspects

    def at(self, *keys: str) -> At:
        """Return where a key of the rule stands."""
        path: Path = (self.question.key,) if self.id is None else (self.question.key, self.id)
        return self.question.file, (*path, *keys)

    @property
    def where(self) -> tuple[At, ...]:
        """Return where the answer is given, or where it is said that there is none."""
        if not self.is_given:
            return (self.at("unstated", self.offering),) if self.rule is not None else ()
        given = (
            self.at("values", self.offering)
            if isinstance(self.rule, RuleByOffering)
            else self.at("offerings")
        )
        return (given, self.at("interpreted", self.offering)) if self.gap else (given,)

    @property
    def basis(self) -> LocalizedText:
        """Return what the answer rests on, in words."""
        if self.gap is None:
            return _STATED
        entry = self.edition.files.interpretations.interpretations.get(self.gap)
        return _INTERPRETED.format(question=entry.question if entry else self.gap)


def _compare(was: _Answer, now: _Answer, renames: Renames) -> Iterator[Finding]:
    if not was.is_given or not now.is_given:
        yield from _gained_or_lost(was, now)
        return
    rule, since = was.rule, now.rule
    if isinstance(rule, RuleByOffering) and not _same(was.value, now.value, renames):
        yield _found(was, now, now.question.judge(was.value, now.value))
    for aspect in now.question.aspects:
        if now.value is not False and was.value is not False:
            yield from _compare_aspect(aspect, was, now, renames)
    if isinstance(rule, Commitment) and isinstance(since, Commitment):
        yield from _compare_contents(was, now, rule, since, renames)
    if not renames.same(was.gap, now.gap):
        yield Finding(
            now.question.topic,
            now.id,
            now.offering,
            Effect.DIFFERENT,
            _BASIS.format(label=now.label),
            was.basis,
            now.basis,
            (was.at("interpreted", was.offering),),
            (now.at("interpreted", now.offering),),
        )


def _gained_or_lost(was: _Answer, now: _Answer) -> Iterator[Finding]:
    """Judge an answer where there was none, or none where there was one.

    That a service is not included is no answer to rely on: to say so where nothing was said, or to say it no
    longer, is merely different, and means nothing where the service itself came or left.
    """
    answer, other = (now, was) if now.is_given else (was, now)
    if not answer.is_given or (answer.value is False and other.rule is None):
        return
    effect = Effect.DIFFERENT if answer.value is False else answer.question.gained
    yield _found(was, now, effect if now.is_given else effect.reverse)


def _found(was: _Answer, now: _Answer, effect: Effect) -> Finding:
    name = now if now.rule is not None else was
    return Finding(
        now.question.topic,
        name.id,
        now.offering,
        effect,
        name.label,
        was.words,
        now.words,
        was.where,
        now.where,
    )


def _compare_aspect(aspect: Aspect, was: _Answer, now: _Answer, renames: Renames) -> Iterator[Finding]:
    old, new = aspect.read(was.rule), aspect.read(now.rule)
    if _same(old, new, renames):
        return
    yield Finding(
        now.question.topic,
        now.id,
        now.offering,
        aspect.judge(old, new),
        _ASPECT.format(label=now.label, aspect=aspect.label),
        aspect.words(old, was.edition.files),
        aspect.words(new, now.edition.files),
        tuple(was.at(key) for key in aspect.keys),
        tuple(now.at(key) for key in aspect.keys),
    )


def _compare_contents(
    was: _Answer, now: _Answer, rule: Commitment, since: Commitment, renames: Renames
) -> Iterator[Finding]:
    for old, new in renames.pairs(rule.contents, since.contents):
        if old is not None and new is not None:
            continue
        name = rule.contents[old].name if old is not None else since.contents[new or ""].name
        yield Finding(
            now.question.topic,
            now.id,
            now.offering,
            Effect.BETTER if old is None else Effect.WORSE,
            _ITEM.format(label=now.label, name=name),
            words.LEFT_OUT if old is None else words.APPLIES,
            words.LEFT_OUT if new is None else words.APPLIES,
            () if old is None else (was.at("contents", old),),
            () if new is None else (now.at("contents", new),),
        )


def _same(old: Any, new: Any, renames: Renames) -> bool:
    return old == new or renames.same(old, new)
