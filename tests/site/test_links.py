"""Every link of the built site leads somewhere, anchors and the other language included."""

from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest
from tests.site.conftest import KINDS, WITH_EACH, Site

from ptc_service_policy.text import LANGUAGES


class Page(HTMLParser):
    """Collect the links and the anchors of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.alternates: list[str] = []
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.anchors.append(str(given["id"]))
        address = given.get("href") if tag in {"a", "link"} else given.get("src")
        if address is not None:
            self.links.append(address)
        if tag == "a" and given.get("hreflang"):
            self.alternates.append(str(address))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    """Read every page of both languages; 404 pages are made for a server that names their address."""
    return {
        file.relative_to(site.folder).as_posix(): Page(file)
        for file in site.folder.rglob("*.html")
        if file.name != "404.html"
    }


def target_of(page: str, link: str) -> tuple[str, str]:
    """Return the file that a link leads to, and the anchor in it."""
    parts = urlsplit(link)
    folder = page.rpartition("/")[0]
    path = normpath(f"{folder or '.'}/{unquote(parts.path)}") if parts.path else page
    is_page = not path.rpartition("/")[2].count(".") or path in {".", ".."} or parts.path.endswith("/")
    return normpath(f"{path}/index.html") if is_page else path, unquote(parts.fragment)


@WITH_EACH
def test_there_is_a_page_of_each_kind(site: Site, pages: dict[str, Page]) -> None:
    for language in LANGUAGES:
        assert {f"{language}/{kind}index.html" for kind in KINDS} <= pages.keys()


@WITH_EACH
def test_every_link_leads_somewhere(site: Site, pages: dict[str, Page]) -> None:
    broken = []
    for name, page in pages.items():
        for link in set(page.links):
            if link.startswith(("data:", "mailto:")):
                continue
            assert not urlsplit(link).scheme, f"{name} leads to another origin: {link}"
            path, anchor = target_of(name, link)
            if not (site.folder / path).is_file() or (anchor and anchor not in pages[path].anchors):
                broken.append((name, link))
    assert broken == []


@WITH_EACH
def test_no_anchor_stands_twice(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(page.anchors) == len(set(page.anchors)), name


@WITH_EACH
def test_the_switcher_leads_to_the_same_page_without_a_script(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        language, _, rest = name.partition("/")
        if language not in LANGUAGES:
            continue
        targets = {target_of(name, link)[0] for link in page.alternates}
        assert targets == {f"{other}/{rest}" for other in LANGUAGES}, name
