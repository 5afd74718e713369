"""By what a target is counted, and what changes answers with the instant."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ptc_service_policy import BusinessTimeError, Contract, ResponseDue, load_policy
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.applied_terms import AppliedTerms
from ptc_service_policy.settling.subject import Book
from ptc_service_policy.topics.availability import calendars_of
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.wording import Wording

MCAD = Path(__file__).parents[1] / "descriptions" / "mcad" / "1.0.0"
AT = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)


def contract(offering: str, **terms: object) -> Contract:
    given = {"offering": offering, "time_zone": "Europe/Paris", "holidays": "FR", **terms}
    return Contract.model_validate(given)


def applied_to(book: Book, to: Contract) -> Applied:
    return Applied.of(to, partial(AppliedTerms.of, book, lambda calendar: calendar))


@pytest.mark.parametrize(
    ("offering", "hours", "bound", "words"),
    [
        ("silver", 2, "excluded", "before Friday 3 April 2026 at 18:30"),
        ("gold", 1, "excluded", "before Friday 3 April 2026 at 17:30"),
        ("platinum", 0, "included", "by Friday 3 April 2026 at 16:30"),
    ],
)
def test_terms_say_whether_the_due_instant_is_in_time(
    offering: str, hours: int, bound: str, words: str
) -> None:
    applied = load_policy(path=MCAD).apply(contract(offering))
    due = applied.due("response", AT)
    assert isinstance(due.value, ResponseDue)
    assert (due.value.due, due.value.bound) == (AT + timedelta(hours=hours), bound)
    assert applied.due_terms().bound == bound
    assert f"that is, {words}" in due.reason.en
    said = topic("due").name_answer(due, Wording(applied.files))
    assert said.en.startswith(words)
    assert said.fr.startswith("avant le " if bound == "excluded" else "au plus tard le ")


def test_days_turn_where_agreed_terms_begin_and_after_they_end() -> None:
    agreed = [
        {
            "rule": "targets.response",
            "value": {"within": {"business_days": days}},
            "approved_by": "PTC",
            "from": first,
            "until": last,
        }
        for days, first, last in ((3, "2026-04-03", "2026-04-05"), (4, "2026-04-06", "2026-04-30"))
    ]
    policy = load_policy("1.0.0")
    applied = applied_to(policy.book, contract("premium", agreed=agreed))
    assert applied.terms.turning_days == (date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1))
    plain = applied_to(policy.book, contract("premium"))
    assert (plain.terms.turning_days, plain.terms.followed, plain.at(AT)) == ((), {}, plain)


def test_what_is_told_no_longer_follows_from_the_instant() -> None:
    applied = applied_to(load_policy(path=MCAD).book, contract("silver"))
    assert list(applied.terms.followed) == ["moment"]
    assert applied.told({"moment": "inside"}).terms.followed == {}
    assert applied.at(AT).subject.cases != applied.at(AT + timedelta(hours=12)).subject.cases


def test_it_matters_whether_the_hours_on_request_are_open() -> None:
    policy = load_policy("1.0.0")
    applied = applied_to(policy.book, contract("premium"))
    assert applied.terms.support is not None
    found = calendars_of(applied, applied.terms.support)
    assert (found.support, found.reachable) == (applied.terms.support, applied.reachable)


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_years_that_no_clock_reaches_are_refused(year: int, zone: str) -> None:
    day = date(year, 1, 1) if year == 1 else date(year, 12, 31)
    at = datetime.combine(day, datetime.min.time() if year == 1 else datetime.max.time(), UTC)
    agreed = {
        "rule": "targets.response",
        "value": {"within": {"business_days": 3}},
        "approved_by": "PTC",
        "from": "2026-04-03",
    }
    applied = load_policy("1.0.0").apply(contract("premium", agreed=[agreed], time_zone=zone))
    for ask in (applied.availability, applied.response_due):
        with pytest.raises(BusinessTimeError, match="PSP611"):
            ask(at)
