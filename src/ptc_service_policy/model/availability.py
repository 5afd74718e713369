"""availability.yaml: when the manager can be reached, and in which language."""

from typing import Annotated, Literal

from ptc_service_policy.language_names import LANGUAGE_PATTERN
from ptc_service_policy.model.base import (
    SOURCE,
    Firm,
    Id,
    Mapped,
    SomeDistinct,
    Source,
    Text,
)
from ptc_service_policy.model.entitlements import OnRequest
from ptc_service_policy.model.forms import Beside, Needed, Value
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.read_as import matching
from ptc_service_policy.model.rules import Family, Part, Rule, by_offering, limited_to

ContentLanguage = Annotated[str, matching(LANGUAGE_PATTERN)]
"""An ISO 639-1 code."""

State = Literal["unavailable", "on-request"]


class WorkingHours(Part):
    """State when the manager works."""

    head = ("hours",)

    hours: Needed[Id | Hours] = explained(
        en="The hours: those of the vocabulary by id, or written out here.",
        fr="Les heures : celles du vocabulaire par leur identifiant, ou détaillées ici.",
    )
    closed_on: Needed[Literal["none"] | SomeDistinct[Id]] = explained(
        en="The exceptions on which the manager is away within these hours, or `none`.",
        fr="Les exceptions pendant lesquelles le gestionnaire est absent de ces heures, ou `none`.",
    )
    outside: Needed[State] | None = explained(
        en="What holds outside these hours, on days that are not on request; left out where they never end.",
        fr="Ce qui vaut hors de ces heures, les jours qui ne sont pas sur demande ; absent si elles sont "
        "permanentes.",
        default=None,
    )


class WorkingHoursRule(Rule):
    """State for each offering when the manager works."""

    values: Mapped[Id, Value[WorkingHours]] = by_offering()


class Holidays(Part):
    """Mean the days that are holidays."""

    holidays: Beside[Id] = explained(
        en="Whose holidays: `contract` for those that the contract names, or a calendar of `calendars/`.",
        fr="Quels jours fériés : `contract` pour ceux du contrat, ou un calendrier de `calendars/`.",
    )


class AvailabilityException(Noun):
    """Say what one exception to working hours is; the hours say on which of them they are closed."""

    name: Text = explained(en="What the exception is.", fr="Quelle est l'exception.")
    means: Literal["closure"] | Holidays = explained(
        en="`closure`: a period recorded in the contract; or `{ holidays: contract }`.",
        fr="`closure` : une période inscrite au contrat ; ou `{ holidays: contract }`.",
    )
    under: Beside[Text] | None = explained(
        en="Under whose rules it is taken.", fr="Selon quelles règles elle est prise.", default=None
    )
    firmness: Firm | None = explained(
        en="How firmly the source commits to it.", fr="Avec quelle fermeté la source l'énonce.", default=None
    )
    source: Source = SOURCE


class OnRequestDays(OnRequest):
    """State the days on which the manager is reached on request only."""

    head = ("days",)

    days: Needed[SomeDistinct[Id]] = explained(
        en="Weekdays (`mon` to `sun`) and exceptions that mean holidays, by id.",
        fr="Des jours de la semaine (`mon` à `sun`) et des exceptions qui désignent des jours fériés.",
    )
    hours: Needed[Id] = explained(
        en="At which hours of these days: `always`, or hours of the vocabulary.",
        fr="À quelles heures de ces jours : `always`, ou des heures du vocabulaire.",
    )


class OnRequestRule(Rule):
    """State for each offering the days on request."""

    values: Mapped[Id, Value[OnRequestDays]] = by_offering()


class Meetings(Part):
    """State which meetings the manager joins."""

    head = ("methods",)

    methods: Needed[SomeDistinct[Id]] = explained(en="By which methods.", fr="Par quels moyens.")
    kinds: Needed[Text] | None = explained(
        en="Which meetings, as words that complete a sentence.",
        fr="Lesquelles, en mots qui complètent une phrase.",
        default=None,
    )


class MeetingsRule(Rule):
    """State for each offering which meetings the manager joins."""

    values: Mapped[Id, Value[Meetings]] = by_offering()


class StandInRule(Rule):
    """State for each offering whether somebody stands in for the manager."""

    description: Text = explained(en="Who may be reached.", fr="Qui peut être joint.")
    values: Mapped[Id, Value[bool]] = by_offering()


class LanguageRule(Rule):
    """State for each offering the language of communication."""

    values: Mapped[Id, Value[ContentLanguage | SomeDistinct[ContentLanguage]]] = by_offering()
    scope: Beside[Text] | None = limited_to()


class AvailabilityFile(Family):
    """Hold availability.yaml."""

    working_hours: WorkingHoursRule | None = explained(
        alias="working-hours",
        en="When the manager works.",
        fr="Quand le gestionnaire travaille.",
        default=None,
    )
    exceptions: Mapped[Id, AvailabilityException] = explained(
        en="When the manager is away within working hours, by id.",
        fr="Quand le gestionnaire est absent pendant ses heures, par identifiant.",
        default_factory=FrozenDict,
    )
    on_request: OnRequestRule | None = explained(
        alias="on-request", en="The days on request.", fr="Les jours sur demande.", default=None
    )
    meetings: MeetingsRule | None = explained(
        en="The meetings that the manager joins.",
        fr="Les réunions auxquelles le gestionnaire participe.",
        default=None,
    )
    stand_in: StandInRule | None = explained(
        alias="stand-in",
        en="Whether somebody stands in for an absent manager.",
        fr="Si un gestionnaire absent est remplacé.",
        default=None,
    )
    language: LanguageRule | None = explained(
        en="The language of communication, as an ISO 639-1 code.",
        fr="La langue de communication, en code ISO 639-1.",
        default=None,
    )
