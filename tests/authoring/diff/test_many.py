"""Many rules that change at once: each is told by what it says itself, and no other is asked."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ptc_service_policy.authoring.diff import Change, Edition, compare_editions, read_edition
from ptc_service_policy.authoring.diff.asking import Asked, Question, questions_of
from ptc_service_policy.authoring.diff.resting import ENTRIES, Resting
from ptc_service_policy.authoring.diff.watching import WatchedBook
from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.settling.applied_terms import AppliedTerms
from ptc_service_policy.settling.attributes import cases_told
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.topic import Case

Edited = Callable[[list[dict[str, str]]], Edition]
ROOT = Path(__file__).parents[3]
SHEETS = {each.name: each for each in (ROOT / "policies", *(ROOT / "tests" / "descriptions").glob("[ms]*"))}
DELIVERY = """  extra-{number}:
    name: {{ fr: Extra {number}, en: Extra {number} }}
    values: {{ tsam: not-provided, standard: not-provided, premium: {premium} }}
    source: [table-2-service-review]
"""
OLD = "{{ methods: [email], frequency: monthly{held} }}"
NEW = {
    0: "{{ methods: [email], frequency: quarterly{held} }}",
    1: "{{ methods: [phone], frequency: weekly{held} }}",
    2: "{{ methods: [phone], frequency: monthly{held} }}",
    3: "{{ methods: [email], frequency: as-needed{held} }}",
    4: "not-provided",
}
COUNT = 20


def deliveries(changed: frozenset[int]) -> list[dict[str, str]]:
    """Add deliveries, every third of which the one before serves for too; some say something else by now."""
    said = []
    for number in range(COUNT):
        held = f", held_with: extra-{number - 1}" if number % 3 == 2 else ""
        premium = (NEW[number % len(NEW)] if number in changed else OLD).format(held=held)
        said.append(DELIVERY.format(number=number, premium=premium))
    return [{"file": "cadences.yaml", "append": "".join(said)}]


def told(changes: tuple[Change, ...]) -> Iterator[object]:
    for each in changes:
        edits = tuple((edit.before, edit.after) for edit in each.edits)
        follows = tuple(sorted((one.topic, one.id, one.effect, one.count) for one in each.follows))
        yield (
            each.topic,
            each.id,
            each.offering,
            each.effect,
            str(each.before),
            str(each.after),
            edits,
            follows,
        )


def test_rules_that_change_at_once_are_told_as_each_alone(edited: Edited) -> None:
    before, after = edited(deliveries(frozenset())), edited(deliveries(frozenset(range(COUNT))))
    together = set(told(compare_editions(before, after)))
    held = {number for number in range(COUNT) if number % 3 == 2}
    apart: set[object] = set()
    for number in range(COUNT):
        if not held & {number, number + 1}:
            apart |= set(told(compare_editions(before, edited(deliveries(frozenset([number]))))))

    assert len(apart) >= COUNT / 3
    assert apart <= together


def test_what_cannot_be_read_in_one_rule_hides_nothing_of_others(edited: Edited) -> None:
    """A limit that becomes a minimum can only be read with both edits; another is read with either."""
    rule = """  {id}:
    name: {{ fr: Visites {id}, en: Visits {id} }}
    description: {{ fr: Les visites., en: The visits. }}
    values:
      tsam: {value}
      standard: not-provided
      premium: {value}
    source: [scope-contacts]
"""
    most = "{ maximum: 3, unit: person, counted: { each: { months: 1 } }, counted_per: [contract] }"
    least = most.replace("maximum", "minimum")
    fewer = "{ maximum: 2, unit: person, counted: { each: { months: 3 } }, counted_per: [contract] }"

    def limits(first: str, second: str) -> Edition:
        said = rule.format(id="visits-a", value=first) + rule.format(id="visits-b", value=second)
        return edited([{"file": "engagement.yaml", "replace": "limits:\n", "with": f"limits:\n{said}"}])

    before = limits(most, most)
    together = set(told(compare_editions(before, limits(least, fewer))))
    for alone in (limits(least, most), limits(most, fewer)):
        assert set(told(compare_editions(before, alone))) <= together


def same(calendar: BusinessCalendar) -> BusinessCalendar:
    return calendar


def ask(book: WatchedBook, question: Question) -> None:
    """Ask a question anew, of a book that notes the rules that are looked up."""
    asked, told = topic(question.topic), dict(question.case)
    with suppress(PolicyError):
        if asked.needs_contract:
            zone, holidays, absences = question.terms
            closures = [{"kind": each, "first": "2026-03-13"} for each in absences]
            terms = {"offering": question.offering, "time_zone": zone, "holidays": holidays}
            contract = Contract.model_validate({**terms, "start": "2026-01-15", "closures": closures})
            applied = AppliedPolicy(contract, lambda said: AppliedTerms.of(book, same, said).seen_by(same))
            book.met.clear()  # what terms are checked by refuses a contract, and answers nothing
            applied.ask(asked.name, question.about, **dict(question.given), **told)
        else:
            cases = cases_told(book.files.vocabulary, told)
            asked.ask(Case(Subject(book, question.offering, FrozenDict(cases)), question.about))


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_answer_rests_on_no_entry_that_nothing_names(sheet: str) -> None:
    """What an answer meets on its way is what was foreseen that it may rest on."""
    for folder in sorted(each for each in SHEETS[sheet].iterdir() if (each / "policy.yaml").exists()):
        edition = read_edition(folder)
        resting = Resting((), {}, edition.data)
        asked = Asked(Policy(edition.files))
        book = WatchedBook(edition.files)
        for question in questions_of(asked, asked):
            if not question.about:
                continue
            book.met.clear()
            ask(book, question)
            met = {
                id_
                for group, _, id_ in (each.partition(".") for each in book.met)
                if group in ENTRIES and id_ != question.about
            }
            assert met <= resting.entries(question.about), question
