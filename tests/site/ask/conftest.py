"""The page "Ask the policy" in a real browser, within the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from tests.site.conftest import Site


PATIENCE = 120_000
"""How long to wait for a busy machine, in milliseconds; how soon the page is ready is measured elsewhere."""


@pytest.fixture(scope="session")
def site(site: Site) -> str:
    """Return the address of the site, with a slash at its end."""
    return f"{site.origin}/"


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
    """Open the page and wait until the form is there."""
    page.goto(f"{site}{language}/ask/")
    page.wait_for_selector(".ask-form")


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
