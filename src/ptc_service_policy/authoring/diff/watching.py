"""Which rules, and which readings of a contract, a question meets on its way to an answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.once import once
from ptc_service_policy.settling.subject import Book, Settled, Subject, settle


class _Watched(dict[str, RuleAt]):
    """Note every address that is looked up, whether there is a rule or not."""

    met: set[str]

    def get(self, address: str, default: Any = None) -> Any:
        self.met.add(address)
        return super().get(address, default)

    def __getitem__(self, address: str) -> RuleAt:
        self.met.add(address)
        return super().__getitem__(address)

    def __contains__(self, address: object) -> bool:
        self.met.add(str(address))
        return super().__contains__(address)

    def __iter__(self) -> Iterator[str]:
        self.met.update(self.keys())
        return super().__iter__()


@dataclass(frozen=True)
class WatchedBook(Book):
    """Hold a policy's files, and note the addresses of the rules that are looked up."""

    met: set[str] = field(default_factory=set, compare=False, repr=False)

    def settle(self, subject: Subject, address: str, offering: str) -> Settled:
        """Settle anew each time, so that every rule that is looked up is noted."""
        return settle(subject, address, offering)

    @once
    def rules(self) -> dict[str, RuleAt]:
        """Return every rule by its address."""
        watched = _Watched(Book(self.files).rules)
        watched.met = self.met
        return watched


class WatchedReadings(FrozenDict[str, str]):
    """Hold the readings that a contract chose, and note which it chose of each entry that is looked up."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        """Watch readings."""
        super().__init__(chosen)
        self.met: dict[str, str | None] = {}

    def get(self, entry: str, default: Any = None) -> Any:
        """Return the reading of an entry, and note it."""
        return self.met.setdefault(entry, super().get(entry, default))
