"""The owner's workbench in a real browser, within the site."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from tests.site.ask.conftest import PATIENCE, page, site

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["PATIENCE", "Workbench", "page", "site", "workbench"]

DAY = "2026-11-27"
TYPE_OVER = """([before, insert]) => {
  const { view } = document.querySelector("policy-workbench").editor;
  const from = view.state.doc.toString().indexOf(before);
  view.dispatch({ changes: { from, to: from + before.length, insert } });
}"""


class Workbench:
    """Drive the workbench of one language; what its page says is read as a reader sees it."""

    def __init__(self, page: Page, site: str, language: str = "en") -> None:
        self.page, self.language = page, language
        page.clock.install(time=f"{DAY}T09:00:00")
        page.goto(f"{site}{language}/workbench/")
        page.wait_for_selector("policy-workbench[data-opened]", timeout=PATIENCE)

    def wait(self) -> None:
        """Wait until the draft as it stands was judged."""
        self.page.wait_for_selector("policy-workbench[data-verdict]", timeout=PATIENCE)

    def judge(self) -> None:
        """Wait until it was compared and its scenarios ran, too."""
        self.page.wait_for_selector("policy-workbench[data-judged]", timeout=PATIENCE)

    def start(self, version: str) -> None:
        """Start a version as its owner does."""
        self.page.fill("#wb-number", version)
        self.page.fill("#wb-first", "2027-01-01")
        self.page.press("#wb-number", "Enter")
        self.page.wait_for_selector(
            f"#wb-version option[value='{version}']", state="attached", timeout=PATIENCE
        )
        self.wait()

    def open(self, file: str) -> None:
        """Open a file in the editor."""
        self.page.click(f"[data-file='{file}']")

    def write(self, files: dict[str, str | None]) -> None:
        """Write files in the place of the owner, and wait for the verdict."""
        self.page.evaluate("files => document.querySelector('policy-workbench').write(files)", files)
        self.wait()

    def replace(self, before: str, after: str) -> None:
        """Type something over a text of the file that is open, and wait until all is judged."""
        self.page.evaluate(TYPE_OVER, [before, after])
        self.judge()

    def read(self, file: str) -> str:
        """Read a file as the draft has it."""
        text: str = self.page.evaluate(
            "name => document.querySelector('policy-workbench').draft.read(name)", file
        )
        return text

    @property
    def shown(self) -> str:
        """Return the text in the editor, which draws only what is on the screen."""
        text: str = self.page.evaluate(
            "document.querySelector('policy-workbench').editor.view.state.doc.toString()"
        )
        return text

    @property
    def problems(self) -> list[str]:
        """Return the problems, each on a line as the terminal writes it."""
        return [
            " ".join(each.locator("button, a, .wb-message, .wb-hint").all_inner_texts())
            for each in self.page.locator(".wb-problems > li").all()
        ]

    def download(self, button: str, by: str | None = None) -> Any:
        """Press a button, with a key if one is given where the button has the focus; return what it saves."""
        with self.page.expect_download(timeout=PATIENCE) as saving:
            if by is None:
                self.page.click(button)
            else:
                assert self.page.evaluate("button => document.activeElement.matches(button)", button)
                self.page.keyboard.press(by)
        return saving.value

    def unzip(self, folder: Path, by: str | None = None) -> Path:
        """Save the zip, and unpack it; return the folder of all versions."""
        saved = self.download(".wb-zip", by)
        with ZipFile(BytesIO(Path(saved.path()).read_bytes())) as archive:
            archive.extractall(folder)
        return folder / "policies"


@pytest.fixture
def workbench(page: Page, site: str) -> Workbench:
    """Open the workbench in English, and wait for its first verdict."""
    opened = Workbench(page, site)
    opened.wait()
    return opened
