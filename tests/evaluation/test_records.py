"""Records hold an answer with all that it stood on; they replay equal, or say what differs."""

import json
import pickle
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.embedding.questions import TERMS
from tests.published import publish

from ptc_service_policy import (
    AppliedPolicy,
    Contract,
    CoverageError,
    Delivered,
    Happened,
    InvalidRecordError,
    ListedHolidays,
    MissingAttributeError,
    PolicyError,
    PublicHolidays,
    Record,
    UnknownIdError,
    UnstatedError,
    environment,
    load_policies,
    load_policy,
    replay,
)
from ptc_service_policy.business_time import UnitedHolidays
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.evaluation import standing
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import Topic

ROOT = Path(__file__).parents[2]
POLICY = load_policy()
RECEIVED = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
"""The Friday before Easter Monday, at 16:30 in Paris."""
GIVEN: dict[str, Any] = {
    "instant": RECEIVED,
    "date": date(2026, 4, 1),
    "pauses": [(RECEIVED + timedelta(days=4), RECEIVED + timedelta(days=4, microseconds=1))],
    "marks": [0.8, timedelta(hours=2)],
    "deliveries": [Delivered("service-review", date(2026, 4, 20)), Delivered("service-review", RECEIVED)],
    "events": [Happened("request-received", date(2026, 4, 20)), Happened("request-received", RECEIVED)],
    "figures": {"open-cases": 31, "weekly-hours": [9.5, 12]},
}


def applied(**terms: Any) -> AppliedPolicy:
    contract = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", **terms}
    return POLICY.apply(Contract.model_validate(contract))


def asked(kinds: dict[str, str]) -> dict[str, Any]:
    """Return something to ask each input with, later inputs of a kind a quarter later."""
    found: dict[str, Any] = {}
    for order, (name, kind) in enumerate(kinds.items()):
        value = GIVEN[kind]
        later = isinstance(value, date) and order > 0
        found[name] = value + timedelta(days=91) if later else value
    return found


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: str(topic.name))
@pytest.mark.parametrize("terms", TERMS.values(), ids=TERMS)
def test_every_question_of_a_contract_replays_equal(terms: dict[str, Any], topic: Topic[Any]) -> None:
    policy = POLICY.apply(Contract.model_validate(terms))
    inputs = asked({each.name: each.kind for each in topic.inputs})
    for about in topic.entries(POLICY.files):
        try:
            decision = policy.ask(topic.name, about, **inputs)
        except UnstatedError:
            with pytest.raises(UnstatedError):
                policy.record(topic.name, about, **inputs)
            continue
        record = policy.record(topic.name, about, **inputs)
        assert (record.answer.basis, record.answer.reason) == (decision.basis, decision.reason)
        goes_there_and_back(record)


@pytest.mark.parametrize(
    "topic", [each for each in topics() if not each.needs_contract], ids=lambda topic: topic.name
)
def test_every_question_of_a_policy_replays_equal(topic: Topic[Any]) -> None:
    for offering in POLICY.offerings:
        for about in topic.entries(POLICY.files):
            record = POLICY.record(topic.name, offering, about)
            assert record.answer.reason == POLICY.ask(topic.name, offering, about).reason
            assert (record.contract, record.holidays, record.zones) == (None, (), ())
            goes_there_and_back(record)


def test_a_record_that_was_saved_with_a_byte_order_mark_is_read() -> None:
    text = applied().record("due", "response", received=RECEIVED).model_dump_json()
    assert Record.from_text("\ufeff" + text) == Record.from_text(text)
    assert Record.from_text(b"\xef\xbb\xbf" + text.encode()) == Record.from_text(text)


def test_a_record_holds_what_the_contract_says_and_no_more() -> None:
    said = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", "start": "2026-01-15"}
    record = POLICY.apply(Contract.model_validate(said)).record("due", "response", received=RECEIVED)
    assert json.loads(record.model_dump_json())["contract"] == said


def goes_there_and_back(record: Record) -> None:
    text = record.model_dump_json(indent=2)
    again = Record.from_text(text)
    assert again == record == Record.model_validate_json(text) == pickle.loads(pickle.dumps(record))
    assert hash(again) == hash(record)
    assert again.model_dump_json(indent=2) == text
    result = replay(again)
    assert (result.found, result.differences) == (record, ())
    assert result.is_equal


