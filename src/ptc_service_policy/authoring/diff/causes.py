"""Which differences between two versions move an answer: put some into the old version, and ask again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from ptc_service_policy.authoring.diff.answers import Turn, points_of
from ptc_service_policy.authoring.diff.asking import Asked, Question
from ptc_service_policy.authoring.diff.cases import Cases
from ptc_service_policy.authoring.diff.differences import Difference, Mixing
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.topics.registry import topic

Causes = dict[Turn, tuple[Difference, ...]]
_REFERRED_TO = frozenset(("register", "source", "vocabulary"))
_ENTRY = 2
_WITHDRAWN = "withdrawn"
_MANY = 16
"""Of more than so many groups, halves are tried first."""
_GROUPS = frozenset(("services", "deliveries", "targets", "limits", "commitments"))


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
    search = _Search(mixing, tried, contracts, cases)
    return {**found, **search.within(tried, tuple(left), 0)} if left else found


def _is_a_rule(difference: Difference) -> bool:
    """Tell whether a whole rule came or left: what it is asked, only it can answer."""
    has_id = len(difference.path) == _ENTRY and difference.path[0] in _GROUPS
    return has_id and (difference.came or difference.left)


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
        within = depth + 1
        if len(subgroups) > _MANY:  # by halves, which takes a few mixtures and not one of each
            middle = len(subgroups) // 2
            halves = subgroups[:middle], subgroups[middle:]
            subgroups, within = tuple(tuple(chain.from_iterable(each)) for each in halves), depth
        found: Causes = {}
        for each in subgroups:
            if moved := self._moved(each, turns):
                for turn, causes in self.within(each, moved, within).items():
                    found[turn] = tuple(dict.fromkeys((*found.get(turn, ()), *causes)))
        while left := [turn for turn in turns if turn not in found]:
            causes = self._smallest(group, left[0])
            found |= dict.fromkeys((left[0], *self._moved(causes, left)), causes)
        return found

    def _smallest(self, group: tuple[Difference, ...], turn: Turn) -> tuple[Difference, ...]:
        """Leave out of a group what a point turns without."""
        kept, size = group, len(group) // 2 if len(group) > _MANY else 1
        while size:
            for part in _parts_of(kept, size):
                fewer = tuple(other for other in kept if other not in part)
                if fewer and self._moved(fewer, (turn,)):
                    kept = fewer
            size //= 2
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


def _parts_of(group: Sequence[Difference], size: int) -> Iterator[frozenset[Difference]]:
    for start in range(0, len(group), size):
        yield frozenset(group[start : start + size])


def _split(group: Iterable[Difference], depth: int) -> tuple[tuple[Difference, ...], ...]:
    parts: dict[object, list[Difference]] = defaultdict(list)
    for each in group:
        path = (each.file, *each.path)
        parts[path[depth] if depth < len(path) else None].append(each)
    return tuple(map(tuple, parts.values()))
