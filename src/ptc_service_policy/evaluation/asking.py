"""What ``ask`` answers, question by question: `make api` writes this file from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from ptc_service_policy.business_time import Mark
    from ptc_service_policy.business_time.window import Window
    from ptc_service_policy.decisions import Decision
    from ptc_service_policy.model.availability import Meetings, OnRequestDays, WorkingHours
    from ptc_service_policy.model.cadences import Delivery
    from ptc_service_policy.model.engagement import Limit, Right, Sale
    from ptc_service_policy.model.entitlements import Entitled
    from ptc_service_policy.model.forms import Absence
    from ptc_service_policy.model.offerings import ChargeTerms
    from ptc_service_policy.model.service_levels import Target
    from ptc_service_policy.topics.commitment import CommitmentTerms
    from ptc_service_policy.topics.due import Pauses, ResponseDue
    from ptc_service_policy.topics.exception import AppliedException
    from ptc_service_policy.topics.obligations import Obligation
    from ptc_service_policy.topics.reported import Delivered, Happened
    from ptc_service_policy.topics.request_state import RequestState
    from ptc_service_policy.topics.workload import Finding, Used


class AskedOfPolicy:
    """Let a policy be asked; each question has its own answer."""

    __slots__ = ()

    @overload
    def ask(
        self, name: Literal["deployment"], offering: str, /, **attributes: Any
    ) -> Decision[str | tuple[str, ...] | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["charge"], offering: str, /, **attributes: Any
    ) -> Decision[str | ChargeTerms | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["entitlement"], offering: str, about: str, /, **attributes: Any
    ) -> Decision[bool | Entitled | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["delivery"], offering: str, about: str, /, **attributes: Any
    ) -> Decision[Delivery | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["target"], offering: str, about: str, /, **attributes: Any
    ) -> Decision[Target | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["working-hours"], offering: str, /, **attributes: Any
    ) -> Decision[WorkingHours | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["exception"], offering: str, about: str, /, **attributes: Any
    ) -> Decision[AppliedException | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["on-request"], offering: str, /, **attributes: Any
    ) -> Decision[OnRequestDays | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["stand-in"], offering: str, /, **attributes: Any
    ) -> Decision[bool | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["meetings"], offering: str, /, **attributes: Any
    ) -> Decision[Meetings | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["language"], offering: str, /, **attributes: Any
    ) -> Decision[str | tuple[str, ...] | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["limit"], offering: str, about: str, /, **attributes: Any
    ) -> Decision[Limit | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["additional-offering"], offering: str, /, **attributes: Any
    ) -> Decision[Right | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["shared-manager"], offering: str, /, **attributes: Any
    ) -> Decision[Right | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["sale"], offering: str, /, **attributes: Any
    ) -> Decision[Sale | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["commitment"], offering: str, about: str, /, **attributes: Any
    ) -> Decision[CommitmentTerms | bool | Absence | None]: ...

    @overload
    def ask(self, name: str, offering: str, about: str = "", /, **attributes: Any) -> Decision[Any]: ...
    def ask(self, name: str, offering: str, about: str = "", /, **attributes: Any) -> Decision[Any]:
        """Answer any question that needs no contract.

        Args:
            name: the question, such as "target": one of ``topics``.
            offering: the offering.
            about: the id that it is about, where it is one of many.
            attributes: what the answer may depend on, such as ``severity="s1"``.

        Raises:
            UnknownIdError: for a question, an offering, an id, an attribute or a case that does not exist.
            MissingAttributeError: where the answer depends on an attribute that is not given.
            PolicyError: PSP719 for a question that is asked of a contract.
        """
        return self._ask(name, offering, about, attributes)

    def _ask(self, name: str, offering: str, about: str, attributes: Mapping[str, Any]) -> Decision[Any]:
        raise NotImplementedError


class AskedOfContract:
    """Let a policy be asked that is applied to a contract; each question has its own answer."""

    __slots__ = ()

    @overload
    def ask(
        self, name: Literal["deployment"], /, **attributes: Any
    ) -> Decision[str | tuple[str, ...] | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["charge"], /, **attributes: Any
    ) -> Decision[str | ChargeTerms | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["entitlement"], about: str, /, **attributes: Any
    ) -> Decision[bool | Entitled | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["delivery"], about: str, /, **attributes: Any
    ) -> Decision[Delivery | Absence | None]: ...

    @overload
    def ask(
        self,
        name: Literal["obligations"],
        about: str = "",
        /,
        *,
        start: date,
        end: date,
        delivered: Iterable[Delivered] = ...,
        as_of: date = ...,
        events: Iterable[Happened] = ...,
        **attributes: Any,
    ) -> Decision[tuple[Obligation, ...] | None]: ...

    @overload
    def ask(
        self, name: Literal["target"], about: str, /, **attributes: Any
    ) -> Decision[Target | Absence | None]: ...

    @overload
    def ask(
        self,
        name: Literal["due"],
        about: str,
        /,
        *,
        received: datetime,
        pauses: Pauses = ...,
        **attributes: Any,
    ) -> Decision[ResponseDue | Absence | None]: ...

    @overload
    def ask(
        self,
        name: Literal["request-state"],
        about: str,
        /,
        *,
        received: datetime,
        answered_at: datetime = ...,
        pauses: Pauses = ...,
        as_of: datetime,
        remind_at: Sequence[Mark] = ...,
        **attributes: Any,
    ) -> Decision[RequestState | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["working-hours"], /, **attributes: Any
    ) -> Decision[WorkingHours | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["exception"], about: str, /, **attributes: Any
    ) -> Decision[AppliedException | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["on-request"], /, **attributes: Any
    ) -> Decision[OnRequestDays | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["availability"], /, *, at: datetime, **attributes: Any
    ) -> Decision[Literal["available", "on-request", "unavailable"] | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["next-available"], /, *, at: datetime, **attributes: Any
    ) -> Decision[datetime | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["windows"], /, *, start: datetime, end: datetime, **attributes: Any
    ) -> Decision[tuple[Window, ...]]: ...

    @overload
    def ask(self, name: Literal["stand-in"], /, **attributes: Any) -> Decision[bool | Absence | None]: ...

    @overload
    def ask(self, name: Literal["meetings"], /, **attributes: Any) -> Decision[Meetings | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["language"], /, **attributes: Any
    ) -> Decision[str | tuple[str, ...] | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["limit"], about: str, /, **attributes: Any
    ) -> Decision[Limit | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["workload"], about: str = "", /, *, used: Mapping[str, Used], **attributes: Any
    ) -> Decision[tuple[Finding, ...] | None]: ...

    @overload
    def ask(
        self, name: Literal["additional-offering"], /, **attributes: Any
    ) -> Decision[Right | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["shared-manager"], /, **attributes: Any
    ) -> Decision[Right | Absence | None]: ...

    @overload
    def ask(self, name: Literal["sale"], /, **attributes: Any) -> Decision[Sale | Absence | None]: ...

    @overload
    def ask(
        self, name: Literal["commitment"], about: str, /, **attributes: Any
    ) -> Decision[CommitmentTerms | bool | Absence | None]: ...

    @overload
    def ask(self, name: str, about: str = "", /, **given: Any) -> Decision[Any]: ...
    def ask(self, name: str, about: str = "", /, **given: Any) -> Decision[Any]:
        """Answer any question of the contract.

        Args:
            name: the question, such as "due".
            about: the id that it is about, where it is one of many.
            given: what it is asked with, such as ``received=...``, and attributes such as ``severity="s1"``.

        Raises:
            UnknownIdError: for a question, an id, an attribute or a case that does not exist.
            MissingAttributeError: where the answer depends on an attribute that is not given.
            PolicyError: PSP720 where something that it is asked with is missing.
        """
        return self._ask(name, about, given)

    def _ask(self, name: str, about: str, given: Mapping[str, Any]) -> Decision[Any]:
        raise NotImplementedError