def test_a_record_says_what_the_answer_stood_on() -> None:
    record = applied().record("due", "response", received=RECEIVED)
    assert record.answer.value["due"] == "2026-04-07T17:00:00+02:00"
    assert (record.policy_version, record.policy_digest) == (POLICY.version, POLICY.digest)
    assert record.environment == environment()
    [holidays] = record.holidays
    assert (holidays.source, holidays.first, holidays.last) == ("FR", date(2026, 4, 3), date(2026, 4, 7))
    assert {day: name and name.en for day, name in holidays.days.items()} == {
        date(2026, 4, 6): "Easter Monday"
    }
    [zone] = record.zones
    assert (zone.name, zone.first, zone.last) == ("Europe/Paris", date(2026, 4, 3), date(2026, 4, 7))
    assert zone.offsets == {datetime(2026, 4, 2, 22, tzinfo=UTC): "+02:00"}


# holidays of the contract, what sources are recorded with which days, and which calendars
SOURCES = [
    ("FR", {"FR": ["2026-04-06"]}, []),
    ("US-CA", {"US-CA": []}, []),
    ("france", {"france": ["2026-04-06"]}, ["france"]),
    ("none", {}, []),
    (["2026-04-06", "2026-05-01"], {"contract": ["2026-04-06"]}, []),
    (["2027-04-07"], {}, []),
]


@pytest.mark.parametrize(("holidays", "expected", "calendars"), SOURCES)
def test_holidays_are_recorded_by_their_source(holidays: Any, expected: Any, calendars: list[str]) -> None:
    record = applied(holidays=holidays).record("due", "response", received=RECEIVED)
    assert {each.source: [str(day) for day in each.days] for each in record.holidays} == expected
    assert list(record.calendars) == calendars
    assert all(POLICY.files.holiday_calendars[name].digest == each for name, each in record.calendars.items())


def test_clock_changes_within_the_days_are_recorded() -> None:
    start, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    [zone] = applied(time_zone="America/New_York").record("windows", start=start, end=end).zones
    assert {at.isoformat(): offset for at, offset in zone.offsets.items()} == {
        "2026-02-28T05:00:00+00:00": "-05:00",
        "2026-03-08T07:00:00+00:00": "-04:00",
    }


def test_what_cannot_be_answered_is_not_recorded() -> None:
    with pytest.raises(UnknownIdError):
        applied().record("dew", "response", received=RECEIVED)
    with pytest.raises(UnknownIdError):
        POLICY.record("target", "premium", "no-such-target")
    with pytest.raises(PolicyError):
        applied().record("due", "response")
    with pytest.raises(CoverageError):
        applied(holidays="france").record("due", "response", received=datetime(2040, 1, 1, tzinfo=UTC))
    with pytest.raises((MissingAttributeError, UnknownIdError)):
        POLICY.record("target", "premium", "response", severity="s1")


def test_what_is_asked_with_is_read_once() -> None:
    pauses = ((at, at + timedelta(hours=2)) for at in [datetime(2026, 4, 7, 8, tzinfo=UTC)])
    record = applied().record("due", "response", received=RECEIVED, pauses=pauses)
    assert record.answer.value["due"] == "2026-04-08T11:00:00+02:00"
    assert record.question.given["pauses"] == (("2026-04-07T08:00:00+00:00", "2026-04-07T10:00:00+00:00"),)
    assert replay(record).is_equal


