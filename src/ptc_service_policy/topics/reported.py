"""What callers report to be judged by: what was delivered, and what happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from itertools import zip_longest
from typing import TypeVar

from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.reading import require_date, require_mapping, wrong_shape
from ptc_service_policy.model.frozen import FrozenDict

R = TypeVar("R", "Delivered", "Happened")
_NOTHING: Mapping[str, str | float] = FrozenDict()


@dataclass(frozen=True, slots=True)
class Delivered:
    """Record that something was delivered: the obligation's subject, and the local date or the instant."""

    subject: str
    on: date | datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """Record that an event of the vocabulary happened, on a local date or at an instant.

    Hours and minutes are counted from an instant alone. ``attributes`` is what may matter of the event, such
    as ``{"severity": "s1"}``, beside what the question tells.
    """

    event: str
    on: date | datetime
    attributes: Mapping[str, str | float] = _NOTHING

    def __post_init__(self) -> None:
        """Keep the attributes as they are now, whatever becomes of the mapping."""
        if isinstance(self.attributes, Mapping):
            object.__setattr__(self, "attributes", FrozenDict(self.attributes))


def require_reports(given: Iterable[R], kind: type[R], name: str) -> tuple[R, ...]:
    """Return what is reported, each of the kind that is expected, and on a date or at an aware instant."""
    reports = tuple(given) if isinstance(given, Iterable) else (given,)
    for number, each in enumerate(reports):
        if not isinstance(each, kind):
            raise wrong_shape(each, (name, number), f"{kind.__name__}(..., on=date(...))")
        if isinstance(each.on, datetime):
            since_epoch(each.on)
        else:
            require_date(each.on)
        if isinstance(each, Happened):
            require_mapping(each.attributes, (name, number, "attributes"), "{attribute: case}")
    return reports


def with_first_of_any(
    happened: Sequence[Happened], any_of: Mapping[str, Sequence[str]], zone: tzinfo
) -> tuple[Happened, ...]:
    """Add the events that mean any of others: of those, whichever happened first, each time anew.

    One that is reported by itself counts as it is reported.
    """

    def times(event: str) -> list[Happened]:
        reported = [each for each in happened if each.event == event]
        if not reported and event in any_of:
            rounds = zip_longest(*(times(each) for each in any_of[event]))
            firsts = (min(filter(None, each), key=when) for each in rounds)
            return [replace(each, event=event) for each in firsts]
        return sorted(reported, key=when)

    def when(each: Happened) -> tuple[date, time]:
        at = local(each.on, zone)
        return day_of(at, zone), at.time() if isinstance(at, datetime) else time.min

    reported = {each.event for each in happened}
    return *happened, *(each for event in any_of if event not in reported for each in times(event))


def local(on: date, zone: tzinfo) -> date:
    """Return an instant as it is in a zone; a date is local as it stands."""
    return on.astimezone(zone) if isinstance(on, datetime) else on


def day_of(on: date, zone: tzinfo) -> date:
    """Return the date of something in a zone."""
    at = local(on, zone)
    return at.date() if isinstance(at, datetime) else at


def read_on(written: str) -> date:
    """Read what is an instant where it says a time, else a date; raise ValueError for what is neither."""
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
