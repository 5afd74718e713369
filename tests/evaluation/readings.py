"""What is answered under one reading of the register: everything that `diff` asks, and what it cannot ask."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ptc_service_policy import Contract, Decision, Policy
from ptc_service_policy.authoring.diff import Edition
from ptc_service_policy.authoring.diff.asking import Asked, questions_of
from ptc_service_policy.loading.linking import link
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.wording import Wording

PARIS = ZoneInfo("Europe/Paris")
_NOT_ANSWERED = re.compile(
    r"Reste ouvert : [^?]*\? ?|Repose sur (?:une|\d+) lectures? retenues? au registre : [^.]*\. ?"
)
_ON_LEAVE = {"kind": "leave", "first": "2026-08-03", "last": "2026-08-14"}
_ASKED: dict[str, tuple[dict[str, Any], ...]] = {
    "workload": (
        {"used": {"weekly-hours": [15.0, *[5.0] * 12]}},
        {"used": {"weekly-hours": [12.0] * 4}},
        {"used": {"weekly-hours": [12.0] * 13}},
    ),
    "request-state": (
        {
            "received": datetime(2026, 4, 3, 16, 30, tzinfo=PARIS),
            "as_of": datetime(2026, 4, 8, 16, 45, tzinfo=PARIS),
        },
    ),
    "obligations": ({"start": date(2026, 8, 3), "end": date(2026, 8, 15)},),
    "due": ({"received": datetime(2026, 7, 31, 16, 0, tzinfo=PARIS)},),
}


def with_chosen(edition: Edition, name: str, reading: str) -> Policy:
    """Return the policy in which an entry of the register chooses a reading, or none."""
    data = deepcopy(edition.data["register"])
    data["register"][name]["chosen"] = reading
    nouns = {
        file: FILE_MODELS[file].model_validate_json(json.dumps(data if file == "register" else document.data))
        for file, document in edition.documents.items()
    }
    return Policy(
        replace(edition.files, **{key.replace("-", "_"): each for key, each in link(nouns).items()})
    )


def answers(policy: Policy) -> dict[tuple[str, ...], str]:
    """Return every answer in words, what is left open apart, by its topic, what it is about and the rest."""
    asked = Asked(policy)
    found = {}
    for question in questions_of(asked, asked):
        decision = asked.answer(question)
        if decision is not None:
            key = (
                question.topic,
                question.about,
                question.offering,
                str(question.given),
                str(question.terms),
            )
            found[key] = _written(policy, question.topic, decision)
    return found | dict(_of_contracts(policy))


def _of_contracts(policy: Policy) -> Iterator[tuple[tuple[str, ...], str]]:
    for offering in policy.offerings:
        said = {"offering": offering, "time_zone": "Europe/Paris", "holidays": "FR", "start": "2026-01-15"}
        contract = Contract.model_validate({**said, "closures": [_ON_LEAVE]})
        applied = policy.apply(contract)
        for name, givens in _ASKED.items():
            for given in givens:
                about = "response" if name in {"due", "request-state"} else ""
                decision = applied.ask(name, about, **given)
                yield (name, about, offering, str(given), "leave"), _written(policy, name, decision)


def _written(policy: Policy, name: str, decision: Decision[Any]) -> str:
    words = topic(name).name_answer(decision, Wording(policy.files)).fr
    return _NOT_ANSWERED.sub("", f"{words}\n{decision.reason.fr}").strip()
