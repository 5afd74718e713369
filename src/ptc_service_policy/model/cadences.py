"""cadences.yaml: by which methods and how often something is delivered."""

from typing import Literal

from ptc_service_policy.model.base import Id, Mapped, Party, SomeDistinct, Text
from ptc_service_policy.model.forms import Beside, Needed, Value
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import explained
from ptc_service_policy.model.rules import Family, ForAll, Part, Rule, by_offering
from ptc_service_policy.model.spans import Within

PeriodsFrom = Literal["contract-start", "calendar"]
SuggestedDate = Literal["following", "preceding", "modified-following"]
WhileAway = Literal["stand-in", "skipped", "moved"]

_CHOSEN_BY = explained(
    en="Who chooses among several methods.", fr="Qui choisit entre plusieurs moyens.", default=None
)
_WHILE_AWAY = explained(
    en="What becomes of it in a period in which the manager is away throughout: the `stand-in` does it, it "
    "is `skipped`, or `moved` to the manager's return.",
    fr="Ce qu'il en advient dans une période où le gestionnaire est toujours absent : le remplaçant l'assure "
    "(`stand-in`), elle n'a pas lieu (`skipped`), ou elle est reportée à son retour (`moved`).",
    default=None,
)


class AfterEvent(Part):
    """Owe a delivery so soon after an event."""

    after: Needed[Id] = explained(en="The event of the vocabulary.", fr="L'événement du vocabulaire.")
    within: Needed[Within] = explained(
        en="How soon after it. Hours and minutes are counted from its instant, which is then asked for.",
        fr="Sous quel délai. Les heures et les minutes se comptent à partir de son instant, qui est alors "
        "demandé.",
    )


class Delivery(Part):
    """Say how, and how often, something is delivered."""

    head = ("methods", "frequency")

    methods: Needed[SomeDistinct[Id]] = explained(
        en="The methods of delivery; any one of them will do.",
        fr="Les moyens de la prestation ; un seul suffit.",
    )
    frequency: Needed[Id | AfterEvent] = explained(
        en="A frequency of the vocabulary, or `{ after: EVENT, within: { calendar_days: 30 } }`.",
        fr="Une fréquence du vocabulaire, ou `{ after: ÉVÉNEMENT, within: { calendar_days: 30 } }`.",
    )
    chosen_by: Needed[Party] | None = _CHOSEN_BY
    held_with: Value[Id] | None = explained(
        en="The service or the other delivery that serves for this one too, where both are owed.",
        fr="Le service ou l'autre prestation qui vaut aussi pour celle-ci, si les deux sont dues.",
        default=None,
    )


class DeliveryRule(Rule):
    """State for each offering how, and how often, something is delivered."""

    name: Text | None = explained(
        en="What is delivered, where it is not a service of `entitlements.yaml`.",
        fr="La prestation, si ce n'est pas un service d'`entitlements.yaml`.",
        default=None,
    )
    description: Text | None = explained(
        en="What is delivered, in our own words.", fr="La prestation, en nos propres mots.", default=None
    )
    values: Mapped[Id, Value[Delivery]] = by_offering()
    chosen_by: Beside[Party] | None = _CHOSEN_BY
    while_away: Beside[WhileAway] | None = _WHILE_AWAY
    periods_from: Beside[PeriodsFrom] | None = explained(
        en="From when its periods are counted.",
        fr="À partir de quand ses périodes se comptent.",
        default=None,
    )
    suggested_date: Beside[SuggestedDate] | None = explained(
        en="How its suggested date moves to a business day.",
        fr="Comment sa date proposée se décale vers un jour ouvrable.",
        default=None,
    )


class ForAllDeliveries(ForAll):
    """Say what holds for every delivery that says nothing else."""

    chosen_by: Beside[Party] | None = _CHOSEN_BY
    while_away: Beside[WhileAway] | None = _WHILE_AWAY
    periods_from: Beside[PeriodsFrom] | None = explained(
        en="From when periods are counted: `contract-start`, or the `calendar`.",
        fr="À partir de quand les périodes se comptent : `contract-start` (début du contrat) ou `calendar`.",
        default=None,
    )
    suggested_date: Beside[SuggestedDate] | None = explained(
        en="How the suggested date of a period moves to a business day.",
        fr="Comment la date proposée d'une période se décale vers un jour ouvrable.",
        default=None,
    )


class CadencesFile(Family):
    """Hold cadences.yaml."""

    all: ForAllDeliveries = explained(
        en="What holds for every delivery below, and for every service that has none.",
        fr="Ce qui vaut pour toute prestation ci-dessous, et pour tout service qui n'en a pas.",
        default_factory=ForAllDeliveries,
    )
    deliveries: Mapped[Id, DeliveryRule] = explained(
        en="The deliveries, by service or by an id of their own.",
        fr="Les prestations, par service ou sous un identifiant propre.",
        default_factory=FrozenDict,
    )
