"""Measure what a reader and an owner wait for on the site, in a browser. Writes benchmarks/site.md.

Takes the `site` extra and Chromium. Each page is opened by a browser that has seen nothing before, the site
is served from this machine, compressed, and the slowest of several rounds counts.

Usage: python -m benchmarks.site
"""

import os
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
from typing import NamedTuple
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright
from tools.compressing import served

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".md")
ROUNDS = 5
PATIENCE = 60
WEIGHT = "() => performance.getEntries().reduce((sum, each) => sum + (each.decodedBodySize ?? 0), 0)"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
WORKBENCH = "policy-workbench"
SELECT_A_TARGET = """() => {
  const { view } = document.querySelector("policy-workbench").editor;
  const from = view.state.doc.toString().indexOf("business_days: ") + "business_days: ".length;
  view.dispatch({ selection: { anchor: from, head: from + 1 } });
  view.focus();
}"""
WATCH = """() => {
  const workbench = document.querySelector("policy-workbench");
  let typed;
  addEventListener("keydown", () => (typed = performance.now()), { capture: true, once: true });
  window.waited = new Promise((resolve) => {
    const watching = new MutationObserver(() => {
      if (typed === undefined || workbench.dataset.verdict === undefined) return;
      watching.disconnect();
      resolve(performance.now() - typed);
    });
    watching.observe(workbench, { attributeFilter: ["data-verdict"] });
  });
}"""
HEAD = """\
# What a reader waits for

{browser}, Python {python}, {cores} cores with a load of {load:.1f}; the slowest of {rounds} rounds.
Written by `python -m benchmarks.site`.

| what | measured | target |
| --- | ---: | --- |
"""


@contextmanager
def published(out: Path) -> Iterator[str]:
    """Build the site and serve it; give its address."""
    for command in (
        ["-m", "docs.ask.build", str(out / "ask-assets")],
        ["-m", "docs.workbench.build", str(out / "workbench-assets")],
        ["-m", "docs.generator", "build", "--out", str(out)],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    with served(out / "site") as address:
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


def first_answer(browser: Browser, address: str) -> float:
    """Return the seconds until "Ask the policy" answers, from the click on its first example."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}ask/")
        example = page.locator(".ask-examples a").first
        example.wait_for()
        start = time.perf_counter()
        example.click()
        page.locator(".ask-result:not([hidden])").wait_for()
        return time.perf_counter() - start


class Waited(NamedTuple):
    """Hold the seconds that somebody waits, and those that processors work: load lengthens the first."""

    seconds: float
    worked: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.worked:.2f} s of work)"


def workbench(browser: Browser, address: str) -> tuple[Waited, Waited, Waited]:
    """Return how long it takes until the workbench shows a file, its first verdict, and one after a key."""
    session = browser.new_browser_cdp_session()

    def worked() -> float:
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        return float(sum(each["cpuTime"] for each in processes))

    with browser.new_context() as context:
        page = context.new_page()
        start, before = time.perf_counter(), worked()
        page.goto(f"{address}workbench/")
        page.locator(".cm-line").first.wait_for()
        opened = Waited(time.perf_counter() - start, worked() - before)
        page.locator(f"{WORKBENCH}[data-verdict]").wait_for()
        judged = Waited(time.perf_counter() - start, worked() - before)
        page.fill("#wb-number", "1.1.0")
        page.fill("#wb-first", "2027-01-01")
        page.press("#wb-number", "Enter")
        page.locator("#wb-version option[value='1.1.0']").wait_for(state="attached")
        return opened, judged, max(typed(page, key, worked) for key in "23451")


def typed(page: Page, key: str, worked: Callable[[], float]) -> Waited:
    """Return how long it takes from a key, after which one pauses, to the verdict."""
    page.locator(f"{WORKBENCH}[data-judged]").wait_for()
    page.evaluate(SELECT_A_TARGET)
    page.evaluate(WATCH)
    before = worked()
    page.keyboard.press(key)
    seconds = float(page.evaluate("window.waited")) / 1000
    return Waited(seconds, worked() - before)


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
            return f"text='Within {text.removeprefix('business_days: ')} business days'"

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
                answered = max(first_answer(browser, home) for _ in range(ROUNDS))
                opened, judged, verdict = map(
                    max, zip(*(workbench(browser, home) for _ in range(ROUNDS)), strict=True)
                )
                rows += [
                    (f"first page, {language}", f"{max(weights):.0f} KB", "under 600 KB"),
                    (f"first page shows, {language}", f"{max(paints):.2f} s", "under 1 s"),
                    (f'"Ask the policy" answers first, {language}', f"{answered:.1f} s", "under 8 s"),
                    (f"the workbench shows a file, {language}", str(opened), "under 1 s"),
                    (f"its first verdict, {language}", str(judged), "under 5 s"),
                    (f"its verdict after a key, {language}", str(verdict), "under 0.4 s"),
                ]
        with previewed(out, policies) as address:
            edit, mistake = edits(browser, address, policies)
        rows += [
            ("an edit shows in the open page", f"{edit:.2f} s", "under 2 s"),
            ("a mistake shows in the open page", f"{mistake:.2f} s", "under 2 s"),
        ]
        head = HEAD.format(
            browser=f"Chromium {browser.version}",
            python=platform.python_version(),
            cores=os.cpu_count(),
            load=os.getloadavg()[1],
            rounds=ROUNDS,
        )
        browser.close()
    text = head + "".join(f"| {what} | {measured} | {target} |\n" for what, measured, target in rows)
    TABLE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
