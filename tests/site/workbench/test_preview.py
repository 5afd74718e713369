"""The pages of the site as a draft would have them, shown beside the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.plainly import plainly

from .conftest import PATIENCE, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page

TARGET = ("value: { within: { business_days: 1 }", "value: { within: { business_days: 2 }")
CHANGED = {"fr": "modifiée", "en": "changed"}
TWO_DAYS = {"fr": "2 jours ouvrables", "en": "2 business days"}


def edit_target(workbench: Workbench) -> None:
    """Promise a response in two days in place of one."""
    workbench.start("1.1.0")
    rules = workbench.read("1.1.0/service-levels.yaml")
    workbench.write({"1.1.0/service-levels.yaml": rules.replace(*TARGET)})
    workbench.judge()


def open_preview(page: Page, shown: str) -> FrameLocator:
    """Open the preview, and return the page that it shows."""
    page.click(".wb-preview summary")
    return wait_for(page, shown)


def wait_for(page: Page, shown: str) -> FrameLocator:
    page.wait_for_selector(f".wb-preview[data-shown='{shown}']", timeout=PATIENCE)
    return page.frame_locator(".wb-preview iframe")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_that_an_edit_changes_is_shown_as_the_site_would_have_it(
    page: Page, site: str, language: str
) -> None:
    workbench = Workbench(page, site, language)
    workbench.wait()
    edit_target(workbench)
    frame = open_preview(page, "response.md")
    assert page.inner_text(".wb-status").startswith(page.inner_text(".wb-checked .wb-told"))
    # Standard's target was two days before.
    assert plainly(frame.locator("table.answers").first.inner_text()).count(TWO_DAYS[language]) == 2
    assert "1.1.0" in frame.locator(".standing").inner_text()
    marked = [
        each.get_attribute("value")
        for each in page.locator("#wb-page option").all()
        if CHANGED[language] in each.inner_text()
    ]
    assert marked == ["index.md", "compare.md", "response.md", "offerings/premium.md"]
    # It wears the styles of the site.
    assert (
        frame.locator("table.answers th").first.evaluate("th => getComputedStyle(th).textAlign") != "center"
    )


def test_it_follows_what_is_edited_and_links_lead_to_pages_of_the_draft(
    page: Page, workbench: Workbench
) -> None:
    edit_target(workbench)
    frame = open_preview(page, "response.md")
    frame.locator("th a", has_text="Premium").first.click()
    frame = wait_for(page, "offerings/premium.md")
    assert "2 business days" in frame.locator("article").inner_text()
    assert page.locator("#wb-page").input_value() == "offerings/premium.md"
    rules = workbench.read("1.1.0/service-levels.yaml")
    workbench.write({"1.1.0/service-levels.yaml": rules.replace("business_days: 2 }", "business_days: 3 }")})
    workbench.judge()
    frame.locator("article", has_text="3 business days").wait_for(timeout=PATIENCE)
    frame.locator("a.cited[href*='register']").first.click()
    wait_for(page, "register.md")


def test_it_shows_what_was_edited_last_until_the_reader_chooses_a_page(
    page: Page, workbench: Workbench
) -> None:
    edit_target(workbench)
    frame = open_preview(page, "response.md")
    limits, hours = "1.1.0/engagement.yaml", "1.1.0/availability.yaml"
    workbench.open(limits)
    workbench.replace("maximum: 30", "maximum: 25")
    frame = wait_for(page, "limits.md")
    assert "25" in frame.locator("article").inner_text()
    page.select_option("#wb-page", "offerings/premium.md")
    wait_for(page, "offerings/premium.md")
    workbench.open(hours)
    workbench.replace('closes: "17:00"', 'closes: "16:30"')
    assert page.get_attribute(".wb-preview", "data-shown") == "offerings/premium.md"
    page.select_option("#wb-page", "")
    wait_for(page, "availability.md")


def test_a_version_that_is_finished_is_not_in_preparation(page: Page, workbench: Workbench) -> None:
    workbench.start("1.1.0")
    workbench.judge()
    frame = open_preview(page, "index.md")
    assert "Version 1.1.0 is in preparation" in plainly(frame.locator(".standing").inner_text())
    page.click(".wb-finishing summary")
    page.press("#wb-day", "Enter")
    frame.locator(".standing").wait_for(state="detached", timeout=PATIENCE)
    assert "1 January 2027" in plainly(frame.locator("article").inner_text())


def test_what_cannot_be_read_is_not_shown(page: Page, workbench: Workbench) -> None:
    edit_target(workbench)
    open_preview(page, "response.md")
    workbench.write({"1.1.0/service-levels.yaml": "targets: {"})
    page.locator(".wb-preview .wb-told", has_text="Fix the errors first").wait_for(timeout=PATIENCE)
