"""All spans of a target against the oracle: with the last hour, the cut-off and pauses that they may have."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Convention,
    ElapsedTime,
    TargetSpan,
)

from .oracle import (
    CONVENTIONS,
    DAY,
    MINUTE,
    WEEKDAYS,
    Oracle,
    as_asked,
    half_hours,
    has_hours,
    instants,
    situations,
    utc,
    write,
)

Situation = tuple[BusinessCalendar, Oracle]


class Target(NamedTuple):
    span: TargetSpan
    convention: Convention
    until: str | None
    cut_off: dict[str, str] | None

    @property
    def options(self) -> dict[str, Any]:
        return {"until": self.until, "cut_off": self.cut_off}


CLOCKS = st.sampled_from(["00:00", "02:30", "09:00", "16:00", "24:00"]) | st.integers(0, 1439).map(write)
LENGTHS = st.timedeltas(timedelta(), 12 * DAY) | st.integers(0, 90).map(half_hours)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    days = st.integers(0, 5)
    span = draw(
        st.one_of(
            st.builds(BusinessDays, days),
            st.builds(CalendarDays, days),
            st.builds(BusinessTime, LENGTHS),
            st.builds(ElapsedTime, LENGTHS),
        )
    )
    until = draw(st.none() | CLOCKS) if isinstance(span, BusinessDays | CalendarDays) else None
    everyday = CLOCKS.map(lambda clock: dict.fromkeys(WEEKDAYS, clock))
    cut_off = draw(st.none() | everyday | st.dictionaries(st.sampled_from(WEEKDAYS), CLOCKS))
    return Target(span, draw(st.sampled_from(CONVENTIONS)), until, cut_off)


@given(situations(), targets(), st.data())
def test_every_span(situation: Situation, target: Target, data: st.DataObject) -> None:
    calendar, oracle = situation
    span, convention, until, cut_off = target
    received = data.draw(instants(oracle))
    asked = as_asked(oracle, received)
    readings = CONVENTIONS if isinstance(span, BusinessDays) else [convention]
    known = [oracle.ends(received, span, reading, until, cut_off) for reading in readings]
    ends = oracle.ends(received, span, convention, until, cut_off)
    assume(ends is not None and None not in known)
    assert ends is not None

    details = calendar.due_details(asked, span, convention, **target.options)
    assert utc(calendar.due(asked, span, convention, **target.options)) == utc(details.due) == ends
    assert utc(details.earliest_due) == min(end for end in known if end is not None)
    assert calendar.earliest_due(asked, span, **target.options) == details.earliest_due
    assert details.due.tzinfo is oracle.zone
    assert received <= ends or oracle.zone.key == "America/St_Johns"


@given(situations(), targets(), st.data())
def test_what_every_span_passes_over(situation: Situation, target: Target, data: st.DataObject) -> None:
    calendar, oracle = situation
    span, convention, until, cut_off = target
    received = data.draw(instants(oracle))
    start = oracle.accepted(received, cut_off)
    ends = oracle.ends(received, span, convention, until, cut_off)
    assume(start is not None and ends is not None)
    assert start is not None
    assert ends is not None

    first = oracle.local_date(received)
    last = oracle.local_date(ends if isinstance(span, BusinessDays | BusinessTime) else start)
    if isinstance(span, BusinessDays):
        begun = oracle.count_from(start, convention.receipt)
        assert begun is not None
        first += DAY * (begun[0] == first)
    expected = []
    while first < last:
        if first not in oracle.business:
            expected.append((first, oracle.reason(first)))
        first += DAY

    skipped = calendar.skipped(received, span, convention, **target.options)
    assert [(each.day, each.reason) for each in skipped] == expected
    assert calendar.due_details(received, span, convention, **target.options).skipped == skipped


@st.composite
def pauses_in(draw: st.DrawFn, oracle: Oracle) -> list[tuple[datetime, datetime]]:
    drawn = draw(st.lists(st.tuples(instants(oracle), instants(oracle)), min_size=1, max_size=3))
    return [(min(pair), max(pair)) for pair in drawn]


def joined(pauses: list[tuple[datetime, datetime]], after: datetime) -> list[list[datetime]]:
    """Return the pauses after an instant, those that meet as one, by elementary stretches."""
    edges = sorted({after, *(edge for pause in pauses for edge in pause)})
    paused = [
        [start, end]
        for start, end in pairwise(edges)
        if start >= after and any(begin <= start < stop for begin, stop in pauses)
    ]
    for earlier, later in reversed(list(pairwise(paused))):
        if earlier[1] == later[0]:
            earlier[1] = later[1]
            paused.remove(later)
    return paused


def moved(oracle: Oracle, ends: datetime, pause: list[datetime], target: Target) -> datetime | None:
    """Return the due instant moved by one pause, None if that is not known."""
    start, end = pause
    if isinstance(target.span, ElapsedTime | CalendarDays):
        later: datetime | None = ends + (end - start)
    else:
        later = oracle.add(ends, oracle.elapsed(start, end))
    again = oracle.ends(end, *target)
    if isinstance(target.span, BusinessTime | ElapsedTime):
        return later
    return None if later is None or again is None else max(ends, min(later, again))


@given(situations(), targets(), st.data())
def test_pauses(situation: Situation, target: Target, data: st.DataObject) -> None:
    calendar, oracle = situation
    received = data.draw(instants(oracle))
    pauses = data.draw(pauses_in(oracle))
    ends, starts = oracle.ends(received, *target), oracle.clock_starts(received, *target)
    assume(ends is not None and starts is not None)
    assert starts is not None
    for pause in joined(pauses, starts):
        assume(ends is not None)
        assert ends is not None
        if pause[0] < ends:
            ends = moved(oracle, ends, pause, target)
    assume(ends is not None)

    asked = as_asked(oracle, received)
    assert utc(calendar.due(asked, target.span, target.convention, iter(pauses), **target.options)) == ends


@given(situations(), targets(), st.data())
def test_earliest_of_all_readings_with_pauses(
    situation: Situation, target: Target, data: st.DataObject
) -> None:
    calendar, oracle = situation
    assume(has_hours(calendar))
    received = data.draw(instants(oracle))
    pauses = data.draw(pauses_in(oracle))

    def ask(convention: Convention) -> datetime:
        return calendar.due(received, target.span, convention, pauses, **target.options).astimezone(UTC)

    earliest = min(map(ask, CONVENTIONS))
    assert utc(calendar.earliest_due(received, target.span, iter(pauses), **target.options)) == earliest
    details = calendar.due_details(received, target.span, target.convention, iter(pauses), **target.options)
    assert utc(details.earliest_due) == earliest
    assert utc(details.due) == ask(target.convention)


@given(situations(), targets(), st.data())
def test_a_wait_never_makes_it_later_than_a_receipt_at_its_end(
    situation: Situation, target: Target, data: st.DataObject
) -> None:
    """Nor earlier than without it, where the local date itself never runs backwards."""
    calendar, oracle = situation
    assume(has_hours(calendar) and oracle.zone.key != "America/St_Johns")
    received = data.draw(instants(oracle))
    start, end = sorted(data.draw(instants(oracle)) for _ in range(2))
    assume(received <= end)

    def ask(at: datetime, *pauses: tuple[datetime, datetime]) -> datetime:
        return calendar.due(at, target.span, target.convention, pauses, **target.options).astimezone(UTC)

    paused = ask(received, (start, end))
    assert paused >= ask(received)
    if paused > ask(received):
        assert paused <= ask(end)


@given(situations(), st.data(), st.sampled_from(["00:00", "12:00", "15:00", "24:00"]))
def test_a_later_receipt_is_never_due_earlier_for_a_cut_off(
    situation: Situation, data: st.DataObject, cut_off: str
) -> None:
    calendar, oracle = situation
    assume(has_hours(calendar) and oracle.zone.key != "America/St_Johns")
    early, late = sorted(data.draw(instants(oracle)) for _ in range(2))
    for span in (BusinessDays(1), BusinessDays(0), BusinessTime(40 * MINUTE)):
        due, later = (calendar.due(at, span, cut_off=cut_off).astimezone(UTC) for at in (early, late))
        assert due <= later
