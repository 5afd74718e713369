"""Keep what the pages look like: ``python -m tests.site.looks.approve FOLDER [KIND ...]``.

Look at the pictures in FOLDER. A KIND is such as compare/; without one, all are taken. It needs the `site`
extra, Chromium and npm.
"""

import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.generator.building import build, start_workers
from playwright.sync_api import sync_playwright
from tests.site.conftest import ASSETS, POLICIES, ROOT, TODAY, launch, served
from tests.site.looks.taking import APPROVED, VIEWS, fonts, read, taken, written


def main(shown: Path, kinds: Collection[str]) -> None:
    shown.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name, sync_playwright() as driver, start_workers() as workers:
        out = Path(name)
        for built, command in ASSETS.items():
            subprocess.run([sys.executable, *command, str(out / built)], cwd=ROOT, check=True)
        build(POLICIES, out, workers, today=TODAY)
        letters = fonts(shutil.which("npm") or "npm", out)
        assert letters is not None, "the font cannot be had from npm"
        browser = launch(driver.chromium)
        pictures = read(APPROVED) if kinds else {}
        with served(out / "site") as site:
            for view in (each for each in VIEWS if not kinds or each.kind in kinds):
                pictures[view.name], screen = taken(browser, site, view, letters)
                (shown / f"{view.name.replace('/', '_').replace(' ', '-')}.png").write_bytes(screen)
        browser.close()
        APPROVED.write_text("\n".join(written(pictures)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
