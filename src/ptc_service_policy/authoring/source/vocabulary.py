"""The words of a French service description, and the ids that they stand for.

All of it is compared without capitals, accents and typography. The names of services, methods and
frequencies that a policy holds are known beside those that are listed here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ptc_service_policy.authoring.source.words import fold, key_of
from ptc_service_policy.model.cadences import Term
from ptc_service_policy.model.policy_files import PolicyFiles

_HEADINGS = {
    "overview": r"apercu des offres\b.*",
    "specifics": r"(?:description detaillee\b.*|specificites de chaque offre)",
    "tsam-premium": r"(?:description de la )?gestion de service tsam premium\b.*",
    "standard-premium": r"differences? entre les offres\b.*",
    "availability": r"disponibilites? des services",
    "scope": r"objet",
}
SECTION_WITHOUT_HEADING = "title"

# Only the words that tell: articles, prepositions and plurals do not count in the name of a service.
_SERVICES = {
    "root-cause-analysis": (
        "Analyse causes premières, incidents graves, 0 coupures",
        "Analyse causes premières, incidents graves",
        "Révision et communication, analyse causes premières",
    ),
    "product-roadmap": ("Présentation feuille de route, soutenabilité produits",),
}
CHARGE_ROW = frozenset(map(key_of, ("Coût", "Coûts", "Tarif", "Prix")))
_CHARGES = {
    "included": ("Inclus", "Inclus avec SaaS", "Sans supplément", "Gratuit"),
    "additional": ("Paiement supplémentaire", "En supplément", "Disponible contre paiement supplémentaire"),
}
_METHODS = {
    "online-self-paced": (
        "En ligne, formations au rythme du client",
        "En ligne, au rythme du client",
        "Formations en ligne, au rythme du client",
    ),
    "in-person": ("En personne", "En présentiel"),
    "videoconference": ("Visioconférence", "Visioconférences", "Visio"),
    "email": ("Courriel", "Courriels", "E-mail", "Courrier électronique"),
    "phone": ("Appel téléphonique", "Appels téléphoniques", "Téléphone"),
    "teleconference": ("Téléconférence", "Téléconférences"),
}
_FREQUENCIES = {
    "as-needed": ("Lorsque c'est nécessaire", "Lorsque nécessaire", "Si nécessaire", "Selon les besoins"),
    "weekly": ("Hebdomadaire", "Une fois par semaine", "Chaque semaine", "Toutes les semaines"),
    "monthly": ("Mensuelle", "Mensuel", "Une fois par mois", "Chaque mois", "Tous les mois"),
    "quarterly": ("Trimestrielle", "Trimestriel", "Une fois par trimestre", "Chaque trimestre"),
}
_BETWEEN_METHODS = frozenset(("ou", "par", "bien", "soit"))

OFFERINGS = {
    "tsam": "tsam",
    "standard": "standard",
    "standards": "standard",
    "premium": "premium",
    "premiums": "premium",
}
DEPLOYMENTS = {"sur site": "on-premises", "sur sites": "on-premises", "saas": "saas"}
COLUMNS: dict[str, Literal["methods", "frequency"]] = {
    "methode": "methods",
    "methodes": "methods",
    "frequence": "frequency",
    "frequences": "frequency",
}
CAPTION = re.compile(r"tableau (\d{1,2})\b")
FIRST_CELLS_OF_A_HEAD = frozenset(("", "tache", "taches", "service", "services", "livrable", "livrables"))

TICKS = frozenset(("✓", "✔", "✅", "☑", "√", "x", "oui", "yes"))
NO_TICKS = frozenset(("", "-", "non", "no"))
TICK = "✓"

WEEKDAYS = {
    "lundi": "mon",
    "mardi": "tue",
    "mercredi": "wed",
    "jeudi": "thu",
    "vendredi": "fri",
    "samedi": "sat",
    "dimanche": "sun",
}
LANGUAGES = {
    "allemand": "de",
    "anglais": "en",
    "chinois": "zh",
    "coreen": "ko",
    "espagnol": "es",
    "francais": "fr",
    "italien": "it",
    "japonais": "ja",
    "portugais": "pt",
}
NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            *("un une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
            *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
        ),
        start=1,
    )
    for word in words.split()
} | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100}
EXCEPTIONS = {
    "recognised-holidays": ("holidays", r"\bjours? feries?\b.*\breconnus?\b"),
    "internal-training": ("closure", r"\bformations? internes?\b"),
    "leave": ("closure", r"\bconges?\b"),
}
COMMITMENTS = {
    "coordination": (r"\borganiser\b.*\bproactive\b", {}),
    "planning-information": (
        r"\bsensibilisation\b.*\bplanifier\b",
        {
            "objectives": r"\bles objectifs\b",
            "strategies": r"\bles strategies\b",
            "timelines": r"\bles delais\b",
        },
    ),
    "supervision": (r"\bsupervision manageriale\b", {}),
    "personal-reports": (
        r"\brapports personnalises\b",
        {
            "activity-levels": r"\bniveaux d activite\b",
            "trends": r"\btendances\b",
            "open-questions": r"\bquestions en suspens\b",
            "problem-resolutions": r"\bresolutions de problemes\b",
        },
    ),
    "representation": (r"\brepresenter le client\b", {}),
    "customer-roadmap": (r"\bcomprendre\b.*\bfeuille de route du client\b", {}),
}
_FRENCH = frozenset(("le", "la", "les", "des", "du", "et", "est", "pour", "une", "dans", "avec", "sur"))
_ENGLISH = frozenset(("the", "of", "and", "to", "is", "for", "a", "in", "with", "on", "or", "be"))


def section_of_heading(heading: str) -> str | None:
    """Return the section that a heading opens, or None if its words are not known."""
    words = fold(heading)
    return next((id_ for id_, form in _HEADINGS.items() if re.fullmatch(form, words)), None)


def language_of(texts: Iterable[str]) -> str:
    """Tell French from English by its small words."""
    words = [word for text in texts for word in fold(text).split()]
    french, english = (sum(word in known for word in words) for known in (_FRENCH, _ENGLISH))
    return "fr" if french >= english else "en"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Know the phrases of one policy's services, methods, frequencies and charges."""

    services: Mapping[str, str]
    methods: Mapping[str, str]
    frequencies: Mapping[str, str]
    charges: Mapping[str, str]

    @classmethod
    def of(cls, files: PolicyFiles) -> "Vocabulary":
        """Build on the French names of a policy."""
        cadences = files.cadences
        return cls(
            services={
                key_of(phrase): id_
                for id_, service in files.entitlements.services.items()
                for phrase in (service.name.fr, *_SERVICES.get(id_, ()))
            },
            methods=_by_phrase(_METHODS) | _by_phrase(_own_phrases(cadences.methods)),
            frequencies=_by_phrase(_FREQUENCIES) | _by_phrase(_own_phrases(cadences.frequencies)),
            charges=_by_phrase(_CHARGES),
        )

    def service_of(self, label: str) -> str | None:
        """Return the service that the first cell of a row names, its description left aside."""
        head = label.split(":", maxsplit=1)[0]
        return self.services.get(key_of(head)) or self.services.get(key_of(label))

    def methods_of(self, cell: str) -> tuple[tuple[str, ...], str]:
        """Return the methods that a cell lists, and the words of it that are not known."""
        found: dict[str, None] = {}
        words, unknown = fold(cell).split(), []
        while words:
            length = self._longest(words)
            if length:
                found[self.methods[" ".join(words[:length])]] = None
                words = words[length:]
            elif (word := words.pop(0)) not in _BETWEEN_METHODS:
                unknown.append(word)
        return tuple(found), " ".join(unknown)

    def _longest(self, words: list[str]) -> int:
        lengths = range(len(words), 0, -1)
        return next((length for length in lengths if " ".join(words[:length]) in self.methods), 0)


def is_charge_row(label: str) -> bool:
    """Tell whether the first cell of a row announces the charges."""
    return key_of(label.split(":", maxsplit=1)[0]) in CHARGE_ROW


def _own_phrases(terms: Mapping[Any, Term]) -> dict[str, tuple[str, ...]]:
    return {id_: (term.name.fr, term.phrase.fr) for id_, term in terms.items()}


def _by_phrase(phrases: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(phrase): id_ for id_, known in phrases.items() for phrase in known}
