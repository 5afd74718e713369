"""The business calendars that a contract is answered from."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ptc_service_policy.business_time import (
    NO_HOLIDAYS,
    BusinessCalendar,
    Closure,
    Holidays,
    unite,
)
from ptc_service_policy.business_time.hours import ALL_DAY
from ptc_service_policy.decisions import Basis, Grounds, join
from ptc_service_policy.loading.public_holidays import public_holidays as adjusted_holidays
from ptc_service_policy.model.availability import Holidays as HolidaysMeant
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours, Weekday, plain_hours, plain_periods, with_days_like
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.settling.contract import (
    AgreedClosure,
    Terms,
    holidays_agreed,
    listed_holidays,
    public_holidays,
)
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.text import LocalizedText

CONTRACT = "contract"
_STATED = Grounds(Basis.STATED)
Share = Callable[[BusinessCalendar], BusinessCalendar]
"""Returns a calendar equal to the one it is given, so that what one compiled serves all."""


class CalendarMaker:
    """Make the calendars of contracts on the same terms, their absences not taken out."""

    def __init__(self, subject: Subject, contract: Terms, share: Share) -> None:
        self._subject = subject
        self._contract = contract
        self._share = share

    def calendar(
        self,
        hours: Hours,
        closed_on: Iterable[str],
        *,
        own: bool,
        on_holidays: bool = True,
        like: Mapping[Weekday, Weekday] = FrozenDict(),
    ) -> tuple[BusinessCalendar, Grounds]:
        """Make a calendar, and say what its holidays rest on.

        Args:
            hours: the hours, without holidays.
            closed_on: the exceptions that close them.
            own: whether these are the working hours of the contract, so that its special hours hold.
            on_holidays: whether they are open on the exceptions of the policy that ``closed_on`` leaves out.
            like: weekdays that take over others' hours, such as Saturday Friday's.
        """
        closed_on = tuple(closed_on if on_holidays else self._subject.files.availability.exceptions)
        holidays, grounds = self.holidays(closed_on)
        if not on_holidays and holidays is NO_HOLIDAYS:
            holidays = self._holidays_of(CONTRACT)[0]
        if hours.any_of is not None:
            known = self._subject.files.vocabulary.hours
            parts = [
                self.calendar(known[each], closed_on, own=own, on_holidays=on_holidays, like=like)[0]
                for each in hours.any_of
            ]
            return self._share(BusinessCalendar.any_of(self._contract.time_zone, parts)), grounds
        agreed = self._contract.hours
        special: dict[Any, Any] = {} if agreed is None or not own else dict(plain_hours(agreed.special))
        periods = plain_periods(
            each.model_copy(update={"weekly": with_days_like(each.weekly, like)}) for each in hours.periods
        )
        weekly = plain_hours(with_days_like(hours.weekly or {}, like))
        calendar = BusinessCalendar(self._zone(hours), weekly, holidays, special, periods=periods)
        return self._share(calendar), grounds

    def day_and_night(self, zone: str, closed_on: Iterable[str]) -> BusinessCalendar:
        """Make a calendar that some exceptions alone close."""
        hours = Hours.model_construct(time_zone=zone, weekly="always", periods=(), any_of=None)
        return self.calendar(hours, closed_on, own=False)[0]

    def _zone(self, hours: Hours) -> str:
        named = hours.time_zone
        return self._contract.time_zone if named in (None, CONTRACT) else named

    def zones(self, hours: Hours) -> tuple[str, ...]:
        """Return the zones in which hours run: one, or those of the hours that hand over."""
        if hours.any_of is None:
            return (self._zone(hours),)
        known = self._subject.files.vocabulary.hours
        return tuple(dict.fromkeys(zone for each in hours.any_of for zone in self.zones(known[each])))

    def holidays(self, closed_on: Iterable[str]) -> tuple[Holidays, Grounds]:
        """Return the holidays of all exceptions that close hours, and what they rest on."""
        exceptions = self._subject.files.availability.exceptions
        meant = [exceptions[name].means for name in closed_on]
        found = [self._holidays_meant(each) for each in meant if isinstance(each, HolidaysMeant)]
        return unite(each for each, _ in found), join((_STATED, *(grounds for _, grounds in found)))

    def _holidays_meant(self, means: HolidaysMeant) -> tuple[Holidays, Grounds]:
        whose, read = self._subject.follow(means.holidays)
        holidays, grounds, listed = self._holidays_of(whose)
        # Dates that the contract lists itself leave nothing to read into the source.
        return holidays, grounds if listed else read & grounds

    def _holidays_of(self, whose: str | None) -> tuple[Holidays, Grounds, bool]:
        if whose is not None and whose != CONTRACT:
            return *self._adjusted(whose), False
        agreed, grounds = holidays_agreed(self._contract.holidays), agreed_in("holidays")
        holidays: list[Holidays] = [listed_holidays(agreed)]
        if agreed.country is not None:
            holidays.append(public_holidays(agreed))
        if agreed.calendar is not None:
            adjusted, cited = self._adjusted(agreed.calendar)
            holidays.append(adjusted)
            grounds = grounds & cited
        return unite(holidays), grounds, len(holidays) == 1

    def _adjusted(self, name: str) -> tuple[Holidays, Grounds]:
        calendar = self._subject.files.holiday_calendars[name]
        cited = Grounds(Basis.INTERPRETED, (self._subject.book.citations.calendar(name),))
        return adjusted_holidays(calendar), cited


def closure_of(agreed: AgreedClosure, name: LocalizedText) -> Closure:
    """Return an absence as a calendar takes it, with the name of its kind for its reason."""
    hours = ALL_DAY if agreed.hours is None else (agreed.hours.opens, agreed.hours.closes)
    return Closure(agreed.first, agreed.last, hours, name)
