"""When the manager can be reached in general, on which terms and in which language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.subject import NOT_STATED, Subject, agreed_in
from ptc_service_policy.model.availability import (
    CommunicationLanguage,
    SupportHours,
    Weekday,
    WeeklyHours,
)
from ptc_service_policy.text import Language, LocalizedText, write_list

if TYPE_CHECKING:
    from ptc_service_policy.evaluation.contract import AgreedLanguage

_HOURS = LocalizedText(
    fr="Dans le cadre de l'offre « {offering} », le gestionnaire travaille habituellement selon "
    "ces horaires : {hours}, à l'heure locale du fuseau où le contrat est signé.",
    en='Under "{offering}", the manager usually works these hours: {hours}, '
    "in the local time of the zone in which the contract is signed.",
)
_EXCEPTION = LocalizedText(
    fr="Une exception aux horaires peut s'appliquer : {name}.",
    en="An exception to the hours may apply: {name}.",
)
_ON_REQUEST = LocalizedText(
    fr="Certains jours, le gestionnaire n'est joignable que sur demande, moyennant un préavis, "
    "et PTC reste libre d'accepter : {days}.",
    en="On some days the manager is reached only on request, with notice, and PTC may decline: {days}.",
)
_MEETINGS = LocalizedText(
    fr="Le gestionnaire peut participer à des téléconférences, régulières ou ponctuelles.",
    en="The manager may join teleconferences, regular or ad hoc.",
)
_STAND_IN = LocalizedText(fr="{description}", en="{description}")
_LANGUAGE = LocalizedText(
    fr="La langue de communication est {language}, sauf accord de PTC sur une demande contraire du client.",
    en="The language of communication is {language}, unless PTC agrees to a customer's request for another.",
)
_AGREED_LANGUAGE = LocalizedText(
    fr="Avec l'accord de PTC, le contrat retient {language} pour la communication.",
    en="With PTC's approval, the contract sets {language} as the language of communication.",
)
_APPROVAL = LocalizedText(
    fr="Une autre solution peut être demandée par {requested_by} ; elle suppose l'accord de {approved_by}.",
    en="Another arrangement may be asked for by {requested_by}, and takes the approval of {approved_by}.",
)
_PARTIES = {
    "customer": LocalizedText(fr="le client", en="the customer"),
    "ptc": LocalizedText(fr="PTC", en="PTC"),
}
WEEKDAY_NAMES: dict[Weekday, LocalizedText] = {
    "mon": LocalizedText(fr="lundi", en="Monday"),
    "tue": LocalizedText(fr="mardi", en="Tuesday"),
    "wed": LocalizedText(fr="mercredi", en="Wednesday"),
    "thu": LocalizedText(fr="jeudi", en="Thursday"),
    "fri": LocalizedText(fr="vendredi", en="Friday"),
    "sat": LocalizedText(fr="samedi", en="Saturday"),
    "sun": LocalizedText(fr="dimanche", en="Sunday"),
}
_HOLIDAYS = LocalizedText(fr="jours fériés", en="holidays")
LANGUAGE_NAMES = {
    "de": LocalizedText(fr="l'allemand", en="German"),
    "en": LocalizedText(fr="l'anglais", en="English"),
    "es": LocalizedText(fr="l'espagnol", en="Spanish"),
    "fr": LocalizedText(fr="le français", en="French"),
    "it": LocalizedText(fr="l'italien", en="Italian"),
    "ja": LocalizedText(fr="le japonais", en="Japanese"),
    "ko": LocalizedText(fr="le coréen", en="Korean"),
    "pt": LocalizedText(fr="le portugais", en="Portuguese"),
    "zh": LocalizedText(fr="le chinois", en="Chinese"),
}


@dataclass(frozen=True, slots=True)
class DayHours:
    """Hold one stretch of support hours: local wall-clock times as "HH:MM"."""

    weekday: Weekday
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class SupportException:
    """Name one exception to the support hours."""

    id: str
    name: LocalizedText
    kind: Literal["holidays", "closure"]


@dataclass(frozen=True, slots=True)
class OnRequestDays:
    """Say which days are on request, and what it takes."""

    weekdays: tuple[Weekday, ...]
    holidays: bool
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingsOffered:
    """Say by which means, and in which rhythm, the manager may join meetings."""

    method: str
    kinds: tuple[str, ...]


def support_hours(subject: Subject) -> Decision[tuple[DayHours, ...] | None]:
    """Return the hours in which the manager usually works."""
    rule = subject.files.availability.support_hours
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    hours = list_hours(rule.weekly)
    return subject.decide(hours, grounds, _HOURS, hours=name_hours(hours))


def support_exception(subject: Subject, name: str) -> Decision[SupportException | None]:
    """Return one exception to the support hours."""
    rule = subject.files.availability.exceptions[name]
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    if rule.which is not None:
        grounds = grounds & subject.follow(rule.which)[1]
    return subject.decide(SupportException(name, rule.name, rule.kind), grounds, _EXCEPTION, name=rule.name)


def on_request_days(subject: Subject) -> Decision[OnRequestDays | None]:
    """Return the days on which the manager is reached on request only, and what that takes."""
    rule = subject.files.availability.on_request
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    value = OnRequestDays(rule.weekdays, rule.holidays, rule.conditions)
    return subject.decide(value, grounds, _ON_REQUEST, days=name_on_request(value))


def meetings(subject: Subject) -> Decision[MeetingsOffered | None]:
    """Return the meetings that the manager may join."""
    rule = subject.files.availability.meetings
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    return subject.decide(MeetingsOffered(rule.method, rule.kinds), grounds, _MEETINGS)


def stand_in(subject: Subject) -> Decision[bool | None]:
    """Tell whether somebody stands in for an absent manager."""
    rule = subject.files.availability.stand_in
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    return subject.decide(value=True, grounds=grounds, template=_STAND_IN, description=rule.description)


def language(subject: Subject) -> Decision[str | None]:
    """Return the language of communication as an ISO 639-1 code."""
    rule = subject.files.availability.language
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    return subject.decide(rule.value, grounds, _LANGUAGE, language=LANGUAGE_NAMES[rule.value])


def agreed_language(subject: Subject, agreed: "AgreedLanguage | None") -> Decision[str | None]:
    """Return the language of communication, the contract's if it agreed on one."""
    if agreed is None:
        return language(subject)
    name = LANGUAGE_NAMES[agreed.value]
    return subject.decide(agreed.value, agreed_in("language"), _AGREED_LANGUAGE, language=name)


