"""How business days are counted, and what is answered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, get_args

from ptc_service_policy.business_time.reading import read_choice
from ptc_service_policy.text import LocalizedText

Receipt = Literal["as-received", "on-business-day", "within-hours"]
Expiry = Literal["close-of-business", "same-time", "end-of-day", "business-hours"]
SkipReason = Literal["no-hours", "holiday", "closure", "special-hours"]

RECEIPTS: tuple[Receipt, ...] = get_args(Receipt)
EXPIRIES: tuple[Expiry, ...] = get_args(Expiry)
SKIP_REASONS: tuple[SkipReason, ...] = get_args(SkipReason)


@dataclass(frozen=True, slots=True)
class Convention:
    """Say from when business days count and when the last of them is over; other spans need no convention.

    ``receipt``:
      - ``as-received``: the local date of receipt is day 0;
      - ``on-business-day``: receipt on a day without hours counts as received at the next business day's
        opening;
      - ``within-hours``: receipt at any closed instant counts as received at the next opening.

    ``expiry``:
      - ``close-of-business``: the last closing of day N;
      - ``same-time``: the wall-clock time of receipt on day N, moved to that day's last closing if later, to
        its first opening if earlier;
      - ``end-of-day``: 24:00 of day N;
      - ``business-hours``: N times the calendar's usual daily hours, counted in open time.

    With 0 days, ``same-time`` and ``business-hours`` would be over at once, so they mean the last closing.

    Raises BusinessTimeError (PSP613) for another value.
    """

    receipt: Receipt = "as-received"
    expiry: Expiry = "close-of-business"

    def __post_init__(self) -> None:
        read_choice(self.receipt, RECEIPTS, ("receipt",))
        read_choice(self.expiry, EXPIRIES, ("expiry",))


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """Name a day that did not count, and why; ``name`` is a holiday's name or a closure's reason."""

    day: date
    reason: SkipReason
    name: LocalizedText | None = None


class Due(NamedTuple):
    """Hold the due instant, the earliest one that any convention gives, and the days that did not count."""

    due: datetime
    earliest_due: datetime
    skipped: tuple[SkippedDay, ...]


class Progress(NamedTuple):
    """Hold how far the time of a request has run: how much of its whole length is used, and when it is up.

    ``due`` is as things stand: a pause that goes on may still move it. ``used`` is more than the whole
    ``length`` where the time is up. ``reached`` are when the marks are reached, in their order.
    """

    due: datetime
    used: timedelta
    length: timedelta
    is_paused: bool
    reached: tuple[datetime, ...]

    @property
    def left(self) -> timedelta:
        """Return how much is left; nothing where the time is up."""
        return max(self.length - self.used, timedelta())
