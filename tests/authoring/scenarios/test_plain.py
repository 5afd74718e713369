"""A value is told in the form in which a policy writes it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy import load_policy
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.plain import plain
from ptc_service_policy.model.spans import Span
from ptc_service_policy.text import LocalizedText

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Span(2, "business_days"), {"business_days": 2}),
        (LocalizedText(fr="oui", en="yes"), {"fr": "oui", "en": "yes"}),
        (Absence.NOT_PROVIDED, "not-provided"),
        (date(2026, 4, 3), "2026-04-03"),
        (datetime(2026, 4, 3, 16, 30, tzinfo=UTC), "2026-04-03T16:30:00+00:00"),
        ((1, (True, None)), [1, [True, None]]),
        ({"a": Span(1, "weeks")}, {"a": {"weeks": 1}}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_of_each_kind(value: Any, written: Any) -> None:
    assert plain(value) == written


def test_the_register_is_told_as_it_is_written() -> None:
    written = yaml.safe_load((POLICY / "register.yaml").read_text("utf-8"))["register"]
    assert plain(load_policy("1.0.0").register) == written


def test_instants_are_written_as_they_are_wanted() -> None:
    at = datetime(2026, 4, 3, 16, 30, tzinfo=UTC)
    assert plain([at], lambda each: f"{each:%H:%M}") == ["16:30"]
