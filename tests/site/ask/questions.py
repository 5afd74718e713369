"""Questions drawn at random from the registry, and what the library answers to them in this Python."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from ptc_service_policy import AppliedPolicy, Comparison, Contract, Decision, Delivered, load_policy
from ptc_service_policy.model.plain import plain
from ptc_service_policy.topics.reading import spelling
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.reported import Happened
from ptc_service_policy.topics.topic import Input, Topic
from ptc_service_policy.topics.wording import Wording

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
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC)
"""Within what the calendar `france` was reviewed for."""


@dataclass(frozen=True)
class Asked:
    """Hold one question: the form as an address holds it, what the library answers, and in which words."""

    address: str
    answer: Decision[Any] | Comparison
    words: Mapping[str, list[str]]

    @property
    def data(self) -> Any:
        """Return the answer as JSON has it."""
        return plain(self.answer)

    @property
    def cited(self) -> frozenset[tuple[str, str]]:
        """Return every place that the answer rests on."""
        if isinstance(self.answer, Decision):
            decisions = [self.answer]
        else:
            decisions = [side for each in self.answer.differences for side in (each.before, each.after)]
        return frozenset((each.kind, each.id) for decision in decisions for each in decision.citations)


def draw(rounds: int) -> list[Asked]:
    """Ask every topic, of an offering alone and of a contract, so many times; and what a move changes."""
    chance = random.Random(SEED)
    found = []
    for _ in range(rounds):
        for each in topics():
            found += [_of_contract(chance, each)]
            found += [] if each.needs_contract else [_of_policy(chance, each)]
        found.append(_of_a_move(chance))
    return found


def _of_policy(chance: random.Random, asked: Topic[Any]) -> Asked:
    policy = load_policy()
    offering, about = chance.choice(list(policy.offerings)), _about(chance, asked)
    decision = policy.ask(asked.name, offering, about)
    form = [("ask", asked.name), ("offering", offering), ("about", about)]
    return _asked(asked, form, decision, Wording(policy.files))


def _of_contract(chance: random.Random, asked: Topic[Any]) -> Asked:
    policy = load_policy()
    terms: dict[str, Any] = {
        # The source says for no other one when the manager is reached: no windows of the others.
        "offering": "premium" if asked.name == "windows" else chance.choice(list(policy.offerings)),
        "time_zone": chance.choice(ZONES),
        "holidays": chance.choice(HOLIDAYS),
        "start": f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    }
    form = [("ask", asked.name), *terms.items()]
    if chance.random() < 0.4:
        terms["readings"] = dict([chance.choice(READINGS)])
        form += [("reading", f"{entry}={reading}") for entry, reading in terms["readings"].items()]
    applied = policy.apply(Contract.model_validate(terms))
    about = _about(chance, asked)
    inputs: dict[str, Any] = {}
    for each in asked.inputs:
        if not each.optional or chance.random() < 0.5:
            text, inputs[each.name] = _input(chance, each, applied, inputs)
            form.append((spelling(each), text))
    decision = applied.ask(asked.name, about, **inputs)
    return _asked(asked, [*form, ("about", about)], decision, Wording(applied.files))


def _of_a_move(chance: random.Random) -> Asked:
    policy = load_policy()
    before, after = (chance.choice(list(policy.offerings)) for _ in range(2))
    form = {"ask": "compare", "offering": before, "about": after}
    return Asked(urlencode(form), policy.compare(before, after), {})


def _asked(
    asked: Topic[Any], form: list[tuple[str, str]], decision: Decision[Any], wording: Wording
) -> Asked:
    words = asked.name_answer(decision, wording)
    told = [(name, value) for name, value in form if value]
    return Asked(urlencode(told), decision, {to: words[to].split("\n") for to in ("fr", "en")})


def _about(chance: random.Random, asked: Topic[Any]) -> str:
    if asked.about is None:
        return ""
    return chance.choice([*asked.about.known(load_policy().files), *([""] if asked.all_at_once else [])])


def _input(
    chance: random.Random, asked: Input, applied: AppliedPolicy, before: Mapping[str, Any]
) -> tuple[str, Any]:
    """Draw an input: as the address holds it, and as the library takes it; an end follows its start."""
    start, zone = before.get("start", before.get("received")), applied.contract.time_zone
    match asked.kind:
        case "instant":
            at = _instant(chance, zone) if start is None else start + timedelta(days=9)
            return _local(at), at
        case "date":
            day = date(2026, chance.randint(1, 6), 1) if start is None else start + timedelta(days=70)
            return str(day), day
        case "pauses":
            pause = (start + timedelta(hours=1), start + timedelta(hours=30))
            return "|".join(map(_local, pause)), [pause]
        case "marks":
            return "0.8", [0.8]
        case "deliveries":
            done = Delivered("service-review", start + timedelta(days=3))
            return f"{done.subject}|{done.on}", [done]
        case "events":
            event = chance.choice(list(applied.files.vocabulary.events))
            return f"{event}|{start}", [Happened(event, start)]
        case "figures":
            hours = [float(chance.randint(6, 16)) for _ in range(14)]
            return f"weekly-hours|{' ; '.join(f'{each:g}' for each in hours)}", {"weekly-hours": hours}


def _instant(chance: random.Random, zone: str) -> datetime:
    minutes = int((LAST - FIRST) / timedelta(minutes=1))
    at = FIRST + timedelta(minutes=chance.randrange(minutes))
    return at.replace(tzinfo=ZoneInfo(zone))


def _local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")
