"""entitlements.yaml: the services, and which offering includes them."""

from ptc_service_policy.model.base import (
    ByInterpretation,
    ByOffering,
    Id,
    Noun,
    RuleByOffering,
    SomeMapped,
    Text,
    explained,
)


class Scope(ByInterpretation):
    """Bound a service to some cases."""

    text: Text = explained(
        en="The cases that the service is meant for.", fr="Les cas auxquels le service est destiné."
    )


class Service(RuleByOffering):
    """Describe one service and say which offering includes it."""

    values: ByOffering[bool]

    name: Text = explained(en="The service's name.", fr="Le nom du service.")
    description: Text = explained(en="What the customer gets.", fr="Ce que le client obtient.")
    scope: Scope | None = explained(
        en="The cases that the service is bound to, if any.",
        fr="Les cas auxquels le service se limite, s'il y a lieu.",
        default=None,
    )


class EntitlementsFile(Noun):
    """Hold entitlements.yaml."""

    services: SomeMapped[Id, Service] = explained(
        en="The services, by id, in the order of Table 1; `values` says which offering includes each.",
        fr="Les services, par identifiant, dans l'ordre du tableau 1 ; `values` dit qui y a droit.",
    )
