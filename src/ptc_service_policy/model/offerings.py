"""offerings.yaml: what PTC offers, to customers of which deployment, at what charge."""

from typing import Literal

from ptc_service_policy.model.base import ByOffering, Id, Noun, RuleByOffering, SomeMapped, Text, explained

Charge = Literal["included", "additional"]


class Offering(Noun):
    """Describe one offering."""

    name: Text = explained(en="The offering's name.", fr="Le nom de l'offre.")
    description: Text = explained(
        en="What the offering is, in one or two sentences.",
        fr="Ce qu'est l'offre, en une ou deux phrases.",
    )


class Deployment(Noun):
    """Describe one way in which customers run PTC's software."""

    name: Text = explained(en="The deployment's name.", fr="Le nom du mode de déploiement.")
    description: Text = explained(en="Who runs the software.", fr="Qui exploite les logiciels.")


class DeploymentRule(RuleByOffering):
    """State for each offering the deployment whose customers may buy it."""

    values: ByOffering[Id]


class ChargeRule(RuleByOffering):
    """State for each offering whether it costs extra."""

    values: ByOffering[Charge]


class OfferingsFile(Noun):
    """Hold offerings.yaml."""

    deployments: SomeMapped[Id, Deployment] = explained(
        en="The ways in which customers run the software, by id.",
        fr="Les modes de déploiement des logiciels, par identifiant.",
    )
    offerings: SomeMapped[Id, Offering] = explained(
        en="The offerings, by id, in the order of the source.",
        fr="Les offres, par identifiant, dans l'ordre de la source.",
    )
    deployment: DeploymentRule = explained(
        en="The deployment whose customers may buy each offering.",
        fr="Le mode de déploiement dont les clients peuvent souscrire chaque offre.",
    )
    charge: ChargeRule = explained(
        en="`included`: comes with the subscription; `additional`: is paid for separately.",
        fr="`included` : comprise dans l'abonnement ; `additional` : facturée en supplément.",
    )
