"""The page "Ask the policy" in a real browser: at the address given by --site, or served here on its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from tests.site.conftest import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


ROOT = Path(__file__).parents[3]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120_000
"""How long to wait for a busy machine, in milliseconds; how soon the page is ready is measured elsewhere."""
PAGE = """\
<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><style>html {{ background: Canvas; color: CanvasText; }}</style></head>
<body><main>{body}</main></body></html>
"""


@pytest.fixture(scope="session")
def executable() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser found: {', '.join(BROWSERS)}")
    return found


@pytest.fixture(scope="session")
def site(
    executable: str, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of the site, with a slash at its end."""
    given = pytestconfig.getoption("--site")
    if given:
        yield given.rstrip("/") + "/"
        return
    if missing := [tool for tool in ("node", "npm") if shutil.which(tool) is None]:
        pytest.skip(f"to build the page takes {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("site")
    build(folder / "ask-assets")
    for language in ("fr", "en"):
        write_page(folder, language)
    with served(folder) as found:
        yield f"{found.origin}/"


def build(output: Path) -> None:
    command = [sys.executable, "docs/ask/build.py", str(output)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def write_page(folder: Path, language: str) -> None:
    text = (ROOT / "docs" / language / "ask.md").read_text(encoding="utf-8")
    home = folder / language / "ask"
    home.mkdir(parents=True)
    body = MarkdownIt("commonmark", {"html": True}).render(text)
    title = text.partition("\n")[0].removeprefix("# ")
    (home / "index.html").write_text(PAGE.format(language=language, title=title, body=body), encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a new browser profile in Paris; what goes wrong in it fails the test."""
    context = browser.new_context(timezone_id="Europe/Paris", accept_downloads=True)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert failures == []


def open_page(page: Page, site: str, language: str) -> None:
    """Open the page and wait until the library is there."""
    page.goto(f"{site}{language}/ask/")
    page.wait_for_selector("ask-the-policy[data-state=ready]", timeout=PATIENCE)


def ask(page: Page, address: str) -> None:
    """Put the question that an address holds, and wait for the answer."""
    page.evaluate(
        """(address) => new Promise((heard) => {
          addEventListener("hashchange", () => setTimeout(heard), {once: true});
          location.hash = address;
        })""",
        address,
    )
    page.wait_for_selector(".ask-result:not([hidden])", timeout=PATIENCE)
