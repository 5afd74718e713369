"""One's own folder or zip: taken as it is to the last byte, or refused with the reason."""

from __future__ import annotations

import shutil
import struct
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.plainly import plainly
from tests.site.conftest import POLICIES

from .conftest import PATIENCE, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

TARGETS = "1.1.0/service-levels.yaml"
FILES = {
    each.relative_to(POLICIES).as_posix(): each.read_bytes() for each in sorted(POLICIES.rglob("*.yaml"))
}
POLICY = "policies/1.0.0/policy.yaml"


def zipped(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def own(folder: str = "policies/", **changed: bytes) -> dict[str, bytes]:
    return {f"{folder}{name}": content for name, content in (FILES | changed).items()}


def lying(size: int) -> bytes:
    """Write a zip of which a file is larger than it says."""
    made = zipped({POLICY: b"a" * size})
    return made.replace(struct.pack("<I", size), struct.pack("<I", 10))


def locked() -> bytes:
    """Write a zip that says that its files are protected."""
    made = bytearray(zipped(own()))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(head)
        while at >= 0:
            made[at + flags] |= 1
            at = made.find(head, at + 4)
    return bytes(made)


REFUSED = {
    "nothing of the kind": (zipped({"word/document.xml": b"<w/>"}), "number for a name", "porte un numéro"),
    "in capitals": (zipped({"policies/1.0.0/POLICY.YAML": b"a: 1"}), "in lower case", "en minuscules"),
    "two folders": (
        zipped(own("a/") | own("b/")),
        "more than one folder of versions in it (a/, b/)",
        "plusieurs dossiers de versions (a/, b/)",
    ),
    "a bomb": (zipped({POLICY: b"a" * 30_000_000}), "at most 20 MB", "20 Mo"),
    "many files": (zipped({f"{each}.txt": b"" for each in range(5_001)}), "5,000 files", "5 000 fichiers"),
    "a name that leads out": (
        zipped(own() | {"policies/../../1.0.0/policy.yaml": b"a: 1"}),
        "leads out of it (policies/../../1.0.0/policy.yaml)",
        "mène hors de lui (policies/../../1.0.0/policy.yaml)",
    ),
    "a name from the root": (
        zipped(own("/policies/")),
        "leads out of it (/policies/",
        "mène hors de lui (/policies/",
    ),
    "no zip": (b"not at all", "not a zip", "pas un zip"),
    "cut short": (zipped(own())[:-200], "damaged", "endommagé"),
    "another size": (lying(50_000), "damaged", "endommagé"),
    "a password": (locked(), "a password", "un mot de passe"),
    "Latin-1": (
        zipped(own() | {"policies/1.0.0/vocabulary.yaml": "é".encode("latin-1")}),
        "policies/1.0.0/vocabulary.yaml is not in UTF-8",
        "policies/1.0.0/vocabulary.yaml n’est pas en UTF-8",
    ),
}


def refusal(page: Page, choose: str, given: Any) -> str:
    """Choose something, and return why it is refused."""
    page.evaluate("document.querySelector('.wb-opening [role=alert]').textContent = ''")
    page.set_input_files(choose, given)
    page.wait_for_selector(".wb-opening [role=alert]:not(:empty)", timeout=PATIENCE)
    return plainly(page.inner_text(".wb-opening [role=alert]"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_zip_that_cannot_be_opened_is_refused_with_the_reason(page: Page, site: str, language: str) -> None:
    workbench = Workbench(page, site, language)
    workbench.judge()
    page.click(".wb-opening summary")
    for kind, (content, *said) in REFUSED.items():
        given = {"name": "own.zip", "mimeType": "application/zip", "buffer": content}
        assert plainly(said[language == "fr"]) in refusal(page, "#wb-open-zip", given), kind
    assert page.evaluate("document.querySelector('policy-workbench').draft.versions") == ["1.0.0"]
    workbench.wait()


def test_a_folder_is_refused_as_a_zip_is(workbench: Workbench, tmp_path: Path) -> None:
    page = workbench.page
    folder = Path(shutil.copytree(POLICIES, tmp_path / "policies"))
    (folder / "1.0.0" / "vocabulary.yaml").write_bytes("é".encode("latin-1"))
    page.click(".wb-opening summary")
    assert "policies/1.0.0/vocabulary.yaml is not in UTF-8" in refusal(page, "#wb-open-folder", folder)
    shutil.copytree(POLICIES, tmp_path / "policies" / "more")
    (folder / "1.0.0" / "vocabulary.yaml").write_bytes(FILES["1.0.0/vocabulary.yaml"])
    assert "(policies/, policies/more/)" in refusal(page, "#wb-open-folder", folder)


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_line_ends_and_marks_stay_and_the_patch_applies_after_a_reload(
    workbench: Workbench, site: str, kind: str, tmp_path: Path
) -> None:
    page = workbench.page
    folder = Path(shutil.copytree(POLICIES, tmp_path / "own" / "policies"))
    shutil.copytree(folder / "1.0.0", folder / "1.1.0")
    for name in ("policy", "service-levels"):
        text = (folder / "1.1.0" / f"{name}.yaml").read_bytes().replace(b"version: 1.0.0", b"version: 1.1.0")
        (folder / "1.1.0" / f"{name}.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    given = shutil.make_archive(str(tmp_path / "own"), "zip", folder.parent) if kind == "zip" else folder
    page.click(".wb-opening summary")
    page.set_input_files(f"#wb-open-{kind}", given)
    page.wait_for_selector("#wb-version option:text('1.1.0 (draft)')", state="attached", timeout=PATIENCE)
    workbench.judge()
    assert workbench.problems == []
    workbench.open(TARGETS)
    page.focus(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type("# mine")
    page.wait_for_selector("policy-workbench:not([data-verdict])", state="attached", timeout=PATIENCE)
    workbench.judge()
    again = Workbench(page, site)
    again.judge()
    saved = again.unzip(tmp_path / "saved")
    expected = {each.relative_to(folder): each.read_bytes() for each in folder.rglob("*.yaml")}
    expected[Path(TARGETS)] += b"# mine"
    assert {each.relative_to(saved): each.read_bytes() for each in saved.rglob("*.yaml")} == expected
    patch = Path(again.download(".wb-patch").path())
    assert patch.read_bytes().count(b"diff --git") == 1
    subprocess.run(["git", "apply", "--whitespace=nowarn", str(patch)], cwd=folder.parent, check=True)
    assert (folder / TARGETS).read_bytes() == expected[Path(TARGETS)]


def test_a_published_version_that_was_edited_is_told_and_put_back(
    workbench: Workbench, tmp_path: Path
) -> None:
    page = workbench.page
    folder = Path(shutil.copytree(POLICIES, tmp_path / "policies"))
    edited = folder / "1.0.0" / "service-levels.yaml"
    edited.write_bytes(edited.read_bytes().replace(b"business_days: 1 }", b"business_days: 2 }"))
    page.click(".wb-opening summary")
    page.set_input_files("#wb-open-folder", folder)
    page.wait_for_selector(".wb-problems [data-code=PSP403]", timeout=PATIENCE)
    assert "Version 1.0.0 is published and was edited" in page.inner_text(".wb-note")
    page.wait_for_selector("#wb-version option:text('1.0.0 (published)')", state="attached", timeout=PATIENCE)
    page.fill("#wb-number", "1.1.0")
    page.fill("#wb-first", "2027-01-01")
    page.press("#wb-number", "Enter")
    page.wait_for_selector("#wb-version option[value='1.1.0']", state="attached", timeout=PATIENCE)
    assert "business_days: 2 }" in workbench.read(TARGETS)
    page.select_option("#wb-version", "1.0.0")
    page.click(".wb-put-back")
    page.wait_for_selector(".wb-problems [data-code=PSP403]", state="detached", timeout=PATIENCE)
    assert not page.is_visible(".wb-put-back")
    page.select_option("#wb-version", "1.1.0")
    workbench.judge()
    assert "worse" in page.inner_text(".wb-compared")
