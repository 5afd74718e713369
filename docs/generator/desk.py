"""What a page is written from: a policy, a language, and where the page stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from docs.generator.markup import esc
from ptc_service_policy import Citation, LocalizedText, Policy
from ptc_service_policy.authoring.diff import Edition
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.evaluation.citations import Citations
from ptc_service_policy.text import Language


@dataclass(frozen=True)
class Desk:
    """Hold what the pages of one language are written from.

    ``policies`` is the folder of all versions, ``editions`` what each of them says, from the oldest to the
    newest, and ``here`` the page in hand, such as "versions/index.md".
    """

    policy: Policy
    policies: Path
    editions: Mapping[str, Edition]
    language: Language
    here: str = "index.md"

    def at(self, here: str) -> "Desk":
        """Return the same for another page."""
        return replace(self, here=here)

    def say(self, text: LocalizedText, **values: object) -> str:
        """Write a text in the page's language, escaped; ``values`` fill its placeholders."""
        return esc((text.format(**values) if values else text)[self.language])

    def link(self, page: str, anchor: str = "") -> str:
        """Return the address of another page, or of a place in it, seen from this one."""
        return link_between(self.here, page, anchor)

    def cite(self, citation: Citation) -> str:
        """Write a citation as a short link to the place that it names."""
        title = esc(citation.place[self.language])
        match citation.kind:
            case "statement":
                return self._place(self._statement_label(citation.id), title, "traceability.md", citation.id)
            case "interpretation":
                label = self.say(_REGISTER, number=self._numbers[citation.id])
                return self._place(label, title, "interpretations.md", citation.id)
        return f'<span class="cited">{title}</span>'

    def statement(self, name: str) -> str:
        """Write a link to a statement of the source, by its id."""
        return self.cite(self._citations.statement(name))

    def gap(self, name: str) -> str:
        """Write a link to an entry of the register, by its id."""
        return self.cite(self._citations.gap(name))

    def _place(self, label: str, title: str, page: str, anchor: str) -> str:
        return f'<a class="cited" href="{self.link(page, anchor)}" title="{title}">{label}</a>'

    def _statement_label(self, name: str) -> str:
        statement = self.policy.statements[name]
        section = self.policy.files.source.sections[statement.section].number
        return self.say(
            _LABELS[statement.kind], table=statement.table, position=statement.position, section=section
        )

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self.policy.files)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.policy.interpretations, 1)}

    @cached_property
    def encoded(self) -> EncodedPolicy:
        """Return the policy with the places of its rules in the files."""
        folder = self.policies / self.policy.version
        return EncodedPolicy.read(folder, folder.name)


_REGISTER = LocalizedText(fr="Registre, n° {number}", en="Register, no. {number}")
_LABELS = {
    "row": LocalizedText(fr="Tableau {table}, ligne {position}", en="Table {table}, row {position}"),
    "columns": LocalizedText(fr="Tableau {table}, en-tête", en="Table {table}, head"),
    "paragraph": LocalizedText(
        fr="Section {section}, alinéa {position}", en="Section {section}, paragraph {position}"
    ),
    "item": LocalizedText(fr="Section {section}, point {position}", en="Section {section}, item {position}"),
}


def link_between(here: str, page: str, anchor: str = "") -> str:
    """Return the address of a page, seen from another one.

    Args:
        here: the file of the page that holds the link.
        page: the file that it leads to, such as "versions/index.md"; one of another kind keeps its name.
        anchor: the place in it.
    """
    up = "../" * (len(_address(here).split("/")) - 1)
    return f"{up}{_address(page)}{'#' if anchor else ''}{anchor}" or "./"


def _address(page: str) -> str:
    """Return the address of a page below the language's home: "compare.md" is at "compare/"."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"
