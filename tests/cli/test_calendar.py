"""`ptc-policy calendar` freezes and locks holiday calendars."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from tests.commands import ptc_policy

from ptc_service_policy import BusinessCalendar, PublicHolidays
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.loading.public_holidays import public_holidays

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copytree(POLICIES, tmp_path / "policies")
    return tmp_path


def test_public_holidays_are_frozen_then_locked(folder: Path) -> None:
    done = ptc_policy("calendar", "freeze", "FR", "--years", "2026-2035", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "policies/calendars/fr.yaml holds the public holidays of FR. "
        "Read it, then lock it: `ptc-policy calendar lock fr`.\n"
    )
    calendar = yaml.safe_load(folder.joinpath("policies", "calendars", "fr.yaml").read_text("utf-8"))
    assert len(calendar["days"]) == 110
    assert "PSP471" in ptc_policy("check", cwd=folder).stdout
    locked = ptc_policy("calendar", "lock", "fr", "--lang", "fr", cwd=folder)
    assert locked.returncode == 0
    assert locked.stdout.startswith("Le calendrier fr est verrouillé : sha256:")
    assert ptc_policy("check", cwd=folder).stdout == "No problem in policies.\n"
    assert ptc_policy("calendar", "lock", cwd=folder).stdout.startswith("Nothing to lock")
    again = ptc_policy("calendar", "freeze", "FR", "--years", "2026", cwd=folder)
    assert (again.returncode, "PSP913" in again.stderr) == (2, True)
    other = ptc_policy("calendar", "freeze", "FR", "--years", "2026", "--as", "one-year", cwd=folder)
    assert other.returncode == 0


def test_hints_say_in_which_folder(folder: Path) -> None:
    folder.joinpath("policies").rename(folder / "our policies")
    within = ("--folder", "our policies")
    done = ptc_policy("calendar", "freeze", "LU", "--years", "2026", *within, cwd=folder)
    locking = "`ptc-policy calendar lock {} --folder 'our policies'`"
    assert locking.format("lu") in done.stdout
    unlocked = ptc_policy("check", "our policies", cwd=folder)
    assert "PSP471" in unlocked.stdout
    assert locking.format("lu") in " ".join(unlocked.stdout.split())
    assert ptc_policy("calendar", "lock", "lu", *within, cwd=folder).returncode == 0
    file = folder / "our policies" / "calendars" / "lu.yaml"
    file.write_text(file.read_text("utf-8").replace("2026-12-31", "2027-12-31"), "utf-8")
    changed = ptc_policy("check", "our policies", cwd=folder).stdout
    assert ("PSP430" in changed, locking.format("lu") in " ".join(changed.split())) == (True, True)


def test_days_that_are_made_up_are_frozen_too(folder: Path) -> None:
    assert ptc_policy("calendar", "freeze", "CN", "--years", "2025-2026", cwd=folder).returncode == 0
    frozen = read_holiday_calendars(folder / "policies" / "calendars", "calendars")[0]["cn"]
    week = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
    days = date(2025, 1, 1), date(2027, 1, 1)
    listed, known = (
        BusinessCalendar("Asia/Shanghai", week, holidays).business_days(*days)
        for holidays in (public_holidays(frozen), PublicHolidays("CN"))
    )
    assert listed == known
    assert date(2026, 2, 14) in listed


def test_a_calendar_that_changed_is_locked_anew(folder: Path) -> None:
    file = folder / "policies" / "calendars" / "france.yaml"
    file.write_text(file.read_text("utf-8").replace("2027-12-31", "2028-12-31"), "utf-8")
    check = ptc_policy("check", cwd=folder)
    assert (check.returncode, "policies/published.lock.yaml:7:13 PSP430" in check.stdout) == (1, True)
    [done] = json.loads(ptc_policy("calendar", "lock", "--format", "json", cwd=folder).stdout)
    assert (done["name"], done["before"] != done["digest"]) == ("france", True)
    assert ptc_policy("check", cwd=folder).returncode == 0


@pytest.mark.parametrize("years", ["soon", "26-27", "2026-", "2026-2027-2028"])
def test_years_that_are_none_are_wrong_use(years: str, folder: Path) -> None:
    done = ptc_policy("calendar", "freeze", "FR", "--years", years, cwd=folder)
    assert (done.returncode, "such as 2026-2035" in done.stderr) == (2, True)
