"""Instants: inside the engine an instant is the exact timedelta since the epoch, in UTC.

A timedelta counts whole microseconds, compares and adds at the speed of C, and knows no zone to be confused by.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ptc_service_policy.errors import BusinessTimeError, NaiveDatetimeError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def since_epoch(at: datetime) -> timedelta:
    """Return the instant of an aware datetime, in any zone; ``fold`` is respected.

    Raises NaiveDatetimeError (PSP601) for a datetime without a zone, BusinessTimeError (PSP613) for anything else.
    """
    try:
        return at - EPOCH
    except TypeError:
        if isinstance(at, datetime):
            raise NaiveDatetimeError.of("PSP601", value=at.isoformat()) from None
        raise BusinessTimeError.of("PSP613", value=repr(at)) from None


def wall_instant(day: date, clock: timedelta, zone: ZoneInfo) -> timedelta:
    """Return the instant at which clocks in ``zone`` show ``clock`` after midnight of ``day``.

    With ``fold=0`` Python gives a wall time in a gap the offset before the gap, which shifts it forward by the gap, and
    takes the first of two equal wall times: just what the calendar promises.
    """
    return datetime.combine(day, time.min, zone) + clock - EPOCH
