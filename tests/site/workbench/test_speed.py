"""What the workbench does not do twice: how long it takes is measured in benchmarks/site.py."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from docs.workbench import workbench as library
from docs.workbench.published import published, read_before
from tests.site.conftest import POLICIES

from ptc_service_policy.authoring.diff import edition
from ptc_service_policy.authoring.scenarios import reading
from ptc_service_policy.loading import policy_folder, strict_yaml, versions
from ptc_service_policy.loading.references import check_references

from .conftest import DAY, Workbench

if TYPE_CHECKING:
    from collections.abc import Callable
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


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return what asks the library as the page does, in a folder of its own."""
    for module, name in (
        (strict_yaml, "read_yaml"),
        (reading, "validate_scenarios"),
        (versions, "load_policy_folder"),
        (edition, "load_policy_folder"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.chdir(tmp_path)

    def put(do: str, **told: Any) -> Any:
        return json.loads(library.answer(json.dumps({"do": do, "language": "en", "today": DAY, **told})))

    return put


def test_of_the_files_with_which_the_page_opens_none_is_read_there(
    ask: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    read_yaml = strict_yaml.read_yaml

    def read_and_tell(raw: bytes, file: str, *limit: int) -> Any:
        read.append(file)
        return read_yaml(raw, file, *limit)

    (tmp_path / library.READ_BEFORE).write_bytes(read_before(POLICIES))
    monkeypatch.setattr(library, "__file__", str(tmp_path / "workbench.py"))
    monkeypatch.setattr(strict_yaml, "read_yaml", read_and_tell)
    library.prepare()
    files = published(POLICIES)["files"]
    assert ask("check", files=files)["problems"] == []
    assert read == []
    started = ask("start", version="1.1.0", start="1.0.0")["files"]
    wrong = started[TARGETS].replace("business_days: 1", "busines_days: 1")
    found = ask("check", files={TARGETS: wrong})["problems"]
    assert {each["file"] for each in found} == {TARGETS}
    assert {each.removeprefix("policies/") for each in read} <= {TARGETS, "1.1.0/policy.yaml", "policy.yaml"}


def test_what_has_problems_is_not_among_what_was_read_before(tmp_path: Path) -> None:
    (tmp_path / "fine.yaml").write_text("all: 1\n", "utf-8")
    (tmp_path / "wrong.yaml").write_text("all: 1\nall: 2\n", "utf-8")
    (tmp_path / "published.lock.yaml").write_text("versions: {}\n", "utf-8")
    (tmp_path / "same.yaml").write_text("all: 1\n", "utf-8")
    read = pickle.loads(read_before(tmp_path)).values()
    found = [each.data for each in read]
    assert {"versions": {}} in found
    assert found.count({"all": 1}) == 1
    assert len(found) == 3


def test_an_edit_lets_only_its_own_version_be_judged_again(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def check_and_tell(nouns: Any, documents: Any, folder: str, calendars: Any = None) -> Any:
        judged.append(folder)
        return check_references(nouns, documents, folder, calendars)

    monkeypatch.setattr(policy_folder, "check_references", check_and_tell)
    library.prepare()
    files = published(POLICIES)["files"]
    assert ask("check", files=files)["problems"] == []
    started = ask("start", version="1.1.0", start="1.0.0")["files"]
    ask("check")
    judged.clear()
    edited = started[TARGETS].replace("business_days: 1", "business_days: 2")
    assert ask("check", files={TARGETS: edited})["problems"] == []
    assert ask("diff", start="1.0.0", version="1.1.0")["groups"]
    assert judged == ["1.1.0"]
