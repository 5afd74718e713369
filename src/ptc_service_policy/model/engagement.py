"""engagement.yaml: what holds between the customer and the manager beside the tables."""

from typing import Literal

from ptc_service_policy.model.base import (
    ByInterpretation,
    Id,
    Mapped,
    Noun,
    SharedRule,
    SomeDistinct,
    SomeMapped,
    Text,
    explained,
)
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.frozen import FrozenDict


class ProactiveContact(SharedRule, Delivery):
    """State how, and how often, the manager gets in touch unasked."""


class Limit(SharedRule):
    """State the most that one offering covers."""

    name: Text = explained(en="What is limited.", fr="Ce qui est limité.")
    description: Text = explained(en="How the limit works.", fr="Comment la limite s'applique.")
    maximum: int = explained(en="The most that is allowed.", fr="Le maximum admis.", ge=1)
    unit: Literal["contacts", "cases", "hours-per-week"] = explained(
        en="What is counted.", fr="Ce qui est compté."
    )
    scope: ByInterpretation | None = explained(
        en="Over what the limit is counted, where the source leaves it open.",
        fr="Sur quoi la limite se compte, si la source le laisse ouvert.",
        default=None,
    )


class ByWeeks(ByInterpretation):
    """Follow the reading of over how many weeks an excess is judged; the reading says how many."""


class AdditionalOffering(SharedRule):
    """State when PTC may ask the customer to buy another offering."""

    description: Text = explained(en="What PTC may ask.", fr="Ce que PTC peut demander.")
    limit: Id = explained(en="The limit that is exceeded.", fr="La limite qui est dépassée.")
    average_over: ByWeeks = explained(
        en="Over how long the excess is judged.", fr="Sur quelle durée le dépassement se juge."
    )
    right_of: Literal["ptc"] = explained(
        en="Whose right this is; it is no automatism.",
        fr="À qui ce droit appartient ; il n'a rien d'automatique.",
    )


class SharedManager(SharedRule):
    """State that one manager may serve several offerings of one customer."""

    description: Text = explained(en="What PTC may do.", fr="Ce que PTC peut faire.")
    right_of: Literal["ptc"] = explained(en="Whose discretion this is.", fr="À la discrétion de qui.")


class Sale(SharedRule):
    """State when an offering is sold and for what term."""

    description: Text = explained(en="When it is sold.", fr="Quand elle est vendue.")
    coincides_with: SomeDistinct[Literal["annual-support-contract", "subscription-term"]] = explained(
        en="What the sale usually coincides with.", fr="Ce avec quoi la vente coïncide habituellement."
    )
    strength: Literal["usually", "always"] = explained(
        en="How firmly the source says it.", fr="Avec quelle fermeté la source le dit."
    )


class Item(Noun):
    """Name one part of a commitment."""

    name: Text = explained(en="The part's name.", fr="Le nom de la partie.")


class Commitment(SharedRule):
    """State one promise that stands beside the tables."""

    name: Text = explained(en="The promise's name.", fr="Le nom de l'engagement.")
    description: Text = explained(en="What is promised.", fr="Ce qui est promis.")
    contents: Mapped[Id, Item] = explained(
        en="The parts that the source lists.",
        fr="Les éléments que la source énumère.",
        default_factory=FrozenDict,
    )


class EngagementFile(Noun):
    """Hold engagement.yaml."""

    proactive_contact: ProactiveContact = explained(
        en="How often the manager gets in touch unasked.",
        fr="À quelle fréquence le gestionnaire prend contact de lui-même.",
    )
    limits: SomeMapped[Id, Limit] = explained(en="The limits, by id.", fr="Les limites, par identifiant.")
    additional_offering: AdditionalOffering = explained(
        en="When PTC may ask for another offering to be bought.",
        fr="Quand PTC peut demander l'achat d'une autre offre.",
    )
    shared_manager: SharedManager = explained(
        en="When offerings share a manager.", fr="Quand des offres partagent un gestionnaire."
    )
    sale: Sale = explained(
        en="When and for what term it is sold.", fr="Quand et pour quelle durée elle est vendue."
    )
    commitments: SomeMapped[Id, Commitment] = explained(
        en="The promises beside the tables, by id.",
        fr="Les engagements pris hors des tableaux, par identifiant.",
    )
