"""One offering: every answer that needs no contract."""

from collections.abc import Iterable

from docs.generator import questions
from docs.generator.answers import answer
from docs.generator.desk import Desk
from docs.generator.markup import heading, page, table
from docs.generator.questions import Question
from docs.generator.tables import cell
from ptc_service_policy import LocalizedText

_ANSWER = LocalizedText(fr="Réponse", en="Answer")
_QUESTION = LocalizedText(fr="Question", en="Question")
_SERVICE = LocalizedText(fr="Service", en="Service")
_INCLUDED = LocalizedText(fr="Compris", en="Included")
_DELIVERY = LocalizedText(fr="Moyens et fréquence", en="Means and frequency")
_SERVICES = LocalizedText(fr="Services", en="Services")
_CHAPTERS = (
    ("essentials", LocalizedText(fr="L'essentiel", en="The essentials"), questions.essentials),
    ("availability", LocalizedText(fr="Disponibilité", en="Availability"), questions.availability),
    ("limits", LocalizedText(fr="Limites", en="Limits"), questions.limits),
    (
        "beyond-limits",
        LocalizedText(fr="Au-delà des limites", en="Beyond the limits"),
        questions.beyond_limits,
    ),
    (
        "terms",
        LocalizedText(fr="Langue, vente et réunions", en="Language, sale and meetings"),
        questions.terms,
    ),
    ("commitments", LocalizedText(fr="Engagements", en="Commitments"), questions.commitments),
)


def offering(desk: Desk, name: str) -> str:
    """Write the page of one offering."""
    policy = desk.policy
    noun = policy.offerings[name]
    first, *rest = (_chapter(desk, name, *chapter) for chapter in _CHAPTERS)
    return page(desk.say(noun.name), desk.say(noun.description), first, _services(desk, name), *rest)


def _chapter(desk: Desk, name: str, anchor: str, title: LocalizedText, ask: questions.Family) -> str:
    return heading(2, desk.say(title), anchor) + _table(desk, name, title, ask(desk.policy))


def _table(desk: Desk, name: str, title: LocalizedText, asked: Iterable[Question]) -> str:
    rows = [("", [desk.say(each.label), cell(desk, each, each.ask(name))]) for each in asked]
    return table(desk.say(title), [desk.say(_QUESTION), desk.say(_ANSWER)], rows, classes="answers pairs")


def _services(desk: Desk, name: str) -> str:
    policy = desk.policy
    rows = []
    for service, noun in policy.services.items():
        head = f'<a href="{desk.link("compare.md", service)}">{desk.say(noun.name)}</a>'
        included = answer(desk, policy.entitlement(name, service))
        rows.append(("", [head, included, answer(desk, policy.delivery(name, service))]))
    columns = [desk.say(each) for each in (_SERVICE, _INCLUDED, _DELIVERY)]
    return heading(2, desk.say(_SERVICES), "services") + table(
        desk.say(_SERVICES), columns, rows, classes="answers"
    )
