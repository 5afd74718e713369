"""What every rule says: values by offering, how firmly they hold, and where they come from."""

from typing import Any, ClassVar, Self

from ptc_service_policy.model.base import (
    Firm,
    Id,
    Mapped,
    MayChange,
    Source,
    Text,
)
from ptc_service_policy.model.forms import Beside, Promised
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.key_rules import keys_agree
from ptc_service_policy.model.noun import Noun, explained


class Part(Noun):
    """Hold a value of several parts.

    What its ``head`` says is what a plain question asks; of the ``alternatives`` it says one.
    """

    head: ClassVar[tuple[str, ...]] = ()
    alternatives: ClassVar[tuple[str, ...]] = ()

    def _agree(self) -> Self:
        if not keys_agree(self):
            raise ValueError("keys that do not go together")
        return self


def by_offering() -> Any:
    """Describe the values of a rule."""
    return explained(
        en="The value for each offering; the family's `all` answers for one that is left out.",
        fr="La valeur pour chaque offre ; pour une offre omise, `all` répond, en tête du fichier.",
        default_factory=FrozenDict,
    )


def limited_to() -> Any:
    """Describe the scope of a rule."""
    return explained(
        en="The cases to which it is limited, if any.",
        fr="Les cas auxquels cela se limite, s'il y a lieu.",
        default=None,
    )


class Rule(Noun):
    """State one thing for each offering; each rule says of what kind its values are."""

    values: Mapped[Id, Any] = by_offering()
    firmness: Firm | None = explained(
        en="How firmly the source commits to it; `all` supplies what is left out.",
        fr="Avec quelle fermeté la source l'énonce ; pour ce qui est omis, `all` vaut.",
        default=None,
    )
    may_change: MayChange | None = explained(
        en="Who may ask for something else, where the source grants it.",
        fr="Qui peut demander autre chose, si la source le permet.",
        default=None,
    )
    source: Source | None = explained(
        en="The statements of `source.yaml` that this rule encodes.",
        fr="Les énoncés de `source.yaml` que cette règle transcrit.",
        default=None,
    )


class ForAll(Noun):
    """Say what holds for every rule of a family that says nothing else."""

    values: Mapped[Id, Promised[bool]] = explained(
        en="For each offering, the answer of every rule that has none for it: an entry of the register, "
        "the same as another offering, or `not-provided`.",
        fr="Pour chaque offre, la réponse de toute règle qui n'en donne pas : une entrée du registre, "
        "la même qu'une autre offre, ou `not-provided`.",
        default_factory=FrozenDict,
    )
    firmness: Firm | None = explained(
        en="How firmly the source commits to the rules of this file.",
        fr="Avec quelle fermeté la source énonce les règles de ce fichier.",
        default=None,
    )
    source: Source | None = explained(
        en="The statements cited where a rule cites none.",
        fr="Les énoncés cités si une règle n'en cite aucun.",
        default=None,
    )


class Family(Noun):
    """Hold the rules of one file."""

    all: ForAll = explained(
        en="What holds for every rule below that says nothing else.",
        fr="Ce qui vaut pour toute règle ci-dessous qui ne dit rien d'autre.",
        default_factory=ForAll,
    )


class NamedRule(Rule):
    """State something that has a name and a description."""

    name: Text = explained(en="What it is called.", fr="Son nom.")
    description: Text | None = explained(
        en="What it is, in our own words.", fr="Ce que c'est, en nos propres mots.", default=None
    )
    scope: Beside[Text] | None = limited_to()
