"""A contract and its amendments, each from a day on."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Self

from ptc_service_policy.business_time.reading import require_date, require_texts, wrong_shape
from ptc_service_policy.errors import InvalidContractError, PolicyError, shown, within
from ptc_service_policy.model.frozen import FrozenDict, freeze
from ptc_service_policy.settling.contract import Contract

Amendments = Mapping[date, Mapping[str, Any]] | Mapping[str, Mapping[str, Any]]
"""What changes, by the first day on which it holds: a date, or its ISO text."""

_NO_AMENDMENTS: Amendments = FrozenDict()


class ContractHistory:
    """Hold what a customer's contract said at first, and what it says from each amendment on.

    It never changes. ``Policies.apply`` and ``Policy.apply`` answer across it.
    """

    __slots__ = ("_amendments", "_contract", "_terms")

    def __init__(self, contract: Contract, amendments: Amendments = _NO_AMENDMENTS) -> None:
        """Amend a contract.

        Args:
            contract: what was signed at first.
            amendments: what changes, such as ``{date(2026, 5, 1): {"offering": "premium"}}``; the other terms
                stay as they were. What two keys say of one day holds together.

        Raises:
            PolicyError: PSP725 for what is not a contract.
            BusinessTimeError: PSP607 for what is not a mapping of days to terms.
            InvalidContractError: with every fault of the first amendment that is not valid; PSP522 for one
                that changes the first day of the contract, PSP523 for what is not a date, PSP524 for one
                before the contract, PSP529 for one that ends it before.
        """
        if not isinstance(contract, Contract):
            raise PolicyError.of("PSP725", value=shown(contract))
        self._contract = contract
        if not isinstance(amendments, Mapping) or not all(map(_is_mapping, amendments.values())):
            raise wrong_shape(amendments, ("amendments",), '{date(2026, 5, 1): {"offering": "premium"}}')
        given: dict[date, dict[str, Any]] = {}
        for day, changes in amendments.items():
            require_texts(changes, ("amendments", str(day)), '{"offering": "premium"}')
            given.setdefault(_day(contract, day), {}).update(freeze(changes))
        self._amendments = FrozenDict({day: FrozenDict(given[day]) for day in sorted(given)})
        terms = {date.min: contract}
        for day, changes in self._amendments.items():
            terms[day] = _amend(terms[max(terms)], day, changes)
        self._terms = FrozenDict(terms)

    @property
    def contract(self) -> Contract:
        """Return the contract as it was signed at first."""
        return self._contract

    @property
    def amendments(self) -> Mapping[date, Mapping[str, Any]]:
        """Return what changes, by the first day on which it holds, from the oldest to the newest."""
        return self._amendments

    @property
    def terms(self) -> Mapping[date, Contract]:
        """Return what the contract says from each day on: from ``date.min`` on, what was signed at first."""
        return self._terms

    def on(self, day: date) -> Contract:
        """Return what the contract says on a day."""
        require_date(day)
        return self._terms[max(first for first in self._terms if first <= day)]

    def amended(self, from_: date, **changes: Any) -> Self:
        """Return a history with one amendment more; on a day that has one already, both hold.

        Raises:
            InvalidContractError: as for a new history.
        """
        day = _day(self._contract, from_)
        amendments = {**self._amendments, day: {**self._amendments.get(day, {}), **changes}}
        return type(self)(self._contract, amendments)

    def __reduce__(self) -> tuple[type[Self], tuple[Contract, Mapping[date, Mapping[str, Any]]]]:
        return type(self), (self._contract, self._amendments)

    def __eq__(self, other: object) -> bool:
        return self._terms == other._terms if isinstance(other, ContractHistory) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._contract, *self._amendments))

    def __repr__(self) -> str:
        days = "".join(f", amended from {day}" for day in self._amendments)
        return f"<ContractHistory of {self._contract.offering!r}{days}>"


def terms_by_path(history: ContractHistory) -> Iterator[tuple[tuple[str, ...], Contract]]:
    """Yield what a contract says at first and from each amendment on, by where problems place it."""
    for day, terms in history.terms.items():
        yield (() if day == date.min else (day.isoformat(),)), terms


def _day(contract: Contract, given: date | str) -> date:
    """Read the first day of an amendment; a moment is none."""
    day: date | None = None
    if isinstance(given, str):
        with suppress(ValueError):
            day = date.fromisoformat(given)
    elif isinstance(given, date) and not isinstance(given, datetime):
        day = date(given.year, given.month, given.day)
    if day is None:
        raise InvalidContractError.of("PSP523", path=(str(given),), value=str(given))
    if contract.start is not None and day < contract.start:
        raise InvalidContractError.of("PSP524", path=(str(given),), day=day, start=contract.start)
    return day


def _is_mapping(given: object) -> bool:
    return isinstance(given, Mapping)


def _amend(contract: Contract, day: date, changes: Mapping[str, Any]) -> Contract:
    try:
        amended = contract.amended(**changes)
    except InvalidContractError as error:
        raise within(error, day.isoformat()) from None
    if amended.start != contract.start:
        raise InvalidContractError.of("PSP522", path=(day.isoformat(), "start"))
    if "end" in changes and amended.end is not None and day - amended.end > timedelta(days=1):
        raise InvalidContractError.of("PSP529", path=(day.isoformat(), "end"), day=day, end=amended.end)
    return amended
