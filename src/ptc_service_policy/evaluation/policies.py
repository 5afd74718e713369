"""The versions of a policy that were published, and which of them governs a contract."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from importlib.resources.abc import Traversable
from operator import itemgetter
from typing import TYPE_CHECKING

from ptc_service_policy.errors import (
    InvalidContractError,
    MissingAttributeError,
    PolicyError,
    PolicyNotFoundError,
    knows,
    shown,
    suggest,
)
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.contract_edition import Told, Ways, told_of
from ptc_service_policy.loading.in_force import (
    edition_for_new_contracts,
    in_force_since,
    turns_for_new_contracts,
)
from ptc_service_policy.loading.snapshot import contents
from ptc_service_policy.model.editions import Event

if TYPE_CHECKING:
    from ptc_service_policy.evaluation.applied_history import AppliedHistory
    from ptc_service_policy.evaluation.history import ContractHistory
    from ptc_service_policy.loading.compiled import Compiled
    from ptc_service_policy.loading.published import Published
    from ptc_service_policy.settling.contract import Contract


class Policies:
    """Hold the published versions of a folder, from the oldest to the newest, each read when it is asked for.

    ``load_policies`` reads them. They are as they were then: what happens to the folder later changes
    nothing, in copies and pickles either, and ``refreshed`` returns what it then holds. They compare by
    what they hold.
    """

    __slots__ = ("_compiled", "_files", "_place", "_published", "_read", "_turns", "_ways")

    def __init__(self, place: Traversable, compiled: Traversable | None = None) -> None:
        """Read a folder, and check its lock and its journal of editions; ``load_policies`` finds it.

        Args:
            place: the folder, or a zip file of it.
            compiled: the folder of its compiled form, which is read in its place.

        Raises:
            PolicyError: if it cannot be read.
            InvalidPolicyError: if the lock or the journal is not valid, or the compiled form is of others.
        """
        self._hold(place, contents(place), compiled)

    def _hold(self, place: Traversable, files: dict[str, bytes], compiled: Traversable | None) -> None:
        self._place = place
        self._files = files
        self._compiled = compiled
        self._published = _published(files, compiled)
        self._read: dict[str, Policy] = {}
        self._turns: tuple[tuple[date, str | None], ...] = ()
        self._ways: dict[int, Ways] = {}

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the published versions, from the oldest to the newest."""
        return tuple(self._published.digests)

    @property
    def editions(self) -> tuple[Event, ...]:
        """Return the events that say which version governs whom, in the order in which they were recorded."""
        return self._published.events

    @property
    def newest(self) -> Policy:
        """Return the newest published version.

        Raises:
            PolicyNotFoundError: if there is none.
        """
        return self[next(reversed(self._published.digests), "-")]

    def __getitem__(self, version: str) -> Policy:
        """Return a published version.

        Raises:
            PolicyNotFoundError: if it is not published.
            InvalidPolicyError: if it is not valid, or no longer says what it said when published.
        """
        if not knows(self._published.digests, version):
            raise PolicyNotFoundError.of(
                "PSP404", version=version, suggestion=suggest(version, self._published.digests)
            )
        if version not in self._read:
            policy = Policy(self._published.version(version))
            self._read.setdefault(version, with_journal(policy, self.editions))
        return self._read[version]

    def __contains__(self, version: object) -> bool:
        return version in self._published.digests

    def __iter__(self) -> Iterator[str]:
        return iter(self._published.digests)

    def __len__(self) -> int:
        return len(self._published.digests)

    def for_new_contracts(self, on: date, *, known_on: date | None = None) -> Policy:
        """Return the version that governs contracts that are signed on a day.

        Args:
            on: the day of signature.
            known_on: what the journal recorded later is not known yet; all is known if left out.

        Raises:
            PolicyNotFoundError: if none does.
        """
        if known_on is None:
            self._turns = self._turns or turns_for_new_contracts(self.editions)
            version = self._turns[bisect_right(self._turns, _day(on), key=itemgetter(0)) - 1][1]
        else:
            version = edition_for_new_contracts(self.editions, _day(on), known_on=_day(known_on))
        if version is None:
            raise PolicyNotFoundError.of("PSP405", day=on)
        return self._as_known(version, known_on)

    def governing(
        self, contract: "Contract | ContractHistory", *, on: date, known_on: date | None = None
    ) -> Policy:
        """Return the version that governs a contract on a day: before it is signed, the one that does then.

        A contract that is over is governed by none.

        Args:
            contract: the contract, or one with amendments; ``signed``, ``renewed`` and the attributes that it
                has on the day tell which editions reach it.
            on: the day.
            known_on: what the journal recorded later is not known yet; all is known if left out.

        Raises:
            OutsideContractError: if the contract is over by then.
            InvalidContractError: PSP516 for a mark that is neither true nor false.
            MissingAttributeError: if the contract does not tell what that depends on; it names the editions.
            PolicyNotFoundError: if none does.
        """
        from ptc_service_policy.evaluation.history import ContractHistory
        from ptc_service_policy.settling.life import Life

        terms = contract.on(_day(on)) if isinstance(contract, ContractHistory) else contract
        told = _told_of(terms)
        Life(terms).require_not_over(_day(on))
        known_on = None if known_on is None else _day(known_on)
        ways = self._ways_through(self.editions if known_on is None else self._known(known_on))
        _require_marks(ways, told)
        found = ways.editions(told, told.counted(_day(on)))
        if not found:
            raise PolicyNotFoundError.of("PSP405", day=on)
        if len(found) > 1:
            asked = tuple(ways.asks(told))
            raise MissingAttributeError.of("PSP408", path=asked[:1], day=on, editions=found, asked=asked)
        return self._as_known(found[0], known_on)

    def turning_days(self, contract: "Contract") -> tuple[date, ...]:
        """Return the days from which on another version can govern a contract than before.

        The first is the day from which on one can at all, ``date.min`` where that has always been so.

        Raises:
            PolicyError: PSP725 for what is not a contract.
            InvalidContractError: PSP516 for a mark that is neither true nor false.
        """
        ways, told = self._ways_through(self.editions), _told_of(contract)
        _require_marks(ways, told)
        return ways.turning_days(told)

    def apply(self, contract: "Contract | ContractHistory") -> "AppliedHistory":
        """Apply to a contract, or to one with amendments, on each day the version that governs it then.

        An offering that no version has is refused at once. All else is checked by the version that governs
        when it is first asked about the days of the terms.

        Raises:
            PolicyError: PSP725 for what is not a contract.
            InvalidContractError: PSP510 for an offering that no version has, PSP516 for a mark that is
                neither true nor false.
        """
        from ptc_service_policy.evaluation.applied_history import AppliedHistory
        from ptc_service_policy.evaluation.history import ContractHistory, terms_by_path
        from ptc_service_policy.settling.contract import Contract

        history = ContractHistory(contract) if isinstance(contract, Contract) else contract
        applied = AppliedHistory(history, self)
        for path, terms in terms_by_path(history):
            self._require_offering(terms.offering, path)
        return applied

    def _require_offering(self, offering: str, path: tuple[str, ...]) -> None:
        """Refuse an offering that no version has; those that are read already, and the newest, come first."""
        known: dict[str, None] = {}
        for version in dict.fromkeys((*self._read, *reversed(self.versions))):
            try:
                offerings = self[version].offerings
            except PolicyError:
                return  # one that cannot be read may have it, and is refused where it governs
            if offering in offerings:
                return
            known.update(dict.fromkeys(offerings))
        suggestion = suggest(offering, known)
        raise InvalidContractError.of("PSP510", path=(*path, "offering"), id=offering, suggestion=suggestion)

    def _as_known(self, version: str, on: date | None) -> Policy:
        """Return a version that answers as the journal had it on a day."""
        return with_journal(self[version], self.editions if on is None else self._known(on))

    def _ways_through(self, events: tuple[Event, ...]) -> Ways:
        """Return the ways through the first events of the journal, which are found once."""
        if len(events) not in self._ways:
            self._ways.setdefault(len(events), Ways(events))
        return self._ways[len(events)]

    def _known(self, on: date) -> tuple[Event, ...]:
        return tuple(event for event in self.editions if event.recorded <= on)

    def refreshed(self) -> "Policies":
        """Return what the folder holds now: these same policies where nothing in it has changed.

        Every version is read, and nothing is half new: it is the old value or the whole new one.

        Raises:
            PolicyError: if it, or a version in it, cannot be read or is not valid; these policies stay as
                they are.
        """
        if contents(self._place) == self._files:
            return self
        found = Policies(self._place, self._compiled)
        for version in found.versions:
            found[version]  # what is not valid is refused now, while these are still there
        return found

    def __copy__(self) -> "Policies":
        return self

    def __deepcopy__(self, _memo: object) -> "Policies":
        return self

    def __getstate__(self) -> tuple[Traversable, dict[str, bytes]]:
        return self._place, self._files

    def __setstate__(self, state: tuple[Traversable, dict[str, bytes]]) -> None:
        self._hold(*state, None)

    def __eq__(self, other: object) -> bool:
        return self._files == other._files if isinstance(other, Policies) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self._published.digests.values()))

    def __repr__(self) -> str:
        return f"<Policies {', '.join(self._published.digests)}>"


