"""register.yaml: what the source leaves open, and how it is read."""

from typing import Annotated, Any, Literal

from ptc_service_policy.model.base import (
    SOURCE,
    Distinct,
    Firm,
    Id,
    Mapped,
    SomeMapped,
    Source,
    Text,
)
from ptc_service_policy.model.frozen import freeze
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.read_as import matching, passed_through, whole

NONE_CHOSEN = "none"

Address = Annotated[str, matching(r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9_]+(-[a-z0-9]+)*)*$")]
"""`<group>.<id>[.part]` or `<file>.<clause>[.part]`."""


Frozen = Annotated[Any, passed_through(freeze)]
"""Plain data, made immutable."""


class Reading(Noun):
    """Describe one way to read the source."""

    text: Text = explained(en="What this reading says.", fr="Ce que dit cette lecture.")
    means: Frozen = explained(
        en="The value that this reading gives where the entry is named, `not-provided` or `silent`; "
        "left out where nothing is computed from it.",
        fr="La valeur que cette lecture donne là où l'entrée est nommée, `not-provided` ou `silent` ; "
        "absente si rien ne s'en calcule.",
        default=None,
    )
    firmness: Firm | None = explained(
        en="How firmly what the entry is about then holds.",
        fr="Avec quelle fermeté vaut alors ce dont traite l'entrée.",
        default=None,
    )


class Entry(Noun):
    """Describe one thing that the source leaves open, and what was made of it."""

    number: Annotated[int, whole(1)] = explained(
        en="Its number, which it keeps for ever.", fr="Son numéro, qu'elle garde à jamais."
    )
    text_is: Literal["silent", "ambiguous"] = explained(
        en="`silent`: the source says nothing; `ambiguous`: it can be read in several ways.",
        fr="`silent` : la source n'en dit rien ; `ambiguous` : elle se lit de plusieurs façons.",
    )
    convention: Literal[True] | None = explained(
        en="`true`: the chosen reading is a choice of the product, and interprets no words of the source.",
        fr="`true` : la lecture retenue est un choix du produit et n'interprète aucun mot de la source.",
        default=None,
    )
    question: Text = explained(en="What the source leaves open.", fr="Ce que la source laisse ouvert.")
    readings: SomeMapped[Id, Reading] = explained(
        en="The readings considered, by id.", fr="Les lectures examinées, par identifiant."
    )
    chosen: Id = explained(
        en="The reading that applies, or `none`: then the answer stays open.",
        fr="La lecture retenue, ou `none` : la réponse reste alors ouverte.",
    )
    why: Text | None = explained(
        en="Why this reading, or why none; may be left out where the source is silent and none is chosen.",
        fr="Pourquoi cette lecture, ou pourquoi aucune ; facultatif si la source n'en dit rien et qu'aucune "
        "n'est retenue.",
        default=None,
    )
    about: Distinct[Address] = explained(
        en="What it is about, by address, where no value names it.",
        fr="Ce dont elle traite, par adresse, si aucune valeur ne la nomme.",
        default=(),
    )
    source: Source = SOURCE


class RegisterFile(Noun):
    """Hold register.yaml."""

    entries: Mapped[Id, Entry] = explained(
        en="The entries, one for each thing left open, by id.",
        fr="Les entrées, une par point laissé ouvert, par identifiant.",
        alias="register",
    )
