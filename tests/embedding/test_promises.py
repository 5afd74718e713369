"""What the guides promise of caching, of reports and of a guest's manners, each promise tried."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.published import ROOT

from ptc_service_policy import Contract, Policies, PolicyError, load_policies, load_policy

PREMIUM = Contract(offering="premium", time_zone="Europe/Paris", holidays="france", start=date(2026, 1, 15))
RECEIVED = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
"""The Friday before Easter Monday, at 16:30 in Paris."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(ROOT / "policies", tmp_path / "policies")


def due(policies: Policies) -> Any:
    return policies.newest.apply(PREMIUM).response_due(RECEIVED).value


def test_the_digest_names_the_version_and_nothing_else(folder: Path) -> None:
    policies = load_policies(folder)
    assert policies.refreshed() is policies
    calendar, lock = folder / "calendars" / "france.yaml", folder / "published.lock.yaml"
    with calendar.open("a", encoding="utf-8") as file:
        file.write("removed:\n  2026-04-06: { fr: Travaillé, en: Worked }\n")
    text = lock.read_text("utf-8")
    lock.write_text(text[: text.index("calendars:")] + "calendars: {}\n", "utf-8")
    later = policies.refreshed()
    assert later is not policies
    assert later.newest.digest == policies.newest.digest
    assert (due(policies).due.day, due(later).due.day) == (7, 6)


def test_an_answer_holds_as_long_as_the_policies_are_the_same_value(folder: Path) -> None:
    policies = load_policies(folder)
    days = [datetime(2026, 4, day, 9, tzinfo=UTC) for day in range(1, 30)]
    first = [policies.apply(PREMIUM).response_due(day) for day in days]
    assert policies.refreshed() is policies
    again = [policies.apply(PREMIUM).response_due(day) for day in reversed(days)]
    anew = [load_policies(folder).apply(PREMIUM).response_due(day) for day in days[:3]]
    assert first == again[::-1]
    assert first[:3] == anew


@pytest.mark.parametrize("damage", ["cut", "gone", "altered"])
def test_versions_are_read_when_they_are_asked_for_and_refused_as_a_whole(folder: Path, damage: str) -> None:
    good = load_policies(folder)
    file = folder / "1.0.0" / "service-levels.yaml"
    text = file.read_text("utf-8")
    if damage == "gone":
        rmtree(folder / "1.0.0")
    else:
        cut = text[: len(text) // 2]
        file.write_text(
            cut if damage == "cut" else text.replace("business_days: 1", "business_days: 2"), "utf-8"
        )
    policies = load_policies(folder)
    with pytest.raises(PolicyError):
        [policies[version] for version in policies]
    with pytest.raises(PolicyError):
        load_policy(path=folder / "1.0.0") if damage != "altered" else policies.newest
    with pytest.raises(PolicyError):
        good.refreshed()
    assert due(good) is not None


MINUTES = st.integers(min_value=0, max_value=14 * 24 * 60)
WAITS = st.lists(MINUTES, max_size=6, unique=True).map(sorted)


@given(MINUTES, st.none() | MINUTES, WAITS)
def test_a_report_is_the_same_when_it_is_written_again(
    as_of: int, answered: int | None, turns: list[int]
) -> None:
    """What is known later, an answer, a wait, the end of one, changes nothing in how a request stood."""

    def at(minutes: int | None) -> datetime | None:
        return None if minutes is None else RECEIVED + timedelta(minutes=minutes)

    def state(answered: int | None, waits: list[tuple[int, int | None]]) -> Any:
        pauses: Any = [(at(begin), at(end)) for begin, end in waits]
        then: Any = at(as_of)
        return applied.request_state(
            RECEIVED, as_of=then, answered_at=at(answered), pauses=pauses, remind_at=[0.5, timedelta(hours=2)]
        )

    applied = load_policies().newest.apply(PREMIUM)
    waits: list[tuple[int, int | None]] = [
        (begin, turns[index + 1] if index + 1 < len(turns) else None)
        for index, begin in enumerate(turns)
        if index % 2 == 0
    ]
    known_then = [
        (begin, None if end is None or end > as_of else end) for begin, end in waits if begin <= as_of
    ]
    later_answer = None if answered is None or answered > as_of else answered
    assert state(answered, waits) == state(later_answer, known_then)


def test_it_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        pytest.fail(f"{thread} was started")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    policies = load_policies(ROOT / "policies")
    applied = policies.apply(PREMIUM)
    assert applied.obligations(date(2026, 1, 1), date(2027, 1, 1))
    assert applied.on(date(2026, 4, 3)).record("due", "response", received=RECEIVED)