# where, what stands there instead, what differs, and whether the answer still stands
TAMPERED: list[tuple[tuple[Any, ...], Any, list[tuple[str, str]], bool]] = [
    (("answer", "value", "due"), "2026-04-08T17:00:00+02:00", [("value", "due")], False),
    (("answer", "value", "bound"), None, [("value", "bound")], False),
    (("answer", "basis"), "stated", [("basis", "")], False),
    (("answer", "parts"), [], [("parts", "")], False),
    (("answer", "parts", 0, "basis"), "agreed", [("parts", "")], False),
    (("answer", "parts", 0, "part"), "no-such-part", [("parts", "")], False),
    (("answer", "parts", 0, "entries"), [], [("parts", "")], False),
    (("answer", "firmness"), [], [("firmness", "")], False),
    (("answer", "citations"), [], [("citations", "")], False),
    (("answer", "reason"), {"fr": "a", "en": "b"}, [("wording", "reason")], True),
    (
        ("answer", "value", "skipped", 2, "name"),
        {"fr": "a", "en": "b"},
        [("wording", "skipped[2].name")],
        True,
    ),
    (("policy_digest",), f"sha256:{'0' * 64}", [("policy", "1.0.0")], False),
    (("policy_version",), "9.9.9", [("policy", "9.9.9")], False),
    (("holidays", 0, "days"), {}, [("holiday", "france")], False),
    (("holidays", 0, "days", "2026-04-07"), None, [("holiday", "france")], False),
    (("holidays", 0, "days", "2026-04-08"), None, [("holiday", "france")], False),
    (("holidays", 0, "days", "2026-04-06"), None, [("wording", "france 2026-04-06")], True),
    (("holidays", 0, "source"), "FR", [("holiday", "FR"), ("holiday", "france")], False),
    (("holidays", 0, "first"), "2026-04-02", [("holiday", "france")], False),
    (("holidays", 0, "last"), "2026-04-06", [("holiday", "france")], False),
    (("holidays",), [], [("holiday", "france")], False),
    (("holidays", 0, "made_up", "2026-04-05"), "fri", [("holiday", "france")], False),
    (("holidays", 0, "half_days", "2026-04-07"), "12:00", [("holiday", "france")], False),
    (("holidays", 0, "half_days", "2026-04-09"), "12:00", [("holiday", "france")], False),
    (("zones",), [], [("zone", "Europe/Paris")], False),
    (("zones", 0, "name"), "Europe/Berlin", [("zone", "Europe/Berlin"), ("zone", "Europe/Paris")], False),
    (("zones", 0, "last"), "2026-04-08", [("zone", "Europe/Paris")], False),
    (("calendars",), {}, [("calendar", "france")], True),
    (("calendars", "spain"), f"sha256:{'0' * 64}", [("calendar", "spain")], True),
    (("answer", "rules"), ["nothing"], [("citations", "rules")], False),
    (
        ("answer", "citations", 0, "place"),
        {"fr": "a", "en": "b"},
        [("wording", "response-target-premium")],
        True,
    ),
    (("question", "offering"), "standard", [("question", "offering")], False),
    (("last_event",), "no-such-event", [("editions", "1.0.0")], True),
    (("last_event",), None, [("editions", "1.0.0")], True),
    (("environment", "library"), "another", [("library", "library")], True),
    (("environment", "zone_data", "source"), "system", [("zone-data", "source")], True),
    (("zones", 0, "offsets"), {"2026-04-02T22:00:00Z": "+01:00"}, [("zone", "Europe/Paris")], False),
    (("calendars", "france"), f"sha256:{'0' * 64}", [("calendar", "france")], True),
    (("environment", "version"), "0.0.1", [("library", "ptc-service-policy")], True),
    (("environment", "holidays"), "0.1", [("holidays-package", "holidays")], True),
    (("environment", "zone_data", "version"), "1999a", [("zone-data", "tzdata")], True),
    (("environment", "python"), "3.99", [], True),  # kept for whoever sets it up again
    (("question", "topic"), "no-such-topic", [("question", "no-such-topic")], False),
    (("question", "about"), "no-such-target", [("question", "due")], False),
    (("question", "given", "received"), "soon", [("question", "due")], False),
    (("question", "given", "received"), "2026-04-03T14:30:00", [("question", "due")], False),
    (("question", "given", "received"), "2040-04-03T14:30:00Z", [("question", "due")], False),
    (("question", "given", "pauses"), [["a"]], [("question", "due")], False),
    (("question", "given", "weather"), "fair", [("question", "due")], False),
    (("question", "given", "weather"), [{}], [("question", "due")], False),
    (("question", "given"), {}, [("question", "due")], False),
    (("contract", "offering"), "platinum", [("question", "due")], False),
]


def _altered(path: tuple[Any, ...], value: Any) -> str:
    data = json.loads(
        applied(holidays="france").record("due", "response", received=RECEIVED).model_dump_json()
    )
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(data)


@pytest.mark.parametrize(("path", "value", "expected", "stands"), TAMPERED)
def test_what_is_otherwise_is_named(
    path: tuple[Any, ...], value: Any, expected: list[tuple[str, str]], stands: bool
) -> None:
    result = replay(Record.from_text(_altered(path, value)))
    assert [(each.item, each.name) for each in result.differences] == expected
    assert result.is_equal == stands
    unanswered = {("question", "due"), ("question", "no-such-topic"), ("policy", "9.9.9")}
    assert (result.found is None) == (not unanswered.isdisjoint(expected))
    for each in result.differences:
        assert each.said.fr != each.said.en
        assert "{" not in each.said.fr + each.said.en


