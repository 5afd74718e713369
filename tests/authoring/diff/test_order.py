"""The order in which entries stand in a file changes no answer: `diff` tells it as such, and nothing else."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy import Contract, Policy
from ptc_service_policy.authoring.diff import Edition, Effect, compare_editions, read_edition
from ptc_service_policy.model.policy_files import FILE_MODELS

from .making import made

PARIS = ZoneInfo("Europe/Paris")
ROOT = Path(__file__).parents[3]
SHEETS = {each.name: each for each in (ROOT / "policies", *(ROOT / "tests" / "descriptions").glob("[ms]*"))}
RESOLUTION = {
    "name": {"fr": "Résolution d'une demande", "en": "Resolution of a request"},
    "scope": {"register": "requests-covered"},
    "from": {"register": "who-starts-the-clock"},
    "to": {"register": "what-is-a-response"},
    "values": {},
    "source": ["response-target-introduction"],
}
NIGHT_DESK = {
    "name": {"fr": "Permanence", "en": "Night desk"},
    "time_zone": "contract",
    "weekly": {day: [{"opens": "20:00", "closes": "24:00"}] for day in ("tue", "wed", "fri", "sat")},
}
FAST = {
    "within": {"business_hours": 4},
    "hours": {"hours": "night-desk", "closed_on": ["recognised-holidays"]},
}


def reversed_(data: Any) -> Any:
    """Return the same entries, the last one first, at every depth."""
    if isinstance(data, dict):
        return {key: reversed_(data[key]) for key in reversed(data)}
    return [reversed_(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("sheet", SHEETS)
def test_entries_in_another_order_answer_alike(sheet: str) -> None:
    original = read_edition(SHEETS[sheet] / "1.0.0")
    turned = made(original, {file: reversed_(original.data[file]) for file in FILE_MODELS})
    assert turned is not None
    assert {each.effect for each in compare_editions(original, turned)} == {Effect.WORDING}


def with_targets(original: Edition, targets: Mapping[str, Any]) -> Edition:
    vocabulary = original.data["vocabulary"]
    hours = {**vocabulary.get("hours", {}), "night-desk": NIGHT_DESK}
    levels = {**original.data["service-levels"], "targets": dict(targets)}
    found = made(original, {"vocabulary": {**vocabulary, "hours": hours}, "service-levels": levels})
    assert found is not None
    return found


def suggested(edition: Edition) -> list[date | None]:
    """Return which days are suggested for Standard, of which no text says when its manager works."""
    contract = Contract(offering="standard", time_zone="Europe/Paris", holidays="FR", start=date(2026, 5, 1))
    owed = Policy(edition.files).apply(contract).obligations(date(2026, 5, 1), date(2027, 5, 1))
    return [each.suggested for each in owed if each.subject == "service-review"]


OFFICE = [date(2026, 5, 4), date(2026, 8, 3), date(2026, 11, 2), date(2027, 2, 1)]
NOT_ON_MONDAYS = [date(2026, 5, 5), date(2026, 8, 4), date(2026, 11, 3), date(2027, 2, 2)]


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        # What is not counted in business time says nothing of business days.
        ("not-promised", OFFICE),
        ({"within": {"hours": 4}}, OFFICE),
        ({"within": {"calendar_days": 3}}, OFFICE),
        # A business day is one for every target that is counted in business time.
        (FAST, NOT_ON_MONDAYS),
    ],
)
def test_another_target_before_or_after_suggests_the_same_days(standard: Any, expected: list[date]) -> None:
    original = read_edition(SHEETS["policies"] / "1.0.0")
    targets = original.data["service-levels"]["targets"]
    values = {"tsam": "not-promised", "standard": standard, "premium": FAST}
    resolution = {"resolution": {**RESOLUTION, "values": values}}
    for order in ({**resolution, **targets}, {**targets, **resolution}):
        assert suggested(with_targets(original, order)) == expected


def test_no_day_is_suggested_where_no_target_is_counted_in_business_time() -> None:
    original = read_edition(SHEETS["policies"] / "1.0.0")
    targets = original.data["service-levels"]["targets"]
    response = targets["response"]
    elapsed = {**response, "values": {**response["values"], "standard": {"within": {"hours": 8}}}}
    assert suggested(with_targets(original, {"response": elapsed})) == [None] * 4


def test_agreed_hours_are_closed_on_the_contracts_holidays_wherever_others_stand() -> None:
    original = read_edition(SHEETS["policies"] / "1.0.0")
    availability = original.data["availability"]
    known = availability["exceptions"]
    name = {"fr": "Jours fériés français", "en": "Public holidays of France"}
    others = {"of-france": {**known["recognised-holidays"], "name": name, "means": {"holidays": "france"}}}
    weekly = {day: [{"opens": "09:00", "closes": "17:00"}] for day in ("mon", "tue", "wed", "thu", "fri")}
    contract = Contract.model_validate(
        {
            "offering": "standard",
            "time_zone": "Europe/Paris",
            "holidays": ["2026-05-05"],
            "start": date(2026, 5, 1),
            "hours": {"weekly": weekly, "approved_by": "PTC"},
        }
    )
    for order in ({**others, **known}, {**known, **others}):
        edition = made(original, {"availability": {**availability, "exceptions": order}})
        assert edition is not None
        applied = Policy(edition.files).apply(contract)
        states = [applied.availability(datetime(2026, 5, day, 10, tzinfo=PARIS)).value for day in (4, 5, 8)]
        assert [each == "available" for each in states] == [True, False, True]
