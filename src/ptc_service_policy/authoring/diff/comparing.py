"""Two versions side by side: every change, placed and in the order of the customer's interest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ptc_service_policy.authoring.diff.answers import BESIDE, Turn, turns_of
from ptc_service_policy.authoring.diff.asking import (
    Asked,
    Question,
    questions_of,
    questions_of_contracts,
    questions_where_hours_part,
)
from ptc_service_policy.authoring.diff.calendars import with_like_calendars
from ptc_service_policy.authoring.diff.cases import cases_that_move
from ptc_service_policy.authoring.diff.causes import Causes, Mixtures, find_causes
from ptc_service_policy.authoring.diff.changes import Change, Edit, Following
from ptc_service_policy.authoring.diff.contracts import (
    Contracts,
    Reached,
    Refusal,
    name_contracts,
    sort_out,
)
from ptc_service_policy.authoring.diff.differences import (
    Difference,
    Mixing,
    as_written,
    differences_between,
    entries_left_to,
    in_like_forms,
    moved_rules,
    times_in,
)
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.renames import Renamed, Renames
from ptc_service_policy.authoring.diff.resting import Resting
from ptc_service_policy.authoring.diff.texts import Side, Texts
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.settling.contract_checks import readings_to_choose
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.wording import both, joined

_OFFERING = LocalizedText(fr="Offre « {name} »", en='Offering "{name}"')
_PROPOSED = LocalizedText(fr="proposée", en="offered")
_NOT_PROPOSED = LocalizedText(fr="non proposée", en="not offered")
_REWRITTEN = frozenset(("values", "firmness"))
_NOT_IN_VALUES = frozenset(("may_change", "scope", "source"))
_CHOICE = LocalizedText(
    fr="ce qu'un contrat peut retenir pour « {question} »",
    en='what a contract may choose for "{question}"',
)
_NO_CHOICE = LocalizedText(fr="aucun choix", en="no choice")
_RENAMED = LocalizedText(fr="identifiant de « {name} »", en='id of "{name}"')


class Compared(NamedTuple):
    """Hold what changes, and the contracts that only one of both versions takes."""

    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]


def compare_editions(before: Edition, after: Edition) -> tuple[Change, ...]:
    """Find every change from one version to another; there is none if, and only if, both say the same.

    Both are asked everything. What an answer shows is told there, at its cause, and what no answer shows
    beside it: each difference between the files is an edit of at least one change.
    """
    return compare_with_contracts(before, after, {}).changes


def compare_with_contracts(before: Edition, after: Edition, contracts: Mapping[str, Contract]) -> Compared:
    """Find every change, and which of the owner's contracts each reaches.

    The contracts are asked beside what is asked anyway: they alter neither the changes nor their classes.
    """
    comparison = _Comparison(before, after, contracts)
    return Compared(comparison.changes(), comparison.refusals)


class _Comparison:
    """Hold two versions while they are compared; the old one speaks with the ids of the new."""

    def __init__(self, before: Edition, after: Edition, contracts: Mapping[str, Contract]) -> None:
        before, after = with_like_calendars(before, after)
        self._before, self._after = before, after
        self._renames = Renames.between(before.data, after.data)
        old = {name: self._renames.aligned(each, after.data[name]) for name, each in before.data.items()}
        whole = Mixing(before.files, old)
        renamed = whole.with_(Difference(name, (), each, each) for name, each in old.items())
        files = before.files if renamed is None or not self._renames.found else renamed.files
        spoken = before.asked if files is before.files else Asked(Policy(files))
        self._written = contracts
        taken, self.refusals = sort_out(contracts, before.asked, spoken, after.asked, self._renames)
        self._contracts = Contracts.of(taken, spoken, after.asked)
        self._asked = spoken.about(self._contracts.asked), after.asked.about(self._contracts.asked)
        self._old = old
        alike = {name: in_like_forms(each, after.data[name]) for name, each in old.items()}
        was, now = ({name: pair[side] for name, pair in alike.items()} for side in (0, 1))
        self._mixing = Mixing(files, was)
        self._sides = Side(files, was), Side(after.files, now)
        self._differences = differences_between(was, now)
        self._edits = {each: self._edit(each) for each in self._differences}
        self._cases = cases_that_move(self._differences, was, now)
        self._resting = Resting(self._differences, self._contracts.asked, was, now)

    def changes(self) -> tuple[Change, ...]:
        """Tell everything."""
        reached: list[Reached] = []
        changes = tuple(self._changes(reached))
        return name_contracts(changes, reached, self._written) if self._written else changes

    def _changes(self, reached: list[Reached]) -> Iterator[Change]:
        old, new = (side.policy.offerings for side in self._asked)
        moved = [name for name in {**old, **new} if name not in old or name not in new]
        of_offerings = {name: [each for each in self._differences if _is_of(each, name)] for name in moved}
        told = {each for found in of_offerings.values() for each in found}
        for name, found in of_offerings.items():
            yield self._offering(name, found)
        rest = [each for each in self._differences if each not in told]
        asked = tuple(questions_of(*self._asked, self._resting.may_move))
        everything = (*asked, *self._questions_of_contracts(rest))
        turns = [turn for question in everything for turn in turns_of(*self._asked, question)]
        turns += self._where_hours_part(everything, turns, rest)
        mixtures = Mixtures(self._asked[0], self._mixing, rest, self._cases)
        found_for = find_causes(turns, rest, self._resting, mixtures)
        reached += self._reached(found_for)
        causes = {
            turn: found
            for turn, found in found_for.items()
            if not turn.question.contract and not _is_said_of_all(turn, found)
        }
        yield from self._turned(causes)
        told |= {each for found in causes.values() for each in found}
        yield from map(self._renamed, self._renames.found)
        left = [each for each in rest if each not in told]
        yield from self._choices(left)
        by_address: dict[str, list[Question]] = defaultdict(list)
        for question in asked:
            by_address[topic(question.topic).rule(question.about)].append(question)
        rewritten = {each for each in left if self._is_rewritten(each, by_address)}
        alone = [each for each in left if each not in self._cases or each in self._cases[each].told]
        edits = {each: self._edits_with_the_case(each) for each in alone}
        yield from Texts(*self._sides, rewritten).tell(alone, edits)

    def _edits_with_the_case(self, difference: Difference) -> tuple[Edit, ...]:
        """Return the edits of a difference: of what a rule says in a new case, that of the case too."""
        of_case = self._cases[difference].vocabulary if difference in self._cases else ()
        return tuple(self._edits[each] for each in dict.fromkeys((difference, *of_case)))

    def _is_rewritten(self, difference: Difference, asked: Mapping[str, list[Question]]) -> bool:
        """Tell whether a rule writes its values, or their firmness, in another form and says the same."""
        if difference in self._cases or difference.says(_NOT_IN_VALUES):
            return False
        if not _REWRITTEN.intersection(difference.path):
            return False
        answers = [
            tuple(side.answer(question) for side in self._asked)
            for address in _addresses_of(difference)
            for question in asked.get(address, ())
            if not topic(question.topic).needs_contract
        ]
        return bool(answers) and all(
            old is not None
            and new is not None
            and (old.value, old.basis, old.firmness) == (new.value, new.basis, new.firmness)
            for old, new in answers
        )

    def _questions_of_contracts(self, differences: Iterable[Difference]) -> Iterator[Question]:
        if self._contracts.asked:
            plain, moved = self._contracts.plain, moved_rules(differences)
            may_move = self._resting.may_move
            yield from questions_of_contracts(*self._asked, may_move, plain=plain, moved=moved)

    def _where_hours_part(
        self, asked: Iterable[Question], turns: Iterable[Turn], differences: Iterable[Difference]
    ) -> Iterator[Turn]:
        """Find the first answer of each sort that turns at another instant than the usual ones.

        Of a contract of the owner's it is enough that one does.
        """
        found: set[Any] = {turn.question._replace(given=()) for turn in turns if turn.question.contract}
        for question in questions_where_hours_part(*self._asked, asked, times_in(differences)):
            about = question._replace(given=())
            if about not in found:
                for turn in turns_of(*self._asked, question):
                    sort = about if question.contract else (about, turn.point, turn.effect)
                    if sort not in found:
                        found.add(sort)
                        yield turn

    def _reached(self, causes: Causes) -> Iterator[Reached]:
        for turn, found in causes.items():
            name, about, offering, *_, contract = turn.question
            for key in self._contracts.reached(contract, offering, needs_contract=turn.is_derived):
                for each in found:
                    yield Reached(self._edits[each], offering, name, about, key)

    def _edit(self, difference: Difference) -> Edit:
        file, path = difference.file, difference.path
        was, now = (as_written(data[file], path) for data in (self._old, self._after.data))
        original = None if difference.came else self._renames.original(self._before.data[file], was)
        return Edit(
            None if original is None else self._before.place(file, original),
            None if difference.left else self._after.place(file, now),
        )

    def _offering(self, name: str, found: Iterable[Difference]) -> Change:
        old, new = (side.policy.offerings for side in self._asked)
        came = name not in old
        texts = (_NOT_PROPOSED, _PROPOSED) if came else (_PROPOSED, _NOT_PROPOSED)
        effect = Effect.BETTER if came else Effect.WORSE
        label = _OFFERING.format(name=(new if came else old)[name].name)
        own = [each for each in found if each.path == ("offerings", name)]
        edits = tuple(self._edits[each] for each in (*own, *(each for each in found if each not in own)))
        return Change("offering", name, name, effect, label, *texts, edits)

    def _choices(self, left: Iterable[Difference]) -> Iterator[Change]:
        """Tell which readings a contract may choose no more, or now, by differences that no answer shows."""
        sides = (self._asked[0].policy.files, self._asked[1].policy.files)
        before, after = map(readings_to_choose, sides)
        moved: dict[str, list[Difference]] = defaultdict(list)
        for each in left:
            for name in entries_left_to(each):
                moved[name].append(each)
        for name, entry in sides[1].register.entries.items():
            found = moved[name]
            known = sides[0].register.entries.get(name)
            if not found or known is None:
                continue
            old, new = before.get(name, ()), after.get(name, ())
            lost = [known.readings[each].text for each in old if each not in new]
            won = [entry.readings[each].text for each in new if each not in old]
            if lost or won:
                label = _CHOICE.format(question=entry.question)
                effect = Effect.WORSE if lost else Effect.BETTER
                was, now = (joined(each) if each else _NO_CHOICE for each in (lost, won))
                edits = tuple(self._edits[each] for each in found)
                yield Change("reading", name, None, effect, label, was, now, edits)

    def _renamed(self, renamed: Renamed) -> Change:
        path = (*renamed.path, renamed.new)
        original = self._renames.original(self._before.data[renamed.file], path)
        edit = Edit(self._before.place(renamed.file, original), self._after.place(renamed.file, path))
        effect = Effect.WORDING if renamed.file == "source" else Effect.DIFFERENT
        label = _RENAMED.format(name=self._name(renamed))
        return Change("id", renamed.new, None, effect, label, both(renamed.old), both(renamed.new), (edit,))

    def _name(self, renamed: Renamed) -> object:
        entry = self._after.data[renamed.file]
        for step in (*renamed.path, renamed.new):
            entry = entry[step]
        name = next((entry[key] for key in ("name", "question", "text", "title") if key in entry), None)
        return renamed.new if name is None else LocalizedText(**name)

    def _turned(self, causes: Causes) -> Iterator[Change]:
        """Tell what turned by the same cause for the same offering together."""
        for (_, found), turns in _together(causes).items():
            edits = tuple(self._edits[each] for each in found)
            for head, following in _heads(turns, found):
                question = head.question
                yield Change(
                    question.topic,
                    question.about or None,
                    question.offering,
                    head.effect,
                    head.label,
                    head.before,
                    head.after,
                    edits,
                    tuple(_following(following)),
                    example=head.example,
                )


def _together(causes: Causes) -> dict[tuple[str, tuple[Difference, ...]], list[Turn]]:
    """Group what turned by offering and cause; what several causes move follows one that is told anyway."""
    together: dict[tuple[str, tuple[Difference, ...]], list[Turn]] = defaultdict(list)
    for turn, found in causes.items():
        together[turn.question.offering, found].append(turn)
    for (offering, found), turns in tuple(together.items()):
        alone = [(offering, (each,)) for each in found]
        if (
            len(found) > 1
            and all(turn.is_derived for turn in turns)
            and all(key in together for key in alone)
        ):
            together[alone[0]] += together.pop((offering, found))
    return together


def _is_of(difference: Difference, offering: str) -> bool:
    return offering in difference.path or offering in (difference.old, difference.new)


def _heads(turns: Sequence[Turn], causes: Iterable[Difference]) -> Iterator[tuple[Turn, Sequence[Turn]]]:
    """Choose what is told by itself: what the cause says, or else every plain answer, or else one derived.

    The rest follows what does the same to the customer; what does something else is told by itself too, so
    that a change and the change back are told alike.
    """
    plain = [turn for turn in turns if not turn.is_derived]
    own = [turn for turn in plain if any(_is_said_by(turn, each) for each in causes)]
    heads = own or plain or list(turns[:1])
    rest: dict[Effect, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn not in heads:
            rest[heads[0].effect if turn.effect is Effect.WORDING else turn.effect].append(turn)
    for turn in heads:
        yield turn, rest.pop(turn.effect, [])
    for others in rest.values():
        yield from _heads(others, ())


def _is_said_by(turn: Turn, cause: Difference) -> bool:
    """Tell whether a difference stands in the very rule that answers."""
    return topic(turn.question.topic).rule(turn.question.about) in _addresses_of(cause)


def _addresses_of(difference: Difference) -> tuple[str, ...]:
    """Return the addresses that the rule may have in which a difference stands."""
    path = difference.path
    return tuple(dict.fromkeys((".".join(map(str, path[:2])), f"{difference.file}.{path[0]}")))


def _is_said_of_all(turn: Turn, causes: Iterable[Difference]) -> bool:
    """Tell whether a rule says what turned of whatever it gives: it is told once, of the rule."""
    return turn.point in BESIDE and any(
        turn.point in each.path and "values" not in each.path for each in causes
    )


def _following(turns: Iterable[Turn]) -> Iterator[Following]:
    counted: dict[tuple[str, str, str, Effect], list[Turn]] = defaultdict(list)
    for turn in turns:
        name, about, offering, *_ = turn.question
        counted[name, about, offering, turn.effect].append(turn)
    for (name, about, offering, effect), found in counted.items():
        yield Following(name, about or None, found[0].label, offering, effect, len(found))
