"""Several contracts together: those of one customer, or all that one manager looks after."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.reading import require_date, require_texts, wrong_shape
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import (
    BusinessTimeError,
    InvalidContractError,
    OutsideContractError,
    PolicyError,
    UnknownIdError,
    knows,
    shown,
    suggest,
    within,
)
from ptc_service_policy.evaluation.applied import RESPONSE, AppliedPolicy
from ptc_service_policy.evaluation.applied_history import AppliedHistory
from ptc_service_policy.model.engagement import Limit
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.topics.availability import Availability
from ptc_service_policy.topics.due import ResponseDue
from ptc_service_policy.topics.limit import LIMIT
from ptc_service_policy.topics.obligations import Obligation, require_range
from ptc_service_policy.topics.reported import Delivered, Happened
from ptc_service_policy.topics.workload import Finding, Used, check_workload, figures_of, refuse_parts

T = TypeVar("T")
Applied = AppliedPolicy | AppliedHistory
Due = Decision[ResponseDue | Absence | None]

_PAIR = 2
_NOTHING_DELIVERED: Mapping[str, Iterable[Delivered]] = FrozenDict()
_NOTHING_HAPPENED: Mapping[str, Iterable[Happened]] = FrozenDict()


class Portfolio:
    """Answer questions about several contracts at once, each by its key; it never changes.

    What a limit counts per manager, customer or offering is added up over the contracts that name the same
    ``manager``, ``customer`` or ``offering``.
    """

    __slots__ = ("_applied",)

    def __init__(self, applied: Mapping[str, Applied]) -> None:
        """Take what was applied to each contract, by a key such as its number.

        Raises:
            PolicyError: PSP727 for what was not applied to a contract.
            BusinessTimeError: PSP607 for a key that is not a text.
        """
        for each in applied.values() if isinstance(applied, Mapping) else (applied,):
            if not isinstance(each, AppliedPolicy | AppliedHistory):
                raise PolicyError.of("PSP727", value=shown(each))
        require_texts(applied, ("applied",), '{"acme": policy.apply(...)}')
        self._applied = FrozenDict(applied)

    @property
    def applied(self) -> Mapping[str, Applied]:
        """Return what was applied to each contract."""
        return self._applied

    def on(self, day: date) -> dict[str, AppliedPolicy]:
        """Return the contracts that run on a day, each with what governs it then."""
        require_date(day)
        return dict(self._of_those_that_run(lambda _key, applied: applied.on(day)))

    def response_due(
        self, received: Iterable[tuple[str, datetime]], **attributes: Any
    ) -> tuple[tuple[str, Due], ...]:
        """Return when the responses to requests are due, the soonest first, those without a time last.

        Args:
            received: the key of the contract of each request, and the instant of its receipt.
            attributes: what may matter, such as ``severity="s1"``.

        Raises:
            UnknownIdError: PSP527 for an unknown key; else what ``AppliedPolicy.response_due`` does.
        """
        pairs = tuple(received) if isinstance(received, Iterable) else (received,)
        for number, pair in enumerate(pairs):
            if not isinstance(pair, tuple | list) or len(pair) != _PAIR:
                raise wrong_shape(pair, ("received", number), '("acme", datetime(...))')
        found = []
        for key, at in pairs:
            applied = self._of(key)
            with _naming(key):
                found.append((key, applied.due(RESPONSE, at, **attributes)))
        return tuple(sorted(found, key=lambda each: _soonest(each[1])))

    def availability(
        self, at: datetime, **attributes: Any
    ) -> dict[str, Decision[Availability | Absence | None]]:
        """Say for each contract that runs at an instant whether its manager can be reached then."""
        since_epoch(at)
        return dict(self._of_those_that_run(lambda _key, applied: applied.availability(at, **attributes)))

    def obligations(
        self,
        start: date,
        end: date,
        *,
        delivered: Mapping[str, Iterable[Delivered]] = _NOTHING_DELIVERED,
        as_of: date | None = None,
        events: Mapping[str, Iterable[Happened]] = _NOTHING_HAPPENED,
        **attributes: Any,
    ) -> tuple[tuple[str, Obligation], ...]:
        """Return the deliveries due under each contract that has a day in a range, by their first day.

        The arguments are those of ``AppliedPolicy.obligations``, ``delivered`` and ``events`` by key.

        Raises:
            UnknownIdError: PSP527 for an unknown key; else what ``AppliedPolicy.obligations`` does.
        """
        for key in (*_by_key(delivered, "delivered"), *_by_key(events, "events")):
            self._of(key)
        require_range(start, end, as_of)

        def owed_under(key: str, applied: Applied) -> tuple[Obligation, ...]:
            return applied.obligations(
                start,
                end,
                delivered=delivered.get(key, ()),
                as_of=as_of,
                events=events.get(key, ()),
                **attributes,
            )

        found = [(key, each) for key, owed in self._of_those_that_run(owed_under) for each in owed]
        return tuple(sorted(found, key=lambda each: each[1].first))

    def check_workload(
        self, used: Mapping[str, Mapping[str, Used]], *, on: date, **attributes: Any
    ) -> tuple[tuple[tuple[str, ...], Finding], ...]:
        """Return the limits that are exceeded on a day, each with the contracts that are counted together.

        Args:
            used: by the key of the contract, what is used of each limit, as ``AppliedPolicy.check_workload``
                takes it.
            on: the day whose terms hold.
            attributes: what may matter, such as ``region="emea"``.

        Raises:
            UnknownIdError: PSP527 for an unknown key, PSP703 for an unknown limit.
            OutsideContractError: for a contract that does not run on that day.
            InvalidContractError: PSP525 for one that does not name the manager, or the customer, that counts.
            BusinessTimeError: PSP526 where an average would add up other numbers of figures.
        """
        for key, figures in _by_key(used, "used").items():
            _by_key(figures, f"used[{key!r}]")
        require_date(on)
        applied = dict(self._each_on(used, on))
        found: list[tuple[tuple[str, ...], Finding]] = []
        for limit in dict.fromkeys(limit for figures in used.values() for limit in figures):
            of_limit = {key: figures_of(used[key][limit]) for key in used if limit in used[key]}
            for keys in self._counted_together(limit, {key: applied[key] for key in of_limit}, attributes):
                for key in keys:
                    with _naming(key):
                        refuse_parts(applied[key].told(attributes), limit, of_limit[key])
                total = _add_up(limit, [of_limit[key] for key in keys])
                findings = check_workload(applied[keys[0]].told(attributes), {limit: total})
                found += ((keys, finding) for finding in findings)
        return tuple(found)

    def _of_those_that_run(self, ask: Callable[[str, Applied], T]) -> Iterator[tuple[str, T]]:
        """Ask of each contract, and leave out those that do not run when they are asked about."""
        for key, applied in self._applied.items():
            try:
                with _naming(key):
                    found = ask(key, applied)
            except OutsideContractError:
                continue
            yield key, found

    def _each_on(self, keys: Iterable[str], day: date) -> Iterator[tuple[str, AppliedPolicy]]:
        """Yield what governs each of some contracts on a day, on which all must run."""
        for key in keys:
            applied = self._of(key)
            with _naming(key):
                yield key, applied.on(day)

    def _counted_together(
        self, name: str, applied: Mapping[str, AppliedPolicy], attributes: Mapping[str, Any]
    ) -> Iterator[tuple[str, ...]]:
        """Yield the contracts whose use of a limit is added up, by what the limit of each says."""
        groups: dict[Any, list[str]] = {}
        for key, each in applied.items():
            with _naming(key):
                limit = each.limit(name, **attributes).value
            per = limit.counted_per if isinstance(limit, Limit) else None
            whom = (key,) if per is None else tuple(_named(each, key, whom, name) for whom in per)
            groups.setdefault((limit, whom), []).append(key)
        yield from map(tuple, groups.values())

    def _of(self, key: str) -> Applied:
        if not knows(self._applied, key):
            raise UnknownIdError.of("PSP527", id=key, suggestion=suggest(key, self._applied))
        return self._applied[key]

    def __eq__(self, other: object) -> bool:
        return self._applied == other._applied if isinstance(other, Portfolio) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._applied)

    def __reduce__(self) -> tuple[Any, ...]:
        return Portfolio, (self._applied,)

    def __repr__(self) -> str:
        return f"<Portfolio of {len(self._applied)} contracts>"


@contextmanager
def _naming(key: str) -> Iterator[None]:
    """Let what is refused of one contract name it."""
    try:
        yield
    except PolicyError as error:
        raise within(error, key) from None


def _by_key(given: Mapping[str, T], name: str) -> Mapping[str, T]:
    if not isinstance(given, Mapping):
        raise wrong_shape(given, (name,), '{"acme": ...}')
    return given


def _soonest(due: Due) -> datetime:
    return due.value.due if isinstance(due.value, ResponseDue) else datetime.max.replace(tzinfo=UTC)


def _named(applied: AppliedPolicy, key: str, whom: str, limit: str) -> str:
    """Return for whom a limit is counted under a contract."""
    if whom == "contract":
        return key
    found: str | None = getattr(applied.contract, whom)
    if found is None:
        name = LIMIT.name_of(applied.files, limit)
        raise InvalidContractError.of("PSP525", path=(key, whom), limit=name, whom=whom, key=key)
    # However it is spaced and capitalised, a name is one person's or one company's.
    return " ".join(found.split()).casefold()


def _add_up(limit: str, figures: list[tuple[float, ...]]) -> Used:
    counts = sorted({len(each) for each in figures})
    if len(counts) > 1:
        raise BusinessTimeError.of("PSP526", limit=limit, counts=tuple(map(str, counts)))
    return tuple(map(sum, zip(*figures, strict=True)))
