"""Questions drawn at random, and what the library answers to them in this Python."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from ptc_service_policy import (
    Comparison,
    Contract,
    Decision,
    Delivered,
    Engagement,
    Finding,
    Obligation,
    Policy,
    Window,
    load_policy,
)

SEED = 2026
ZONES = (
    "Europe/Paris",
    "America/New_York",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "UTC",
    "Asia/Kathmandu",
    "Africa/Cairo",
)
HOLIDAYS = ("FR", "FR-57", "US", "US-CA", "DE-BY", "JP", "GB-SCT", "CA-QC", "BE", "SA", "none", "france")
READINGS = (
    ("response-expiry", "same-time"),
    ("response-expiry", "business-hours"),
    ("response-receipt", "within-hours"),
    ("business-days", "monday-to-saturday"),
    ("cadence-periods", "calendar"),
)
WAYS = (
    *(
        "due",
        "due",
        "due",
        "availability",
        "availability",
        "next-available",
        "windows",
        "obligations",
        "obligations",
    ),
    *(
        "entitlement",
        "delivery",
        "limit",
        "response-target",
        "language",
        "charge",
        "deployment",
        "support-hours",
    ),
    *("meetings", "stand-in", "approver", "sale", "commitment", "shared-manager", "additional-offering"),
    *("on-request-days", "support-exception", "proactive-contact", "workload", "compare"),
)
UNSTATED_HOURS = {"standard"}
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC)
"""Within what the calendar `france` was reviewed for."""


@dataclass(frozen=True)
class Asked:
    """Hold one question: the state of the form as an address holds it, and what the library answers."""

    address: str
    data: Any
    decisions: tuple[Decision[Any], ...]
    rows: int
    cited: frozenset[tuple[str, str]]


def draw(count: int) -> list[Asked]:
    chance = random.Random(SEED)
    return [_draw(chance, WAYS[index % len(WAYS)]) for index in range(count)]


def _draw(chance: random.Random, way: str) -> Asked:
    policy = load_policy()
    offering = chance.choice(
        [name for name in policy.offerings if way != "windows" or name not in UNSTATED_HOURS]
    )
    terms: dict[str, Any] = {"offering": offering, "time_zone": chance.choice(ZONES)}
    terms["holidays"] = chance.choice(HOLIDAYS)
    if way == "obligations":
        terms["start"] = f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    form = [("ask", way), *terms.items()]
    if chance.random() < 0.4:
        terms["readings"] = dict([chance.choice(READINGS)])
        form += [("reading", f"{gap}={reading}") for gap, reading in terms["readings"].items()]
    engagement = policy.engage(Contract.model_validate(terms))
    more, answer = _ASK[way](chance, policy, engagement)
    return _asked(urlencode([*form, *more]), answer)


def _asked(address: str, answer: Any) -> Asked:
    if isinstance(answer, Decision):
        return Asked(address, _plain(answer, Decision[Any]), (answer,), 0, _cited(answer))
    if isinstance(answer, Comparison):
        cited = frozenset().union(*(_cited(each.before) | _cited(each.after) for each in answer.differences))
        return Asked(address, _plain(answer, Comparison), (), len(answer.differences), cited)
    shape = {"windows": Window, "obligations": Obligation, "workload": Finding}[address.partition("&")[0][4:]]
    cited = frozenset().union(*(_cited(each) for each in answer)) if shape is not Window else frozenset()
    return Asked(address, _plain(answer, tuple[shape, ...]), (), len(answer), cited)  # type: ignore[valid-type]


def _cited(answer: Any) -> frozenset[tuple[str, str]]:
    return frozenset((each.kind, each.id) for each in answer.citations)


def _plain(answer: Any, shape: Any) -> Any:
    return TypeAdapter(shape).dump_python(answer, mode="json")


def _instant(chance: random.Random, zone: str) -> tuple[str, datetime]:
    minutes = int((LAST - FIRST) / timedelta(minutes=1))
    local = (FIRST + timedelta(minutes=chance.randrange(minutes))).replace(tzinfo=None)
    return local.isoformat(timespec="minutes"), local.replace(tzinfo=ZoneInfo(zone))


def _due(chance: random.Random, _policy: Policy, engagement: Engagement) -> Any:
    text, at = _instant(chance, engagement.contract.time_zone)
    if chance.random() < 0.5:
        return [("received", text)], engagement.response_due(at)
    pause = (at + timedelta(hours=1), at + timedelta(hours=30))
    written = "|".join(each.replace(tzinfo=None).isoformat(timespec="minutes") for each in pause)
    return [("received", text), ("pauses", written)], engagement.response_due(at, pauses=[pause])


def _availability(chance: random.Random, _policy: Policy, engagement: Engagement) -> Any:
    text, at = _instant(chance, engagement.contract.time_zone)
    return [("at", text)], engagement.availability(at)


def _next_available(chance: random.Random, _policy: Policy, engagement: Engagement) -> Any:
    text, at = _instant(chance, engagement.contract.time_zone)
    return [("at", text)], engagement.next_available(at)


def _windows(chance: random.Random, _policy: Policy, engagement: Engagement) -> Any:
    text, start = _instant(chance, engagement.contract.time_zone)
    end = start + timedelta(days=9)
    until = end.replace(tzinfo=None).isoformat(timespec="minutes")
    return [("from", text), ("until", until)], engagement.available_windows(start, end)


def _obligations(chance: random.Random, _policy: Policy, engagement: Engagement) -> Any:
    start = date(2026, chance.randint(1, 6), 1)
    end = start + timedelta(days=100)
    form = [("from", str(start)), ("until", str(end))]
    if chance.random() < 0.5:
        return form, engagement.obligations(start, end)
    done, as_of = Delivered("service-review", start + timedelta(days=3)), start + timedelta(days=40)
    form += [("as_of", str(as_of)), ("delivered", f"{done.subject}|{done.on}")]
    return form, engagement.obligations(start, end, delivered=[done], as_of=as_of)


def _workload(chance: random.Random, _policy: Policy, engagement: Engagement) -> Any:
    hours = [float(chance.randint(6, 16)) for _ in range(14)]
    cases = chance.randint(20, 40)
    form = [
        ("open_cases", cases),
        ("weekly_hours", " ; ".join(f"{each:g}" for each in hours)),
        ("contacts", 4),
    ]
    return form, engagement.check_workload(open_cases=cases, weekly_hours=hours, contacts=4)


def _compare(chance: random.Random, policy: Policy, engagement: Engagement) -> Any:
    other = chance.choice(list(policy.offerings))
    return [("about", other)], policy.compare(engagement.contract.offering, other)


def _of_contract(question: str, about: str | None = None) -> Any:
    def ask(chance: random.Random, policy: Policy, engagement: Engagement) -> Any:
        if about is None:
            return [], getattr(engagement, question)()
        name = chance.choice(list(getattr(policy, about)))
        return [("about", name)], getattr(engagement, question)(name)

    return ask


def _of_policy(question: str, about: str | None = None) -> Any:
    def ask(chance: random.Random, policy: Policy, engagement: Engagement) -> Any:
        offering = engagement.contract.offering
        if about is None:
            return [], getattr(policy, question)(offering)
        name = chance.choice(list(getattr(policy, about, ("support-hours", "language"))))
        return [("about", name)], getattr(policy, question)(offering, name)

    return ask


_ASK = {
    "due": _due,
    "availability": _availability,
    "next-available": _next_available,
    "windows": _windows,
    "obligations": _obligations,
    "workload": _workload,
    "compare": _compare,
    "entitlement": _of_contract("entitlement", "services"),
    "delivery": _of_contract("delivery", "services"),
    "limit": _of_contract("limit", "limits"),
    "response-target": _of_contract("response_target"),
    "language": _of_contract("language"),
    "proactive-contact": _of_contract("proactive_contact"),
    "charge": _of_policy("charge"),
    "deployment": _of_policy("deployment"),
    "support-hours": _of_policy("support_hours"),
    "on-request-days": _of_policy("on_request_days"),
    "meetings": _of_policy("meetings"),
    "stand-in": _of_policy("stand_in"),
    "sale": _of_policy("sale"),
    "shared-manager": _of_policy("shared_manager"),
    "additional-offering": _of_policy("additional_offering"),
    "approver": _of_policy("approver", "changeable"),
    "commitment": _of_policy("commitment", "commitments"),
    "support-exception": _of_policy("support_exception", "support_exceptions"),
}
