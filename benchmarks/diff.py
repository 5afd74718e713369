"""Measure what `ptc-policy diff` compares, with and without contracts. Writes benchmarks/diff.md.

The best of several rounds, of processor time, so that a busy machine counts less; no round keeps what another
asked. The yardstick, reading one version, is measured in the same run. Garbage is collected as seldom as the
command does.
"""

import gc
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from ptc_service_policy import Contract, PolicyError
from ptc_service_policy.authoring.diff import Edition, compare_with_contracts, read_edition

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".md")
POLICY = ROOT / "policies" / "1.0.0"
ROUNDS = 9
CONTRACTS = 27
PLACES = (("Europe/Paris", "FR"), ("America/New_York", "US"), ("Asia/Tokyo", "JP"))
EDITS = {
    "a target": ("service-levels.yaml", "business_days: 1 }", "business_days: 3 }"),
    "a limit": ("engagement.yaml", "maximum: 3,", "maximum: 4,"),
    "the working hours": ("availability.yaml", 'fri: [{ opens: "09:00"', 'fri: [{ opens: "10:00"'),
}


def contracts(edition: Edition) -> dict[str, Contract]:
    """Return contracts each of which chose another reading."""
    found: dict[str, Contract] = {}
    for entry, said in edition.files.register.entries.items():
        for reading in said.readings:
            for offering in edition.files.offerings.offerings:
                zone, holidays = PLACES[len(found) % len(PLACES)]
                terms = {"offering": offering, "time_zone": zone, "holidays": holidays, "start": "2026-01-01"}
                contract = Contract.model_validate({**terms, "readings": {entry: reading}})
                try:
                    edition.asked.policy.apply(contract)
                except PolicyError:
                    continue
                found[f"{entry}-{reading}"] = contract
    return dict(list(found.items())[:CONTRACTS])


def edited(folder: Path, file: str, old: str, new: str) -> Edition:
    """Return the version with one edit."""
    copytree(POLICY, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return read_edition(folder)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the best time of several rounds, in ms."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def _compare_copies(before: Edition, after: Edition, among: dict[str, Contract]) -> object:
    return compare_with_contracts(replace(before), replace(after), among)


def main() -> None:
    gc.set_threshold(100_000)
    before = read_edition(POLICY)
    known = contracts(before)
    assert len(known) == CONTRACTS
    reading = milliseconds(lambda: read_edition(POLICY))
    rows = [("one version read", reading)]
    with TemporaryDirectory() as home:
        for number, (what, (file, old, new)) in enumerate(EDITS.items()):
            after = edited(Path(home) / str(number), file, old, new)
            for asked, among in (("", {}), (f", with {CONTRACTS} contracts", known)):
                # A copy of an edition has not been asked anything yet.
                taken = milliseconds(partial(_compare_copies, before, after, among))
                rows.append((f"{what} edited: compared{asked}", taken))
    lines = [
        "# What a comparison of two versions takes",
        "",
        f"Python {platform.python_version()}, {platform.machine()}; the best of {ROUNDS} rounds.",
        "Written by `python benchmarks/diff.py`; the ratios hold on other machines, the figures do not.",
        "",
        "| what | processor time | times one version read |",
        "| --- | --- | --- |",
        *(f"| {what} | {taken:.0f} ms | {taken / reading:.1f} |" for what, taken in rows),
        "",
        "Contracts are asked what may rest on the edit: less for a limit than for the working hours.",
    ]
    table = "\n".join(lines) + "\n"
    TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
