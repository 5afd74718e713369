"""The policies applied to a contract over its whole life: its amendments, and the versions that govern it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ptc_service_policy.business_time import Mark, Window
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.reading import require_date
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import BusinessTimeError, OutsideContractError, PolicyError, shown
from ptc_service_policy.evaluation.applied import RESPONSE, AppliedPolicy
from ptc_service_policy.evaluation.history import ContractHistory
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.life import Life
from ptc_service_policy.settling.stages import Stage
from ptc_service_policy.topics.availability import Availability, joined, next_available_before
from ptc_service_policy.topics.due import Pauses, ResponseDue
from ptc_service_policy.topics.obligations import Obligation, obligations_between
from ptc_service_policy.topics.reported import Delivered, Happened
from ptc_service_policy.topics.request_state import RequestState
from ptc_service_policy.topics.workload import Finding, Used

if TYPE_CHECKING:
    from ptc_service_policy.evaluation.policies import Policies

_ONE_DAY = timedelta(days=1)


class AppliedHistory:
    """Answer questions about one contract across its changes, on the terms and under the version of each day.

    The day of receipt governs a request, and its days govern each period of what is owed. It never changes.
    What has no day is asked of ``on(day)``, as are ``ask``, ``summary`` and ``record``: a record proves one
    answer of one version to one set of terms, so that what is owed across an amendment has none.
    """

    __slots__ = ("_applied", "_history", "_source", "_turns")

    def __init__(self, history: ContractHistory, source: "Policies | Policy") -> None:
        """Apply what governs; ``Policies.apply`` and ``Policy.apply`` are the usual way.

        Args:
            history: the contract with its amendments.
            source: the policies of which one governs on each day, or the version to apply on all days.

        Raises:
            PolicyError: PSP725 for what is not a history.
        """
        if not isinstance(history, ContractHistory):
            raise PolicyError.of("PSP725", value=shown(history))
        self._history = history
        self._source = source
        self._applied: dict[Any, AppliedPolicy] = {}
        days = {*history.terms}
        if not isinstance(source, Policy):
            for contract in history.terms.values():
                days.update(source.turning_days(contract))
        self._turns = tuple(sorted(days))

    @property
    def history(self) -> ContractHistory:
        """Return the contract with its amendments."""
        return self._history

    def on(self, day: date) -> AppliedPolicy:
        """Return the version that governs on a day, applied to the terms of that day.

        Raises:
            OutsideContractError: if the day is before the contract, or after it.
            PolicyNotFoundError: if no version governs it on that day.
            MissingAttributeError: if the contract does not tell what decides which one does.
            InvalidContractError: if the terms of that day contradict that version.
        """
        contract = self._history.on(day)
        Life(contract).require_days(day, day)
        return self._on(day)

    def at(self, instant: datetime) -> AppliedPolicy:
        """Return what ``on`` does for the day that an instant has in the contract's zone."""
        return self.on(self._day_of(instant))

    def due(
        self, target: str, since: datetime, *, pauses: Pauses = (), **attributes: Any
    ) -> Decision[ResponseDue | Absence | None]:
        """Return when a target is due, as ``AppliedPolicy.due`` does on the day from which its time runs."""
        return self.at(since).due(target, since, pauses=pauses, **attributes)

    def response_due(
        self, received_at: datetime, *, pauses: Pauses = (), **attributes: Any
    ) -> Decision[ResponseDue | Absence | None]:
        """Return when the response to a request is due, on the terms of the day of receipt."""
        return self.due(RESPONSE, received_at, pauses=pauses, **attributes)

    def request_state(
        self,
        received_at: datetime,
        *,
        as_of: datetime,
        answered_at: datetime | None = None,
        pauses: Pauses = (),
        remind_at: Sequence[Mark] = (),
        target: str = RESPONSE,
        **attributes: Any,
    ) -> Decision[RequestState | Absence | None]:
        """Say how a request stands as of an instant, on the terms of the day of receipt.

        The arguments, and what is raised, are those of ``AppliedPolicy.request_state``.
        """
        return self.at(received_at).request_state(
            received_at,
            as_of=as_of,
            answered_at=answered_at,
            pauses=pauses,
            remind_at=remind_at,
            target=target,
            **attributes,
        )

    def availability(self, at: datetime, **attributes: Any) -> Decision[Availability | Absence | None]:
        """Say whether the manager is "available", "on-request" or "unavailable" at an instant."""
        return self.at(at).availability(at, **attributes)

    def next_available(self, at: datetime, **attributes: Any) -> Decision[datetime | Absence | None]:
        """Return the earliest instant, not before ``at``, at which the manager can be reached.

        Raises what ``AppliedPolicy.next_available`` does.
        """
        self.at(at)
        begin = at
        while True:
            turn = next((each for each in self._turning_instants() if each > begin), None)
            try:
                found = next_available_before(self.at(begin).told(attributes), begin, turn)
            except OutsideContractError:
                # It may go on later.
                if turn is None:
                    raise
                found = None
            if found is not None:
                return found
            if turn is None:
                raise BusinessTimeError.of("PSP709")
            begin = turn

    def available_windows(self, start: datetime, end: datetime, **attributes: Any) -> tuple[Window, ...]:
        """Return the windows between two instants in which the manager can be reached.

        Raises what ``AppliedPolicy.available_windows`` does.
        """
        since_epoch(start), since_epoch(end)
        turns = [each for each in self._turning_instants() if start < each < end]
        windows: list[Window] = []
        refusals: list[OutsideContractError] = []
        for begin, stop in pairwise((start, *turns, end)):
            try:
                applied = self._on(self._day_of(begin))
                windows = joined(windows, applied.available_windows(begin, stop, **attributes))
            except OutsideContractError as refusal:
                refusals.append(refusal)
        if len(refusals) == len(turns) + 1:
            raise refusals[0]
        return tuple(windows)

    def obligations(
        self,
        start: date,
        end: date,
        *,
        delivered: Iterable[Delivered] = (),
        as_of: date | None = None,
        events: Iterable[Happened] = (),
        **attributes: Any,
    ) -> tuple[Obligation, ...]:
        """Return the deliveries due in the periods that have a day in a range, each on the terms of its days.

        An amendment that changes what is owed ends a period and begins another; any other leaves it whole.
        The arguments, and what is raised, are those of ``AppliedPolicy.obligations``.
        """
        require_date(start)
        require_date(end)
        stages = self._stages(start, end, attributes)
        return obligations_between(stages, start, end, delivered, as_of, events)

    def check_workload(self, used: Mapping[str, Used], *, on: date, **attributes: Any) -> tuple[Finding, ...]:
        """Return the limits that are exceeded on the terms of a day; as ``AppliedPolicy.check_workload``."""
        return self.on(on).check_workload(used, **attributes)

    def _on(self, day: date) -> AppliedPolicy:
        contract = self._history.on(day)
        policy = self._source
        if not isinstance(policy, Policy):
            policy = policy.governing(contract, on=day)
        key = policy.version, contract
        if key not in self._applied:
            self._applied[key] = policy.apply(contract)
        return self._applied[key]

    def _day_of(self, at: datetime) -> date:
        """Return the day of an instant, in the zone of the terms that hold on it."""
        since_epoch(at)
        days = [(first, Life(terms).day_of(at)) for first, terms in self._history.terms.items()]
        return next(day for first, day in reversed(days) if first <= day)

    def _turning_instants(self) -> Iterator[datetime]:
        """Yield the midnights from which on another version, or other terms, may hold."""
        for day in self._turns:
            if day.year > 1:
                yield datetime.combine(day, time(), read_zone(self._history.on(day).time_zone)).astimezone(
                    UTC
                )

    def _stages(self, start: date, end: date, attributes: Mapping[str, Any]) -> tuple[Stage, ...]:
        """Return the stages of a range; outside a contract and what can be told, what was before goes on."""
        found: list[tuple[date, Applied]] = []
        for first, stop in pairwise((*self._turns, date.max)):
            try:
                found.append((first, self._on(first).told(attributes)))
            except OutsideContractError:
                continue
            except PolicyError:
                if first < max(end, start + _ONE_DAY) and start < stop:
                    raise
        stops = (*(first for first, _ in found[1:]), date.max)
        return tuple(Stage(first, stop, applied) for (first, applied), stop in zip(found, stops, strict=True))

    def __reduce__(self) -> tuple[Any, ...]:
        return AppliedHistory, (self._history, self._source)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AppliedHistory):
            return NotImplemented
        return self._history == other._history and self._source == other._source

    def __hash__(self) -> int:
        return hash(self._history)

    def __repr__(self) -> str:
        return f"<AppliedHistory of {self._history!r}>"
