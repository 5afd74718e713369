"""Contracts: the ways to write one, and everything that is wrong with the others."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from tests.evaluation.test_edits import write as write_policy

from ptc_service_policy import (
    AppliedPolicy,
    Contract,
    InvalidContractError,
    Policy,
    Problem,
    load_policy,
)
from ptc_service_policy.errors import write_path
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.model.hours import Interval
from ptc_service_policy.text import LANGUAGES

CASES = yaml.safe_load((Path(__file__).parent / "invalid-contracts.yaml").read_text(encoding="utf-8"))
LEAST: dict[str, Any] = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}

# The ways to write one

FULL: dict[str, Any] = {
    "offering": "premium",
    "deployment": "saas",
    "time_zone": "Europe/Paris",
    "holidays": ["2026-01-01", "2026-12-25"],
    "start": "2026-01-15",
    "end": "2026-12-31",
    "hours": {
        "weekly": {
            "mon": [{"opens": "08:00", "closes": "12:00"}, {"opens": "13:00", "closes": "16:00"}],
            "sat": [{"opens": "22:00", "closes": "06:00"}],
        },
        "special": {"2026-12-24": [{"opens": "08:00", "closes": "24:00"}], "2026-12-31": []},
        "approved_by": "PTC support desk",
    },
    "language": {"value": "fr", "approved_by": "PTC support desk"},
    "contacts": ["A. Martin", "Direction informatique"],
    "closures": [
        {"kind": "leave", "first": "2026-08-03", "last": "2026-08-21"},
        {"kind": "internal-training", "first": "2026-09-01", "hours": {"opens": "09:00", "closes": "12:00"}},
    ],
    "readings": {"response-expiry": "same-time"},
}


def contract_from_yaml_file(folder: Path) -> Contract:
    path = folder / "contract.yaml"
    path.write_text(yaml.safe_dump(FULL, allow_unicode=True), encoding="utf-8")
    return Contract.from_file(path)


def contract_from_json_file(folder: Path) -> Contract:
    path = folder / "contract.json"
    path.write_text(json.dumps(FULL), encoding="utf-8")
    return Contract.from_file(str(path))


WAYS: dict[str, Callable[[Path], Contract]] = {
    "keywords": lambda _: Contract(**FULL),
    "dict": lambda _: Contract.model_validate(FULL),
    "JSON": lambda _: Contract.model_validate_json(json.dumps(FULL)),
    "YAML text": lambda _: Contract.from_text(yaml.safe_dump(FULL)),
    "YAML bytes": lambda _: Contract.from_text(yaml.safe_dump(FULL, allow_unicode=True).encode()),
    "JSON text": lambda _: Contract.from_text(json.dumps(FULL)),
    "YAML file": contract_from_yaml_file,
    "JSON file": contract_from_json_file,
    "its own dump": lambda _: Contract.model_validate(Contract(**FULL).model_dump()),
    "its own JSON": lambda _: Contract.model_validate_json(Contract(**FULL).model_dump_json()),
    "a copy": lambda _: Contract(**FULL).model_copy(),
    "type adapter": lambda _: TypeAdapter(Contract).validate_python(FULL),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_write_a_contract_says_the_same(way: str, tmp_path: Path) -> None:
    contract = WAYS[way](tmp_path)
    assert contract == Contract(**FULL)
    assert contract.start == date(2026, 1, 15)
    assert contract.holidays == (date(2026, 1, 1), date(2026, 12, 25))
    assert contract.contacts == ("A. Martin", "Direction informatique")
    assert contract.hours is not None
    weekly: Any = contract.hours.weekly
    assert weekly["sat"] == (Interval(opens="22:00", closes="06:00"),)
    assert tuple(contract.hours.special) == (date(2026, 12, 24), date(2026, 12, 31))
    assert contract.closures[1].last is None


def test_python_values_say_the_same_as_text() -> None:
    contract = Contract(
        offering="premium", time_zone="Europe/Paris", holidays=(date(2026, 1, 1),), start=date(2026, 1, 15)
    )
    written = {**LEAST, "holidays": ["2026-01-01"], "start": "2026-01-15"}
    assert contract == Contract.model_validate(written)


def test_a_date_as_a_key_says_the_same_as_text() -> None:
    day = date(2026, 12, 24)
    for key, said in (("half_days", "12:00"), ("made_up", "fri")):
        ways = [{**LEAST, "holidays": {"country": "FR", key: {each: said}}} for each in (day, str(day))]
        assert Contract(**ways[0]) == Contract(**ways[1])
        moment = datetime(2026, 12, 24, tzinfo=UTC)
        with pytest.raises(InvalidContractError, match=rf"holidays\.{key}\.2026-12-24 00:00:00\S* PSP209"):
            Contract(**{**LEAST, "holidays": {"country": "FR", key: {moment: said}}})


@pytest.mark.parametrize("holidays", ["FR", "US-CA", "DE-BY", "france", "none", [], ["2026-01-01"]])
def test_holidays_can_be(apply: Callable[..., AppliedPolicy], holidays: Any) -> None:
    applied = apply("premium", holidays=holidays)
    assert applied.calendar is not None
    assert applied.calendar.is_business_day(date(2026, 7, 14)) == (holidays not in ("FR", "france"))


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC", "Pacific/Apia"])
def test_time_zone_can_be(apply: Callable[..., AppliedPolicy], zone: str) -> None:
    calendar = apply("premium", time_zone=zone).calendar
    assert calendar is not None
    assert calendar.time_zone == zone


def test_one_day_is_a_contract(apply: Callable[..., AppliedPolicy]) -> None:
    apply("premium", start=date(2026, 1, 15), end=date(2026, 1, 15))


@pytest.mark.parametrize(("offering", "count"), [("premium", 3), ("tsam", 3), ("standard", 4)])
def test_so_many_contacts_are_fine(apply: Callable[..., AppliedPolicy], offering: str, count: int) -> None:
    assert len(apply(offering, contacts=[f"contact {n}" for n in range(count)]).contract.contacts) == count


@pytest.mark.parametrize("listed", [list, tuple])
def test_a_contract_that_agrees_on_hours_written_out_can_be_hashed(
    listed: Callable[[Any], Any], policy: Policy
) -> None:
    """A contract is read from a file with its lists as tuples."""
    hours = {"time_zone": "contract", "weekly": {"mon": listed([{"opens": "09:00", "closes": "12:00"}])}}
    term = {"rule": "availability.working-hours", "value": {"hours": hours}, "approved_by": "PTC"}
    given = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", "agreed": [term]}
    contract = Contract.model_validate(given)
    assert hash(contract) == hash(Contract.model_validate(given))
    assert policy.apply(contract).ask("working-hours").basis == "agreed"


def test_contract_never_changes() -> None:
    contract = Contract(**FULL)
    assert contract.hours is not None
    with pytest.raises(FrozenInstanceError):
        setattr(contract, "offering", "tsam")  # noqa: B010 - the type checker knows better
    with pytest.raises(TypeError):
        contract.readings["response-expiry"] = "end-of-day"
    weekly: Any = contract.hours.weekly
    with pytest.raises(TypeError):
        weekly["tue"] = ()


def test_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidContractError, match=r"none\.yaml PSP003"):
        Contract.from_file(tmp_path / "none.yaml")


# What is wrong with the others


def write(problem: Problem) -> str:
    return " ".join(str(part) for part in (problem.line, problem.code, write_path(problem.path)) if part)


def check_texts(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        entry = CATALOGUE[problem.code]
        for text, template in ((problem.message, entry.message), (problem.hint, entry.hint)):
            for language in LANGUAGES:
                left = re.findall(r"{\w+}", template[language])
                assert not [placeholder for placeholder in left if placeholder in text[language]]


def problems_of(build: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(InvalidContractError) as caught:
        build()
    assert caught.type is InvalidContractError
    assert caught.value.problems
    for problem in caught.value.problems:
        assert all((problem.message.fr, problem.message.en, problem.hint.fr, problem.hint.en))
        assert problem.message.fr != problem.message.en
    return caught.value.problems


def refusal_of(build: Callable[[], object]) -> tuple[Problem, ...]:
    problems = problems_of(build)
    check_texts(problems)
    return problems


def check_names(problems: tuple[Problem, ...], case: dict[str, Any]) -> None:
    for language in LANGUAGES:
        text = "\n".join(problem.write(language) for problem in problems)
        assert [name for name in case.get("names", ()) if str(name) not in text] == []


@pytest.mark.parametrize("name", CASES["in_itself"])
def test_refused_text_tells_where(name: str, tmp_path: Path) -> None:
    case = CASES["in_itself"][name]
    problems = refusal_of(lambda: Contract.from_text(case["text"], file="acme.yaml"))
    assert sorted(map(write, problems)) == sorted(case["problems"])
    assert {problem.file for problem in problems} == {"acme.yaml"}
    assert all(problem.column for problem in problems)
    check_names(problems, case)

    path = tmp_path / "acme.yaml"
    path.write_text(case["text"], encoding="utf-8")
    from_file = refusal_of(lambda: Contract.from_file(path))
    assert [write(problem) for problem in from_file] == [write(problem) for problem in problems]
    assert {problem.file for problem in from_file} == {str(path)}


READABLE = {
    name: case for name, case in CASES["in_itself"].items() if "PSP1" not in " ".join(case["problems"])
}


@pytest.mark.parametrize("name", READABLE)
def test_refused_data_tells_what(name: str) -> None:
    class Text(yaml.SafeLoader):
        """Leave dates as they were written, as JSON would."""

    Text.yaml_implicit_resolvers = {
        first: [each for each in resolvers if not each[0].endswith(("timestamp", ":bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    case = READABLE[name]
    data = yaml.load(case["text"], Loader=Text)
    expected = sorted(problem.partition(" ")[2] for problem in case["problems"])
    problems = refusal_of(lambda: Contract.model_validate(data))
    assert sorted(map(write, problems)) == expected
    assert {(problem.file, problem.line) for problem in problems} == {(None, None)}
    as_json = refusal_of(lambda: Contract.model_validate_json(json.dumps(data)))
    assert sorted(map(write, as_json)) == expected


@pytest.mark.parametrize("name", CASES["against_the_policy"])
def test_refused_by_the_policy(policy: Policy, name: str) -> None:
    case = CASES["against_the_policy"][name]
    contract = Contract.from_text(case["text"])
    problems = refusal_of(lambda: policy.apply(contract))
    assert sorted(map(write, problems)) == sorted(case["problems"])
    check_names(problems, case)


class Odd:
    """Be nothing that a contract could hold."""


GARBAGE: list[tuple[str, Any]] = [
    ("offering", 7),
    ("offering", None),
    ("offering", b"premium"),
    ("offering", ""),
    ("time_zone", None),
    ("time_zone", 1.5),
    ("time_zone", "Europe/Paris\0"),
    ("time_zone", "x" * 10_000),
    ("holidays", None),
    ("holidays", {"2026-01-01": "Jour de l'an"}),
    ("holidays", [None]),
    ("holidays", [0]),
    ("holidays", "FR-"),
    ("holidays", "FR-A-B"),
    ("start", 0),
    ("start", True),
    ("start", 1_700_000_000.0),
    ("start", datetime(2026, 1, 15)),  # noqa: DTZ001 - a naive one is what this is about
    ("start", "15 janvier"),
    ("start", Odd()),
    ("hours", "9-17"),
    ("hours", {"weekly": {"mon": [{"opens": 900, "closes": 1700}]}, "approved_by": "PTC"}),
    ("hours", {"weekly": {"mon": [("09:00", "17:00")]}, "approved_by": "PTC"}),
    ("contacts", "A. Martin"),
    ("contacts", [1, 2]),
    ("contacts", [""]),
    ("closures", {"kind": "leave"}),
    ("closures", [{"kind": "leave"}]),
    ("closures", [{"kind": "leave", "first": "2026-05-04", "hours": "09:00-12:00"}]),
    ("readings", ["response-expiry"]),
    ("readings", {"response-expiry": 1}),
    ("readings", {1: "same-time"}),
    ("language", "fr"),
]


@pytest.mark.parametrize(("key", "value"), GARBAGE, ids=[f"{key}={value!r:.40}" for key, value in GARBAGE])
def test_garbage_is_refused(key: str, value: Any) -> None:
    problems = refusal_of(lambda: Contract.model_validate({**LEAST, key: value}))
    assert {problem.path[:1] or (key,) for problem in problems} == {(key,)}
    refusal_of(lambda: Contract(**{**LEAST, key: value}))


@pytest.mark.parametrize("given", [None, 1, "premium", [], [LEAST], Odd(), b"{}", {}, {1: 2}, {None: None}])
def test_what_is_no_contract_is_refused(given: Any) -> None:
    refusal_of(lambda: Contract.model_validate(given))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"offering": }', "\0"])
def test_json_that_is_no_contract_is_refused(text: str) -> None:
    refusal_of(lambda: Contract.model_validate_json(text))


def test_one_fault_is_told_once() -> None:
    problems = refusal_of(lambda: Contract.model_validate({**LEAST, "start": "tomorrow"}))
    assert [write(problem) for problem in problems] == ["PSP205 start"]


# Whatever comes in

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NEARLY = st.sampled_from(
    [
        "premium",
        "FR",
        "none",
        "2026-01-15",
        "2026-02-30",
        "09:00",
        "24:00",
        "leave",
        "Europe/Paris",
        "mon",
        "",
        " ",
    ]
)
KEYS = st.sampled_from(
    [*Contract.model_fields, "weekly", "special", "approved_by", "kind", "first", "last", "hours", "value"]
)
ALMOST = st.recursive(
    NEARLY | st.none() | st.integers(-1, 40) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | NEARLY, inner, max_size=4),
    max_leaves=12,
)


def is_refused_or_fine(build: Callable[[], object]) -> None:
    with suppress(InvalidContractError):
        build()
        return
    problems_of(build)


@given(st.dictionaries(st.text(), JSON) | JSON)
@example({"offering": "\ud800", "time_zone": "\ud800", "holidays": "\ud800"})
def test_any_data_is_refused_properly(data: Any) -> None:
    is_refused_or_fine(lambda: Contract.model_validate(data))


@pytest.mark.parametrize("depth", [900, 100_000])
def test_deep_data_is_refused_properly(depth: int) -> None:
    deep: Any = ()
    for _ in range(depth):
        deep = [deep]
    assert {problem.path[0] for problem in refusal_of(lambda: Contract(**LEAST, contacts=deep))} == {
        "contacts"
    }


@given(st.dictionaries(KEYS, ALMOST))
def test_almost_a_contract_is_refused_properly(data: dict[str, Any]) -> None:
    is_refused_or_fine(lambda: Contract.model_validate({**LEAST, **data}))


@given(st.sampled_from(sorted(FULL)), ALMOST)
def test_a_contract_with_one_odd_term_is_refused_properly(policy: Policy, key: str, value: Any) -> None:
    is_refused_or_fine(lambda: policy.apply(Contract.model_validate({**FULL, key: value})))


@given(st.text() | st.text(alphabet="{}[]:,-'\"&*!|>#%@`~ \n\tab01"))
@example("offering: \ud800")
@example("? [a]\n: b")
@example("a: &x [*x]")
@example("[" * 2000)
def test_any_text_is_refused_properly(text: str) -> None:
    is_refused_or_fine(lambda: Contract.from_text(text))


@given(st.binary())
@example(b"\xff\xfe")
@example("offering: é".encode("latin-1"))
def test_any_bytes_are_refused_properly(raw: bytes) -> None:
    is_refused_or_fine(lambda: Contract.from_text(raw))


def test_what_was_put_together_without_its_terms_is_refused(policy: Policy) -> None:
    problems = refusal_of(lambda: policy.apply(Contract.model_construct(offering="premium")))
    assert [write(problem) for problem in problems] == ["PSP202 time_zone", "PSP202 holidays"]


def test_a_number_that_a_contract_tells_is_whole_where_its_unit_is(tmp_path: Path) -> None:
    called = {"fr": "Postes", "en": "Seats"}
    bands = {"many": {"name": {**called}}}
    seats = {"name": called, "known_from": "contract", "number": True, "unit": "person", "bands": bands}
    folder = write_policy(
        {"changes": [{"file": "vocabulary", "at": "attributes/seats", "value": seats}]}, tmp_path
    )
    policy = load_policy(path=folder)
    assert policy.apply(Contract(**LEAST, attributes={"seats": 10})).contract.attributes["seats"] == 10
    with pytest.raises(InvalidContractError) as refused:
        policy.apply(Contract(**LEAST, attributes={"seats": 10.5}))
    assert [(each.code, each.path) for each in refused.value.problems] == [
        ("PSP399", ("attributes", "seats"))
    ]
