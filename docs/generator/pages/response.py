"""The response objectives, and worked examples under every reading, computed by the library."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from string import ascii_uppercase
from typing import Any
from zoneinfo import ZoneInfo

from docs.generator.answers import badge, grounds
from docs.generator.desk import Desk
from docs.generator.markup import block, esc, heading, page, table
from docs.generator.pages.deliveries import EXAMPLE_HOLIDAYS, EXAMPLE_ZONE
from docs.generator.pictures.readings import Lane, readings
from docs.generator.questions import questions
from docs.generator.tables import answers_table, described
from ptc_service_policy import Contract, Decision, LocalizedText, ResponseDue, Window
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.model.forms import FromRegister
from ptc_service_policy.model.places import written_in
from ptc_service_policy.model.register import NONE_CHOSEN
from ptc_service_policy.text import write
from ptc_service_policy.topics.wording import name_basis

_ZONE = ZoneInfo(EXAMPLE_ZONE)
EXAMPLES = (
    datetime(2026, 4, 3, 16, 30, tzinfo=_ZONE),
    datetime(2026, 4, 1, 10, 0, tzinfo=_ZONE),
    datetime(2026, 4, 2, 18, 30, tzinfo=_ZONE),
    datetime(2026, 4, 4, 11, 0, tzinfo=_ZONE),
)
"""The first is shown, the others are folded."""

_TARGET = "response"
TITLE = LocalizedText(fr="Délais", en="Targets")
_LEAD = LocalizedText(
    fr="Quel délai PTC vise, et comment ce délai se compte.",
    en="What response time PTC aims at, and how it is counted.",
)
_TARGETS = LocalizedText(fr="Le délai de chaque offre", en="The target of each offering")
_HOW = LocalizedText(fr="Comment le temps se compte", en="How the time is counted")
_HOW_LEAD = LocalizedText(
    fr="Voici les questions que la description laisse ouvertes, et la lecture retenue pour chacune.",
    en="These are the questions that the description leaves open, and the reading chosen for each.",
)
_QUESTION = LocalizedText(fr="Question", en="Question")
_CHOSEN = LocalizedText(fr="Lecture retenue", en="Chosen reading")
_REGISTER = LocalizedText(fr="Registre", en="Register")
_ENTRY = LocalizedText(fr="Voir l'entrée", en="See the entry")
_EXAMPLE = LocalizedText(fr="Un exemple", en="A worked example")
_EXAMPLE_LEAD = LocalizedText(
    fr="Juste avant Pâques, à Paris, avec les jours fériés français :",
    en="Just before Easter, in Paris, with French holidays:",
)
_OTHERS = LocalizedText(fr="D'autres exemples", en="Other examples")
_IN_FULL = LocalizedText(
    fr="{offering} : le calcul, et les autres lectures", en="{offering}: the calculation, and other readings"
)
_IN_FULL_LEAD = LocalizedText(
    fr="La lecture A est celle qui s'applique ; les autres sont les lectures écartées, qu'un contrat peut "
    "choisir. Sur l'image, le trait vertical marque la réception, le gros point l'échéance, les bandes "
    "claires les heures qui comptent.",
    en="Reading A is the one that applies; the others are the rejected readings, which a contract may "
    "choose. In the picture the vertical line marks receipt, the large dot the due time, and the pale bands "
    "the hours that count.",
)
_OFFERING = LocalizedText(fr="Offre", en="Offering")
_DUE = LocalizedText(fr="Réponse au plus tard", en="Response due by")
_RECEIVED = LocalizedText(fr="Demande reçue le {received}", en="Request received on {received}")
_CASE = LocalizedText(
    fr="{offering}, demande reçue le {received}", en="{offering}, request received on {received}"
)
_DESCRIPTION = LocalizedText(
    fr="De la réception à l'échéance, une ligne par lecture. Échéance selon la lecture A : {due}. Le "
    "tableau ci-dessous donne les autres.",
    en="From receipt to due time, one line for each reading. Due under reading A: {due}. The table below "
    "gives the others.",
)
_PLAN = LocalizedText(
    fr="Échéance la plus précoce selon les lectures de la réception et de la fin du dernier jour : "
    "{earliest}.",
    en="The earliest due time under any reading of the receipt and of the end of the last day: {earliest}.",
)
_COLUMNS = (
    LocalizedText(fr="Lecture", en="Reading"),
    LocalizedText(fr="Ce qu'elle signifie", en="What it means"),
    LocalizedText(fr="Échéance", en="Due"),
    LocalizedText(fr="Fondement", en="Basis"),
)
_APPLIES = LocalizedText(fr="{letter} · s'applique", en="{letter} · applies")
_DEFAULT = LocalizedText(
    fr="Toutes les lectures retenues par le registre", en="All readings chosen by the register"
)
_SAME = LocalizedText(fr="{due} (comme A)", en="{due} (same as A)")
_AS_THE_REGISTER_CHOSE: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True)
class _Case:
    """Hold the answer under one choice of readings.

    ``entry`` is the register's entry that is read otherwise than the register chose, if any.
    """

    entry: str | None
    reading: str | None
    due: ResponseDue
    answer: Decision[Any]


def response(desk: Desk) -> str:
    """Write the targets."""
    policy = desk.policy
    parts = [
        answers_table(desk, _TARGETS, questions(policy, "response"), head=lambda each: described(desk, each))
    ]
    shown, *others = (_example(desk, number, received) for number, received in enumerate(EXAMPLES, 1))
    if shown:
        parts += [heading(2, desk.say(_EXAMPLE), "example"), f"{desk.say(_EXAMPLE_LEAD)}\n", shown]
    if counting := _counting(desk):
        parts += [heading(2, desk.say(_HOW), "counting"), f"{desk.say(_HOW_LEAD)}\n", counting]
    if shown:
        parts.append(heading(2, desk.say(_OTHERS), "examples"))
        parts += (
            _folded(desk.say(_RECEIVED, received=received), told)
            for received, told in zip(EXAMPLES[1:], others, strict=True)
        )
    return page(desk.say(TITLE), desk.say(_LEAD), heading(2, desk.say(_TARGETS), "targets"), *parts)


def _entries(desk: Desk) -> list[str]:
    """List the entries of the register that say how time is counted."""
    levels = desk.policy.files.service_levels
    found = (each.value.entry for each in written_in(levels) if isinstance(each.value, FromRegister))
    return [name for name in dict.fromkeys(found) if desk.policy.register[name].chosen != NONE_CHOSEN]


def _counting(desk: Desk) -> str:
    rows = []
    for name in _entries(desk):
        entry = desk.policy.register[name]
        chosen = desk.say(entry.readings[entry.chosen].text)
        link = f'<a href="{desk.link("register.md", name)}">{desk.say(_ENTRY)}</a>'
        rows.append(("", [desk.say(entry.question), chosen, link]))
    columns = [desk.say(_QUESTION), desk.say(_CHOSEN), desk.say(_REGISTER)]
    return table(desk.say(_HOW), columns, rows) if rows else ""


def _folded(summary: str, content: str) -> str:
    return block(
        "details",
        f"<summary>{summary}</summary>{content}",
        classes="example",
        attributes=" data-search-exclude",
    )


def _example(desk: Desk, number: int, received: datetime) -> str:
    """Write when a request is due under each offering, and folded below it how, and under other readings."""
    answered = {name: list(_cases(desk, name, received)) for name in desk.policy.offerings}
    answered = {name: cases for name, cases in answered.items() if cases}
    if not answered:
        return ""
    rows = [
        ("", [desk.say(desk.policy.offerings[name].name), _due(desk, cases[0])])
        for name, cases in answered.items()
    ]
    title = desk.say(_RECEIVED, received=received)
    told = table(title, [desk.say(_OFFERING), desk.say(_DUE)], rows, classes="answers pairs due")
    return told + "".join(_in_full(desk, name, number, received, cases) for name, cases in answered.items())


def _due(desk: Desk, case: _Case) -> str:
    due = f'<span class="value">{esc(write(case.due.due, desk.language))}</span>'
    return due + f'<span class="grounds">{badge(desk, case.answer.basis, name_basis(case.answer))}</span>'


def _in_full(desk: Desk, offering: str, number: int, received: datetime, cases: list[_Case]) -> str:
    default = cases[0].due
    noun = desk.policy.offerings[offering]
    title = desk.say(_CASE, offering=noun.name, received=received)
    lanes, rows = [], []
    for letter, case in zip(ascii_uppercase, cases, strict=False):
        due = case.due.due
        lanes.append(Lane(letter, due, chosen=case.entry is None))
        same = case.entry is not None and due == default.due
        said = desk.say(_SAME, due=due) if same else esc(write(due, desk.language))
        kind = ' class="same"' if same else ' class="applies"' if case.entry is None else ""
        rows.append((kind, [_letter(desk, letter, case), _meaning(desk, case), said, _grounds(desk, case)]))
    drawn = readings(
        desk,
        f"example-{number}-{offering}",
        title,
        desk.say(_DESCRIPTION, due=default.due),
        received,
        lanes,
        _hours(desk, offering, received, max(lane.due for lane in lanes)),
    )
    told = table(title, [desk.say(each) for each in _COLUMNS], rows, classes="lettered")
    reason = block("p", esc(cases[0].answer.reason[desk.language]))
    plan = block("p", desk.say(_PLAN, earliest=default.earliest_due), classes="fine")
    lead = block("p", desk.say(_IN_FULL_LEAD), classes="fine")
    return _folded(desk.say(_IN_FULL, offering=noun.name), f"{reason}{lead}{drawn}{told}{plan}")


def _cases(desk: Desk, offering: str, received: datetime) -> Iterator[_Case]:
    """Answer under the chosen readings, then with each rejected one in the place of the chosen one."""
    others = [
        (entry, reading)
        for entry in _entries(desk)
        for reading in desk.choices.get(entry, ())
        if reading != desk.policy.register[entry].chosen
    ]
    for entry, reading in (_AS_THE_REGISTER_CHOSE, *others):
        chosen = {entry: reading} if entry is not None and reading is not None else {}
        answer = _asked(desk, offering, chosen, received)
        if answer is not None and isinstance(answer.value, ResponseDue):
            yield _Case(entry, reading, answer.value, answer)


def _asked(desk: Desk, offering: str, chosen: dict[str, str], received: datetime) -> Decision[Any] | None:
    """Ask when a response is due; None where that depends on what an example does not tell."""
    if _TARGET not in desk.policy.ids("due"):
        return None
    try:
        return desk.policy.apply(_contract(offering, chosen)).due(_TARGET, received)
    except MissingAttributeError:
        return None


def _contract(offering: str, chosen: dict[str, str]) -> Contract:
    return Contract(offering=offering, time_zone=EXAMPLE_ZONE, holidays=EXAMPLE_HOLIDAYS, readings=chosen)


def _hours(desk: Desk, offering: str, received: datetime, last: datetime) -> tuple[Window, ...]:
    calendar = desk.policy.apply(_contract(offering, {})).due_terms(_TARGET).calendar
    return calendar.windows(received.replace(hour=0, minute=0), last + timedelta(days=1))


def _letter(desk: Desk, letter: str, case: _Case) -> str:
    return desk.say(_APPLIES, letter=letter) if case.entry is None else letter


def _grounds(desk: Desk, case: _Case) -> str:
    """Cite everything under the applying readings; under another, the entry that is read otherwise."""
    if case.entry is None:
        return grounds(desk, case.answer)
    cited = desk.policy.book.citations.entry(case.entry, case.reading)
    return grounds(desk, replace(case.answer, citations=(cited,)))


def _meaning(desk: Desk, case: _Case) -> str:
    """Write a reading with its question, without which "yes" says nothing."""
    if case.entry is None or case.reading is None:
        return desk.say(_DEFAULT)
    entry = desk.policy.register[case.entry]
    return f"{desk.say(entry.question)} {desk.say(entry.readings[case.reading].text)}"
