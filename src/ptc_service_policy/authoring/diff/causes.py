"""Which differences between two versions move an answer: put some into the old version, and ask again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ptc_service_policy.authoring.diff.answers import Turn, points_of
from ptc_service_policy.authoring.diff.asking import Asked, Question
from ptc_service_policy.authoring.diff.cases import Cases
from ptc_service_policy.authoring.diff.differences import Difference, Mixing
from ptc_service_policy.settling.contract import Contract

Causes = dict[Turn, tuple[Difference, ...]]
_REFERRED_TO = frozenset(("register", "source", "vocabulary"))
_ENTRY = 2


def find_causes(
    turns: Sequence[Turn],
    differences: Iterable[Difference],
    mixing: Mixing,
    contracts: Mapping[str, Contract],
    cases: Cases,
) -> Causes:
    """Find for each point that turned the smallest set of differences that turns it, if any does.

    Differences are tried file by file, entry by entry and leaf by leaf, where a group turns anything. Where
    it takes several together, each that can be left out is; what comes or leaves with one of the ``cases`` is
    tried with all of it.
    """
    tried = tuple(each for each in differences if not each.is_order)
    search = _Search(mixing, tried, contracts, cases)
    return search.within(tried, tuple(turns), 0) if turns else {}


class _Search:
    """Ask mixtures of two versions."""

    def __init__(
        self,
        mixing: Mixing,
        differences: tuple[Difference, ...],
        contracts: Mapping[str, Contract],
        cases: Cases,
    ) -> None:
        self._mixing, self._contracts, self._cases = mixing, contracts, cases
        # What only is there to be referred to turns nothing by itself, and lets the rest be tried alone.
        self._support = tuple(
            each
            for each in differences
            if each.came and each.file in _REFERRED_TO and len(each.path) <= _ENTRY
        )
        self._plain = self._asked(self._support)

    def within(self, group: tuple[Difference, ...], turns: tuple[Turn, ...], depth: int) -> Causes:
        """Find causes within a group of differences of which the first ``depth`` steps are the same."""
        if len(group) == 1:
            return dict.fromkeys(turns, self._whole(group))
        subgroups = _split(group, depth)
        if len(subgroups) == 1:
            return self.within(group, turns, depth + 1)
        found: Causes = {}
        for each in subgroups:
            if moved := self._moved(each, turns):
                for turn, causes in self.within(each, moved, depth + 1).items():
                    found[turn] = tuple(dict.fromkeys((*found.get(turn, ()), *causes)))
        while left := [turn for turn in turns if turn not in found]:
            causes = self._smallest(group, left[0])
            found |= dict.fromkeys((left[0], *self._moved(causes, left)), causes)
        return found

    def _smallest(self, group: tuple[Difference, ...], turn: Turn) -> tuple[Difference, ...]:
        """Leave out of a group what a point turns without."""
        kept = group
        for each in group:
            fewer = tuple(other for other in kept if other is not each)
            if fewer and self._moved(fewer, (turn,)):
                kept = fewer
        return self._whole(kept)

    def _whole(self, group: Iterable[Difference]) -> tuple[Difference, ...]:
        """Return a group with all that comes or leaves together with some of it."""
        return tuple(
            dict.fromkeys(
                one for each in group for one in (self._cases[each].whole if each in self._cases else (each,))
            )
        )

    def _moved(self, group: Sequence[Difference], turns: Iterable[Turn]) -> tuple[Turn, ...]:
        """Return the points that a group of differences turns by itself."""
        group = self._whole(group)
        own = set(group)
        without = tuple(each for each in self._support if each not in own)
        plain = self._plain if len(without) == len(self._support) else self._asked(without)
        mixed = self._asked((*without, *group))
        if plain is None or mixed is None:
            return ()
        by_question: dict[Question, list[Turn]] = defaultdict(list)
        for turn in turns:
            by_question[turn.question].append(turn)
        return tuple(
            turn
            for question, asked in by_question.items()
            for turn in _moved_in(plain, mixed, question, asked)
        )

    def _asked(self, differences: Sequence[Difference]) -> Asked | None:
        policy = self._mixing.with_(differences)
        return None if policy is None else Asked(policy, self._contracts)


def _moved_in(plain: Asked, mixed: Asked, question: Question, turns: Iterable[Turn]) -> list[Turn]:
    try:
        old, new = points_of(plain, question), points_of(mixed, question)
    except (LookupError, AttributeError, TypeError, ValueError):
        # A mixture that contradicts itself has no answer.
        return []
    return [turn for turn in turns if old.get(turn.point) != new.get(turn.point)]


def _split(group: Iterable[Difference], depth: int) -> tuple[tuple[Difference, ...], ...]:
    parts: dict[object, list[Difference]] = defaultdict(list)
    for each in group:
        path = (each.file, *each.path)
        parts[path[depth] if depth < len(path) else None].append(each)
    return tuple(map(tuple, parts.values()))
