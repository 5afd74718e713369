"""Days are told apart by their weekday, by whether they are open, and from those that are not known."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from ptc_service_policy import BusinessCalendar
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns.known import KnownCalendar
from ptc_service_policy.columns.timetable import KINDS_OF_DAYS, Timetable, in_microseconds


def test_each_kind_of_day_is_its_own() -> None:
    """In a fortnight of which the first week is open and the second one is not, no kind comes twice."""
    noons = [datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=number) for number in range(14)]
    calendar = BusinessCalendar("UTC", "always", holidays=[noon.date() for noon in noons[7:]])
    table = Timetable(calendar, calendar.compiled(noons[0].date(), noons[-1].date()))

    kinds = table.kind_of_day(np.array([in_microseconds(noon - EPOCH) for noon in noons]))

    assert len(set(kinds.tolist())) == 14
    assert 0 <= kinds.min() <= kinds.max() < KINDS_OF_DAYS


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "America/Los_Angeles", "Pacific/Apia"])
@pytest.mark.parametrize("ask", ["kind_of_day", "is_open", "state"])
def test_many_instants_are_what_each_of_them_is(zone: str, ask: str) -> None:
    """What is known grows as it is asked: of a calendar that nobody asked before, all of it is."""

    def unasked() -> BusinessCalendar:
        week = {"mon": [("00:00", "12:00")], "thu": [("20:00", "04:00")]}
        return BusinessCalendar(zone, week, holidays=["2026-03-02"])

    begin = datetime(2026, 3, 1, 3, tzinfo=UTC)
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    far = [
        datetime(2019, 6, 6, 23, tzinfo=UTC),
        *(new_year + timedelta(hours=each) for each in range(-20, 20)),
    ]
    instants = [*far, *(begin + timedelta(hours=7 * number) for number in range(50))]
    array = np.array([in_microseconds(each - EPOCH) for each in instants])

    together = getattr(KnownCalendar(unasked()), ask)(array)
    each_alone = [getattr(KnownCalendar(unasked()), ask)(array[n : n + 1])[0] for n in range(len(array))]

    assert together.tolist() == each_alone
    if ask != "kind_of_day":
        assert together.tolist() == list(map(unasked().is_open, instants))
