"""How values are put in words: counts, spans, hours and the terms of a vocabulary, in both languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.decisions import Basis, Decision, Firmness
from ptc_service_policy.language_names import language_name
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.hours import WEEKDAYS, DatedHours, Hours, Interval, Intervals, Weekday
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.spans import Span
from ptc_service_policy.model.vocabulary import VocabularyFile
from ptc_service_policy.text import (
    AnyOf,
    Language,
    LocalizedText,
    is_one,
    separated,
    uncapitalised,
    without_article,
    write,
    write_date,
    write_list,
    write_number,
)

YES = LocalizedText(fr="oui", en="yes")
NO = LocalizedText(fr="non", en="no")
TRANSLATED = LocalizedText(
    fr="La description de service est rédigée en anglais ; le texte français est notre traduction.",
    en="The service description is written in French; the English text is our own translation.",
)
"""For who reads another language than that of the source document."""

BASES = {
    Basis.STATED: LocalizedText(fr="énoncé par la source", en="stated by the source"),
    Basis.AGREED: LocalizedText(fr="convenu au contrat", en="agreed in the contract"),
    Basis.INTERPRETED: LocalizedText(fr="interprété", en="interpreted"),
    Basis.AMBIGUOUS: LocalizedText(fr="ambigu dans la source", en="ambiguous in the source"),
    Basis.UNSTATED: LocalizedText(fr="non précisé par la source", en="not stated by the source"),
}
_FIRMER = frozenset((Basis.STATED, Basis.AGREED))
_IN_PART = LocalizedText(fr="{whole}, en partie interprété", en="{whole}, interpreted in part")
OPEN_WORDS = {
    Basis.AMBIGUOUS: LocalizedText(fr="susceptible de plusieurs lectures", en="open to several readings"),
    Basis.UNSTATED: LocalizedText(fr="non précisé", en="not stated"),
}
"""What stands in place of a value where there is none."""
ABSENCES = {
    Absence.NOT_PROVIDED: LocalizedText(fr="non prévu", en="not provided"),
    Absence.NOT_PROMISED: LocalizedText(fr="non promis", en="not promised"),
}
PARTIES = {
    "customer": LocalizedText(fr="le client", en="the customer"),
    "ptc": LocalizedText(fr="PTC", en="PTC"),
}
BY_PARTIES = {
    "customer": LocalizedText(fr="par le client", en="by the customer"),
    "ptc": LocalizedText(fr="par PTC", en="by PTC"),
}
OF_PARTIES = {
    "customer": LocalizedText(fr="du client", en="the customer"),
    "ptc": LocalizedText(fr="de PTC", en="PTC"),
}
STATES = {
    "available": LocalizedText(fr="joignable", en="available"),
    "on-request": LocalizedText(fr="sur demande", en="on request"),
    "unavailable": LocalizedText(fr="non joignable", en="unavailable"),
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
SPAN_WORDS = {
    "minutes": (("minute", "minutes"), ("minute", "minutes")),
    "hours": (("heure", "heures"), ("hour", "hours")),
    "calendar_days": (("jour calendaire", "jours calendaires"), ("calendar day", "calendar days")),
    "business_minutes": (("minute ouvrée", "minutes ouvrées"), ("business minute", "business minutes")),
    "business_hours": (("heure ouvrée", "heures ouvrées"), ("business hour", "business hours")),
    "business_days": (("jour ouvrable", "jours ouvrables"), ("business day", "business days")),
    "days": (("jour", "jours"), ("day", "days")),
    "weeks": (("semaine", "semaines"), ("week", "weeks")),
    "months": (("mois", "mois"), ("month", "months")),
    "years": (("an", "ans"), ("year", "years")),
}
_EACH = {
    ("days", 1): LocalizedText(fr="par jour", en="a day"),
    ("weeks", 1): LocalizedText(fr="par semaine", en="a week"),
    ("months", 1): LocalizedText(fr="par mois", en="a month"),
    ("months", 3): LocalizedText(fr="par trimestre", en="a quarter"),
    ("months", 6): LocalizedText(fr="par semestre", en="a half-year"),
    ("years", 1): LocalizedText(fr="par an", en="a year"),
}
_FEW = 2
NOTHING = LocalizedText(fr="rien", en="nothing")
NO_MENTION = LocalizedText(fr="aucune mention", en="no mention")
_ALWAYS = LocalizedText(fr="jour et nuit, sept jours sur sept", en="day and night, seven days a week")
_NEVER = LocalizedText(fr="aucune heure", en="no hours")
_NAMED_HOURS = LocalizedText(fr="{name} ({hours})", en="{name} ({hours})")
_CONTRACT_ZONE = LocalizedText(fr="à l'heure du fuseau du contrat", en="in the contract's time zone")
_ZONE = LocalizedText(fr="dans le fuseau {zone}", en="in the time zone {zone}")
_STRETCH = LocalizedText(fr="de {opens} à {closes}", en="from {opens} to {closes}")
_FROM_TO = LocalizedText(fr="du {first} au {last} : {hours}", en="from {first} to {last}: {hours}")
_FROM_ON = LocalizedText(fr="à compter du {first} : {hours}", en="on or after {first}: {hours}")
_EACH_YEAR = LocalizedText(
    fr="chaque année, du {first} au {last} : {hours}", en="each year from {first} to {last}: {hours}"
)
_LEAP_DAY = (2, 29)
_END_OF_FEBRUARY = LocalizedText(fr="dernier jour de février", en="the last day of February")
_CLOSED = LocalizedText(fr="{hours}, sauf : {exceptions}", en="{hours}, except: {exceptions}")
_MAY_CLOSE = LocalizedText(
    fr="{hours}, sauf exceptions possibles : {exceptions}",
    en="{hours}, with possible exceptions: {exceptions}",
)
BY = LocalizedText(fr="au plus tard le {due}", en="by {due}")
QUOTED = LocalizedText(fr="« {name} »", en='"{name}"')
_SAME_DAY = LocalizedText(fr="le jour même", en="the same day")
_WITHIN = LocalizedText(fr="sous {span}", en="within {span}")
_UNDER = LocalizedText(fr="en moins de {span}", en="in less than {span}")
_ON_ITS_DAY = LocalizedText(fr="le jour de l'événement « {event} »", en='on the day of the event "{event}"')
_AFTER_SOMETHING = LocalizedText(fr="après un événement non précisé", en="after an event that is not stated")


_COMMON_NOUNS = frozenset({"anniversaire", "fête", "jour", "journée", "lendemain", "veille"}) | {
    each.fr for each in WEEKDAY_NAMES.values()
}
"""The words with which French names of holidays begin that are no names themselves."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Put the values of one policy in words."""

    files: PolicyFiles
    firmness: tuple[Firmness, ...] = ()
    """How firmly the answer holds of which a value is put in words, where there is one."""
    about: str = ""
    """What the answer is about, where what stands before the words names it already."""

    @property
    def terms(self) -> VocabularyFile:
        """Return the vocabulary."""
        return self.files.vocabulary

    def count(self, amount: float, unit: str) -> LocalizedText:
        """Write a count in a unit of the vocabulary: "3 personnes", "3 people"."""
        words = self.terms.units.get(unit)
        if words is None:
            return plural(amount, (unit, unit), (unit, unit))
        return plural(amount, (words.fr.one, words.fr.other), (words.en.one, words.en.other))

    @property
    def manager(self) -> LocalizedText:
        """Name who serves the customer by the noun alone: "gestionnaire", "manager"."""
        return without_article(self.terms.manager)

    def unit(self, name: str) -> LocalizedText:
        """Name a unit of the vocabulary by itself: "personnes", "people"."""
        words = self.terms.units[name]
        return LocalizedText(fr=words.fr.other, en=words.en.other)

    def limit(self, address: str) -> LocalizedText:
        """Name the limit at an address such as "limits.weekly-hours"."""
        return self.files.engagement.limits[address.partition(".")[2]].name

    def methods(self, ids: Iterable[str]) -> LocalizedText:
        """Write methods of which one will do: "par courriel ou par téléphone", "by email or by phone"."""
        phrases = AnyOf(tuple(self.terms.methods[method].phrase for method in ids))
        return both(phrases)

    def frequency(self, value: Any) -> LocalizedText:
        """Write how often: "une fois par mois", "once a month"."""
        if isinstance(value, str):
            return self.terms.frequencies[value].phrase
        after = _AFTER_SOMETHING
        if value.after is not None:
            event = self.terms.events[value.after].name
            after = LocalizedText(fr="après l'événement « {event} »", en='after the event "{event}"').format(
                event=event
            )
            if value.within is not None and value.within.amount == 0:
                return _ON_ITS_DAY.format(event=event)
        if value.within is None:
            return after
        return LocalizedText(fr="{within} {after}", en="{within} {after}").format(
            within=within(value.within), after=after
        )

    def hours(self, value: Hours | str) -> LocalizedText:
        """Write hours: "du lundi au vendredi de 9 h à 17 h, à l'heure du fuseau du contrat"."""
        if isinstance(value, str):
            return _ALWAYS if value == "always" else self._named_hours(value)
        if value.any_of is not None:
            return both(tuple(map(self._named_hours, value.any_of)))
        zone = _CONTRACT_ZONE if value.time_zone == "contract" else _ZONE.format(zone=value.time_zone)
        words = weekly(value.weekly or {})
        said = LocalizedText(fr=f"{words.fr}, {zone.fr}", en=f"{words.en}, {zone.en}")
        for period in value.periods:
            said = separated((said, dated(period)))
        return said

    def _named_hours(self, name: str) -> LocalizedText:
        named = self.terms.hours[name]
        return _NAMED_HOURS.format(name=named.name, hours=self.hours(named))

    def days(self, ids: Iterable[str]) -> tuple[LocalizedText, ...]:
        """Name weekdays and exceptions."""
        return tuple(WEEKDAY_NAMES[day] if day in WEEKDAY_NAMES else self.exception(day) for day in ids)

    def exception(self, name: str) -> LocalizedText:
        """Name an exception, as a list does: without a capital letter."""
        return uncapitalised(self.files.availability.exceptions[name].name)

    def closed(self, hours: LocalizedText, exceptions: Sequence[str]) -> LocalizedText:
        """Add to hours the exceptions that close them, or that may."""
        if not exceptions:
            return hours
        known = self.files.availability
        firm = [known.exceptions[name].firmness or known.all.firmness for name in exceptions]
        may = all(each is not None and each.duty == "may" for each in firm)
        names = tuple(map(self.exception, exceptions))
        return (_MAY_CLOSE if may else _CLOSED).format(hours=hours, exceptions=names)

    def delivery(self, name: str) -> LocalizedText:
        """Name what is delivered: a service, or something else."""
        service = self.files.entitlements.services.get(name)
        named = self.files.cadences.deliveries[name] if service is None else service
        return named.name or both(name)

    def offering(self, name: str) -> LocalizedText:
        """Name an offering."""
        return self.files.offerings.offerings[name].name


