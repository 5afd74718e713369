"""By what a due instant is counted: the span of a target, the convention, and the times that bound days."""

from collections.abc import Mapping
from typing import NamedTuple

from ptc_service_policy.business_time.conventions import Convention
from ptc_service_policy.business_time.hours import WEEKDAYS, read_end, read_weekdays
from ptc_service_policy.business_time.reading import wrong_shape
from ptc_service_policy.business_time.target_spans import BusinessDays, BusinessTime, ElapsedTime, TargetSpan
from ptc_service_policy.errors import BusinessTimeError, shown

CutOff = tuple[int | None, ...]
CutOffLike = str | Mapping[str, str]


class Terms(NamedTuple):
    """Hold what is counted by; ``until`` and the weekdays' ``cut_off`` are minutes after midnight."""

    span: TargetSpan
    convention: Convention
    until: int | None
    cut_off: CutOff | None


def read_terms(
    span: TargetSpan, convention: Convention, until: str | None, cut_off: CutOffLike | None
) -> Terms:
    """Return the terms that callers give.

    Raises BusinessTimeError: PSP603 for a text that is not a time of day, PSP605 for a key that is not a
    weekday, PSP607 for another shape, PSP623 for ``until`` with a span that has no last day.
    """
    if not isinstance(span, TargetSpan):
        raise wrong_shape(span, ("span",), "BusinessDays(1)")
    if until is not None and isinstance(span, BusinessTime | ElapsedTime):
        raise BusinessTimeError.of("PSP623", until=shown(until), span=type(span).__name__)
    return Terms(
        span,
        convention,
        None if until is None else read_end(until, ("until",)),
        None if cut_off is None else _read_cut_off(cut_off),
    )


def plain_days(span: TargetSpan, until: str | None, cut_off: CutOffLike | None) -> int:
    """Return how many business days are counted by the convention alone, 0 where it is another count."""
    return span.count if isinstance(span, BusinessDays) and until is None and cut_off is None else 0


def _read_cut_off(value: CutOffLike) -> CutOff:
    if isinstance(value, str):
        return (read_end(value, ("cut_off",)),) * len(WEEKDAYS)
    times = read_weekdays(value, ("cut_off",), '{"mon": "15:00", ...}, "15:00"')
    return tuple(
        read_end(times[weekday], ("cut_off", weekday)) if weekday in times else None for weekday in WEEKDAYS
    )
