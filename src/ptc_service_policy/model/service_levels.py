"""service-levels.yaml: how soon something is done about a request, and how that time is counted."""

from typing import Literal

from ptc_service_policy.model.base import (
    Distinct,
    Id,
    Mapped,
    OpeningTime,
    Percent,
    SomeDistinct,
    SomeMapped,
    Text,
)
from ptc_service_policy.model.forms import Beside, Needed, Promised, Value
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Weekday
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.rules import Family, ForAll, NamedRule, Part, by_offering
from ptc_service_policy.model.spans import Period, Within

Receipt = Literal["as-received", "on-business-day", "within-hours"]
Expiry = Literal["close-of-business", "same-time", "end-of-day", "business-hours"]
Pause = Literal["waiting-for-customer", "waiting-for-third-party", "on-hold"]
Bound = Literal["included", "excluded"]


class Counting(Noun):
    """Say how business days are counted."""

    receipt: Beside[Receipt] | None = explained(
        en="When a request counts as received.", fr="Quand une demande est réputée reçue.", default=None
    )
    expiry: Beside[Expiry] | None = explained(
        en="At what time on the last day the target expires.",
        fr="À quel moment du dernier jour le délai expire.",
        default=None,
    )
    closures: Beside[Distinct[Id]] | None = explained(
        en="The exceptions of `availability.yaml` that stop the clock in addition to holidays; where a "
        "target names its hours, `closed_on` says it alone.",
        fr="Les exceptions d'`availability.yaml` qui suspendent le délai, outre les jours fériés ; si un "
        "délai nomme ses heures, seul `closed_on` le dit.",
        default=None,
    )


class HoursOf(
    Part,
    json_schema_extra={
        "if": {"required": ["working_hours_of"]},
        "then": {"properties": {"hours": False, "closed_on": False}},
        "else": {"required": ["hours", "closed_on"], "properties": {"with": False}},
    },
    populate_by_name=True,
):
    """Say on which hours a target is counted: named ones, or an offering's working hours."""

    hours: Needed[Id] | None = explained(
        en="Hours of the vocabulary.", fr="Des heures du vocabulaire.", default=None
    )
    closed_on: Needed[Literal["none"] | Distinct[Id]] | None = explained(
        en="The exceptions that close these hours, or `none`.",
        fr="Les exceptions qui ferment ces heures, ou `none`.",
        default=None,
    )
    working_hours_of: Needed[Id] | None = explained(
        en="The offering whose working hours count; the contract's own, where it has agreed on any.",
        fr="L'offre dont les heures de travail comptent ; celles du contrat s'il en a convenu.",
        default=None,
    )
    with_: Mapped[Weekday, Weekday] = explained(
        alias="with",
        en="Weekdays that take over another's hours, such as `{ sat: fri }`.",
        fr="Les jours qui reprennent les heures d'un autre, par exemple `{ sat: fri }`.",
        default_factory=FrozenDict,
    )


class Kept(Noun):
    """Say in what share of cases a target is kept, over how long."""

    percent: Percent = explained(
        en="How many per cent, such as `98`.", fr="Combien de pour cent, par exemple `98`."
    )
    each: Period = explained(en="Over which period.", fr="Sur quelle période.")


class Level(Noun):
    """Say which level is kept at least."""

    percent: Percent = explained(
        en="How many per cent, such as `98`.", fr="Combien de pour cent, par exemple `98`."
    )
    each: Period | None = explained(en="Over which period.", fr="Sur quelle période.", default=None)


CutOff = OpeningTime | SomeMapped[Weekday, OpeningTime]


_OF_A_TIME = ("within", "until", "cut_off")