def test_days_made_up_and_half_days_are_recorded() -> None:
    china = applied(holidays="CN", time_zone="Asia/Shanghai")
    at = datetime(2026, 2, 13, 10, tzinfo=read_zone("Asia/Shanghai"))
    record = china.record("due", "response", received=at)
    assert record.holidays[0].made_up == {date(2026, 2, 14): "fri"}
    halves = applied(holidays={"country": "DE", "half_days": {"12-24": "12:00"}})
    record = halves.record("due", "response", received=datetime(2026, 12, 23, 10, tzinfo=UTC))
    assert record.holidays[0].half_days == {date(2026, 12, 24): "12:00"}
    for each in (record, Record.from_text(record.model_dump_json())):
        assert replay(each).is_equal


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    copytree(ROOT / "policies", folder)
    return folder


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_an_altered_policy_is_named(policies: Path) -> None:
    record = applied().record("due", "response", received=RECEIVED)
    edit(policies / "1.0.0" / "service-levels.yaml", "business_days: 1", "business_days: 2")
    result = replay(record, load_policy(path=policies / "1.0.0"))
    assert {"value", "policy"} <= {each.item for each in result.differences}
    assert not result.is_equal
    # The lock is not fooled either: the version is no longer what was published.
    locked = replay(record, load_policies(policies))
    assert [each.item for each in locked.differences] == ["policy"]
    assert "PSP403" in locked.differences[0].said.fr


def test_a_policy_of_another_version_is_named(policies: Path) -> None:
    record = applied().record("due", "response", received=RECEIVED)
    edit(policies / "1.0.0" / "policy.yaml", "version: 1.0.0", "version: 1.0.1")
    policies.joinpath("1.0.0").rename(policies / "1.0.1")
    result = replay(record, load_policy(path=policies / "1.0.1"))
    assert [(each.item, each.name) for each in result.differences] == [
        ("policy", "1.0.0"),
        ("editions", "1.0.0"),
    ]
    assert "e1" in result.differences[1].said.fr


def test_a_version_that_no_longer_governs_is_named(policies: Path) -> None:
    record = applied(signed="2026-01-15").record("due", "response", received=RECEIVED)
    edit(policies / "editions.yaml", "new_contracts: always", "new_contracts: { from: 2027-01-01 }")
    result = replay(record, load_policies(policies))
    assert [(each.item, each.name) for each in result.differences] == [("question", "due")]
    assert "PSP521" in result.differences[0].said.en


E1: dict[str, Any] = {
    "id": "e1",
    "recorded": "2026-01-01",
    "edition": "1.0.0",
    "new_contracts": "always",
    "others": "none",
}
E2: dict[str, Any] = {
    "id": "e2",
    "recorded": "2026-02-01",
    "edition": "1.1.0",
    "new_contracts": {"from": "2026-03-01"},
    "others": [{"governed_by": "1.0.0", "stay": True}],
}
WITHDRAWN: dict[str, Any] = {
    "id": "e3",
    "recorded": "2026-06-01",
    "withdraw": "1.1.0",
    "from": "2026-04-01",
    "instead": "1.0.0",
    "reason": {"fr": "Publiée par erreur.", "en": "Published by mistake."},
}


def test_a_later_event_of_the_journal_leaves_a_record_proven_and_is_told(tmp_path: Path) -> None:
    """The answer was right by all that was recorded then; whom it governs was changed for the past later."""
    then, now = (tmp_path / name for name in ("then", "now"))
    for folder, events in ((then, [E1, E2]), (now, [E1, E2, WITHDRAWN])):
        folder.mkdir()
        publish(folder, events)
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", signed=date(2026, 3, 2))
    given = {"received": RECEIVED}
    record = load_policies(then).apply(contract).on(date(2026, 4, 3)).record("due", "response", **given)
    assert (record.policy_version, record.last_event) == ("1.1.0", "e2")
    assert Record.from_text(record.model_dump_json()) == record
    assert replay(record, load_policies(then)).differences == ()
    result = replay(record, load_policies(now))
    assert result.is_equal
    (difference,) = result.differences
    assert (difference.item, difference.recorded, difference.found) == ("editions", "1.1.0", "1.0.0")
    assert "journal" in difference.said.fr
    assert "PSP520" in difference.said.en
    assert result.found == record
    # Without what was known then, the question would not be answered any more.
    forgotten = record.model_copy(update={"last_event": "e3"})
    assert [each.item for each in replay(forgotten, load_policies(now)).differences] == ["question"]


