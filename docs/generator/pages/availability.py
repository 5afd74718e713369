"""When the manager can be reached: on real days, in the reader's zone, and every rule behind it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from docs.generator.answers import answer, grounds
from docs.generator.desk import Desk
from docs.generator.markup import block, esc, heading, page, table
from docs.generator.pages.deliveries import EXAMPLE_HOLIDAYS, EXAMPLE_ZONE
from docs.generator.pictures.week import Spans, week
from docs.generator.presence import Presence, presence_under
from docs.generator.questions import questions
from docs.generator.tables import answers_table
from ptc_service_policy import Contract, Decision, LocalizedText, Policy
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.text import write_date
from ptc_service_policy.topics.wording import STATES
from ptc_service_policy.topics.working_hours import WORKING_HOURS

TITLE = LocalizedText(fr="Disponibilité", en="Availability")
_LEAD = LocalizedText(
    fr="Quand le gestionnaire est joignable, quand il l'est seulement sur demande, et quand il ne l'est pas.",
    en="When the manager can be reached, when only on request, and when not.",
)
_WEEK = LocalizedText(fr="La semaine, jours fériés compris", en="The week, holidays included")
_NAMED = LocalizedText(fr="Semaine du gestionnaire : {offerings}", en="The manager's week: {offerings}")
_DESCRIPTION = LocalizedText(
    fr="Une ligne par jour, de minuit à minuit. Le tableau ci-dessous dit la même chose.",
    en="One row for each day, from midnight to midnight. The table below says the same thing.",
)
_NOTHING = LocalizedText(
    fr="Pour {offering}, la source ne dit pas quand le gestionnaire est joignable ; il n'y a donc pas "
    "d'image.",
    en="For {offering}, the source does not say when the manager can be reached, and so there is no picture.",
)
_DAY = LocalizedText(fr="Jour", en="Day")
_CONTRACT_ZONE = LocalizedText(fr="Fuseau du contrat", en="Contract's zone")
_READER_ZONE = LocalizedText(fr="Votre fuseau", en="Your zone")
_HOLIDAYS = LocalizedText(fr="Jours fériés du contrat", en="Contract's holidays")
_NO_HOLIDAYS = LocalizedText(fr="aucun", en="none")
_WEEK_OF = LocalizedText(fr="Semaine du", en="Week of")
_MY_ZONE = LocalizedText(fr="celui de cet appareil", en="that of this device")
_NOT_KNOWN = LocalizedText(
    fr="Pour cette semaine, les jours fériés de ce calendrier ne sont pas connus ici.",
    en="For this week, the holidays of this calendar are not known here.",
)
_ASK = LocalizedText(fr="Interroger la politique", en="Ask the policy")
_WITHOUT_SCRIPT = LocalizedText(
    fr="Le choix de la semaine et du fuseau nécessite JavaScript. Sans lui, l'image suit le fuseau {zone}, "
    "pour un contrat de ce fuseau, avec les jours fériés français.",
    en="Choosing a week and a zone requires JavaScript. Without it, the picture shows {zone} time, for a "
    "contract in that zone, with French holidays.",
)
_COMING = LocalizedText(fr="Les jours fériés à venir", en="Coming holidays")
_COMING_LEAD = LocalizedText(
    fr="Exemple d'un contrat dans le fuseau {zone}, avec les jours fériés français.",
    en="An example: a contract in the zone {zone}, with French holidays.",
)
_HOLIDAY = LocalizedText(fr="Jour férié", en="Holiday")
_REACHED = LocalizedText(fr="Le gestionnaire", en="The manager")
_ALL_DAY = LocalizedText(fr="{state} toute la journée", en="{state} all day")
_AT = LocalizedText(fr="{state} : {times}", en="{state}: {times}")
_RULES = LocalizedText(fr="Toutes les règles", en="All the rules")
_DAY_MINUTES = 24 * 60
_A_WEEK, _A_YEAR = timedelta(days=8), timedelta(days=365)
_ZONES = (
    "Europe/Paris", "Europe/London", "Europe/Berlin", "Europe/Madrid", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Shanghai",
    "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "UTC",
)  # fmt: skip
_COUNTRIES = ("FR", "GB", "DE", "ES", "IT", "US", "CA", "BR", "IN", "NP", "CN", "JP", "AU", "NZ")
_NONE = "none"


def availability(desk: Desk) -> str:
    """Write the availability."""
    alike, silent = _by_hours(desk)
    return page(
        desk.say(TITLE),
        desk.say(_LEAD),
        heading(2, desk.say(_WEEK), "week"),
        *(_week(desk, number, names) for number, names in enumerate(alike, 1)),
        *(_silence(desk, name, hours) for name, hours in silent.items()),
        *(_holidays(desk, alike[0][0]) if alike else ()),
        heading(2, desk.say(_RULES), "rules"),
        rules(desk),
    )


def rules(desk: Desk) -> str:
    """Write every answer on which the pictures of the page rest."""
    return answers_table(desk, _RULES, questions(desk.policy, "availability"))


def _by_hours(desk: Desk) -> tuple[list[list[str]], Mapping[str, Decision[Any]]]:
    """Return the offerings whose hours are known, by what is alike, and what is said of the others."""
    policy, alike, silent = desk.policy, dict[str, list[str]](), dict[str, Decision[Any]]()
    for name in policy.offerings:
        try:
            hours = policy.working_hours(name)
        except MissingAttributeError:
            continue
        if isinstance(hours.value, WorkingHours):
            alike.setdefault(repr(hours.value), []).append(name)
        elif WORKING_HOURS.name in policy.topics:
            silent[name] = hours
    return list(alike.values()), silent


def _silence(desk: Desk, name: str, hours: Decision[Any]) -> str:
    said = desk.say(_NOTHING, offering=desk.policy.offerings[name].name)
    told = answer(desk, WORKING_HOURS, "", hours)
    return block("p", f"{said} {told}", classes="silence")


def _week(desk: Desk, number: int, names: list[str]) -> str:
    offering = names[0]
    presence = _presence(desk.policy, offering, desk.today.year)
    listed = tuple(desk.policy.offerings[name].name for name in names)
    title = desk.say(_NAMED, offerings=listed)
    monday = desk.today - timedelta(days=desk.today.weekday())
    days = {day: presence.on(day, EXAMPLE_HOLIDAYS) for day in (monday + timedelta(days=n) for n in range(7))}
    spans = {day: each.spans for day, each in days.items()}
    drawn = week(desk, f"week-{number}", title, desk.say(_DESCRIPTION), spans)
    columns = [desk.say(_DAY), *(_state(desk, state) for state in ("available", "on-request"))]
    rows = [
        (
            f' data-day="{index}"',
            [
                _day(desk, day, each.name, dated=False),
                _times(each.spans, "available"),
                _times(each.spans, "on-request"),
            ],
        )
        for index, (day, each) in enumerate(days.items())
    ]
    legend = "".join(f'<span class="key key--{state}">{_state(desk, state)}</span>' for state in STATES)
    ask = f'<a href="{desk.link("ask.md")}">{desk.say(_ASK)}</a>'
    parts = (
        block("p", legend, classes="keys"),
        drawn,
        block("p", f"{desk.say(_NOT_KNOWN)} {ask}", classes="not-known", attributes=" hidden"),
        _controls(desk),
        table(title, columns, rows, classes="week"),
        block("p", _grounds(desk, offering), classes="fine"),
    )
    shown = block("div", "".join(parts), classes="week-picture", attributes=_data(desk, presence))
    return heading(3, title, f"week-of-{offering}") + shown


@cache
def _presence(policy: Policy, offering: str, year: int) -> Presence:
    """Ask about a year and the next one, and the weeks in which they begin and end."""
    first, last = date(year, 1, 1) - _A_WEEK, date(year + 2, 1, 1) + _A_WEEK
    return presence_under(policy, offering, EXAMPLE_ZONE, (*_COUNTRIES, _NONE), first, last)


def _data(desk: Desk, presence: Presence) -> str:
    """Write for the script what the library answered: the usual week, and by calendar the other days."""
    kinds: list[Spans] = []
    calendars = {}
    for holidays, calendar in presence.calendars.items():
        days = {}
        for day, each in calendar.days.items():
            if each.spans not in kinds:
                kinds.append(each.spans)
            days[day.isoformat()] = [
                kinds.index(each.spans),
                *([] if each.name is None else [each.name[desk.language]]),
            ]
        known = calendar.first.isoformat(), calendar.last.isoformat()
        calendars[holidays] = {"known": known, "days": days}
    data = {"week": list(presence.week.values()), "kinds": kinds, "calendars": calendars}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f' data-presence="{esc(written)}" data-contract-zone="{EXAMPLE_ZONE}"'


def _holidays(desk: Desk, offering: str) -> Iterator[str]:
    """Write the holidays of the year to come, and what the library says of the first of them."""
    days = _presence(desk.policy, offering, desk.today.year).calendars[EXAMPLE_HOLIDAYS].days
    end = desk.today + _A_YEAR
    coming = {day: each for day, each in days.items() if desk.today <= day < end}
    if not coming:
        return
    contract = Contract(offering=offering, time_zone=EXAMPLE_ZONE, holidays=EXAMPLE_HOLIDAYS)
    noon = datetime.combine(next(iter(coming)), time(12), ZoneInfo(EXAMPLE_ZONE))
    told = desk.policy.apply(contract).availability(noon)
    yield heading(2, desk.say(_COMING), "holidays")
    yield block("p", desk.say(_COMING_LEAD, zone=EXAMPLE_ZONE), classes="fine")
    rows = [("", [_day(desk, day, each.name), _states(desk, each.spans)]) for day, each in coming.items()]
    heads = [desk.say(_HOLIDAY), desk.say(_REACHED)]
    yield table(desk.say(_COMING), heads, rows, classes="pairs compact")
    yield block("p", f"{esc(told.reason[desk.language])} {grounds(desk, told, told=True)}", classes="fine")


def _day(desk: Desk, day: date, name: LocalizedText | None, *, dated: bool = True) -> str:
    """Write a day, and below it what holiday it is."""
    written = write_date(day, desk.language)
    said = esc(_capitalised(written if dated else written.rpartition(" ")[0]))
    holiday = "" if name is None else desk.say(name)
    return f'<span class="day">{said}</span><span class="description">{holiday}</span>'


def _state(desk: Desk, state: str) -> str:
    return _capitalised(desk.say(STATES[state]))


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _states(desk: Desk, spans: Spans) -> str:
    """Write the states of a day in one line."""
    states = dict.fromkeys(state for _, _, state in spans)
    for state in states:
        if spans == [(0, _DAY_MINUTES, state)]:
            return desk.say(_ALL_DAY, state=_state(desk, state))
    told = (desk.say(_AT, state=_state(desk, state), times=_times(spans, state)) for state in states)
    return ", ".join(told) or _state(desk, "unavailable")


def _times(spans: Spans, state: str) -> str:
    found = [f"{_clock(start)}–{_clock(end)}" for start, end, each in spans if each == state]
    return ", ".join(found) or "–"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _grounds(desk: Desk, offering: str) -> str:
    policy = desk.policy
    decisions: tuple[Decision[object], ...] = (
        policy.working_hours(offering),
        policy.on_request(offering),
    )
    return " ".join(
        f"{esc(each.reason[desk.language])} {grounds(desk, each, told=True)}" for each in decisions
    )


def _controls(desk: Desk) -> str:
    """Write the choices, which a script shows; it names the countries in the reader's language."""
    zones = "".join(f'<option value="{zone}">{zone}</option>' for zone in _ZONES)
    countries = "".join(f'<option value="{code}">{code}</option>' for code in _COUNTRIES)
    none = f'<option value="{_NONE}">{desk.say(_NO_HOLIDAYS)}</option>'
    return block(
        "form",
        f'<label>{desk.say(_WEEK_OF)} <input type="date" name="week" autocomplete="off"></label>'
        f"<label>{desk.say(_READER_ZONE)} "
        f'<select name="reader" data-mine="{desk.say(_MY_ZONE)}" autocomplete="off">{zones}</select></label>'
        f"<label>{desk.say(_CONTRACT_ZONE)} "
        f'<select name="contract" autocomplete="off">{zones}</select></label>'
        f'<label>{desk.say(_HOLIDAYS)} <select name="holidays" autocomplete="off">'
        f"{countries}{none}</select></label>",
        classes="filter",
    ) + block("noscript", f"<p>{desk.say(_WITHOUT_SCRIPT, zone=EXAMPLE_ZONE)}</p>")
