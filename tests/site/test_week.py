"""The week of a manager on real days: the page shows what the library answers, in every zone of a browser."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.site.conftest import Site

from ptc_service_policy import Contract, load_policy

STEP = timedelta(minutes=15)
# the browser's zone, the contract's zone and holidays, and a day of the week
WEEKS = [
    ("Europe/Paris", "Europe/Paris", "FR", date(2026, 7, 14)),
    ("Europe/Paris", "Europe/Paris", "none", date(2026, 7, 14)),
    ("America/New_York", "Europe/Paris", "FR", date(2027, 7, 14)),
    ("America/New_York", "America/New_York", "US", date(2026, 11, 26)),
    ("America/St_Johns", "Europe/London", "GB", date(2026, 3, 29)),
    ("Asia/Calcutta", "Asia/Shanghai", "CN", date(2026, 10, 10)),
    ("Asia/Kathmandu", "Europe/Berlin", "DE", date(2026, 10, 3)),
    ("Pacific/Apia", "Asia/Tokyo", "JP", date(2026, 5, 5)),
    ("Australia/Lord_Howe", "UTC", "FR", date(2026, 4, 5)),
    ("UTC", "America/Los_Angeles", "US", date(2026, 12, 31)),
]


def expected(reader: str, contract: str, holidays: str, day: date) -> list[list[str]]:
    """Ask the library for the state of every quarter of an hour of the reader's week."""
    applied = load_policy().apply(Contract(offering="premium", time_zone=contract, holidays=holidays))
    monday = day - timedelta(days=day.weekday())
    found: list[dict[str, list[str]]] = [{"available": [], "on-request": []} for _ in range(7)]
    for number, told in enumerate(found):
        for state, first, last in _stretches(applied, monday + timedelta(days=number), ZoneInfo(reader)):
            if state in told:
                told[state].append(f"{first}–{last}")
    return [[", ".join(each) or "–" for each in told.values()] for told in found]


def _stretches(applied: Any, day: date, zone: ZoneInfo) -> Iterator[tuple[str, str, str]]:
    at, stop = (
        datetime.combine(each, time(), zone).astimezone(UTC) for each in (day, day + timedelta(days=1))
    )
    begun, before = at, None
    while at < stop:
        state = str(applied.availability(at).value)
        if before is not None and state != before:
            yield before, _clock(begun, zone), _clock(at, zone)
            begun = at
        at, before = at + STEP, state
    assert before is not None
    yield before, _clock(begun, zone), "24:00"


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%H:%M")


@pytest.mark.parametrize(("reader", "contract", "holidays", "day"), WEEKS)
def test_the_week_is_what_the_library_answers(
    reader: str, contract: str, holidays: str, day: date, site: Site, browser: Any
) -> None:
    context = browser.new_context(timezone_id=reader)
    page, failed = context.new_page(), []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(site.at("en", "availability/"))
    own = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    assert page.locator("select[name=reader]").input_value() == own
    page.locator("select[name=contract]").select_option(contract)
    page.locator("select[name=holidays]").select_option(holidays)
    page.locator("input[name=week]").fill(day.isoformat())
    rows = page.locator("table.week tbody tr").all()
    shown = [row.locator("td").all_inner_texts() for row in rows]
    drawn = page.locator("g.spans rect").count()
    context.close()
    assert failed == []
    assert shown == expected(reader, contract, holidays, day)
    assert drawn == sum(cell.count("–") for row in shown for cell in row if cell != "–") > 0


def test_the_page_opens_with_the_week_of_today_in_the_zone_of_the_browser(site: Site, browser: Any) -> None:
    context = browser.new_context(timezone_id="Europe/Paris")
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2027, 7, 14, 10, tzinfo=ZoneInfo("Europe/Paris")))
    page.goto(site.at("fr", "availability/"))
    wednesday = page.locator("tr[data-day='2']")
    assert wednesday.locator(".day").inner_text() == "Mercredi 14 juillet"
    assert wednesday.locator(".description").inner_text() == "Fête nationale"
    assert wednesday.locator("td").all_inner_texts() == ["–", "00:00–24:00"]
    context.close()


def test_every_zone_that_the_browser_knows_can_be_chosen(site: Site, page: Any) -> None:
    page.goto(site.at("en", "availability/"))
    page.locator("input[name=week]").fill("2026-06-10")
    empty = page.evaluate(
        """() => [...document.querySelectorAll("select[name=reader] option")].filter(({ value }, number) => {
          if (number % 12) return false;
          const select = document.querySelector("select[name=reader]");
          select.value = value;
          select.dispatchEvent(new Event("input", { bubbles: true }));
          return select.value !== value || !document.querySelectorAll("g.spans rect").length;
        }).map(({ value }) => value)"""
    )
    assert empty == []
    assert page.locator("select[name=reader] option").count() > 400


def test_where_the_holidays_are_not_known_the_page_says_so_and_leads_to_ask(site: Site, page: Any) -> None:
    page.goto(site.at("en", "availability/"))
    page.locator("select[name=holidays]").select_option("CN")
    page.locator("input[name=week]").fill("2026-12-16")
    note = page.locator(".not-known")
    assert not note.is_visible()
    page.locator("input[name=week]").fill("2027-02-10")
    assert note.is_visible()
    assert page.locator("g.spans rect").count() == 0
    note.locator("a").click()
    page.wait_for_url(site.at("en", "ask/"))
