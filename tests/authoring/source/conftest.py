"""Descriptions of the project's own making: our words, built from a policy's facts, as text and as Word.

``made`` is a description with one statement for each of policies/1.0.0, and ``encoded`` a copy of that
policy whose digests are those of our words. Tests edit either of the two.
"""

import os
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from ptc_service_policy.authoring.source.check import check_description
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.statement_digest import digest_statement
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.policy_folder import read_policy_folder

ROOT = Path(__file__).parents[3]
POLICY = ROOT / "policies" / "1.0.0"
SOURCE = os.environ.get("PTC_SERVICE_DESCRIPTION")

METHODS = {
    "online-self-paced": "En ligne, au rythme du client",
    "in-person": "En présentiel",
    "videoconference": "Visioconférence",
    "email": "Courriel",
    "phone": "Téléphone",
    "teleconference": "Téléconférence",
}
FREQUENCIES = {
    "as-needed": "Si nécessaire",
    "weekly": "Chaque semaine",
    "monthly": "Tous les mois",
    "quarterly": "Chaque trimestre",
}
CHARGES = {"included": "Inclus", "additional": "En supplément"}
LANGUAGES = {"en": "anglais", "fr": "français", "de": "allemand"}
OFFERINGS = ("tsam", "standard", "premium")


@dataclass
class Entry:
    """One statement outside the tables, a caption, or a table with its rows by id."""

    kind: str
    id: str
    text: str = ""
    head: list[list[str]] = field(default_factory=list)
    rows: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass
class Section:
    heading: str
    entries: list[Entry]


@dataclass
class Made:
    """A description as data."""

    sections: list[Section]

    def copy(self) -> "Made":
        return deepcopy(self)

    def entry(self, id_: str) -> Entry:
        return next(each for section in self.sections for each in section.entries if each.id == id_)

    def section_of(self, id_: str) -> Section:
        return next(section for section in self.sections if any(each.id == id_ for each in section.entries))

    def reword(self, id_: str, text: str) -> "Made":
        made = self.copy()
        made.entry(id_).text = text
        return made

    def replace(self, id_: str, old: str, new: str) -> "Made":
        text = self.entry(id_).text
        assert old in text
        return self.reword(id_, text.replace(old, new))

    def without(self, id_: str) -> "Made":
        made = self.copy()
        for section in made.sections:
            section.entries = [each for each in section.entries if each.id != id_]
            for table in section.entries:
                table.rows = [row for row in table.rows if row[0] != id_]
        return made

    def row(self, id_: str) -> list[str]:
        return next(
            cells
            for section in self.sections
            for table in section.entries
            for name, cells in table.rows
            if name == id_
        )

    def with_cell(self, id_: str, column: int, cell: str) -> "Made":
        made = self.copy()
        made.row(id_)[column] = cell
        return made

    def digests(self) -> dict[str, str]:
        """Digest every statement, by its id in source.yaml."""
        found = {}
        for section in self.sections:
            caption: list[str] = []
            for entry in section.entries:
                if entry.kind == "caption":
                    caption = [entry.text]
                elif entry.kind == "table":
                    head = [cell for line in entry.head for cell in line if cell]
                    found[f"{entry.id}-columns"] = digest_statement([*caption, *head])
                    found.update((name, digest_statement(cells)) for name, cells in entry.rows)
                else:
                    found[entry.id] = digest_statement([entry.text])
        return found

    def text(self) -> str:
        """Write it as PTC publishes a text."""
        lines: list[str] = []
        for section in self.sections:
            lines += ["", section.heading, ""] if section.heading else []
            for entry in section.entries:
                if entry.kind == "table":
                    rows = (cells for _, cells in entry.rows)
                    lines += ["", *("\t".join(line) for line in (*entry.head, *rows)), ""]
                else:
                    lines.append(f"- {entry.text}" if entry.kind == "item" else entry.text)
        return "\n".join(lines) + "\n"

    def docx(self, path: Path) -> Path:
        """Write it as Word does: headings and lists by their styles, tables as tables."""
        from docx import Document

        document = Document()
        for section in self.sections:
            if section.heading:
                document.add_heading(section.heading.capitalize(), level=1)
            for entry in section.entries:
                if entry.kind == "table":
                    lines = [*entry.head, *(cells for _, cells in entry.rows)]
                    table = document.add_table(rows=len(lines), cols=max(map(len, lines)))
                    for cells, line in zip(table.rows, lines, strict=True):
                        for cell, text in zip(cells.cells, line, strict=False):
                            cell.text = text
                else:
                    style = "List Bullet" if entry.kind == "item" else None
                    document.add_paragraph(entry.text, style=style)
        document.save(str(path))
        return path


