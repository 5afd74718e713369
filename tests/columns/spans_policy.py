"""A policy whose targets depend on attributes and count by every span, and contracts that vary with it."""

import random
import shutil
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from ptc_service_policy import Contract, Policy, load_policy
from ptc_service_policy.business_time.conventions import EXPIRIES, RECEIPTS

ROOT = Path(__file__).parents[2]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
SPANS: list[dict[str, Any]] = [
    *({"business_days": days} for days in (0, 1, 3)),
    *({"calendar_days": days} for days in (0, 1, 45)),
    *({"business_minutes": minutes} for minutes in (0, 45)),
    *({"business_hours": hours} for hours in (0.5, 8, 30)),
    *({"minutes": 20}, {"hours": 2.5}, {"hours": 900}),
]
UNTIL = (None, "10:00", "16:45")
CUT_OFFS = (None, "15:00", {"mon": "12:00", "wed": "23:30", "fri": "10:30", "sun": "02:00"})
HOURS: list[dict[str, Any] | None] = [
    None,
    {"hours": "shifts", "closed_on": ["recognised-holidays"]},
    {"hours": "day-and-night", "closed_on": "none"},
    {"hours": "seasons", "closed_on": ["recognised-holidays", "leave"]},
    {"hours": "relay", "closed_on": ["recognised-holidays"]},
    {"working_hours_of": "premium", "with": {"sat": "fri"}},
]
CONVENTIONS = tuple(product(RECEIPTS, EXPIRIES))


def words(name: str) -> dict[str, str]:
    return {"fr": name, "en": name}


def attribute(cases: Any, **more: Any) -> dict[str, Any]:
    named = {each: {"name": words(each), "phrase": words(each)} for each in cases}
    return {"name": words("attribute"), "known_from": "request", "cases": named, **more}


def hours(**of: Any) -> dict[str, Any]:
    return {"name": words("hours"), **of}


def weekly(days: Any, *pairs: tuple[str, str]) -> dict[str, Any]:
    return {day: [{"opens": opens, "closes": closes} for opens, closes in pairs] for day in days}


