"""On which weekdays hours are open, be it after midnight."""

from typing import Any

import pytest

from ptc_service_policy.loading.references.on_request import _is_on
from ptc_service_policy.model.hours import WEEKDAYS, Interval


@pytest.mark.parametrize(
    ("week", "days"),
    [
        ({}, ""),
        ("always", "mon tue wed thu fri sat sun"),
        ({"mon": ["09:00-17:00"]}, "mon"),
        ({"mon": ["20:00-24:00"]}, "mon"),
        ({"mon": ["20:00-00:01"]}, "mon tue"),
        ({"tue": ["00:00-00:01"]}, "tue"),
        ({"sun": ["20:00-24:00"]}, "sun"),
        ({"sun": ["20:00-06:00"]}, "mon sun"),
        ({"fri": ["09:00-09:00"], "wed": ["23:59-24:00"]}, "wed fri sat"),
    ],
)
def test_hours_are_on_where_any_minute_is(week: Any, days: str) -> None:
    if isinstance(week, dict):
        week = {
            day: tuple(
                Interval.model_validate(dict(zip(("opens", "closes"), each.split("-"), strict=True)))
                for each in intervals
            )
            for day, intervals in week.items()
        }
    assert [name for day, name in enumerate(WEEKDAYS) if _is_on(week, day)] == days.split()
