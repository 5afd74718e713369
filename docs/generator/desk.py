"""What a page is written from: a policy, a language, and where the page stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from docs.generator.markup import esc
from docs.generator.reigns import Reign
from ptc_service_policy import Citation, LocalizedText, Policy
from ptc_service_policy.authoring.diff import Edition
from ptc_service_policy.model.forms import Leaf
from ptc_service_policy.model.places import written_in
from ptc_service_policy.settling.contract_checks import readings_to_choose
from ptc_service_policy.text import Language


@dataclass(frozen=True)
class Desk:
    """Hold what the pages of one language are written from.

    ``policies`` is the folder of all versions, ``editions`` what each of them says, from the oldest to the
    newest, ``reigns`` which of them governs new contracts when, ``today`` the day for which the pages are
    written, ``published`` the versions that are as they were published, ``changed`` those that were edited
    since, and ``here`` the page in hand, such as "versions/index.md". What ``is_of_a_version`` stands once
    more below the address of its version; those pages, where ``keeps_to_version``, lead to each other.
    """

    policy: Policy
    policies: Path
    editions: Mapping[str, Edition]
    language: Language
    reigns: tuple[Reign, ...]
    today: date
    published: Collection[str] = ()
    changed: Collection[str] = ()
    keeps_to_version: bool = False
    here: str = "index.md"

    def at(self, here: str) -> "Desk":
        """Return the same for another page."""
        return replace(self, here=here)

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the readings that a contract may choose, by entry of the register."""
        return readings_to_choose(self.policy.files)

    def say(self, text: LocalizedText, **values: object) -> str:
        """Write a text in the page's language, escaped; ``values`` fill its placeholders."""
        return esc((text.format(**values) if values else text)[self.language])

    def link(self, page: str, anchor: str = "") -> str:
        """Return the address of another page, or of a place in it, seen from this one."""
        kept = self.keeps_to_version and is_of_a_version(page)
        return link_between(self.here, kept_page(self.policy.version, page) if kept else page, anchor)

    def of_version(self, policy: Policy) -> "Desk":
        """Return the desk of the pages that speak of one version for good."""
        return replace(self, policy=policy, keeps_to_version=True)

    def cite(self, citation: Citation) -> str:
        """Write a citation as a short link to the place that it names."""
        title = esc(citation.place[self.language])
        match citation.kind:
            case "statement":
                return self._place(self._statement_label(citation.id), title, "traceability.md", citation.id)
            case "register":
                label = self.say(_REGISTER, number=self.policy.register[citation.id].number)
                return self._place(label, title, "register.md", citation.id)
        return f'<span class="cited">{title}</span>'

    def statement(self, name: str) -> str:
        """Write a link to a statement of the source, by its id."""
        return self.cite(self.policy.book.citations.statement(name))

    def _place(self, label: str, title: str, page: str, anchor: str) -> str:
        return f'<a class="cited" href="{self.link(page, anchor)}" title="{title}">{label}</a>'

    def _statement_label(self, name: str) -> str:
        statement = self.policy.statements[name]
        section = self.policy.files.source.sections[statement.section].number
        return self.say(
            _LABELS[statement.kind], table=statement.table, position=statement.position, section=section
        )

    @cached_property
    def citing(self) -> Mapping[str, tuple[str, ...]]:
        """Return, by statement, the addresses of the rules that cite it."""
        found: dict[str, dict[str, None]] = {}
        for address, at in self.policy.book.rules.items():
            leaves = (each.value for each in written_in(at.rule) if isinstance(each.value, Leaf))
            said = at.rule.source or at.family.all.source or ()
            for statement in (*said, *(cited for leaf in leaves for cited in leaf.source)):
                found.setdefault(statement, {})[address] = None
        for name, exception in self.policy.files.availability.exceptions.items():
            for statement in exception.source:
                found.setdefault(statement, {})[f"exceptions.{name}"] = None
        return {statement: tuple(addresses) for statement, addresses in found.items()}

    @cached_property
    def reading(self) -> Mapping[str, tuple[str, ...]]:
        """Return, by statement, the entries of the register that it leaves room for."""
        found: dict[str, list[str]] = {}
        for name, entry in self.policy.register.items():
            for statement in entry.source:
                found.setdefault(statement, []).append(name)
        return {statement: tuple(entries) for statement, entries in found.items()}


_REGISTER = LocalizedText(fr="Registre, n° {number}", en="Register, no. {number}")
OF_A_VERSION = (
    "index.md", "compare.md", "deliveries.md", "response.md", "availability.md", "limits.md", "terms.md",
    "register.md", "traceability.md",
)  # fmt: skip
_LABELS = {
    "row": LocalizedText(fr="Tableau {table}, ligne {position}", en="Table {table}, row {position}"),
    "columns": LocalizedText(fr="Tableau {table}, en-tête", en="Table {table}, header"),
    "paragraph": LocalizedText(
        fr="Section {section}, alinéa {position}", en="Section {section}, paragraph {position}"
    ),
    "item": LocalizedText(fr="Section {section}, point {position}", en="Section {section}, item {position}"),
}


def is_of_a_version(page: str) -> bool:
    """Return whether a page speaks of one version, and stands at the address of that version too."""
    return page in OF_A_VERSION or page.startswith("offerings/")


def kept_page(version: str, page: str) -> str:
    """Return where a page of a version stands for good."""
    return f"versions/{version}.md" if page == "index.md" else f"versions/{version}/{page}"


def link_between(here: str, page: str, anchor: str = "") -> str:
    """Return the address of a page, seen from another one.

    Args:
        here: the file of the page that holds the link.
        page: the file that it leads to, such as "versions/index.md"; one of another kind keeps its name.
        anchor: the place in it.
    """
    up = "../" * (len(address_of(here).split("/")) - 1)
    return f"{up}{address_of(page)}{'#' if anchor else ''}{anchor}" or "./"


def address_of(page: str) -> str:
    """Return the address of a page below the language's home: "compare.md" is at "compare/"."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"
