"""Each kind of page looks as it did when somebody looked at it and approved it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.profiles import NIGHTLY
from tests.site.conftest import KINDS, Site
from tests.site.looks.taking import APPROVED, LEVELS, SCHEMES, VIEWS, View, fonts, read, taken

from ptc_service_policy.text import LANGUAGES

TOLERATED = 1
"""By how much a tile may be lighter or darker than it was, of 63."""
ALLOWED = 0.01
"""Which share of the tiles may differ by more.

Other smoothing of letters, or another profile of colours, changes one tile in seventy, by 1; four more pixels
above a paragraph change one in thirty on a phone by more, and a paler grey one in fifty on a desktop.
"""


def in_turns(view: View) -> bool:
    """Return whether a normal run looks at it: each kind at both sizes, in one language and scheme."""
    place = KINDS.index(view.kind)
    return view.language == LANGUAGES[place % 2] and view.scheme == SCHEMES[place // 2 % 2]


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    """Return the font in which all pages are set."""
    npm = shutil.which("npm")
    found = npm and fonts(npm, tmp_path_factory.mktemp("font"))
    if not found:
        pytest.skip("the font of the pictures comes from npm, which is not here or does not have it")
    return found


def differing(rows: list[str], approved: list[str]) -> float:
    """Return which share of the tiles differs."""
    assert [len(row) for row in rows] == [len(row) for row in approved]
    pairs = list(zip("".join(rows), "".join(approved), strict=True))
    return sum(abs(LEVELS.index(one) - LEVELS.index(other)) > TOLERATED for one, other in pairs) / len(pairs)


@pytest.mark.parametrize(
    "view", [each for each in VIEWS if NIGHTLY or in_turns(each)], ids=lambda view: view.name
)
def test_a_page_looks_as_it_was_approved(
    view: View, site: Site, browser: Any, letters: dict[int, bytes], tmp_path: Path
) -> None:
    if site.builder != "material":
        pytest.skip("the search and the scroll bar of Zensical stand elsewhere")
    rows, screen = taken(browser, site, view, letters)
    (tmp_path / "screen.png").write_bytes(screen)
    share = differing(rows, read(APPROVED)[view.name])
    assert share <= ALLOWED, (
        f"{share:.1%} of {view.name} look otherwise, see {tmp_path}/screen.png; if that is meant: "
        "python -m tests.site.looks.approve FOLDER"
    )


def test_every_view_was_approved() -> None:
    assert list(read(APPROVED)) == [each.name for each in VIEWS]
