"""Days are told apart by their weekday, by whether they are open, and from those that are not known."""

from datetime import UTC, datetime, timedelta

import numpy as np

from ptc_service_policy import BusinessCalendar
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns.timetable import KINDS_OF_DAYS, Timetable, in_microseconds


def test_each_kind_of_day_is_its_own() -> None:
    """In a fortnight of which the first week is open and the second one is not, no kind comes twice."""
    noons = [datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=number) for number in range(14)]
    calendar = BusinessCalendar("UTC", "always", holidays=[noon.date() for noon in noons[7:]])
    table = Timetable(calendar, calendar.compiled(noons[0].date(), noons[-1].date()))

    kinds = table.kind_of_day(np.array([in_microseconds(noon - EPOCH) for noon in noons]))

    assert len(set(kinds.tolist())) == 14
    assert 0 <= kinds.min() <= kinds.max() < KINDS_OF_DAYS