def name_basis(decision: Decision[Any]) -> LocalizedText:
    """Say on whose authority an answer stands, and that a part of it rests on a reading where one does."""
    whole = BASES[decision.basis]
    read = any(each.basis is Basis.INTERPRETED for each in decision.parts)
    return _IN_PART.format(whole=whole) if read and decision.basis in _FIRMER else whole


def name_open(basis: Basis) -> LocalizedText:
    """Say, where it stands alone, that the source leaves something open."""
    return BASES[basis] if basis is Basis.UNSTATED else OPEN_WORDS[basis]


def number(amount: float) -> LocalizedText:
    """Write a number: "7,5", "7.5"."""
    return LocalizedText(fr=write_number(amount, "fr"), en=write_number(amount, "en"))


def plural(amount: float, fr: tuple[str, str], en: tuple[str, str]) -> LocalizedText:
    """Write a count with the right word: "1,5 heure" in French, "1.5 hours" in English."""
    written = number(amount)
    return LocalizedText(
        fr=f"{written.fr} {fr[0] if is_one(amount, 'fr') else fr[1]}",
        en=f"{written.en} {en[0] if is_one(amount, 'en') else en[1]}",
    )


def span(value: Span) -> LocalizedText:
    """Write a length of time: "2 jours ouvrables", "2 business days"."""
    fr, en = SPAN_WORDS[value.unit]
    return plural(value.amount, fr, en)


