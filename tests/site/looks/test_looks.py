"""Each kind of page looks as it did when somebody looked at it and approved it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.profiles import NIGHTLY
from tests.site.conftest import KINDS, Site
from tests.site.looks.taking import APPROVED, LEVELS, SCHEMES, SCREENS, VIEWS, View, fonts, read, taken

from ptc_service_policy.text import LANGUAGES

Tile = tuple[int, int, int]

TOLERATED = 1
"""By how much a tile may have more or less of a colour than it had, of 63."""
ALLOWED = 0.01
"""Which share of the tiles of a screen may differ by more.

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
    """Return which share of the tiles differs on the screen that differs most."""
    assert [len(row) for row in rows] == [len(row) for row in approved]
    tall = -(-len(rows) // SCREENS)
    screens = [(rows[top : top + tall], approved[top : top + tall]) for top in range(0, len(rows), tall)]
    return max(_share(*(tiles_of("".join(side)) for side in screen)) for screen in screens)


def _share(tiles: list[Tile], others: list[Tile]) -> float:
    pairs = list(zip(tiles, others, strict=True))
    return sum(_differ(one, other) for one, other in pairs) / len(pairs)


def _differ(tile: Tile, other: Tile) -> bool:
    return any(abs(one - another) > TOLERATED for one, another in zip(tile, other, strict=True))


def tiles_of(signs: str) -> list[Tile]:
    """Return the red, green and blue of each tile."""
    levels = [LEVELS.index(each) for each in signs]
    return list(zip(levels[::3], levels[1::3], levels[2::3], strict=True))


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


GREY, TEAL = "WWW", "QYW"
"""Two colours as light as each other."""


def test_another_colour_that_is_as_light_is_seen() -> None:
    white = ["_" * 60] * 20
    badge = [*white[:-1], GREY * 4 + "_" * 48]
    other = [*white[:-1], TEAL * 4 + "_" * 48]
    assert differing(badge, badge) == 0
    assert differing(other, badge) > ALLOWED


def test_every_view_was_approved() -> None:
    assert list(read(APPROVED)) == [each.name for each in VIEWS]
