"""Which version governs the contracts that are signed on a day, and how that is said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

from ptc_service_policy import LocalizedText
from ptc_service_policy.loading.in_force import turns_for_new_contracts
from ptc_service_policy.loading.published import published_events
from ptc_service_policy.loading.versions import newest_version, published_digests

_NEVER = LocalizedText(
    fr="Cette version ne régit aucun nouveau contrat.", en="This version governs no new contracts."
)
_ALWAYS = LocalizedText(
    fr="Cette version régit les contrats, quel que soit le jour de leur signature.",
    en="This version governs contracts whatever the day on which they were signed.",
)
_BEFORE = LocalizedText(
    fr="Cette version régit les contrats signés avant le {next}.",
    en="This version governs contracts signed before {next}.",
)
_FROM = LocalizedText(
    fr="Cette version régit les contrats signés à compter du {first}.",
    en="This version governs contracts signed on or after {first}.",
)
_BETWEEN = LocalizedText(
    fr="Cette version régit les contrats signés à compter du {first} et avant le {next}.",
    en="This version governs contracts signed on or after {first} and before {next}.",
)


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

    What names a version that is not published is not in effect yet.

    Raises:
        PolicyError: if the journal is not valid.
    """
    events = published_events(policies, published_digests(policies))
    return tuple(_reigns(turns_for_new_contracts(events)))


def _reigns(turns: tuple[tuple[date, str | None], ...]) -> Iterator[Reign]:
    begun = [next(same) for _, same in groupby(turns, key=itemgetter(1))]
    for (first, version), (end, _) in pairwise([*begun, (None, None)]):
        if version is not None:
            yield Reign(version, None if first == date.min else first, end)


def governing(policies: Path, reigns: Iterable[Reign], day: date) -> str:
    """Return the version that governs contracts signed on a day, or else the newest."""
    found = (each.version for each in reigns if each.covers(day))
    return next(found, None) or newest_version(policies)


def spans(reigns: Iterable[Reign], version: str) -> tuple[LocalizedText, ...]:
    """Say which contracts a version governs, by the day on which they were signed."""
    found = [each for each in reigns if each.version == version]
    return tuple(_words_for(each).format(first=each.first, next=each.next) for each in found) or (_NEVER,)


def _words_for(reign: Reign) -> LocalizedText:
    if reign.first is None:
        return _ALWAYS if reign.next is None else _BEFORE
    return _FROM if reign.next is None else _BETWEEN
