"""The built site, served as a web server serves it, and a browser to read it with."""

import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs.generator.staging import stage
from tests.profiles import NIGHTLY

from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import LANGUAGES

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
TODAY = date(2026, 11, 27)
AXE = "axe-core@4.14.1"
AXE_DIGEST = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
BUILDER = os.environ.get("DOCS_BUILDER", "material")
"""What makes the site that is tested; by night each does."""
WITH_EACH = pytest.mark.parametrize("site", ["material", "zensical"], indirect=True)
"""Marks what is tested of both by day: every kind of page, their links, their policies, the search."""
ASSETS = {
    "ask-assets": ["-m", "docs.ask.build"],
    "workbench-assets": ["-m", "docs.workbench.build"],
}
"""What is built beside the pages, and by which command."""
HOSTILE = (
    "<script>window.hacked=1</script>](javascript:window.hacked=1) <img src=x onerror=window.hacked=1> "
    "{{ 7*7 }} {% raw %} | `code` **bold** [a][b] { #stolen onclick=window.hacked=1 } \"' &lt; $x$ ~~s~~ "
)
KINDS = (
    "", "compare/", "deliveries/", "response/", "availability/", "limits/", "terms/", "ask/", "workbench/",
    "register/", "traceability/", "versions/", "versions/1.0.0/", "offerings/premium/",
    "downloads/", "errors/", "errors/PSP308/", "keys/", "decisions/", "about/",
    "guides/time/", "guides/api/contracts/", "guides/check/", "guides/new-source/",
)  # fmt: skip
"""One address of each kind of page, below a language's home."""

_BROWSER_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

DESKTOP, PHONE = {"width": 1320, "height": 900}, {"width": 390, "height": 844}
NEXT_FRAME = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
"""The theme makes code that scrolls focusable once it has been drawn at its new size."""
EVERYTHING = "{ rules: { 'target-size': { enabled: true } } }"
"""Axe leaves out by itself whether what one taps is large enough."""
CONTRAST_ONLY = "{ runOnly: ['color-contrast'] }"
VIEWS = [
    ("default", DESKTOP, EVERYTHING),
    ("slate", DESKTOP, CONTRAST_ONLY),
    ("slate", PHONE, EVERYTHING),
    ("default", PHONE, CONTRAST_ONLY),
]
"""Colours, size and what axe checks: all at both sizes, every colour at both; by day the first and third."""


Shared = Callable[[str, Callable[[Path], None]], Path]


@dataclass(frozen=True)
class Search:
    """Hold where a site shows its search: what opens it, where one types, and what it tells and finds."""

    opener: str
    field: str
    told: str
    found: str
    nothing_typed: str


SEARCHES = {
    "material": Search(
        ".md-search__input",
        ".md-search__input",
        ".md-search-result__meta",
        ".md-search-result__link",
        "Taper|Type",
    ),
    "zensical": Search(".md-search__button", "input[role=combobox]", "[role=status]", "a[role=option]", "^$"),
}


