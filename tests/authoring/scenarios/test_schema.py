"""The schema of scenarios is made from the registry at hand, and judges by it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ptc_service_policy.authoring.scenarios import reading, scenario_file
from ptc_service_policy.authoring.scenarios.suite import run_scenarios
from ptc_service_policy.authoring.schemas import schema_of
from ptc_service_policy.topics import registry
from ptc_service_policy.topics.stand_in import STAND_IN

SCENARIO = """\
scenarios:
  a: {{ ask: {ask}, given: {{ contract: {{ offering: premium }} }}, expect: {{ value: true }} }}
"""


def choices() -> dict[str, str]:
    schema = schema_of("scenarios", scenario_file.ScenariosFile)
    ask: dict[str, Any] = schema["$defs"]["Scenario"]["properties"]["ask"]
    return dict(zip(ask["enum"], ask["markdownEnumDescriptions"], strict=True))


def test_every_topic_is_offered_with_its_question_in_both_languages() -> None:
    offered = choices()
    for topic in registry.topics():
        assert topic.question.en in offered[topic.name]
        assert topic.question.fr in offered[topic.name]
    assert offered.keys() - {each.name for each in registry.topics()} == {
        "reading",
        "entry",
        "effective-from",
    }


def test_a_topic_of_ones_own_is_asked(only: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    version: Path = only(SCENARIO.format(ask="replacement"))
    assert [each.code for each in run_scenarios(version, called="1.0.0").problems] == ["PSP204"]
    known = (*registry.topics(), replace(STAND_IN, name="replacement"))
    for module in (registry, reading, scenario_file):
        monkeypatch.setattr(module, "topics", lambda: known)
    assert "replacement" in choices()
    assert run_scenarios(version, called="1.0.0").problems == ()