def offerings_of(facts: Any) -> str:
    """Write the offerings that a rule holds for as a sentence names them."""
    interpreted = getattr(facts, "interpreted", {})
    names = {"tsam": "TSAM", "premium": "Premium", "standard": "Standard"}
    return "/".join(names[name] for name in reversed(facts.offerings) if name not in interpreted)


def make(folder: Path) -> Made:
    """Write down in our words what a policy says."""
    files = read_policy_folder(folder)
    terms, hours = files.engagement, files.availability
    limits, commitments = terms.limits, terms.commitments
    working = hours.support_hours.weekly["mon"][0]
    language = LANGUAGES[hours.language.value]
    targets = files.service_levels.response_target.values

    def paragraph(id_: str, text: str) -> Entry:
        return Entry("paragraph", id_, text)

    def item(id_: str, text: str) -> Entry:
        return Entry("item", id_, text)

    def promise(id_: str, text: str) -> Entry:
        return paragraph(f"tsam-premium-{id_}", f"{offerings_of(commitments[id_])} : {text}")

    table_1 = Entry(
        "table",
        "table-1",
        head=[["", "Sur Site", "SaaS", ""], ["Tableau 1 : Contenu", "TSAM", "Standard", "Premium"]],
        rows=[
            (
                f"table-1-{id_}",
                [
                    f"{service.name.fr} : notre explication du service {number}",
                    *("✓" if service.values[offering] else "" for offering in OFFERINGS),
                ],
            )
            for number, (id_, service) in enumerate(files.entitlements.services.items(), start=1)
        ],
    )
    charge = files.offerings.charge.values
    table_1.rows.append(
        ("table-1-charge", ["Coûts : en sus ou non", *(CHARGES[charge[o]] for o in OFFERINGS)])
    )
    table_2 = Entry(
        "table",
        "table-2",
        head=[
            ["", "Standard", "", "Premium", ""],
            ["Tâche", "Méthode", "Fréquence", "Méthode", "Fréquence"],
        ],
        rows=[
            (
                f"table-2-{id_}",
                [
                    files.entitlements.services[id_].name.fr,
                    *(
                        cell
                        for offering in ("standard", "premium")
                        for cell in (
                            " ou ".join(METHODS[method] for method in rule.values[offering].methods),
                            FREQUENCIES[rule.values[offering].frequency],
                        )
                    ),
                ],
            )
            for id_, rule in files.cadences.deliveries.items()
            if rule.values
        ],
    )
    return Made(
        [
            Section("", [paragraph("title", "Notice des services de gestion (TSAM, Standard, Premium)")]),
            Section(
                "APERÇU DES OFFRES",
                [
                    paragraph("overview-need", "Quelques clients attendent davantage de la part de PTC."),
                    paragraph("overview-deployments", "Leur logiciel tourne Sur Site, ou bien en SaaS."),
                    paragraph(
                        "overview-tsam-buyers",
                        "Les détenteurs de licences sur site peuvent acheter l'appui d'un TSAM.",
                    ),
                    paragraph(
                        "overview-premium-buyers",
                        "Les abonnés à une offre SaaS peuvent souscrire l'offre Premium.",
                    ),
                    paragraph(
                        "overview-standard-included",
                        "À tous les clients SaaS, PTC inclut gratuitement Standard ; Premium reste au choix.",
                    ),
                    paragraph("overview-premium-improvements", "Premium va plus loin : voir le Tableau 2."),
                ],
            ),
            Section("SPÉCIFICITÉS DE CHAQUE OFFRE", [table_1]),
            Section(
                "GESTION DE SERVICE TSAM/PREMIUM",
                [
                    promise("coordination", "un gestionnaire pour organiser le travail de façon proactive."),
                    promise(
                        "planning-information",
                        "une sensibilisation sur les objectifs, les stratégies et les délais pour planifier.",
                    ),
                    promise("supervision", "une supervision managériale de chaque instant."),
                    promise(
                        "personal-reports",
                        "des rapports personnalisés (niveaux d'activité, tendances, questions en suspens, "
                        "résolutions de problèmes).",
                    ),
                    promise("representation", "une voix pour représenter le client."),
                    promise("customer-roadmap", "un effort pour comprendre la feuille de route du client."),
                ],
            ),
            Section(
                "DIFFÉRENCES ENTRE LES OFFRES",
                [
                    paragraph("table-2-introduction", "Standard et Premium diffèrent ainsi."),
                    Entry("caption", "table-2-caption", "Tableau 2 :"),
                    table_2,
                    paragraph("response-target-introduction", "Délais visés pour chaque demande :"),
                    *(
                        item(
                            f"response-target-{offering}",
                            f"{offering.capitalize()} = Réponse sous "
                            f"{targets[offering].business_days} jour(s) ouvrable(s)".replace(
                                "(s)", "s" if targets[offering].business_days > 1 else ""
                            ),
                        )
                        for offering in ("standard", "premium")
                    ),
                ],
            ),
            Section(
                "DISPONIBILITÉ DES SERVICES",
                [
                    paragraph(
                        "availability-sale-and-meetings",
                        f"La vente des offres {offerings_of(terms.sale)} coïncide habituellement avec le "
                        "contrat annuel ou la durée de l'abonnement. Des téléconférences, régulières ou "
                        "ponctuelles, sont possibles.",
                    ),
                    item("availability-days", "Du lundi au vendredi"),
                    paragraph(
                        "availability-hours",
                        f"Heures de travail : {working.opens[:2]} - {working.closes[:2]} h, dans le fuseau "
                        "horaire du contrat signé, sauf demande contraire du client et approbation de PTC.",
                    ),
                    paragraph("availability-exceptions", "Des exceptions existent :"),
                    item("availability-exception-holidays", "les jours fériés que PTC a reconnus"),
                    item("availability-exception-training", "une formation interne"),
                    item("availability-exception-leave", "les congés d'un gestionnaire"),
                    item("availability-on-request-days", "Samedis, dimanches, jours fériés"),
                    paragraph(
                        "availability-on-request-terms", "Sur demande, avec préavis, à la discrétion de PTC"
                    ),
                    paragraph(
                        "availability-language",
                        f"La communication est effectuée en {language}, sauf demande contraire du client "
                        "et approbation de PTC.",
                    ),
                ],
            ),
            Section(
                "OBJET",
                [
                    item(
                        "scope-weekly-contact",
                        f"{offerings_of(terms.proactive_contact)} : le gestionnaire doit proactivement "
                        "communiquer par téléconférence une fois par semaine.",
                    ),
                    item(
                        "scope-contacts",
                        f"{offerings_of(limits['contacts'])} : au plus "
                        f"{limits['contacts'].maximum} points de contact, "
                        "qui joignent un remplaçant en cas d'absence.",
                    ),
                    item(
                        "scope-open-cases",
                        f"Un gestionnaire {offerings_of(limits['open-cases'])} ne peut jamais gérer "
                        f"plus de {limits['open-cases'].maximum} cas.",
                    ),
                    item(
                        "scope-weekly-hours",
                        f"{offerings_of(limits['weekly-hours'])} : ne pas consacrer à un client plus de "
                        f"{limits['weekly-hours'].maximum} heures par semaine sans offre supplémentaire.",
                    ),
                    item(
                        "scope-shared-manager",
                        f"PTC peut assigner le même gestionnaire {offerings_of(terms.shared_manager)}.",
                    ),
                ],
            ),
        ]
    )