def targets(count: int, seed: int) -> list[dict[str, Any]]:
    """Draw values of targets, of which each kind of span is one at least."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        within = SPANS[number % len(SPANS)]
        by_days = any(unit in within for unit in ("business_days", "calendar_days"))
        on_hours = any(unit.startswith("business") for unit in within)
        parts = {
            "hours": draw.choice(HOURS) if on_hours else None,
            "until": draw.choice(UNTIL) if by_days else None,
            "cut_off": draw.choice(CUT_OFFS) if by_days else None,
        }
        made.append({"within": within, **{name: value for name, value in parts.items() if value is not None}})
    return made


FOLLOWS = {"inside": "shifts", "closed_on": ["recognised-holidays", "leave"]}


def write_policy(folder: Path, count: int = 60, unit: str = "hour") -> Policy:
    """Write the policy: the severities s1, s2 ... of its targets have one value each."""
    shutil.copytree(ROOT / "policies" / "1.0.0", folder)
    shutil.copytree(ROOT / "policies" / "calendars", folder.parent / "calendars")
    cases = [f"s{number + 1}" for number in range(count)]
    with edited(folder / "vocabulary.yaml") as vocabulary:
        vocabulary["attributes"] = {
            "severity": attribute(cases),
            "moment": attribute(("inside", "outside"), follows=FOLLOWS),
            "region": attribute(("emea", "apac"), known_from="contract", if_not_told="emea"),
            "seats": {
                "name": words("seats"),
                "known_from": "request",
                "number": True,
                "unit": unit,
                "bands": {
                    "few": {"to": 10, "name": words("few")},
                    "more": {"to": 250.5 if unit == "hour" else 250, "name": words("more")},
                    "many": {"name": words("many")},
                },
            },
        }
        vocabulary["hours"] = {
            "shifts": hours(
                time_zone="America/Los_Angeles",
                weekly={
                    **weekly(WEEKDAYS, ("06:00", "11:30"), ("13:00", "15:00")),
                    **weekly(("sat",), ("22:00", "03:00")),
                },
            ),
            "relay": hours(any_of=["shifts", "seasons"]),
            "day-and-night": hours(time_zone="Asia/Kathmandu", weekly="always"),
            "seasons": hours(
                time_zone="contract",
                weekly=weekly(WEEKDAYS, ("09:00", "17:00")),
                periods=[
                    {
                        "first": "2020-06-15",
                        "last": "2020-09-15",
                        "each_year": True,
                        "weekly": weekly(WEEKDAYS, ("08:00", "12:00")),
                    }
                ],
            ),
        }
    with edited(folder / "service-levels.yaml") as levels:
        tree = {"by": "severity", "cases": dict(zip(cases, targets(count, 2026), strict=True))}
        by_moment = {
            "by": "moment",
            "cases": {
                "inside": {
                    "by": "seats",
                    "cases": {"few": {"within": {"hours": 1}}},
                    "otherwise": {"within": {"hours": 2}},
                },
                "outside": {"by": "region", "cases": {"emea": {"immediately": True}, "apac": "not-promised"}},
            },
        }
        response = levels["targets"]["response"]
        rule = {key: response[key] for key in ("description", "source")}
        for receipt, expiry in CONVENTIONS:
            bound = "excluded" if expiry == "same-time" else "included"
            counting = {"receipt": receipt, "expiry": expiry}
            values = {"premium": tree, "standard": {"same_as": "premium"}, "tsam": {"same_as": "premium"}}
            id_ = f"{receipt}-{expiry}"
            levels["targets"][id_] = {
                **rule,
                "name": words(id_),
                "values": values,
                "counting": counting,
                "bound": bound,
            }
        values = {"premium": by_moment, "standard": "not-provided", "tsam": {"same_as": "premium"}}
        levels["targets"]["update"] = {**rule, "name": words("update"), "values": values}
    with edited(folder / "availability.yaml") as availability:
        availability["working-hours"]["values"]["standard"] = {"same_as": "premium"}
        days = availability["on-request"]["values"]["premium"]
        by_region = {
            "by": "region",
            "cases": {
                "emea": {
                    "by": "severity",
                    "cases": {"s1": {**days, "hours": "always"}},
                    "otherwise": {**days, "hours": "shifts"},
                },
                "apac": {**days, "days": ["sat"]},
            },
        }
        availability["on-request"]["values"]["premium"] = by_region
    return load_policy(path=folder)


class edited:  # noqa: N801 - reads as a verb
    """Read a YAML file, and write it again with what was changed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> dict[str, Any]:
        data: dict[str, Any] = yaml.safe_load(self._file.read_text("utf-8"))
        self._data = data
        return data

    def __exit__(self, *_: object) -> None:
        self._file.write_text(yaml.dump(self._data, Dumper=WithoutAliases, sort_keys=False), "utf-8")


class WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def contracts(terms: dict[str, Contract]) -> dict[str, Contract]:
    """Return some of the contracts of other tests, with terms that hold for a time only."""
    agreed = [
        {
            "rule": f"targets.{target}",
            "value": {"within": {"business_days": 4}},
            "when": {"severity": "s2"} if target != "update" else {},
            "approved_by": "PTC",
            "from": "2026-03-20",
            "until": "2026-10-25",
        }
        for target in ("update", "as-received-close-of-business")
    ]
    made = {}
    for number, (key, contract) in enumerate(list(terms.items())[::6]):
        more: dict[str, Any] = {"agreed": agreed} if number % 3 == 0 else {}
        if number % 4 == 1:
            more["attributes"] = {"region": "apac"}
        made[key] = Contract.model_validate(
            {**contract.model_dump(mode="json", by_alias=True, exclude_none=True), **more}
        )
    return made
