"""Every command that a README of the examples gives does what the README shows, in both languages."""

import re
from pathlib import Path

import pytest

from .conftest import EXAMPLES, ROOT, blocks, run_as_it_says

FOLDERS = [path.parent for path in sorted(EXAMPLES.glob("*/README.md"))]
PAGES = [path for folder in (EXAMPLES, *FOLDERS) for path in (folder / "README.md", folder / "LISEZMOI.md")]


def named(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent != EXAMPLES], ids=named)
def test_its_commands_do_what_it_shows(page: Path, here: Path) -> None:
    run_as_it_says(page, here)


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_both_languages_give_the_same_commands(folder: Path) -> None:
    def commands(page: str) -> list[str]:
        said = [text for kind, text in blocks(folder / page) if kind == "sh"]
        spoken = "Accept-Language: (?:en|fr)|Respond by|Réponse au plus tard| --language fr"
        return [re.sub(spoken, "", command) for command in said]

    assert commands("README.md") == commands("LISEZMOI.md")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_its_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / link).exists(), link


def test_every_example_is_listed() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir() and not path.name.startswith("_")}
    for index in ("README.md", "LISEZMOI.md"):
        linked = re.findall(r"^\| \[(\w+)\]", (EXAMPLES / index).read_text("utf-8"), flags=re.M)
        assert set(linked) == folders
    assert "examples/README.md" in (ROOT / "README.md").read_text("utf-8")
