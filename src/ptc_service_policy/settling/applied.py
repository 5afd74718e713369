"""A policy applied to one contract, as data: what each topic that needs a contract works with."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.decisions import Grounds
from ptc_service_policy.errors import InvalidContractError
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.once import once
from ptc_service_policy.settling.applied_terms import AppliedTerms
from ptc_service_policy.settling.calendars import Share, closure_of
from ptc_service_policy.settling.contract import AgreedClosure, Contract, Terms, terms_of
from ptc_service_policy.settling.contract_checks import check_absences
from ptc_service_policy.settling.life import Life
from ptc_service_policy.settling.subject import Subject

ApplyTerms = Callable[[Terms], AppliedTerms]

# Dates of two zones are up to two days apart, and both nights and absences may go on into the next day.
_REACH = timedelta(days=5)
_NOTHING: Mapping[str, Grounds] = FrozenDict()


@dataclass(frozen=True)
class Applied:
    """Hold a policy applied to a contract: to its terms, with its days and when the manager is away."""

    terms: AppliedTerms
    contract: Contract
    life: Life
    closures: tuple[AgreedClosure, ...]
    _kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, contract: Contract, apply_terms: ApplyTerms) -> "Applied":
        """Apply a policy to a contract.

        Args:
            contract: the contract.
            apply_terms: applies the policy to terms, or returns what it made of the same ones before.

        Raises:
            InvalidContractError: with everything in which the contract contradicts the policy.
        """
        terms = apply_terms(terms_of(contract))
        book = terms.subject.book
        problems = (*terms.problems, *check_absences(book, contract))
        if problems:
            raise InvalidContractError(*problems)
        life = Life(contract, book.files.policy.version, book.ways)
        return cls(terms, contract, life, contract.closures)

    @property
    def subject(self) -> Subject:
        """Return whom questions are about."""
        return self.terms.subject

    def kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what was made before under a key, or make and keep it."""
        try:
            return self._kept[key]
        except KeyError:
            return self._kept.setdefault(key, make())

    def told(self, cases: Mapping[str, str], rests: Mapping[str, Grounds] = _NOTHING) -> "Applied":
        """Return the same, in a case; ``rests`` is on what it rests that attributes are in theirs."""
        return self._on(self.terms.told(cases, rests))

    @once
    def absences(self) -> frozenset[str]:
        """Return the kinds of its absences."""
        return frozenset(each.kind for each in self.closures)

    @once
    def followed(self) -> Mapping[str, BusinessCalendar]:
        """Return the hours that attributes follow of which no case is told, absences taken out."""
        followed = self.terms.followed.items()
        return {name: self.closed(each.calendar, each.closed_on) for name, each in followed}

    def at(self, instant: datetime) -> "Applied":
        """Return the same as of an instant: in the cases that follow from it, on the terms of its day.

        Raises:
            OutsideContractError: if the instant is before the contract, or after it.
            NotInForceError: if the version does not govern the contract on that day.
        """
        if self.life.instants:
            self.life.require(instant)
        if not self.followed and not self.terms.turning_days:
            return self
        inside = {name: hours.is_open(instant) for name, hours in self.followed.items()}
        cases = {name: "inside" if is_open else "outside" for name, is_open in inside.items()}
        rests = {name: each.grounds for name, each in self.terms.followed.items() if each.closed_on}
        return self.on(self.life.day_of(instant)).told(cases, rests)

    def on(self, day: date) -> "Applied":
        """Return the same with what the contract agreed on for a day."""
        return self._on(self.terms.on(day))

    def _on(self, terms: AppliedTerms) -> "Applied":
        if terms is self.terms:
            return self
        other: Applied = self.kept(terms, lambda: replace(self, terms=terms, _kept={}))
        return other

    def seen_by(self, share: Share) -> "Applied":
        """Return the same anew, of which ``share`` sees each calendar that is made."""
        return replace(self, terms=self.terms.seen_by(share), _kept={})

    def near(self, instant: datetime) -> "Applied":
        """Return the same with the absences alone that may matter at an instant: all of them, or none."""
        day = instant.date()
        if not self.closures or any(
            each.first - day <= _REACH and day - (each.last or each.first) <= _REACH for each in self.closures
        ):
            return self
        return self._never_away

    @once
    def _never_away(self) -> "Applied":
        return replace(self, closures=(), _kept={})

    def closed(self, calendar: BusinessCalendar, kinds: Collection[str]) -> BusinessCalendar:
        """Return a calendar with the absences of some kinds taken out."""
        if not self.closures:
            return calendar
        exceptions = self.subject.files.availability.exceptions
        closures = [
            closure_of(each, exceptions[each.kind].name) for each in self.closures if each.kind in kinds
        ]
        return calendar.with_closures(closures)

    @once
    def reachable(self) -> BusinessCalendar | None:
        """Return the calendar of the working hours, absences taken out; None where nobody says which."""
        support, working = self.terms.support, self.terms.working
        return None if support is None else self.closed(support, working.closed_on)

    @once
    def surely_reachable(self) -> BusinessCalendar | None:
        """Return the calendar on which holidays close the hours, even where the source leaves that open."""
        if self.terms.working.holidays_settled or self.terms.surely_support is None:
            return self.reachable
        return self.closed(self.terms.surely_support, self.subject.files.availability.exceptions)