def within(value: Span) -> LocalizedText:
    """Write how soon: "sous 2 jours ouvrables", "within 2 business days"; "the same day" for none."""
    if value.unit.endswith("_days") and value.amount == 0:
        return _SAME_DAY
    return _WITHIN.format(span=span(value))


def under(value: Span) -> LocalizedText:
    """Write how soon where the last instant is too late: "en moins de 2 heures", "in less than 2 hours"."""
    return _UNDER.format(span=span(value))


def each(value: Span) -> LocalizedText:
    """Write how often: "par semaine", "a week"; "par période de 2 semaines", "in every 2 weeks"."""
    known = _EACH.get((value.unit, int(value.amount)))
    return known or LocalizedText(fr="par période de {span}", en="in every {span}").format(span=span(value))


def yes_or_no(value: bool) -> LocalizedText:  # noqa: FBT001 - it is the value
    """Write a tick."""
    return YES if value else NO


def languages(value: str | tuple[str, ...]) -> LocalizedText:
    """Write languages by their codes: "anglais", "English"."""
    return both(tuple(map(language_name, (value,) if isinstance(value, str) else value)))


def quoted(text: LocalizedText) -> LocalizedText:
    """Put a name in the quotation marks of each language."""
    return LocalizedText(fr=f"« {text.fr} »", en=f'"{text.en}"')


