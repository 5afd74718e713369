"""Measure what an owner waits for: a whole check as a process. Writes benchmarks/check.md.

The best of several fresh processes, the first one left out since it compiles the byte code. Each stands
beside yardsticks of the same run: an interpreter that does nothing, and one that imports what the check
rests on. The rounds take turns, so that a busy moment of the machine strikes all of them.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".md")
ROUNDS = 15
COMMAND = "from ptc_service_policy.cli import main; main()"
YARDSTICK = "import pydantic, yaml, typer, rich.console, holidays"


SOURCE = os.environ.get("PTC_SERVICE_DESCRIPTION")
"""The service description, which is no part of the project; its row is left out where it is not named."""

PROCESSES = {
    "an interpreter that does nothing": ("-c", "pass"),
    "pydantic, yaml, typer, rich and holidays imported": ("-c", YARDSTICK),
    "`ptc-policy check policies/1.0.0`": ("-c", COMMAND, "check", "policies/1.0.0"),
    "`ptc-policy check policies`": ("-c", COMMAND, "check", "policies"),
    "`ptc-policy check policies --format sarif`": ("-c", COMMAND, "check", "policies", "--format", "sarif"),
    "`ptc-policy explain PSP455`": ("-c", COMMAND, "explain", "PSP455"),
    **(
        {}
        if SOURCE is None
        else {"`ptc-policy source check` of the description": ("-c", COMMAND, "source", "check", SOURCE)}
    ),
}


def milliseconds(arguments: tuple[str, ...]) -> float:
    """Return the time of one process of this interpreter, in ms."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    rounds = [list(map(milliseconds, PROCESSES.values())) for _ in range(ROUNDS + 1)]
    best = [min(times) for times in zip(*rounds[1:], strict=True)]
    libraries = best[1]
    lines = [
        "# What a check takes, as a process",
        "",
        f"Python {platform.python_version()}, {platform.machine()}; the best of {ROUNDS} processes.",
        "Written by `python benchmarks/check.py`; the ratios hold on other machines, the figures do not.",
        "",
        "| process | time | times the imports alone |",
        "| --- | --- | --- |",
        *(
            f"| {what} | {taken:.0f} ms | {taken / libraries:.1f} |"
            for what, taken in zip(PROCESSES, best, strict=True)
        ),
        "",
        "A whole check, and that of the description, must take less than a second.",
    ]
    table = "\n".join(lines) + "\n"
    TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