@dataclass(frozen=True)
class Site:
    """Hold a built site: its folder, its address, and what made it."""

    folder: Path
    origin: str
    builder: str = BUILDER

    @property
    def search(self) -> Search:
        """Return where its search stands."""
        return SEARCHES[self.builder]

    def at(self, language: str, page: str = "") -> str:
        """Return the address of a page."""
        return f"{self.origin}/{language}/{page}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def served(folder: Path, builder: str = BUILDER) -> Iterator[Site]:
    """Serve a folder from an origin of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}", builder)
    finally:
        server.shutdown()
        server.server_close()


def hostile_policies(folder: Path) -> Path:
    """Copy the policies, with a further version in which every text tries to be markup."""
    shutil.copytree(POLICIES, folder)
    shutil.copytree(folder / "1.0.0", folder / "1.1.0")
    shutil.rmtree(folder / "1.1.0" / "scenarios")
    for name in FILE_MODELS:
        data = read_file(folder / "1.1.0" / f"{name}.yaml", name).data
        if name == "policy":
            data = {**data, "version": "1.1.0"}
        text = yaml.safe_dump(_made_hostile(data), allow_unicode=True, sort_keys=False)
        (folder / "1.1.0" / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def _made_hostile(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"fr", "en"} and isinstance(value["fr"], str):
        return {language: f"{HOSTILE}{text}" for language, text in value.items()}
    if isinstance(value, dict):
        return {key: _made_hostile(item) for key, item in value.items()}
    return [_made_hostile(item) for item in value] if isinstance(value, list) else value


def check_with_axe(page: Any, address: str, axe: str) -> None:
    """Open a page, unfold everything in it, and expect no violation in any view."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(axe)
    for scheme, size, checks in VIEWS if NIGHTLY else VIEWS[::2]:
        page.set_viewport_size(size)
        page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        page.evaluate(NEXT_FRAME)
        found = page.evaluate(f"axe.run(document, {checks})")["violations"]
        told = [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
        assert told == [], (scheme, size)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Return what makes a folder once for all workers of a run; who comes later waits until it is there."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder, made = common / name, common / f"{name}.made"
        with (common / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                if not made.exists():
                    shutil.rmtree(folder, ignore_errors=True)
                    folder.mkdir()
                    fill(folder)
                    made.touch()
            finally:
                # To close is not enough: processes that were started meanwhile hold the file as well.
                fcntl.flock(lock, fcntl.LOCK_UN)
        return folder

    return make


@pytest.fixture(scope="session")
def staged(shared: Shared) -> Path:
    """Stage the policies as they are; the languages stand side by side."""

    def fill(folder: Path) -> None:
        for language in LANGUAGES:
            stage(POLICIES, folder / language, language, today=TODAY)

    return shared("staged", fill)


@pytest.fixture(scope="session")
def build_site() -> Iterator[Callable[..., None]]:
    """Return the function that builds a site, with workers that stay warm."""
    pytest.importorskip("mkdocstrings", reason="the site is built with the `docs` extra")
    from docs.generator.building import build, start_workers

    with start_workers() as workers:
        yield partial(build, workers=workers, builder=BUILDER)


def build_assets(out: Path, name: str, *options: str) -> None:
    """Build what "Ask the policy" or the workbench runs on."""
    if missing := [tool for tool in ("node", "npm") if shutil.which(tool) is None]:
        pytest.skip(f'what "Ask the policy" and the workbench run on is built with {", ".join(missing)}')
    subprocess.run([sys.executable, *ASSETS[name], str(out / name), *options], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def assets(shared: Shared) -> Path:
    """Build what "Ask the policy" and the workbench run on."""

    def fill(out: Path) -> None:
        for name in ASSETS:
            build_assets(out, name)

    return shared("assets", fill)


@pytest.fixture(scope="session")
def site(
    request: pytest.FixtureRequest, build_site: Callable[..., None], assets: Path, shared: Shared
) -> Iterator[Site]:
    """Build the site as it is published, and serve it."""
    builder = getattr(request, "param", BUILDER)
    pytest.importorskip(builder, reason="the site is built with the `docs` extra")

    def fill(out: Path) -> None:
        shutil.copytree(assets, out, dirs_exist_ok=True)
        build_site(POLICIES, out, today=TODAY, builder=builder)

    with served(shared(f"built-with-{builder}", fill) / "site", builder) as found:
        yield found


@pytest.fixture(scope="session")
def hostile_site(build_site: Callable[..., None], shared: Shared) -> Iterator[Site]:
    """Build the site of a policy whose every text tries to be markup."""

    def fill(out: Path) -> None:
        build_site(hostile_policies(out / "policies"), out, today=TODAY, preview=True)

    with served(shared("hostile", fill) / "site") as found:
        yield found


def launch(browsers: Any, *options: str) -> Any:
    """Start the Chromium of this machine, with further options."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium was found: apt-get install chromium")
    return browsers.launch(executable_path=chromium, args=[*_BROWSER_OPTIONS, *options])


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start the Chromium of this machine, without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser is driven by Playwright")
    with playwright.sync_playwright() as driver:
        started = launch(driver.chromium)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Open a page in a context of its own."""
    context = browser.new_context(viewport={"width": 1320, "height": 900})
    yield context.new_page()
    context.close()


def from_npm(package: str, folder: Path) -> Path:
    """Install a package, pinned, and return the folder of all it brings; without npm, skip the test."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"{package} comes from npm, which is not installed here")
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--no-save", package]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"npm could not install {package}: {done.stderr[-300:]}")
    return folder / "node_modules"


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the script of axe-core, pinned, from npm."""
    script = (from_npm(AXE, tmp_path_factory.mktemp("axe")) / "axe-core" / "axe.min.js").read_bytes()
    assert sha256(script).hexdigest() == AXE_DIGEST
    return script.decode()
