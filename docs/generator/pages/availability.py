"""When the manager can be reached: a typical week, in the reader's zone, and every rule behind it."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from docs.generator.answers import answer, grounds
from docs.generator.desk import Desk
from docs.generator.markup import block, esc, heading, page, table
from docs.generator.pages.deliveries import EXAMPLE_ZONE
from docs.generator.pictures.week import Spans, week
from docs.generator.questions import questions
from docs.generator.tables import answers_table
from ptc_service_policy import Contract, Decision, LocalizedText
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.hours import Weekday
from ptc_service_policy.topics.wording import WEEKDAY_NAMES
from ptc_service_policy.topics.working_hours import WORKING_HOURS

TITLE = LocalizedText(fr="Disponibilité", en="Availability")
_LEAD = LocalizedText(
    fr="Quand le gestionnaire est joignable, quand il l'est seulement sur demande, et quand il ne l'est pas.",
    en="When the manager can be reached, when only on request, and when not.",
)
_WEEK = LocalizedText(fr="Une semaine ordinaire", en="A typical week")
_WEEK_LEAD = LocalizedText(
    fr="L'image montre les heures dans votre fuseau, pour une semaine sans jour férié ni absence. Les règles "
    "plus bas disent ce qui vaut ces jours-là.",
    en="The picture shows the hours in your zone, for a week without holidays or absences. The rules below "
    "say what holds then.",
)
_NAMED = LocalizedText(fr="Semaine ordinaire : {offerings}", en="A typical week: {offerings}")
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
_STATES = {
    "available": LocalizedText(fr="Joignable", en="Available"),
    "on-request": LocalizedText(fr="Sur demande", en="On request"),
    "unavailable": LocalizedText(fr="Non joignable", en="Unavailable"),
}
_CONTRACT_ZONE = LocalizedText(fr="Fuseau du contrat", en="Contract's zone")
_READER_ZONE = LocalizedText(fr="Votre fuseau", en="Your zone")
_WEEK_OF = LocalizedText(fr="Semaine du", en="Week of")
_MY_ZONE = LocalizedText(fr="celui de cet appareil", en="that of this device")
_WITHOUT_SCRIPT = LocalizedText(
    fr="Le choix du fuseau nécessite JavaScript. Sans lui, l'image suit le fuseau {zone} pour un contrat "
    "signé dans ce fuseau.",
    en="Choosing a zone requires JavaScript. Without it, the picture shows {zone} time for a contract "
    "signed in that zone.",
)
_RULES = LocalizedText(fr="Toutes les règles", en="All the rules")
_EXAMPLE_MONDAY = date(2026, 6, 8)
_DAY_MINUTES = 24 * 60
_STEP = 5
_ZONES = (
    "Europe/Paris", "Europe/London", "Europe/Berlin", "Europe/Madrid", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Shanghai",
    "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "UTC",
)  # fmt: skip


def availability(desk: Desk) -> str:
    """Write the availability."""
    policy = desk.policy
    return page(
        desk.say(TITLE),
        desk.say(_LEAD),
        heading(2, desk.say(_WEEK), "week"),
        f"{desk.say(_WEEK_LEAD)}\n",
        *_weeks(desk),
        heading(2, desk.say(_RULES), "rules"),
        answers_table(desk, _RULES, questions(policy, "availability")),
    )


def _weeks(desk: Desk) -> list[str]:
    """Write a picture for each week that differs, and say of which offerings nothing is known."""
    policy, parts = desk.policy, []
    alike: dict[str, list[str]] = {}
    for name in policy.offerings:
        try:
            hours = policy.working_hours(name)
        except MissingAttributeError:
            continue
        if isinstance(hours.value, WorkingHours):
            alike.setdefault(repr(hours.value), []).append(name)
        elif WORKING_HOURS.name in policy.topics:
            parts.append(_silence(desk, name, hours))
    return [_week(desk, number, names) for number, names in enumerate(alike.values(), 1)] + parts


def _silence(desk: Desk, name: str, hours: Decision[Any]) -> str:
    said = desk.say(_NOTHING, offering=desk.policy.offerings[name].name)
    return block("p", f"{said} {answer(desk, WORKING_HOURS, hours)}", classes="silence")


def _week(desk: Desk, number: int, names: list[str]) -> str:
    offering = names[0]
    spans = _spans(desk, offering)
    listed = tuple(desk.policy.offerings[name].name for name in names)
    title = desk.say(_NAMED, offerings=listed)
    days = {day: (WEEKDAY_NAMES[day], spans[day]) for day in WEEKDAY_NAMES}
    drawn = week(desk, f"week-{number}", title, desk.say(_DESCRIPTION), days)
    columns = [desk.say(_DAY), desk.say(_STATES["available"]), desk.say(_STATES["on-request"])]
    rows = [
        (
            f' data-day="{index}"',
            [
                esc(WEEKDAY_NAMES[day][desk.language].capitalize()),
                _times(spans[day], "available"),
                _times(spans[day], "on-request"),
            ],
        )
        for index, day in enumerate(WEEKDAY_NAMES)
    ]
    hours = {day: [list(each) for each in spans[day]] for day in WEEKDAY_NAMES}
    attributes = f' data-hours="{esc(json.dumps(hours))}" data-contract-zone="{EXAMPLE_ZONE}"'
    legend = "".join(
        f'<span class="key key--{state}">{desk.say(words)}</span>' for state, words in _STATES.items()
    )
    parts = (
        _controls(desk),
        block("p", legend, classes="keys"),
        drawn,
        table(title, columns, rows, classes="week"),
        block("p", _grounds(desk, offering), classes="fine"),
    )
    shown = block("div", "".join(parts), classes="week-picture", attributes=attributes)
    return heading(3, title, f"week-of-{offering}") + shown


def _spans(desk: Desk, offering: str) -> dict[Weekday, Spans]:
    """Ask for the state of the manager through a week without holidays, and join what is alike."""
    contract = Contract(offering=offering, time_zone=EXAMPLE_ZONE, holidays="none")
    applied, zone = desk.policy.apply(contract), ZoneInfo(EXAMPLE_ZONE)
    week: dict[Weekday, Spans] = {}
    for number, day in enumerate(WEEKDAY_NAMES):
        midnight = datetime.combine(_EXAMPLE_MONDAY + timedelta(days=number), time(), zone)
        spans: list[tuple[int, int, str]] = []
        for minute in range(0, _DAY_MINUTES, _STEP):
            state = str(applied.availability(midnight + timedelta(minutes=minute)).value)
            if spans and spans[-1][2] == state:
                spans[-1] = (spans[-1][0], minute + _STEP, state)
            else:
                spans.append((minute, minute + _STEP, state))
        week[day] = [span for span in spans if span[2] in {"available", "on-request"}]
    return week


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
    zones = "".join(f"<option>{esc(zone)}</option>" for zone in _ZONES)
    return block(
        "form",
        f"<label>{desk.say(_READER_ZONE)} "
        f'<select name="reader" data-mine="{desk.say(_MY_ZONE)}">{zones}</select></label>'
        f'<label>{desk.say(_CONTRACT_ZONE)} <select name="contract">{zones}</select></label>'
        f'<label>{desk.say(_WEEK_OF)} <input type="date" name="week" value="{_EXAMPLE_MONDAY}"></label>',
        classes="filter",
        attributes=" hidden",
    ) + block("noscript", f"<p>{desk.say(_WITHOUT_SCRIPT, zone=EXAMPLE_ZONE)}</p>")
