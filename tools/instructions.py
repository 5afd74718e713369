"""Count the instructions of questions, here and in an earlier commit; fail where one takes over 5 % more.

    python tools/instructions.py [--since REF] [--only PART_OF_A_NAME]

Valgrind's callgrind counts them, so that the load of the machine makes no difference. What a question takes
is what many of them take beyond none.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
AT_MOST = 1.05
_CALLGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
_COLLECTED = "Collected : "


class Question(NamedTuple):
    """Hold what is asked, how often, and what comes before."""

    before: str
    ask: str
    times: int


_POLICY = """
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo
from ptc_service_policy import BusinessCalendar, BusinessDays, Contract, PublicHolidays, load_policy
at = datetime(2026, 4, 3, 16, 30, tzinfo=ZoneInfo("Europe/Paris"))
policy = load_policy("1.0.0")
contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR")
applied = policy.apply(contract)
applied.response_due(at), applied.availability(at)
calendar = applied.calendar
days, numbers = BusinessDays(2), count()
week = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
holidays = PublicHolidays("FR")
"""
_LEAVE = '[{"kind": "leave", "first": date(2026, 1, 1) + timedelta(days=next(numbers) % 300)}]'
QUESTIONS = {
    "a process that imports, loads and answers once": Question("", f"exec({_POLICY!r})", 1),
    "load_policy of a folder": Question(_POLICY, "load_policy(path='policies/1.0.0')", 3),
    "Contract": Question(
        _POLICY, "Contract(offering='premium', time_zone='Europe/Paris', holidays='FR')", 500
    ),
    "apply, on terms seen before": Question(_POLICY, "policy.apply(contract)", 2_000),
    "apply and a first response_due": Question(_POLICY, "policy.apply(contract).response_due(at)", 1_000),
    "a contract with leave of its own, and its first availability": Question(
        _POLICY, f"policy.apply(contract.amended(closures={_LEAVE})).availability(at)", 300
    ),
    "entitlement": Question(_POLICY, "policy.entitlement('premium', 'risk-mitigation')", 20_000),
    "response_due": Question(_POLICY, "applied.response_due(at)", 5_000),
    "its reason": Question(_POLICY, "applied.response_due(at).reason['fr']", 1_000),
    "availability": Question(_POLICY, "applied.availability(at)", 5_000),
    "is_open": Question(_POLICY, "calendar.is_open(at)", 50_000),
    "due, two business days": Question(_POLICY, "calendar.due(at, days)", 20_000),
    "a fresh calendar, and its first question": Question(
        _POLICY, "BusinessCalendar('Europe/Paris', week, holidays).is_open(at)", 500
    ),
}


def main() -> int:
    """Count, and write a table; return 1 where a question takes too many."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--since", metavar="REF", default="HEAD~1")
    parser.add_argument("--only", metavar="PART", default="")
    asked = parser.parse_args()
    if which("valgrind") is None:
        print("no valgrind here: instructions cannot be counted", file=sys.stderr)
        return 2
    slower = []
    with TemporaryDirectory() as earlier:
        check_out(asked.since, Path(earlier))
        print(f"| instructions of | {asked.since} | now | ratio |\n| --- | ---: | ---: | ---: |")
        for name, before, now in counted(Path(earlier), asked.only):
            print(f"| {name} | {before:,.0f} | {now:,.0f} | {now / before:.3f} |", flush=True)
            slower += [name] if now > before * AT_MOST else []
    print(f"\nMore than {AT_MOST - 1:.0%} slower: {', '.join(slower) or 'none'}.")
    return 1 if slower else 0


def counted(earlier: Path, part: str) -> Iterator[tuple[str, float, float]]:
    """Yield each question with what it takes in an earlier tree, and in this one."""
    for name, question in QUESTIONS.items():
        if part in name:
            yield name, instructions_of(question, earlier), instructions_of(question, ROOT)


def check_out(ref: str, folder: Path) -> None:
    """Write the tree of a commit into a folder."""
    archive = subprocess.run(
        ["git", "archive", ref, "src", "policies", "schemas"], cwd=ROOT, check=True, capture_output=True
    )
    subprocess.run(["tar", "--extract", "--directory", folder], input=archive.stdout, check=True)


def instructions_of(question: Question, tree: Path) -> float:
    """Return how many instructions a question takes in a tree."""
    many, none = (run(question._replace(times=times), tree) for times in (question.times, 0))
    return (many - none) / question.times


def run(question: Question, tree: Path) -> int:
    """Return how many instructions a process takes that asks a question so many times."""
    text = f"{question.before}\nfor _ in range({question.times}):\n    {question.ask}\n"
    env = {key: each for key, each in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPATH": str(tree / "src"), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", text]
    # Once without counting, so that all is compiled.
    subprocess.run(command, cwd=tree, env=env, check=True)
    done = subprocess.run(
        [*_CALLGRIND, *command], cwd=tree, env=env, check=True, capture_output=True, text=True
    )
    line = next(each for each in done.stderr.splitlines() if _COLLECTED in each)
    return int(line.partition(_COLLECTED)[2])


if __name__ == "__main__":
    sys.exit(main())
