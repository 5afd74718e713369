"""Of which contracts, and in which cases, both versions are asked."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from ptc_service_policy.authoring.diff import Edition
from ptc_service_policy.authoring.diff.asking import Question, questions_of
from ptc_service_policy.model.frozen import FrozenDict

from .making import made

WEEK = {"mon": [{"opens": "09:00", "closes": "17:00"}]}


def asked(sides: Iterable[Edition], topic: str, about: str = "") -> Iterator[Question]:
    before, after = (each.asked for each in sides)
    found = questions_of(before, after, lambda entry: not about or entry == about)
    return (each for each in found if each.topic == topic)


CASES = [
    (("severity", "a"), ("region", "a")),
    (("severity", "a"), ("region", "b")),
    (("severity", "b"),),
]


def with_attributes(edition: Edition, **untold: str) -> Edition:
    """Return a version with a target by severity and region, some of which are in a case if nobody tells."""
    cases = {case: {"name": {"fr": f"Cas {case}", "en": f"Case {case}"}} for case in "ab"}
    attributes = {
        name: {
            "name": {"fr": f"Attribut {name}", "en": f"Attribute {name}"},
            "known_from": "request",
            "cases": cases,
            **({"if_not_told": untold[name]} if name in untold else {}),
        }
        for name in ("severity", "region")
    }
    levels = edition.data["service-levels"]
    response = levels["targets"]["response"]
    hours = [{"within": {"hours": number}} for number in (1, 2, 4)]
    tree = {
        "by": "severity",
        "cases": {"a": {"by": "region", "cases": dict(zip("ab", hours, strict=False))}, "b": hours[2]},
    }
    changed = {
        "vocabulary": {**edition.data["vocabulary"], "attributes": attributes},
        "service-levels": {
            **levels,
            "targets": {"response": {**response, "values": {**response["values"], "tsam": tree}}},
        },
    }
    found = made(edition, changed)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "after", "is_asked"),
    [
        ({}, {}, False),
        ({}, {"severity": "a"}, False),
        ({"severity": "a"}, {}, False),
        ({"severity": "a"}, {"severity": "a"}, False),
        ({"severity": "a"}, {"severity": "b"}, True),
        ({"severity": "a", "region": "a"}, {"severity": "a", "region": "b"}, True),
        ({"severity": "b", "region": "a"}, {"severity": "a", "region": "a"}, True),
        ({"severity": "a", "region": "a"}, {"region": "a"}, False),
    ],
)
def test_where_another_case_holds_if_nobody_tells_both_are_asked_without_telling(
    original: Edition, before: dict[str, str], after: dict[str, str], *, is_asked: bool
) -> None:
    sides = (with_attributes(original, **each) for each in (before, after))
    cases = {each.case for each in asked(sides, "target", "response") if each.offering == "tsam"}
    assert cases == ({*CASES, ()} if is_asked else {*CASES})


def with_zones(edition: Edition, *zones: str) -> Edition:
    hours = {
        f"desk-{number}": {
            "name": {"fr": f"Guichet {number}", "en": f"Desk {number}"},
            "time_zone": zone,
            "weekly": WEEK,
        }
        for number, zone in enumerate(zones)
    }
    found = made(edition, {"vocabulary": {**edition.data["vocabulary"], "hours": hours}})
    assert found is not None
    return found


PARIS, TORONTO, TOKYO, LIMA = "Europe/Paris", "America/Toronto", "Asia/Tokyo", "America/Lima"


@pytest.mark.parametrize(
    ("before", "after", "zones"),
    [
        ([], [], [PARIS]),
        (["contract"], ["contract"], [PARIS]),
        ([TOKYO], [TOKYO], [PARIS, TOKYO]),
        ([TOKYO], [], [PARIS, TOKYO]),
        ([], [TOKYO, "contract"], [PARIS, TOKYO]),
        ([TOKYO], [LIMA, PARIS], [PARIS, TOKYO, LIMA]),
        # What is in the usual zone is told from what is in the contract's by a contract in another one.
        ([PARIS], [PARIS], [PARIS, TORONTO]),
        ([], [PARIS], [PARIS, TORONTO]),
    ],
)
def test_contracts_are_asked_in_the_zones_that_hours_name(
    original: Edition, before: list[str], after: list[str], zones: list[str]
) -> None:
    sides = (with_zones(original, *each) for each in (before, after))
    assert {each.terms.time_zone for each in asked(sides, "next-available")} == set(zones)


def with_calendars(edition: Edition, *names: str, is_named: bool) -> Edition:
    """Return a version that has some calendars, one of which its holidays name, or none."""
    availability = edition.data["availability"]
    exceptions = availability["exceptions"]
    named = {**exceptions["recognised-holidays"], "means": {"holidays": "france"}}
    if is_named:
        changed = {**availability, "exceptions": {**exceptions, "recognised-holidays": named}}
        found = made(edition, {"availability": changed})
        assert found is not None
        edition = found
    (calendar,) = edition.files.holiday_calendars.values()
    files = replace(edition.files, holiday_calendars=FrozenDict(dict.fromkeys(names, calendar)))
    return replace(edition, files=files)


@pytest.mark.parametrize(
    ("before", "after", "is_named", "asked_with"),
    [
        (("france",), ("france",), False, {"FR"}),
        (("france",), ("france",), True, {"FR", "france", "none"}),
        (("france", "spain"), ("france",), True, {"FR", "france", "none"}),
        (("france",), ("france", "spain"), True, {"FR", "france", "none"}),
        (("france", "spain"), ("spain", "france"), True, {"FR", "france", "spain", "none"}),
    ],
)
def test_contracts_are_asked_with_the_calendars_of_both_versions(
    original: Edition,
    before: tuple[str, ...],
    after: tuple[str, ...],
    asked_with: set[str],
    *,
    is_named: bool,
) -> None:
    sides = (with_calendars(original, *each, is_named=is_named) for each in (before, after))
    assert {each.terms.holidays for each in asked(sides, "next-available")} == asked_with
