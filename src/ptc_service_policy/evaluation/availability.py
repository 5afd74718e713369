"""When the manager can be reached in general, on which terms and in which language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.subject import Subject, agreed_in
from ptc_service_policy.model.availability import (
    CommunicationLanguage,
    Interval,
    SupportHours,
    Weekday,
    WeeklyHours,
)
from ptc_service_policy.text import Language, LocalizedText, write_list

if TYPE_CHECKING:
    from ptc_service_policy.evaluation.contract import AgreedLanguage

_HOURS = LocalizedText(
    fr="Sous l'offre « {offering} », le gestionnaire travaille habituellement selon ces horaires : {hours}, "
    "à l'heure locale du fuseau où le contrat est signé.",
    en='Under "{offering}", the manager usually works these hours: {hours}, '
    "in the local time of the zone in which the contract is signed.",
)
_EXCEPTION = LocalizedText(
    fr="Une exception aux horaires peut s'appliquer : {name}.",
    en="An exception to the hours may apply: {name}.",
)
_ON_REQUEST = LocalizedText(
    fr="Ces jours-là, le gestionnaire n'est joignable que sur demande, avec préavis et à la discrétion de PTC : {days}.",
    en="On these days the manager is reached only on request, with notice and at PTC's discretion: {days}.",
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
_UNSTATED = LocalizedText(
    fr="La source n'en dit rien pour l'offre « {offering} ».",
    en='The source says nothing of this for "{offering}".',
)
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

    weekday: str
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

    weekdays: tuple[str, ...]
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
        return subject.decide(None, grounds, _UNSTATED)
    return subject.decide(list_hours(rule.weekly), grounds, _HOURS, hours=name_hours(rule.weekly))


def support_exception(subject: Subject, name: str) -> Decision[SupportException | None]:
    """Return one exception to the support hours."""
    rule = subject.files.availability.exceptions[name]
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, _UNSTATED)
    if rule.which is not None:
        grounds = grounds & subject.follow(rule.which)[1]
    return subject.decide(SupportException(name, rule.name, rule.kind), grounds, _EXCEPTION, name=rule.name)


def on_request_days(subject: Subject) -> Decision[OnRequestDays | None]:
    """Return the days on which the manager is reached on request only, and what that takes."""
    rule = subject.files.availability.on_request
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, _UNSTATED)
    value = OnRequestDays(rule.weekdays, rule.holidays, rule.conditions)
    days = (*(WEEKDAY_NAMES[day] for day in rule.weekdays), *((_HOLIDAYS,) if rule.holidays else ()))
    return subject.decide(value, grounds, _ON_REQUEST, days=days)


def meetings(subject: Subject) -> Decision[MeetingsOffered | None]:
    """Return the meetings that the manager may join."""
    rule = subject.files.availability.meetings
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, _UNSTATED)
    return subject.decide(MeetingsOffered(rule.method, rule.kinds), grounds, _MEETINGS)


def stand_in(subject: Subject) -> Decision[bool | None]:
    """Tell whether somebody stands in for an absent manager."""
    rule = subject.files.availability.stand_in
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, _UNSTATED)
    return subject.decide(True, grounds, _STAND_IN, description=rule.description)


def language(subject: Subject) -> Decision[str | None]:
    """Return the language of communication as an ISO 639-1 code."""
    rule = subject.files.availability.language
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, _UNSTATED)
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
        return subject.decide(None, grounds, _UNSTATED)
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
        DayHours(day, interval.opens, interval.closes) for day, intervals in weekly.items() for interval in intervals
    )


def name_hours(weekly: WeeklyHours) -> LocalizedText:
    """Write weekly hours in words, days with the same hours together."""
    groups: list[tuple[list[Weekday], tuple[Interval, ...]]] = []
    for day in (day for day in WEEKDAY_NAMES if weekly.get(day)):
        if groups and groups[-1][1] == weekly[day] and _is_next(groups[-1][0][-1], day):
            groups[-1][0].append(day)
        else:
            groups.append(([day], weekly[day]))
    return LocalizedText(
        fr=write_list([_name_group(days, hours, "fr") for days, hours in groups], "fr"),
        en=write_list([_name_group(days, hours, "en") for days, hours in groups], "en"),
    )


def _is_next(day: Weekday, other: Weekday) -> bool:
    order = list(WEEKDAY_NAMES)
    return order.index(other) == order.index(day) + 1


def _name_group(days: list[Weekday], hours: tuple[Interval, ...], to: Language) -> str:
    first, last = WEEKDAY_NAMES[days[0]][to], WEEKDAY_NAMES[days[-1]][to]
    if to == "fr":
        named = f"du {first} au {last}" if len(days) > 1 else f"le {first}"
        spans = [f"de {_in_french(each.opens)} à {_in_french(each.closes)}" for each in hours]
    else:
        named = f"{first} to {last}" if len(days) > 1 else first
        spans = [f"from {each.opens} to {each.closes}" for each in hours]
    return f"{named} {write_list(spans, to)}"


def _in_french(clock: str) -> str:
    return clock.replace(":", " h ")
