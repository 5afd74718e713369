"""Obligations as iCalendar, imported by a calendar program that people use (khal)."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.topics.wording import TRANSLATED
from ptc_service_policy.typography import typeset

CONTRACT = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))
CONFIG = """\
[calendars]
[[owed]]
path = {folder}/owed
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/Paris
default_timezone = Europe/Paris
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def exported(language: Language) -> str:
    applied = load_policy().apply(CONTRACT)
    owed = applied.obligations(date(2026, 2, 1), date(2026, 5, 1))
    return applied.write_icalendar(owed, language)


@pytest.fixture
def khal(tmp_path: Path) -> list[str]:
    (tmp_path / "owed").mkdir()
    config = tmp_path / "config"
    config.write_text(CONFIG.format(folder=tmp_path), encoding="utf-8")
    return [sys.executable, "-m", "khal", "-c", str(config)]


def run(command: list[str], *arguments: str) -> str:
    done = subprocess.run([*command, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("language", "name"),
    [("fr", "Feuille de route et soutenabilité des produits"), ("en", "Proactive contact")],
)
def test_a_calendar_program_imports_it(
    language: Language, name: str, khal: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "owed.ics"
    file.write_text(exported(language), encoding="utf-8", newline="")
    for _ in range(2):
        run(khal, "import", "--batch", "-a", "owed", str(file))
    listed = run(
        khal, "list", "--format", "{start-date} {title}", "--day-format", "", "2026-01-01", "2026-06-01"
    )
    events = [line for line in listed.splitlines() if line]
    owed = load_policy().apply(CONTRACT).obligations(date(2026, 2, 1), date(2026, 5, 1))
    assert sorted(events) == sorted(
        f"{each.suggested} {typeset(each.name[language], language)}" for each in owed
    )
    assert any(name in event for event in events)


def test_it_is_the_same_each_time_and_each_event_has_its_own_id() -> None:
    assert exported("fr") == exported("fr")
    calendar = icalendar.Calendar.from_ical(exported("en"))
    ids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    assert len(ids) == len(set(ids)) > 20
    in_french = icalendar.Calendar.from_ical(exported("fr"))
    assert ids == [str(event["UID"]) for event in in_french.walk("VEVENT")]


def test_what_has_no_suggested_date_takes_its_period() -> None:
    leave = {"kind": "leave", "first": "2026-02-15", "last": "2026-03-14"}
    applied = load_policy().apply(CONTRACT.amended(closures=[leave]))
    owed = [
        each for each in applied.obligations(date(2026, 2, 15), date(2026, 2, 16)) if each.suggested is None
    ]
    calendar = icalendar.Calendar.from_ical(applied.write_icalendar(owed, "en"))
    days = [(event.decoded("DTSTART"), event.decoded("DTEND")) for event in calendar.walk("VEVENT")]
    assert days == [(each.first, each.last + timedelta(days=1)) for each in owed] != []


def test_an_event_says_on_what_it_rests_and_the_calendar_that_it_is_a_translation() -> None:
    french, english = (icalendar.Calendar.from_ical(exported(language)) for language in LANGUAGES)
    assert {
        "n° 14" in str(event["DESCRIPTION"]).replace("\u00a0", " ") for event in french.walk("VEVENT")
    } == {True}
    assert {"no. 14" in str(event["DESCRIPTION"]) for event in english.walk("VEVENT")} == {True}
    assert "X-WR-CALDESC" not in french
    assert english["X-WR-CALDESC"] == TRANSLATED.en


def test_the_command_writes_it() -> None:
    command = [
        sys.executable, "-c", "from ptc_service_policy.cli import main; main()", "answer", "obligations",
        "--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR", "--start", "2026-01-15",
        "--from", "2026-02-01", "--until", "2026-05-01", "--icalendar", "--lang", "fr",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout.decode() == exported("fr")
