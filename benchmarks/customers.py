"""Measure what many customers take: contracts each with leave of its own, and tables over many calendars.

Usage: python -m benchmarks.customers

Writes benchmarks/customers.md. Each figure is of a fresh process of the installed wheel, in its processor
time, which others on the machine do not take; memory is what that process had at most.
"""

import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.installed import ROOT, installed

TABLE = Path(__file__).with_suffix(".md")
ROUNDS = 3
CONTRACTS = 100_000
CALENDARS = 10_000
ROWS = 10_000_000

COMMON = """
import json, sys
from datetime import date, datetime, timedelta, UTC
from pathlib import Path
from time import process_time
from ptc_service_policy import Contract, load_policy

DAY = timedelta(days=1)
policy = load_policy("1.0.0")

def on_leave(number):
    first = date(2026, 1, 1) + number % 365 * DAY
    leave = {"kind": "leave", "first": first, "last": first + number // 365 % 28 * DAY}
    return Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", closures=[leave])

def told(**figures):
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    print(json.dumps({**figures, "megabytes": int(line.split()[1]) / 1024}))
"""

EACH_ASKED = """
import gc
at = datetime(2026, 3, 5, 13, 7, tzinfo=UTC)
if {uncollected}:
    gc.disable()
start = process_time()
held = []
for number in range({contracts}):
    applied = policy.apply(on_leave(number))
    applied.response_due(at)
    held.append(applied)
told(seconds=process_time() - start)
"""

ONE_TABLE = """
import numpy as np, pyarrow as pa
from ptc_service_policy.columns import AppliedPolicies, DueQuestion
keys = [f"customer {{number}}" for number in range({calendars})]
applied = AppliedPolicies(policy, {{key: on_leave(number) for number, key in enumerate(keys)}})
draw = np.random.default_rng(2026)
received = draw.integers(1_767_225_600 * 10**6, 1_798_761_600 * 10**6, {rows})
contract = pa.DictionaryArray.from_arrays(pa.array(draw.integers(0, len(keys), {rows}), pa.int32()), keys)
table = pa.table({{"received_at": pa.array(received, pa.timestamp("us", "UTC")), "contract": contract}})
question, seconds = DueQuestion(with_earliest_due=False), []
for _ in range(2):
    start = process_time()
    applied.answer(table, question).read_all()
    seconds.append((process_time() - start) / {rows} * 1e9)
told(first=seconds[0], again=seconds[1])
"""

HEADER = f"""# Many customers

Python {platform.python_version()}, {platform.machine()}; the best of {ROUNDS} processes each.
Written by `python -m benchmarks.customers`.
"""


def figures(script: str, env: Mapping[str, str], **sizes: object) -> dict[str, float]:
    """Run a script in fresh processes, and return the least of each figure that it told."""
    found: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-c", COMMON + script.format(**sizes)]
        told = subprocess.run(command, env=env, cwd=ROOT.parent, capture_output=True, text=True, check=True)
        found.append(json.loads(told.stdout))
    return {name: min(each[name] for each in found) for name in found[0]}


def main() -> None:
    with installed() as env:
        plain = figures(EACH_ASKED, env, contracts=CONTRACTS, uncollected=False)
        quick = figures(EACH_ASKED, env, contracts=CONTRACTS, uncollected=True)
        one = figures(ONE_TABLE, env, calendars=1, rows=ROWS)
        many = figures(ONE_TABLE, env, calendars=CALENDARS, rows=ROWS)
    lines = [
        HEADER,
        f"## {CONTRACTS:,} contracts, each with leave of its own, built, applied and asked once",
        "",
        "| | seconds | wanted | MB at most | wanted |",
        "| --- | ---: | ---: | ---: | ---: |",
        f"| as Python runs | {plain['seconds']:.1f} | under 7 | {plain['megabytes']:.0f} | under 350 |",
        f"| its collector of garbage off meanwhile | {quick['seconds']:.1f} | | {quick['megabytes']:.0f} | |",
        "",
        f"## {ROWS:,} rows in one table, when each is due",
        "",
        "| calendars | first, ns a row | again, ns a row |",
        "| --- | ---: | ---: |",
        f"| 1 | {one['first']:.1f} | {one['again']:.1f} |",
        f"| {CALENDARS:,}, with leave each | {many['first']:.1f} | {many['again']:.1f} |",
        "| beside one: at most 4 times | {first:.1f} | {again:.1f} |".format(
            **{each: many[each] / one[each] for each in ("first", "again")}
        ),
        "",
    ]
    TABLE.write_text("\n".join(lines), "utf-8")
    print(TABLE.read_text("utf-8"))


if __name__ == "__main__":
    main()