def test_a_record_of_a_version_taken_by_hand_is_told_as_one(policies: Path) -> None:
    policy = load_policy(path=policies / "1.0.0")
    record = policy.apply(applied(signed="2026-01-15").contract).record("due", "response", received=RECEIVED)
    assert record.last_event is None
    assert replay(record, policy).differences == ()
    (difference,) = replay(record, load_policies(policies)).differences
    assert (difference.item, difference.recorded, difference.found) == ("editions", None, "e1")
    assert "désignée à la main. D'après le journal, elle s'applique" in difference.said.fr
    # What the journal does not let it govern is not proven.
    edit(policies / "editions.yaml", "new_contracts: always", "new_contracts: { from: 2027-01-01 }")
    result = replay(record, load_policies(policies))
    assert not result.is_equal
    (difference,) = result.differences
    assert (difference.item, difference.found) == ("policy", None)
    assert "taken by hand" in difference.said.en
    assert "PSP521" in difference.said.en


def test_an_altered_holiday_calendar_is_named(policies: Path) -> None:
    record = applied(holidays="france").record("due", "response", received=RECEIVED)
    with policies.joinpath("calendars", "france.yaml").open("a") as file:
        file.write("removed:\n  2026-04-06: { fr: Travaillé, en: Worked }\n")
    result = replay(record, load_policy(path=policies / "1.0.0"))
    items = [(each.item, each.name, each.recorded, each.found) for each in result.differences]
    assert ("value", "due", "2026-04-07T17:00:00+02:00", "2026-04-06T17:00:00+02:00") in items
    assert ("holiday", "france", "2026-04-06", None) in items
    assert "calendar" in {item for item, *_ in items}


HOLIDAYS_NOW: list[tuple[set[date], set[date], list[tuple[str, str | None, str | None]], bool]] = [
    (set(), {date(2026, 4, 6)}, [("holiday", "2026-04-06", None)], False),
    ({date(2026, 4, 7)}, set(), [("holiday", None, "2026-04-07")], False),
    ({date(2026, 4, 8)}, {date(2026, 5, 1)}, [], True),
]


@pytest.mark.parametrize(("more", "fewer", "expected", "stands"), HOLIDAYS_NOW)
def test_another_package_of_holidays_is_named(
    monkeypatch: pytest.MonkeyPatch, more: set[date], fewer: set[date], expected: Any, stands: bool
) -> None:
    record = applied().record("due", "response", received=RECEIVED)
    known = PublicHolidays.in_year

    def in_year(self: PublicHolidays, year: int) -> dict[date, Any]:
        found = {**known(self, year), **{day: None for day in more if day.year == year}}
        return {day: name for day, name in found.items() if day not in fewer}

    monkeypatch.setattr(PublicHolidays, "in_year", in_year)
    result = replay(record)
    found = [(each.item, each.recorded, each.found) for each in result.differences if each.item == "holiday"]
    assert found == expected
    assert result.is_equal == stands


def test_holidays_of_several_sources_are_recorded_each() -> None:
    united = UnitedHolidays((PublicHolidays("FR"), ListedHolidays(["2026-04-07"])))
    assert standing._sources(united) == united.any_of


def values(count: int, size: int) -> bytes:
    """Write a list of so many values, in so many bytes."""
    return (b"[1" + b",1" * (count - 1) + b"]").ljust(size)


# a text that is no record, and the code that says so
DAMAGED = [
    (b"", "PSP780"),
    (b"{", "PSP780"),
    (b"[" * 20_000, "PSP780"),
    (b"[" * 100_000, "PSP113"),
    (values(25_000, 0), "PSP781"),
    (values(25_001, 0), "PSP113"),
    (values(50_000, 1_000_000), "PSP781"),
    (values(50_001, 1_000_000), "PSP113"),
    (b'{"format": 1, "format": 1}', "PSP780"),
    (b'{"format": NaN}', "PSP780"),
    (b'{"format": ' + b"9" * 5000 + b"}", "PSP780"),
    (b"\xff\xfe{}", "PSP004"),
    (b'"' + b"a" * 999_998 + b'"', "PSP781"),
    (b'"' + b"a" * 999_999 + b'"', "PSP005"),
    (b"[]", "PSP781"),
    (b"null", "PSP781"),
    (b"{}", "PSP781"),
    (b'{"format": 2}', "PSP781"),
    (b"a: b", "PSP780"),
]