def encode(made: Made, folder: Path) -> Path:
    """Copy the policy, with the digests of our words in the place of those of the source."""
    copytree(POLICY, folder, ignore=lambda _, names: {"scenarios"} & set(names))
    file = folder / "source.yaml"
    text = file.read_text(encoding="utf-8")
    for id_, digest in made.digests().items():
        text, count = re.subn(rf"(\n  {id_}:\n(?:    .*\n)*?    digest: )\S+", rf"\g<1>{digest}", text)
        assert count == 1, id_
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made() -> Made:
    return make(POLICY)


@pytest.fixture(scope="session")
def encoded_folder(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encode(made, tmp_path_factory.mktemp("encoded") / "1.0.0")


@pytest.fixture(scope="session")
def encoded(encoded_folder: Path) -> EncodedPolicy:
    return EncodedPolicy.read(encoded_folder, "1.0.0")


@pytest.fixture(scope="session")
def check_text(
    encoded: EncodedPolicy, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Problem, ...]]:
    """Compare a text with the policy that holds the digests of our words."""
    file = tmp_path_factory.mktemp("text") / "description.txt"

    def compare(text: str) -> tuple[Problem, ...]:
        file.write_bytes(text.encode())
        return check_description(file, file.name, encoded)

    return compare


@pytest.fixture(scope="session")
def check_word(
    encoded: EncodedPolicy, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Made], tuple[Problem, ...]]:
    """Compare a Word file with the policy that holds the digests of our words."""
    file = tmp_path_factory.mktemp("word") / "description.docx"
    return lambda made: check_description(made.docx(file), file.name, encoded)


@pytest.fixture(scope="session")
def source() -> Path:
    """The service description itself."""
    if SOURCE is None:
        pytest.skip("PTC_SERVICE_DESCRIPTION does not name the service description")
    return Path(SOURCE)