def holiday_name(text: LocalizedText) -> LocalizedText:
    """Write a holiday's name as it stands within a sentence: "lundi de Pâques", but "Noël"."""
    first = text.fr.partition(" ")[0]
    return LocalizedText(fr=uncapitalised(text).fr, en=text.en) if first.lower() in _COMMON_NOUNS else text


def both(value: object) -> LocalizedText:
    """Write a value in both languages."""
    return LocalizedText(fr=write(value, "fr"), en=write(value, "en"))


def joined(texts: Iterable[LocalizedText], by: str = ", ") -> LocalizedText:
    """Write texts one after the other."""
    said = tuple(texts)
    return LocalizedText(fr=by.join(each.fr for each in said), en=by.join(each.en for each in said))


def lines(texts: Iterable[LocalizedText], none: LocalizedText) -> LocalizedText:
    """Write the entries of a list, one a line; ``none`` where there is none."""
    said = tuple(texts)
    if not said:
        return none
    return joined(said, "\n")


def weekly(hours: Mapping[Weekday, Intervals] | str) -> LocalizedText:
    """Write weekly hours in words, days in a row with the same hours together."""
    if isinstance(hours, str):
        return _ALWAYS
    groups = _alike(hours)
    if not groups:
        return _NEVER
    return LocalizedText(
        fr=write_list([_days(days, intervals, "fr") for days, intervals in groups], "fr"),
        en=write_list([_days(days, intervals, "en") for days, intervals in groups], "en"),
    )


def _alike(hours: Mapping[Weekday, Intervals]) -> list[tuple[list[Weekday], Intervals]]:
    """Group days in a row that have the same opening and closing times."""
    groups: list[tuple[list[Weekday], Intervals]] = []
    yesterday: Intervals = ()
    for day in WEEKDAYS:
        today = hours.get(day, ())
        if today and today == yesterday:
            groups[-1][0].append(day)
        elif today:
            groups.append(([day], today))
        yesterday = today
    return groups


def _days(days: list[Weekday], intervals: Intervals, to: Language) -> str:
    spans = [stretch(each)[to] for each in intervals]
    return f"{_days_in_a_row(days, to)} {write_list(spans, to)}"


def stretch(interval: Interval) -> LocalizedText:
    """Write one stretch of hours: "de 9 h à 17 h", "from 09:00 to 17:00"."""
    return _STRETCH.format(opens=clock(interval.opens), closes=clock(interval.closes))


def _days_in_a_row(days: list[Weekday], to: Language) -> str:
    """Write days in a row: from three on as a stretch, fewer one by one."""
    first, last = WEEKDAY_NAMES[days[0]][to], WEEKDAY_NAMES[days[-1]][to]
    if len(days) > _FEW:
        return f"du {first} au {last}" if to == "fr" else f"{first} to {last}"
    names = (WEEKDAY_NAMES[day][to] for day in days)
    return write_list([f"le {name}" if to == "fr" else name for name in names], to)


def clock(time: str) -> LocalizedText:
    """Write a time of day: "9 h 30", "09:30"."""
    hours, minutes = time.split(":")
    return LocalizedText(fr=f"{int(hours)} h" if minutes == "00" else f"{int(hours)} h {minutes}", en=time)


def dated(period: DatedHours) -> LocalizedText:
    """Write other hours with their dates: "from 1 July 2026 on: Monday from 09:00 to 17:00"."""
    hours = weekly(period.weekly)
    if period.last is None:
        return _FROM_ON.format(first=period.first, hours=hours)
    if not period.each_year:
        return _FROM_TO.format(first=period.first, last=period.last, hours=hours)
    first = LocalizedText(fr=_month_day(period.first, "fr"), en=_month_day(period.first, "en"))
    last = LocalizedText(fr=_month_day(period.last, "fr"), en=_month_day(period.last, "en"))
    if (period.last.month, period.last.day) == _LEAP_DAY:
        last = _END_OF_FEBRUARY
    return _EACH_YEAR.format(first=first, last=last, hours=hours)


def _month_day(day: Any, to: Language) -> str:
    _, number_, month, _ = write_date(day, to).split(" ")
    return f"{number_} {month}"
