"""The document that a version encodes, compared with it in the browser as in the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.authoring.source.making import EDITION, teach_english, word_of, write_word
from tests.site.conftest import POLICIES

from ptc_service_policy.authoring.source.check import check_document
from ptc_service_policy.typography import typeset

from .conftest import PATIENCE, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = EDITION.read_text("utf-8")
EDITED = TEXT.replace("30 open cases", "25 open cases")


@pytest.mark.parametrize("kind", ["text", "Word"])
def test_a_document_is_compared_with_the_draft_while_it_is_edited(
    page: Page, site: str, kind: str, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(POLICIES, tmp_path / "policies"))
    policy, _ = teach_english(tmp_path / "1.0.0")
    shutil.copytree(tmp_path / "1.0.0", own / "1.1.0")
    number = own / "1.1.0" / "policy.yaml"
    number.write_text(number.read_text("utf-8").replace("version: 1.0.0", "version: 1.1.0"), "utf-8")
    document = tmp_path / ("doc.txt" if kind == "text" else "doc.docx")
    if kind == "text":
        document.write_text(EDITED, "utf-8")
    else:
        write_word(document, word_of(EDITED))
    (told,) = check_document(document, document.name, policy).problems
    workbench = Workbench(page, site)
    workbench.wait()
    page.click(".wb-opening summary")
    page.set_input_files("#wb-open-folder", own)
    page.wait_for_selector("#wb-version option:text('1.1.0 (draft)')", state="attached", timeout=PATIENCE)
    workbench.judge()
    page.set_input_files("#wb-document", document)
    workbench.judge()
    (problem,) = page.locator(".wb-sourced .wb-problems > li").all()
    assert problem.get_attribute("data-code") == told.code == "PSP370"
    assert problem.locator(".wb-message").inner_text() == typeset(told.message["en"], "en")
    problem.locator(".wb-place").click()
    assert page.inner_text(".wb-file") == "1.1.0/engagement.yaml"
    rules = workbench.read("1.1.0/engagement.yaml")
    workbench.write({"1.1.0/engagement.yaml": rules.replace("maximum: 30", "maximum: 25")})
    workbench.judge()
    codes = page.locator(".wb-sourced [data-code]").evaluate_all(
        "all => all.map((each) => each.dataset.code)"
    )
    assert codes == ["PSP367"]  # the words are others than were learnt, and say what the version says


def test_what_is_no_document_of_the_policy_is_refused(workbench: Workbench, tmp_path: Path) -> None:
    page = workbench.page
    workbench.judge()
    other = tmp_path / "other.txt"
    other.write_text("Nothing of the kind.\n", "utf-8")
    page.set_input_files("#wb-document", other)
    workbench.judge()
    assert page.locator(".wb-sourced [data-code]").get_attribute("data-code") == "PSP353"
