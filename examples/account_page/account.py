"""What is known of one company: its contracts, what was done under them, and the requests that are open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from ptc_service_policy import (
    Absence,
    AppliedHistory,
    Contract,
    ContractHistory,
    Decision,
    Delivered,
    LocalizedText,
    Obligation,
    OutsideContractError,
    Policies,
    Portfolio,
    RequestState,
)


@dataclass(frozen=True, slots=True)
class Request:
    """Hold an open request; a wait for the customer that still goes on has no end."""

    id: str
    contract: str
    received: datetime
    waits: tuple[tuple[datetime, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Hold one company's contracts by key: their names, what governs them, and what was done."""

    company: str
    year: int
    names: Mapping[str, LocalizedText]
    applied: Mapping[str, AppliedHistory]
    delivered: Mapping[str, tuple[Delivered, ...]]
    requests: tuple[Request, ...]

    @property
    def portfolio(self) -> Portfolio:
        """Return the contracts together."""
        return Portfolio(self.applied)

    def obligations(self, as_of: date) -> dict[str, dict[str, list[Obligation]]]:
        """Return what is owed in the year and what became of it, by contract and by what is owed."""
        first, after = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        found: dict[str, dict[str, list[Obligation]]] = {key: {} for key in self.names}
        owed = self.portfolio.obligations(first, after, delivered=self.delivered, as_of=as_of)
        for key, each in owed:
            found[key].setdefault(each.subject, []).append(each)
        return found

    def states(self, at: datetime) -> Iterator[tuple[Request, Decision[RequestState | Absence | None]]]:
        """Tell how each request stands at an instant, under what governed its contract on its receipt."""
        for each in self.requests:
            applied = self.applied[each.contract]
            yield each, applied.request_state(each.received, pauses=each.waits, as_of=at)

    def terms(self, key: str, day: date) -> Contract | None:
        """Return the terms of a contract on a day; None if it does not run then."""
        try:
            return self.applied[key].on(day).contract
        except OutsideContractError:
            return None


def read_account(file: Path, policies: Policies) -> Account:
    """Read an account, and apply to each contract the version that governs on each day."""
    data = yaml.safe_load(file.read_text("utf-8"))
    contracts: Mapping[str, Any] = data["contracts"]
    return Account(
        company=data["company"],
        year=data["year"],
        names={key: LocalizedText(**each["name"]) for key, each in contracts.items()},
        applied={key: policies.apply(_history(each)) for key, each in contracts.items()},
        delivered={key: tuple(_done(each["done"])) for key, each in contracts.items()},
        requests=tuple(request for key, each in contracts.items() for request in _requests(key, each)),
    )


def _history(contract: Mapping[str, Any]) -> ContractHistory:
    return ContractHistory(Contract(**contract["terms"]), contract.get("amendments", {}))


def _done(done: Mapping[str, list[date]]) -> Iterator[Delivered]:
    for subject, days in done.items():
        yield from (Delivered(subject, day) for day in days)


def _requests(key: str, contract: Mapping[str, Any]) -> Iterator[Request]:
    for name, each in contract.get("requests", {}).items():
        waits = tuple((since, until) for since, until in each.get("waits", ()))
        yield Request(name, key, each["received"], waits)
