"""Whether the manager can be reached at an instant."""

from datetime import date, datetime
from typing import Literal, cast, get_args
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time import Window
from ptc_service_policy.decisions import Decision, Grounds
from ptc_service_policy.errors import BusinessTimeError, UnstatedError
from ptc_service_policy.evaluation.calendars import CalendarGrounds, Calendars
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.evaluation.subject import Subject, agreed_in
from ptc_service_policy.model.availability import WEEKDAYS
from ptc_service_policy.text import LocalizedText

Availability = Literal["available", "on-request", "unavailable"]
STATES: tuple[Availability, ...] = get_args(Availability)

_AVAILABLE = LocalizedText(
    fr="Le {at}, le gestionnaire est joignable : cet instant est compris dans ses horaires.",
    en="On {at} the manager can be reached: this is within the support hours.",
)
_HOLIDAY = LocalizedText(
    fr="Le {at} est un jour férié ({holiday}) : le gestionnaire n'est joignable que sur demande, "
    "moyennant un préavis, et PTC reste libre d'accepter.",
    en="On {at} it is a holiday ({holiday}): the manager is reached only on request, "
    "with notice, and PTC is free to decline.",
)
_ON_REQUEST_DAY = LocalizedText(
    fr="Le {at}, le gestionnaire n'est joignable que sur demande, moyennant un préavis, "
    "et PTC reste libre d'accepter.",
    en="On {at} the manager is reached only on request, with notice, and PTC is free to decline.",
)
_AWAY = LocalizedText(
    fr="Le {at}, le gestionnaire est absent ({absence}).",
    en="On {at} the manager is away ({absence}).",
)
_AWAY_WITH_STAND_IN = LocalizedText(
    fr="Le {at}, le gestionnaire est absent ({absence}) ; son remplaçant peut être joint.",
    en="On {at} the manager is away ({absence}); the stand-in may be reached.",
)
_OUTSIDE = {
    "unavailable": LocalizedText(
        fr="Le {at}, le gestionnaire n'est pas joignable : cet instant est hors de ses horaires.",
        en="On {at} the manager cannot be reached: this is outside the support hours.",
    ),
    "on-request": LocalizedText(
        fr="Le {at} est hors des horaires : le gestionnaire n'est joignable que sur demande.",
        en="On {at} it is outside the support hours: the manager is reached only on request.",
    ),
}
_NEXT = LocalizedText(
    fr="À compter du {at}, le gestionnaire est joignable au plus tôt le {opening}.",
    en="From {at} on, the manager can be reached on {opening} at the earliest.",
)
_UNSTATED = LocalizedText(
    fr="La source ne dit pas quand le gestionnaire de l'offre « {offering} » est joignable.",
    en='The source does not say when the manager of "{offering}" can be reached.',
)
_SOME_HOLIDAY = LocalizedText(fr="férié", en="public holiday")


class Reachability:
    """Know, for one contract, when the manager can be reached."""

    __slots__ = ("_calendars", "_contract", "_grounds", "_subject", "_zone")

    def __init__(
        self, subject: Subject, contract: Contract, calendars: Calendars, grounds: CalendarGrounds
    ) -> None:
        self._subject = subject
        self._contract = contract
        self._calendars = calendars
        self._grounds = grounds
        self._zone = ZoneInfo(contract.time_zone)

    def at(self, at: datetime) -> Decision[Availability | None]:
        """Tell in which of the three states the manager is."""
        open_now = self._calendars.reachable.is_open(at)
        if self._grounds.hours is None:
            return self._unstated()
        local = at.astimezone(self._zone)
        hours = self._grounds.hours & self._grounds.holidays
        if open_now:
            return self._subject.decide("available", hours, _AVAILABLE, at=local)
        if self._calendars.support.is_open(at):
            return self._away(local, hours)
        rules = self._subject.files.availability
        like, on_request = self._subject.settle(rules.on_request)
        if like is None:
            return self._subject.decide(None, on_request, _UNSTATED)
        holiday = self._holiday(local.date()) if rules.on_request.holidays else None
        if holiday is not None:
            grounds = on_request & self._grounds.holidays
            return self._subject.decide("on-request", grounds, _HOLIDAY, at=local, holiday=holiday)
        if WEEKDAYS[local.weekday()] in rules.on_request.weekdays:
            return self._subject.decide("on-request", on_request, _ON_REQUEST_DAY, at=local)
        state, read = self._subject.follow(rules.weekday_outside_hours)
        return self._subject.decide(cast("Availability", state), hours & read, _OUTSIDE[state], at=local)

    def next(self, at: datetime) -> Decision[datetime | None]:
        """Return the earliest instant, not before ``at``, at which the manager can be reached."""
        opening = self._calendars.reachable.next_open(at)
        if self._grounds.hours is None:
            return self._unstated()
        if opening is None:
            raise BusinessTimeError.of("PSP709")
        grounds = self._grounds.hours & self._grounds.holidays
        if opening != self._calendars.support.next_open(at):
            grounds = grounds & agreed_in("closures")
        local = at.astimezone(self._zone)
        return self._subject.decide(opening, grounds, _NEXT, at=local, opening=opening)

    def windows(self, start: datetime, end: datetime) -> tuple[Window, ...]:
        """Return the windows in which the manager can be reached; raise UnstatedError if nobody says when."""
        if self._grounds.hours is None:
            unstated = self._unstated()
            raise UnstatedError.of("PSP710", reason=unstated.reason)
        return self._calendars.reachable.windows(start, end)

    def _away(self, local: datetime, hours: Grounds) -> Decision[Availability | None]:
        exceptions = self._subject.files.availability.exceptions
        kinds = dict.fromkeys(closure.kind for closure in self._contract.closures if closure.covers(local))
        grounds = hours & agreed_in("closures")
        for kind in kinds:
            like, stated = self._subject.settle(exceptions[kind])
            grounds = grounds if like is None else grounds & stated
        stand_in, stated = self._subject.settle(self._subject.files.availability.stand_in)
        names = tuple(exceptions[kind].name for kind in kinds)
        if stand_in is None:
            return self._subject.decide("unavailable", grounds, _AWAY, at=local, absence=names)
        grounds = grounds & stated
        return self._subject.decide("unavailable", grounds, _AWAY_WITH_STAND_IN, at=local, absence=names)

    def _holiday(self, day: date) -> LocalizedText | None:
        """Return the name of the holiday on a day; special hours do not make it a working day like others."""
        support = self._calendars.support
        closed = support.closed_day(day)
        if closed is not None:
            return (closed.name or _SOME_HOLIDAY) if closed.reason == "holiday" else None
        if self._contract.support_hours is None or day not in self._contract.support_hours.special:
            return None
        holidays = support.holidays.in_year(day.year)
        return (holidays[day] or _SOME_HOLIDAY) if day in holidays else None

    def _unstated(self) -> Decision[None]:
        _, grounds = self._subject.settle(self._subject.files.availability.support_hours)
        return self._subject.decide(None, grounds, _UNSTATED)
