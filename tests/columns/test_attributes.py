"""Columns that tell attributes: what they may hold, what their rows are answered, and what is refused."""

import csv
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.columns import spans_policy
from tests.evaluation.test_edits import write

from ptc_service_policy import Contract, Policy, PolicyError, ResponseDue, load_policy
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion, ElapsedQuestion
from ptc_service_policy.columns import duckdb as with_duckdb
from ptc_service_policy.columns import pandas as with_pandas
from ptc_service_policy.columns import polars as with_polars
from ptc_service_policy.columns.bulk import Bulk, answer_file
from ptc_service_policy.text import LANGUAGES

SEVERITY = Path(__file__).parents[1] / "descriptions" / "severity" / "1.0.0"
AT = datetime(2026, 4, 8, 14, 30, tzinfo=UTC)
S1, S2 = AT + timedelta(minutes=30), AT + timedelta(hours=4)
QUESTION = DueQuestion(attributes=["severity"])


@pytest.fixture(scope="module")
def applied() -> AppliedPolicies:
    contracts = {
        name: Contract(offering=name, time_zone="Europe/Paris", holidays="none") for name in ("a", "trial")
    }
    return AppliedPolicies(load_policy(path=SEVERITY), contracts)


@pytest.fixture(scope="module")
def by_seats(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """A policy of which the update is due by the number of seats, within the hours that a moment follows."""
    return spans_policy.write_policy(tmp_path_factory.mktemp("spans") / "policy", count=2)


@pytest.fixture(scope="module")
def banded(by_seats: Policy) -> AppliedPolicies:
    contract = Contract(offering="premium", time_zone="America/Los_Angeles", holidays="none")
    return AppliedPolicies(by_seats, {"only": contract})


def table(severities: Any, contracts: Any = None, name: str = "severity") -> pa.Table:
    contracts = contracts or ["a"] * len(severities)
    received = pa.array([AT] * len(severities), pa.timestamp("us", "UTC"))
    return pa.table({"contract": contracts, "received_at": received, name: severities})


def ask(applied: AppliedPolicies, requests: pa.Table, question: Any = QUESTION) -> list[tuple[Any, Any]]:
    answers = applied.answer(requests, question).read_all()
    answers.validate(full=True)
    column = next(name for name in ("due", "availability", "elapsed") if name in answers.column_names)
    return list(zip(answers[column].to_pylist(), answers["reason"].to_pylist(), strict=True))


KINDS: dict[str, Callable[[pa.Array], pa.Array]] = {
    "string": lambda cases: cases,
    "large string": lambda cases: cases.cast(pa.large_string()),
    "string view": lambda cases: cases.cast(pa.string_view()),
    "dictionary": lambda cases: cases.dictionary_encode(),
}


@pytest.mark.parametrize("as_type", KINDS.values(), ids=KINDS)
def test_a_column_tells_the_case_of_each_row(
    applied: AppliedPolicies, as_type: Callable[[pa.Array], pa.Array]
) -> None:
    severities = as_type(pa.array(["s2", "s1", None, "s9"]))
    expected = [(S2, None), (S1, None), (None, "PSP713"), (None, "PSP714")]
    assert ask(applied, table(severities)) == expected
    renamed = DueQuestion(attributes={"severity": "priority"})
    assert ask(applied, table(severities, name="priority"), renamed) == expected
    told = DueQuestion(attributes=["severity"], told={"severity": "s1"})
    assert ask(applied, table(severities), told) == [*expected[:2], (S1, None), expected[3]]


def test_what_is_told_of_all_rows_needs_no_column(applied: AppliedPolicies) -> None:
    for severity, due in (("s1", S1), ("s2", S2)):
        assert ask(applied, table(["s4"]), DueQuestion(told={"severity": severity})) == [(due, None)]
    assert ask(applied, table(["s1"]), DueQuestion()) == [(None, "PSP713")]


def test_a_column_of_nulls_tells_nothing(applied: AppliedPolicies) -> None:
    assert ask(applied, table(pa.nulls(2), ["a", "trial"])) == [(None, "PSP713"), (None, "PSP757")]


def test_what_the_source_says_of_a_row_has_its_basis_and_firmness(applied: AppliedPolicies) -> None:
    requests = table(["s1"] * 4, ["a", "trial", "nobody", None])
    answers = applied.answer(requests, QUESTION).read_all()
    assert answers["basis"].to_pylist() == ["stated", "stated", None, None]
    assert answers["firmness"].to_pylist() == ["owed", "owed", None, None]
    assert answers["reason"].to_pylist() == [None, "PSP757", "PSP750", None]
    resolution = DueQuestion(attributes=["severity"], target="resolution")
    assert ask(applied, requests.slice(0, 1), resolution) == [(None, "PSP757")]


def test_open_time_passes_in_the_hours_of_the_case(applied: AppliedPolicies) -> None:
    weekend = table(["s1", "s2"])
    saturday, sunday = datetime(2026, 4, 11, 12, tzinfo=UTC), datetime(2026, 4, 12, 12, tzinfo=UTC)
    for name, at in (("start", saturday), ("end", sunday)):
        weekend = weekend.append_column(name, pa.array([at] * 2, pa.timestamp("us", "UTC")))
    question = ElapsedQuestion(attributes=["severity"])
    assert ask(applied, weekend, question) == [(timedelta(days=1), None), (timedelta(0), None)]


@pytest.mark.parametrize(
    ("offering", "due", "states"),
    [
        ("silver", AT + timedelta(hours=2), ["met", "missed", "missed"]),
        ("platinum", AT, [None, "met", "missed"]),
    ],
)
def test_where_the_last_instant_is_excluded_it_is_too_late(
    offering: str, due: datetime, states: list[str | None]
) -> None:
    contract = Contract(offering=offering, time_zone="Europe/Paris", holidays="none")
    mcad = AppliedPolicies(load_policy(path=SEVERITY.parents[1] / "mcad" / "1.0.0"), {"a": contract})
    answered = [due - timedelta.resolution, due, due + timedelta.resolution]
    requests = table([None] * 3).append_column("answered_at", pa.array(answered, pa.timestamp("us", "UTC")))
    assert [row[0] for row in ask(mcad, requests, DueQuestion())] == [due] * 3
    answers = mcad.answer(requests, DueQuestion(answered_at="answered_at")).read_all()
    assert answers["state"].to_pylist() == states
    for as_of, state in ((due, states[1] == "missed"), (due + timedelta.resolution, True)):
        waiting = mcad.answer(requests, DueQuestion(as_of=as_of)).read_all()
        assert waiting["state"].to_pylist() == ["overdue" if state else "running"] * 3


INSIDE, OUTSIDE = datetime(2026, 4, 8, 17, tzinfo=UTC), datetime(2026, 4, 8, 23, 30, tzinfo=UTC)
BANDED = DueQuestion(contract=None, target="update", attributes=["seats"])


@pytest.mark.parametrize(
    "seats",
    [
        pa.array([0, 10, 11, 250, None]),
        pa.array([0.0, 10.0, 10.5, 250.5, None]),
        pa.array([0, 10, 11, 120, None], pa.uint8()),
        pa.array(["0", " 10 ", "10.01", "more", None]),
        pa.array(["few", "few", "many", "1e3", ""]).dictionary_encode(),
    ],
)
def test_numbers_are_in_the_first_band_that_they_do_not_exceed(
    banded: AppliedPolicies, seats: pa.Array
) -> None:
    requests = pa.table({"received_at": pa.array([INSIDE] * 5, pa.timestamp("us", "UTC")), "seats": seats})
    few, more = INSIDE + timedelta(hours=1), INSIDE + timedelta(hours=2)
    missing = "PSP714" if pa.types.is_dictionary(seats.type) else "PSP713"
    assert ask(banded, requests, BANDED) == [*[(few, None)] * 2, *[(more, None)] * 2, (None, missing)]


@pytest.mark.parametrize(
    "seats", [pa.array([-1]), pa.array([float("nan")]), pa.array(["-1"]), pa.array(["1,5"])]
)
def test_what_is_in_no_band_is_a_reject(banded: AppliedPolicies, seats: pa.Array) -> None:
    requests = pa.table({"received_at": pa.array([INSIDE], pa.timestamp("us", "UTC")), "seats": seats})
    assert ask(banded, requests, BANDED) == [(None, "PSP714")]


@pytest.mark.parametrize(
    "seats", [pa.array([2.0, 9.5, float("inf"), None]), pa.array(["2", "9.5", "inf", None])]
)
def test_a_part_of_what_is_counted_whole_is_a_reject(tmp_path: Path, seats: pa.Array) -> None:
    policy = spans_policy.write_policy(tmp_path / "policy", count=2, unit="person")
    contract = Contract(offering="premium", time_zone="America/Los_Angeles", holidays="none")
    requests = pa.table({"received_at": pa.array([INSIDE] * 4, pa.timestamp("us", "UTC")), "seats": seats})
    due = INSIDE + timedelta(hours=1)
    expected = [(due, None), (None, "PSP714"), (None, "PSP714"), (None, "PSP713")]
    assert ask(AppliedPolicies(policy, {"only": contract}), requests, BANDED) == expected


def test_a_case_that_follows_from_the_instant_needs_no_column(banded: AppliedPolicies) -> None:
    instants = pa.array([INSIDE, OUTSIDE, None], pa.timestamp("us", "UTC"))
    requests = pa.table(
        {"received_at": instants, "seats": ["few"] * 3, "moment": ["outside", None, "outside"]}
    )
    inside = INSIDE + timedelta(hours=1)
    assert ask(banded, requests, BANDED) == [(inside, None), (OUTSIDE, None), (None, None)]
    told = DueQuestion(contract=None, target="update", attributes=["seats", "moment"])
    assert ask(banded, requests, told) == [(INSIDE, None), (OUTSIDE, None), (None, None)]


def test_holidays_and_absences_close_the_hours_that_a_case_follows(by_seats: Policy) -> None:
    terms = {"offering": "premium", "time_zone": "America/Los_Angeles"}
    day = INSIDE.date()
    closed = {"holidays": [day]}
    away = {"holidays": "none", "closures": [{"kind": "leave", "first": day, "last": day}]}
    contracts = {
        key: Contract.model_validate({**terms, **more})
        for key, more in (("open", {"holidays": "none"}), ("holiday", closed), ("leave", away))
    }
    applied = AppliedPolicies(by_seats, contracts)
    instants = pa.array([INSIDE] * 3, pa.timestamp("us", "UTC"))
    requests = pa.table({"contract": list(contracts), "received_at": instants, "seats": ["few"] * 3})
    question = DueQuestion(target="update", attributes=["seats"])
    found = ask(applied, requests, question)
    assert found == [(INSIDE + timedelta(hours=1), None), (INSIDE, None), (INSIDE, None)]
    for key, (due, _) in zip(contracts, found, strict=True):
        one = by_seats.apply(contracts[key]).due("update", INSIDE, seats="few").value
        assert isinstance(one, ResponseDue)
        assert one.due == due


REFUSED: dict[str, tuple[Any, Any, str]] = {
    "no such attribute": (table(["s1"]), DueQuestion(attributes=["severities"]), "PSP722"),
    "no such column": (table(["s1"]), DueQuestion(attributes={"severity": "prio"}), "PSP761"),
    "numbers without bands": (table([1]), QUESTION, "PSP765"),
    "truths": (table([True]), QUESTION, "PSP765"),
    "no such case told": (table(["s1"]), DueQuestion(told={"severity": "s9"}), "PSP714"),
    "no such attribute told": (
        table(["s1"]),
        AvailabilityQuestion(at="received_at", told={"x": "y"}),
        "PSP722",
    ),
    "no such target": (table(["s1"]), DueQuestion(target="respond"), "PSP716"),
    "no such target for open time": (
        table(["s1"]),
        ElapsedQuestion(start="received_at", end="received_at", target="respond"),
        "PSP716",
    ),
}


@pytest.mark.parametrize(("requests", "question", "code"), REFUSED.values(), ids=REFUSED)
def test_is_refused_before_anything_is_read(
    applied: AppliedPolicies, requests: Any, question: Any, code: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        applied.answer(requests, question)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert all(text[language] for text in (problem.message, problem.hint) for language in LANGUAGES)


def test_a_target_of_one_contract_is_a_reject_under_the_others(applied: AppliedPolicies) -> None:
    agreed = {
        "rule": "targets.callback",
        "value": {"within": {"hours": 2}},
        "new": {"name": {"fr": "Rappel", "en": "Call back"}},
        "approved_by": "PTC",
    }
    own = applied.contracts["a"].model_dump(mode="json", exclude_none=True) | {"agreed": [agreed]}
    both = AppliedPolicies(applied.policy, {**applied.contracts, "own": Contract.model_validate(own)})
    question = DueQuestion(target="callback")
    assert ask(both, table(["s1", "s1"], ["own", "a"]), question) == [
        (AT + timedelta(hours=2), None),
        (None, "PSP716"),
    ]


def test_questions_travel_and_compare() -> None:
    question = DueQuestion(attributes={"severity": "priority"}, told={"region": "emea"})
    copy = pickle.loads(pickle.dumps(question))
    assert (copy, hash(copy)) == (question, hash(question))
    assert DueQuestion(attributes=["severity"]) == DueQuestion(attributes={"severity": "severity"})
    assert question.columns == ("contract", "received_at", "priority")


def test_pandas_and_polars_read_the_columns_of_attributes(applied: AppliedPolicies) -> None:
    requests = table(["s1", "s2", None])
    expected = [S1, S2, None]
    frame = requests.to_pandas()
    frame["severity"] = frame["severity"].astype("category")
    found = with_pandas.answer(frame, applied, QUESTION)
    assert [None if pd.isna(each) else each for each in found["due"]] == expected
    lazy = with_polars.answer(pl.LazyFrame(pl.from_arrow(requests)), applied, QUESTION)
    assert lazy.collect()["due"].to_list() == expected


def test_duckdb_functions_take_them_last(applied: AppliedPolicies, banded: AppliedPolicies) -> None:
    connection = duckdb.connect()
    with_duckdb.register(connection, applied, due=QUESTION, all_s1=DueQuestion(told={"severity": "s1"}))
    at = "timestamptz '2026-04-08 14:30:00Z'"
    ((s2, s1, reason, told),) = connection.execute(
        f"select due('a', {at}, 's2').due, due('a', {at}, 's1').due, due('a', {at}, null).reason, "
        f"all_s1('a', {at}).due"
    ).fetchall()
    assert (s2, s1, reason, told) == (S2, S1, "PSP713", S1)
    connection = duckdb.connect()
    with_duckdb.register(connection, banded, update_due=BANDED)
    at = f"timestamptz '{INSIDE.isoformat()}'"
    ((few, more),) = connection.execute(
        f"select update_due({at}, '10').due, update_due({at}, 10.5::varchar).due"
    ).fetchall()
    assert (few, more) == (INSIDE + timedelta(hours=1), INSIDE + timedelta(hours=2))


def test_a_file_of_requests_tells_them_in_columns_of_their_name(
    applied: AppliedPolicies, policy: Policy, tmp_path: Path
) -> None:
    requests, answers, rejects = (tmp_path / name for name in ("requests.csv", "answers.csv", "rejects.csv"))
    lines = ("a,s1", "a,s2", "a,", "a,s9", "trial,")
    text = "".join(f"2026-04-08T14:30:00Z,{line}\n" for line in lines)
    requests.write_text(f"received_at,contract,severity\n{text}", "utf-8")
    done = answer_file(requests, answers, rejects, form=".csv", applied=applied)
    assert done == Bulk(rows=5, rejects=2)
    with answers.open(encoding="utf-8", newline="") as stream:
        found = [(row["due"], row["reason"]) for row in csv.DictReader(stream)]
    assert found == [
        ("2026-04-08T15:00:00Z", ""),
        ("2026-04-08T18:30:00Z", ""),
        ("", "PSP713"),
        ("", "PSP714"),
        ("", "PSP757"),
    ]
    with rejects.open(encoding="utf-8", newline="") as stream:
        told = {row["row"]: (row["code"], row["message"]) for row in csv.DictReader(stream)}
    assert {row: code for row, (code, _) in told.items()} == {"3": "PSP713", "4": "PSP714"}
    assert "Give one of: s1, s2, s3, s4." in told["3"][1]
    assert "The attribute severity has no case s9." in told["4"][1]
    assert policy.ids("target") == ("response",)


COUNTRY = DueQuestion(attributes=["country"])


@pytest.fixture(scope="module")
def by_country(tmp_path_factory: pytest.TempPathFactory) -> AppliedPolicies:
    """1.0.0, in which the response is due by the country, which a contract says, or else a question."""
    cases = {each: {"name": {"fr": each, "en": each}} for each in ("france", "japan")}
    attribute = {"name": {"fr": "Pays", "en": "Country"}, "known_from": "contract", "cases": cases}
    hours = {each: {"within": {"hours": hours}} for each, hours in (("france", 1), ("japan", 2))}
    changes = [
        {"file": "vocabulary", "at": "attributes/country", "value": attribute},
        {
            "file": "service-levels",
            "at": "targets/response/values/premium",
            "value": {"value": {"by": "country", "cases": hours}, "source": ["response-target-premium"]},
        },
    ]
    policy = load_policy(path=write({"changes": changes}, tmp_path_factory.mktemp("country")))
    terms = {"offering": "premium", "time_zone": "UTC", "holidays": "none"}
    contracts = {"says": {**terms, "attributes": {"country": "france"}}, "silent": terms}
    return AppliedPolicies(policy, {key: Contract.model_validate(each) for key, each in contracts.items()})


def test_a_row_that_contradicts_its_contract_is_refused(by_country: AppliedPolicies, tmp_path: Path) -> None:
    """As a single question is, whatever engine asks."""
    rows = [("says", "france"), ("says", None), ("says", "japan"), ("silent", "japan"), ("silent", None)]
    contracts, countries = (list(each) for each in zip(*rows, strict=True))
    france, japan = AT + timedelta(hours=1), AT + timedelta(hours=2)
    expected = [(france, None), (france, None), (None, "PSP729"), (japan, None), (None, "PSP713")]
    requests = table(countries, contracts, name="country")
    assert ask(by_country, requests, COUNTRY) == expected
    for (key, country), (due, code) in zip(rows, expected, strict=True):
        applied = by_country.policy.apply(by_country.contracts[key])
        told: dict[str, Any] = {} if country is None else {"country": country}
        if code is None:
            assert isinstance(answer := applied.due("response", AT, **told).value, ResponseDue)
            assert answer.due == due
        else:
            with pytest.raises(PolicyError, match=code):
                applied.due("response", AT, **told)
    reasons = [code for _, code in expected]
    found = with_pandas.answer(requests.to_pandas(), by_country, COUNTRY)
    assert [None if pd.isna(each) else each for each in found["reason"]] == reasons
    lazy = with_polars.answer(pl.LazyFrame(pl.from_arrow(requests)), by_country, COUNTRY)
    assert lazy.collect()["reason"].to_list() == reasons
    connection = duckdb.connect()
    with_duckdb.register(connection, by_country, due=COUNTRY)
    query = "select due(contract, received_at, country).reason from requests"
    assert [reason for (reason,) in connection.execute(query).fetchall()] == reasons
    file, answers, rejects = (tmp_path / name for name in ("requests.csv", "answers.csv", "rejects.csv"))
    lines = "".join(f"{AT.isoformat()},{key},{country or ''}\n" for key, country in rows)
    file.write_text(f"received_at,contract,country\n{lines}", "utf-8")
    answer_file(file, answers, rejects, form=".csv", applied=by_country)
    with rejects.open(encoding="utf-8", newline="") as stream:
        refused = {row["row"]: (row["code"], row["message"]) for row in csv.DictReader(stream)}
    assert {row: code for row, (code, _) in refused.items()} == {"3": "PSP729", "5": "PSP713"}
    assert "france" in refused["3"][1]
    assert "japan" in refused["3"][1]
