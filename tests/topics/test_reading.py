"""What questions are asked with is read from text, and what contradicts itself is not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ptc_service_policy import Delivered, Happened
from ptc_service_policy.topics.reading import FORMS, UnreadableError
from ptc_service_policy.topics.recorded import read_given, write_given
from ptc_service_policy.topics.registry import topic

# a text, and the instant that it is, if it is one
INSTANTS = [
    ("2026-04-03T16:30[Europe/Paris]", "2026-04-03T16:30:00+02:00"),
    ("2026-04-03T16:30+02:00[Europe/Paris]", "2026-04-03T16:30:00+02:00"),
    ("2026-04-03T14:30Z[Europe/Paris]", "2026-04-03T16:30:00+02:00"),
    ("2026-01-03T16:30+02:00[Europe/Paris]", None),
    ("2026-04-03T16:30+05:00[Europe/Paris]", None),
    ("2026-04-03T16:30+00:00[Europe/Paris]", None),
    ("2026-04-03T16:30+05:00", "2026-04-03T16:30:00+05:00"),
]


@pytest.mark.parametrize(("text", "expected"), INSTANTS)
def test_an_offset_beside_a_zone_is_that_of_the_zone(text: str, expected: str | None) -> None:
    if expected is not None:
        assert FORMS["instant"].read(text).isoformat() == expected
        return
    with pytest.raises(UnreadableError) as caught:
        FORMS["instant"].read(text)
    offset = "+01:00" if "-01-" in text else "+02:00"
    assert f"que le fuseau Europe/Paris a alors, {offset}, ou" in caught.value.said.fr
    assert f"that the zone Europe/Paris has then, {offset}, or" in caught.value.said.en


@pytest.mark.parametrize("text", ["2026-04-03T16:30Z/", "2026-04-03T16:30Z/ ", "2026-04-03T16:30Z", "/.."])
def test_a_pause_without_its_end_is_none(text: str) -> None:
    assert FORMS["pauses"].read(["2026-04-03T16:30Z/.."])[0][1] is None
    with pytest.raises(UnreadableError):
        FORMS["pauses"].read([text])


ON, AT = date(2026, 4, 3), datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
REPORTS = [
    ("deliveries", "a=2026-04-03", Delivered("a", ON)),
    ("deliveries", "a=2026-04-03T14:30+00:00", Delivered("a", AT)),
    ("deliveries", "a=2026-04-03,severity=s1", None),
    ("events", "a=2026-04-03", Happened("a", ON)),
    ("events", "a=2026-04-03T14:30Z", Happened("a", AT)),
    ("events", "a=2026-04-03T16:30[Europe/Paris],severity=s1", Happened("a", AT, {"severity": "s1"})),
    (
        "events",
        "a=2026-04-03,severity=s1,region=emea",
        Happened("a", ON, {"severity": "s1", "region": "emea"}),
    ),
    ("events", "a=2026-04-03,severity", None),
    ("events", "a=noon", None),
]


@pytest.mark.parametrize(("kind", "text", "expected"), REPORTS)
def test_a_report_is_read_with_its_hour_and_its_attributes(kind: str, text: str, expected: Any) -> None:
    if expected is None:
        with pytest.raises(UnreadableError):
            FORMS[kind].read([text])
        return
    assert FORMS[kind].read([text]) == [expected]
    assert hash(expected)
    obligations = topic("obligations")
    (name,) = (each.name for each in obligations.inputs if each.kind == kind)
    written = write_given({name: (expected,)})
    assert read_given(obligations, written) == {name: (expected,)}


@pytest.mark.parametrize("on", ["2026-04-03T00:00:00+00:00", "2026-04-03T00:00:00"])
def test_a_midnight_is_no_date(on: str) -> None:
    (event,) = read_given(topic("obligations"), {"events": [{"event": "a", "on": on}]})["events"]
    assert event.on == datetime.fromisoformat(on)
