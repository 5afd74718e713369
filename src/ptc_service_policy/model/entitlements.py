"""entitlements.yaml: the services, and which offering includes them."""

from typing import Annotated, Literal

from ptc_service_policy.model.base import Id, Mapped, Text
from ptc_service_policy.model.forms import Needed, Value
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import explained
from ptc_service_policy.model.read_as import matching
from ptc_service_policy.model.rules import Family, NamedRule, Part, by_offering
from ptc_service_policy.model.spans import Notice

LimitAddress = Annotated[str, matching(r"^limits\.[a-z0-9]+(-[a-z0-9]+)*$")]


class OnRequest(Part):
    """State what a request takes."""

    notice: Needed[Literal["required"] | Notice] = explained(
        en="How long before, such as `{ hours: 48 }`; `required` where the source gives no length.",
        fr="Combien de temps avant, par exemple `{ hours: 48 }` ; `required` si la durée n'est pas fixée.",
    )


class Entitled(Part):
    """State that a service is included, with what bounds it."""

    head = ("included",)

    included: Needed[Literal[True]] = explained(
        en="`true`: the service is included; where it is not, the whole value is `false`.",
        fr="`true` : le service est compris ; s'il ne l'est pas, la valeur entière est `false`.",
    )
    on_request: Needed[bool | OnRequest] | None = explained(
        en="On request only: `true`, or what the request requires.",
        fr="Sur demande seulement : `true`, ou ce que la demande exige.",
        default=None,
    )
    up_to: Value[LimitAddress] | None = explained(
        en="The limit up to which it is included, such as `limits.on-site-visits`.",
        fr="La limite jusqu'à laquelle il est compris, par exemple `limits.on-site-visits`.",
        default=None,
    )
    partly: Value[Text] | None = explained(
        en="Which part of the service is included.", fr="Quelle partie du service est comprise.", default=None
    )
    charge: Needed[Id] | None = explained(
        en="What the service itself costs: a charge of the vocabulary.",
        fr="Ce que coûte le service lui-même : une condition du vocabulaire.",
        default=None,
    )


class Service(NamedRule):
    """Describe one service and say which offering includes it."""

    values: Mapped[Id, Value[bool | Entitled]] = by_offering()


class EntitlementsFile(Family):
    """Hold entitlements.yaml."""

    services: Mapped[Id, Service] = explained(
        en="The services, by id, in the order of the source; `values` says which offering includes each.",
        fr="Les services, par identifiant, dans l'ordre de la source ; `values` dit qui y a droit.",
        default_factory=FrozenDict,
    )
