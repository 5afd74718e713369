"""The response targets, and worked examples under every reading, computed by the library."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from string import ascii_uppercase
from zoneinfo import ZoneInfo

from docs.generator import questions
from docs.generator.answers import grounds
from docs.generator.desk import Desk
from docs.generator.markup import block, esc, heading, page, table
from docs.generator.pages.deliveries import EXAMPLE_HOLIDAYS, EXAMPLE_ZONE
from docs.generator.pictures.readings import Lane, readings
from docs.generator.tables import answers_table
from ptc_service_policy import Contract, Decision, LocalizedText, ResponseDue, Window
from ptc_service_policy.evaluation.contract_checks import readings_to_choose
from ptc_service_policy.model.base import ByInterpretation, find_nouns
from ptc_service_policy.text import write

_ZONE = ZoneInfo(EXAMPLE_ZONE)
EXAMPLES = (
    datetime(2026, 4, 1, 10, 0, tzinfo=_ZONE),
    datetime(2026, 4, 2, 18, 30, tzinfo=_ZONE),
    datetime(2026, 4, 3, 16, 30, tzinfo=_ZONE),
    datetime(2026, 4, 4, 11, 0, tzinfo=_ZONE),
)

_TITLE = LocalizedText(fr="Délais de réponse", en="Response times")
_TARGETS = LocalizedText(fr="Le délai de chaque offre", en="The target of each offering")
_HOW = LocalizedText(fr="Comment le temps se compte", en="How the time is counted")
_HOW_LEAD = LocalizedText(
    fr="La description fixe un nombre de jours ouvrables et laisse ouvert tout le reste. Voici les "
    "questions qu'elle laisse ouvertes et la lecture retenue pour chacune.",
    en="The description sets a number of business days and leaves all else open. These are the questions "
    "that it leaves open, and the reading chosen for each.",
)
_QUESTION = LocalizedText(fr="Question", en="Question")
_CHOSEN = LocalizedText(fr="Lecture retenue", en="Chosen reading")
_REGISTER = LocalizedText(fr="Registre", en="Register")
_ENTRY = LocalizedText(fr="Voir l'entrée", en="See the entry")
_EXAMPLES = LocalizedText(fr="Exemples", en="Worked examples")
_EXAMPLES_LEAD = LocalizedText(
    fr="Autour de Pâques 2026, à Paris, avec les jours fériés français. La lecture A est celle qui "
    "s'applique ; les autres sont les lectures écartées, qu'un contrat peut choisir. Sur les images, le "
    "trait vertical marque la réception, le gros point l'échéance, les bandes claires les heures qui "
    "comptent.",
    en="Around Easter 2026, in Paris, with French holidays. Reading A is the one that applies; the others "
    "are the rejected readings, which a contract may choose. In the pictures the upright line marks the "
    "receipt, the large dot the due time, and the pale bands the hours that count.",
)
_RECEIVED = LocalizedText(fr="Reçue le {received}", en="Received on {received}")
_CASE = LocalizedText(
    fr="{offering}, demande reçue le {received}", en="{offering}, request received on {received}"
)
_DESCRIPTION = LocalizedText(
    fr="De la réception à l'échéance, une ligne par lecture. Échéance selon la lecture A : {due}. Le "
    "tableau ci-dessous donne les autres.",
    en="From receipt to due time, a line for each reading. Due under reading A: {due}. The table below "
    "gives the others.",
)
_PLAN = LocalizedText(
    fr="À planifier d'ici au {plan_by} : la première échéance que donnerait une lecture quelconque.",
    en="Plan by {plan_by}: the earliest time that any reading would give.",
)
_COLUMNS = (
    LocalizedText(fr="Lecture", en="Reading"),
    LocalizedText(fr="Ce qu'elle signifie", en="What it means"),
    LocalizedText(fr="Échéance", en="Due"),
    LocalizedText(fr="Fondement", en="Basis"),
)
_APPLIES = LocalizedText(fr="{letter} · s'applique", en="{letter} · applies")
_DEFAULT = LocalizedText(
    fr="Toutes les lectures retenues par le registre", en="All the readings that the register chose"
)
_SAME = LocalizedText(fr="{due} (comme A)", en="{due} (as A)")
_AS_THE_REGISTER_CHOSE: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True)
class _Case:
    """Hold the answer under one choice of readings.

    ``gap`` is the register's entry that is read otherwise than the register chose, if any.
    """

    gap: str | None
    reading: str | None
    due: ResponseDue
    answer: Decision[ResponseDue | None]


def response(desk: Desk) -> str:
    """Write the response targets."""
    policy = desk.policy
    rule = policy.files.service_levels.response_target
    targets = [each for each in questions.essentials(policy) if each.topic == "response-target"]
    return page(
        desk.say(_TITLE),
        desk.say(rule.description),
        heading(2, desk.say(_TARGETS), "targets"),
        answers_table(desk, _TARGETS, targets),
        heading(2, desk.say(_HOW), "counting"),
        f"{desk.say(_HOW_LEAD)}\n",
        _counting(desk),
        heading(2, desk.say(_EXAMPLES), "examples"),
        f"{desk.say(_EXAMPLES_LEAD)}\n",
        *(_examples(desk, number, received) for number, received in enumerate(EXAMPLES, 1)),
    )


def _gaps(desk: Desk) -> list[str]:
    counting = desk.policy.files.service_levels.counting
    return [rule.interpretation for _, rule in find_nouns(counting, ByInterpretation)]


def _counting(desk: Desk) -> str:
    rows = []
    for gap in _gaps(desk):
        entry = desk.policy.interpretations[gap]
        chosen = desk.say(entry.readings[entry.chosen].meaning) if entry.chosen else "–"
        link = f'<a href="{desk.link("interpretations.md", gap)}">{desk.say(_ENTRY)}</a>'
        rows.append(("", [desk.say(entry.question), chosen, link]))
    columns = [desk.say(_QUESTION), desk.say(_CHOSEN), desk.say(_REGISTER)]
    return table(desk.say(_HOW), columns, rows)


def _examples(desk: Desk, number: int, received: datetime) -> str:
    policy = desk.policy
    dated = [name for name in policy.offerings if policy.response_target(name).value is not None]
    title = heading(3, desk.say(_RECEIVED, received=received), f"example-{number}")
    return title + "".join(_example(desk, name, number, received) for name in dated)


def _example(desk: Desk, offering: str, number: int, received: datetime) -> str:
    cases = list(_cases(desk, offering, received))
    default = cases[0].due
    noun = desk.policy.offerings[offering]
    title = desk.say(_CASE, offering=noun.name, received=received)
    lanes, rows = [], []
    for letter, case in zip(ascii_uppercase, cases, strict=False):
        due = case.due.due
        lanes.append(Lane(letter, due, chosen=case.gap is None))
        same = case.gap is not None and due == default.due
        said = desk.say(_SAME, due=due) if same else esc(write(due, desk.language))
        kind = ' class="same"' if same else ' class="applies"' if case.gap is None else ""
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
    plan = block("p", desk.say(_PLAN, plan_by=default.plan_by), classes="fine")
    return f"\n#### {desk.say(noun.name)} {{ #example-{number}-{offering} }}\n{reason}{drawn}{told}{plan}"


def _cases(desk: Desk, offering: str, received: datetime) -> Iterator[_Case]:
    """Answer under the chosen readings, then with each rejected one in the place of the chosen one."""
    choices = readings_to_choose(desk.policy.files)
    register = desk.policy.interpretations
    others = [
        (gap, reading)
        for gap in _gaps(desk)
        for reading in choices.get(gap, ())
        if reading != register[gap].chosen
    ]
    for gap, reading in (_AS_THE_REGISTER_CHOSE, *others):
        chosen = {gap: reading} if gap is not None and reading is not None else {}
        answer = desk.policy.engage(_contract(offering, chosen)).response_due(received)
        if answer.value is not None:
            yield _Case(gap, reading, answer.value, answer)


def _contract(offering: str, chosen: dict[str, str]) -> Contract:
    return Contract(offering=offering, time_zone=EXAMPLE_ZONE, holidays=EXAMPLE_HOLIDAYS, readings=chosen)


def _hours(desk: Desk, offering: str, received: datetime, last: datetime) -> tuple[Window, ...]:
    calendar = desk.policy.engage(_contract(offering, {})).response_calendar
    return calendar.windows(received.replace(hour=0, minute=0), last + timedelta(days=1))


def _letter(desk: Desk, letter: str, case: _Case) -> str:
    return desk.say(_APPLIES, letter=letter) if case.gap is None else letter


def _grounds(desk: Desk, case: _Case) -> str:
    """Cite everything under the applying readings; under another, the entry that is read otherwise."""
    if case.gap is None:
        return grounds(desk, case.answer)
    cited = [each for each in case.answer.citations if each.id == case.gap]
    return grounds(desk, replace(case.answer, citations=tuple(cited)))


def _meaning(desk: Desk, case: _Case) -> str:
    if case.gap is None or case.reading is None:
        return desk.say(_DEFAULT)
    entry = desk.policy.interpretations[case.gap]
    return desk.say(entry.readings[case.reading].meaning)
