"""What the workbench keeps across reloads, and what it opens of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.site.conftest import POLICIES

from .conftest import PATIENCE, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

TARGETS = "1.1.0/service-levels.yaml"


def test_a_draft_outlives_a_reload_until_it_is_abandoned(workbench: Workbench, site: str) -> None:
    page = workbench.page
    assert not page.is_visible(".wb-abandon")
    workbench.start("1.1.0")
    edited = workbench.read(TARGETS).replace("business_days: 1", "business_days: 2")
    workbench.write({TARGETS: edited})
    workbench.judge()
    again = Workbench(page, site, "fr")
    again.judge()
    assert again.read(TARGETS) == edited
    assert page.input_value("#wb-version") == "1.1.0"
    assert page.input_value("#wb-day") == "2027-01-01"
    assert "dégradé" in page.inner_text(".wb-changes")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click(".wb-abandon")
    page.wait_for_selector("#wb-version option:only-child", state="attached", timeout=PATIENCE)
    again.wait()
    assert page.evaluate("document.querySelector('policy-workbench').draft.versions") == ["1.0.0"]


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_ones_own_version_is_opened_edited_and_saved(workbench: Workbench, kind: str, tmp_path: Path) -> None:
    page = workbench.page
    own = Path(shutil.copytree(POLICIES, tmp_path / "own" / "policies"))
    shutil.copytree(own / "1.0.0", own / "1.2.0")
    policy = own / "1.2.0" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("version: 1.0.0", "version: 1.2.0"), "utf-8")
    given = shutil.make_archive(str(tmp_path / "own"), "zip", own.parent) if kind == "zip" else own
    page.click(".wb-opening summary")
    page.set_input_files(f"#wb-open-{kind}", given)
    page.wait_for_selector("#wb-version option:text('1.0.0 (published)')", state="attached", timeout=PATIENCE)
    page.wait_for_selector("#wb-version option:text('1.2.0 (draft)')", state="attached", timeout=PATIENCE)
    workbench.judge()
    assert workbench.problems == []
    workbench.write({"1.2.0/offerings.yaml": f"{workbench.read('1.2.0/offerings.yaml')}# mine\n"})
    saved = workbench.unzip(tmp_path / "saved")
    assert (saved / "1.2.0" / "offerings.yaml").read_text("utf-8").endswith("# mine\n")
    assert sorted(each.name for each in saved.iterdir()) == sorted(each.name for each in own.iterdir())


def test_what_holds_no_version_is_refused(page: Page, site: str, tmp_path: Path) -> None:
    workbench = Workbench(page, site)
    workbench.judge()
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "notes.yaml").write_text("a: 1\n", "utf-8")
    page.click(".wb-opening summary")
    page.set_input_files("#wb-open-folder", tmp_path / "some")
    page.wait_for_selector(".wb-opening [role=alert]:not(:empty)", timeout=PATIENCE)
    assert page.evaluate("document.querySelector('policy-workbench').draft.versions") == ["1.0.0"]
