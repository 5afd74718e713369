"""How business days are counted: the convention, the count and the answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

from ptc_service_policy.business_time.reading import read_choice
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.text import LocalizedText

Receipt = Literal["as-received", "on-business-day", "within-hours"]
Expiry = Literal["close-of-business", "same-time", "end-of-day", "business-hours"]
SkipReason = Literal["no-hours", "holiday", "closure", "special-hours"]

RECEIPTS: tuple[Receipt, ...] = get_args(Receipt)
EXPIRIES: tuple[Expiry, ...] = get_args(Expiry)
SKIP_REASONS: tuple[SkipReason, ...] = get_args(SkipReason)


@dataclass(frozen=True, slots=True)
class Convention:
    """Say from when business days count and when the last of them is over.

    ``receipt``:
      - ``as-received``: the local date of receipt is day 0;
      - ``on-business-day``: receipt on a day without hours counts as received at the next business day's
        opening;
      - ``within-hours``: receipt at any closed instant counts as received at the next opening.

    ``expiry``:
      - ``close-of-business``: the last closing of day N;
      - ``same-time``: the wall-clock time of receipt on day N, moved to that day's last closing if later, to
        its first
        opening if earlier;
      - ``end-of-day``: 24:00 of day N;
      - ``business-hours``: N times the calendar's usual daily hours, counted in open time.

    Raises BusinessTimeError (PSP613) for another value.
    """

    receipt: Receipt = "as-received"
    expiry: Expiry = "close-of-business"

    def __post_init__(self) -> None:
        read_choice(self.receipt, RECEIPTS, ("receipt",))
        read_choice(self.expiry, EXPIRIES, ("expiry",))


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """Hold a number of business days, at least 1.

    Zero is refused: "within 0 business days" would be over before a message that comes in after hours.
    Raises BusinessTimeError (PSP616) for less than 1 or for anything but a whole number.
    """

    count: int

    def __post_init__(self) -> None:
        if not isinstance(self.count, int) or isinstance(self.count, bool) or self.count < 1:
            raise BusinessTimeError.of("PSP616", value=repr(self.count))


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """Name a day that did not count, and why; ``name`` is a holiday's name or a closure's reason."""

    day: date
    reason: SkipReason
    name: LocalizedText | None = None


class Due(NamedTuple):
    """Hold the due instant, the earliest instant that any reading gives, and the days that did not count."""

    due: datetime
    earliest_due: datetime
    skipped: tuple[SkippedDay, ...]
