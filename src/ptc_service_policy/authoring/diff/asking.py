"""Every question that a version is asked, and its answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import MissingAttributeError, PolicyError
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.topics.registry import topic, topics
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import Wording

_ZONE = ZoneInfo("Europe/Paris")
_TERMS: Mapping[str, Any] = {"time_zone": "Europe/Paris", "holidays": "FR", "start": date(2026, 1, 1)}
_INSTANTS = tuple(
    datetime.fromisoformat(each).replace(tzinfo=_ZONE)
    for each in (
        "2026-03-12T08:10",  # before the hours
        "2026-03-12T10:30",  # within them
        "2026-03-12T18:40",  # after them
        "2026-04-03T16:30",  # the eve of a long weekend
        "2026-04-04T11:00",  # a Saturday
        "2026-04-06T11:00",  # a public holiday
    )
)
_AWAY = date(2026, 3, 13)
_A_WEEK = timedelta(weeks=1)
_A_QUARTER = (date(2026, 4, 1), date(2026, 7, 1))


class Question(NamedTuple):
    """Name one question: its topic, what it is about, for which offering, in which case and with what.

    ``absences`` are the exceptions by which the manager of the contract is away for a day.
    """

    topic: str
    about: str
    offering: str
    case: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, Any], ...] = ()
    absences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Ask a version; the contract that an answer may need is made up, one for each offering."""

    policy: Policy
    _applied: dict[tuple[str, tuple[str, ...]], AppliedPolicy] = field(default_factory=dict, repr=False)
    _answers: dict[Question, Decision[Any]] = field(default_factory=dict, repr=False)

    @property
    def wording(self) -> Wording:
        """Return what puts the values of the version in words."""
        return Wording(self.policy.files)

    def answer(self, question: Question) -> Decision[Any] | None:
        """Answer; None where the version knows nothing of what is asked about, or refuses an answer."""
        attributes = self.policy.files.vocabulary.attributes
        told = {
            name: case
            for name, case in question.case
            if name in attributes and case in attributes[name].named_cases
        }
        try:
            return self._ask(question._replace(case=tuple(told.items())))
        except PolicyError:
            return None

    def cases(self, question: Question) -> Iterator[Question]:
        """List a question in every case that its answer depends on."""
        try:
            self._ask(question)
        except MissingAttributeError as error:
            (attribute,) = error.attributes
            for case in self.policy.files.vocabulary.attributes[attribute].named_cases:
                yield from self.cases(question._replace(case=(*question.case, (attribute, case))))
        except PolicyError:
            return
        else:
            yield question

    def _ask(self, question: Question) -> Decision[Any]:
        if question not in self._answers:
            name, about, offering, told, given, absences = question
            if topic(name).needs_contract:
                applied = self._applied_to(offering, absences)
                self._answers[question] = applied.ask(name, about, **dict(given + told))
            else:
                self._answers[question] = self.policy.ask(name, offering, about, **dict(told))
        return self._answers[question]

    def _applied_to(self, offering: str, absences: tuple[str, ...]) -> AppliedPolicy:
        if (offering, absences) not in self._applied:
            closures = [{"kind": kind, "first": _AWAY} for kind in absences]
            contract = Contract.model_validate({"offering": offering, "closures": closures, **_TERMS})
            self._applied[offering, absences] = self.policy.apply(contract)
        return self._applied[offering, absences]


def questions_of(before: Asked, after: Asked) -> Iterator[Question]:
    """List everything that both versions are asked, about the offerings that both have."""
    offerings = [name for name in after.policy.offerings if name in before.policy.offerings]
    contracts = dict.fromkeys(((), _closures(before, after)))
    for each in topics():
        entries = dict.fromkeys(
            entry for side in (before, after) for entry in each.entries(side.policy.files)
        )
        for about in entries:
            for offering in offerings:
                for given, absences in product(_given(each), contracts if each.needs_contract else ((),)):
                    question = Question(each.name, about, offering, (), given, absences)
                    cases = (case for side in (before, after) for case in side.cases(question))
                    yield from dict.fromkeys(cases)


def _closures(before: Asked, after: Asked) -> tuple[str, ...]:
    """Return the exceptions by which a contract can name absences under both versions."""
    old, new = (side.policy.files.availability.exceptions for side in (before, after))
    return tuple(
        name for name, each in new.items() if name in old and each.means == old[name].means == "closure"
    )


def _given(asked: Topic[Any]) -> Iterator[tuple[tuple[str, Any], ...]]:
    """List what a topic is asked with: a few instants, a week from each, or a quarter."""
    names = [each.name for each in asked.inputs if not each.optional]
    kinds = {each.kind for each in asked.inputs if not each.optional}
    if not kinds:
        yield ()
    elif kinds == {"date"}:
        yield tuple(zip(names, _A_QUARTER, strict=True))
    elif kinds == {"instant"}:
        for at in _INSTANTS:
            yield tuple(zip(names, (at, at + _A_WEEK), strict=False))
