"""Values in plain form, as JSON and scenarios have them."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ptc_service_policy import Absence, Basis, Contract, Delivered, LocalizedText, Span, load_policy
from ptc_service_policy.decisions import Reason
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.plain import plain
from ptc_service_policy.model.service_levels import Target


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (7.5, 7.5),
        ("monthly", "monthly"),
        (Absence.NOT_PROMISED, "not-promised"),
        (Basis.STATED, "stated"),
        (Span(1, "business_days"), {"business_days": 1}),
        (LocalizedText("oui", "yes"), {"fr": "oui", "en": "yes"}),
        (Reason.of(LocalizedText("{n} cas", "{n} cases"), n=3), {"fr": "3 cas", "en": "3 cases"}),
        (date(2026, 4, 3), "2026-04-03"),
        (datetime(2026, 4, 3, 16, 30, tzinfo=UTC), "2026-04-03T16:30:00+00:00"),
        (("email", Absence.NOT_PROVIDED), ["email", "not-provided"]),
        (FrozenDict({date(2026, 4, 3): Span(2, "weeks")}), {"2026-04-03": {"weeks": 2}}),
        (Delivered("maintenance", date(2026, 4, 3)), {"subject": "maintenance", "on": "2026-04-03"}),
    ],
)
def test_a_value(value: Any, written: Any) -> None:
    assert plain(value) == written
    assert type(plain(value)) is type(written)


def test_a_noun_is_written_by_the_keys_of_its_file_without_what_it_leaves_out() -> None:
    given = {
        "within": {"business_hours": 4},
        "hours": {"working_hours_of": "premium", "with": {"sat": "fri"}},
    }
    assert plain(Target.model_validate(given)) == given


def test_everything_that_holds_for_an_offering_is_json() -> None:
    policy = load_policy("1.0.0")
    applied = policy.apply(
        Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))
    )
    owed = applied.ask("obligations", start=date(2026, 2, 1), end=date(2026, 3, 1))
    for answer in (*(each.decision for each in policy.summary("premium")), owed):
        assert json.loads(json.dumps(plain(answer))) == plain(answer)
