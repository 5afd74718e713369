"""What each page says of itself, to search engines, to who shares it, and to the browser that runs it."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docs.generator.finishing import SITE_URL, finish, finish_root
from tests.profiles import NIGHTLY
from tests.site.conftest import BUILDER, KINDS, POLICIES, TODAY, WITH_EACH, Shared, Site

from ptc_service_policy.text import LANGUAGES, Language

BOTH = pytest.mark.parametrize("language", LANGUAGES)
ADDRESS = "https://example.org/service/"


class Head(HTMLParser):
    """Collect what a page says of itself, and its own scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.links: list[str] = []
        self.canonical: list[str] = []
        self.scripts: list[str] = []
        self.english = 0
        self._inline = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "meta" and "content" in given:
            key = given.get("name") or given.get("property") or given.get("http-equiv") or ""
            self.said[key] = given["content"]
        self.links += [given[key] for key in ("href", "src") if key in given]
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical.append(given["href"])
        self._inline = tag == "script" and "src" not in given and given.get("type") != "application/json"
        self.english += "doc-contents" in given.get("class", "") and given.get("lang") == "en"

    def handle_data(self, data: str) -> None:
        if self._inline:
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inline = self._inline and tag != "script"


@pytest.fixture(scope="module")
def heads(site: Site) -> dict[str, Head]:
    """Read every page of the site."""
    pages = site.folder.rglob("*.html")
    return {page.relative_to(site.folder).as_posix(): Head(page.read_text("utf-8")) for page in pages}


@WITH_EACH
def test_every_page_may_run_its_own_scripts_and_no_others(heads: dict[str, Head]) -> None:
    for name, head in heads.items():
        rules = dict(rule.split(" ", 1) for rule in head.said["Content-Security-Policy"].split("; "))
        assert rules["default-src"] == "'none'"
        hashes = {b64encode(sha256(each.encode()).digest()).decode() for each in head.scripts}
        assert set(re.findall(r"sha256-([^']+)", rules["script-src"])) == hashes, name
        assert "unsafe-inline" not in rules["script-src"]
        assert "unsafe-eval" not in rules["script-src"].replace("wasm-unsafe-eval", "")


@WITH_EACH
@BOTH
def test_the_browser_refuses_what_a_page_may_not_run(language: Language, site: Site, page: Any) -> None:
    page.goto(site.at(language, "compare/"))
    refused = page.evaluate(
        """() => new Promise((resolve) => {
          const found = [];
          document.addEventListener("securitypolicyviolation", (each) => found.push(each.effectiveDirective));
          const image = '<img src="https://example.org/a.png" onerror="window.ran = 1">';
          document.body.insertAdjacentHTML("beforeend", image);
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          setTimeout(() => resolve([window.ran ?? 0, ...found.sort()]), 300);
        })"""
    )
    assert refused[0] == 0
    assert {"img-src", "script-src-elem"} <= {*refused[1:]}


@WITH_EACH
@BOTH
def test_every_kind_of_page_says_what_it_is_about(language: Language, heads: dict[str, Head]) -> None:
    said = [heads[f"{language}/{kind}index.html"].said for kind in KINDS]
    assert all(20 <= len(each["description"]) <= 161 for each in said)
    assert all(each["og:description"] == each["description"] for each in said)
    titles = Counter(each["og:title"] for each in said)
    assert max(titles.values()) == 1, titles
    assert max(Counter(each["description"] for each in said).values()) == 1


@WITH_EACH
def test_what_the_code_says_is_marked_as_english_on_a_french_page(heads: dict[str, Head]) -> None:
    assert heads["fr/guides/api/contracts/index.html"].english > 50
    assert heads["en/guides/api/contracts/index.html"].english == 0


@WITH_EACH
def test_every_page_wears_the_icon_of_the_site(heads: dict[str, Head]) -> None:
    for name, head in heads.items():
        assert any(link.endswith("style/favicon.svg") for link in head.links), name


@WITH_EACH
@pytest.mark.parametrize(("language", "said"), [("fr", "Page introuvable"), ("en", "Page not found")])
def test_a_wrong_address_is_told_in_the_language_of_the_site(language: str, said: str, site: Site) -> None:
    page = (site.folder / language / "404.html").read_text("utf-8")
    assert f"<h1>{said}</h1>" in page
    assert "404 - Not found" not in page


@WITH_EACH
@pytest.mark.parametrize("name", ["404.html", "fr/404.html", "en/404.html"])
def test_where_a_wrong_address_leads_everything_is_found(
    name: str, heads: dict[str, Head], site: Site
) -> None:
    links = [link.partition("#")[0] for link in heads[name].links if link.startswith("/")]
    assert len(links) > 1
    for link in links:
        target = (site.folder / link.removeprefix("/")).resolve()
        assert target.is_file() or (target / "index.html").is_file(), link