class Target(
    Part,
    json_schema_extra={
        "if": {"required": ["immediately"]},
        "then": {"properties": dict.fromkeys((*_OF_A_TIME, "at_least"), False)},
        "else": {
            "if": {"required": ["at_least"]},
            "then": {"properties": dict.fromkeys(_OF_A_TIME, False)},
            "else": {"required": ["within"]},
        },
    },
):
    """State how soon something is done."""

    head = ("within", "immediately", "at_least")
    alternatives = ("within", "immediately", "at_least")

    within: Needed[Within] | None = explained(
        en="How soon, such as `{ business_days: 1 }`; `{ business_days: 0 }` is the same day.",
        fr="Sous quel délai, par exemple `{ business_days: 1 }` ; `{ business_days: 0 }` : le jour même.",
        default=None,
    )
    immediately: Needed[Literal[True]] | None = explained(
        en="`true`: immediately.", fr="`true` : immédiatement.", default=None
    )
    bound: Needed[Bound] | None = explained(
        en="Whether the last instant is still in time; left out, as the rule says.",
        fr="Si le dernier instant est encore à temps ; à défaut, comme le dit la règle.",
        default=None,
    )
    hours: Needed[HoursOf] | None = explained(
        en="On which hours business time is counted; left out, the offering's working hours.",
        fr="Sur quelles heures le temps ouvré se compte ; à défaut, les heures de travail de l'offre.",
        default=None,
    )
    until: Value[OpeningTime] | None = explained(
        en="The time on the last day at which the target expires, `HH:MM`.",
        fr="L'heure du dernier jour à laquelle le délai expire, `HH:MM`.",
        default=None,
    )
    cut_off: Value[CutOff] | None = explained(
        en="The time after which a receipt counts as of the next day that counts (of calendar days, from "
        "0:00 of the next); one, or by weekday.",
        fr="L'heure après laquelle une réception compte pour le jour suivant (en jours calendaires, dès 0 h "
        "de ce jour) ; unique, ou par jour.",
        default=None,
    )
    kept_in: Value[Kept] | None = explained(
        en="In what share of cases it is kept; reported, and never turned into a due time.",
        fr="Dans quelle part des cas il est tenu ; indiqué, sans jamais devenir une échéance.",
        default=None,
    )
    at_least: Needed[Level] | None = explained(
        en="A level that is kept, such as an availability.",
        fr="Un niveau qui est tenu, par exemple une disponibilité.",
        default=None,
    )
    owed_otherwise: Value[Text] | None = explained(
        en="What is owed where it is not kept.", fr="Ce qui est dû s'il n'est pas tenu.", default=None
    )


class TargetRule(NamedRule):
    """State one target of each offering."""

    from_: Beside[Id] | None = explained(
        alias="from",
        en="The event that starts the clock.",
        fr="L'événement à partir duquel le délai court.",
        default=None,
    )
    to: Beside[Id] | None = explained(
        en="The event that is due by then.", fr="L'événement attendu dans ce délai.", default=None
    )
    values: Mapped[Id, Promised[Target]] = by_offering()
    repeats: Literal[True] | None = explained(
        en="`true`: the clock starts again at each such event.",
        fr="`true` : le délai court de nouveau après chaque événement.",
        default=None,
    )
    pauses_while: SomeDistinct[Pause] | None = explained(
        en="In which states the clock stops.",
        fr="Pendant quels états le délai est suspendu.",
        default=None,
    )
    bound: Bound | None = explained(
        en="Whether the last instant is still in time: `within` two hours, or `less than` two hours.",
        fr="Si le dernier instant est encore à temps : en deux heures, ou en moins de deux heures.",
        default=None,
    )
    on_change: Mapped[Id, Literal["restart", "continue"]] = explained(
        en="Whether the clock restarts when an attribute of the request changes.",
        fr="Si le délai repart quand un attribut de la demande change.",
        default_factory=FrozenDict,
    )
    counting: Counting | None = explained(
        en="How business days are counted for this target.",
        fr="Comment les jours ouvrables se comptent pour ce délai.",
        default=None,
    )


class ForAllTargets(ForAll):
    """Say what holds for every target that says nothing else."""

    counting: Counting | None = explained(
        en="How business days are counted.", fr="Comment les jours ouvrables se comptent.", default=None
    )


class ServiceLevelsFile(Family):
    """Hold service-levels.yaml."""

    all: ForAllTargets = explained(
        en="What holds for every target below that says nothing else.",
        fr="Ce qui vaut pour tout délai ci-dessous qui ne dit rien d'autre.",
        default_factory=ForAllTargets,
    )
    targets: Mapped[Id, TargetRule] = explained(
        en="The targets, by id.", fr="Les délais visés, par identifiant.", default_factory=FrozenDict
    )
