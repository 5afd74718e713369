"""Which pages of the site an edit changes, and what they say then."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from ptc_service_policy.authoring.diff import Edition, read_edition
from ptc_service_policy.loading.versions import published_digests

if TYPE_CHECKING:
    from docs.generator.desk import Desk

pytest.importorskip("markdown", reason="the pages are Markdown, set by the `docs` extra")

POLICIES = Path(__file__).parents[2] / "policies"
TODAY = date(2026, 11, 27)
Edited = Callable[[str, str, str], "tuple[Desk, Desk]"]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Return a version and the next one, in which a file says something else."""
    from docs.generator.previewing import desk_of

    def edit(file: str, old: str, new: str) -> tuple[Desk, Desk]:
        policies = Path(copytree(POLICIES, tmp_path / "policies"))
        copytree(policies / "1.0.0", policies / "1.1.0")
        for name, before, after in (("policy.yaml", "1.0.0", "1.1.0"), (file, old, new)):
            text = (policies / "1.1.0" / name).read_text("utf-8")
            assert before in text
            (policies / "1.1.0" / name).write_text(text.replace(before, after, 1), "utf-8")
        old_edition, new_edition = (read_edition(policies / each) for each in ("1.0.0", "1.1.0"))
        published = published_digests(policies)
        return desk_of(old_edition, "en", TODAY, published), desk_of(new_edition, "en", TODAY, published)

    return edit


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        pytest.param("policy.yaml", "1.1.0", "1.1.0", [], id="nothing but the number"),
        pytest.param(
            "availability.yaml",
            'fri: [{ opens: "09:00", closes: "17:00" }]',
            'fri: [{ opens: "09:00", closes: "16:00" }]',
            ["compare.md", "response.md", "availability.md", "offerings/tsam.md", "offerings/premium.md"],
            id="an hour",
        ),
        pytest.param(
            "engagement.yaml",
            "maximum: 3,",
            "maximum: 4,",
            ["compare.md", "limits.md", "offerings/tsam.md", "offerings/premium.md"],
            id="a limit",
        ),
    ],
)
def test_the_pages_that_an_edit_changes_are_told(
    file: str, old: str, new: str, changed: list[str], edited: Edited
) -> None:
    from docs.generator.previewing import pages_between

    pages = list(pages_between(*edited(file, old, new)))
    assert [each.file for each in pages if each.is_changed] == changed
    assert all(each.name for each in pages)


def test_a_page_says_what_the_site_would_say(edited: Edited) -> None:
    from docs.generator.previewing import show

    _, desk = edited("engagement.yaml", "maximum: 3,", "maximum: 4,")
    html = show(desk, "limits.md")
    words = re.sub(r"\s+", " ", unescape(re.sub("<[^>]*>", " ", html)))
    assert "At most 4 people at once" in words
    assert "Version 1.1.0 is in preparation" in words
    assert "hide:" not in words
    assert "{" not in words


@pytest.mark.parametrize(
    ("digest", "said"),
    [
        pytest.param(None, "Version 1.1.0 is in preparation: nothing below is published.", id="a draft"),
        pytest.param("its own", "", id="published"),
        pytest.param(
            "another", "Version 1.1.0 is published and was edited: start a new version.", id="edited since"
        ),
    ],
)
def test_a_page_says_how_its_version_stands(digest: str | None, said: str, edited: Edited) -> None:
    from docs.generator.previewing import desk_of, show

    _, desk = edited("engagement.yaml", "maximum: 3,", "maximum: 4,")
    edition = Edition(desk.policy.files, {})
    digests = {"1.1.0": edition.files.digest if digest == "its own" else digest} if digest else {}
    html = show(desk_of(edition, "en", TODAY, digests), "limits.md")
    standing = re.findall(r'<div class="standing">\s*(.*?)\s*</div>', html, re.DOTALL)
    assert unescape(re.sub("<[^>]*>", "", "".join(standing))).replace("\u00a0", " ") == said