@pytest.mark.parametrize(("raw", "code"), DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_no_record_is_refused(raw: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(raw)
    with pytest.raises(InvalidRecordError) as refused:
        Record.from_file(file)
    assert {problem.code for problem in refused.value.problems} == {code}
    assert refused.value.write("fr") != refused.value.write("en")
    with pytest.raises(InvalidRecordError, match=code):
        Record.from_text(raw)


def test_a_wrong_contract_is_refused_with_its_own_faults() -> None:
    data = json.loads(applied().record("due", "response", received=RECEIVED).model_dump_json())
    data["contract"] |= {"time_zone": "Europe/Pari", "holidays": "XX"}
    with pytest.raises(InvalidRecordError) as refused:
        Record.from_text(json.dumps(data))
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [
        ("PSP501", ("contract", "time_zone")),
        ("PSP502", ("contract", "holidays")),
    ]


def test_a_pause_that_goes_on_is_recorded() -> None:
    asked = {"received": RECEIVED, "as_of": RECEIVED + timedelta(days=4), "pauses": [(RECEIVED, None)]}
    record = applied().record("request-state", "response", **asked)
    assert record.answer.value["state"] == "paused"
    goes_there_and_back(record)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.json", tmp_path):
        with pytest.raises(InvalidRecordError, match="PSP003"):
            Record.from_file(path)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    | st.sampled_from(["2026-04-06", "9999-12-31", "0001-01-01", "2026-04-03T14:30:00"])
    | st.sampled_from(["premium", "due", "1.0.0", "Europe/Paris"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def _places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    pairs: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, each in pairs:
        yield from _places(each, (*path, key))


DATA = json.loads(applied(holidays="france").record("due", "response", received=RECEIVED).model_dump_json())
PLACES = [path for path in _places(DATA) if path]


@given(st.sampled_from(PLACES), PLAIN, st.booleans())
def test_damage_of_any_kind_is_refused_or_named(path: tuple[Any, ...], value: Any, gone: bool) -> None:
    data = json.loads(json.dumps(DATA))
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    if gone:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with suppress(InvalidRecordError):
        result = replay(Record.from_text(json.dumps(data)))
        assert result.is_equal or all(each.said.fr for each in result.differences)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(((part, 0, bound), day) for part in ("zones", "holidays") for bound in ("first", "last")
          for day in ("1899-12-31", "2200-01-01", "9999-12-31")),
        (("zones", 0), DATA["zones"][0] | {"first": "2026-04-04", "offsets": {"2026-04-02T22:00": "+02:00"}}),
    ],
)  # fmt: skip
def test_days_beyond_the_supported_years_and_instants_of_no_zone_are_refused(
    path: tuple[Any, ...], value: Any
) -> None:
    with pytest.raises(InvalidRecordError) as refused:
        replay(Record.from_text(_altered(path, value)))
    assert refused.value.problems[0].code == "PSP781"


@given(st.data())
def test_bytes_lost_or_changed_are_refused_or_read(data: st.DataObject) -> None:
    raw = bytearray(json.dumps(DATA).encode())
    start = data.draw(st.integers(0, len(raw) - 1))
    raw[start : start + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=4))
    with suppress(InvalidRecordError):
        replay(Record.from_text(bytes(raw)))


@pytest.mark.parametrize("received", [5, None, [], {}, True, "soon"])
def test_an_instant_that_is_none_is_named(received: Any) -> None:
    applied = load_policy().apply(Contract(offering="premium", time_zone="Europe/Paris", holidays="FR"))
    record = applied.record("due", "response", received=datetime(2026, 4, 3, 14, 30, tzinfo=UTC))
    written = json.loads(record.model_dump_json())
    written["question"]["given"]["received"] = received

    (told,) = replay(Record.from_text(json.dumps(written))).differences

    assert "PSP782" in told.said.en
