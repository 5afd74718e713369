"""A policy version: every question that needs no contract."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, Self

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation import (
    availability,
    cadences,
    effectivity,
    engagement_terms,
    entitlements,
    known_ids,
    offerings,
    service_levels,
)
from ptc_service_policy.evaluation.availability import (
    DayHours,
    MeetingsOffered,
    OnRequestDays,
    SupportException,
)
from ptc_service_policy.evaluation.citations import Citations
from ptc_service_policy.evaluation.engagement_terms import (
    AdditionalOfferingRight,
    CommitmentTerms,
    SaleTerms,
)
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.entitlements import Service
from ptc_service_policy.model.interpretations import Interpretation
from ptc_service_policy.model.offerings import Offering
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.service_levels import ResponseTarget
from ptc_service_policy.model.source import Statement

if TYPE_CHECKING:
    from ptc_service_policy.business_time import BusinessCalendar
    from ptc_service_policy.evaluation.comparison import Comparison
    from ptc_service_policy.evaluation.contract import Contract
    from ptc_service_policy.evaluation.engagement import Engagement

_CALENDARS_KEPT = 256


class Policy:
    """Answer questions about the offerings of one policy version.

    A policy never changes, compares by what its files say and can be shared between threads. Each question
    about an id that does not exist raises UnknownIdError, which lists the near ones.
    """

    __slots__ = ("_citations", "_deliveries", "_entitlements", "_files", "_share", "_subjects")

    def __init__(self, files: PolicyFiles) -> None:
        """Take the files of a valid version; ``load_policy`` finds and checks them."""
        self._files = files
        self._citations = Citations(files)
        self._subjects = {name: Subject(files, self._citations, name) for name in files.offerings.offerings}
        self._entitlements: dict[tuple[str, str], Decision[bool | None]] = {}
        self._deliveries: dict[tuple[str, str], Decision[Delivery | None]] = {}
        self._share = lru_cache(maxsize=_CALENDARS_KEPT)(_itself)

    @property
    def version(self) -> str:
        """Return the version, such as "1.0.0"."""
        return self._files.policy.version

    @property
    def digest(self) -> str:
        """Return the digest of what the files say: "sha256:" and 64 hexadecimal digits."""
        return self._files.digest

    @property
    def files(self) -> PolicyFiles:
        """Return the nouns of the version's files, for tools that show or check them."""
        return self._files

    @property
    def offerings(self) -> Mapping[str, Offering]:
        """Return the offerings by id, in source order."""
        return self._files.offerings.offerings

    @property
    def services(self) -> Mapping[str, Service]:
        """Return the services by id, in source order."""
        return self._files.entitlements.services

    @property
    def interpretations(self) -> Mapping[str, Interpretation]:
        """Return the register of interpretations by id."""
        return self._files.interpretations.interpretations

    @property
    def statements(self) -> Mapping[str, Statement]:
        """Return the located statements of the source by id, to which citations lead."""
        return self._files.source.statements

    def effective_from(self) -> Decision[date | None]:
        """Return the first day in force."""
        return effectivity.effective_from(self._files, self._citations)

    def offerings_for(self, deployment: str) -> tuple[str, ...]:
        """Return the offerings that customers of a deployment may have, in source order."""
        return offerings.offerings_for(self._files, known_ids.deployment(self._files, deployment))

    def deployment(self, offering: str) -> Decision[str | None]:
        """Return the deployment whose customers may have an offering."""
        return offerings.deployment(self._subject(offering))

    def charge(self, offering: str) -> Decision[str | None]:
        """Return "included" or "additional"."""
        return offerings.charge(self._subject(offering))

    def entitlement(self, offering: str, service: str) -> Decision[bool | None]:
        """Tell whether an offering includes a service."""
        try:
            return self._entitlements[offering, service]
        except KeyError:
            subject = self._subject(offering)
            decision = entitlements.entitlement(subject, known_ids.service(self._files, service))
            return self._entitlements.setdefault((offering, service), decision)

    def entitlements(self, offering: str) -> tuple[str, ...]:
        """Return the services that an offering includes, in source order."""
        self._subject(offering)
        return tuple(service for service in self.services if self.entitlement(offering, service).value)

    def delivery(self, offering: str, service: str) -> Decision[Delivery | None]:
        """Return the methods and the frequency by which an offering delivers a service."""
        try:
            return self._deliveries[offering, service]
        except KeyError:
            subject = self._subject(offering)
            decision = cadences.delivery(subject, known_ids.service(self._files, service))
            return self._deliveries.setdefault((offering, service), decision)

    def proactive_contact(self, offering: str) -> Decision[Delivery | None]:
        """Return how, and how often, the manager gets in touch unasked."""
        return engagement_terms.proactive_contact(self._subject(offering))

    def response_target(self, offering: str) -> Decision[ResponseTarget | None]:
        """Return the time within which the manager responds."""
        return service_levels.response_target(self._subject(offering))

    def support_hours(self, offering: str) -> Decision[tuple[DayHours, ...] | None]:
        """Return the hours in which the manager usually works, in the contract's time zone."""
        return availability.support_hours(self._subject(offering))

    @property
    def support_exceptions(self) -> tuple[str, ...]:
        """Return the ids of the exceptions to the support hours."""
        return tuple(self._files.availability.exceptions)

    def support_exception(self, offering: str, name: str) -> Decision[SupportException | None]:
        """Return one exception to the support hours."""
        known_ids.support_exception(self._files, name)
        return availability.support_exception(self._subject(offering), name)

    def on_request_days(self, offering: str) -> Decision[OnRequestDays | None]:
        """Return the days on which the manager is reached on request only, and what that takes."""
        return availability.on_request_days(self._subject(offering))

    def meetings(self, offering: str) -> Decision[MeetingsOffered | None]:
        """Return the meetings that the manager may join."""
        return availability.meetings(self._subject(offering))

    def stand_in(self, offering: str) -> Decision[bool | None]:
        """Tell whether somebody stands in for an absent manager."""
        return availability.stand_in(self._subject(offering))

    def language(self, offering: str) -> Decision[str | None]:
        """Return the language of communication as an ISO 639-1 code."""
        return availability.language(self._subject(offering))

    def approver(self, offering: str, of: Literal["support-hours", "language"]) -> Decision[str | None]:
        """Return who approves other hours, or another language, that a customer asks for."""
        rules = self._files.availability
        rule = rules.support_hours if known_ids.changeable(of) == "support-hours" else rules.language
        return availability.approver(self._subject(offering), rule)

    @property
    def limits(self) -> tuple[str, ...]:
        """Return the ids of the limits."""
        return tuple(self._files.engagement.limits)

    def limit(self, offering: str, name: str) -> Decision[int | None]:
        """Return the most that an offering covers: of "contacts", "open-cases" or "weekly-hours"."""
        subject = self._subject(offering)
        return engagement_terms.limit(subject, known_ids.limit(self._files, name))

    def additional_offering(self, offering: str) -> Decision[AdditionalOfferingRight | None]:
        """Return when PTC may ask the customer to buy one more offering."""
        return engagement_terms.additional_offering(self._subject(offering))

    def shared_manager(self, offering: str) -> Decision[bool | None]:
        """Tell whether PTC may give one manager several offerings of one customer."""
        return engagement_terms.shared_manager(self._subject(offering))

    def sale(self, offering: str) -> Decision[SaleTerms | None]:
        """Return what the sale of an offering coincides with."""
        return engagement_terms.sale(self._subject(offering))

    @property
    def commitments(self) -> tuple[str, ...]:
        """Return the ids of the promises that stand beside the tables."""
        return tuple(self._files.engagement.commitments)

    def commitment(self, offering: str, name: str) -> Decision[CommitmentTerms | None]:
        """Return one promise that stands beside the tables."""
        subject = self._subject(offering)
        return engagement_terms.commitment(subject, known_ids.commitment(self._files, name))

    def compare(self, before: str, after: str) -> "Comparison":
        """Return what a move from one offering to another adds, improves, changes and takes away."""
        from ptc_service_policy.evaluation.comparison import compare

        return compare(self._subject(before), self._subject(after))

    def engage(self, contract: "Contract") -> "Engagement":
        """Apply the policy to a contract.

        Raises:
            InvalidContractError: with everything in which the contract contradicts the policy.
        """
        from ptc_service_policy.evaluation.engagement import Engagement

        return Engagement(self._files, self._citations, contract, self._share)

    def _subject(self, offering: str) -> Subject:
        try:
            return self._subjects[offering]
        except KeyError:
            known_ids.offering(self._files, offering)
            raise

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Policy, (self._files,)

    def __eq__(self, other: object) -> bool:
        return self._files == other._files if isinstance(other, Policy) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Policy {self.version} {self.digest}>"


def _itself(calendar: "BusinessCalendar") -> "BusinessCalendar":
    return calendar
