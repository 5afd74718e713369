"""How a request stands as of an instant: nothing that happened later counts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy import (
    AppliedPolicy,
    BusinessTimeError,
    Contract,
    ContractHistory,
    NaiveDatetimeError,
    Policy,
    RequestState,
    UnknownIdError,
)

PARIS = ZoneInfo("Europe/Paris")
HOUR, MOMENT = timedelta(hours=1), timedelta(microseconds=1)
Apply = Callable[..., AppliedPolicy]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def state_of(applied: Any, received: str, **given: Any) -> RequestState:
    found = applied.request_state(at(received), **given)
    assert isinstance(found.value, RequestState)
    return found.value


# Received on Wednesday 1 April at 10:00, due on Thursday at 17:00.
RECEIVED, DUE = "2026-04-01T10:00", at("2026-04-02T17:00")
MORNING = (at("2026-04-02T09:00"), at("2026-04-02T13:00"))
STATES: list[tuple[dict[str, Any], str, float]] = [
    ({"as_of": at(RECEIVED)}, "running", 0),
    ({"as_of": at("2026-04-02T13:00")}, "running", 0.5),
    ({"as_of": DUE}, "running", 1),
    ({"as_of": DUE + MOMENT}, "overdue", 1),
    ({"as_of": at("2026-04-03T13:00")}, "overdue", 1.5),
    ({"as_of": at("2026-04-02T13:00"), "answered_at": at("2026-04-02T11:00")}, "met", 0.25),
    ({"as_of": DUE, "answered_at": DUE}, "met", 1),
    ({"as_of": at("2026-04-20T13:00"), "answered_at": DUE + MOMENT}, "missed", 1),
    # An answer that is given later is not known yet.
    ({"as_of": at("2026-04-02T13:00"), "answered_at": at("2026-04-02T13:01")}, "running", 0.5),
    ({"as_of": at("2026-04-03T13:00"), "answered_at": at("2026-04-09T10:00")}, "overdue", 1.5),
    # Nor is a wait.
    ({"as_of": at("2026-04-02T08:59"), "pauses": [MORNING]}, "running", 0),
    ({"as_of": at("2026-04-02T09:00"), "pauses": [MORNING]}, "paused", 0),
    ({"as_of": at("2026-04-02T12:00"), "pauses": [(MORNING[0], None)]}, "paused", 0),
    ({"as_of": at("2026-04-02T15:00"), "pauses": [MORNING]}, "running", 0.25),
    ({"as_of": at("2026-04-03T13:00"), "pauses": [MORNING]}, "running", 1),
    ({"as_of": at("2026-04-20T13:00"), "pauses": [MORNING], "answered_at": at("2026-04-03T12:00")},
     "met", 0.875),
    # Who waits after the time is up is late all the same.
    ({"as_of": at("2026-04-03T11:00"), "pauses": [(at("2026-04-03T10:00"), None)]}, "overdue", 1.125),
    # A wait that goes on when the answer is given counts until then.
    ({"as_of": at("2026-04-20T13:00"), "pauses": [(MORNING[0], None)], "answered_at": at("2026-04-02T12:00")},
     "met", 0),
]  # fmt: skip


@pytest.mark.parametrize(("given", "state", "share"), STATES)
def test_it_stands_as_of_an_instant(apply: Apply, given: dict[str, Any], state: str, share: float) -> None:
    found = state_of(apply("premium"), RECEIVED, **given)
    assert (found.state, round(found.share, 9)) == (state, share)
    assert found.left == max(8 * HOUR - found.used, timedelta())


def test_a_wait_moves_what_is_due_and_when_to_remind(apply: Apply) -> None:
    given: dict[str, Any] = {"remind_at": [0.5, 2 * HOUR], "as_of": at("2026-04-02T15:00")}
    freely = state_of(apply("premium"), RECEIVED, **given)
    assert (freely.due, freely.reminders) == (DUE, (at("2026-04-02T13:00"), at("2026-04-02T15:00")))
    waited = state_of(apply("premium"), RECEIVED, pauses=[MORNING], **given)
    assert (waited.due, waited.used, waited.left) == (at("2026-04-03T13:00"), 2 * HOUR, 6 * HOUR)
    assert waited.reminders == (at("2026-04-02T17:00"), at("2026-04-03T11:00"))


def test_it_rests_on_what_the_due_instant_rests_on(apply: Apply) -> None:
    applied = apply("premium")
    state = applied.request_state(at(RECEIVED), as_of=at("2026-04-02T13:00"))
    due = applied.response_due(at(RECEIVED))
    assert (state.basis, state.firmness, state.citations) == (due.basis, due.firmness, due.citations)
    assert state.policy_digest == due.policy_digest
    assert "4 h of 8 h used (50%)" in state.reason.en
    assert "temps utilisé : 4 h sur 8 h (50 %)" in state.reason.fr
    assert "objective" in state.reason.en
    met = applied.request_state(at(RECEIVED), as_of=DUE, answered_at=at("2026-04-02T10:30"))
    assert "objective met; 1 h 30 min of 8 h used" in met.reason.en
    assert "objectif tenu" in met.reason.fr


@pytest.mark.parametrize("offering", ["tsam"])
def test_what_has_no_time_has_no_state(apply: Apply, offering: str) -> None:
    applied = apply(offering)
    found = applied.request_state(at(RECEIVED), as_of=DUE)
    assert (found.value, found.basis) == (None, "unstated")
    assert found.reason == applied.response_due(at(RECEIVED)).reason


def test_any_target_is_asked_for_by_name_and_as_a_topic(apply: Apply) -> None:
    applied = apply("premium")
    given: dict[str, Any] = {"as_of": at("2026-04-02T15:00"), "pauses": [MORNING], "remind_at": [0.8]}
    asked = applied.ask("request-state", "response", received=at(RECEIVED), **given)
    assert asked == applied.request_state(at(RECEIVED), target="response", **given)
    with pytest.raises(UnknownIdError):
        applied.request_state(at(RECEIVED), target="respons", as_of=DUE)


def test_what_cannot_be_is_refused(apply: Apply) -> None:
    applied = apply("premium")
    with pytest.raises(BusinessTimeError, match="PSP633"):
        applied.request_state(at(RECEIVED), as_of=DUE, answered_at=at(RECEIVED) - MOMENT)
    with pytest.raises(BusinessTimeError, match="PSP633"):
        applied.request_state(at(RECEIVED), as_of=at(RECEIVED) - MOMENT)
    naive = datetime(2026, 4, 2, 10)  # noqa: DTZ001 - what this is about
    wrong: tuple[dict[str, Any], ...] = ({"as_of": naive}, {"as_of": DUE, "answered_at": naive})
    for given in wrong:
        with pytest.raises(NaiveDatetimeError):
            applied.request_state(at(RECEIVED), **given)
    with pytest.raises(NaiveDatetimeError):
        applied.request_state(naive, as_of=DUE)


def test_the_terms_of_the_day_of_receipt_govern(policy: Policy) -> None:
    standard = Contract(offering="standard", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))
    applied = policy.apply(ContractHistory(standard, {date(2026, 4, 2): {"offering": "premium"}}))
    found = state_of(applied, RECEIVED, as_of=at("2026-04-03T13:00"))
    assert (found.state, found.due) == ("running", at("2026-04-03T17:00"))


def test_it_is_answered_in_the_zone_of_the_contract(apply: Apply) -> None:
    found = apply("premium").request_state(
        at(RECEIVED).astimezone(UTC), as_of=at("2026-04-02T13:00").astimezone(UTC), remind_at=[1]
    )
    assert isinstance(found.value, RequestState)
    zones = {each.tzinfo for each in (found.value.due, *found.value.reminders)}
    assert zones == {found.value.due.tzinfo}
    assert found.value.due.isoformat() == "2026-04-02T17:00:00+02:00"


@pytest.mark.parametrize("own_zone", [False, True], ids=["the caller's zone", "the answer's zone"])
@pytest.mark.parametrize(
    ("as_of", "answered_at", "state"),
    [
        (("02:29", 0), None, "running"),
        (("02:30", 0), None, "running"),
        (("02:15", 1), None, "overdue"),
        (("02:20", 0), ("02:10", 1), "running"),
        (("02:20", 1), ("02:25", 0), "met"),
        (("02:40", 1), ("02:10", 1), "missed"),
    ],
)
def test_the_hour_that_comes_twice_is_two_hours(
    apply: Apply, own_zone: bool, as_of: tuple[str, int], answered_at: tuple[str, int] | None, state: str
) -> None:
    always = {"hours": {"weekly": "always", "approved_by": "PTC"}, "holidays": "none"}
    applied: Any = apply("premium", **always, readings={"response-expiry": "same-time"})
    received = "2026-10-24T02:30"
    due: datetime = applied.response_due(at(received)).value.due
    assert due.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    def on_that_night(told: tuple[str, int] | None) -> datetime | None:
        zone = due.tzinfo if own_zone else PARIS
        return told and datetime.fromisoformat(f"2026-10-25T{told[0]}").replace(tzinfo=zone, fold=told[1])

    given = {"as_of": on_that_night(as_of), "answered_at": on_that_night(answered_at)}
    assert state_of(applied, received, **given).state == state


def test_a_fault_in_what_happened_later_is_not_known_yet(apply: Apply) -> None:
    reversed_later = (at("2026-04-03T12:00"), at("2026-04-03T11:00"))
    told = {"pauses": [reversed_later], "as_of": at("2026-04-02T13:00")}
    assert state_of(apply("premium"), RECEIVED, **told).state == "running"
    with pytest.raises(BusinessTimeError, match="PSP615"):
        state_of(apply("premium"), RECEIVED, **{**told, "as_of": reversed_later[0]})


@pytest.mark.parametrize("mark", [8 * HOUR, timedelta(days=30), 1e-300])
def test_a_reminder_of_the_whole_time_is_when_it_begins_to_run(apply: Apply, mark: Any) -> None:
    state = state_of(
        apply("premium"), RECEIVED, as_of=at("2026-04-01T13:00"), remind_at=[mark, 8 * HOUR - MOMENT]
    )
    assert state.reminders == (at("2026-04-02T09:00"), at("2026-04-02T09:00") + MOMENT)


@pytest.mark.parametrize("marks", [0.8, "0.8", HOUR])
def test_wrong_reminders_are_told_under_their_name(apply: Apply, marks: Any) -> None:
    with pytest.raises(BusinessTimeError) as caught:
        state_of(apply("premium"), RECEIVED, as_of=DUE, remind_at=marks)
    assert (caught.value.problems[0].code, caught.value.problems[0].path) == ("PSP607", ("remind_at",))


def test_what_is_answered_is_told_without_reserve(apply: Apply) -> None:
    def reason(**given: Any) -> str:
        return apply("premium").request_state(at(RECEIVED), as_of=DUE, **given).reason["fr"]

    assert "Échéance en l'état : le jeudi 2 avril 2026" in reason()
    assert "). Échéance : le jeudi 2 avril 2026" in reason(answered_at=DUE)


@pytest.mark.parametrize(
    ("answered", "said"),
    [("2026-04-02T16:59", "(99%)"), ("2026-04-02T17:00", "(100%)"), ("2026-04-03T09:01", "(101%)")],
)
def test_all_of_the_time_is_said_to_be_used_only_where_it_is(apply: Apply, answered: str, said: str) -> None:
    state = apply("premium").request_state(
        at(RECEIVED), answered_at=at(answered), as_of=at("2026-04-07T12:00")
    )
    assert said in state.reason.en
