"""Agreement with other libraries on what they define alike."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from ptc_service_policy.business_time import BusinessCalendar, PublicHolidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROLLS = {
    "following": "following",
    "preceding": "preceding",
    "forward": "forward",
    "backward": "backward",
    "modified-following": "modifiedfollowing",
    "modified-preceding": "modifiedpreceding",
}
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@given(
    st.lists(st.booleans(), min_size=7, max_size=7).filter(any),
    st.lists(DAYS, max_size=20),
    DAYS,
    st.integers(-300, 300),
    st.sampled_from(sorted(ROLLS)),
)
def test_numpy_counts_and_rolls_alike(
    mask: list[bool], holidays: list[date], day: date, count: int, roll: Any
) -> None:
    hours = {weekday: [["09:00", "17:00"]] for weekday, works in zip(WEEKDAYS, mask, strict=True) if works}
    calendar = BusinessCalendar("UTC", hours, holidays)
    busday: Any = np.busdaycalendar(mask, holidays)

    rolled: Any = ROLLS[roll]
    expected = np.busday_offset(day, count, roll=rolled, busdaycal=busday)
    assert calendar.offset(day, count, roll=roll) == expected.astype(date)
    assert calendar.is_business_day(day) == np.is_busday(day, busdaycal=busday)
    assert len(calendar.business_days(day, day + timedelta(days=100))) == np.busday_count(
        day, day + timedelta(days=100), busdaycal=busday
    )


PARIS = ZoneInfo("Europe/Paris")
OPENING_HOURS = [
    ("Mo-Fr 09:00-17:00", dict.fromkeys(WEEKDAYS[:5], (("09:00", "17:00"),))),
    ("Mo-Sa 08:30-12:00,13:15-18:45", dict.fromkeys(WEEKDAYS[:6], (("08:30", "12:00"), ("13:15", "18:45")))),
    ("Fr,Sa 20:00-26:00", dict.fromkeys(WEEKDAYS[4:6], (("20:00", "02:00"),))),
    ("24/7", dict.fromkeys(WEEKDAYS, (("00:00", "24:00"),))),
]
MONTHS_WITHOUT_CLOCK_CHANGE = st.datetimes(datetime(2026, 4, 2), datetime(2026, 10, 20))  # noqa: DTZ001


@pytest.mark.parametrize(("text", "hours"), OPENING_HOURS, ids=[text for text, _ in OPENING_HOURS])
@given(MONTHS_WITHOUT_CLOCK_CHANGE)
def test_opening_hours_opens_alike(text: str, hours: dict[str, Any], wall: datetime) -> None:
    """A night before a holiday is cut short by the peer, so only days without one are asked."""
    calendar = BusinessCalendar("Europe/Paris", hours, PublicHolidays("FR"))
    peer = OpeningHours(f"{text}; PH off", timezone=PARIS, country="FR")
    at = wall.replace(tzinfo=PARIS)
    near = {at.date(), at.date() - timedelta(days=1)}
    if text != "24/7" and not near & set(PublicHolidays("FR").in_year(2026)):
        assert calendar.is_open(at) == peer.is_open(at)


@given(MONTHS_WITHOUT_CLOCK_CHANGE)
def test_opening_hours_knows_the_same_holidays(wall: datetime) -> None:
    office = dict.fromkeys(WEEKDAYS[:5], (("09:00", "17:00"),))
    calendar = BusinessCalendar("Europe/Paris", office, PublicHolidays("FR"))
    peer = OpeningHours("Mo-Fr 09:00-17:00; PH off", timezone=PARIS, country="FR")
    at = wall.replace(tzinfo=PARIS)

    assert calendar.is_open(at) == peer.is_open(at)
    opening = calendar.next_open(at)
    assert opening == (at if peer.is_open(at) else peer.next_change(at))