def approver(subject: Subject, rule: SupportHours | CommunicationLanguage) -> Decision[str | None]:
    """Return who approves a change that the customer asks for: "ptc" or "customer"."""
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    change = rule.change
    return subject.decide(
        change.approved_by,
        grounds,
        _APPROVAL,
        requested_by=_PARTIES[change.requested_by],
        approved_by=_PARTIES[change.approved_by],
    )


def list_hours(weekly: WeeklyHours) -> tuple[DayHours, ...]:
    """List weekly hours day by day."""
    return tuple(
        DayHours(day, interval.opens, interval.closes)
        for day, intervals in weekly.items()
        for interval in intervals
    )


def name_hours(hours: tuple[DayHours, ...]) -> LocalizedText:
    """Write weekly hours in words, days in a row with the same hours together."""
    return LocalizedText(
        fr=write_list([_name_days(days, "fr") for days in _alike(hours)], "fr"),
        en=write_list([_name_days(days, "en") for days in _alike(hours)], "en"),
    )


def _alike(hours: tuple[DayHours, ...]) -> list[list[tuple[Weekday, tuple[DayHours, ...]]]]:
    """Group days in a row that have the same opening and closing times."""
    groups: list[list[tuple[Weekday, tuple[DayHours, ...]]]] = []
    yesterday: tuple[tuple[str, str], ...] = ()
    for day in WEEKDAY_NAMES:
        today = tuple(each for each in hours if each.weekday == day)
        times = tuple((each.opens, each.closes) for each in today)
        if times and times == yesterday:
            groups[-1].append((day, today))
        elif times:
            groups.append([(day, today)])
        yesterday = times
    return groups


def _name_days(days: list[tuple[Weekday, tuple[DayHours, ...]]], to: Language) -> str:
    first, last, hours = WEEKDAY_NAMES[days[0][0]][to], WEEKDAY_NAMES[days[-1][0]][to], days[0][1]
    if to == "fr":
        named = f"du {first} au {last}" if len(days) > 1 else f"le {first}"
        spans = [f"de {_in_french(each.opens)} à {_in_french(each.closes)}" for each in hours]
    else:
        named = f"{first} to {last}" if len(days) > 1 else first
        spans = [f"from {each.opens} to {each.closes}" for each in hours]
    return f"{named} {write_list(spans, to)}"


def name_on_request(days: OnRequestDays) -> tuple[LocalizedText, ...]:
    """Name the days on request."""
    weekdays = tuple(WEEKDAY_NAMES[day] for day in days.weekdays)
    return (*weekdays, _HOLIDAYS) if days.holidays else weekdays


def _in_french(clock: str) -> str:
    hours, minutes = clock.split(":")
    return f"{int(hours)} h" if minutes == "00" else f"{int(hours)} h {minutes}"
