"""What the editor of the workbench completes and explains, from the schemas and the draft's own ids."""

from __future__ import annotations

import pytest

from .conftest import PATIENCE, Workbench

CADENCES, VOCABULARY = "1.1.0/cadences.yaml", "1.1.0/vocabulary.yaml"
METHODS = "methods:\n"
NOT_BY_MISTAKE = 150
"""For how long the editor takes no key for a choice of what it offers, in milliseconds, and a little more."""
OFFERED = ".cm-tooltip-autocomplete li"


@pytest.fixture
def drafting(workbench: Workbench) -> Workbench:
    """Start a version that has a method of its own, which is not whole yet."""
    workbench.start("1.1.0")
    text = workbench.read(VOCABULARY)
    own = f"{METHODS}  fax:\n    name: {{ fr: Télécopie, en: Fax }}\n"
    assert text.count(METHODS) == 1
    workbench.write({VOCABULARY: text.replace(METHODS, own)})
    workbench.page.wait_for_selector("policy-workbench[data-judged][data-helped]", timeout=PATIENCE)
    return workbench


def find(workbench: Workbench, text: str) -> None:
    """Select a text with the search of the editor."""
    keys = workbench.page.keyboard
    workbench.page.focus(".cm-content")
    keys.press("Control+Home")
    keys.press("Control+f")
    keys.type(text)
    keys.press("Enter")
    keys.press("Escape")


def test_the_ids_of_the_draft_are_offered_and_taken_by_keyboard(drafting: Workbench) -> None:
    page, keys = drafting.page, drafting.page.keyboard
    drafting.open(CADENCES)
    find(drafting, "methods: [email]")
    keys.type("methods: [f")
    keys.press("Control+Space")
    page.wait_for_selector(OFFERED, timeout=PATIENCE)
    assert [each.split("\n")[0] for each in page.locator(OFFERED).all_inner_texts()] == ["fax"]
    page.wait_for_timeout(NOT_BY_MISTAKE)
    keys.press("Tab")
    keys.type("]")
    assert "methods: [fax]" in drafting.read(CADENCES)


def test_a_key_is_explained_in_both_languages(drafting: Workbench) -> None:
    page = drafting.page
    drafting.open(CADENCES)
    page.locator(".cm-content span", has_text="methods").first.hover()
    page.wait_for_selector(".wb-help", timeout=PATIENCE)
    said = page.inner_text(".wb-help")
    assert "The methods of delivery" in said
    assert "Les moyens de la prestation" in said
    assert "Source:" not in said


def test_a_key_and_a_button_explain_what_is_at_the_cursor(drafting: Workbench) -> None:
    page, keys = drafting.page, drafting.page.keyboard
    drafting.open(CADENCES)
    find(drafting, "methods:")
    keys.press("F1")
    page.wait_for_selector(".wb-help", timeout=PATIENCE)
    assert "The methods of delivery" in page.inner_text(".wb-help")
    keys.press("Escape")
    page.wait_for_selector(".wb-help", state="detached", timeout=PATIENCE)
    page.click(".wb-explain")
    page.wait_for_selector(".wb-help", timeout=PATIENCE)
    assert page.evaluate("document.activeElement.matches('.cm-content')")
    keys.press("Control+End")
    page.wait_for_selector(".wb-help", state="detached", timeout=PATIENCE)
    assert "F1" in page.inner_text(".wb-keys")


def test_a_snippet_is_filled_in_field_by_field(drafting: Workbench) -> None:
    page, keys = drafting.page, drafting.page.keyboard
    drafting.open("1.1.0/entitlements.yaml")
    page.focus(".cm-content")
    keys.press("Control+End")
    keys.type("  n")
    keys.press("Control+Space")
    page.wait_for_selector(OFFERED, timeout=PATIENCE)
    page.wait_for_timeout(NOT_BY_MISTAKE)
    keys.press("Enter")
    added = drafting.shown.splitlines()[-14:]
    assert "${" not in "".join(added)
    assert any(line.strip().startswith("values:") for line in added)