def with_journal(policy: Policy, events: tuple[Event, ...]) -> Policy:
    """Return a version with the events that say whom it governs: itself where it has them already."""
    if events == policy.files.journal:
        return policy
    since = in_force_since(events, policy.version)
    first_day = None if since == date.min else since
    return Policy(replace(policy.files, journal=events, first_day=first_day))


def _published(files: Mapping[str, bytes], compiled: Traversable | None) -> "Compiled | Published":
    """Return what is published: as it was compiled, or read from YAML, which takes longer."""
    if compiled is None:
        from ptc_service_policy.loading.published import Published

        return Published(files)
    from ptc_service_policy.loading.compiled import Compiled

    return Compiled(compiled, files)


def _told_of(contract: "Contract") -> Told:
    """Return what a contract tells of what the journal asks; raise PolicyError (PSP725) for anything else."""
    from ptc_service_policy.settling.contract import Contract

    if not isinstance(contract, Contract):
        raise PolicyError.of("PSP725", value=shown(contract))
    return told_of(contract)


def _require_marks(ways: Ways, told: Told) -> None:
    if misspelt := tuple(ways.misspelt(told)):
        raise InvalidContractError(*misspelt)


def _day(on: date) -> date:
    if not isinstance(on, date) or isinstance(on, datetime):
        raise PolicyError.of("PSP407", value=shown(on))
    return on
