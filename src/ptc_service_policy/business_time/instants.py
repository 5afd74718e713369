"""Instants: inside the engine an instant is the exact timedelta since the epoch, in UTC.

A timedelta counts whole microseconds, compares and adds at the speed of C, and knows no zone to be confused
by.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ptc_service_policy.errors import BusinessTimeError, NaiveDatetimeError, shown

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def since_epoch(at: datetime) -> timedelta:
    """Return the instant of an aware datetime, in any zone; ``fold`` is respected.

    Raises NaiveDatetimeError (PSP601) for a datetime without a zone, BusinessTimeError (PSP612) for anything
    else.
    """
    try:
        found = at - EPOCH
    except TypeError:
        if isinstance(at, datetime):
            raise NaiveDatetimeError.of("PSP601", value=at.isoformat()) from None
        raise BusinessTimeError.of("PSP612", value=shown(at)) from None
    if type(found) is timedelta:
        return found
    # pandas has lengths of time of its own, and one of no instant at all.
    if isinstance(found, timedelta):
        return timedelta(found.days, found.seconds, found.microseconds)
    raise BusinessTimeError.of("PSP612", value=shown(at))


def to_local(instant: timedelta, zone: ZoneInfo) -> datetime:
    """Return the instant as a datetime in ``zone``."""
    return zone.fromutc(datetime(1970, 1, 1, tzinfo=zone) + instant)
