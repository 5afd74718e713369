"""The engine against the oracle."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from ptc_service_policy.business_time import BusinessCalendar, BusinessDays
from ptc_service_policy.errors import BusinessTimeError

from .oracle import (
    CONVENTIONS,
    DAY,
    Oracle,
    as_asked,
    half_hours,
    has_hours,
    instants,
    situations,
    utc,
)

FIRST_SUPPORTED, LAST_SUPPORTED = datetime(1900, 1, 3, tzinfo=UTC), datetime(2199, 12, 29, tzinfo=UTC)


@given(situations(), st.data())
def test_points(situation: tuple[BusinessCalendar, Oracle], data: st.DataObject) -> None:
    calendar, oracle = situation
    at = data.draw(instants(oracle))
    asked = as_asked(oracle, at)

    assert calendar.is_open(asked) == oracle.is_open(at)
    if (opening := oracle.next_open(at)) is not None:
        assert utc(calendar.next_open(asked)) == opening
    if (closing := oracle.previous_close(at)) is not None:
        assert utc(calendar.previous_close(asked)) == closing


@given(situations(), st.data())
def test_stretches(situation: tuple[BusinessCalendar, Oracle], data: st.DataObject) -> None:
    calendar, oracle = situation
    start, end = data.draw(instants(oracle)), data.draw(instants(oracle))
    asked = as_asked(oracle, start), as_asked(oracle, end)

    windows = [(utc(window.start), utc(window.end)) for window in calendar.windows(*asked)]
    assert windows == oracle.cut(start, end)
    assert calendar.elapsed(*asked) == oracle.elapsed(start, end)
    assert all(window.duration > timedelta() for window in calendar.windows(*asked))


@given(situations(), st.data(), st.timedeltas(-30 * DAY, 30 * DAY) | st.integers(-90, 90).map(half_hours))
def test_sums(situation: tuple[BusinessCalendar, Oracle], data: st.DataObject, open_time: timedelta) -> None:
    calendar, oracle = situation
    at = data.draw(instants(oracle))
    expected = oracle.add(at, open_time)
    assume(expected is not None)

    assert utc(calendar.add(as_asked(oracle, at), open_time)) == expected


@given(situations(), st.data(), st.integers(1, 6))
def test_due(situation: tuple[BusinessCalendar, Oracle], data: st.DataObject, count: int) -> None:
    calendar, oracle = situation
    received = data.draw(instants(oracle))
    asked, days = as_asked(oracle, received), BusinessDays(count)
    readings = {convention: oracle.due(received, count, convention) for convention in CONVENTIONS}
    known = {convention: due for convention, due in readings.items() if due is not None}
    assume(known == readings)

    earliest_due = min(known.values())
    assert utc(calendar.earliest_due(asked, days)) == earliest_due
    for convention, due in known.items():
        details = calendar.due_details(asked, days, convention)
        assert utc(calendar.due(asked, days, convention)) == utc(details.due) == due
        assert utc(details.earliest_due) == earliest_due
        assert [skipped.day for skipped in details.skipped] == oracle.skipped(received, convention, due)
        assert all(skipped.reason == oracle.reason(skipped.day) for skipped in details.skipped)
        assert calendar.skipped(asked, days, convention) == details.skipped


@given(situations(), st.integers(-12, 12), st.integers(-6, 6))
def test_dates(situation: tuple[BusinessCalendar, Oracle], shift: int, count: int) -> None:
    calendar, oracle = situation
    day = oracle.local_date(oracle.base) + shift * DAY
    before = [other for other in oracle.business if other < day]
    after = [other for other in oracle.business if other > day]
    assume(len(before) > 6)
    assume(len(after) > 6)

    open_itself = day in oracle.business
    assert calendar.is_business_day(day) == open_itself
    expected = day if not count else after[count - 1] if count > 0 else before[count]
    assert calendar.offset(day, count) == expected
    forward, backward = (day, day) if open_itself else (after[0], before[-1])
    assert calendar.roll(day, "following") == calendar.roll(day, "forward") == forward
    assert calendar.roll(day, "preceding") == calendar.roll(day, "backward") == backward
    modified = forward if forward.month == day.month else backward
    assert calendar.roll(day, "modified-following") == modified
    modified = backward if backward.month == day.month else forward
    assert calendar.roll(day, "modified-preceding") == modified
    assert calendar.business_days(day - 5 * DAY, day + 5 * DAY) == tuple(
        other for other in oracle.business if -5 * DAY <= other - day < 5 * DAY
    )


@given(situations(), st.data())
def test_elapsed_is_additive(situation: tuple[BusinessCalendar, Oracle], data: st.DataObject) -> None:
    calendar, oracle = situation
    a, b, c = (data.draw(instants(oracle)) for _ in range(3))

    assert calendar.elapsed(a, b) + calendar.elapsed(b, c) == calendar.elapsed(a, c)
    assert calendar.elapsed(a, b) == -calendar.elapsed(b, a)


@given(situations(), st.data(), st.timedeltas(-30 * DAY, 30 * DAY))
def test_adding_then_measuring_returns(
    situation: tuple[BusinessCalendar, Oracle], data: st.DataObject, open_time: timedelta
) -> None:
    calendar, oracle = situation
    """It returns, or the open time is more than the supported years still hold."""
    at = data.draw(instants(oracle))
    assume(has_hours(calendar))

    with suppress(BusinessTimeError):
        assert calendar.elapsed(at, calendar.add(at, open_time)) == open_time
        return
    nearly_the_end = LAST_SUPPORTED if open_time > timedelta() else FIRST_SUPPORTED
    assert abs(calendar.elapsed(at, nearly_the_end)) <= abs(open_time)


@given(situations(), st.data(), st.integers(1, 6))
def test_due_is_monotone(situation: tuple[BusinessCalendar, Oracle], data: st.DataObject, count: int) -> None:
    """A later receipt is never due earlier, wherever the local date itself never runs backwards."""
    calendar, oracle = situation
    assume(has_hours(calendar) and oracle.zone.key != "America/St_Johns")
    early, late = sorted(data.draw(instants(oracle)) for _ in range(2))

    due, later = (calendar.due(at, BusinessDays(count)).astimezone(UTC) for at in (early, late))
    assert due <= later


@given(situations(), st.data(), st.integers(1, 30))
def test_nothing_is_due_before_earliest_due(
    situation: tuple[BusinessCalendar, Oracle], data: st.DataObject, count: int
) -> None:
    calendar, oracle = situation
    assume(has_hours(calendar))
    received = data.draw(instants(oracle))

    earliest_due = calendar.earliest_due(received, BusinessDays(count)).astimezone(UTC)
    readings = (calendar.due(received, BusinessDays(count), convention) for convention in CONVENTIONS)
    assert received <= earliest_due == min(reading.astimezone(UTC) for reading in readings)


@given(situations(), st.data())
def test_answers_stand_in_the_calendars_zone(
    situation: tuple[BusinessCalendar, Oracle], data: st.DataObject
) -> None:
    calendar, oracle = situation
    assume(has_hours(calendar))
    at = data.draw(instants(oracle))
    answers = [calendar.next_open(at), calendar.add(at, DAY), calendar.due(at, BusinessDays(1))]

    assert all(answer is not None and answer.tzinfo is oracle.zone for answer in answers)


@given(situations(), st.data(), st.lists(st.integers(-8, 8), max_size=4))
def test_the_order_of_questions_does_not_matter(
    situation: tuple[BusinessCalendar, Oracle], data: st.DataObject, years: list[int]
) -> None:
    """A calendar that grew both ways in time answers as a fresh one does."""
    calendar, oracle = situation
    at = data.draw(instants(oracle))
    for other in (at + number * 365 * DAY for number in years):
        if 1901 < other.year < 2198:
            calendar.is_open(other)

    fresh = BusinessCalendar.from_dict(calendar.to_dict())
    start, end = at - 20 * DAY, at + 20 * DAY
    assert calendar == fresh
    assert calendar.windows(start, end) == fresh.windows(start, end)
    assert calendar.elapsed(start, end) == fresh.elapsed(start, end)
    assert calendar.previous_close(at) == fresh.previous_close(at)
