"""editions.yaml: which version governs which contracts, as a journal that only ever grows at its end."""

from datetime import date
from typing import Annotated, Any, Literal

from ptc_service_policy.model.base import (
    SOME,
    Day,
    Id,
    SomeDistinct,
    SomeMapped,
    Text,
)
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.policy import Version
from ptc_service_policy.model.shapes import ByShape

Versions = Annotated[Version | SomeDistinct[Version], ByShape("array")]
AttributeValue = Annotated[bool | Id, ByShape("boolean")]

_OF_AN_EDITION = ("new_contracts", "others")
_OF_A_WITHDRAWAL = ("from", "instead")


class FromDay(Noun):
    """Bound the contracts that are signed from a day on."""

    from_: Day = explained(
        alias="from", en="The first day of signature, included.", fr="Le premier jour de signature, inclus."
    )


class Line(
    Noun,
    json_schema_extra={
        "if": {"required": ["stay"]},
        "then": {"properties": {"from": False, "at": False}},
        "else": {"required": ["from"]},
    },
):
    """Say what becomes of the contracts that some editions govern: they move to the new one, or they stay."""

    governed_by: Versions = explained(
        en="The version, or the list of versions, by which the contracts are governed.",
        fr="La version, ou la liste des versions, qui régit les contrats.",
    )
    with_: SomeMapped[Id, AttributeValue] | None = explained(
        alias="with",
        en="Only the contracts with these attributes, such as `{ grandfathered: true }`.",
        fr="Seulement les contrats qui ont ces attributs, par exemple `{ grandfathered: true }`.",
        default=None,
    )
    at: Literal["first-renewal-from"] | None = explained(
        en="`first-renewal-from`: each contract moves on its first renewal on or after `from`; "
        "an automatic renewal is one too.",
        fr="`first-renewal-from` : chaque contrat change d'édition à son premier renouvellement à compter de "
        "`from`, reconduction tacite comprise.",
        default=None,
    )
    from_: Day | None = explained(
        alias="from",
        en="The day on which they move, included.",
        fr="Le jour où ils changent d'édition, inclus.",
        default=None,
    )
    stay: Literal[True] | None = explained(
        en="`true`: this event leaves them where they are; what was announced for them before still holds.",
        fr="`true` : cet événement les laisse où ils sont ; ce qui leur a été annoncé avant vaut toujours.",
        default=None,
    )

    def _agree(self) -> "Line":
        if (self.stay is None) != (self.from_ is not None) or (self.stay and self.at):
            raise ValueError("stay, or from")
        return self

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the versions that this line is about."""
        return (self.governed_by,) if isinstance(self.governed_by, str) else self.governed_by

    @property
    def condition(self) -> FrozenDict[str, bool | str]:
        """Return the attributes that a contract must have; empty where all contracts fit."""
        return FrozenDict(self.with_ or {})


Lines = tuple[Line, ...]


def _only(*keys: str) -> dict[str, bool]:
    """Refuse every key that belongs to one kind of event, except these."""
    of_one_kind = ("edition", *_OF_AN_EDITION, "withdraw", *_OF_A_WITHDRAWAL, "undo", "reason")
    return {key: False for key in of_one_kind if key not in keys}


def _kind(key: str, *needs: str, otherwise: dict[str, Any]) -> dict[str, Any]:
    then = {"required": list(needs), "properties": _only(key, *needs)}
    return {"if": {"required": [key]}, "then": then, "else": otherwise}


_KIND_MISSING: dict[str, Any] = {
    "if": {"required": ["instead"]},
    "then": {"required": ["withdraw"]},
    "else": {
        "if": {"required": ["reason"]},
        "then": {"required": ["undo"]},
        "else": {"required": ["edition"]},
    },
}
"""Which key is missing where an event does not say of which kind it is."""

_ONE_KIND = _kind(
    "withdraw",
    *_OF_A_WITHDRAWAL,
    "reason",
    otherwise=_kind("undo", "reason", otherwise=_kind("edition", *_OF_AN_EDITION, otherwise=_KIND_MISSING)),
)


class Event(Noun, json_schema_extra=_ONE_KIND):
    """Make a version an edition, withdraw one, or undo a withdrawal."""

    id: Id = explained(en="The event's id, such as `e1`.", fr="L'identifiant de l'événement, tel que `e1`.")
    recorded: Day = explained(
        en="The day on which the event was written here.",
        fr="Le jour où l'événement a été inscrit ici.",
    )
    edition: Version | None = explained(
        en="The version that begins to govern contracts.",
        fr="La version qui commence à régir des contrats.",
        default=None,
    )
    new_contracts: Annotated[Literal["always", "never"] | FromDay, ByShape("object")] | None = explained(
        en="Which contracts it governs from their signature: `{ from: DAY }`, `never`, "
        "or `always`, whenever they were signed.",
        fr="Les contrats qu'elle régit dès leur signature : `{ from: JOUR }`, `never` (aucun), "
        "ou `always`, quelle que soit la date de signature.",
        default=None,
    )
    others: Annotated[Literal["none"] | Annotated[Lines, SOME], ByShape("array")] | None = explained(
        en="What becomes of all other contracts, edition by edition; the first line that fits counts. "
        "`none`: there are no others.",
        fr="Ce qu'il advient de tous les autres contrats, édition par édition ; la première ligne qui "
        "convient l'emporte. `none` : il n'y en a pas d'autres.",
        default=None,
    )
    withdraw: Version | None = explained(
        en="The version that is withdrawn.", fr="La version qui est retirée.", default=None
    )
    from_: Day | None = explained(
        alias="from",
        en="The day from which the withdrawal holds, included.",
        fr="Le jour à compter duquel le retrait vaut, inclus.",
        default=None,
    )
    instead: Version | None = explained(
        en="The version that governs in its place.", fr="La version qui régit à sa place.", default=None
    )
    undo: Id | None = explained(
        en="The withdrawal that is undone, by the id of its event, as if it had never been.",
        fr="Le retrait annulé, par l'identifiant de son événement, comme s'il n'avait jamais eu lieu.",
        default=None,
    )
    reason: Text | None = explained(
        en="Why it is withdrawn, or why the withdrawal is undone.",
        fr="Le motif du retrait, ou de son annulation.",
        default=None,
    )

    def _agree(self) -> "Event":
        said = {key.removesuffix("_") for key in self.model_fields_set} - {"id", "recorded"}
        kinds = (
            {"edition", *_OF_AN_EDITION},
            {"withdraw", *_OF_A_WITHDRAWAL, "reason"},
            {"undo", "reason"},
        )
        if said not in kinds:
            raise ValueError("one of edition, withdraw, undo, each with its own keys")
        return self

    @property
    def lines(self) -> Lines:
        """Return what becomes of other contracts; nothing where there are none."""
        return self.others if isinstance(self.others, tuple) else ()

    @property
    def first_signature(self) -> date | None:
        """Return the first day on which a contract signed comes under the new edition; None if none does."""
        if isinstance(self.new_contracts, FromDay):
            return self.new_contracts.from_
        return date.min if self.new_contracts == "always" else None


class EditionsFile(Noun):
    """Hold editions.yaml."""

    editions: tuple[Event, ...] = explained(
        en="The events, in the order in which they were recorded; they never change, and new ones follow.",
        fr="Les événements, dans l'ordre de leur inscription ; ils ne changent pas ; les nouveaux suivent.",
    )
