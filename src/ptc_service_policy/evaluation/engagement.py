"""A policy applied to one contract."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Self

from ptc_service_policy.business_time import BusinessCalendar, Window
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import InvalidContractError
from ptc_service_policy.evaluation import (
    availability,
    cadences,
    engagement_terms,
    entitlements,
    known_ids,
    service_levels,
)
from ptc_service_policy.evaluation.calendars import build_calendars
from ptc_service_policy.evaluation.citations import Citations
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.evaluation.contract_checks import check_contract
from ptc_service_policy.evaluation.obligations import Delivered, Obligation, Obligations
from ptc_service_policy.evaluation.reachability import Availability, Reachability
from ptc_service_policy.evaluation.response import Pauses, ResponseClock, ResponseDue
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.evaluation.workload import Finding, check_workload
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.service_levels import ResponseTarget
from ptc_service_policy.text import Language

Share = Callable[[BusinessCalendar], BusinessCalendar]
"""Returns a calendar equal to the one it is given, so that what one compiled serves all."""


class Engagement:
    """Answer questions about one contract; it never changes and can be shared between threads.

    Instants are aware datetimes of any zone, and answers are in the contract's. No method reads a clock.
    """

    __slots__ = ("_calendars", "_clock", "_contract", "_obligations", "_reachability", "_subject")

    def __init__(self, files: PolicyFiles, citations: Citations, contract: Contract, share: Share) -> None:
        """Apply a policy to a contract; ``Policy.engage`` is the usual way.

        Raises:
            InvalidContractError: with everything in which the contract contradicts the policy.
        """
        subject = Subject(files, citations, contract.offering, contract.readings)
        if problems := tuple(check_contract(subject, contract)):
            raise InvalidContractError(*problems)
        self._contract = contract
        self._subject = subject
        self._calendars, grounds = build_calendars(self._subject, contract, share)
        self._clock = ResponseClock(self._subject, self._calendars.response, grounds.counting)
        self._reachability = Reachability(self._subject, contract, self._calendars, grounds)
        self._obligations = Obligations(self._subject, contract, self._calendars)

    @property
    def contract(self) -> Contract:
        """Return the contract."""
        return self._contract

    @property
    def calendar(self) -> BusinessCalendar:
        """Return the calendar of the support hours, absences taken out."""
        return self._calendars.reachable

    @property
    def response_calendar(self) -> BusinessCalendar:
        """Return the calendar that response times are counted in."""
        return self._calendars.response

    def entitlement(self, service: str) -> Decision[bool | None]:
        """Tell whether the contract includes a service; raise UnknownIdError if there is none."""
        return entitlements.entitlement(self._subject, known_ids.service(self._subject.files, service))

    def delivery(self, service: str) -> Decision[Delivery | None]:
        """Return the methods and the frequency of a service; raise UnknownIdError if there is none."""
        return cadences.delivery(self._subject, known_ids.service(self._subject.files, service))

    def proactive_contact(self) -> Decision[Delivery | None]:
        """Return how, and how often, the manager gets in touch unasked."""
        return engagement_terms.proactive_contact(self._subject)

    def response_target(self) -> Decision[ResponseTarget | None]:
        """Return the time within which the manager responds."""
        return service_levels.response_target(self._subject)

    def limit(self, name: str) -> Decision[int | None]:
        """Return a limit such as "open-cases"; raise UnknownIdError if there is none."""
        return engagement_terms.limit(self._subject, known_ids.limit(self._subject.files, name))

    def language(self) -> Decision[str | None]:
        """Return the language of communication as an ISO 639-1 code."""
        return availability.agreed_language(self._subject, self._contract.language)

    def response_due(self, received_at: datetime, *, pauses: Pauses = ()) -> Decision[ResponseDue | None]:
        """Return when the response to a request is due.

        Args:
            received_at: the instant at which the request came in.
            pauses: pairs of instants between which the clock stood still, for instance while the
                customer was asked for more; open time in them moves the due instant later by as much.

        Raises:
            NaiveDatetimeError: if an instant has no time zone.
            CoverageError: if the count reaches days whose holidays are not known.
        """
        return self._clock.due(received_at, pauses)

    def availability(self, at: datetime) -> Decision[Availability | None]:
        """Tell whether the manager is "available", "on-request" or "unavailable" at an instant.

        Raises:
            NaiveDatetimeError: if the instant has no time zone.
            CoverageError: if the holidays of that day are not known.
        """
        return self._reachability.at(at)

    def next_available(self, at: datetime) -> Decision[datetime | None]:
        """Return the earliest instant, not before ``at``, at which the manager can be reached.

        Raises:
            NaiveDatetimeError: if the instant has no time zone.
            CoverageError: if the search reaches days whose holidays are not known.
        """
        return self._reachability.next(at)

    def available_windows(self, start: datetime, end: datetime) -> tuple[Window, ...]:
        """Return the windows between two instants in which the manager can be reached.

        Raises:
            UnstatedError: if the source does not say when the manager of the offering can be reached.
            NaiveDatetimeError: if an instant has no time zone.
            CoverageError: if the range reaches days whose holidays are not known.
        """
        return self._reachability.windows(start, end)

    def obligations(
        self, start: date, end: date, *, delivered: Iterable[Delivered] = (), as_of: date | None = None
    ) -> tuple[Obligation, ...]:
        """Return what is owed in the periods that have a day in a range.

        What is owed as needed has no date and is not among it: ``delivery`` says so.

        Args:
            start: the first day of the range.
            end: the day after its last one.
            delivered: what was done, on which local dates.
            as_of: the day as of which each period is judged; without it none is.

        Raises:
            InvalidContractError: if periods are counted from the contract's start and it has none.
            CoverageError: if the range reaches days whose holidays are not known.
        """
        return self._obligations.between(start, end, delivered, as_of)

    def write_icalendar(self, obligations: Iterable[Obligation], language: Language) -> str:
        """Write obligations as an iCalendar text, an all-day event each; takes the `calendar` extra.

        Raises:
            ModuleNotFoundError: if the `calendar` extra is not installed.
        """
        from ptc_service_policy.evaluation.icalendar_export import write_icalendar

        return write_icalendar(obligations, self._contract, language)

    def check_workload(
        self,
        *,
        open_cases: int | None = None,
        weekly_hours: Sequence[float] = (),
        contacts: int | None = None,
    ) -> tuple[Finding, ...]:
        """Return the limits that are exceeded, and those asked about of which the source says nothing.

        Args:
            open_cases: cases, incidents and service requests that the manager handles now.
            weekly_hours: hours spent in each week, the newest last.
            contacts: people of the customer's who turn to the manager.
        """
        return check_workload(self._subject, open_cases, weekly_hours, contacts)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _engage_alone, (self._subject.files, self._contract)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Engagement):
            return NotImplemented
        return self._contract == other._contract and self._subject.files == other._subject.files

    def __hash__(self) -> int:
        return hash((self._subject.files.digest, self._contract.offering, self._contract.time_zone))

    def __repr__(self) -> str:
        return (
            f"<Engagement of {self._contract.offering!r} under policy {self._subject.files.policy.version}>"
        )


def _engage_alone(files: PolicyFiles, contract: Contract) -> Engagement:
    return Engagement(files, Citations(files), contract, lambda calendar: calendar)
