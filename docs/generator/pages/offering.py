"""One offering: what it includes and what it does not, then every answer that needs no contract."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docs.generator.answers import answer, badge, in_words, scope
from docs.generator.desk import Desk
from docs.generator.markup import block, heading, page, table
from docs.generator.questions import Question, questions, questions_of
from docs.generator.tables import description, in_case, row_id
from ptc_service_policy import Decision, LocalizedText
from ptc_service_policy.model.entitlements import Entitled
from ptc_service_policy.topics.entitlement import includes
from ptc_service_policy.topics.topic import GROUPS, Group

_ANSWER = LocalizedText(fr="Réponse", en="Answer")
_QUESTION = LocalizedText(fr="Question", en="Question")
_SERVICE = LocalizedText(fr="Service", en="Service")
_INCLUDED = LocalizedText(fr="Compris", en="Included")
_NOT_INCLUDED = LocalizedText(fr="Non compris", en="Not included")
_LEFT_OPEN = LocalizedText(fr="Sans réponse dans la source", en="No answer in the source")
_COUNT = LocalizedText(fr="{count} sur {total}", en="{count} of {total}")
_NOTHING = LocalizedText(fr="Aucun service.", en="No services.")
_DELIVERY = LocalizedText(fr="Moyens et fréquence", en="Methods and frequency")
_EACH = LocalizedText(fr="Chacune des {count} réponses ci-dessous :", en="Each of the {count} answers below:")
_EACH_UNDER = LocalizedText(
    fr="Chacune des {count} réponses sous « {column} » :", en='Each of the {count} answers under "{column}":'
)
_SEVERAL = 2


def offering(desk: Desk, name: str) -> str:
    """Write the page of one offering."""
    noun = desk.policy.offerings[name]
    return page(
        desk.say(noun.name),
        desk.say(noun.description) if noun.description is not None else "",
        _contents(desk, name),
        *(_services(desk, name) if group == "services" else _chapter(desk, name, group) for group in GROUPS),
    )


def _contents(desk: Desk, name: str) -> str:
    """List what the offering includes, what it does not, and what the source leaves open."""
    asked = tuple(questions_of(desk.policy, "entitlement"))
    lists: dict[LocalizedText, list[Question]] = {_INCLUDED: [], _NOT_INCLUDED: [], _LEFT_OPEN: []}
    for each in asked:
        value = each.decisions[name].value
        lists[_LEFT_OPEN if value is None else _INCLUDED if includes(value) else _NOT_INCLUDED].append(each)
    anchors = {_INCLUDED: "included", _NOT_INCLUDED: "not-included", _LEFT_OPEN: "left-open"}
    shown = (title for title, found in lists.items() if asked and (found or title is not _LEFT_OPEN))
    told = (_names(desk, name, title, anchors[title], lists[title], len(asked)) for title in shown)
    return block("div", "\n".join(told), classes="contents")


def _names(
    desk: Desk, name: str, title: LocalizedText, anchor: str, found: Sequence[Question], total: int
) -> str:
    count = desk.say(_COUNT, count=len(found), total=total)
    links = "".join(
        f'<li><a href="#{each.id}">{in_case(desk, each, desk.say(each.name))}</a>'
        f"{_bounds(desk, name, each)}</li>"
        for each in found
    )
    listed = f'<ul class="names names--{anchor}">{links}</ul>' if links else f"<p>{desk.say(_NOTHING)}</p>"
    head = f'<h2 id="{anchor}">{desk.say(title)} <span class="fine">{count}</span></h2>'
    return f"<section>{head}{listed}</section>"


def _bounds(desk: Desk, name: str, question: Question) -> str:
    """Write what an inclusion is limited to."""
    decision = question.decisions[name]
    if isinstance(decision.value, Entitled):
        return f" {in_words(desk, question.topic, question.id, decision)}"
    return scope(desk, decision)


def _chapter(desk: Desk, name: str, group: Group) -> str:
    title = GROUPS[group]
    told = _table(desk, name, title, questions(desk.policy, group))
    return heading(2, desk.say(title), group) + told if told else ""


def _table(desk: Desk, name: str, title: LocalizedText, asked: Iterable[Question]) -> str:
    def head(question: Question) -> str:
        return in_case(desk, question, desk.say(question.label)) + description(desk, question)

    asked = tuple(asked)
    if not asked:
        return ""
    basis = _common_basis(desk, _EACH, [each.decisions[name] for each in asked])
    rows = [("", [head(each), _told(desk, name, each, badged=not basis)]) for each in asked]
    columns = [desk.say(_QUESTION), desk.say(_ANSWER)]
    return basis + table(desk.say(title), columns, rows, classes="answers pairs")


def _told(desk: Desk, name: str, question: Question, *, badged: bool) -> str:
    return answer(desk, question.topic, question.id, question.decisions[name], badged=badged)


def _common_basis(
    desk: Desk, words: LocalizedText, decisions: Sequence[Decision[Any]], column: LocalizedText = _ANSWER
) -> str:
    """Write the basis of several answers in one line; nothing where they differ in it."""
    bases = {each.basis for each in decisions}
    if len(decisions) < _SEVERAL or len(bases) > 1:
        return ""
    (basis,) = bases
    said = desk.say(words, count=len(decisions), column=column)
    return block("p", f"{said} {badge(desk, basis)}", classes="alike")


def _services(desk: Desk, name: str) -> str:
    """Write what the offering includes and how it is delivered: by service, then what stands beside them."""
    asked = tuple(questions_of(desk.policy, "entitlement"))
    deliveries: dict[str, list[Question]] = {}
    for each in questions_of(desk.policy, "delivery"):
        deliveries.setdefault(each.id, []).append(each)
    if not asked and not deliveries:
        return ""
    columns = {_INCLUDED: asked, _DELIVERY: [each for found in deliveries.values() for each in found]}
    bases = {
        title: _common_basis(desk, _EACH_UNDER, [each.decisions[name] for each in found], title)
        for title, found in columns.items()
    }
    rows = list(_service_rows(desk, name, asked, deliveries, bases))
    heads = [desk.say(each) for each in (_SERVICE, *columns)]
    told = table(desk.say(GROUPS["services"]), heads, rows, classes="answers")
    return heading(2, desk.say(GROUPS["services"]), "services") + "".join(bases.values()) + told


def _service_rows(
    desk: Desk,
    name: str,
    asked: Iterable[Question],
    deliveries: dict[str, list[Question]],
    bases: Mapping[LocalizedText, str],
) -> Iterable[tuple[str, list[str]]]:
    def head(question: Question) -> str:
        return in_case(desk, question, desk.say(question.name))

    def delivered(found: Iterable[Question]) -> str:
        return "".join(_told(desk, name, each, badged=not bases[_DELIVERY]) for each in found)

    given = set[str]()
    for each in asked:
        link = f'<a href="{desk.link("compare.md", each.id)}">{head(each)}</a>'
        included = _told(desk, name, each, badged=not bases[_INCLUDED])
        yield row_id(each, given), [link, included, delivered(deliveries.pop(each.id, ()))]
    for others in deliveries.values():
        yield from (("", [head(each), "", delivered([each])]) for each in others)
