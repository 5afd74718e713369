"""The versions: what each is, what it changed for the customer, and the notice that says so."""

import json
import re
from collections.abc import Sequence

from docs.generator.desk import Desk, kept_page
from docs.generator.frame import spans
from docs.generator.markup import block, code, esc, heading, listing, page, table
from docs.generator.pages import availability, compare, deliveries, register, response, terms, traceability
from ptc_service_policy import LocalizedText
from ptc_service_policy.authoring.diff import (
    Change,
    Edition,
    Effect,
    compare_editions,
    write_notice,
)
from ptc_service_policy.authoring.diff.grouping import group_changes

_PAGES = {
    "compare.md": compare.TITLE,
    "deliveries.md": deliveries.TITLE,
    "response.md": response.TITLE,
    "availability.md": availability.TITLE,
    "limits.md": terms.LIMITS,
    "terms.md": terms.TERMS,
    "register.md": register.TITLE,
    "traceability.md": traceability.TITLE,
}
_TITLE = LocalizedText(fr="Versions", en="Versions")
_LEAD = LocalizedText(
    fr="Une version publiée ne change plus. Le numéro de la suivante dit ce qui change pour le client : le "
    "premier nombre augmente quand quelque chose est retiré, dégradé ou modifié, le deuxième quand quelque "
    "chose est ajouté ou amélioré, le troisième quand seule la rédaction change.",
    en="A published version never changes. The next one's number says what changes for the customer: the "
    "first part rises when something is removed, made worse or otherwise changed, the second when something "
    "is added or improved, the third when only the wording changes.",
)
_COLUMNS = (
    LocalizedText(fr="Version", en="Version"),
    LocalizedText(fr="État", en="State"),
    LocalizedText(fr="Nouveaux contrats", en="New contracts"),
    LocalizedText(fr="Empreinte", en="Digest"),
)
_OTHERS = LocalizedText(
    fr="Un contrat déjà signé peut passer à une version plus récente ; le journal des éditions le précise.",
    en="A contract already signed may move to a newer version; the journal of editions says so.",
)
_SIGNED_ON = LocalizedText(fr="Contrat signé le", en="Contract signed on")
_GOVERNS = LocalizedText(fr="Version :", en="Version:")
_PUBLISHED = LocalizedText(fr="Publiée", en="Published")
_EDITED = LocalizedText(fr="Publiée, modifiée depuis", en="Published, edited since")
_DRAFT = LocalizedText(fr="En préparation", en="In preparation")
_ITS_PAGES = LocalizedText(fr="Les pages de la version {version}", en="The pages of version {version}")
_VERSION = LocalizedText(fr="Version {version}", en="Version {version}")
_SHOWN = LocalizedText(
    fr="Les pages de ce site montrent cette version.", en="The pages of this site show this version."
)
_FIRST = LocalizedText(
    fr="C'est la première version : il n'y en a pas de précédente à comparer.",
    en="This is the first version: there is none before it to compare with.",
)
_CHANGES = LocalizedText(
    fr="Ce qui a changé depuis la version {before}", en="What has changed since version {before}"
)
_NO_CHANGE = LocalizedText(fr="Rien ne change.", en="Nothing changes.")
_SUBJECT = LocalizedText(fr="Sujet", en="Subject")
_BEFORE = LocalizedText(fr="Avant", en="Before")
_AFTER = LocalizedText(fr="Après", en="After")
_NOTICE = LocalizedText(fr="Avis aux clients", en="Notice to customers")
_DOWNLOAD_NOTICE = LocalizedText(fr="Télécharger cet avis (Markdown)", en="Download this notice (Markdown)")
_EFFECTS = {
    Effect.WORSE: LocalizedText(fr="Retiré ou dégradé", en="Removed or made worse"),
    Effect.DIFFERENT: LocalizedText(fr="Modifié", en="Changed"),
    Effect.BETTER: LocalizedText(fr="Amélioré ou ajouté", en="Improved or added"),
    Effect.WORDING: LocalizedText(fr="Reformulé", en="Reworded"),
}
_BACKSLASHED = re.compile(r"\\(.)")


def versions(desk: Desk) -> str:
    """Write the list of versions, the newest first."""
    rows = []
    for version, edition in reversed(list(desk.editions.items())):
        link = f'<a href="{desk.link(f"versions/{version}.md")}">{esc(version)}</a>'
        unlike = _EDITED if version in desk.changed else _DRAFT
        state = desk.say(_PUBLISHED if version in desk.published else unlike)
        governs = spans(desk, version) if version in desk.published else ""
        rows.append(("", [link, state, governs, code(edition.files.digest[:19])]))
    listed = table(desk.say(_TITLE), [desk.say(each) for each in _COLUMNS], rows)
    return page(desk.say(_TITLE), desk.say(_LEAD), _on_a_day(desk), listed, f"\n{desk.say(_OTHERS)}\n")


