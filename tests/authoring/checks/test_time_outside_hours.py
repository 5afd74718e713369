"""When somebody works, as the check of times has it."""

from typing import Any

import pytest

from ptc_service_policy.authoring.checks.time_outside_hours import _is_within
from ptc_service_policy.model.hours import Interval

OFFICE = Interval.model_validate({"opens": "09:00", "closes": "17:00"})
NIGHT = Interval.model_validate({"opens": "22:00", "closes": "06:00"})


@pytest.mark.parametrize(
    ("at", "day", "week", "ends", "expected"),
    [
        ("09:00", "mon", {"mon": (OFFICE,)}, False, True),
        ("09:00", "mon", {"mon": (OFFICE,)}, True, False),
        ("17:00", "mon", {"mon": (OFFICE,)}, True, True),
        ("17:01", "mon", {"mon": (OFFICE,)}, False, False),
        ("08:59", "mon", {"mon": (OFFICE,)}, False, False),
        ("10:00", "tue", {"mon": (OFFICE,)}, False, False),
        ("10:00", None, {"mon": (OFFICE,)}, False, True),
        ("23:00", "mon", {"mon": (NIGHT,)}, False, True),
        ("05:00", "mon", {"mon": (NIGHT,)}, True, True),
        ("06:00", "mon", {"mon": (NIGHT,)}, True, True),
        ("22:00", "mon", {"mon": (NIGHT,)}, False, True),
        ("12:00", "mon", {"mon": (NIGHT,)}, False, False),
        ("12:00", "mon", "always", True, True),
    ],
)
def test_somebody_works_within_hours(
    at: str, day: str | None, week: Any, *, ends: bool, expected: bool
) -> None:
    assert _is_within(at, day, week, ends=ends) is expected
