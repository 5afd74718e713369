"""Pauses in a table of their own, by the key of their request."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pyarrow as pa
import pytest

from ptc_service_policy import Contract, Policy, PolicyError, RequestState, ResponseDue
from ptc_service_policy.columns import AppliedPolicies, DueQuestion, with_pauses
from ptc_service_policy.columns.iso import read_iso_pauses

INSTANT = pa.timestamp("us", "UTC")
AT = datetime(2026, 4, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUESTION = DueQuestion(contract=None, pauses="pauses", as_of=AT + 30 * HOUR)


def requests(keys: list[Any]) -> pa.Table:
    return pa.table({"request": keys, "received_at": pa.array([AT] * len(keys), INSTANT)})


def pauses(rows: list[tuple[Any, datetime | None, datetime | None]]) -> pa.Table:
    keys, starts, ends = zip(*rows, strict=True)
    return pa.table(
        {"request": keys, "start": pa.array(starts, INSTANT), "end": pa.array(ends, INSTANT), "who": keys}
    )


THREE = pauses(
    [
        (3, AT + 28 * HOUR, None),
        (1, AT + 23 * HOUR, AT + 25 * HOUR),
        (9, AT, AT + HOUR),
        (1, AT + 26 * HOUR, AT + 27 * HOUR),
        (None, AT, AT + HOUR),
    ]
)


@pytest.fixture(scope="module")
def applied(policy: Policy) -> AppliedPolicies:
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR")
    return AppliedPolicies(policy, {"acme": contract})


@pytest.mark.parametrize("kind", [pa.int64(), pa.string(), pa.large_string(), pa.int8()])
def test_each_request_gets_its_own(applied: AppliedPolicies, kind: pa.DataType) -> None:
    asked = requests([1, 2, 3, None, 1])
    asked = asked.set_column(0, "request", asked["request"].cast(kind))
    joined = with_pauses(pa.concat_tables([asked.slice(0, 2), asked.slice(2)]), THREE).read_all()
    assert [len(each) for each in joined["pauses"].to_pylist()] == [2, 0, 1, 0, 2]
    answers = applied.answer(joined, QUESTION).read_all()
    assert answers["state"].to_pylist() == ["running", "running", "paused", "running", "running"]
    assert answers["used"].to_pylist() == [each * HOUR for each in (4, 7, 5, 7, 4)]


def test_no_pauses_at_all(applied: AppliedPolicies) -> None:
    joined = with_pauses(requests([1, 2]), THREE.slice(0, 0))
    assert applied.answer(joined, QUESTION).read_all()["state"].to_pylist() == ["running"] * 2


@pytest.mark.parametrize(
    ("given", "by", "code"),
    [
        (THREE.drop_columns("request"), {}, "PSP761"),
        (THREE.drop_columns("end"), {}, "PSP761"),
        (THREE.set_column(1, "start", THREE["start"].cast(pa.timestamp("us"))), {}, "PSP764"),
        (THREE.set_column(1, "start", THREE["request"]), {}, "PSP765"),
        (THREE.append_column("end", THREE["end"]), {}, "PSP762"),
        ([1, 2], {}, "PSP760"),
        (THREE, {"column": "received_at"}, "PSP763"),
        (THREE, {"request": "who"}, "PSP761"),
    ],
)
def test_what_is_no_table_of_pauses_is_refused(given: Any, by: dict[str, str], code: str) -> None:
    with pytest.raises(PolicyError, match=code):
        with_pauses(requests([1]), given, **by)


def test_a_wait_in_closed_time_moves_nothing_after_one_that_did(policy: Policy) -> None:
    readings = {"response-expiry": "same-time"}
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", readings=readings)
    friday, sunday = (AT + 14 * HOUR, AT + 71.5 * HOUR), (AT + 94 * HOUR, AT + 94.5 * HOUR)
    asked = with_pauses(requests([1, 2]), pauses([(1, *friday), (2, *friday), (2, *sunday)])).read_all()
    found = AppliedPolicies(policy, {"acme": contract}).answer(
        asked, DueQuestion(contract=None, pauses="pauses")
    )
    due = policy.apply(contract).response_due(AT, pauses=[friday]).value
    assert isinstance(due, ResponseDue)
    assert found.read_all()["due"].to_pylist() == [due.due] * 2


LISTS: dict[str, tuple[Any, str | None]] = {
    "large": (pa.large_list(pa.struct([("start", INSTANT), ("end", INSTANT)])), None),
    "seconds": (pa.list_(pa.struct([("end", pa.timestamp("s", "Asia/Tokyo")), ("start", INSTANT)])), None),
    "more fields": (pa.list_(pa.struct([("start", INSTANT), ("end", INSTANT), ("why", pa.string())])), None),
    "nothing ends": (pa.list_(pa.struct([("start", INSTANT), ("end", pa.null())])), None),
    "nothing at all": (pa.list_(pa.null()), None),
    "not even lists": (pa.null(), None),
    "no list": (INSTANT, "PSP765"),
    "no structs": (pa.list_(INSTANT), "PSP765"),
    "no end": (pa.list_(pa.struct([("start", INSTANT)])), "PSP765"),
    "text": (pa.list_(pa.struct([("start", INSTANT), ("end", pa.string())])), "PSP765"),
    "no zone": (pa.list_(pa.struct([("start", INSTANT), ("end", pa.timestamp("us"))])), "PSP764"),
}


@pytest.mark.parametrize("case", LISTS)
def test_the_types_that_lists_of_pauses_may_have(applied: AppliedPolicies, case: str) -> None:
    kind, code = LISTS[case]
    asked = requests([1]).append_column("pauses", pa.nulls(1, kind))
    if code is not None:
        with pytest.raises(PolicyError, match=code):
            applied.answer(asked, QUESTION)
        return
    assert applied.answer(asked, QUESTION).read_all()["state"].to_pylist() == ["running"]
    if kind == pa.null() or kind.value_type == pa.null():
        return
    begin = AT + 28 * HOUR
    ends = None if kind.value_type.field("end").type == pa.null() else begin + HOUR
    item = {"start": begin, "end": ends}
    asked = requests([1]).append_column("pauses", pa.array([[item]], kind))
    answers = applied.answer(asked, QUESTION).read_all()
    assert answers["used"].to_pylist() == [(5 if ends is None else 6) * HOUR]


def test_all_still_wait_where_no_pause_has_an_end(applied: AppliedPolicies) -> None:
    waits = pauses([(1, AT + 24 * HOUR, None)])
    untyped = waits.set_column(2, "end", pa.nulls(1))
    for table in (waits, untyped):
        answers = applied.answer(with_pauses(requests([1]), table), QUESTION).read_all()
        assert answers["state"].to_pylist() == ["paused"]


def test_a_pause_that_is_wrong_counts_once_it_has_begun(applied: AppliedPolicies) -> None:
    wrong = pauses([(1, AT + 26 * HOUR, AT + 25 * HOUR), (2, AT + 40 * HOUR, AT + 39 * HOUR)])
    answers = applied.answer(with_pauses(requests([1, 2]), wrong), QUESTION).read_all()
    assert answers["reason"].to_pylist() == ["PSP615", None]
    assert answers["state"].to_pylist() == [None, "running"]


ENDLESS, REVERSED, UNBEGUN = (AT + HOUR, None), (AT + 3 * HOUR, AT + 2 * HOUR), (None, AT + HOUR)


@pytest.mark.parametrize(
    "wrong",
    [
        *permutations((ENDLESS, REVERSED)),
        *permutations((ENDLESS, UNBEGUN)),
        *permutations((REVERSED, UNBEGUN)),
        *permutations((ENDLESS, REVERSED, UNBEGUN)),
    ],
)
def test_of_several_pauses_that_are_wrong_that_is_told_which_one_request_tells(
    applied: AppliedPolicies, wrong: Any
) -> None:
    joined = with_pauses(requests([1]), pauses([(1, *each) for each in wrong])).read_all()
    answers = applied.answer(joined, DueQuestion(contract=None, pauses="pauses")).read_all()

    with pytest.raises(PolicyError) as refused:
        applied.policy.apply(applied.contracts["acme"]).response_due(AT, pauses=wrong)
    assert answers["reason"].to_pylist() == [refused.value.problems[0].code]


def test_reminders_of_the_whole_time_are_those_of_one_request(applied: AppliedPolicies) -> None:
    marks: list[float | timedelta] = [8 * HOUR, timedelta(days=30), 1e-300, 1e-9]
    question = DueQuestion(contract=None, as_of=AT + 30 * HOUR, remind_at=marks)
    (reminders,) = applied.answer(requests([1]), question).read_all()["reminders"].to_pylist()
    one = applied.policy.apply(applied.contracts["acme"])
    state = one.request_state(AT, as_of=AT + 30 * HOUR, remind_at=marks).value
    assert isinstance(state, RequestState)
    assert reminders == list(state.reminders)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [("2026-04-07T11:00Z/..", True), ("2026-04-07T11:00Z / .. ", True), ("2026-04-07T11:00Z/", False),
     ("2026-04-07T11:00Z/ ", False), ("2026-04-07T11:00Z/2026-04-07T12:00Z", True),
     ("/2026-04-07T12:00Z", False)],
)  # fmt: skip
def test_an_end_that_is_cut_off_is_no_pause_that_goes_on(text: str, is_read: bool) -> None:
    _, reasons = read_iso_pauses(pa.array([text]))
    assert (not reasons.any()) == is_read