def _on_a_day(desk: Desk) -> str:
    """Write the choice of a day, which a script shows; without it, the table says as much."""
    reigns = [
        [
            each.first.isoformat() if each.first else "",
            each.next.isoformat() if each.next else "",
            each.version,
            desk.link(f"versions/{each.version}.md"),
        ]
        for each in desk.reigns
    ]
    day = f'<label>{desk.say(_SIGNED_ON)} <input type="date" name="day" autocomplete="off"></label>'
    told = f'<span>{desk.say(_GOVERNS)} <output name="version" aria-live="polite"></output></span>'
    data = f' data-reigns="{esc(json.dumps(reigns))}"'
    return block("form", f"{day} {told}", classes="filter signed", attributes=data)


def version_page(desk: Desk, version: str) -> str:
    """Write one version: what it is, what it changes and the notice."""
    edition = desk.editions[version]
    before = _before(desk, version)
    since = [block("p", desk.say(_FIRST))] if before is None else _since(desk, before, edition)
    return page(
        desk.say(_VERSION, version=version),
        desk.say(edition.files.policy.title),
        block("p", code(edition.files.digest), classes="fine"),
        block("p", desk.say(_SHOWN)) if version == desk.policy.version else "",
        *([block("p", spans(desk, version)), _its_pages(desk, version)] if version in desk.published else []),
        *since,
    )


def _its_pages(desk: Desk, version: str) -> str:
    """Write the links to the pages of the version that stand for good."""
    offerings = desk.editions[version].files.offerings.offerings
    titles = {**_PAGES, **{f"offerings/{name}.md": noun.name for name, noun in offerings.items()}}
    links = (
        f'<a href="{desk.link(kept_page(version, file))}">{desk.say(title)}</a>'
        for file, title in titles.items()
    )
    label = desk.say(_ITS_PAGES, version=version)
    return block("nav", listing(links), classes="ways", attributes=f' aria-label="{label}"')


def notice_of(desk: Desk, version: str) -> str | None:
    """Return the notice of a version in the page's language; None for the first version."""
    before, after = _before(desk, version), desk.editions[version]
    if before is None:
        return None
    return write_notice(compare_editions(before, after), before, after, (desk.language,))


def _since(desk: Desk, old: Edition, new: Edition) -> list[str]:
    changes = compare_editions(old, new)
    parts = [heading(2, desk.say(_CHANGES, before=old.version), "changes")]
    seen = [each for each in changes if each.before[desk.language] != each.after[desk.language]]
    if not seen:
        parts.append(f"{desk.say(_NO_CHANGE)}\n")
    for number, group in enumerate(group_changes(seen, old, new), 1):
        parts.append(heading(3, desk.say(group.name), f"changes-{number}"))
        for effect, label in _EFFECTS.items():
            found = group.with_effect(effect)
            if found:
                parts.append(_changes(desk, f"{desk.say(group.name)} – {desk.say(label)}", effect, found))
    file = desk.link(f"downloads/{new.version}/notice.md.txt")
    name = f"notice-{new.version}-{desk.language}.md"
    notice = write_notice(changes, old, new, (desk.language,))
    return [
        *parts,
        heading(2, desk.say(_NOTICE), "notice"),
        block("div", "\n".join(_notice_lines(notice)), classes="notice"),
        block(
            "p",
            f'<a href="{file}" download="{name}">{desk.say(_DOWNLOAD_NOTICE)}</a>',
        ),
    ]


def _changes(desk: Desk, caption: str, effect: Effect, found: Sequence[Change]) -> str:
    rows = [("", [desk.say(each.heading), desk.say(each.before), desk.say(each.after)]) for each in found]
    columns = [desk.say(_SUBJECT), desk.say(_BEFORE), desk.say(_AFTER)]
    return table(caption, columns, rows, classes=f"effect effect--{effect}")


def _notice_lines(notice: str) -> list[str]:
    """Show a notice as its reader sees it: headings, paragraphs and entries, and no markup of their own."""
    shown = []
    for line in filter(None, notice.splitlines()):
        mark, _, words = line.lstrip().partition(" ")
        if set(mark) == {"#"}:
            shown.append(f'<p class="notice__heading notice__heading--{len(mark)}">{_plain(words)}</p>')
        elif mark == "-":
            classes = "notice__entry" if line.startswith(mark) else "notice__entry notice__entry--beneath"
            shown.append(f'<p class="{classes}">{_plain(words)}</p>')
        else:
            shown.append(f"<p>{_plain(line)}</p>")
    return shown


def _plain(markdown: str) -> str:
    """Take the bold marks and the backslashes of a notice's line away, and escape the rest."""
    return esc(_BACKSLASHED.sub(r"\1", markdown.replace("**", "")))


def _before(desk: Desk, version: str) -> Edition | None:
    known = list(desk.editions)
    index = known.index(version)
    return desk.editions[known[index - 1]] if index else None
