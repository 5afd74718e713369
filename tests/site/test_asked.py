"""What readers ask is answered within two clicks from the home page, without scrolling, also on a phone."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.site.conftest import DESKTOP, NEXT_FRAME, PHONE, Site

from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.typography import typeset

ASKED = yaml.safe_load(Path(__file__).with_name("asked.yaml").read_text("utf-8"))
MOST_CLICKS = 2
SEEN = """(within) => {
  const top = document.querySelector("header.md-header").getBoundingClientRect().bottom;
  const isSeen = ({ top: from, bottom: to, width }) => width > 0 && from >= top - 1 && to <= innerHeight + 1;
  const article = document.querySelector("main article");
  const part = within ? article.querySelector(within) : article;
  const words = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const seen = [];
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = [...range.getClientRects()];
    if (text.parentElement.checkVisibility() && rects.length && rects.every(isSeen)) seen.push(text.data);
  }
  return seen.join(" ");
}"""


def click(page: Any, site: Site, language: Language, to: str) -> None:
    """Follow the link to an address, or unfold what is folded there."""
    folded = page.locator(f"details#{to.rpartition('#')[2]} > summary") if "#" in to else None
    if folded is not None and folded.count():
        folded.click()
    else:
        address = site.at(language, to)
        links = page.locator("main article a:visible")
        at = links.evaluate_all("all => all.map((each) => each.href)").index(address)
        links.nth(at).click()
        page.wait_for_url(address)
    page.wait_for_load_state()
    page.evaluate(NEXT_FRAME)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_readers_ask_is_answered_on_the_first_screen(
    language: Language, size: dict[str, int], site: Site, page: Any
) -> None:
    page.set_viewport_size(size)
    missing = []
    for each in ASKED:
        assert len(each["clicks"]) <= MOST_CLICKS
        page.goto(site.at(language))
        for to in each["clicks"]:
            click(page, site, language, to)
        shown = _plain(page.evaluate(SEEN, each.get("within")))
        told = [_plain(typeset(words, language)) for words in each["seen"][language]]
        missing += [(each["asked"][language], words) for words in told if words not in shown]
    assert missing == []


def _plain(text: str) -> str:
    return " ".join(text.split())
