"""The preview: an edit of a policy shows in the open page, and so do its mistakes."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.site.conftest import BUILDER, POLICIES, ROOT, Site, check_with_axe
from tests.site.test_search import open_search, search

PATIENCE = 120


@pytest.fixture(scope="module")
def preview(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a copy of the policies; give the address and the copy."""
    pytest.importorskip(BUILDER, reason="the site is built with the `docs` extra")
    folder = tmp_path_factory.mktemp("preview")
    policies = folder / "policies"
    shutil.copytree(POLICIES, policies)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "docs.generator", "serve", "--with", BUILDER]
    command += ["--policies", str(policies), "--out", str(folder / "build"), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE
        try:
            while not answers(address):
                assert process.poll() is None, "the preview ended"
                assert time.monotonic() < deadline, "the preview did not start"
                time.sleep(0.2)
            yield address, policies
        finally:
            process.terminate()


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/fr/") as response:
            return bool(response.status == 200)
    except URLError:
        return False


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_an_edit_and_a_mistake_show_in_the_open_page(preview: tuple[str, Path], page: Any, axe: str) -> None:
    address, policies = preview
    targets, limits = (policies / "1.0.0" / f"{name}.yaml" for name in ("service-levels", "engagement"))
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{address}/en/response/")
    page.get_by_text("Within 2 business days", exact=True).first.wait_for()

    edit(targets, "business_days: 2", "business_days: 3")
    page.get_by_text("Within 3 business days", exact=True).first.wait_for()

    edit(targets, "business_days: 3", "busines_days: 3")
    page.locator("ul.problems li").filter(has_text="service-levels.yaml:23:28 PSP201").wait_for()
    check_with_axe(page, page.url, axe)

    edit(targets, "busines_days: 3", "business_days: 2")
    page.get_by_text("Within 2 business days", exact=True).first.wait_for()

    page.locator(".md-select button").hover()
    page.locator(".md-select__link[hreflang=fr]").click()
    page.wait_for_url(f"{address}/fr/response/")
    page.goto(f"{address}/fr/limits/")
    edit(limits, "maximum: 30", "maximum: 31")
    page.get_by_text("31 dossiers au plus").first.wait_for()


def test_the_preview_finds_pages_that_an_edit_left_alone(preview: tuple[str, Path], page: Any) -> None:
    address, policies = preview
    edit(policies / "1.0.0" / "vocabulary.yaml", "en: On-premises", "en: On your premises")
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{address}/en/offerings/tsam/")
    page.get_by_text("On your premises", exact=True).first.wait_for()
    site = Site(policies, address)
    open_search(page, site, "en")
    assert search(page, site, "PSP308")[0] == "errors/PSP308/"