def test_a_known_address_is_told(tmp_path: Path) -> None:
    page = '<head><meta charset="utf-8"><meta name="description" content="All of it."><title>T</title>'
    body = (
        '<article><h1 id="a">Due <b>dates</b><a class="headerlink"></a></h1><p>Short.</p><p>{}</p></article>'
    )
    for language in LANGUAGES:
        folder = tmp_path / language / "response"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(page + body.format("When an answer is due, " * 20), "utf-8")
        (tmp_path / language / "404.html").write_text(page + '<link href="/a.css"><a href="//x">', "utf-8")
        finish(tmp_path / language, language, ADDRESS, preview=False)
        finish(tmp_path / language, language, ADDRESS, preview=False)
    finish_root(tmp_path, ADDRESS)
    said = Head((tmp_path / "fr/response/index.html").read_text("utf-8")).said
    assert said["og:url"] == "https://example.org/service/fr/response/"
    assert said["og:locale"] == "fr_FR"
    assert said["og:image"] == "https://example.org/service/fr/style/card.fr.png"
    assert said["description"].startswith("Due dates – When an answer is due, When")
    assert said["description"].endswith("When an…")
    assert Head((tmp_path / "en/404.html").read_text("utf-8")).links == ["/service/en/a.css", "//x"]
    assert "/service/fr/" in Head((tmp_path / "404.html").read_text("utf-8")).links
    assert "Sitemap: https://example.org/service/sitemap.xml" in (tmp_path / "robots.txt").read_text("utf-8")
    assert "<loc>https://example.org/service/en/sitemap.xml</loc>" in (tmp_path / "sitemap.xml").read_text(
        "utf-8"
    )


@pytest.fixture(scope="module")
def addressed(request: pytest.FixtureRequest, build_site: Callable[..., None], shared: Shared) -> Path:
    """Build the site for a known address."""
    pytest.importorskip(request.param, reason="the site is built with the `docs` extra")

    def fill(out: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(SITE_URL, ADDRESS)
            build_site(POLICIES, out, today=TODAY, builder=request.param)

    return shared(f"addressed-{request.param}", fill) / "site"


@pytest.mark.parametrize("addressed", ["material", "zensical"] if NIGHTLY else [BUILDER], indirect=True)
def test_every_page_of_a_known_address_is_found_by_it(addressed: Path) -> None:
    listed = re.findall("<loc>(.*?)</loc>", (addressed / "sitemap.xml").read_text("utf-8"))
    assert listed == [f"{ADDRESS}{language}/sitemap.xml" for language in LANGUAGES]
    robots = (addressed / "robots.txt").read_text("utf-8").splitlines()
    assert robots == ["User-agent: *", "Allow: /", f"Sitemap: {ADDRESS}sitemap.xml"]
    for language in LANGUAGES:
        site = addressed / language
        found = set()
        for page in site.rglob("index.html"):
            address = f"{ADDRESS}{page.parent.relative_to(addressed).as_posix()}/"
            head = Head(page.read_text("utf-8"))
            assert head.canonical == [address]
            assert head.said["og:url"] == address
            picture = head.said["og:image"]
            assert picture.startswith(ADDRESS)
            assert (addressed / picture.removeprefix(ADDRESS)).is_file(), picture
            found.add(address)
        in_map = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
        assert set(in_map) == found
        assert len(in_map) == len(found) > 250


def test_a_preview_may_be_given_a_script(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<meta charset="utf-8"><meta name="description" content="All.">', "utf-8"
    )
    finish(tmp_path, "en", None, preview=True)
    said = Head((tmp_path / "index.html").read_text("utf-8")).said
    assert "Content-Security-Policy" not in said
    assert "og:url" not in said


@WITH_EACH
def test_nothing_but_style_keeps_a_page_from_being_shown(site: Site) -> None:
    """And of style little does: the theme's, its colours, ours, and on the page of the API that of code."""
    for kind in KINDS:
        text = (site.folder / "fr" / kind / "index.html").read_text("utf-8")
        scripts = re.findall(r"<script[^>]* src=[^>]*>", text)
        assert all(" defer " in each or 'type="module"' in each for each in scripts), kind
        head = text.partition("</head>")[0]
        assert head.count('rel="stylesheet"') <= (4 if kind == "guides/api/contracts/" else 3), kind


def test_the_card_is_a_picture_of_the_size_that_is_shown(site: Site) -> None:
    for language in LANGUAGES:
        card = (site.folder / language / "style" / f"card.{language}.png").read_bytes()
        assert card.startswith(b"\x89PNG")
        assert [int.from_bytes(card[at : at + 4], "big") for at in (16, 20)] == [1200, 630]
