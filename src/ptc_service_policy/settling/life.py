"""On which days a policy answers for a contract: those of the contract on which its version governs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.reading import require_date
from ptc_service_policy.business_time.rules import unsupported
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.errors import NotInForceError, OutsideContractError, PolicyError
from ptc_service_policy.loading.contract_edition import Span, Told, Ways, told_of
from ptc_service_policy.once import once
from ptc_service_policy.settling.contract import Contract

_ONE_DAY = timedelta(days=1)
_KEPT = 4_096
Turn = tuple[date, str]
"""A day from which on answers are given, or refused with a code: "" is an answer."""
_BEFORE, _AFTER, _NOT_IN_FORCE, _NONE_IN_FORCE = "PSP518", "PSP519", "PSP520", "PSP521"


@dataclass(frozen=True)
class Life:
    """Know the days of a contract, and those on which a version governs it as its journal has it.

    Without a journal, as for a folder that nobody published, a version answers on all days of the contract.
    """

    contract: Contract
    version: str = ""
    ways: Ways | None = None

    @property
    def first(self) -> date:
        """Return the first day of the contract; the first that there is where it names none."""
        return self.contract.start or date.min

    @property
    def stop(self) -> date:
        """Return the day after the last one of the contract; the last that there is where it names none."""
        end = self.contract.end
        return date.max if end is None or end == date.max else end + _ONE_DAY

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of the contract's."""
        return self.first <= day and (self.contract.end is None or day <= self.contract.end)

    @once
    def turns(self) -> tuple[Turn, ...]:
        """Return the days from which on answers are given, or refused."""
        spans = () if self.ways is None else self.ways.spans(self._told)
        stop = None if self.holds(self.stop) else self.stop
        return _turns(self.version, spans, self.first, stop)

    @once
    def _told(self) -> Told:
        return told_of(self.contract)

    @once
    def instants(self) -> tuple[tuple[timedelta, str], ...]:
        """Return the turns as instants, of midnight in the contract's zone; none where all are answered."""
        return _instants(self.turns, self.contract.time_zone)

    def day_of(self, at: datetime) -> date:
        """Return the date of an instant in the contract's zone; raise BusinessTimeError beyond all years."""
        day = _local_day(at, self.contract.time_zone)
        if day is None:
            raise unsupported()
        return day

    def require(self, at: datetime) -> None:
        """Refuse an instant that is outside the contract, or on a day on which the version does not govern.

        Raises:
            OutsideContractError: PSP518 before the contract, PSP519 after it.
            NotInForceError: PSP520, which names the version that governs; PSP521 where none does.
            NaiveDatetimeError: if the instant has no time zone.
        """
        instant, code = since_epoch(at), ""
        for turn, then in self.instants:
            if instant < turn:
                break
            code = then
        if code:
            raise self._refusal(_local_day(at, self.contract.time_zone) or at.date(), code)

    def within(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """Cut a range to the contract; the arguments and what is raised are as for ``require_days``."""
        if not self.instants:
            return start, end
        try:
            last = end - timedelta.resolution if start < end else start
        except OverflowError:
            raise unsupported() from None
        self.require_days(self.day_of(start), self.day_of(last))
        zone = read_zone(self.contract.time_zone)
        opens, closes = (datetime.combine(day, time(), zone) for day in (self.first, self.stop))
        return max(start, opens), min(end, closes)

    def require_days(self, first: date, last: date) -> None:
        """Refuse days of which none is in the contract, or one of it on which the version does not govern.

        Args:
            first: the first day.
            last: the last one.

        Raises:
            OutsideContractError: PSP518 before the contract, PSP519 after it.
            NotInForceError: PSP520, which names the version that governs; PSP521 where none does.
        """
        require_date(first)
        require_date(last)
        if last < self.first:
            raise self._refusal(last, _BEFORE)
        self.require_not_over(first)
        for day in self._days_turned(max(first, self.first), min(last, self.stop - _ONE_DAY)):
            if code := self._code(day):
                raise self._refusal(day, code)

    def require_not_over(self, day: date) -> None:
        """Refuse a day after the contract's last one; raise OutsideContractError (PSP519)."""
        if day >= self.stop and not self.holds(day):
            raise self._refusal(day, _AFTER)

    def _days_turned(self, first: date, last: date) -> Iterator[date]:
        yield first
        yield from (day for day, _ in self.turns if first < day <= last)

    def _code(self, day: date) -> str:
        if not self.holds(day):
            return _BEFORE if day < self.first else _AFTER
        return "" if self.ways is None else _code_of(self.version, self._governing(day))

    def _governing(self, day: date) -> tuple[str, ...]:
        if self.ways is None:
            return ()
        return self.ways.editions(self._told, self._told.counted(day))

    def _refusal(self, day: date, code: str) -> PolicyError:
        if code in (_NOT_IN_FORCE, _NONE_IN_FORCE):
            found = self._governing(day)
            return NotInForceError.of(code, day=day, version=self.version, governing=found)
        key, bound = ("start", self.contract.start) if code == _BEFORE else ("end", self.contract.end)
        return OutsideContractError.of(code, path=(key,), day=day, bound=bound)


# Many contracts begin and end on the same days, in the same zone, under the same editions.
@lru_cache(maxsize=_KEPT)
def _turns(version: str, spans: tuple[Span, ...], first: date, stop: date | None) -> tuple[Turn, ...]:
    """Return the turns of a contract from its first day to ``stop``, from which it is over."""
    codes = {date.min: _BEFORE, first: ""}
    codes |= {max(day, first): _code_of(version, each) for day, each in spans if stop is None or day < stop}
    if stop is not None:
        codes[stop] = _AFTER
    found = [*codes.items()]
    return (found[0], *(later for earlier, later in pairwise(found) if later[1] != earlier[1]))


@lru_cache(maxsize=_KEPT)
def _instants(turns: tuple[Turn, ...], time_zone: str) -> tuple[tuple[timedelta, str], ...]:
    if turns == ((date.min, ""),):
        return ()
    zone = read_zone(time_zone)
    return tuple(
        (since_epoch(datetime.combine(day, time(), zone if day.year > 1 else UTC)), code)
        for day, code in turns
    )


def _code_of(version: str, editions: tuple[str, ...]) -> str:
    return "" if version in editions else _NOT_IN_FORCE if editions else _NONE_IN_FORCE


def _local_day(at: datetime, zone: str) -> date | None:
    """Return the date of an instant in a zone; None where there is none, at the ends of all years."""
    try:
        return at.astimezone(read_zone(zone)).date()
    except OverflowError:
        return None
