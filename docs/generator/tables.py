"""The table that most pages show: questions down, offerings across, an answer in each cell."""

from collections.abc import Callable, Iterable

from docs.generator.answers import answer, are_grounded_alike, grounds, in_words
from docs.generator.desk import Desk
from docs.generator.markup import table
from docs.generator.questions import Question, case_words
from ptc_service_policy import LocalizedText

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
    """Write a table of questions and the answers of all offerings; what answers alike rest on stands once.

    Args:
        desk: the page in hand.
        caption: what the table shows.
        questions: the rows; nothing is written where there are none.
        first: the head of the first column.
        head: writes the head of a row as HTML; the question's name if left out.
        classes: further classes of the table.
    """
    rows, given = [], set[str]()
    for question in questions:
        decisions = tuple(question.decisions.values())
        alike = len({repr(each.value) for each in decisions}) == 1
        once = are_grounded_alike(decisions)
        write = in_words if once else answer
        named = in_case(desk, question, desk.say(question.name) if head is None else head(question))
        cells = [named + (grounds(desk, decisions[0]) if once else "")]
        cells += [write(desk, question.topic, question.id, each) for each in decisions]
        rows.append((f'{row_id(question, given)} data-alike="{str(alike).lower()}"', cells))
    columns = [desk.say(first), *offering_heads(desk)]
    return table(desk.say(caption), columns, rows, classes=f"answers {classes}") if rows else ""


def row_id(question: Question, given: set[str]) -> str:
    """Return the id of a row, that of what it is about, once where that is asked in several cases."""
    name = question.id or question.topic.name
    if name in given:
        return ""
    given.add(name)
    return f' id="{name}"'


def in_case(desk: Desk, question: Question, words: str) -> str:
    """Add the case that a question was asked in to the words for it, which are escaped."""
    case = ", ".join(desk.say(each) for each in case_words(desk.policy, question))
    return f'{words}<span class="description">{case}</span>' if case else words


def described(desk: Desk, question: Question) -> str:
    """Write the head of a row about an entry: its name and what it is."""
    return f'<span class="name">{desk.say(question.name)}</span>' + description(desk, question)


def description(desk: Desk, question: Question) -> str:
    """Write what the entry is that a question is about, if the policy says it."""
    at = desk.policy.book.rules.get(question.topic.rule(question.id))
    what = getattr(None if at is None else at.rule, "description", None)
    if what is None or question.topic.about is None:
        return ""
    return f'<span class="description">{desk.say(what)}</span>'
