"""What stands around the text of each page: which version it speaks of, and when and where it was read."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from docs.generator import reigns
from docs.generator.desk import OF_A_VERSION, Desk, is_of_a_version, kept_page, link_between
from docs.generator.markup import block
from ptc_service_policy import LocalizedText

_HEADING = re.compile(r"^# (.+)\n", re.MULTILINE)
_COMING = LocalizedText(
    fr="La version {version} régit les contrats signés à compter du {first}.",
    en="Version {version} governs contracts signed on or after {first}.",
)
_IN_IT = LocalizedText(
    fr="Lire cette page dans la version {version}", en="Read this page in version {version}"
)
_DRAFT = LocalizedText(
    fr="La version {version} est en préparation : rien de ce qui suit n'est publié.",
    en="Version {version} is in preparation: nothing below is published.",
)
_CHANGED = LocalizedText(
    fr="La version {version} est publiée et a été modifiée : commencez une nouvelle version.",
    en="Version {version} is published and was edited: start a new version.",
)
_OF_A_VERSION = LocalizedText(fr="Vous lisez la version {version}.", en="You are reading version {version}.")
_ITS_PAGES = LocalizedText(fr="Toutes les pages de la version {version}", en="All pages of version {version}")
_NAMED = LocalizedText(fr="{title}, version {version}", en="{title}, version {version}")
_FOOT = LocalizedText(
    fr="Politique, version {version} · Site établi le {today}",
    en="Policy version {version} · Site made on {today}",
)


def framed(desk: Desk, text: str, of: str | None = None) -> str:
    """Put around the text of a page what is to be known of its version.

    Args:
        desk: the desk of the page.
        text: the page as Markdown.
        of: the page that it is of its version, where it stands at the address of that version.
    """
    if of is None:
        notes = [*_draft(desk), *(_coming(desk) if is_of_a_version(desk.here) else ())]
    else:
        notes, text = [_kept(desk, of)], _beside_the_current(desk, text)
    told = block("div", "\n".join(notes), classes="standing") if notes else ""
    foot = desk.say(_FOOT, version=desk.policy.version, today=desk.today)
    ended = text + block("p", f'{foot} <span class="address"></span>', classes="foot")
    return _HEADING.sub(lambda found: found[0] + told, ended, count=1)


def _draft(desk: Desk) -> Iterator[str]:
    """Say that the version of which a page speaks is not published, or not as it stands here."""
    version = desk.policy.version if is_of_a_version(desk.here) else PurePath(desk.here).stem
    if version in desk.editions.keys() | {desk.policy.version} and version not in desk.published:
        standing = _CHANGED if version in desk.changed else _DRAFT
        yield f"<p>{desk.say(standing, version=version)}</p>"


def _coming(desk: Desk) -> Iterator[str]:
    """Say which other versions will govern new contracts."""
    for each in desk.reigns:
        if each.first is not None and each.first > desk.today:
            said = desk.say(_COMING, version=each.version, first=each.first)
            led = _read_in(desk, desk.here, each.version)
            yield f'<p data-first="{each.first.isoformat()}">{said} {led}</p>'


def _read_in(desk: Desk, page: str, version: str) -> str:
    """Write a link to a page as another version has it, or to that of the version where it has none."""
    offerings = (f"offerings/{name}.md" for name in desk.editions[version].files.offerings.offerings)
    there = page if page in (*OF_A_VERSION, *offerings) else "index.md"
    words = desk.say(_IN_IT, version=version)
    return f'<a href="{link_between(desk.here, kept_page(version, there))}">{words}</a>'


def _kept(desk: Desk, of: str) -> str:
    """Say which version a page is of, and lead to the same page of those that govern on the day or later."""
    version = desk.policy.version
    said = f"{desk.say(_OF_A_VERSION, version=version)} {spans(desk, version)}"
    others = [
        each.version
        for each in desk.reigns
        if each.version != version and (each.next is None or each.next > desk.today)
    ]
    its_pages = f'<a href="{desk.link("index.md")}">{desk.say(_ITS_PAGES, version=version)}</a>'
    led = " · ".join([*(_read_in(desk, of, each) for each in dict.fromkeys(others)), its_pages])
    return f"<p>{said} {led}</p>"


def _beside_the_current(desk: Desk, text: str) -> str:
    """Tell the title of the page from that of the current one, and leave it out of the search."""
    title = desk.say(_NAMED, title=_HEADING.findall(text)[0], version=desk.policy.version)
    told = f'title: "{title}"\nsearch:\n  exclude: true\n---\n'
    return text.replace("\n---\n", f"\n{told}", 1) if text.startswith("---\n") else f"---\n{told}{text}"


def spans(desk: Desk, version: str) -> str:
    """Say which contracts a version governs, by the day on which they were signed."""
    return " ".join(map(desk.say, reigns.spans(desk.reigns, version)))
