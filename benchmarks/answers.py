"""Measure what embedding costs: the import, the first load, and answers. Writes benchmarks/answers.md.

Figures of fresh interpreters are medians over several; the others are the best of several rounds. Each
stands beside a yardstick that was measured in the same run, for machines differ.
"""

import os
import platform
import subprocess
import sys
import timeit
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

import pydantic
import yaml

from ptc_service_policy import Contract, load_policy

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".md")
FRESH_RUNS = 15

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


def fresh_interpreters(*, with_a_model: bool) -> tuple[float, float, float, float]:
    """Return the medians of: pydantic and yaml, our import, the first load, the second one; in ms.

    The first run compiles the byte code and is left out. ``with_a_model`` counts what pydantic loads
    for a first model as pydantic's, as it is where an application has models of its own.
    """
    script = FRESH.replace("FIRST_MODEL", FIRST_MODEL if with_a_model else "")
    runs = []
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(FRESH_RUNS + 1):
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
        runs.append([float(part) * 1000 for part in done.stdout.split()])
    third_party, imported, loaded, again = (median(column) for column in zip(*runs[1:], strict=True))
    return third_party, imported, loaded, again


def microseconds(question: Callable[[], object], number: int) -> float:
    """Return the best cost of one call over several rounds."""
    question()
    return min(timeit.repeat(question, number=number, repeat=9)) / number * 1e6


def main() -> None:
    third_party, imported, loaded, again = fresh_interpreters(with_a_model=True)
    bare, imported_bare, *_ = fresh_interpreters(with_a_model=False)
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
    apply = microseconds(lambda: policy.apply(contract), 300)

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
        (
            "`policy.apply(contract)`",
            f"{apply / 1000:.2f} ms",
            "under 1 ms",
            "its calendar compiled before",
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
        f"{versions}; written by `python benchmarks/answers.py`.",
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
