"""Changing any single fact of a policy changes what an answer says, in both languages, or shows elsewhere."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from pydantic import ValidationError

from ptc_service_policy import Contract, Policy, load_policy
from ptc_service_policy.loading.linking import link
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.settling.attributes import every_case
from ptc_service_policy.text import LANGUAGES, LocalizedText

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "1.0.0": ROOT / "policies" / "1.0.0",
    "mcad": ROOT / "tests" / "descriptions" / "mcad" / "1.0.0",
    "severity": ROOT / "tests" / "descriptions" / "severity" / "1.0.0",
}
RULES = (
    "vocabulary",
    "offerings",
    "entitlements",
    "cadences",
    "service-levels",
    "availability",
    "engagement",
)
PARIS = ZoneInfo("Europe/Paris")
At = tuple[str | int, ...]

ELSEWHERE = {
    r"vocabulary/\w+/[^/]+(/cases/[^/]+)?/name": "heads a column or a choice; sentences use the phrase",
    r"vocabulary/\w+/[^/]+/means": "what is computed: periods, charges, clocks; two words may mean alike",
    r"vocabulary/attributes/[^/]+/(known_from|cases/.*)": "how a question is asked",
    r"vocabulary/hours/.*": "named hours are said by their name; instants and windows are computed from them",
    r"vocabulary/charges/paid/phrase": "no rule of that sheet names the charge",
    r"vocabulary/deployments/[^/]+/description": "stands in the vocabulary beside the name",
    r"offerings/offerings/[^/]+/description": "stands beside the offering's name",
    r"(offerings|availability)/all/firmness/duty": "no offering of that sheet is given anything here",
    r"entitlements/services/[^/]+/description": "stands beside the service's name",
    r"service-levels/targets/[^/]+/(description|to)": "stands beside the target's name",
    r"service-levels/targets/(solution|resolution)/values/[^/]+": "the value tells the two absences apart",
}
"""Facts that no reason tells, as patterns, each with where it shows instead."""

ALONE = {
    r".*/(same_as|by|all/values/.*)": "that would be another policy, which the edits try",
    r".*/(when|at_once|immediately)": "the only thing that may stand there is true, or `needed`",
    r"service-levels/.*/(from|closed_on)": "the sheets know one event, or one exception",
    r"availability/working-hours/firmness/of": "of working hours, only the times are hedged apart",
    r"availability/(exceptions/.*/means|on-request/.*/(hours|notice)|language/.*)": "nothing else is defined",
    r"vocabulary/attributes/.*/inside": "one name of hours",
    r"cadences/deliveries/.*/(frequency|after)": "the sheets know one frequency, or one event",
    r"(engagement|entitlements)/.*/(limit|up_to)": "one limit may stand there",
    r"entitlements/.*/included": "only what is included can be bounded",
    r"offerings/charge/.*": "the charges are tried for the other offerings",
}
"""Facts for which the policy holds nothing else that could stand there, each with why."""


def facts(node: Any, at: At = ()) -> Iterator[tuple[At, Any]]:
    """List the leaves of a file; a text in two languages is one, and so is a list of ids."""
    if isinstance(node, dict) and not {"fr", "en"} <= set(node):
        for key, each in node.items():
            yield from facts(each, (*at, key))
    elif isinstance(node, list) and any(isinstance(each, dict) for each in node):
        for index, each in enumerate(node):
            yield from facts(each, (*at, index))
    else:
        yield at, node


def reworded(text: Any) -> Any:
    """Change the words of both languages, and those for one and for many."""
    if isinstance(text, dict):
        return {key: reworded(each) for key, each in text.items()}
    return f"{text} bis" if isinstance(text, str) else text


def others(value: Any, at: At, known: dict[Any, list[Any]]) -> Iterator[Any]:
    """List what could stand in the place of a fact."""
    if isinstance(value, dict):
        yield reworded(value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, list):
        yield value[:-1]
        yield from ([each] for each in known.get(at[-1], ()) if each not in value)
    elif re.fullmatch(r"\d\d:\d\d", str(value)):
        yield f"{(int(value[:2]) + 23) % 24:02}:30"
    else:
        yield from (each for each in known.get(at[-1], ()) if each != value)


WORDS: dict[str, list[Any]] = {
    "duty": ["objective", "usual", "may"],
    "decided_by": ["customer", "ptc"],
    "set_by": ["customer", "ptc"],
    "list": ["examples", "complete"],
    "asked_by": ["customer", "ptc"],
    "approved_by": ["customer", "ptc"],
    "right_of": ["customer", "ptc"],
    "owed_by": ["customer", "ptc"],
    "receipt": ["on-business-day"],
    "time_zone": ["Asia/Tokyo", "contract"],
    "weekly": [{"mon": [{"opens": "08:00", "closes": "10:00"}]}],
    "closed_on": ["none"],
    "outside": ["on-request"],
    "within": [],
    "language": ["fr"],
    "severity": ["continue"],
    "bound": ["included"],
    "known_from": ["contract", "request"],
    "means": [
        "included",
        "paid",
        "in-person",
        "video",
        "phone",
        "received",
        "answered",
        "resolved",
        "closure",
    ],
    "unit": ["minutes"],
}


def put(node: Any, at: At, value: Any) -> Any:
    if not at:
        return value
    if isinstance(node, list):
        return [put(each, at[1:], value) if index == at[0] else each for index, each in enumerate(node)]
    return {key: put(each, at[1:], value) if key == at[0] else each for key, each in node.items()}


def build(policy: Policy, file: str, data: dict[str, Any]) -> Policy | None:
    try:
        noun = FILE_MODELS[file].model_validate_json(json.dumps(data))
    except ValidationError:
        return None
    raw = {**RAW[policy.digest], file: noun}
    linked = {name.replace("-", "_"): each for name, each in link(raw).items()}
    return Policy(replace(policy.files, **linked))


RAW: dict[str, dict[str, Any]] = {}


def load(sheet: str) -> tuple[Policy, dict[str, Any]]:
    policy = load_policy(path=FOLDERS[sheet])
    data = {
        name: yaml.safe_load((FOLDERS[sheet] / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in FILE_MODELS
    }
    RAW[policy.digest] = {
        name: model.model_validate_json(json.dumps(data[name], default=str))
        for name, model in FILE_MODELS.items()
    }
    return policy, data


def told(policy: Policy) -> Iterator[tuple[str, LocalizedText]]:
    """Yield everything that answers say, of the policy and of a contract for each offering."""
    attributes = policy.files.vocabulary.attributes
    for offering in policy.offerings:
        for answer in policy.summary(offering):
            yield (f"{offering} {answer.topic} {answer.id} {dict(answer.case)}", answer.decision.reason)
            yield (f"{offering} {answer.topic} {answer.id} label", answer.label)
        contract = Contract(
            offering=offering, time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15)
        )
        applied = policy.apply(contract)
        for case in every_case(attributes, tuple(attributes)):
            for target in policy.ids("target"):
                due = applied.due(target, datetime(2026, 4, 3, 10, tzinfo=PARIS), **case)
                yield (f"{offering} due {target} {case}", due.reason)
        for at in (datetime(2026, 4, 11, 10, tzinfo=PARIS), datetime(2026, 4, 14, 20, tzinfo=PARIS)):
            yield (f"{offering} availability {at}", applied.availability(at).reason)
            for owed in applied.obligations(date(2026, 1, 15), date(2026, 3, 1), **case):
                yield (f"{offering} owed {owed.subject}", owed.reason)


def shows(before: list[tuple[str, LocalizedText]], changed: Policy) -> bool:
    """Tell whether answers say something else, in both languages; asked no further than it takes."""
    differs: set[str] = set()
    for was, now in zip_longest(before, told(changed)):
        if was is None or now is None or was[0] != now[0]:
            return True
        differs |= {language for language in LANGUAGES if was[1][language] != now[1][language]}
        if len(differs) == len(LANGUAGES):
            return True
    return False


@pytest.mark.parametrize("sheet", FOLDERS)
def test_every_fact_shows(sheet: str) -> None:
    policy, data = load(sheet)
    before = list(told(policy))
    hidden, unchanged = [], []
    for file in RULES:
        known: dict[Any, list[Any]] = {key: list(words) for key, words in WORDS.items()}
        for at, value in facts(data[file]):
            known.setdefault(at[-1], []).extend(value if isinstance(value, list) else [value])
        for kind, key in (("methods", "methods"), ("frequencies", "frequency"), ("charges", "charge")):
            known.setdefault(key, []).extend(data["vocabulary"].get(kind, {}))
        for offering in data["offerings"]["offerings"]:
            known.setdefault(offering, []).extend(data["vocabulary"].get("charges", {}))
            known[offering].extend(data["vocabulary"].get("deployments", {}))
            known[offering] += ["fr", "not-provided"]
        for at, value in facts(data[file]):
            if "source" in at or at[-1] == "register":
                continue
            name = f"{file}/{'/'.join(map(str, at))}"
            for other in others(value, at, known):
                changed = build(policy, file, put(data[file], at, other))
                if changed is None:
                    continue
                try:
                    shown = shows(before, changed)
                except Exception:  # what cannot be answered is no policy, and so no change of a fact
                    continue
                if not shown:
                    hidden.append(name)
                break
            else:
                unchanged.append(name)
    assert [name for name in hidden if not any(re.fullmatch(each, name) for each in ELSEWHERE)] == []
    assert [name for name in unchanged if not any(re.fullmatch(each, name) for each in ALONE)] == []
