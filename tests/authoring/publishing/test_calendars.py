"""Holiday calendars are locked, so that no change passes unnoticed, and frozen against updates."""

from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from ptc_service_policy import (
    BusinessTimeError,
    Contract,
    CoverageError,
    InvalidPolicyError,
    PolicyError,
    PublicHolidays,
    UnknownIdError,
    load_policies,
    load_policy,
)
from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.publishing import freeze_holidays, lock_as_they_are
from ptc_service_policy.loading.versions import LOCK

POLICIES = Path(__file__).parents[3] / "policies"
WORKED = "removed:\n  2026-04-06: { fr: Travaillé, en: Worked }\n"


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    return copytree(POLICIES, tmp_path / "policies")


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def codes(policies: Path) -> list[str]:
    return [problem.code for problem in check_policies(policies, as_of=None).problems]


def test_a_calendar_that_changed_is_not_loaded_until_it_is_locked_again(policies: Path) -> None:
    before = load_policies(policies).newest.files.holiday_calendars["france"].digest
    add(policies / "calendars" / "france.yaml", WORKED)
    with pytest.raises(InvalidPolicyError) as refused:
        load_policies(policies).newest  # noqa: B018 - it is read when asked for
    assert [problem.code for problem in refused.value.problems] == ["PSP430"]
    assert codes(policies) == ["PSP430"]
    [done] = lock_as_they_are(policies)
    assert (done.name, done.before) == ("france", before)
    assert codes(policies) == []
    assert load_policies(policies).newest.files.holiday_calendars["france"].digest == done.digest
    assert lock_as_they_are(policies) == ()


def test_what_a_calendar_does_not_say_does_not_change_its_digest(policies: Path) -> None:
    file = policies / "calendars" / "france.yaml"
    text = file.read_text("utf-8").replace("country: FR", "country: 'FR'  # metropolitan")
    file.write_text(text.replace("\n", "\r\n"), "utf-8")
    assert codes(policies) == []


def test_only_the_calendars_named_are_locked(policies: Path) -> None:
    freeze_holidays(policies, "BE", 2026, 2027)
    freeze_holidays(policies, "LU", 2026, 2027)
    assert [each.name for each in lock_as_they_are(policies, ["lu"])] == ["lu"]
    assert codes(policies) == ["PSP471"]
    with pytest.raises(UnknownIdError, match="PSP912"):
        lock_as_they_are(policies, ["lux"])
    policies.joinpath("calendars", "lu.yaml").unlink()
    assert sorted(codes(policies)) == ["PSP470", "PSP471"]


def test_a_calendar_that_is_not_valid_is_not_locked(policies: Path) -> None:
    before = policies.joinpath(LOCK).read_bytes()
    add(policies / "calendars" / "france.yaml", "days: []\n")
    with pytest.raises(InvalidPolicyError):
        lock_as_they_are(policies)
    assert policies.joinpath(LOCK).read_bytes() == before


@pytest.mark.parametrize("place", ["FR", "US-CA", "GB-ENG", "JP", "IN", "CA-QC", "FR-57"])
def test_a_frozen_calendar_says_what_the_package_says(policies: Path, place: str) -> None:
    file = freeze_holidays(policies, place, 2026, 2030)
    assert file == policies / "calendars" / f"{place.lower()}.yaml"
    lock_as_they_are(policies)
    assert codes(policies) == []
    frozen = load_policy(path=policies / "1.0.0").files.holiday_calendars[file.stem]
    country, _, subdivision = place.partition("-")
    known = PublicHolidays(country, subdivision or None)
    expected = {day: name for year in range(2026, 2031) for day, name in known.in_year(year).items()}
    assert frozen.days == expected
    assert (frozen.country, frozen.subdivision) == (country, subdivision or None)
    assert (frozen.reviewed.first, frozen.reviewed.last) == (date(2026, 1, 1), date(2030, 12, 31))


def test_no_update_of_the_package_moves_a_deadline_of_a_frozen_calendar(
    policies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze_holidays(policies, "FR", 2026, 2026, "france-2026")
    edited = policies / "calendars" / "france-2026.yaml"
    add(edited, "added:\n  2026-04-07: { fr: Pont, en: Bridge day }\n" + WORKED)
    lock_as_they_are(policies)
    monkeypatch.setattr(PublicHolidays, "in_year", lambda *_: {date(2026, 4, 8): None})
    terms = {"offering": "premium", "time_zone": "Europe/Paris"}
    policy = load_policies(policies).newest
    received = ["2026-04-03T16:30+02:00", "2026-04-06T16:30+02:00"]
    contract = Contract.model_validate({**terms, "holidays": "france-2026"})
    found = [policy.apply(contract).response_due(datetime.fromisoformat(text)).value for text in received]
    # Easter Monday is worked, the Tuesday is not, and of the Wednesday nobody said so.
    assert [str(each and getattr(each, "due", None)) for each in found] == [
        "2026-04-06 17:00:00+02:00",
        "2026-04-08 17:00:00+02:00",
    ]
    with pytest.raises(CoverageError):
        policy.apply(contract).response_due(datetime.fromisoformat("2027-01-04T10:00+01:00"))


REFUSED = [
    (("XX", 2026, 2027, None), BusinessTimeError, "PSP608"),
    (("FR-ZZ", 2026, 2027, None), BusinessTimeError, "PSP609"),
    (("", 2026, 2027, None), BusinessTimeError, "PSP608"),
    (("FR", 2027, 2026, None), BusinessTimeError, "PSP615"),
    (("FR", 1066, 2026, None), CoverageError, "PSP610"),
    (("FR", 2026, 9999, None), CoverageError, "PSP610"),
    (("FR", 2026, 2027, "france"), PolicyError, "PSP913"),
    (("FR", 2026, 2027, "France"), PolicyError, "PSP914"),
    (("FR", 2026, 2027, "../france"), PolicyError, "PSP914"),
    (("FR", 2026, 2027, ""), PolicyError, "PSP914"),
]


@pytest.mark.parametrize(("asked", "kind", "code"), REFUSED)
def test_what_cannot_be_frozen_is_refused(
    policies: Path, asked: tuple[str, int, int, str | None], kind: type[PolicyError], code: str
) -> None:
    before = sorted(path.name for path in policies.rglob("*"))
    with pytest.raises(kind) as refused:
        freeze_holidays(policies, *asked)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert sorted(path.name for path in policies.rglob("*")) == before
