"""Whatever is a key, or a value where another is meant, is refused with a code."""

from collections.abc import Callable
from typing import Any

import pytest

from ptc_service_policy import BusinessCalendar, Contract, PolicyError
from ptc_service_policy.loading.strict_yaml import read_yaml


def _nested(levels: int, kind: type[list[Any]] | type[dict[str, Any]]) -> Any:
    value: Any = kind()
    for _ in range(levels):
        value = [value] if kind is list else {"a": value}
    return value


class _Unwritable:
    def __repr__(self) -> str:
        raise ValueError("no text of mine")


ODD: dict[str, Any] = {
    "list": ["FR"],
    "mapping": {"a": 1},
    "number as a key": {1: 2},
    "nothing as a key": {None: 1},
    "tuple as a key": {("a", 1): []},
    "merge key": {"<<": "a"},
    "number": 1,
    "true": True,
    "deep list": _nested(3_000, list),
    "deep mapping": _nested(3_000, dict),
    "no text of its own": _Unwritable(),
    "long": "x" * 1_000_000,
    "half a character": "\ud800",
}
_TERMS: dict[str, Any] = {
    "offering": "premium",
    "time_zone": "Europe/Paris",
    "holidays": "FR",
    "start": "2026-01-01",
}
_TIMES: dict[str, Any] = {"time_zone": "Europe/Paris", "hours": {"mon": [["09:00", "17:00"]]}}
FIELDS = [
    *(("contract", name) for name in ("offering", "time_zone", "holidays", "start", "attributes", "hours")),
    *(("contract", name) for name in ("contacts", "closures", "readings", "agreed", "unknown", "id")),
    *(("calendar", name) for name in ("time_zone", "hours", "holidays", "special_hours", "closures")),
    *(("from_dict", name) for name in ("time_zone", "hours", "holidays", "closures", "unknown")),
]
DOORS: dict[str, Callable[[str, Any], object]] = {
    "contract": lambda name, value: Contract.model_validate({**_TERMS, name: value}),
    "calendar": lambda name, value: BusinessCalendar(**{**_TIMES, name: value}),
    "from_dict": lambda name, value: BusinessCalendar.from_dict(
        {**BusinessCalendar(**_TIMES).to_dict(), name: value}
    ),
}
ACCEPTED = {
    ("contract", "attributes", "mapping"),
    ("contract", "contacts", "list"),
    ("contract", "id", "long"),
    ("contract", "offering", "long"),
    ("contract", "holidays", "long"),
}
"""What is right after all, or is judged by the policy."""


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(("door", "name"), FIELDS)
def test_an_odd_value_is_refused(door: str, name: str, odd: str) -> None:
    if (door, name, odd) in ACCEPTED:
        DOORS[door](name, ODD[odd])
        return
    with pytest.raises(PolicyError) as error:
        DOORS[door](name, ODD[odd])
    assert all(len(problem.write("en")) < 20_000 for problem in error.value.problems)


@pytest.mark.parametrize(
    ("name", "value"), [("holidays", {"country": ["FR"]}), ("closures", {"2026-01-01": 1})]
)
@pytest.mark.parametrize("door", DOORS)
def test_an_odd_value_within_a_right_one_is_refused(door: str, name: str, value: Any) -> None:
    with pytest.raises(PolicyError):
        DOORS[door](name, value)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('<<: a\n"<<": b\n', ["PSP104", "PSP102"]),
        ('"<<": b\n<<: a\n', ["PSP104"]),
        ('<<: a\n<<: b\n"<<": c\n"<<": d\n', ["PSP104", "PSP104", "PSP102", "PSP102"]),
        ('a: {<<: b, "<<": c}\n', ["PSP104", "PSP102"]),
        ('- {<<: b, "<<": c}\n', ["PSP104", "PSP102"]),
        ('"": 1\n"": 2\n', ["PSP102"]),
        ("? [a]\n: 1\n", ["PSP107"]),
        ("? {a: 1}\n: 1\n", ["PSP107"]),
    ],
)
def test_every_key_can_be_told_of(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in read_yaml(text.encode(), "file").problems] == codes


@pytest.mark.parametrize("opens", ["[", "{a: ", "- ", "{? "])
def test_no_depth_is_too_deep_to_be_refused(opens: str) -> None:
    raw = (opens * 3_000).encode()

    assert read_yaml(raw, "file").problems
    with pytest.raises(PolicyError):
        Contract.from_text(raw)


@pytest.mark.parametrize("zone", ["localtime", "posixrules", "Factory"])
def test_a_zone_of_the_machine_is_refused(zone: str) -> None:
    for door in ("contract", "calendar", "from_dict"):
        with pytest.raises(PolicyError, match=r"PSP501|PSP602"):
            DOORS[door]("time_zone", zone)
