"""Everything that can be asked of a policy applied to a contract, and what is alike of two answers."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from ptc_service_policy import Contract, Decision, Delivered, Happened, Policy, PolicyError
from ptc_service_policy.loading.linking import link
from ptc_service_policy.loading.references import check_references
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles
from ptc_service_policy.topics.registry import topics

from .drawing import Data

PARIS = ZoneInfo("Europe/Paris")
INSTANTS = tuple(
    datetime(2026, *each, tzinfo=PARIS)
    for each in (
        (4, 3, 16, 30),
        (4, 4, 11, 0),
        (4, 6, 12, 0),
        (7, 14, 9, 0),
        (8, 12, 10, 30),
        (3, 31, 22, 15),
    )
)
LEAVE = {"kind": "leave", "first": date(2026, 8, 3), "last": date(2026, 8, 23)}
DELIVERED = [
    Delivered(subject, datetime(2026, month, day, 15, tzinfo=PARIS))
    for subject, month, day in (
        ("review", 3, 9),
        ("contact", 3, 20),
        ("review", 5, 2),
        ("review", 5, 28),
        ("contact", 6, 8),
    )
]
EVENTS = [
    Happened("released", datetime(2026, 4, 2, 11, tzinfo=PARIS)),
    Happened("audited", datetime(2026, 7, 30, 16, tzinfo=PARIS)),
]
GIVEN: Mapping[str, list[Data]] = {
    "due": [{"received": at} for at in INSTANTS],
    "request-state": [
        {
            "received": at,
            "as_of": at + timedelta(days=2, hours=5),
            "pauses": [(at + timedelta(hours=20), at + timedelta(hours=40))],
        }
        for at in INSTANTS[:4]
    ],
    "availability": [{"at": at} for at in INSTANTS],
    "next-available": [{"at": at} for at in INSTANTS],
    "windows": [{"start": INSTANTS[2], "end": INSTANTS[2] + timedelta(days=9)}],
    "obligations": [
        {
            "start": date(2026, 3, 1),
            "end": date(2026, 9, 1),
            "delivered": DELIVERED,
            "events": EVENTS,
            "as_of": date(2026, 6, 10),
        }
    ],
    "workload": [
        {"used": {"visits": [3, 2.5, 5], "effort": [9, 12, 8, 13]}},
        {"used": {"visits": 2, "effort": [7]}},
    ],
}


def nouns_of(files: Data) -> dict[str, Any]:
    """Read the files; raise ValidationError where one has another shape."""
    written = {name: json.dumps(data, default=str) for name, data in files.items()}
    return {name: model.model_validate_json(written[name]) for name, model in FILE_MODELS.items()}


def load(files: Data) -> Policy:
    """Read a policy, whether or not its files agree: what is plain may have keys without effect."""
    linked = {name.replace("-", "_"): noun for name, noun in link(nouns_of(files)).items()}
    return Policy(PolicyFiles("", **linked))


def is_valid(files: Data) -> bool:
    """Tell whether a policy would load."""
    try:
        nouns = nouns_of(files)
    except ValidationError:
        return False
    documents = {
        name: Document(name, json.loads(json.dumps(data, default=str)), {}, {})
        for name, data in files.items()
    }
    return not any(check_references(nouns, documents, "1.0.0"))


def contract_of(offering: str, told: Mapping[str, str], **terms: Any) -> Contract:
    """Return a contract in the cases that are told of it."""
    return Contract.model_validate(
        {
            "offering": offering,
            "holidays": "FR",
            "time_zone": "Europe/Paris",
            "start": date(2026, 1, 31),
            "closures": [LEAVE],
            "attributes": {"region": told["region"], "size": 10 if told["size"] == "small" else 11},
            **terms,
        }
    )


def answers(policy: Policy, contract: Contract, told: Mapping[str, str]) -> dict[str, Decision[Any] | str]:
    """Ask everything, each question by its name; what is refused is answered by the code of its problem."""
    applied = policy.apply(contract)
    found: dict[str, Decision[Any] | str] = {}
    for topic in topics():
        for about in topic.entries(policy.files):
            for number, given in enumerate(GIVEN.get(topic.name, [{}])):
                name = f"{topic.name} {about} {number}"
                try:
                    found[name] = applied.ask(topic.name, about, **given, **told)
                except PolicyError as error:
                    found[name] = error.problems[0].code
    return found
