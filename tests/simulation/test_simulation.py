"""Three years of four versions, two hundred contracts and their requests: three answers, and all are one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
import yaml
from tests.profiles import NIGHTLY
from tests.simulation import drawing, versions
from tests.simulation.drawing import DAY, FIRST, LAST, Life, Request
from tests.simulation.reference import OutsideError, Reference

from ptc_service_policy import (
    AppliedHistory,
    Contract,
    ContractHistory,
    Delivered,
    Policies,
    PolicyError,
    Record,
    RequestState,
    ResponseDue,
    load_policies,
    replay,
)
from ptc_service_policy.columns import AppliedPolicies, DueQuestion

REQUESTS = 20_000 if NIGHTLY else 2_000
REMINDERS = (0.5, 0.75, timedelta(minutes=30))
INSTANT = pa.timestamp("us", "UTC")
PAUSES = pa.list_(pa.struct([("start", INSTANT), ("end", INSTANT)]))
OUTSIDE = {"before": "PSP518", "after": "PSP519"}
NOT_THEN = {"PSP518", "PSP519", "PSP520", "PSP521"}
NO_ANSWER = {"PSP751", "PSP757"}
STATES = ("met", "missed", "running", "paused", "overdue")
STATE = DueQuestion(
    answered_at="answered", received_at="received", as_of="as_of", pauses="pauses", remind_at=REMINDERS
)
DUE = DueQuestion(received_at="received", pauses="waits")


@dataclass(repr=False)
class World:
    """Hold the policies, the contracts and the requests, for the library and for the reference."""

    policies: Policies
    lives: list[Life]
    requests: list[Request]
    references: list[Reference]

    @cached_property
    def expected(self) -> list["Told"]:
        """Return what is right of each request."""
        return [by_reference(self, each) for each in self.requests]

    @cached_property
    def histories(self) -> list[ContractHistory]:
        """Return the contracts with their amendments."""
        return [ContractHistory(Contract.model_validate(each.terms), each.amendments) for each in self.lives]

    @cached_property
    def applied(self) -> list[AppliedHistory]:
        """Return the policies applied to each contract."""
        return [self.policies.apply(each) for each in self.histories]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = versions.write_policies(tmp_path_factory.mktemp("simulation") / "policies")
    calendars = {
        file.stem: yaml.safe_load(file.read_text("utf-8")) for file in folder.joinpath("calendars").iterdir()
    }
    lives = drawing.draw_lives()
    return World(
        load_policies(folder),
        lives,
        list(drawing.draw_requests(lives, REQUESTS)),
        [
            Reference(each.terms, each.amendments, versions.JOURNAL, versions.SAYS, calendars)
            for each in lives
        ],
    )


Told = dict[str, Any]


def closed(request: Request) -> list[tuple[datetime, datetime]]:
    """Return the waits that are over some day."""
    return [(begin, end) for begin, end in request.pauses if end is not None]


def told_of(version: str, state: Any, due: tuple[datetime, datetime]) -> Told:
    """Return what is compared of an answer, in UTC, where no hour comes twice."""
    return {
        "version": version,
        "state": state.state,
        "due": state.due.astimezone(UTC),
        "used": state.used,
        "left": state.left,
        "share": round(state.share, 9),
        "reminders": [each.astimezone(UTC) for each in state.reminders],
        "due at last": due[0].astimezone(UTC),
        "due at the earliest": due[1].astimezone(UTC),
    }


def nothing_promised(version: str) -> Told:
    """Return what is compared where a version promises no response."""
    return {"version": version, "state": None}


def by_reference(world: World, request: Request) -> Told:
    try:
        stage = world.references[request.contract].received(request.received)
    except OutsideError as outside:
        return {"refused": OUTSIDE[str(outside)]}
    if stage.target is None:
        return nothing_promised(stage.version)
    received, waits = request.received.astimezone(UTC), closed(request)
    state = stage.state(received, request.answered, request.pauses, request.as_of)
    due = stage.due(received, waits)
    earliest = stage.earliest(received, waits) if "business_days" in stage.target else due
    return told_of(stage.version, state, (due, earliest))


def by_request(world: World, request: Request) -> Told:
    applied = world.applied[request.contract]
    asked: dict[str, Any] = {
        "answered_at": request.answered,
        "pauses": request.pauses,
        "as_of": request.as_of,
    }
    try:
        state = applied.request_state(request.received, remind_at=REMINDERS, **asked)
        due = applied.due("response", request.received, pauses=closed(request)).value
    except PolicyError as error:
        return {"refused": error.problems[0].code}
    if not isinstance(state.value, RequestState):
        assert (state.value, due) == (None, None)
        return nothing_promised(state.policy_version)
    assert isinstance(due, ResponseDue)
    return told_of(state.policy_version, state.value, (due.due, due.earliest_due))


def by_columns(world: World) -> list[Told]:
    """Ask every version about each request at every stage of its contract: one has to answer."""
    stages = {
        f"{number}/{first}": terms
        for number, history in enumerate(world.histories)
        for first, terms in stages_of(history)
    }
    keys_of: dict[int, list[str]] = {}
    for key in stages:
        keys_of.setdefault(int(key.partition("/")[0]), []).append(key)
    rows = [
        (number, key, request)
        for number, request in enumerate(world.requests)
        for key in keys_of[request.contract]
    ]
    table = table_of([(key, request) for _, key, request in rows])
    answered: list[list[Told]] = [[] for _ in world.requests]
    refused: list[set[str]] = [set() for _ in world.requests]
    for version in world.policies:
        applied = AppliedPolicies(world.policies[version], stages)
        states, dues = (applied.answer(table, each).read_all().to_pylist() for each in (STATE, DUE))
        for (number, _, _), state, due in zip(rows, states, dues, strict=True):
            assert state["reason"] == due["reason"]
            if state["reason"] in NOT_THEN:
                refused[number].add(state["reason"])
            elif state["due"] is None:
                assert state["reason"] in NO_ANSWER
                answered[number].append(nothing_promised(version))
            else:
                last = due["due"], due["earliest_due"]
                answered[number].append(told_of(version, SimpleNamespace(**state), last))
    return [only_one(*each) for each in zip(answered, refused, strict=True)]


def only_one(answered: list[Told], refused: set[str]) -> Told:
    """Return the only answer, or why there is none: no stage has begun, or one is over."""
    if len(answered) == 1:
        return answered[0]
    if answered or not refused <= {*OUTSIDE.values()}:
        return {"answered": answered, "refused": refused}
    return {"refused": max(refused)}


def stages_of(history: ContractHistory) -> Iterator[tuple[date, Contract]]:
    """Yield each stage as a contract of its own, cut to its days, if its terms have any of them."""
    days = list(history.terms)
    for first, stop in zip(days, [*days[1:], date.max], strict=True):
        terms = history.terms[first]
        assert terms.start is not None
        begins, ends = max(first, terms.start), min(stop - DAY, terms.end or date.max)
        if begins <= ends:
            yield first, terms.amended(start=begins, end=None if ends == date.max - DAY else ends)


def table_of(rows: list[tuple[str, Request]]) -> pa.Table:
    """Return requests as columns, each under the key of a stage."""
    lists = [
        [[{"start": begin, "end": end} for begin, end in pauses] for pauses in column]
        for column in ([each.pauses for _, each in rows], [closed(each) for _, each in rows])
    ]
    return pa.table(
        {
            "contract": [key for key, _ in rows],
            "received": pa.array([each.received for _, each in rows], INSTANT),
            "answered": pa.array([each.answered for _, each in rows], INSTANT),
            "as_of": pa.array([each.as_of for _, each in rows], INSTANT),
            "pauses": pa.array(lists[0], PAUSES),
            "waits": pa.array(lists[1], PAUSES),
        }
    )


def differences(asked: list[Any], expected: list[Any], found: list[Any]) -> list[Any]:
    """Return what was asked where two answers are not one: the first few, for each takes a page to tell."""
    wrong = (each for each in zip(asked, expected, found, strict=True) if each[1] != each[2])
    return list(islice(wrong, 3))


def test_each_request_is_answered_as_by_the_text(world: World) -> None:
    found = [by_request(world, each) for each in world.requests]
    assert differences(world.requests, world.expected, found) == []


def test_columns_answer_each_request_by_one_version_at_one_stage(world: World) -> None:
    assert differences(world.requests, world.expected, by_columns(world)) == []


def test_each_obligation_is_that_of_the_text(world: World) -> None:
    expected, found = [], []
    for life, applied, reference in zip(world.lives, world.applied, world.references, strict=True):
        expected.append(reference.obligations(FIRST, LAST + DAY, life.delivered, life.as_of))
        done = [Delivered(*each) for each in life.delivered]
        owed = applied.obligations(FIRST, LAST + DAY, delivered=done, as_of=life.as_of)
        found.append(
            sorted(
                (each.first, each.last, each.subject, each.methods, each.frequency, each.suggested,
                 each.fulfilment, each.offering, each.policy_version)
                for each in owed
            )
        )  # fmt: skip
    assert differences(world.lives, expected, found) == []


def test_each_record_replays_equal(world: World) -> None:
    calendars = set()
    for number, (request, expected) in enumerate(zip(world.requests, world.expected, strict=True)):
        # Every tenth, and in each round over the contracts other ones.
        if (number + number // len(world.lives)) % 10 or "refused" in expected:
            continue
        given = {
            "received": request.received,
            "answered_at": request.answered,
            "pauses": request.pauses,
            "as_of": request.as_of,
        }
        given = {name: each for name, each in given.items() if each is not None}
        record = (
            world.applied[request.contract].at(request.received).record("request-state", "response", **given)
        )
        again = Record.from_text(record.model_dump_json())
        result = replay(again, world.policies)
        assert (again, result.found, result.differences) == (record, record, ())
        value = record.answer.value
        assert (record.policy_version, value and value["state"]) == (expected["version"], expected["state"])
        assert value is None or datetime.fromisoformat(value["due"]) == expected["due"]
        calendars |= {*record.calendars, *(each.source for each in record.holidays)}
    assert calendars >= {"bavaria", "california", "reviewed", "FR", "US-CA"}


def test_the_three_years_hold_what_they_are_to_hold(world: World) -> None:
    """Each version and state, and refusals, come often enough to say something."""
    told = Counter(each.get(name) for name in ("version", "state", "refused") for each in world.expected)
    assert (
        min(told[each] for each in (*world.policies, *STATES, *OUTSIDE.values())) > len(world.requests) / 100
    )
    changes = Counter(name for life in world.lives for each in life.amendments.values() for name in each)
    assert min(changes[name] for name in ("offering", "renewed", "end", "hours", "closures", "holidays")) > 4
