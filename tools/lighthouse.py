"""Ask Lighthouse about a page of each kind, on its phone, served compressed as the guide on hosting says.

``python -m tools.lighthouse [SITE] [PAGE ...]`` needs the `site` extra, Chromium and npm.
It prints what each page scores, and ends with 1 where one scores less than it must. SITE is build/site; a
PAGE is such as fr/compare/. What else the machine does slows a page down: where a page scores too little, the
median of three rounds counts, and the load is told.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.site.conftest import KINDS
from tools.compressing import served

LIGHTHOUSE = "lighthouse@13.5.0"
ROUNDS = 3
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 90}
CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Scored(NamedTuple):
    """Hold what a page scores, and what it loses most by."""

    found: dict[str, int]
    lost: list[str]

    @property
    def is_enough(self) -> bool:
        """Tell whether the page scores what it must."""
        return all(self.found[name] >= least for name, least in LEAST.items())


def judged(address: str, folder: Path) -> Scored:
    """Return what a page scores: at once, or as the median of some rounds."""
    rounds = [scores(address, folder)]
    while not rounds[0].is_enough and len(rounds) < ROUNDS:
        rounds.append(scores(address, folder))
    return sorted(rounds, key=lambda each: each.found["performance"])[len(rounds) // 2]


def scores(address: str, folder: Path) -> Scored:
    """Return what a page scores, and what it loses most by."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={CHROMIUM}"]
    settings = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    found = {name: round(100 * each["score"]) for name, each in report["categories"].items() if name in LEAST}
    audits = (
        report["audits"][part["id"]]
        for each in report["categories"].values()
        for part in each["auditRefs"]
        if part["weight"]
    )
    lost = [
        f"{each['title']}: {each.get('displayValue', each['score'])}"
        for each in audits
        if each["score"] is not None and each["score"] < LEAST["performance"] / 100
    ]
    return Scored(found, lost)


def main() -> int:
    """Print what each page scores; end with 1 where one scores too little."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "build/site")
    pages = sys.argv[2:] or [f"{('fr', 'en')[place % 2]}/{kind}" for place, kind in enumerate(KINDS)]
    failed = False
    with tempfile.TemporaryDirectory() as folder, served(site) as address:
        for page in pages:
            scored = judged(f"{address}/{page}", Path(folder))
            failed |= not scored.is_enough
            told = ", ".join(f"{name} {scored.found[name]}" for name in LEAST)
            short = "" if scored.is_enough else f"  <- {'; '.join(scored.lost)}"
            sys.stdout.write(f"{page or '/'}: {told} (load {os.getloadavg()[0]:.1f}){short}\n")
            sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
