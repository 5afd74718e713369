"""Measure what a whole process takes, a first answer included. Writes benchmarks/processes.md.

Usage: python -m benchmarks.processes

The best of several fresh processes of the installed wheel; the rounds take turns, so that a busy moment of
the machine strikes all of them. Each stands beside what importing what it rests on takes in the same run.
pydantic and typer put off most of their own import until it is needed: the yardsticks make what every
program makes that uses them, one model and one command.
"""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.installed import ROOT, installed

TABLE = Path(__file__).with_suffix(".md")
ROUNDS = 15
BARE = "import holidays, pydantic, rich, typer, yaml"
LIBRARY = 'import holidays, pydantic, yaml\ntype("Any", (pydantic.BaseModel,), {})'
COMMANDS = (
    f"{LIBRARY}\nimport rich.console, typer\ntyper.main.get_command(typer.Typer(callback=lambda: None))"
)
FIRST_ANSWER = """
from datetime import datetime
from zoneinfo import ZoneInfo
from ptc_service_policy import Contract, load_policy
contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR")
received = datetime(2026, 4, 3, 16, 30, tzinfo=ZoneInfo("Europe/Paris"))
print(load_policy().apply(contract).response_due(received).value.due)
"""
COMMAND = "from ptc_service_policy.cli import main; main()"
DUE = ("--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR")
RECEIVED = ("--received", "2026-04-03T16:30+02:00")
SOURCE = os.environ.get("PTC_SERVICE_DESCRIPTION")
"""The service description, which is no part of the project; its row is left out where it is not named."""

YARDSTICKS = {
    "an interpreter that does nothing": ("pass",),
    "pydantic, yaml, holidays, typer and rich imported, nothing made": (BARE,),
    "pydantic, yaml and holidays imported, one model made": (LIBRARY,),
    "typer and rich as well, one command made": (COMMANDS,),
}

OF_THE_LIBRARY = {"import, load, apply and a first `response_due`": (FIRST_ANSWER,)}
OF_THE_COMMANDS = {
    "`ptc-policy answer target response`": (COMMAND, "answer", "target", "response", "--offering", "premium"),
    "`ptc-policy answer due response`": (COMMAND, "answer", "due", "response", *DUE, *RECEIVED),
    "`ptc-policy check policies`": (COMMAND, "check", "policies"),
    "`ptc-policy check policies --format sarif`": (COMMAND, "check", "policies", "--format", "sarif"),
    "`ptc-policy explain PSP455`": (COMMAND, "explain", "PSP455"),
    **({"`ptc-policy source check`": (COMMAND, "source", "check", SOURCE)} if SOURCE else {}),
}


def milliseconds(arguments: tuple[str, ...], env: Mapping[str, str]) -> float:
    """Return the time of one process of this interpreter, in ms."""
    start = time.perf_counter()
    command = [sys.executable, "-P", "-c", *arguments]
    subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    asked = {**YARDSTICKS, **OF_THE_LIBRARY, **OF_THE_COMMANDS}
    with installed() as env:
        rounds = [[milliseconds(each, env) for each in asked.values()] for _ in range(ROUNDS + 1)]
    # The first round warms the disk.
    best = dict(zip(asked, map(min, zip(*rounds[1:], strict=True)), strict=True))
    *_, library, commands = (best[what] for what in YARDSTICKS)
    beside = dict.fromkeys(YARDSTICKS, "") | {
        **{what: f"{best[what] / library:.2f}" for what in OF_THE_LIBRARY},
        **{what: f"{best[what] / commands:.2f}" for what in OF_THE_COMMANDS},
    }
    lines = [
        "# What a process takes",
        "",
        f"Python {platform.python_version()}, {platform.machine()}; the best of {ROUNDS} processes each.",
        "Written by `python -m benchmarks.processes`; the ratios hold on other machines, the figures do not.",
        "",
        "| process | time | times its imports |",
        "| --- | --- | --- |",
        *(f"| {what} | {taken:.0f} ms | {beside[what]} |" for what, taken in best.items()),
        "",
        "A whole check, and that of the description, must take less than a second.",
    ]
    table = "\n".join(lines) + "\n"
    TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
