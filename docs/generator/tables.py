"""The table that most pages show: questions down, offerings across, an answer in each cell."""

from collections.abc import Callable, Iterable
from typing import Any

from docs.generator.answers import answer, limit_words, reason_words
from docs.generator.desk import Desk
from docs.generator.markup import table
from docs.generator.questions import Question
from ptc_service_policy import Decision, LocalizedText

_SAID_IN_FULL = frozenset(("approver", "stand-in", "shared-manager"))
_QUESTION = LocalizedText(fr="Question", en="Question")


def offering_heads(desk: Desk) -> list[str]:
    """Write the heads of the columns: each offering, leading to its page."""
    return [
        f'<a href="{desk.link(f"offerings/{name}.md")}">{desk.say(offering.name)}</a>'
        for name, offering in desk.policy.offerings.items()
    ]


def answers_table(
    desk: Desk,
    caption: LocalizedText,
    questions: Iterable[Question],
    *,
    first: LocalizedText = _QUESTION,
    head: Callable[[Question], str] | None = None,
    classes: str = "",
) -> str:
    """Write a table of questions and the answers of all offerings.

    Args:
        desk: the page in hand.
        caption: what the table shows.
        questions: the rows.
        first: the head of the first column.
        head: writes the head of a row as HTML; the question's label if left out.
        classes: further classes of the table.
    """
    rows = []
    for question in questions:
        decisions = {name: question.ask(name) for name in desk.policy.offerings}
        alike = len({repr(each.value) for each in decisions.values()}) == 1
        cells = [head(question) if head else desk.say(question.label)]
        cells += [cell(desk, question, each) for each in decisions.values()]
        rows.append((f' data-alike="{str(alike).lower()}"', cells))
    columns = [desk.say(first), *offering_heads(desk)]
    return table(desk.say(caption), columns, rows, classes=f"answers {classes}")


def cell(desk: Desk, question: Question, decision: Decision[Any]) -> str:
    """Write the answer to a question."""
    if decision.value is None:
        return answer(desk, decision)
    if question.topic == "limit" and question.id is not None:
        return answer(desk, decision, limit_words(desk, question.id, decision))
    if question.topic in _SAID_IN_FULL:
        return answer(desk, decision, reason_words(desk, decision))
    return answer(desk, decision)
