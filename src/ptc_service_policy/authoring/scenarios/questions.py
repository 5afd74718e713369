"""The questions that a scenario can ask: what each takes, and the shape of its answer."""

from dataclasses import dataclass
from typing import Any, Literal

from ptc_service_policy.authoring.scenarios.expected_values import (
    AdditionalOfferingValue,
    CommitmentValue,
    Instant,
    MeetingsValue,
    ObligationValue,
    OnRequestDaysValue,
    ReadingsValue,
    ResponseDueValue,
    SaleValue,
)
from ptc_service_policy.model.availability import ContentLanguage, Party, WeeklyHours
from ptc_service_policy.model.base import Day, Id
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.offerings import Charge
from ptc_service_policy.model.service_levels import ResponseTarget

EVENTS = (
    *("received", "paused", "at", "period", "delivered", "as_of"),
    *("open_cases", "weekly_hours", "people"),
)
"""The keys of `given` that tell what happened; the others are terms of the contract."""

_A_CONTRACT = ("time_zone", "holidays")


@dataclass(frozen=True, slots=True)
class Question:
    """Describe one question.

    ``value`` is the type of its answer, ``needs`` are the keys that `given` must have beside the
    offering, and ``takes`` the events that it may have.
    """

    en: str
    fr: str
    value: Any
    about: bool = False
    of_an_offering: bool = True
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def refuses(self) -> tuple[str, ...]:
        """Return the events that do not bear on the question."""
        return tuple(event for event in EVENTS if event not in (*self.needs, *self.takes))


QUESTIONS: dict[str, Question] = {
    "entitlement": Question(
        en="Does the offering include the service?",
        fr="L'offre comprend-elle le service ?",
        value=bool,
        about=True,
    ),
    "delivery": Question(
        en="By which methods, and how often, is the service delivered?",
        fr="Par quels moyens et à quelle fréquence le service est-il assuré ?",
        value=Delivery,
        about=True,
    ),
    "charge": Question(
        en="Is the offering `included`, or charged for as `additional`?",
        fr="L'offre est-elle comprise (`included`) ou facturée en supplément (`additional`) ?",
        value=Charge,
    ),
    "deployment": Question(
        en="Customers of which deployment may have the offering?",
        fr="À quel mode de déploiement l'offre s'adresse-t-elle ?",
        value=Id,
    ),
    "response-target": Question(
        en="Within how many business days does the manager respond?",
        fr="Sous combien de jours ouvrables le gestionnaire répond-il ?",
        value=ResponseTarget,
    ),
    "response-due": Question(
        en="When is the response to a request due?",
        fr="Quand la réponse à une demande est-elle due au plus tard ?",
        value=ResponseDueValue,
        needs=(*_A_CONTRACT, "received"),
        takes=("paused",),
    ),
    "support-hours": Question(
        en="In which hours does the manager usually work?",
        fr="À quels horaires le gestionnaire travaille-t-il habituellement ?",
        value=WeeklyHours,
    ),
    "support-exception": Question(
        en="Is this exception to the hours a matter of `holidays` or a `closure`?",
        fr="Cette exception tient-elle aux jours fériés (`holidays`) ou à une absence (`closure`) ?",
        value=Literal["holidays", "closure"],
        about=True,
    ),
    "on-request-days": Question(
        en="On which days is the manager reached on request only?",
        fr="Quels jours le gestionnaire n'est-il joignable que sur demande ?",
        value=OnRequestDaysValue,
    ),
    "availability": Question(
        en="Can the manager be reached at an instant?",
        fr="Le gestionnaire est-il joignable à un instant donné ?",
        value=Literal["available", "on-request", "unavailable"],
        needs=(*_A_CONTRACT, "at"),
    ),
    "next-available": Question(
        en="From which instant on can the manager be reached next?",
        fr="À partir de quel instant le gestionnaire est-il de nouveau joignable ?",
        value=Instant,
        needs=(*_A_CONTRACT, "at"),
    ),
    "meetings": Question(
        en="Which meetings may the manager join?",
        fr="À quelles réunions le gestionnaire peut-il participer ?",
        value=MeetingsValue,
    ),
    "stand-in": Question(
        en="Does somebody stand in for an absent manager?",
        fr="Un gestionnaire absent est-il remplacé ?",
        value=bool,
    ),
    "language": Question(
        en="In which language do PTC and the customer communicate?",
        fr="Dans quelle langue PTC et le client communiquent-ils ?",
        value=ContentLanguage,
    ),
    "approver": Question(
        en="Who approves other `support-hours`, or another `language`?",
        fr="Qui approuve d'autres horaires (`support-hours`) ou une autre langue (`language`) ?",
        value=Party,
        about=True,
    ),
    "proactive-contact": Question(
        en="How, and how often, does the manager get in touch unasked?",
        fr="Comment et à quelle fréquence le gestionnaire prend-il contact de lui-même ?",
        value=Delivery,
    ),
    "obligations": Question(
        en="In which periods is something owed: a service, or `proactive-contact`?",
        fr="À quelles périodes une prestation est-elle due : un service, ou `proactive-contact` ?",
        value=tuple[ObligationValue, ...],
        about=True,
        needs=(*_A_CONTRACT, "period"),
        takes=("delivered", "as_of"),
    ),
    "limit": Question(
        en="What is the most that the limit allows?",
        fr="Quel maximum la limite admet-elle ?",
        value=int,
        about=True,
    ),
    "workload": Question(
        en="Do the figures stay `within` the limit?",
        fr="Les chiffres respectent-ils la limite (`within`) ?",
        value=Literal["within", "exceeded", "may-ask-for-another-offering"],
        about=True,
        takes=("open_cases", "weekly_hours", "people"),
    ),
    "additional-offering": Question(
        en="When may PTC ask for one more offering to be bought?",
        fr="Quand PTC peut-il demander l'achat d'une offre supplémentaire ?",
        value=AdditionalOfferingValue,
    ),
    "shared-manager": Question(
        en="May one manager serve several offerings of one customer?",
        fr="Un même gestionnaire peut-il suivre plusieurs offres d'un même client ?",
        value=bool,
    ),
    "sale": Question(
        en="What does the sale of the offering coincide with?",
        fr="Avec quoi la vente de l'offre coïncide-t-elle ?",
        value=SaleValue,
    ),
    "commitment": Question(
        en="Does the offering come with the commitment, and of which parts?",
        fr="L'offre comporte-t-elle l'engagement, et que couvre-t-il ?",
        value=CommitmentValue,
        about=True,
    ),
    "interpretation": Question(
        en="Which reading does the register choose?",
        fr="Quelle lecture le registre retient-il ?",
        value=Id,
        about=True,
        of_an_offering=False,
    ),
    "readings": Question(
        en="Which readings does the register weigh?",
        fr="Quelles lectures le registre examine-t-il ?",
        value=ReadingsValue,
        about=True,
        of_an_offering=False,
    ),
    "effective-from": Question(
        en="Since which day has the version been in force?",
        fr="Depuis quel jour la version s'applique-t-elle ?",
        value=Day,
        of_an_offering=False,
    ),
}
