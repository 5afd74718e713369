"""What the first screens of a page look like, small enough to be kept and the same on every machine.

A picture is the mean colour of tiles of the screens, three signs each, its red, green and blue from 0 (none)
to _ (full): a file of text, whose differences can be read. All words are set in one font, pinned, so that
lines break alike everywhere; how a machine smooths letters vanishes in the mean of a tile. The clock stands
still, and nothing moves.
"""

import subprocess
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.site.conftest import DESKTOP, KINDS, NEXT_FRAME, PHONE, TODAY, Site

from ptc_service_policy.text import LANGUAGES

SIZES = {"desktop": (DESKTOP, 40), "phone": (PHONE, 30)}
"""The screens, and how wide a tile of each is."""
SCHEMES = ("light", "dark")
SCREENS = 2
"""How many screens of a page are looked at: most of what a page tells stands on them."""

FONT = "@fontsource/noto-sans@5.3.0"
_FONT_FILES = {
    400: "09aee8065d25508f23a4c3d92cd777ac869c52d93fd868a88f025d888a7937d6",
    700: "e77bfe1db912f687b0319b60de158cfada67f89c8ee4f8e2bd6020f970accbfb",
}
_FACES = "".join(
    f"@font-face {{ font-family: Looks; font-weight: {weight}; src: url(/looks/{weight}.woff2); }}"
    for weight in _FONT_FILES
)
_STYLE = f"{_FACES} * {{ font-family: Looks !important; caret-color: transparent !important; }}"
_READY = {"ask/": ".ask-form", "workbench/": "policy-workbench[data-judged]"}
"""What a page shows once its script has drawn it."""
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}
_SET = "() => Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 16px Looks`)))"
APPROVED = Path(__file__).with_name("approved.txt")
LEVELS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_MEAN = """async ({ png, width, height, tile, levels }) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const rows = [];
  for (let top = 0; top + tile <= height; top += tile) {
    let row = "";
    for (let left = 0; left + tile <= width; left += tile) {
      const sums = [0, 0, 0];
      for (let y = top; y < top + tile; y += 1) {
        for (let x = left; x < left + tile; x += 1) {
          for (const colour of [0, 1, 2]) sums[colour] += data[4 * (y * width + x) + colour];
        }
      }
      row += sums.map((sum) => levels[Math.floor(sum / tile / tile / 4)]).join("");
    }
    rows.push(row);
  }
  return rows;
}"""


@dataclass(frozen=True)
class View:
    """Name a page as somebody sees it."""

    kind: str
    language: str
    scheme: str
    size: str

    @property
    def name(self) -> str:
        """Return how it is called among those that were approved."""
        return f"{self.language}/{self.kind} {self.scheme} {self.size}"


VIEWS = [
    View(kind, language, scheme, size)
    for kind in KINDS
    for language in LANGUAGES
    for scheme in SCHEMES
    for size in SIZES
]


def fonts(npm: str, folder: Path) -> dict[int, bytes] | None:
    """Return the font from npm, by weight; nothing if it cannot be had."""
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--no-save", FONT]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode != 0:
        return None
    files = folder / "node_modules/@fontsource/noto-sans/files"
    found = {each: (files / f"noto-sans-latin-{each}-normal.woff2").read_bytes() for each in _FONT_FILES}
    assert {each: sha256(content).hexdigest() for each, content in found.items()} == _FONT_FILES
    return found


def taken(browser: Any, site: Site, view: View, letters: dict[int, bytes]) -> tuple[list[str], bytes]:
    """Return the rows of a picture, and the screens themselves; what is below the page is black."""
    size, tile = SIZES[view.size]
    context = browser.new_context(
        viewport=size,
        color_scheme=view.scheme,
        reduced_motion="reduce",
        timezone_id="Europe/Paris",
        locale=_LOCALES[view.language],
    )
    page = context.new_page()
    page.clock.set_fixed_time(datetime.combine(TODAY, time(9), UTC))
    for weight, content in letters.items():
        page.route(f"**/looks/{weight}.woff2", lambda route, _, body=content: route.fulfill(body=body))
    page.goto(site.at(view.language, view.kind))
    page.add_style_tag(content=_STYLE)
    if view.kind in _READY:
        page.wait_for_selector(_READY[view.kind], timeout=120_000)
    page.evaluate(_SET)
    page.evaluate(NEXT_FRAME)
    both = {**size, "height": SCREENS * size["height"]}
    screen: bytes = page.screenshot(animations="disabled", full_page=True, clip={"x": 0, "y": 0, **both})
    page.goto("about:blank")
    rows: list[str] = page.evaluate(
        _MEAN, {"png": b64encode(screen).decode(), **both, "tile": tile, "levels": LEVELS}
    )
    context.close()
    return rows, screen


def read(file: Path) -> dict[str, list[str]]:
    """Read the pictures that were approved, by the name of their view."""
    found: dict[str, list[str]] = {}
    for part in file.read_text("utf-8").split("=== ")[1:]:
        name, *rows = part.splitlines()
        found[name] = [row for row in rows if row]
    return found


def written(pictures: dict[str, list[str]]) -> Iterator[str]:
    """Write pictures, each below the name of its view."""
    for name, rows in pictures.items():
        yield "\n".join((f"=== {name}", *rows, ""))
