"""What columns count with pauses is what a calendar counts, and where all days are known none is asked."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from tests.columns.conftest import EPOCH, MICROSECOND, QUESTION, Pause, Row, as_table, waiting
from tests.columns.spans_policy import CONVENTIONS, CUT_OFFS, UNTIL, WEEKDAYS

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Convention,
    ElapsedTime,
)
from ptc_service_policy.business_time.target_spans import TargetSpan
from ptc_service_policy.columns import DueQuestion
from ptc_service_policy.columns.counter import Counter
from ptc_service_policy.columns.happened import Happened
from ptc_service_policy.columns.known import KnownCalendar, KnownZone

ZONE = "Europe/Paris"
WEEKS: dict[str, Any] = {
    "office hours": {day: [("09:00", "12:00"), ("13:00", "17:00")] for day in WEEKDAYS},
    "nights": {day: [("22:00", "06:00")] for day in WEEKDAYS},
    "around the clock": "always",
}
DAYS: list[TargetSpan] = [*map(BusinessDays, (0, 1, 40)), *map(CalendarDays, (0, 1, 45))]
TIMES: list[TargetSpan] = [
    *(BusinessTime(timedelta(hours=hours)) for hours in (0, 0.75, 8, 400)),
    ElapsedTime(timedelta(hours=900)),
]


def of_2026(count: int) -> list[Row]:
    """Requests from March to September, most of them answered, with pauses that are none too long."""
    draw, start = random.Random(2026), (datetime(2026, 3, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
    rows = [Row("", start + draw.randrange(200 * 86_400_000_000), None) for _ in range(count)]
    return [row._replace(pauses=tuple(filter(_is_sound, row.pauses or ()))) for row in waiting(rows)]


def _is_sound(pause: Pause | None) -> bool:
    match pause:
        case (int(begin), int(end)):
            return begin < end
        case _:
            return False


@pytest.mark.parametrize("hours", WEEKS.values(), ids=WEEKS)
def test_what_is_known_is_asked_of_no_calendar(hours: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: Any, **__: Any) -> None:
        raise AssertionError("asked one by one")

    for name in ("due", "due_details", "progress"):
        monkeypatch.setattr(BusinessCalendar, name, asked)
    requests = of_2026(40)
    (batch,) = as_table(requests).combine_chunks().to_batches()
    received, rows = np.array([row.received_at for row in requests]), np.arange(len(requests))
    known = KnownCalendar(BusinessCalendar(ZONE, hours, holidays=[date(2026, 4, 6), date(2026, 5, 1)]))
    happened = Happened.read(batch, QUESTION, received, np.zeros(len(requests), np.int8))
    terms = (*product(DAYS, UNTIL, CUT_OFFS), *product(TIMES, (None,), CUT_OFFS))
    for (span, until, cut_off), convention in product(terms, CONVENTIONS):
        if convention == CONVENTIONS[0] or isinstance(span, BusinessDays):
            counter = Counter(known, KnownZone(ZONE), span, Convention(*convention), until, cut_off)
            counted = counter.respond(received)
            assert counted.reasons is None
            counter.follow(counted, received, rows, happened, QUESTION.remind_at)


@pytest.mark.parametrize("hours", WEEKS.values(), ids=WEEKS)
@pytest.mark.parametrize("days", range(3))
def test_days_with_a_pause_near_their_ends_are_those_of_the_calendar(days: int, hours: Any) -> None:
    one = BusinessCalendar(ZONE, hours)
    friday = datetime(2026, 4, 3, tzinfo=ZoneInfo(ZONE))
    given = [
        (friday + timedelta(hours=at), friday + timedelta(hours=at + begins), timedelta(hours=lasts))
        for at, begins, lasts in product((1, 8, 16.5, 18, 30), (0, 3, 15, 70.5, 86.5), (0.5, 2, 24))
    ]
    instants = [
        [(each - EPOCH) // MICROSECOND for each in (at, begin, begin + length)] for at, begin, length in given
    ]
    requests = [Row("", at, None, ((begin, end),)) for at, begin, end in instants]
    (batch,) = as_table(requests).combine_chunks().to_batches()
    received, rows = np.array([row.received_at for row in requests]), np.arange(len(requests))
    question = DueQuestion(pauses="pauses")
    happened = Happened.read(batch, question, received, np.zeros(len(requests), np.int8))
    for convention in (Convention(*each) for each in CONVENTIONS):
        counter = Counter(KnownCalendar(one), KnownZone(ZONE), BusinessDays(days), convention)
        counted, _ = counter.follow(counter.respond(received), received, rows, happened, ())
        assert counted.earliest_due is not None
        expected = [
            one.due_details(at, BusinessDays(days), convention, [(begin, begin + length)])[:2]
            for at, begin, length in given
        ]
        assert [*zip(counted.due.tolist(), counted.earliest_due.tolist(), strict=True)] == [
            tuple((each - EPOCH) // MICROSECOND for each in both) for both in expected
        ]
