"""availability.yaml: when the manager can be reached, and in which language."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from ptc_service_policy.model.base import (
    ByInterpretation,
    ClosingTime,
    Distinct,
    Id,
    Mapped,
    Noun,
    OpeningTime,
    SharedRule,
    SomeDistinct,
    SomeMapped,
    Text,
    Unstated,
    explained,
)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
Party = Literal["customer", "ptc"]
ContentLanguage = Literal["de", "en", "es", "fr", "it", "ja", "ko", "pt", "zh"]


class Interval(Noun):
    """Bound one stretch of hours; closing at or before opening runs past midnight."""

    opens: OpeningTime = explained(en="Opening time, `HH:MM`.", fr="Heure d'ouverture, `HH:MM`.")
    closes: ClosingTime = explained(
        en="Closing time, `HH:MM` or `24:00`; the manager is no longer reached at that instant.",
        fr="Heure de fermeture, `HH:MM` ou `24:00` ; à cet instant, le gestionnaire n'est plus joignable.",
    )


WeeklyHours = SomeMapped[Weekday, tuple[Interval, ...]]

MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY


class Stretch(NamedTuple):
    """Bound one interval of weekly hours in minutes since Monday 00:00; Sunday's may end beyond the week."""

    start: int
    end: int
    day: Weekday
    place: int


def stretches_of(weekly: WeeklyHours) -> Iterator[Stretch]:
    """List the intervals of weekly hours, each with its weekday and its place in that day."""
    for day, intervals in weekly.items():
        midnight = WEEKDAYS.index(day) * MINUTES_A_DAY
        for place, interval in enumerate(intervals):
            opens, closes = _minutes(interval.opens), _minutes(interval.closes)
            overnight = MINUTES_A_DAY if closes <= opens else 0
            yield Stretch(midnight + opens, midnight + closes + overnight, day, place)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


class Change(Noun):
    """Say who may ask for something else, and who must approve it."""

    requested_by: Party = explained(en="Who asks.", fr="Qui en fait la demande.")
    approved_by: Party = explained(en="Who approves.", fr="Qui l'approuve.")


class SupportHours(SharedRule):
    """State the manager's normal working hours."""

    weekly: WeeklyHours = explained(
        en="The hours of each weekday; a day that is left out has none.",
        fr="Les heures de chaque jour de la semaine ; un jour absent n'en a pas.",
    )
    time_zone: Literal["contract-signature"] = explained(
        en="`contract-signature`: the local time of the zone in which the contract is signed.",
        fr="`contract-signature` : l'heure locale du fuseau dans lequel le contrat est signé.",
    )
    change: Change = explained(
        en="Who may ask for other hours, and who approves them.",
        fr="Qui peut demander d'autres horaires, et qui les approuve.",
    )


class Absence(SharedRule):
    """State one exception to the support hours."""

    name: Text = explained(en="What the exception is.", fr="Quelle est l'exception.")
    kind: Literal["holidays", "closure"] = explained(
        en="`holidays`: days off that PTC recognises; `closure`: a stretch entered in the contract.",
        fr="`holidays` : jours fériés reconnus par PTC ; `closure` : période inscrite au contrat.",
    )
    which: ByInterpretation | None = explained(
        en="Which days these are, where the source leaves it open.",
        fr="De quels jours il s'agit, si la source le laisse ouvert.",
        default=None,
    )


class OnRequest(SharedRule):
    """State the days on which the manager is reached on request only."""

    weekdays: Distinct[Weekday] = explained(en="The days of the week.", fr="Les jours de la semaine.")
    holidays: bool = explained(
        en="Whether holidays are such days too.", fr="Si les jours fériés en font partie."
    )
    conditions: SomeDistinct[Literal["request", "notice", "ptc-discretion"]] = explained(
        en="What it takes: a request, notice, and that PTC agrees, at its discretion.",
        fr="Ce qu'il faut : une demande, un préavis et l'accord de PTC, à sa discrétion.",
    )
    notice: Unstated = explained(
        en="How much notice: the source asks for it and does not say.",
        fr="Quel préavis : la source l'exige sans le fixer.",
    )


class Meetings(SharedRule):
    """State which meetings the manager may join."""

    method: Literal["teleconference"] = explained(en="The means.", fr="Le moyen.")
    kinds: SomeDistinct[Literal["regular", "ad-hoc"]] = explained(
        en="`regular`: planned; `ad-hoc`: held once, as the need comes.",
        fr="`regular` : régulières ; `ad-hoc` : ponctuelles.",
    )


class StandIn(SharedRule):
    """State that somebody stands in for the manager."""

    description: Text = explained(en="Who may be reached.", fr="Qui peut être joint.")


class CommunicationLanguage(SharedRule):
    """State the language of spoken and written communication."""

    value: ContentLanguage = explained(
        en="The language, as an ISO 639-1 code.", fr="La langue, en code ISO 639-1."
    )
    change: Change = explained(
        en="Who may ask for another language, and who approves it.",
        fr="Qui peut demander une autre langue, et qui l'approuve.",
    )


class ByWeekdayState(ByInterpretation):
    """Follow the reading of weekday time outside the hours."""

    known_readings = ("unavailable", "on-request")


class AvailabilityFile(Noun):
    """Hold availability.yaml."""

    support_hours: SupportHours = explained(
        en="The manager's normal working hours.", fr="Les heures de travail normales du gestionnaire."
    )
    exceptions: Mapped[Id, Absence] = explained(
        en="When the manager is away within these hours.",
        fr="Quand le gestionnaire est absent pendant ces heures.",
    )
    on_request: OnRequest = explained(en="The days on request.", fr="Les jours sur demande.")
    weekday_outside_hours: ByWeekdayState = explained(
        en="What holds on a weekday outside the hours.",
        fr="Ce qui vaut un jour de semaine en dehors des heures.",
    )
    meetings: Meetings = explained(
        en="The meetings that the manager may join.",
        fr="Les réunions auxquelles le gestionnaire peut participer.",
    )
    stand_in: StandIn = explained(
        en="Who stands in for an absent manager.",
        fr="Qui remplace le gestionnaire absent.",
    )
    language: CommunicationLanguage = explained(
        en="The language of communication.", fr="La langue de communication."
    )
