"""Times at which a calendar is closed although its hours say otherwise: training, leave, an inventory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ptc_service_policy.business_time.hours import HoursLike, Interval, read_interval
from ptc_service_policy.business_time.reading import (
    DateLike,
    Path,
    TextLike,
    read_date,
    read_text,
    wrong_shape,
)
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.text import LocalizedText

_KEYS = {"first", "last", "hours", "reason"}


@dataclass(frozen=True, slots=True, init=False)
class Closure:
    """Close the same hours on every day from ``first`` to ``last``, both included.

    Three weeks of leave are one closure of whole days; training every morning of a week is one closure too.
    """

    first: date
    last: date
    hours: Interval
    reason: LocalizedText | None

    def __init__(
        self,
        first: DateLike,
        last: DateLike | None = None,
        hours: object = ("00:00", "24:00"),
        reason: TextLike = None,
    ) -> None:
        """Read the closure; without ``last`` it is the one day ``first``, both dates or ISO texts.

        ``hours`` is a pair of wall times, which runs past midnight when it closes at or before it opens.
        Raises BusinessTimeError (PSP615) when it ends before it begins.
        """
        set_field = object.__setattr__
        set_field(self, "first", read_date(first, ("first",)))
        set_field(self, "last", self.first if last is None else read_date(last, ("last",)))
        set_field(self, "hours", read_interval(hours, ("hours",)))
        set_field(self, "reason", read_text(reason, ("reason",)))
        if self.last < self.first:
            raise BusinessTimeError.of("PSP615", start=self.first, end=self.last)

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield its days that lie from ``first`` to ``last``, both included."""
        start, end = max(first, self.first), min(last, self.last)
        for number in range((end - start).days + 1):
            yield start + timedelta(days=number)

    def as_plain(self) -> dict[str, Any]:
        """Return the fields in plain types, which the constructor takes back."""
        plain: dict[str, Any] = {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "hours": self.hours.as_plain(),
        }
        if self.reason is not None:
            plain["reason"] = {"fr": self.reason.fr, "en": self.reason.en}
        return plain


ClosuresLike = Mapping[DateLike, HoursLike] | Mapping[str, HoursLike] | Iterable[Closure | Mapping[str, Any]]


def read_closures(value: ClosuresLike, path: Path) -> tuple[Closure, ...]:
    """Return closures given as such, as mappings of their fields, or as dates with their pairs of times."""
    if isinstance(value, Mapping):
        found = [
            Closure(day, hours=read_interval(pair, (*path, str(day), index)))
            for day, pairs in ((read_date(day, (*path, str(day))), pairs) for day, pairs in value.items())
            for index, pair in enumerate(_pairs(pairs, (*path, str(day))))
        ]
    elif isinstance(value, str) or not isinstance(value, Iterable):
        raise wrong_shape(value, path, '{"2026-12-24": [["12:00", "17:00"]]}')
    else:
        found = [_read_closure(item, (*path, index)) for index, item in enumerate(value)]
    return in_order(found)


def in_order(closures: Iterable[Closure]) -> tuple[Closure, ...]:
    """Return closures as calendars keep them, so that their order makes no difference."""
    return tuple(sorted(closures, key=lambda closure: (closure.first, closure.last, closure.hours)))


def _pairs(pairs: object, path: Path) -> Iterable[Any]:
    if isinstance(pairs, str | Mapping) or not isinstance(pairs, Iterable):
        raise wrong_shape(pairs, path, '[["12:00", "17:00"]]')
    return pairs


def write_closures(closures: tuple[Closure, ...]) -> Any:
    """Return the plain shape: dates with pairs of times where that says it all, else a list of mappings."""
    if any(closure.reason is not None or closure.first != closure.last for closure in closures):
        return [closure.as_plain() for closure in closures]
    days: dict[str, list[list[str]]] = {}
    for closure in closures:
        days.setdefault(closure.first.isoformat(), []).append(closure.hours.as_plain())
    return days


def _read_closure(value: Closure | Mapping[str, Any], path: Path) -> Closure:
    if isinstance(value, Closure):
        return value
    if not isinstance(value, Mapping) or "first" not in value or not _KEYS.issuperset(value):
        raise wrong_shape(value, path, "{first: ..., last: ..., hours: [...], reason: {fr: ..., en: ...}}")
    return Closure(**value)
