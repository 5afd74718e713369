"""Which editions can govern contracts, held against the lives of single contracts, day by day."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from ptc_service_policy.loading.contract_edition import Told, Ways
from ptc_service_policy.loading.governing import Arrivals, can_govern, growing, in_effect
from ptc_service_policy.model.editions import Event, Line

START = date(2026, 1, 1)
DAYS = 30
WHY = {"fr": "Motif.", "en": "Reason."}


@dataclass(frozen=True)
class Contract:
    renewed: frozenset[date]
    special: bool
    version: str | None = None
    is_new: bool = True


def on(day: int) -> date:
    return START + timedelta(days=day)


def some_outcome(chance: random.Random, recorded: int) -> dict[str, Any]:
    day = str(on(recorded + chance.randint(0, 5)))
    return chance.choice([{"stay": True}, {"from": day}, {"at": "first-renewal-from", "from": day}])


def some_journal(seed: int) -> tuple[list[Event], int]:
    """Make a journal that settles every edition, and return the day on which its last event is recorded."""
    chance = random.Random(seed)
    events: list[dict[str, Any]] = []
    made: list[str] = []
    withdrawn: set[str] = set()
    recorded = 0
    for number in range(chance.randint(2, 5)):
        recorded += chance.randint(0, 4)
        event: dict[str, Any] = {"id": f"e{number}", "recorded": str(on(recorded))}
        left = [version for version in made if version not in withdrawn]
        if len(left) > 1 and chance.random() < 0.25:
            version, instead = chance.sample(left, 2)
            withdrawn.add(version)
            day = str(on(recorded + chance.randint(0, 3)))
            event |= {"withdraw": version, "from": day, "instead": instead, "reason": WHY}
        else:
            lines = [
                {"governed_by": version, **condition, **some_outcome(chance, recorded)}
                for version in made
                for condition in ([{"with": {"special": True}}, {}] if chance.random() < 0.25 else [{}])
            ]
            since = {"from": str(on(recorded + chance.randint(0, 5)))}
            new = chance.choice(["never", since, since]) if made else "always"
            made.append(f"{number}.0.0")
            event |= {"edition": made[-1], "new_contracts": new, "others": lines or "none"}
        events.append(event)
    return [Event.model_validate_json(json.dumps(event)) for event in events], recorded


def reaches(event: Event, contract: Contract, day: date) -> bool:
    if event.withdraw is not None:
        return event.withdraw == contract.version and event.from_ is not None and event.from_ <= day
    line = next((each for each in event.lines if is_about(each, contract)), None)
    if line is None or line.from_ is None or day < line.from_:
        return False
    if line.at is not None:
        return day in contract.renewed
    return day == line.from_ or not contract.is_new  # one signed later under the old edition stays


def is_about(line: Line, contract: Contract) -> bool:
    return contract.version in line.versions and (contract.special or not line.condition)


def withdrawn_before(event: Event, contract: Contract, day: date) -> bool:
    return event.withdraw == contract.version and event.from_ is not None and event.from_ < day


def life(events: list[Event], signed: int, contract: Contract) -> Iterator[tuple[date, str]]:
    """Follow one contract day by day: the last event that reaches it, of those after the one before."""
    starts = [event.first_signature for event in events]
    reached = max(place for place, day in enumerate(starts) if day is not None and day <= on(signed))
    contract = replace(contract, version=events[reached].edition)
    for number in range(signed, DAYS):
        day = on(number)
        place: int | None = reached
        while place is not None:
            later = list(enumerate(events))[reached + 1 :]
            gone = [at for at, event in later if withdrawn_before(event, contract, day)]
            hits = [at for at, event in later if reaches(event, contract, day)]
            place = gone[0] if gone else hits[-1] if hits else None
            if place is not None:
                reached, event = place, events[place]
                contract = replace(contract, version=event.edition or event.instead, is_new=False)
        assert contract.version is not None
        yield day, contract.version


RENEWALS = [frozenset[date](), *(frozenset((on(day), on(day + 3))) for day in range(DAYS - 3))]


@pytest.mark.parametrize("seed", [*range(20), 50, 173])
def test_no_edition_that_governs_a_contract_is_missing(seed: int) -> None:
    events, recorded = some_journal(seed)
    found = set(can_govern(events, on(recorded)))
    assert found <= set(can_govern(events, on(recorded), loosely=True))
    for signed, renewed, special in product(range(-2, recorded + 8), RENEWALS, (False, True)):
        contract = Contract(renewed=renewed, special=special)
        governed = {version for day, version in life(events, signed, contract) if day >= on(recorded)}
        assert governed <= found


@pytest.mark.parametrize("seed", [189, 234, 328])
def test_no_edition_is_found_that_all_had_left_before_a_later_event_came(seed: int) -> None:
    events, recorded = some_journal(seed)
    lives = (
        life(events, signed, Contract(renewed=renewed, special=special))
        for signed, renewed, special in product(range(-2, recorded + 8), RENEWALS, (False, True))
    )
    governed = {version for each in lives for day, version in each if day >= on(recorded)}
    assert set(can_govern(events, on(recorded))) == governed


@pytest.mark.parametrize("seed", [*range(6), 50, 173])
def test_each_contract_is_governed_as_its_life_day_by_day_has_it(seed: int) -> None:
    events, recorded = some_journal(seed)
    ways = Ways(events)
    for signed, renewed, special in product(range(-2, recorded + 8, 3), RENEWALS[::9], (False, True)):
        contract = Contract(renewed=renewed, special=special)
        told = Told(on(signed), renewed, {"special": special})
        lived = dict(life(events, signed, contract))
        for day in (on(number) for number in range(-4, DAYS, 5)):
            expected = (lived[day],) if day in lived else ()
            assert ways.editions(told, day) == expected
            # Who knows less of the contract gets that edition among others.
            for less in (replace(told, signed=None), replace(told, marks={}), Told(renewed=renewed)):
                assert set(ways.editions(less, day)) >= set(expected)


@pytest.mark.parametrize("seed", range(0, 12, 4))
def test_what_is_possible_is_what_some_contract_lives(seed: int) -> None:
    events, _ = some_journal(seed)
    ways = Ways(events)
    for renewed in RENEWALS[::9]:
        lives = [
            dict(life(events, signed, Contract(renewed=renewed, special=special)))
            for signed, special in product(range(-2, DAYS), (False, True))
        ]
        for day in (on(number) for number in range(0, DAYS, 2)):
            lived = {each[day] for each in lives if day in each}
            assert set(ways.editions(Told(renewed=renewed), day)) == lived


def journals_of_few_days() -> Iterator[list[Event]]:
    """Make journals in which two events reach contracts on one day: one withdraws, the next one moves."""
    days = [str(on(number)) for number in (3, 4)]
    outcomes: list[dict[str, Any]] = [{"stay": True}, *({"from": day} for day in days)]
    for new, withdrawn, *lines in product(days, days, *[outcomes] * 3):
        first, second, third = (
            {"governed_by": version, **line}
            for version, line in zip(("0.0.0", "1.0.0", "0.0.0"), lines, strict=True)
        )
        events: list[dict[str, Any]] = [
            {"edition": "0.0.0", "new_contracts": "always", "others": "none"},
            {"edition": "1.0.0", "new_contracts": {"from": new}, "others": [first]},
            {"withdraw": "1.0.0", "from": withdrawn, "instead": "0.0.0", "reason": WHY},
            {"edition": "2.0.0", "new_contracts": "never", "others": [second, third]},
        ]
        yield [
            Event.model_validate_json(json.dumps({"id": f"e{number}", "recorded": str(on(1)), **event}))
            for number, event in enumerate(events)
        ]


def test_of_several_events_on_one_day_the_last_one_has_its_way() -> None:
    for events in journals_of_few_days():
        ways = Ways(events)
        found = set(can_govern(events, on(1)))
        for signed in range(1, 7):
            lived = dict(life(events, signed, Contract(renewed=frozenset(), special=False)))
            assert {day: ways.editions(Told(on(signed)), day) for day in lived} == {
                day: (version,) for day, version in lived.items()
            }
            assert set(lived.values()) <= found


@pytest.mark.parametrize("seed", range(12))
def test_a_journal_that_grows_tells_of_each_event_what_those_before_it_tell(seed: int) -> None:
    events, recorded = some_journal(seed)
    undone = [
        Event.model_validate(
            {"id": f"u{place}", "recorded": on(recorded), "undo": events[place].id, "reason": WHY}
        )
        for place in (len(events) - 1, 0)
    ]
    events = [*events[:-1], *undone[1:], events[-1], *undone[:1], *events[1:2]]
    editions = {event.edition for event in events if event.edition is not None}
    for place, found in enumerate(growing(events)):
        afresh = Arrivals(in_effect(events[:place]))
        for edition, day in product(editions, map(on, range(-2, DAYS))):
            assert found.can_govern(edition, day) == afresh.can_govern(edition, day), (place, edition, day)
