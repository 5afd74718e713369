"""A scenario reports what happened on a date, or at a local time, with what matters of the event."""

from pathlib import Path

import pytest
from tests.evaluation.test_edits import write

from ptc_service_policy.authoring.scenarios.suite import run_scenarios

RELEASE = {"means": "released", "name": {"fr": "Version publiée", "en": "Release published"}}
SEVERITY = {
    "name": {"fr": "Gravité", "en": "Severity"},
    "known_from": "request",
    "cases": {each: {"name": {"fr": each, "en": each}} for each in ("s1", "s2")},
}
AFTER = {
    "methods": ["email"],
    "frequency": {
        "after": "release",
        "within": {"by": "severity", "cases": {"s1": {"hours": 4}, "s2": {"calendar_days": 2}}},
    },
}
SCENARIO = """\
scenarios:
  a:
    ask: obligations
    about: maintenance
    given:
      contract: {{ offering: premium, time_zone: Europe/Paris, holidays: FR, start: 2026-01-15 }}
      request: {{ start: 2026-04-01, end: 2026-05-01, events: [{event}] }}
    expect: {expected}
"""


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            '{ event: release, "on": 2026-04-03T22:00, attributes: { severity: s1 } }',
            "{ value: [{ first: 2026-04-03, last: 2026-04-04, due: 2026-04-04T02:00 }] }",
        ),
        (
            '{ event: release, "on": 2026-04-03, attributes: { severity: s2 } }',
            "{ value: [{ first: 2026-04-03, last: 2026-04-05 }] }",
        ),
        ('{ event: release, "on": 2026-04-03, attributes: { severity: s1 } }', "{ refused: PSP731 }"),
        ('{ event: release, "on": 2026-04-03 }', "{ refused: PSP730 }"),
    ],
)
def test_an_event_is_reported_with_its_hour_and_what_matters(
    event: str, expected: str, tmp_path: Path
) -> None:
    changes = [
        {"file": "vocabulary", "at": "events/release", "value": RELEASE},
        {"file": "vocabulary", "at": "attributes/severity", "value": SEVERITY},
        {"file": "cadences", "at": "deliveries/maintenance/values/premium", "value": AFTER},
    ]
    version = write({"changes": changes}, tmp_path)
    (version / "scenarios").mkdir()
    scenario = SCENARIO.format(event=event, expected=expected)
    (version / "scenarios" / "some.yaml").write_text(scenario, encoding="utf-8")
    assert [each.write("en") for each in run_scenarios(version, called="1.0.0").problems] == []


@pytest.mark.parametrize("on", ["2026-02-30", "2026-02-29", "2026-04-03T25:00", "April"])
def test_what_is_no_day_and_no_time_is_said_where_it_stands(on: str, tmp_path: Path) -> None:
    version = write({"changes": []}, tmp_path)
    (version / "scenarios").mkdir()
    event = f'{{ event: request-received, "on": {on} }}'
    scenario = SCENARIO.format(event=event, expected="{ value: [] }")
    (version / "scenarios" / "some.yaml").write_text(scenario, encoding="utf-8")
    (problem,) = run_scenarios(version, called="1.0.0").problems
    assert problem.line == 7
    assert on in problem.message.en
