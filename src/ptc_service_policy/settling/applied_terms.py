"""A policy applied to the terms of contracts, as data: what is settled once for all that are on the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.decisions import Basis, Grounds
from ptc_service_policy.errors import MOST_PROBLEMS, Problem
from ptc_service_policy.model.availability import Holidays, WorkingHours
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours
from ptc_service_policy.model.vocabulary import Follows
from ptc_service_policy.once import once
from ptc_service_policy.settling.agreement import agree
from ptc_service_policy.settling.attributes import cases_told
from ptc_service_policy.settling.calendars import CONTRACT, CalendarMaker, Share
from ptc_service_policy.settling.contract import Terms
from ptc_service_policy.settling.contract_checks import check_names, check_terms
from ptc_service_policy.settling.subject import Book, Settled, Subject

WORKING_HOURS = "availability.working-hours"
ONE_DAY = timedelta(days=1)
_NOTHING: Mapping[str, Grounds] = FrozenDict()
STATED = Grounds(Basis.STATED)


class Working(NamedTuple):
    """Hold when the manager works: the hours and what closes them, with what they rest on.

    ``holidays_settled`` is False where the source leaves open whether holidays close the hours.
    """

    settled: Settled
    hours: Hours | None
    closed_on: tuple[str, ...]
    holidays_settled: bool = True

    @property
    def grounds(self) -> Grounds:
        """Return what the hours rest on, for what is answered by them."""
        return self.settled.core.regarding("hours")


class Followed(NamedTuple):
    """Hold the hours from which a case follows, the exceptions that close them, and what these rest on."""

    calendar: BusinessCalendar
    closed_on: tuple[str, ...]
    grounds: Grounds


@dataclass(frozen=True, eq=False)
class AppliedTerms:
    """Hold a policy applied to terms; its calendars know of no absence.

    ``problems`` is all in which the terms contradict the policy: where there is any, nothing may be asked.
    """

    subject: Subject
    said: Terms
    share: Share
    problems: tuple[Problem, ...] = ()
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, book: Book, share: Share, said: Terms) -> "AppliedTerms":
        """Apply a policy to terms."""
        files = book.files
        problems = tuple(islice(check_names(book, said), MOST_PROBLEMS))
        if len(problems) == MOST_PROBLEMS:  # what else it names was not looked at
            said = said._replace(readings=FrozenDict(), attributes=FrozenDict())
        unknown = {problem.path for problem in problems}
        readings = {key: each for key, each in said.readings.items() if ("readings", key) not in unknown}
        told = {
            key: each
            for key, each in said.attributes.items()
            if ("attributes", key) not in unknown and not isinstance(each, bool)
        }
        agreement = agree(book, said)
        subject = Subject(
            book if agreement.files is files else Book(agreement.files),
            said.offering,
            FrozenDict(cases_told(files.vocabulary, told)),
            FrozenDict(readings),
            agreement.agreed,
        )
        return cls(subject, said, share, (*problems, *agreement.problems, *check_terms(subject, said)))

    def kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what was made before under a key, or make and keep it."""
        try:
            return self._kept[key]
        except KeyError:
            return self._kept.setdefault(key, make())

    def seen_by(self, share: Share) -> "AppliedTerms":
        """Return the same anew, of which ``share`` sees each calendar that is made."""
        return AppliedTerms(self.subject, self.said, share)

    def told(self, cases: Mapping[str, str], rests: Mapping[str, Grounds] = _NOTHING) -> "AppliedTerms":
        """Return the same, in a case; ``rests`` is on what it rests that attributes are in theirs."""
        if not cases:
            return self
        subject = self.subject.told(cases, rests)
        told: AppliedTerms = self.kept(("told", subject.cases, subject.rests), lambda: self._about(subject))
        return told

    def _about(self, subject: Subject) -> "AppliedTerms":
        return AppliedTerms(subject, self.said, self.share)

    @once
    def followed(self) -> Mapping[str, Followed]:
        """Return the hours that attributes follow of which no case is told: inside them, or outside."""
        return {
            name: self._followed(each.follows)
            for name, each in self.subject.files.vocabulary.attributes.items()
            if each.follows is not None and name not in self.subject.cases
        }

    def _followed(self, follows: Follows) -> Followed:
        closed_on = follows.closed_on or ()
        calendar, grounds = self.maker.calendar(self.named(follows.inside), closed_on, own=False)
        return Followed(calendar, closed_on, grounds)

    @once
    def turning_days(self) -> tuple[date, ...]:
        """Return the days from which on agreed terms are others than before."""
        begins = {term.from_ for term in self.said.agreed if term.from_ is not None}
        ends = {until + ONE_DAY for term in self.said.agreed if (until := term.until or date.max) < date.max}
        return tuple(sorted(begins | ends))

    def on(self, day: date) -> "AppliedTerms":
        """Return the same with what was agreed on for a day."""
        if not self.turning_days:
            return self
        agreed = agree(self.subject.book, self.said, day).agreed
        if agreed == self.subject.agreed:
            return self
        subject = replace(self.subject, agreed=agreed)
        that_day: AppliedTerms = self.kept(agreed, lambda: self._about(subject))
        return that_day

    @once
    def maker(self) -> CalendarMaker:
        """Return what makes the calendars."""
        return CalendarMaker(self.subject, self.said, self.share)

    @once
    def working(self) -> Working:
        """Return when the manager works."""
        return self._working(self.subject.settle(WORKING_HOURS))

    def working_hours_of(self, offering: str) -> Working:
        """Return when the manager of an offering works.

        Where hours are agreed on, it is when the contract's own manager does; what else is agreed on
        takes the place of what the offering's rule says.
        """
        if offering == self.subject.offering or self.agrees_on_hours:
            return self.working
        return self._working(replace(self.subject, offering=offering).settle(WORKING_HOURS))

    @once
    def agrees_on_hours(self) -> bool:
        """Tell whether the hours in which the manager works are agreed on."""
        terms = self.subject.agreed.get(WORKING_HOURS, ())
        return any("hours" in each.parts and self.subject.untold(each) == () for each in terms)

    def _working(self, settled: Settled) -> Working:
        value = settled.value
        if not isinstance(value, WorkingHours) or value.hours is None:
            return Working(settled, None, ())
        hours, closed_on = self.named(value.hours), value.closed_on
        if closed_on is None:
            is_open = "closed_on" in settled.parts
            return Working(settled, hours, () if is_open else self._closed_unsaid, not is_open)
        return Working(settled, hours, () if closed_on == "none" else tuple(closed_on))

    @property
    def _closed_unsaid(self) -> tuple[str, ...]:
        """Return what closes agreed hours where the policy is silent: a contract's holidays and absences."""
        exceptions = self.subject.files.availability.exceptions
        holidays = {
            name: self.subject.follow(each.means.holidays)[0]
            for name, each in exceptions.items()
            if isinstance(each.means, Holidays)
        }
        of_the_contract = [name for name, whose in holidays.items() if whose == CONTRACT]
        return (*(of_the_contract or holidays), *(name for name in exceptions if name not in holidays))

    def named(self, hours: Any) -> Hours:
        """Return hours that are named by id as they stand in the vocabulary."""
        return self.subject.files.vocabulary.hours[hours] if isinstance(hours, str) else hours

    @once
    def support(self) -> BusinessCalendar | None:
        """Return the calendar of the working hours; None where nobody says which."""
        return self._support(self.working.closed_on)

    @once
    def usual(self) -> BusinessCalendar | None:
        """Return the calendar of the working hours, holidays not taken out; None where nobody says which."""
        return self._support(())

    @once
    def surely_support(self) -> BusinessCalendar | None:
        """Return the calendar on which holidays close the hours, even where the source leaves that open."""
        return self.support if self.working.holidays_settled else self._support((), on_holidays=False)

    def _support(self, closed_on: tuple[str, ...], *, on_holidays: bool = True) -> BusinessCalendar | None:
        hours = self.working.hours
        if hours is None:
            return None
        return self.maker.calendar(hours, closed_on, own=True, on_holidays=on_holidays)[0]

    @once
    def holiday_grounds(self) -> Grounds:
        """Return what the holidays within the working hours rest on."""
        _, grounds = self.maker.holidays(self.working.closed_on)
        working = self.working
        return grounds & working.settled.part("closed_on") if working.holidays_settled else grounds

    @property
    def hours_grounds(self) -> Grounds:
        """Return what the working hours rest on."""
        return self.working.grounds

    @once
    def working_grounds(self) -> Grounds:
        """Return what the working hours, with their holidays, rest on."""
        return self.hours_grounds & self.holiday_grounds
