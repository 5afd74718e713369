"""Draw the picture that a shared link shows, in each language: the name of the site and what it is about.

``python tools/cards.py`` needs the `site` extra and Chromium. It writes ``docs/assets/style/card.fr.png`` and
``card.en.png`` anew.
"""

import shutil
from html import escape
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parents[1] / "docs"
STYLE = DOCS / "assets" / "style"
SIZE = {"width": 1200, "height": 630}
PAGE = """<!doctype html><style>
  body { background: #16232b; color: #fff; font-family: "DejaVu Sans"; margin: 0; padding: 90px 100px; }
  svg { display: block; height: 130px; }
  h1 { border-bottom: 6px solid #4f9a2f; font-size: 66px; margin: 60px 0 36px; padding-bottom: 30px; }
  p { color: #d8e2e7; font-size: 36px; line-height: 1.4; margin: 0; text-wrap: balance; }
</style>"""


def main() -> None:
    """Draw each card from what the site's settings say of it."""
    icon = (STYLE / "favicon.svg").read_text("utf-8").replace("#16232b", "#2a3d48")
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        for language in ("fr", "en"):
            said = yaml.safe_load((DOCS / f"mkdocs.{language}.yml").read_text("utf-8"))
            told = f"<h1>{escape(said['site_name'])}</h1><p>{escape(said['site_description'])}</p>"
            page.set_content(PAGE + icon + told.replace("&#x27;", "’"))
            page.screenshot(path=STYLE / f"card.{language}.png")
        browser.close()


if __name__ == "__main__":
    main()
