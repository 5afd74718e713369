"""On which terms something is owed on a day."""

from datetime import date
from typing import Any

import pytest

from ptc_service_policy.topics.owed import Part, Stretch

NOBODY: Any = None
PARTS = tuple(Part(date(2026, 1, day), NOBODY, NOBODY) for day in (3, 5, 9))


@pytest.mark.parametrize(("day", "first"), [(1, 3), (3, 3), (4, 3), (5, 5), (8, 5), (9, 9), (20, 9)])
def test_the_last_part_that_began_by_a_day_holds_then(day: int, first: int) -> None:
    stretch = Stretch(PARTS, date(2026, 2, 1))
    assert stretch.on(date(2026, 1, day)).first == date(2026, 1, first)
    assert stretch.first == date(2026, 1, 3)
