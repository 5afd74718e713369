"""Contracts of every kind, and questions to them whose answers are compared between threads and processes."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from ptc_service_policy import AppliedPolicy, Contract, Delivered, PolicyError, UnstatedError

PARIS: dict[str, Any] = {"time_zone": "Europe/Paris", "holidays": "FR", "start": date(2026, 1, 15)}
AWAY = {"closures": [{"kind": "leave", "first": date(2026, 8, 3), "last": date(2026, 8, 14)}]}
AGREED = {
    "hours": {
        "weekly": {
            "mon": [{"opens": "08:00", "closes": "12:00"}],
            "thu": [{"opens": "22:00", "closes": "06:00"}],
        },
        "approved_by": "PTC support desk",
    },
    "readings": {"response-expiry": "business-hours"},
}
TERMS: dict[str, dict[str, Any]] = {
    "premium": {"offering": "premium", **PARIS},
    "reviewed holidays": {"offering": "premium", **PARIS, "holidays": "france"},
    "listed holidays": {"offering": "premium", **PARIS, "holidays": [date(2026, 4, 6), date(2026, 5, 1)]},
    "no holidays": {"offering": "standard", **PARIS, "holidays": "none"},
    "Tokyo": {"offering": "premium", **PARIS, "time_zone": "Asia/Tokyo", "holidays": "JP"},
    "away": {"offering": "premium", **PARIS, **AWAY},
    "agreed": {"offering": "premium", **PARIS, **AGREED},
    "tsam": {"offering": "tsam", **PARIS, "contacts": ["Service desk"]},
}
INSTANTS = tuple(
    datetime(year, month, day, hour, 30, tzinfo=UTC)
    for year in (2024, 2025, 2026, 2027)
    for month, day, hour in ((3, 29, 0), (4, 3, 14), (8, 7, 9), (10, 25, 1), (12, 31, 22))
)


def contracts() -> dict[str, Contract]:
    """Return a contract of every kind."""
    return {name: Contract.model_validate(terms) for name, terms in TERMS.items()}


def ask(applied: AppliedPolicy, order: int = 0) -> dict[str, str]:
    """Ask an applied policy everything; ``order`` shuffles the questions, not the answers."""
    instants = list(INSTANTS)
    Random(order).shuffle(instants)
    answers = {str(at): _ask_at(applied, at) for at in instants}
    obligations = applied.obligations(
        date(2026, 1, 1),
        date(2026, 7, 1),
        delivered=[Delivered("service-review", date(2026, 2, 2))],
        as_of=date(2026, 6, 1),
    )
    others = (
        applied.entitlement("risk-mitigation"),
        applied.delivery("service-review"),
        applied.proactive_contact(),
        applied.response_target(),
        applied.limit("open-cases"),
        applied.language(),
        applied.check_workload({"open-cases": 31, "contacts": 4}),
        obligations,
    )
    return {at: answers[at] for at in sorted(answers)} | {"others": repr(others)}


def _ask_at(applied: AppliedPolicy, at: datetime) -> str:
    try:
        return repr(_answers_at(applied, at))
    except PolicyError as error:
        return repr(error.problems)


def _answers_at(applied: AppliedPolicy, at: datetime) -> tuple[object, ...]:
    calendar = applied.due_terms().calendar
    week = timedelta(days=7)
    pauses = ((at + timedelta(hours=1), at + timedelta(days=1)),)
    try:
        windows: Any = applied.available_windows(at - week, at + week)
        following: Any = applied.next_available(at)
    except UnstatedError as error:
        windows = following = error.problems
    return (
        applied.response_due(at),
        applied.response_due(at, pauses=pauses),
        applied.availability(at),
        following,
        windows,
        calendar.is_open(at),
        calendar.next_open(at),
        calendar.previous_close(at),
        calendar.elapsed(at - week, at + week),
        calendar.add(at, timedelta(hours=20)),
        calendar.offset(at.date(), 12),
        calendar.business_days(at.date(), at.date() + week),
    )
