"""What changes for a customer who moves from one offering to another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from ptc_service_policy.decisions import Decision, Firmness, Reason
from ptc_service_policy.evaluation.reading_back import as_asked
from ptc_service_policy.evaluation.summary import questions_for
from ptc_service_policy.model.forms import is_something
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect as Judged
from ptc_service_policy.topics.wording import Wording

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from ptc_service_policy.evaluation.policy import Policy

Effect = Literal["adds", "improves", "changes", "takes-away", "becomes-known", "no-longer-known"]
EFFECTS: dict[Effect, LocalizedText] = {
    "adds": LocalizedText(fr="Ajout", en="Adds"),
    "improves": LocalizedText(fr="Amélioration", en="Improves"),
    "changes": LocalizedText(fr="Changement", en="Changes"),
    "takes-away": LocalizedText(fr="Retrait ou dégradation", en="Removes or worsens"),
    "becomes-known": LocalizedText(fr="Devient connu", en="Becomes known"),
    "no-longer-known": LocalizedText(fr="N'est plus connu", en="Is no longer known"),
}
_BEFORE_AND_AFTER = LocalizedText(fr="Avant : {before} Après : {after}", en="Before: {before} After: {after}")


@dataclass(frozen=True, slots=True)
class Difference:
    """Describe one answer that differs: which, to what effect for the customer, and both answers.

    ``topic`` is the question, such as "entitlement" or "target"; ``id`` names the service, limit or
    commitment that it is about, where there is one; ``case`` the attributes that it was asked with.
    """

    topic: str
    id: str | None
    effect: Effect
    before: Decision[Any]
    after: Decision[Any]
    label: LocalizedText
    case: tuple[tuple[str, str], ...] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        return as_asked(handler(source), "before", "after")

    @property
    def reason(self) -> Reason:
        """Write both answers, in both languages."""
        return Reason.of(_BEFORE_AND_AFTER, before=self.before.reason, after=self.after.reason)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold every answer in which two offerings differ, in the order of the policy."""

    before: str
    after: str
    differences: tuple[Difference, ...]

    @property
    def adds(self) -> tuple[Difference, ...]:
        """Return what only the second offering gives."""
        return self._with_effect("adds")

    @property
    def improves(self) -> tuple[Difference, ...]:
        """Return what the second offering gives more of, or sooner."""
        return self._with_effect("improves")

    @property
    def changes(self) -> tuple[Difference, ...]:
        """Return what is neither plainly better nor plainly worse."""
        return self._with_effect("changes")

    @property
    def takes_away(self) -> tuple[Difference, ...]:
        """Return what only the first offering gives, or gives more of."""
        return self._with_effect("takes-away")

    @property
    def becomes_known(self) -> tuple[Difference, ...]:
        """Return what the source says of the second offering alone: neither a gain nor a loss."""
        return self._with_effect("becomes-known")

    @property
    def no_longer_known(self) -> tuple[Difference, ...]:
        """Return what the source says of the first offering alone: neither a gain nor a loss."""
        return self._with_effect("no-longer-known")

    def _with_effect(self, effect: Effect) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.effect == effect)


def compare(policy: "Policy", before: str, after: str) -> Comparison:
    """Compare every answer that two offerings of one policy give."""
    return Comparison(before, after, tuple(_differences(policy, before, after)))


def _differences(policy: "Policy", before: str, after: str) -> Iterator[Difference]:
    wording = Wording(policy.files)
    for asked, about, case in questions_for(policy, (before, after)):
        was, now = (policy.ask(asked.name, each, about, **case) for each in (before, after))
        if was.value == now.value and (was.value is None or _hedges(was) == _hedges(now)):
            continue
        if any(asked.is_told_by_another(each, about) for each in (was, now)):
            continue
        judged = asked.moved or asked.effect(was.value, now.value, wording, wording)
        effect = _effect(was.value, now.value, judged, asked.moved or asked.gained)
        label = asked.label.format(name=asked.name_of(policy.files, about))
        yield Difference(asked.name, about or None, effect, was, now, label, tuple(case.items()))


def _hedges(decision: Decision[Any]) -> set[Firmness]:
    """Return how firmly an answer holds, whatever rule says so."""
    return {replace(each, rule="") for each in decision.firmness}


def _effect(old: Any, new: Any, judged: Judged, gained: Judged) -> Effect:
    """Tell the effect of moving: a plain no and what is not provided are nothing to rely on."""
    if old is None or new is None:
        return "no-longer-known" if new is None else "becomes-known"
    had, has = is_something(old), is_something(new)
    if not (had and has):
        if had == has or gained is not Judged.BETTER:
            return "changes"
        return "adds" if has else "takes-away"
    if judged is Judged.BETTER:
        return "improves"
    return "takes-away" if judged is Judged.WORSE else "changes"
