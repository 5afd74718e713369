"""What each built page says, whatever built it: its texts as they are set, its subject, what it runs."""

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

from docs.generator.staging import DOCS
from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.typography import typeset_html

SITE_URL = "DOCS_SITE_URL"
"""The variable that names the address of the published site, if it is known."""
_POLICY = "Content-Security-Policy"
_RULES = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
)
_CARD = '<meta name="twitter:card" content="summary_large_image">'
_HEAD_SIZE = 8192
"""Within how many bytes the card stands."""
_LOCALES: dict[Language, str] = {"fr": "fr_FR", "en": "en_GB"}
_MOST = 160
_SHORTEST = 40
"""How long a paragraph is at least that tells what a page is about."""

_HEAD = re.compile(r'<meta charset="utf-8">')
_BREAKS = re.compile(r"[ \t\r\n]+")
"""What lines break at; a no-break space stays as it was set."""
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)
_HEADING = re.compile(r"<h1[^>]*>(.*?)(?:<a class=\"headerlink\"|</h1>)", re.DOTALL)
_STANDING = re.compile(r'<div class="standing">.*?</div>', re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]* (?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
_CLASSIC_SCRIPT = re.compile(r'<script(?= src="[^"]*"></script>)')
_UNTYPED_BUTTON = re.compile(r"<button(?![^>]* type=)")
_NO_TABINDEX = ' tabindex=""'
_CODE_STYLE = re.compile(r'<link rel="stylesheet" href="[^"]*/_mkdocstrings\.css">')
_OF_CODE = 'class="doc '
_NO_PAGE = re.compile(r"<h1>404\b[^<]*</h1>")
_LEADS_NOWHERE: dict[Language, str] = {
    "fr": "<h1>Page introuvable</h1><p>Cette adresse ne mène à aucune page. "
    '<a href="/">Aller à l\'accueil</a>, ou chercher dans le site.</p>',
    "en": "<h1>Page not found</h1><p>This address leads to no page. "
    '<a href="/">Go to the home page</a>, or search the site.</p>',
}
_ALTERNATE = re.compile(r'(?P<before><(?:link rel="alternate"|a) href="[^"]*/)(?P<after>" hreflang=)')
_FROM_THE_ROOT = re.compile(r'(?P<before> (?:href|src)="|"(?:base|search)": ")/(?!/)')


def finish(site: Path, language: Language, address: str | None, *, preview: bool) -> None:
    """Finish the pages of a language that are not finished yet.

    Args:
        site: where they were built.
        language: their language.
        address: that of the whole site, if it is known.
        preview: say nothing of what a page may run: whoever serves a preview adds a script to each.
    """
    for page in site.rglob("*.html"):
        if not _is_finished(page):
            text = page.read_text("utf-8")
            where = page.relative_to(site).as_posix().removesuffix("index.html")
            leads_nowhere = page == site / "404.html"
            if leads_nowhere:
                text = _NO_PAGE.sub(_LEADS_NOWHERE[language], text)
            text = typeset_html(text, language)
            if leads_nowhere:
                text = _FROM_THE_ROOT.sub(rf"\g<before>{_path_of(address)}/{language}/", text)
            else:
                text = _ALTERNATE.sub(partial(_led_on, where), text)
            text = _finished(text, language, address, where)
            page.write_text(text if preview else _with_policy(text), "utf-8")


def _is_finished(page: Path) -> bool:
    with page.open("rb") as file:
        return _CARD.encode() in file.read(_HEAD_SIZE)


def finish_root(site: Path, address: str | None) -> None:
    """Write what stands beside the languages: where wrong addresses lead, and what robots ask for."""
    for name in ("index.html", "404.html"):
        text = (DOCS / "root" / name).read_text("utf-8").replace("{path}", _path_of(address))
        (site / name).write_text(_with_policy(text), "utf-8")
    robots = ["User-agent: *", "Allow: /"]
    if address is not None:
        maps = [_address_of(address, f"{language}/sitemap.xml") for language in LANGUAGES]
        listed = "".join(f"<sitemap><loc>{escape(each)}</loc></sitemap>" for each in maps)
        index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>\n'
        (site / "sitemap.xml").write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{index}', "utf-8")
        robots.append(f"Sitemap: {_address_of(address, 'sitemap.xml')}")
    (site / "robots.txt").write_text("\n".join(robots) + "\n", "utf-8")


def _led_on(where: str, link: re.Match[str]) -> str:
    """Let a link to the other language lead to the same page there.

    The script of both themes looks for links whose ``rel`` is exactly "alternate", and asks for a sitemap
    beside each; to all other readers a space changes nothing.
    """
    before = link["before"].replace('rel="alternate"', 'rel="alternate "')
    return f"{before}{where}{link['after']}"


def _finished(text: str, language: Language, address: str | None, where: str) -> str:
    title = unescape(found[1].strip()) if (found := _TITLE.search(text)) else ""
    description = _description_of(text)
    card = {
        "og:type": "website",
        "og:title": title,
        "og:description": description,
        "og:locale": _LOCALES[language],
    }
    if address is not None:
        card["og:url"] = _address_of(address, f"{language}/{where}")
        card["og:image"] = _address_of(address, f"{language}/style/card.{language}.png")
    told = "".join(f'<meta property="{key}" content="{escape(each)}">' for key, each in card.items())
    said = f'<meta name="description" content="{escape(description)}">{told}{_CARD}'
    text = _DESCRIPTION.sub(lambda _: said, text)
    # Nothing that a page can be read without keeps it from being shown.
    text = _CLASSIC_SCRIPT.sub("<script defer", text)
    text = _UNTYPED_BUTTON.sub('<button type="button"', text).replace(_NO_TABINDEX, ' tabindex="0"')
    if _OF_CODE not in text:
        text = _CODE_STYLE.sub("", text)
    if language != "en":
        # What the code says of itself is English on every page.
        text = text.replace('<div class="doc doc-contents', '<div lang="en" class="doc doc-contents')
    return text


def _description_of(text: str) -> str:
    """Return what a page is about: its heading and its first paragraph, or what the site is about."""
    site = unescape(found[1]) if (found := _DESCRIPTION.search(text)) else ""
    article = found[0] if (found := _ARTICLE.search(text)) else ""
    heading = _plain(found[1]) if (found := _HEADING.search(article)) else ""
    paragraphs = map(_plain, _PARAGRAPH.findall(_STANDING.sub("", article)))
    lead = next((each for each in paragraphs if len(each) >= _SHORTEST), site)
    told = f"{heading} – {lead}" if heading else lead
    return told if len(told) <= _MOST else told[:_MOST].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def _plain(html: str) -> str:
    return _BREAKS.sub(" ", unescape(_TAG.sub("", html))).strip()


def _with_policy(text: str) -> str:
    """Say in a page what it may load and run: its own scripts, as they are, and nothing from elsewhere."""
    scripts = [f"'sha256-{_digest(each)}'" for each in dict.fromkeys(_INLINE_SCRIPT.findall(text))]
    rules = "; ".join((*_RULES, " ".join(("script-src 'self' 'wasm-unsafe-eval'", *scripts))))
    return _HEAD.sub(lambda head: f'{head[0]}<meta http-equiv="{_POLICY}" content="{rules}">', text, count=1)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _path_of(address: str | None) -> str:
    """Return the path below which the site stands, "" for that of an origin."""
    return "" if address is None else urlsplit(address).path.rstrip("/")


def _address_of(address: str, where: str) -> str:
    return f"{address.rstrip('/')}/{where}"
