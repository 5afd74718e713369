"""Which differences make an answer another: versions are asked that say some of what the new one says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count

from ptc_service_policy.authoring.diff.answers import Turn, points_of
from ptc_service_policy.authoring.diff.asking import Asked, Question
from ptc_service_policy.authoring.diff.cases import Cases
from ptc_service_policy.authoring.diff.differences import Difference, Mixing
from ptc_service_policy.authoring.diff.resting import RULES, Resting, entry_of
from ptc_service_policy.topics.registry import topic

Causes = dict[Turn, tuple[Difference, ...]]
_REFERRED_TO = frozenset(("register", "source", "vocabulary"))
_ENTRY = 2
_WITHDRAWN = "withdrawn"
_MANY = 16
"""Of more than so many groups, halves are tried first."""


def find_causes(
    turns: Sequence[Turn], differences: Iterable[Difference], resting: Resting, mixtures: "Mixtures"
) -> Causes:
    """Find for each point that turned the smallest set of differences that turns it, if any does.

    Differences are tried file by file, group by group and leaf by leaf, where a group turns anything, those
    that are alike in several entries at once. Where it takes several together, each that can be left out is.
    """
    tried = tuple(each for each in differences if not each.is_order)
    # What is withdrawn goes on being answered for a rule that left.
    rules = () if any(_WITHDRAWN in each.path for each in tried) else filter(_is_a_rule, tried)
    by_itself = {".".join(map(str, each.path)): (each,) for each in rules}
    found: Causes = {}
    left: list[Turn] = []
    for turn in turns:
        address = topic(turn.question.topic).rule(turn.question.about)
        if address in by_itself:
            found[turn] = by_itself[address]
        else:
            left.append(turn)
    found |= _told_of_each(mixtures, left, tried, resting)
    return {turn: mixtures.whole(each) for turn, each in found.items()}


def _told_of_each(
    mixtures: "Mixtures", turns: Iterable[Turn], tried: tuple[Difference, ...], resting: Resting
) -> Causes:
    """Find which columns turn each point, and which of their members do: those on which its answer rests.

    Where it rests on several of a column, they are tried apart.
    """
    columns = _columns(tried)
    column_of = {each: column for column in columns for each in column.members}
    found: Causes = {}
    several: Causes = {}
    for turn, causes in mixtures.causes_among(columns, turns).items():
        own: dict[_Column, list[Difference]] = {column: [] for column in causes}
        for each in resting.of(turn.question.about, turn.question.contract):
            if (column := column_of.get(each)) in own:
                own[column].append(each)
        found[turn] = tuple(chain.from_iterable(own.values())) or tried
        if any(len(each) != 1 for each in own.values()):
            several[turn] = found[turn]
    numbers = _told_apart(several.values())
    for turn, causes in mixtures.causes_among(_columns(numbers, numbers), several).items():
        members = frozenset(several[turn])
        found[turn] = tuple(each for column in causes for each in column.members if each in members)
    return found


def _is_a_rule(difference: Difference) -> bool:
    """Tell whether a whole rule came or left: what it is asked, only it can answer."""
    has_id = len(difference.path) == _ENTRY and difference.path[0] in RULES
    return has_id and (difference.came or difference.left)


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """Hold the differences that stand alike in entries, or one that stands in none, and the way to them.

    They are tried together: each moves the answers that rest on its own entry.
    """

    way: tuple[object, ...]
    members: tuple[Difference, ...]


def _columns(
    differences: Iterable[Difference], apart: Mapping[Difference, int] | None = None
) -> tuple[_Column, ...]:
    found: dict[tuple[object, ...], list[Difference]] = defaultdict(list)
    for each in differences:
        group, *rest = each.path
        way = (*rest[1:], (apart or {}).get(each)) if entry_of(each) else rest
        found[each.file, group, *way].append(each)
    return tuple(_Column(way, tuple(each)) for way, each in found.items())


def _told_apart(groups: Iterable[tuple[Difference, ...]]) -> dict[Difference, int]:
    """Give each difference a number that no other of its groups has."""
    taken: dict[Difference, list[set[int]]] = defaultdict(list)
    for group in dict.fromkeys(groups):
        numbers = set[int]()
        for each in group:
            taken[each].append(numbers)
    found: dict[Difference, int] = {}
    for each, sets in taken.items():
        found[each] = next(number for number in count() if all(number not in numbers for numbers in sets))
        for numbers in sets:
            numbers.add(found[each])
    return found


class Mixtures:
    """Ask versions that say what the old one says, but for some of what the new one says."""

    def __init__(self, asked: Asked, mixing: Mixing, differences: Iterable[Difference], cases: Cases) -> None:
        """Take the old version as it was asked; what comes or leaves with a case is tried with all of it."""
        self._asked, self._mixing, self._cases = asked, mixing, cases
        # What only is there to be referred to turns nothing by itself, and lets the rest be tried alone.
        self._support = tuple(
            each
            for each in differences
            if each.came and not each.is_order and each.file in _REFERRED_TO and len(each.path) <= _ENTRY
        )
        self._with = lru_cache(_MANY)(self._make)

    def causes_among(
        self, columns: tuple[_Column, ...], turns: Iterable[Turn]
    ) -> dict[Turn, tuple[_Column, ...]]:
        """Find for each point that columns turn together which of them do."""
        return self._within(columns, tuple(turns), 0) if columns else {}

    def _within(
        self, group: tuple[_Column, ...], turns: tuple[Turn, ...], depth: int
    ) -> dict[Turn, tuple[_Column, ...]]:
        """Find them within a group of which the first ``depth`` steps are the same."""
        if len(group) == 1:
            return dict.fromkeys(turns, group)
        subgroups = _split(group, depth)
        if len(subgroups) == 1:
            return self._within(group, turns, depth + 1)
        within = depth + 1
        if len(subgroups) > _MANY:  # by halves, which takes a few mixtures and not one of each
            middle = len(subgroups) // 2
            halves = subgroups[:middle], subgroups[middle:]
            subgroups, within = tuple(tuple(chain.from_iterable(each)) for each in halves), depth
        found: dict[Turn, tuple[_Column, ...]] = {}
        for each in subgroups:
            if moved := self._moved(each, turns):
                for turn, causes in self._within(each, moved, within).items():
                    found[turn] = (*found.get(turn, ()), *causes)
        while left := [turn for turn in turns if turn not in found]:
            causes = self._smallest(group, left[0])
            found |= dict.fromkeys((left[0], *self._moved(causes, left)), causes)
        return found

    def _smallest(self, group: tuple[_Column, ...], turn: Turn) -> tuple[_Column, ...]:
        """Leave out of a group what a point turns without."""
        kept, size = group, len(group) // 2 if len(group) > _MANY else 1
        while size:
            for part in _parts_of(kept, size):
                fewer = tuple(other for other in kept if other not in part)
                if fewer and self._moved(fewer, (turn,)):
                    kept = fewer
            size //= 2
        return kept

    def whole(self, group: Iterable[Difference]) -> tuple[Difference, ...]:
        """Return a group with all that comes or leaves together with some of it."""
        parts = ((self._cases[each].whole if each in self._cases else (each,)) for each in group)
        return tuple(dict.fromkeys(chain.from_iterable(parts)))

    def _moved(self, columns: Iterable[_Column], turns: Iterable[Turn]) -> tuple[Turn, ...]:
        """Return the points that some columns turn by themselves."""
        by_question: dict[Question, list[Turn]] = defaultdict(list)
        for turn in turns:
            by_question[turn.question].append(turn)
        moved = {
            turn
            for plain, mixed in self._mixtures(tuple(chain.from_iterable(each.members for each in columns)))
            for question, asked in by_question.items()
            for turn in _moved_in(plain, mixed, question, asked)
        }
        return tuple(turn for turn in turns if turn in moved)

    def _mixtures(self, group: tuple[Difference, ...]) -> Iterator[tuple[Asked, Asked]]:
        """Make the old version without and with some of the new one.

        Where one entry contradicts itself by then, the others are tried without it.
        """
        found = self._without_and_with(group)
        if found is not None:
            yield found
            return
        entries = [*dict.fromkeys(filter(None, map(entry_of, group)))]
        middle = len(entries) // 2
        halves = [
            tuple(each for each in group if entry_of(each) not in others)
            for others in map(frozenset, (entries[middle:], entries[:middle]))
            if middle
        ]
        if len(entries) <= _MANY or any(map(self._without_and_with, halves)):
            for half in halves:
                yield from self._mixtures(half)

    def _without_and_with(self, group: tuple[Difference, ...]) -> tuple[Asked, Asked] | None:
        own = dict.fromkeys(self.whole(group))
        without = tuple(each for each in self._support if each not in own)
        plain, mixed = self._with(without), self._with((*without, *own))
        return None if plain is None or mixed is None else (plain, mixed)

    def _make(self, differences: tuple[Difference, ...]) -> Asked | None:
        if not differences:
            return self._asked
        policy = self._mixing.with_(differences)
        return None if policy is None else Asked(policy, self._asked.contracts)


def _moved_in(plain: Asked, mixed: Asked, question: Question, turns: Iterable[Turn]) -> list[Turn]:
    try:
        old, new = points_of(plain, question), points_of(mixed, question)
    except (LookupError, AttributeError, TypeError, ValueError):
        # A mixture that contradicts itself has no answer.
        return []
    return [turn for turn in turns if old.get(turn.point) != new.get(turn.point)]


def _parts_of(group: Sequence[_Column], size: int) -> Iterator[frozenset[_Column]]:
    for start in range(0, len(group), size):
        yield frozenset(group[start : start + size])


def _split(group: Iterable[_Column], depth: int) -> tuple[tuple[_Column, ...], ...]:
    parts: dict[object, list[_Column]] = defaultdict(list)
    for each in group:
        parts[each.way[depth] if depth < len(each.way) else None].append(each)
    return tuple(map(tuple, parts.values()))
