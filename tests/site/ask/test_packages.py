"""What the page runs on is what the tests of the library run on, and its form is made from the registry."""

import json
import subprocess
import sys
import tomllib
from typing import Any

import pytest
from tests.site.conftest import ROOT

from ptc_service_policy import load_policy
from ptc_service_policy.topics.reading import spelling
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.typography import typeset

NOT_IN_THE_LIBRARY = {"jsonschema", "pyrsistent"}
"""An older jsonschema and what it needs, since the newer one needs rpds-py, which no browser has."""
WITHOUT_JSONSCHEMA = """
import sys
sys.modules["jsonschema"] = None
from datetime import datetime
from zoneinfo import ZoneInfo
from ptc_service_policy import Contract, load_policy
applied = load_policy().apply(Contract(offering="premium", time_zone="Europe/Paris", holidays="FR"))
print(applied.response_due(datetime(2026, 4, 3, 16, 30, tzinfo=ZoneInfo("Europe/Paris"))).value.due)
"""
CATALOGUE = """
import json, sys
from docs.ask.catalogue import catalogue_of
from ptc_service_policy import load_policy
print(json.dumps(catalogue_of(load_policy(path=sys.argv[1]))))
"""
ANSWER = """
import json, sys
from docs.ask import ask
from ptc_service_policy import load_policy
ask.policy_of = lambda version: load_policy(path=sys.argv[1])
print(json.dumps([json.loads(ask.answer(each)) for each in sys.argv[2:]]))
"""
NEWEST = ROOT / "policies" / load_policy().version
BY_SEVERITY = ROOT / "tests" / "descriptions" / "severity" / "1.0.0"


def run(script: str, *arguments: str) -> Any:
    """Run a script with those of the page at hand, and read the JSON that it prints."""
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def questions() -> dict[str, Any]:
    """Return the questions of the form by id."""
    groups = run(CATALOGUE, str(NEWEST))["groups"]
    return {each["id"]: each for group in groups for each in group["questions"]}


def test_the_versions_are_those_of_the_constraints() -> None:
    pins = tomllib.loads((ROOT / "docs" / "ask" / "packages.toml").read_text(encoding="utf-8"))
    pins.pop("runtime")
    pinned = {f"{name}=={pin['version']}" for part in pins.values() for name, pin in part.items()}
    constrained = set((ROOT / "constraints.txt").read_text(encoding="utf-8").split())
    known = {each for each in pinned if each.partition("==")[0] not in NOT_IN_THE_LIBRARY}
    assert known <= constrained, known - constrained


def test_the_library_answers_without_jsonschema() -> None:
    command = [sys.executable, "-c", WITHOUT_JSONSCHEMA]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "2026-04-07 17:00:00+02:00\n"


def test_the_form_offers_every_topic_and_what_a_move_changes(questions: dict[str, Any]) -> None:
    assert sorted(questions) == sorted({"compare", *(each.name for each in topics())})


def test_the_form_asks_for_every_input_and_every_id(questions: dict[str, Any]) -> None:
    policy = load_policy()
    for topic in topics():
        fields = questions[topic.name]["fields"]
        flags = [each["flag"] for each in fields if "flag" in each]
        assert flags == [f"--{spelling(each)}" for each in topic.inputs], topic.name
        offered = [each["id"] for field in fields if field["name"] == "about" for each in field["choices"]]
        assert offered == ([] if topic.about is None else list(topic.about.known(policy.files))), topic.name


def test_a_policy_with_attributes_is_asked_by_case() -> None:
    groups = run(CATALOGUE, str(BY_SEVERITY))["groups"]
    target = next(each for group in groups for each in group["questions"] if each["id"] == "target")
    severity = next(each for each in target["fields"] if each.get("attribute") == "severity")
    policy = load_policy(path=BY_SEVERITY)
    offering, about = next(iter(policy.offerings)), policy.ids("target")[0]
    form = {"ask": "target", "version": policy.version, "offering": offering, "about": about}
    cases = [{"severity": each["id"]} for each in severity["choices"]]
    asked = [{"form": {**form, "attributes": told}, "language": "fr"} for told in cases]
    untold = {"form": form, "language": "fr"}
    *replies, refused = run(ANSWER, str(BY_SEVERITY), *map(json.dumps, (*asked, untold)))
    reasons = [typeset(policy.ask("target", offering, about, **told).reason.fr, "fr") for told in cases]
    assert [each["answer"]["reason"] for each in replies] == reasons
    assert len(set(reasons)) > 1
    assert [each["field"] for each in refused["problems"]] == ["attribute-severity"]


STATE = {
    "ask": "request-state",
    "about": "response",
    "version": "1.0.0",
    "offering": "premium",
    "time_zone": "Europe/Paris",
    "holidays": "none",
    "received": "2026-04-03T16:30[Europe/Paris]",
    "as-of": "2026-04-03T17:00[Europe/Paris]",
}
FAULTY = {
    "received": "16:30",
    "as-of": "2026-04-03T17:00[Paris]",
    "pause": ["lunch/2026-04-03T17:00[Europe/Paris]"],
    "remind-at": ["half"],
    "answered-at": "soon",
}


def test_what_cannot_be_read_is_refused_at_its_field() -> None:
    forms = [{**STATE, name: value} for name, value in FAULTY.items()]
    forms += [{**STATE, "remind-at": ["3"]}, {**STATE, "received": "2026-03-29T02:30[Europe/Paris]"}]
    asked = [json.dumps({"form": form, "language": "fr"}) for form in forms]
    told = [reply["problems"] for reply in run(ANSWER, str(NEWEST), *asked)]
    assert [each["field"] for (each,) in told] == [*FAULTY, "remind-at", "received"]
    assert all("n\u2019" in each["message"] for (each,) in told)
