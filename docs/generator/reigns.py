"""Which version governs the contracts that are signed on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

from ptc_service_policy.authoring.publishing.choosing import versions_in
from ptc_service_policy.loading.editions import EDITIONS, valid_editions
from ptc_service_policy.loading.in_force import turns_for_new_contracts
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.loading.versions import published_digests


@dataclass(frozen=True)
class Reign:
    """Hold a version and the days of signature that it governs: from ``first`` on, and before ``next``."""

    version: str
    first: date | None
    next: date | None

    def covers(self, day: date) -> bool:
        """Return whether contracts signed on a day are governed by the version."""
        return (self.first is None or self.first <= day) and (self.next is None or day < self.next)


def reigns_in(policies: Path) -> tuple[Reign, ...]:
    """Return what a folder's journal says of new contracts, in the order of the days.

    Raises:
        PolicyError: if the journal is not valid.
    """
    known = read_file(policies / EDITIONS, EDITIONS)
    journal = valid_editions(known, published_digests(policies), versions_in(policies))
    return tuple(_reigns(turns_for_new_contracts(journal.editions)))


def _reigns(turns: tuple[tuple[date, str | None], ...]) -> Iterator[Reign]:
    begun = [next(same) for _, same in groupby(turns, key=itemgetter(1))]
    for (first, version), (end, _) in pairwise([*begun, (None, None)]):
        if version is not None:
            yield Reign(version, None if first == date.min else first, end)
