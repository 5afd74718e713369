"""Which periods a calendar has: of each unit one, and so many months that a year holds them whole."""

from typing import get_args

import pytest

from ptc_service_policy.model.spans import OF_THE_CALENDAR, PeriodUnit, Span


@pytest.mark.parametrize("unit", get_args(PeriodUnit))
def test_the_periods_of_a_calendar(unit: str) -> None:
    found = [number for number in range(1, 25) if Span(number, unit) in OF_THE_CALENDAR]
    assert found == ([1, 2, 3, 4, 6, 12] if unit == "months" else [1])
