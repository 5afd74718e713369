"""A policy applied to one contract."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from ptc_service_policy.business_time import BusinessCalendar, Mark, Window
from ptc_service_policy.business_time.reading import require_date
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.evaluation.asking import AskedOfContract
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.engagement import Limit
from ptc_service_policy.model.entitlements import Entitled
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.service_levels import Target
from ptc_service_policy.settling.applied import Applied, ApplyTerms
from ptc_service_policy.settling.applied_terms import AppliedTerms
from ptc_service_policy.settling.attributes import cases_asked, without_defaults
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.settling.stages import only_stage
from ptc_service_policy.settling.subject import Book
from ptc_service_policy.text import Language
from ptc_service_policy.topics.availability import (
    Availability,
    availability_at,
    next_available_from,
    windows_between,
)
from ptc_service_policy.topics.due import Pauses, ResponseDue, ResponseTerms, clock_of
from ptc_service_policy.topics.obligations import Obligation, obligations_between
from ptc_service_policy.topics.registry import topic, topics
from ptc_service_policy.topics.reported import Delivered, Happened
from ptc_service_policy.topics.request_state import RequestState, request_state
from ptc_service_policy.topics.topic import Case
from ptc_service_policy.topics.workload import Finding, Used, check_workload

if TYPE_CHECKING:
    from ptc_service_policy.evaluation.records import Record
    from ptc_service_policy.evaluation.summary import Answer

RESPONSE = "response"


class AppliedPolicy(AskedOfContract):
    """Answer questions about one contract; it never changes and can be shared between threads.

    Instants are aware datetimes of any zone, and answers are in the contract's. No method reads a clock.
    """

    __slots__ = ("_applied",)

    def __init__(self, contract: Contract, apply_terms: ApplyTerms) -> None:
        """Apply a policy to a contract; ``Policy.apply`` is the usual way.

        Raises:
            InvalidContractError: with everything in which the contract contradicts the policy.
        """
        self._applied = Applied.of(contract, apply_terms)

    @property
    def contract(self) -> Contract:
        """Return the contract."""
        return self._applied.contract

    @property
    def files(self) -> PolicyFiles:
        """Return the nouns that hold for the contract, its own among them, for tools that show answers."""
        return self._applied.subject.files

    @property
    def calendar(self) -> BusinessCalendar | None:
        """Return the calendar of the working hours, absences taken out; None where nobody says which.

        It holds hours alone and knows neither when the contract begins or ends nor which version governs:
        ``on`` and ``availability`` refuse what is outside.
        """
        return self._applied.reachable

    @property
    def working_calendar(self) -> BusinessCalendar | None:
        """Return the calendar of the working hours, absences not taken out; None where nobody says which.

        It holds hours alone, as ``calendar`` does.
        """
        return self._applied.terms.support

    def on(self, day: date) -> Self:
        """Return this policy, if it answers for the contract on a day.

        Raises:
            OutsideContractError: if the day is before the contract, or after it.
            NotInForceError: if another version governs the contract on that day.
        """
        require_date(day)
        self._applied.life.require_days(day, day)
        return self

    def due_terms(self, target: str = RESPONSE, **attributes: Any) -> ResponseTerms:
        """Return by what a target is counted, for those who count many at once."""
        return clock_of(self.told(attributes), target).terms

    def _ask(self, name: str, about: str, given: Mapping[str, Any]) -> Decision[Any]:
        return answer(self._applied, name, about, given)

    def record(self, name: str, about: str = "", /, **given: Any) -> "Record":
        """Answer any question of the contract as ``ask`` does, and record what the answer rests on.

        The arguments are those of ``ask``, which raises the same.
        """
        from ptc_service_policy.evaluation.records import record_of_contract

        return record_of_contract(self._applied, name, about, given)

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the names of the questions that the policy answers about the contract."""
        return tuple(each.name for each in topics() if each.is_told_by(self._applied.subject))

    def summary(self, **attributes: Any) -> "tuple[Answer, ...]":
        """Return everything that the contract entitles to, in order, for a page, a mail or JSON.

        It answers as ``ask`` does: with what was agreed. What depends on an attribute that neither the
        contract nor anybody else tells is answered for each of its cases.
        """
        from ptc_service_policy.evaluation.summary import summarise_contract

        files = without_defaults(self.files)
        applied = self if files is self.files else _applied_alone(files, self.contract)
        return tuple(summarise_contract(applied, attributes))

    def told(self, attributes: Mapping[str, Any]) -> Applied:
        """Return the data that answers in the case that attributes tell, for tools that count with it."""
        return _told(self._applied, attributes)

    def entitlement(self, service: str, **attributes: Any) -> Decision[bool | Entitled | Absence | None]:
        """Say whether the contract includes a service, and what bounds it."""
        return self.ask("entitlement", service, **attributes)

    def delivery(self, name: str, **attributes: Any) -> Decision[Delivery | Absence | None]:
        """Return the methods and the frequency of a service."""
        return self.ask("delivery", name, **attributes)

    def proactive_contact(self) -> Decision[Delivery | Absence | None]:
        """Return how, and how often, the manager contacts the customer proactively."""
        return self.ask("delivery", "proactive-contact")

    def target(self, name: str, **attributes: Any) -> Decision[Target | Absence | None]:
        """Return how soon something is done about a request."""
        return self.ask("target", name, **attributes)

    def response_target(self, **attributes: Any) -> Decision[Target | Absence | None]:
        """Return the time within which the manager responds."""
        return self.ask("target", RESPONSE, **attributes)

    def working_hours(self, **attributes: Any) -> Decision[WorkingHours | Absence | None]:
        """Return when the manager works."""
        return self.ask("working-hours", **attributes)

    def limit(self, name: str, **attributes: Any) -> Decision[Limit | Absence | None]:
        """Return a limit such as "open-cases"."""
        return self.ask("limit", name, **attributes)

    def language(self, **attributes: Any) -> Decision[str | tuple[str, ...] | Absence | None]:
        """Return the language of communication as an ISO 639-1 code."""
        return self.ask("language", **attributes)

    def due(
        self, target: str, since: datetime, *, pauses: Pauses = (), **attributes: Any
    ) -> Decision[ResponseDue | Absence | None]:
        """Return when a target is due that runs from an instant.

        Args:
            target: the target, such as "response".
            since: the instant from which its time runs, such as that of receipt.
            pauses: pairs of instants between which the clock stood still, for instance while the
                customer was asked for more; open time in them moves the due instant later by as much.
            attributes: what it may depend on, such as ``severity="s1"``.

        Raises:
            NaiveDatetimeError: if an instant has no time zone.
            CoverageError: if the count reaches days whose holidays are not known.
            MissingAttributeError: where the target depends on an attribute that is not given.
        """
        return clock_of(self.told(attributes).at(since), target).due(since, pauses)

    def response_due(
        self, received_at: datetime, *, pauses: Pauses = (), **attributes: Any
    ) -> Decision[ResponseDue | Absence | None]:
        """Return when the response to a request is due; as ``due`` of the target "response"."""
        return clock_of(self.told(attributes).at(received_at), RESPONSE).due(received_at, pauses)

    def request_state(
        self,
        received_at: datetime,
        *,
        as_of: datetime,
        answered_at: datetime | None = None,
        pauses: Pauses = (),
        remind_at: Sequence[Mark] = (),
        target: str = RESPONSE,
        **attributes: Any,
    ) -> Decision[RequestState | Absence | None]:
        """Say how a request stands as of an instant: its state, and how much of its time is used and left.

        Args:
            received_at: the instant from which its time runs.
            as_of: the instant as of which it is judged; what happened later is not known yet.
            answered_at: when it was answered, if it was.
            pauses: as for ``due``; one that still goes on has None for its end.
            remind_at: shares of the time, such as 0.8, and times that are left, such as two hours, of which
                to tell when they are reached.
            target: the target, such as "response".
            attributes: what it may depend on, such as ``severity="s1"``.

        Raises:
            BusinessTimeError: PSP632 for a wrong reminder, PSP633 for an answer, or an ``as_of``, before the
                receipt; else what ``due`` does.
        """
        return request_state(
            clock_of(self.told(attributes).at(received_at), target),
            received_at,
            answered_at=answered_at,
            pauses=pauses,
            as_of=as_of,
            remind_at=remind_at,
        )

    def availability(self, at: datetime, **attributes: Any) -> Decision[Availability | Absence | None]:
        """Say whether the manager is "available", "on-request" or "unavailable" at an instant.

        Where the source provides no working hours, the answer says so, as the answer about them does.

        Raises:
            NaiveDatetimeError: if the instant has no time zone.
            CoverageError: if the holidays of that day are not known.
        """
        return availability_at(self.told(attributes), at)

    def next_available(self, at: datetime, **attributes: Any) -> Decision[datetime | Absence | None]:
        """Return the earliest instant, not before ``at``, at which the manager can be reached.

        Raises:
            NaiveDatetimeError: if the instant has no time zone.
            CoverageError: if the search reaches days whose holidays are not known.
        """
        return next_available_from(self.told(attributes), at)

    def available_windows(self, start: datetime, end: datetime, **attributes: Any) -> tuple[Window, ...]:
        """Return the windows between two instants in which the manager can be reached.

        Raises:
            UnstatedError: if the source does not say when the manager of the offering can be reached.
            NaiveDatetimeError: if an instant has no time zone.
            BusinessTimeError: if the range ends before it starts.
            CoverageError: if the range reaches days whose holidays are not known.
        """
        windows: tuple[Window, ...] = windows_between(self.told(attributes), start, end).value
        return windows

    def obligations(
        self,
        start: date,
        end: date,
        *,
        delivered: Iterable[Delivered] = (),
        as_of: date | None = None,
        events: Iterable[Happened] = (),
        **attributes: Any,
    ) -> tuple[Obligation, ...]:
        """Return the deliveries due in the periods that have a day in a range.

        What is delivered as needed has no date and is not among them: ``delivery`` says so.

        Args:
            start: the first day of the range.
            end: the day after its last one.
            delivered: what was done, on which local dates or at which instants.
            as_of: the day as of which each period is judged; without it none is.
            events: what happened, for deliveries that are owed so soon after an event, with what matters of
                each; hours and minutes are counted from an instant.
            attributes: what may matter, such as ``region="emea"``.

        Raises:
            InvalidContractError: if periods are counted from the contract's start and it has none.
            MissingAttributeError: if what is owed depends on what neither the question nor an event tells.
            BusinessTimeError: if something hangs on the hour of what is reported on a date alone.
            CoverageError: if the range reaches days whose holidays are not known.
        """
        return obligations_between(only_stage(self.told(attributes)), start, end, delivered, as_of, events)

    def write_icalendar(self, obligations: Iterable[Obligation], language: Language) -> str:
        """Write obligations as an iCalendar text, an all-day event each; takes the `calendar` extra.

        Raises:
            ModuleNotFoundError: if the `calendar` extra is not installed.
        """
        from ptc_service_policy.evaluation.icalendar_export import write_icalendar

        source = self.files.source.document.language
        return write_icalendar(obligations, self.contract, language, source)

    def check_workload(self, used: Mapping[str, Used], **attributes: Any) -> tuple[Finding, ...]:
        """Return the limits that are exceeded, and those asked about of which the source says nothing.

        Args:
            used: what is used, by the id of the limit, such as ``{"open-cases": 31}``; of a limit that is
                judged on average one figure for each week, the newest last: ``{"weekly-hours": [9, 12]}``.
            attributes: what may matter, such as ``region="emea"``.

        Raises:
            UnknownIdError: for a limit that the policy does not have.
        """
        return check_workload(self.told(attributes), used)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _applied_alone, (self._applied.subject.files, self.contract)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AppliedPolicy):
            return NotImplemented
        ours, theirs = self._applied.subject.files, other._applied.subject.files
        return self.contract == other.contract and ours == theirs

    def __hash__(self) -> int:
        contract = self.contract
        return hash((self._applied.subject.files.digest, contract.offering, contract.time_zone))

    def __repr__(self) -> str:
        version = self._applied.subject.files.policy.version
        return f"<AppliedPolicy {version} for a contract of {self.contract.offering!r}>"


def _applied_alone(files: Any, contract: Contract) -> AppliedPolicy:
    return AppliedPolicy(contract, partial(AppliedTerms.of, Book(files), lambda calendar: calendar))


def answer(applied: Applied, name: str, about: str, given: Mapping[str, Any]) -> Decision[Any]:
    """Answer any question of a contract; raise what ``AppliedPolicy.ask`` does."""
    asked = topic(name)
    names = {each.name: each for each in asked.inputs}
    missing = [key for key, each in names.items() if not each.optional and key not in given]
    if missing:
        raise PolicyError.of("PSP720", topic=name, names=", ".join(missing))
    inputs = {key: value for key, value in given.items() if key in names}
    applied = _told(applied, {key: value for key, value in given.items() if key not in names})
    decision: Decision[Any] = asked.ask(Case(applied.subject, about, applied), **inputs)
    return decision


def _told(applied: Applied, attributes: Mapping[str, Any]) -> Applied:
    if not attributes:
        return applied
    subject = applied.subject
    return applied.told(cases_asked(subject.files.vocabulary, attributes, subject.cases))
