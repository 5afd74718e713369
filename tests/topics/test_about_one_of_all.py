"""What is owed, and the workload, are asked of all at once or of one entry, with the grounds of that one."""

from datetime import date
from typing import Any

import pytest

from ptc_service_policy import Basis, Contract, Decision, UnknownIdError, load_policy

YEAR: dict[str, Any] = {"start": date(2026, 1, 15), "end": date(2027, 1, 15)}


def ask(offering: str, topic: str, about: str = "", **given: Any) -> Decision[Any]:
    contract = Contract(offering=offering, time_zone="UTC", holidays="none", start=date(2026, 1, 15))
    return load_policy("1.0.0").apply(contract).ask(topic, about, **given)


def test_all_that_is_owed_is_what_is_owed_of_each() -> None:
    found = ask("premium", "obligations", **YEAR).value
    subjects = dict.fromkeys(each.subject for each in found)
    assert len(subjects) > 1
    alone = [each for name in subjects for each in ask("premium", "obligations", name, **YEAR).value]
    assert sorted(map(repr, alone)) == sorted(map(repr, found))


@pytest.mark.parametrize(
    ("offering", "topic", "about", "given", "count", "basis"),
    [
        ("premium", "obligations", "service-review", YEAR, 12, Basis.INTERPRETED),
        ("premium", "obligations", "maintenance", YEAR, 0, Basis.STATED),
        ("tsam", "obligations", "service-review", YEAR, None, Basis.UNSTATED),
        ("premium", "workload", "open-cases", {"used": {"open-cases": 31, "contacts": 9}}, 1, Basis.STATED),
        ("premium", "workload", "open-cases", {"used": {"open-cases": 30, "contacts": 9}}, 0, Basis.STATED),
        ("premium", "workload", "weekly-hours", {"used": {"weekly-hours": [1]}}, 1, Basis.INTERPRETED),
        ("tsam", "workload", "open-cases", {"used": {"open-cases": 31}}, None, Basis.AMBIGUOUS),
    ],
)
def test_of_one_entry(
    offering: str, topic: str, about: str, given: dict[str, Any], count: int | None, basis: Basis
) -> None:
    decision = ask(offering, topic, about, **given)
    assert (None if decision.value is None else len(decision.value), decision.basis) == (count, basis)


def test_an_entry_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="proactive-contact"):
        ask("premium", "obligations", "proactive-contacts", **YEAR)


@pytest.mark.parametrize("offering", ["tsam", "standard", "premium"])
def test_that_something_has_no_date_is_said_of_what_is_owed_on_none(offering: str) -> None:
    files = load_policy("1.0.0").files
    for about in (*files.entitlements.services, *files.cadences.deliveries):
        decision = ask(offering, "obligations", about, **YEAR)
        is_owed_on_none = decision.value == () and "does not include" not in decision.reason.en
        assert ("With no due date" in decision.reason.en) is is_owed_on_none, about
