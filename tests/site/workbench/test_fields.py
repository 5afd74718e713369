"""The simple values of a file, changed in a form: a number, a tick, a time of day."""

from __future__ import annotations

import pytest

from .conftest import PATIENCE, Workbench

FIELDS = ".wb-fields"
EDITS = {
    "number": (
        "1.1.0/service-levels.yaml",
        ("Response to a request", "SaaS Service Management Premium, time, business days", "2"),
        ("value: { within: { business_days: 1 }", "value: { within: { business_days: 2 }"),
    ),
    "tick": (
        "1.1.0/entitlements.yaml",
        ("Maintenance", "SaaS Service Management Standard", False),
        ("standard: true", "standard: false"),
    ),
    "time": (
        "1.1.0/availability.yaml",
        ("Working hours", "SaaS Service Management Premium, Friday, closing", "16:30"),
        ('fri: [{ opens: "09:00", closes: "17:00" }]', 'fri: [{ opens: "09:00", closes: "16:30" }]'),
    ),
}


@pytest.mark.parametrize("kind", EDITS)
def test_a_field_writes_its_value_and_leaves_the_rest(workbench: Workbench, kind: str) -> None:
    file, (rule, label, value), (before, after) = EDITS[kind]
    page = workbench.page
    workbench.start("1.1.0")
    workbench.open(file)
    page.click(f"{FIELDS} summary")
    page.wait_for_selector(f"{FIELDS} fieldset", timeout=PATIENCE)
    text = workbench.read(file)
    entry = page.locator(f"{FIELDS} fieldset", has=page.get_by_text(rule, exact=True))
    field = entry.get_by_label(label, exact=True)
    if isinstance(value, bool):
        field.focus()
        page.keyboard.press("Space")
    else:
        field.fill(value)
        field.press("Tab")
    page.wait_for_selector("policy-workbench:not([data-verdict])", state="attached", timeout=PATIENCE)
    workbench.judge()
    changed = workbench.read(file)
    lines = [pair for pair in zip(text.split("\n"), changed.split("\n"), strict=True) if pair[0] != pair[1]]
    ((old, new),) = lines
    assert before in old
    assert new == old.replace(before, after)
    assert page.inner_text(".wb-changes").strip()


def test_a_field_follows_what_is_typed_and_refuses_what_is_no_value(workbench: Workbench) -> None:
    page = workbench.page
    file = "1.1.0/service-levels.yaml"
    workbench.start("1.1.0")
    workbench.open(file)
    page.click(f"{FIELDS} summary")
    field = page.get_by_label("SaaS Service Management Premium, time, business days", exact=True)
    field.wait_for(timeout=PATIENCE)
    moved = f"# A line more.\n{workbench.read(file).replace('business_days: 1 }', 'business_days: 3 }')}"
    workbench.write({file: moved})
    workbench.judge()
    assert field.input_value() == "3"
    field.fill("-1")
    field.press("Tab")
    assert workbench.read(file) == moved
    field.fill("4")
    field.press("Tab")
    page.wait_for_selector("policy-workbench:not([data-verdict])", state="attached", timeout=PATIENCE)
    workbench.judge()
    assert workbench.read(file) == moved.replace("business_days: 3 }", "business_days: 4 }")


def test_a_mistake_made_in_the_form_is_mended_there(workbench: Workbench) -> None:
    page = workbench.page
    file = "1.1.0/availability.yaml"
    workbench.start("1.1.0")
    workbench.open(file)
    page.click(f"{FIELDS} summary")
    field = page.locator(f"{FIELDS} input[type=time]").first
    field.wait_for(timeout=PATIENCE)
    right = workbench.read(file)
    hour = field.input_value()
    field.fill("23:30")
    page.wait_for_selector(".wb-checked .wb-problems", timeout=PATIENCE)
    field.fill(hour)
    page.wait_for_selector(".wb-checked .wb-problems", state="detached", timeout=PATIENCE)
    assert workbench.read(file) == right
    workbench.replace(right[:40], "hours: {")
    field.fill("10:00")
    page.get_by_text("Fix the errors first.").first.wait_for(timeout=PATIENCE)
    assert "failed here" not in page.inner_text(".wb-status")


def test_what_is_published_has_no_fields_and_what_is_no_rule_says_so(workbench: Workbench) -> None:
    page = workbench.page
    assert not page.is_visible(FIELDS)
    workbench.start("1.1.0")
    workbench.open("1.1.0/register.yaml")
    page.click(f"{FIELDS} summary")
    page.get_by_text("This file has no number").wait_for(timeout=PATIENCE)
