"""Measure what embedding costs: the import, the first load, and answers. Writes benchmarks/answers.md.

Figures of fresh interpreters are medians over several; the others are the best of several rounds. Each
stands beside a yardstick that was measured in the same run, for machines differ.
"""

import json
import platform
import subprocess
import sys
import time
import timeit
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import pydantic
import yaml
from benchmarks.installed import ROOT, installed

from ptc_service_policy import AppliedPolicy, Contract, load_policy
from ptc_service_policy.loading.contract_edition import Told, Ways
from ptc_service_policy.model.editions import Event

TABLE = Path(__file__).with_suffix(".md")
FRESH_RUNS = 15
DAY = timedelta(days=1)
CONTRACTS = 2_000
SAME_TERMS = "others on terms seen before"

FRESH = """
import time
start = time.perf_counter()
import pydantic, yaml
FIRST_MODEL
third_party = time.perf_counter()
import ptc_service_policy
imported = time.perf_counter()
ptc_service_policy.load_policy()
loaded = time.perf_counter()
ptc_service_policy.load_policy()
again = time.perf_counter()
print(third_party - start, imported - third_party, loaded - imported, again - loaded)
"""

# pydantic loads much of itself when the first model is made: whoever makes one pays for it.
FIRST_MODEL = 'type("Any", (pydantic.BaseModel,), {})'


