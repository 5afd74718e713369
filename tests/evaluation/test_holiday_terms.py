"""What a contract, or a calendar that an owner reviewed, says of its holidays, by what is due."""

import json
from datetime import date, datetime
from pathlib import Path
from shutil import copytree
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from ptc_service_policy import AppliedPolicy, Basis, Contract, CoverageError, ResponseDue, load_policy

CASES = yaml.load(
    Path(__file__).with_name("holiday-terms.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)


def applied(holidays: str, zone: str, policies: Path | None = None) -> AppliedPolicy:
    contract = Contract.from_text(f"offering: premium\ntime_zone: {zone}\nholidays: {holidays}\n")
    assert Contract.model_validate_json(contract.model_dump_json()) == contract
    return (load_policy("1.0.0") if policies is None else load_policy(path=policies)).apply(contract)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_when_an_answer_is_due(case: dict[str, Any]) -> None:
    zone = case["zone"]
    answers = applied(json.dumps(case["holidays"]), zone)

    assert due(answers, case["received"], zone) == local(case["due"], zone)


def due(answers: AppliedPolicy, received: str, zone: str) -> datetime:
    value = answers.response_due(local(received, zone)).value
    assert isinstance(value, ResponseDue)
    return value.due


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("holidays", "basis", "cites"),
    [
        ("{days: [2026-05-14]}", Basis.AGREED, False),
        ("{country: FR}", Basis.INTERPRETED, False),
        ("{country: FR, days: [2026-05-15]}", Basis.INTERPRETED, False),
        ("{calendar: france}", Basis.INTERPRETED, True),
    ],
)
def test_on_what_it_rests(holidays: str, basis: Basis, cites: bool) -> None:
    """Dates that the contract lists itself leave nothing to read into the source; a calendar is cited."""
    decision = applied(holidays, "Europe/Paris").availability(local("2026-05-13T10:00", "Europe/Paris"))

    assert decision.basis is basis
    assert any(each.kind == "calendar" for each in decision.citations) == cites


def test_the_parties_may_take_the_days_for_complete() -> None:
    received, zone = "2027-03-01T10:00", "Asia/Shanghai"
    with pytest.raises(CoverageError, match="to Thursday 31 December 2026"):
        due(applied("CN", zone), received, zone)

    agreed = applied("{country: CN, last: 2027-12-31}", zone)
    assert due(agreed, received, zone) == local("2027-03-02T17:00", zone)


def test_a_calendar_says_the_same(tmp_path: Path) -> None:
    """Categories, half days and days made up stand in a calendar that an owner reviewed as well."""
    shipped = Path(__file__).parents[2] / "policies"
    copytree(shipped / "1.0.0", tmp_path / "1.0.0")
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "munich.yaml").write_text(
        """
name: { fr: Munich, en: Munich }
country: DE
subdivision: BY
categories: [public, catholic]
half_days: { 12-24: "12:00", 2025-12-31: "13:00" }
made_up: { 2025-08-16: thu }
reviewed: { first: 2025-01-01, last: 2026-12-31 }
""",
        encoding="utf-8",
    )
    calendar = applied("munich", "Europe/Berlin", tmp_path / "1.0.0").calendar

    assert calendar is not None
    assert not calendar.is_business_day(date(2025, 8, 15))
    assert calendar.is_business_day(date(2025, 8, 16))
    closings = [
        calendar.previous_close(local(f"{day}T23:59", "Europe/Berlin"))
        for day in ("2025-12-24", "2025-12-31", "2025-12-30", "2025-08-16")
    ]
    assert [each and f"{each:%H:%M}" for each in closings] == ["12:00", "13:00", "17:00", "17:00"]


@pytest.mark.parametrize(
    ("holidays", "place", "near"),
    [
        ("GB", ("holidays",), "GB-ENG"),
        ("{country: GB}", ("holidays", "country"), "GB-SCT"),
        ("DE", ("holidays",), "DE-BY"),
        ("GB-ENG", None, ""),
        ("FR", None, ""),
        ("none", None, ""),
        ("france", None, ""),
        ("[2026-12-25]", None, ""),
    ],
)
def test_a_country_of_which_every_region_has_more_is_worth_a_second_look(
    holidays: str, place: tuple[str, ...] | None, near: str
) -> None:
    contract = Contract.from_text(f"offering: premium\ntime_zone: UTC\nholidays: {holidays}\n")

    assert [remark.code for remark in contract.remarks] == ["PSP542"] * (place is not None)
    for remark in contract.remarks:
        assert remark.path == place
        assert near in remark.hint.en
        assert near in remark.hint.fr
