"""offerings.yaml: what PTC offers, to customers of which deployment, at what charge."""

from typing import Annotated

from ptc_service_policy.model.base import (
    Id,
    Mapped,
    Number,
    SomeDistinct,
    SomeMapped,
    Text,
)
from ptc_service_policy.model.currencies import CURRENCY_PATTERN
from ptc_service_policy.model.forms import Needed, Value
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.read_as import matching
from ptc_service_policy.model.rules import Family, Part, Rule, by_offering
from ptc_service_policy.model.spans import Period

Currency = Annotated[str, matching(CURRENCY_PATTERN)]


class Offering(Noun):
    """Describe one offering."""

    name: Text = explained(en="The offering's name.", fr="Le nom de l'offre.")
    description: Text | None = explained(
        en="What the offering is, in one or two sentences.",
        fr="Ce qu'est l'offre, en une ou deux phrases.",
        default=None,
    )


class Price(
    Part,
    json_schema_extra={
        "if": {"required": ["percent"]},
        "then": {"required": ["of"], "properties": {"amount": False, "currency": False}},
        "else": {"required": ["amount", "currency"], "properties": {"of": False}},
    },
):
    """State a price: an amount, or a share of something."""

    amount: Needed[Number] | None = explained(en="How much.", fr="Le montant.", default=None)
    currency: Needed[Currency] | None = explained(
        en="In which currency, as an ISO 4217 code such as `EUR`.",
        fr="La monnaie, en code ISO 4217 tel que `EUR`.",
        default=None,
    )
    percent: Needed[Number] | None = explained(
        en="How many per cent.", fr="Combien de pour cent.", default=None
    )
    of: Needed[Text] | None = explained(
        en='Of what, such as "the subscription".', fr="Sur quoi, par exemple « l'abonnement ».", default=None
    )
    each: Needed[Period] | None = explained(
        en="For each such period; left out for a single payment.",
        fr="Par période ; absent pour un paiement unique.",
        default=None,
    )


class ChargeTerms(Part):
    """State a charge and its price."""

    head = ("charge",)

    charge: Needed[Id] = explained(
        en="The charge of the vocabulary.", fr="La condition tarifaire du vocabulaire."
    )
    price: Value[Price] | None = explained(
        en="The price, where there is one.", fr="Le prix, s'il y en a un.", default=None
    )


class DeploymentRule(Rule):
    """State for each offering the deployment whose customers may buy it."""

    values: Mapped[Id, Value[Id | SomeDistinct[Id]]] = by_offering()


class ChargeRule(Rule):
    """State for each offering what it costs."""

    values: Mapped[Id, Value[Id | ChargeTerms]] = by_offering()


class OfferingsFile(Family):
    """Hold offerings.yaml."""

    offerings: SomeMapped[Id, Offering] = explained(
        en="The offerings, by id, in the order of the source.",
        fr="Les offres, par identifiant, dans l'ordre de la source.",
    )
    deployment: DeploymentRule | None = explained(
        en="The deployment whose customers may buy each offering.",
        fr="Le mode de déploiement dont les clients peuvent souscrire chaque offre.",
        default=None,
    )
    charge: ChargeRule | None = explained(
        en="What each offering costs: a charge of the vocabulary, with a price where there is one.",
        fr="Ce que coûte chaque offre : une condition du vocabulaire, avec un prix s'il y en a un.",
        default=None,
    )
