"""What the workbench does not do twice: how long it takes is measured in benchmarks/site.py."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from docs.workbench import workbench as library
from tests.site.conftest import POLICIES

from ptc_service_policy.authoring.diff import edition
from ptc_service_policy.authoring.scenarios import reading
from ptc_service_policy.loading import policy_folder, strict_yaml, versions
from ptc_service_policy.loading.references import check_references

from .conftest import DAY, Workbench

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

TARGETS = "1.1.0/service-levels.yaml"
STEPS = """
const Own = window.Worker;
window.steps = [];
window.Worker = class extends Own {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => data.kind === "progress" && window.steps.push(data.step));
  }
};
"""

ASK = """(known) => {
  return document.querySelector("policy-workbench").ask({ do: "schemas", version: "1.1.0", known });
}"""


def test_what_the_first_verdict_needs_is_fetched_at_once(page: Page, site: str) -> None:
    page.add_init_script(STEPS)
    Workbench(page, site).wait()
    assert list(dict.fromkeys(page.evaluate("steps"))) == ["download", "unpack", "start"]


def test_schemas_are_written_again_only_for_other_ids(workbench: Workbench) -> None:
    page = workbench.page
    workbench.start("1.1.0")
    workbench.judge()
    known = page.evaluate("document.querySelector('policy-workbench').known")
    workbench.write({TARGETS: workbench.read(TARGETS).replace("business_days: 1", "business_days: 2")})
    workbench.judge()
    assert page.evaluate(ASK, known) == {"known": known}
    words = workbench.read("1.1.0/vocabulary.yaml").replace(
        "  email:", "  post:\n    name: {fr: p, en: p}\n  email:"
    )
    workbench.write({"1.1.0/vocabulary.yaml": words})
    workbench.judge()
    assert page.evaluate("document.querySelector('policy-workbench').known") != known


def test_an_edit_lets_only_its_own_version_be_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def check_and_tell(nouns: Any, documents: Any, folder: str, calendars: Any = None) -> Any:
        judged.append(folder)
        return check_references(nouns, documents, folder, calendars)

    for module, name in (
        (strict_yaml, "read_yaml"),
        (reading, "validate_scenarios"),
        (versions, "load_policy_folder"),
        (edition, "load_policy_folder"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(policy_folder, "check_references", check_and_tell)
    monkeypatch.chdir(tmp_path)

    def ask(do: str, **told: Any) -> Any:
        return json.loads(library.answer(json.dumps({"do": do, "language": "en", "today": DAY, **told})))

    library.prepare()
    files = {
        each.relative_to(POLICIES).as_posix(): each.read_text("utf-8") for each in POLICIES.rglob("*.yaml")
    }
    assert ask("check", files=files)["problems"] == []
    started = ask("start", version="1.1.0", start="1.0.0")["files"]
    ask("check")
    judged.clear()
    edited = started[TARGETS].replace("business_days: 1", "business_days: 2")
    assert ask("check", files={TARGETS: edited})["problems"] == []
    assert ask("diff", start="1.0.0", version="1.1.0")["groups"]
    assert judged == ["1.1.0"]
