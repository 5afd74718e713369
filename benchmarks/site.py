"""Measure what a reader and an owner wait for on the site, in a browser. Writes benchmarks/site.md.

Takes the `site` extra and Chromium. Each page is opened by a browser that has seen nothing before, the site
is served from this machine, and the slowest of several rounds counts.
"""

import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".md")
ROUNDS = 5
PATIENCE = 60
WEIGHT = "() => performance.getEntries().reduce((sum, each) => sum + (each.decodedBodySize ?? 0), 0)"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
HEAD = """\
# What a reader waits for

{browser}, Python {python}; the slowest of {rounds} rounds. Written by `python benchmarks/site.py`.

| what | measured | target |
| --- | ---: | --- |
"""


@contextmanager
def published(out: Path) -> Iterator[str]:
    """Build the site and serve it; give its address."""
    subprocess.run([sys.executable, "-m", "docs.ask.build", str(out / "ask-assets")], cwd=ROOT, check=True)
    command = [sys.executable, "-m", "docs.generator", "build", "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    port = free_port()
    serve = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(out / "site")]
    with running([*serve, str(port)], port) as address:
        yield address


@contextmanager
def previewed(out: Path, policies: Path) -> Iterator[str]:
    """Serve the site of a copy of the policies as an owner sees it; give its address."""
    shutil.copytree(ROOT / "policies", policies)
    port = free_port()
    command = [sys.executable, "-m", "docs.generator", "serve", "--policies", str(policies)]
    with running([*command, "--out", str(out), "--port", str(port)], port) as address:
        yield address


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """Run a server until its site is there, and end it; give the address."""
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(address)
            yield address
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urlopen(f"{address}/fr/").close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def first_page(browser: Browser, address: str) -> tuple[float, float]:
    """Return the kilobytes of the first page, and the seconds until something of it shows."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        return page.evaluate(WEIGHT) / 1000, page.evaluate(PAINTED) / 1000


def ready_to_answer(browser: Browser, address: str) -> float:
    """Return the seconds until "Ask the policy" can answer, from the click on its address."""
    with browser.new_context() as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(f"{address}ask/")
        page.locator("[data-state=ready]").wait_for()
        return time.perf_counter() - start


def shown_edit(page: Page, file: Path, before: str, after: str, shown: Callable[[str], str]) -> float:
    """Return the seconds from an edit of a file until the open page shows it."""
    time.sleep(2)
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
    start = time.perf_counter()
    page.locator(shown(after)).first.wait_for()
    return time.perf_counter() - start


def edits(browser: Browser, address: str, policies: Path) -> tuple[float, float]:
    """Return the seconds until a changed number shows, and until a mistake does."""
    file = policies / "1.0.0" / "service-levels.yaml"
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/en/response/")

        def number(text: str) -> str:
            return f"text='{text.removeprefix('business_days: ')} business days'"

        there = "business_days: 2"
        seconds = [
            shown_edit(page, file, old, new, number)
            for old, new in [(there, "business_days: 3"), ("business_days: 3", there)] * ROUNDS
        ]
        mistake = shown_edit(page, file, there, "busines_days: 2", lambda _: "ul.problems li")
    return max(seconds), mistake


def main() -> None:
    browser_path = (
        shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    )
    if browser_path is None:
        sys.exit("Chromium shows the pages: install it first (Debian: apt-get install chromium)")
    rows = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        out, policies = Path(name) / "build", Path(name) / "policies"
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        with published(out) as address:
            for language in ("fr", "en"):
                home = f"{address}/{language}/"
                weights, paints = zip(*(first_page(browser, home) for _ in range(ROUNDS)), strict=True)
                ready = max(ready_to_answer(browser, home) for _ in range(ROUNDS))
                rows += [
                    (f"first page, {language}", f"{max(weights):.0f} KB", "under 600 KB"),
                    (f"first page shows, {language}", f"{max(paints):.2f} s", "under 1 s"),
                    (f'"Ask the policy" is ready, {language}', f"{ready:.1f} s", "under 8 s"),
                ]
        with previewed(out, policies) as address:
            edit, mistake = edits(browser, address, policies)
        rows += [
            ("an edit shows in the open page", f"{edit:.2f} s", "under 2 s"),
            ("a mistake shows in the open page", f"{mistake:.2f} s", "under 2 s"),
        ]
        head = HEAD.format(
            browser=f"Chromium {browser.version}", python=platform.python_version(), rounds=ROUNDS
        )
        browser.close()
    text = head + "".join(f"| {what} | {measured} | {target} |\n" for what, measured, target in rows)
    TABLE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