def fresh_interpreters(env: Mapping[str, str], *, with_a_model: bool) -> tuple[float, float, float, float]:
    """Return the medians of: pydantic and yaml, our import, the first load, the second one; in ms.

    The first run warms the disk and is left out. ``env`` leads to the installed wheel; ``with_a_model``
    counts what pydantic loads for a first model as pydantic's, as where an application has models of its own.
    """
    script = FRESH.replace("FIRST_MODEL", FIRST_MODEL if with_a_model else "")
    runs = []
    for _ in range(FRESH_RUNS + 1):
        command = [sys.executable, "-P", "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
        runs.append([float(part) * 1000 for part in done.stdout.split()])
    third_party, imported, loaded, again = (median(column) for column in zip(*runs[1:], strict=True))
    return third_party, imported, loaded, again


def microseconds(question: Callable[[], object], number: int) -> float:
    """Return the best cost of one call over several rounds."""
    question()
    return min(timeit.repeat(question, number=number, repeat=9)) / number * 1e6


def each(ask: Callable[..., object], about: Iterable[object], *more: object) -> float:
    """Return the median cost of one call for each of several things, none of which was asked about before."""
    costs = []
    for one in about:
        begin = time.perf_counter()
        ask(one, *more)
        costs.append(time.perf_counter() - begin)
    return median(costs) * 1e6


def a_hundred_editions() -> Iterator[Event]:
    """Yield a journal in which every month another edition takes new contracts, and others at a renewal."""
    for number in range(100):
        day = date(2020, 1, 1) + number * 30 * DAY
        line = {"governed_by": [f"1.{each}.0" for each in range(number)], "at": "first-renewal-from"}
        plain = {
            "id": f"e{number}",
            "recorded": f"{day}",
            "edition": f"1.{number}.0",
            "new_contracts": {"from": f"{day}"},
            "others": [{**line, "from": f"{day}"}] if number else "none",
        }
        yield Event.model_validate_json(json.dumps(plain))


def main() -> None:
    with installed() as env:
        third_party, imported, loaded, again = fresh_interpreters(env, with_a_model=True)
        bare, imported_bare, *_ = fresh_interpreters(env, with_a_model=False)
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "policies" / "1.0.0").glob("*.yaml"))]
    plain_yaml = microseconds(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts], 3) / 1000

    policy = load_policy()
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))
    applied = policy.apply(contract)
    calendar = applied.due_terms().calendar
    at = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
    lookup = {("premium", "risk-mitigation"): True}
    dict_lookup = microseconds(lambda: lookup["premium", "risk-mitigation"], 100_000)
    entitlement = microseconds(lambda: policy.entitlement("premium", "risk-mitigation"), 100_000)
    due = microseconds(lambda: applied.response_due(at), 5_000)
    calendar_alone = microseconds(lambda: calendar.is_open(at), 20_000)
    available = microseconds(lambda: applied.availability(at), 5_000)
    apply = microseconds(lambda: policy.apply(contract), 5_000)
    other_days = [contract.amended(start=date(2020, 1, 1) + number * DAY) for number in range(CONTRACTS)]
    on_leave = [
        contract.amended(closures=[{"kind": "leave", "first": first, "last": first + 13 * DAY}])
        for first in (date(2026, 1, 1) + number % 365 * DAY for number in range(CONTRACTS))
    ]
    apply_new = each(policy.apply, other_days)
    first_due = each(lambda said: policy.apply(said).response_due(at), other_days)
    first_available = each(AppliedPolicy.availability, map(policy.apply, on_leave), at)
    first_due_on_leave = each(AppliedPolicy.response_due, map(policy.apply, on_leave), at)
    ways = Ways(a_hundred_editions())
    signed = Told(date(2021, 5, 5), (date(2022, 5, 5),))
    ways.editions(signed, date(2024, 1, 1))
    new_day = each(
        partial(ways.editions, signed), (date(2020, 1, 1) + number * DAY for number in range(2_000))
    )

    of_imports = f"{imported / third_party:.2f} of pydantic's and yaml's {third_party:.0f} ms"
    of_bare = f"{imported_bare / bare:.2f} of their {bare:.0f} ms without a model"
    of_yaml = f"{loaded / plain_yaml:.1f} times yaml.CSafeLoader alone on the same files"
    of_lookup = f"{entitlement / dict_lookup:.1f} times a dict lookup"
    of_is_open = "{:.1f} times is_open of its calendar"
    rows = [
        ("`import ptc_service_policy`, beside models", f"{imported:.1f} ms", "at most 40 ms", of_imports),
        (
            "`import ptc_service_policy`, the first models",
            f"{imported_bare:.1f} ms",
            "at most 40 ms",
            of_bare,
        ),
        ("`load_policy()`, first", f"{loaded:.1f} ms", "at most 60 ms", of_yaml),
        ("`load_policy()`, again", f"{again * 1000:.1f} us", "cached", ""),
        ("`policy.entitlement(...)`", f"{entitlement:.2f} us", "at most 1 us", of_lookup),
        ("`policy.apply(contract)`", f"{apply:.1f} us", "at most 5 us", "the same contract again"),
        ("`policy.apply(contract)`, others", f"{apply_new:.1f} us", "at most 5 us", SAME_TERMS),
        ("the same, with a first `response_due`", f"{first_due:.1f} us", "at most 25 us", SAME_TERMS),
        ("first `availability`, each with leave", f"{first_available:.1f} us", "at most 25 us", SAME_TERMS),
        (
            "first `response_due`, each with leave",
            f"{first_due_on_leave:.1f} us",
            "at most 25 us",
            SAME_TERMS,
        ),
        (
            "which of 100 editions, a day not asked before",
            f"{new_day:.1f} us",
            "at most 20 us",
            "alike contracts",
        ),
        (
            "`applied.response_due(at)`",
            f"{due:.1f} us",
            "under 10 us",
            of_is_open.format(due / calendar_alone),
        ),
        (
            "`applied.availability(at)`",
            f"{available:.1f} us",
            "",
            of_is_open.format(available / calendar_alone),
        ),
    ]
    versions = f"Python {platform.python_version()}, pydantic {pydantic.VERSION}, PyYAML {yaml.__version__}"
    lines = [
        "# What embedding costs",
        "",
        f"{versions}; written by `python -m benchmarks.answers`.",
        "",
        "| what | cost | target | beside |",
        "| --- | --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    text = "\n".join(lines) + "\n"
    TABLE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
