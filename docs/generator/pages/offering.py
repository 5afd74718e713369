"""One offering: every answer that needs no contract."""

from collections.abc import Iterable

from docs.generator.answers import answer
from docs.generator.desk import Desk
from docs.generator.markup import heading, page, table
from docs.generator.questions import Question, questions, questions_of
from docs.generator.tables import description, in_case
from ptc_service_policy import LocalizedText
from ptc_service_policy.topics.topic import GROUPS, Group

_ANSWER = LocalizedText(fr="Réponse", en="Answer")
_QUESTION = LocalizedText(fr="Question", en="Question")
_SERVICE = LocalizedText(fr="Service", en="Service")
_INCLUDED = LocalizedText(fr="Compris", en="Included")
_DELIVERY = LocalizedText(fr="Moyens et fréquence", en="Methods and frequency")


def offering(desk: Desk, name: str) -> str:
    """Write the page of one offering."""
    noun = desk.policy.offerings[name]
    return page(
        desk.say(noun.name),
        desk.say(noun.description) if noun.description is not None else "",
        *(_services(desk, name) if group == "services" else _chapter(desk, name, group) for group in GROUPS),
    )


def _chapter(desk: Desk, name: str, group: Group) -> str:
    title = GROUPS[group]
    told = _table(desk, name, title, questions(desk.policy, group))
    return heading(2, desk.say(title), group) + told if told else ""


def _table(desk: Desk, name: str, title: LocalizedText, asked: Iterable[Question]) -> str:
    def head(question: Question) -> str:
        return in_case(desk, question, desk.say(question.label)) + description(desk, question)

    rows = [("", [head(each), answer(desk, each.topic, each.decisions[name])]) for each in asked]
    if not rows:
        return ""
    return table(desk.say(title), [desk.say(_QUESTION), desk.say(_ANSWER)], rows, classes="answers pairs")


def _services(desk: Desk, name: str) -> str:
    """Write what the offering includes and how it is delivered: by service, then what stands beside them."""
    policy = desk.policy
    deliveries: dict[str, list[Question]] = {}
    for each in questions_of(policy, "delivery"):
        deliveries.setdefault(each.id, []).append(each)

    def told(question: Question) -> str:
        return answer(desk, question.topic, question.decisions[name])

    def head(question: Question) -> str:
        return in_case(desk, question, desk.say(question.name))

    rows = []
    for each in questions_of(policy, "entitlement"):
        link = f'<a href="{desk.link("compare.md", each.id)}">{head(each)}</a>'
        rows.append(("", [link, told(each), "".join(map(told, deliveries.pop(each.id, ())))]))
    for others in deliveries.values():
        rows += [("", [head(each), "", told(each)]) for each in others]
    if not rows:
        return ""
    columns = [desk.say(each) for each in (_SERVICE, _INCLUDED, _DELIVERY)]
    return heading(2, desk.say(GROUPS["services"]), "services") + table(
        desk.say(GROUPS["services"]), columns, rows, classes="answers"
    )
