"""engagement.yaml: what holds between the customer and the manager beside the tables."""

from typing import Literal, Self

from ptc_service_policy.model.base import (
    Id,
    Mapped,
    Number,
    NumberOrNone,
    Party,
    SomeDistinct,
    SomeMapped,
    Text,
)
from ptc_service_policy.model.entitlements import LimitAddress
from ptc_service_policy.model.forms import Needed, Promised, Value
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.key_rules import keys_agree
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.rules import Family, NamedRule, Part, Rule, by_offering
from ptc_service_policy.model.spans import Period

CountedPer = Literal["manager", "customer", "contract", "offering"]


class Counted(
    Noun,
    json_schema_extra={
        "if": {"required": ["at_once"]},
        "then": {"properties": {"each": False, "average_over": False}},
        "else": {"required": ["each"]},
    },
):
    """Say over what a use is added up: each period, of which the average may count, or one instant."""

    each: Period | None = explained(en="In each such period.", fr="Par période.", default=None)
    at_once: Literal[True] | None = explained(
        en="`true`: at the same time.", fr="`true` : à la fois.", default=None
    )
    average_over: Period | None = explained(
        en="On average over this time: the maximum, or the minimum, is then that of one period of `each`.",
        fr="En moyenne sur cette durée : le maximum, ou le minimum, est alors celui d'une période d'`each`.",
        default=None,
    )

    def _agree(self) -> Self:
        if not keys_agree(self):
            raise ValueError("each or at_once")
        return self


class Limit(
    Part,
    json_schema_extra={
        "if": {"required": ["unlimited"]},
        "then": {"properties": {"maximum": False, "minimum": False}},
        "else": {
            "if": {"required": ["minimum"]},
            "then": {"properties": {"maximum": False}},
            "else": {"required": ["maximum"]},
        },
    },
):
    """State the most, or the least, of something."""

    head = ("maximum", "minimum", "unlimited", "unit", "counted")
    alternatives = ("maximum", "minimum", "unlimited")

    maximum: Needed[NumberOrNone] | None = explained(
        en="The maximum; 0 where nothing of it is allowed.",
        fr="Le maximum ; 0 si rien n'est permis.",
        default=None,
    )
    minimum: Needed[Number] | None = explained(en="The minimum.", fr="Le minimum.", default=None)
    unlimited: Needed[Literal[True]] | None = explained(
        en="`true`: there is no limit.", fr="`true` : il n'y a pas de limite.", default=None
    )
    unit: Needed[Id] = explained(
        en="What is counted: a unit of the vocabulary.", fr="Ce qui est compté : une unité du vocabulaire."
    )
    counted: Needed[Counted] = explained(
        en="Over what: `{ each: { weeks: 1 } }`, also with `average_over`, or `{ at_once: true }`.",
        fr="Sur quoi : `{ each: { weeks: 1 } }`, au besoin avec `average_over`, ou `{ at_once: true }`.",
    )
    counted_per: Needed[SomeDistinct[CountedPer]] | None = explained(
        en="For whom it is counted.", fr="Pour qui cela se compte.", default=None
    )
    adds_up: Needed[Literal["together", "separately"]] | None = explained(
        en="Whether the kinds that are counted add up `together` or `separately`.",
        fr="Si ce qui est compté s'additionne (`together`) ou se compte à part (`separately`).",
        default=None,
    )


class LimitRule(NamedRule):
    """State one limit of each offering."""

    values: Mapped[Id, Value[Limit]] = by_offering()


_BEYOND = {"required": ["limit"]}


class Right(
    Part,
    json_schema_extra={
        "if": {"required": ["average_over"]},
        "then": _BEYOND,
        "else": {"if": {"required": ["measured"]}, "then": _BEYOND},
    },
):
    """State a right of one of the parties."""

    head = ("right_of", "limit", "average_over")

    right_of: Needed[Party] = explained(
        en="Who holds this right; nothing is automatic.",
        fr="À qui ce droit appartient ; il n'a rien d'automatique.",
    )
    limit: Value[LimitAddress] | None = explained(
        en="The limit beyond which it may be used, such as `limits.weekly-hours`.",
        fr="La limite au-delà de laquelle il peut être exercé, par exemple `limits.weekly-hours`.",
        default=None,
    )
    average_over: Needed[Period] | None = explained(
        en="Over how long the excess is judged on average.",
        fr="Sur quelle durée le dépassement se juge en moyenne.",
        default=None,
    )
    measured: Needed[Literal["asked", "spent"]] | None = explained(
        en="Whether what the customer `asked` for counts, or what is actually used (`spent`).",
        fr="Si compte ce que le client a demandé (`asked`) ou ce qui est effectivement utilisé (`spent`).",
        default=None,
    )


class RightRule(Rule):
    """State a right of each offering."""

    description: Text = explained(en="What may be done.", fr="Ce qui peut être fait.")
    values: Mapped[Id, Value[Right]] = by_offering()


class Sale(Part):
    """State with what an offering is sold."""

    head = ("with_any_of",)

    with_any_of: Needed[SomeMapped[Id, Text]] = explained(
        en="What its sale coincides with, by id.", fr="Ce avec quoi sa vente coïncide, par identifiant."
    )


class SaleRule(Rule):
    """State with what each offering is sold."""

    description: Text | None = explained(en="When it is sold.", fr="Quand elle est vendue.", default=None)
    values: Mapped[Id, Value[Sale]] = by_offering()


class Item(Noun):
    """Name one part of a commitment."""

    name: Text = explained(en="The part's name.", fr="Le nom de la partie.")


class Promise(Part):
    """State by whom a commitment is owed."""

    owed_by: Needed[Party] = explained(en="Who owes it.", fr="Qui le doit.")


class Commitment(NamedRule):
    """State one commitment outside the tables."""

    contents: Mapped[Id, Item] = explained(
        en="The parts that the source lists.",
        fr="Les éléments que la source énumère.",
        default_factory=FrozenDict,
    )
    values: Mapped[Id, Promised[bool | Promise]] = by_offering()


class EngagementFile(Family):
    """Hold engagement.yaml."""

    limits: Mapped[Id, LimitRule] = explained(
        en="The limits, by id.", fr="Les limites, par identifiant.", default_factory=FrozenDict
    )
    additional_offering: RightRule | None = explained(
        alias="additional-offering",
        en="When PTC may ask the customer to buy an additional offering.",
        fr="Quand PTC peut demander au client l'achat d'une offre supplémentaire.",
        default=None,
    )
    shared_manager: RightRule | None = explained(
        alias="shared-manager",
        en="Whether offerings may share a manager.",
        fr="Si des offres peuvent partager un gestionnaire.",
        default=None,
    )
    sale: SaleRule | None = explained(
        en="What its sale coincides with.", fr="Ce avec quoi sa vente coïncide.", default=None
    )
    commitments: Mapped[Id, Commitment] = explained(
        en="The commitments outside the tables, by id.",
        fr="Les engagements pris hors des tableaux, par identifiant.",
        default_factory=FrozenDict,
    )
