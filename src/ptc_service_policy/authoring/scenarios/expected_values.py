"""The values that scenarios expect, in plain shapes."""

import re
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ptc_service_policy.model.availability import Weekday
from ptc_service_policy.model.base import Day, Distinct, Id, Mapped, Noun, SomeDistinct, explained

INSTANT_PATTERN = (
    r"^(19|20)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|[12][0-9]))T([01][0-9]|2[0-3]):[0-5][0-9]$"
)


def _exists(text: str) -> str:
    if re.fullmatch(INSTANT_PATTERN, text):
        with suppress(ValueError):
            datetime.fromisoformat(text)
            return text
    raise PydanticCustomError("instant", "a date and time that exists is expected, YYYY-MM-DDTHH:MM")


Instant = Annotated[str, Field(strict=True, pattern=INSTANT_PATTERN), AfterValidator(_exists)]
"""A local date and time of the contract's zone, such as "2026-04-03T16:30"."""


class OnRequestDaysValue(Noun):
    """Expect the days on request."""

    weekdays: Distinct[Weekday] = explained(en="The days of the week.", fr="Les jours de la semaine.")
    holidays: bool = explained(
        en="Whether holidays are such days too.", fr="Si les jours fériés en font partie."
    )
    conditions: SomeDistinct[Literal["request", "notice", "ptc-discretion"]] = explained(
        en="What it takes.", fr="Ce qu'il faut."
    )


class MeetingsValue(Noun):
    """Expect the meetings that the manager may join."""

    method: Literal["teleconference"] = explained(en="The means.", fr="Le moyen.")
    kinds: SomeDistinct[Literal["regular", "ad-hoc"]] = explained(
        en="`regular`: planned; `ad-hoc`: held once, as the need comes.",
        fr="`regular` : régulières ; `ad-hoc` : ponctuelles.",
    )


class AdditionalOfferingValue(Noun):
    """Expect when PTC may ask for another offering to be bought."""

    limit: Id = explained(en="The limit that is exceeded.", fr="La limite qui est dépassée.")
    maximum: int = explained(en="What that limit allows.", fr="Ce que cette limite admet.")
    weeks: int = explained(
        en="The number of weeks over which the average is taken.",
        fr="Le nombre de semaines sur lesquelles la moyenne est établie.",
    )


class SaleValue(Noun):
    """Expect when an offering is sold."""

    coincides_with: SomeDistinct[Literal["annual-support-contract", "subscription-term"]] = explained(
        en="What the sale usually coincides with.", fr="Ce avec quoi la vente coïncide habituellement."
    )
    strength: Literal["usually", "always"] = explained(
        en="How firmly the source says it.", fr="Avec quelle fermeté la source le dit."
    )


class CommitmentValue(Noun):
    """Expect what a commitment consists of."""

    contents: Distinct[Id] = explained(
        en="The ids of the parts that the source lists, `[]` where it lists none.",
        fr="Les identifiants des éléments que la source énumère, `[]` si elle n'en énumère aucun.",
    )


class ResponseDueValue(Noun):
    """Expect when a response is due."""

    due: Instant = explained(
        en="The last instant at which a response is in time, in the contract's local time.",
        fr="Le dernier instant où une réponse respecte le délai, à l'heure locale du contrat.",
    )
    plan_by: Instant | None = explained(
        en="The instant to plan by: the earliest that any reading gives.",
        fr="L'instant à viser : le plus précoce de toutes les lectures.",
        default=None,
    )
    skipped: Distinct[Day] | None = explained(
        en="The days that were not counted.", fr="Les jours qui n'ont pas été comptés.", default=None
    )


class ObligationValue(Noun):
    """Expect one period in which something is owed."""

    first: Day = explained(en="The first day of the period.", fr="Le premier jour de la période.")
    last: Day = explained(
        en="The last day of the period, included.", fr="Le dernier jour de la période, inclus."
    )
    suggested: Day | None = explained(
        en="The business day that is suggested.", fr="Le jour ouvrable proposé.", default=None
    )
    fulfilment: Literal["met", "missed", "due", "upcoming"] | None = explained(
        en="Whether it was done, as of the day given under `as_of`.",
        fr="Si la prestation a été assurée, à la date donnée sous `as_of`.",
        default=None,
    )


class ReadingsValue(Noun):
    """Expect the readings that the register weighs."""

    weighed: SomeDistinct[Id] = explained(
        en="The ids of the readings, in their order.",
        fr="Les identifiants des lectures, dans leur ordre.",
    )
    same_as: Mapped[Id, Id] | None = explained(
        en="The offering whose value a reading takes over, by reading.",
        fr="L'offre dont une lecture reprend la valeur, par lecture.",
        default=None,
    )
    weeks: Mapped[Id, int] | None = explained(
        en="The number of weeks that a reading counts over, by reading.",
        fr="Le nombre de semaines sur lesquelles une lecture compte, par lecture.",
        default=None,
    )
