"""Which statement of a document is which that was learnt, and what became of the others."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from ptc_service_policy.authoring.source.blocks import heading_digest
from ptc_service_policy.authoring.source.description import Description, Section, Statement
from ptc_service_policy.authoring.source.encoded import EncodedPolicy, agree
from ptc_service_policy.authoring.source.heads import Line, heads_of
from ptc_service_policy.authoring.source.learned import Learned
from ptc_service_policy.authoring.source.slots import LISTS, Slot
from ptc_service_policy.authoring.source.words import distance, fold, likeness
from ptc_service_policy.model.learned import LearnedSlot, LearnedStatement

_MOST_BITS_APART = 18
_FEW_WORDS = 3
_POINTS = re.compile(r"(?<!\d )\b(?:ci dessus|ci dessous|above|below)\b")
"""Words that point to another section by where it stands, and not by a number."""
_RANKS = re.compile(r"\b(?:ordre|order|priorit\w*|etapes?|steps?|rang|rank\w*)\b")
"""Words after which the order of a list is what it says."""


@dataclass(slots=True)
class Matching:
    """Pair the statements and sections of a document with those that were learnt.

    ``twice`` are statements with the shape of one that has its partner already, ``repeated`` those that say
    the same again; ``new`` have none, and what is ``gone`` has no partner in the document. What ``strayed``
    stands below another head than it did: with its id go what it stood below and what it stands below now.
    """

    statements: dict[Statement, str] = field(default_factory=dict)
    twice: list[Statement] = field(default_factory=list)
    new: list[Statement] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    repeated: dict[Statement, str] = field(default_factory=dict)
    moved: list[Statement] = field(default_factory=list)
    strayed: dict[Statement, tuple[str, str, str]] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    new_sections: list[Section] = field(default_factory=list)
    gone_sections: list[str] = field(default_factory=list)


def match(description: Description, learned: Learned, policy: EncodedPolicy) -> Matching:
    """Match a document with what was learnt: by the same words, by shape, by likeness, then by place."""
    return _Matcher(description, learned, policy).match()


class _Matcher:
    """Pair statements step by step; what is paired stays so."""

    def __init__(self, description: Description, learned: Learned, policy: EncodedPolicy) -> None:
        self._description = description
        self._learned = learned
        self._policy = policy
        self._encoded = policy.files.source.statements
        self._known: Mapping[str, LearnedStatement] = {
            id_: each for id_, each in learned.file.statements.items() if id_ in self._encoded
        }
        self._left = list(description.statements)
        self._free = dict.fromkeys(self._known)
        self._found = Matching()

    def match(self) -> Matching:
        self._by_digest()
        self._rows()
        self._by_shape()
        self._by_likeness()
        self._between()
        found = self._found
        shapes = {each.shape for each in self._known.values()}
        found.repeated = dict(self._repeated())
        for statement in (each for each in self._left if each not in found.repeated):
            known = statement.kind not in {"row", "columns"} and self._shape(statement)[0] in shapes
            (found.twice if known else found.new).append(statement)
        found.gone = list(self._free)
        self._sections()
        found.strayed = dict(self._strayed())
        found.moved = [each for each in self._moved() if each not in found.strayed]
        return found

    def _repeated(self) -> Iterator[tuple[Statement, str]]:
        """Find the statements that are printed again, and say the same there.

        A row tells what it is about by its table and its name, and a sentence by an offering; other words
        depend on the statements around them.
        """
        every = self._description.statements
        said = {(each.table, each.digest): each for each in reversed(every) if each in self._found.statements}
        same = {place: said.get((each.table, each.digest)) for place, each in enumerate(every)}
        places = {statement: place for place, statement in enumerate(every)}
        for statement in self._left:
            place = places[statement]
            first = same[place]
            if first is not None:
                known = self._known[self._found.statements[first]]
                names = any(slot.is_ == "offering" and slot.stands_for for slot in known.slots)
                around = ((same.get(place + side), same.get(places[first] + side)) for side in (-1, 1))
                beside = any(one is not None and one is other for one, other in around)
                if statement.table is not None or names or beside or abs(place - places[first]) == 1:
                    yield statement, self._found.statements[first]

    def _pair(self, statement: Statement, id_: str) -> None:
        self._found.statements[statement] = id_
        self._left.remove(statement)
        del self._free[id_]

    def _shape(self, statement: Statement) -> tuple[str, tuple[Slot, ...], int]:
        return self._policy.recogniser.shape(statement.text)

    def _by_digest(self) -> None:
        ids: dict[str, list[str]] = {}
        for id_ in self._free:
            ids.setdefault(self._learned.digests[id_], []).append(id_)
        headings = {digest: id_ for id_, digest in self._learned.file.sections.items()}
        sections = [headings.get(heading_digest(each.heading)) for each in self._description.sections]

        def is_elsewhere(statement: Statement) -> bool:
            homes = {self._encoded[id_].section for id_ in ids.get(statement.digest, ())}
            return sections[statement.section - 1] not in homes

        for statement in sorted(self._left, key=is_elsewhere):
            free = [id_ for id_ in ids.get(statement.digest, ()) if id_ in self._free]
            if free and statement.kind != "row":
                self._pair(statement, free[0])

    def _rows(self) -> None:
        """Pair rows of the same table that are about the same; they come in any order."""
        for statement in [each for each in self._left if each.kind == "row"]:
            id_ = self._policy.row_about(statement.about, statement.table, self._free)
            if id_ is not None:
                self._pair(statement, id_)
        for statement in [each for each in self._left if each.kind == "columns"]:
            heads = [
                id_
                for id_ in self._free
                if (self._encoded[id_].kind, self._encoded[id_].table) == ("columns", statement.table)
            ]
            if heads:
                self._pair(statement, heads[0])

    def _by_shape(self) -> None:
        """Pair statements of the same shape, first those of which most slots say the same."""
        ranked = []
        for order, statement in enumerate(self._prose()):
            shape, slots, words = self._shape(statement)
            for place, id_ in enumerate(self._free):
                known = self._known[id_]
                if known.shape == shape and len(known.slots) == len(slots):
                    shared = sum(
                        self._weight(slot, known, index, slots, id_) for index, slot in enumerate(slots)
                    )
                    if words >= _FEW_WORDS or shared:
                        ranked.append((-shared, abs(order - place), order, statement, id_))
        for _, _, _, statement, id_ in sorted(ranked, key=lambda each: each[:3]):
            if statement in self._left and id_ in self._free:
                self._pair(statement, id_)

    def _weight(
        self, slot: Slot, known: LearnedStatement, index: int, slots: tuple[Slot, ...], id_: str
    ) -> int:
        """Weigh a slot that says the same, or part of it; whom a statement is about weighs most."""
        learned = known.slots[index]
        following = slots[index + 1] if index + 1 < len(slots) else None
        leaves = [leaf for leaf in self._policy.citing(id_) if leaf.address in learned.stands_for]
        if slot.kind == "offering" and learned.stands_for:
            expected = [set(self._policy.offerings_of(rule, id_)) for rule in learned.stands_for]
            same = set(slot.value) in expected
        elif learned.stands_for:
            expected = [set(leaf.value) for leaf in leaves if isinstance(leaf.value, list | dict)]
            same = any(agree(slot, leaf.value, following) for leaf in leaves)
        else:
            expected = [set(map(str, learned.says))] if slot.kind in LISTS else []
            same = says_the_same(slot, learned)
        shared = slot.kind in LISTS and any(each & set(map(str, slot.value)) for each in expected)
        return (4 if slot.kind == "offering" else 2) if same else int(shared)

    def _by_likeness(self) -> None:
        near = []
        for statement in self._prose():
            bits = likeness(statement.text)
            for id_ in self._free:
                known = self._known[id_].likeness
                if known is not None and self._encoded[id_].table is None:
                    near.append((distance(bits, known), statement.place.line or 0, statement, id_))
        for apart, _, statement, id_ in sorted(near, key=lambda each: each[:2]):
            if apart <= _MOST_BITS_APART and statement in self._left and id_ in self._free:
                self._pair(statement, id_)

    def _between(self) -> None:
        """Pair what stands alike between two pairs, where it is as many on both sides."""
        statements = [each for each in self._description.statements if each.table is None]
        ids = [id_ for id_ in self._known if self._encoded[id_].table is None]
        pairs = [
            (place, ids.index(self._found.statements[each]))
            for place, each in enumerate(statements)
            if self._found.statements.get(each) in ids
        ]
        rising = longest_rising(pairs)
        bounds = [(-1, -1), *(pair for pair in pairs if pair[0] in rising), (len(statements), len(ids))]
        for (first, low), (last, high) in pairwise(bounds):
            ours = [each for each in statements[first + 1 : last] if each in self._left]
            theirs = [id_ for id_ in ids[low + 1 : high] if id_ in self._free]
            shapes = [self._shape(each)[0] for each in ours]
            taken = {each.shape for each in self._known.values()}
            if len(ours) == len(theirs) and not taken & set(shapes):
                for statement, id_ in zip(ours, theirs, strict=True):
                    self._pair(statement, id_)

    def _prose(self) -> list[Statement]:
        return [each for each in self._left if each.table is None]

    def _sections(self) -> None:
        known = {digest: id_ for id_, digest in self._learned.file.sections.items()}
        found = self._found
        for section in self._description.sections:
            here = [
                self._encoded[id_].section
                for statement, id_ in found.statements.items()
                if statement.section == section.number
            ]
            id_ = known.get(heading_digest(section.heading)) or (max(here, key=here.count) if here else None)
            if id_ is None or id_ in found.sections.values():
                found.new_sections.append(section)
            else:
                found.sections[section.number] = id_
        found.gone_sections = [
            id_ for id_ in self._learned.file.sections if id_ not in found.sections.values()
        ]

    def _moved(self) -> Iterator[Statement]:
        """Find the statements that stand in another section, or in another order within their own.

        Rows may come in any order, and so may sections, and the items of one list.
        """
        order = {id_: place for place, id_ in enumerate(self._known)}
        pairs: dict[str, dict[int, int]] = {}
        for place, statement in enumerate(self._description.statements):
            id_ = self._found.statements.get(statement)
            if id_ is not None and statement.table is None:
                pairs.setdefault(self._encoded[id_].section, {})[place] = order[id_]
        for places in self._lists():
            for of in pairs.values():
                here = [place for place in places if place in of]
                of |= dict(zip(here, sorted(of[place] for place in here), strict=True))
        rising = {place for of in pairs.values() for place in longest_rising(list(of.items()))}
        moved = self._has_moved_sections()
        for of in pairs.values():
            for place in of:
                statement = self._description.statements[place]
                points = moved and _POINTS.search(fold(statement.text))
                if place not in rising or points:
                    yield statement

    def _strayed(self) -> Iterator[tuple[Statement, tuple[str, str, str]]]:
        """Find the statements that stand below another heading than they did, or below another line."""
        found = self._found
        ids = {**found.statements, **found.repeated}
        heads = {each.below for each in self._known.values()}
        lines = (
            Line(
                statement,
                statement.section,
                self._known[id_].level if self._encoded[id_].kind == "item" else None,
                is_apart=self._encoded[id_].kind != "item" and self._known[id_].below is None,
                opens=id_ in heads,
            )
            for statement in self._description.statements
            if (id_ := ids.get(statement)) is not None and statement.table is None
        )
        for statement, head in heads_of(lines):
            id_ = ids[statement]
            section, below = self._encoded[id_].section, self._known[id_].below
            here = found.sections.get(statement.section, section)
            now = None if head is None else ids[head]
            is_bound = below in ids.values() or (below is None and self._encoded[id_].kind == "item")
            is_elsewhere = below is None and here != section and statement in found.statements
            if is_elsewhere or (is_bound and now != below):
                yield statement, (id_, below or section, now or here)

    def _has_moved_sections(self) -> bool:
        order = list(self._learned.file.sections)
        numbers = [order.index(id_) for id_ in self._found.sections.values() if id_ in order]
        return numbers != sorted(numbers)

    def _lists(self) -> Iterator[list[int]]:
        """Find the items whose order carries nothing: of one list and level, and with nothing below them."""
        statements = self._description.statements
        run: list[int] = []
        for place, statement in enumerate((*statements, None)):
            if statement is not None and run and self._is_of_list(statement, statements[run[0]]):
                run.append(place)
                continue
            if run and statement is not None and statement.section == statements[run[-1]].section:
                below = statement.kind == "paragraph" or (statement.level or 0) > (
                    statements[run[0]].level or 0
                )
                run = run[:-1] if below or statement.level is None else run
            if len(run) > 1:
                yield run
            run = [place] if statement is not None and self._begins_list(place) else []

    def _is_of_list(self, statement: Statement, first: Statement) -> bool:
        known = self._known.get(self._found.statements.get(statement, ""))
        here = (statement.section, statement.level) == (first.section, first.level)
        return known is not None and here and statement.level == known.level

    def _begins_list(self, place: int) -> bool:
        statement = self._description.statements[place]
        before = self._description.statements[place - 1] if place else statement
        ranked = before.section == statement.section and _RANKS.search(fold(before.text))
        return self._is_of_list(statement, statement) and not ranked


def says_the_same(slot: Slot, learned: LearnedSlot) -> bool:
    """Tell whether a slot that stands for no rule says what it said."""
    said = learned.says
    if slot.kind not in LISTS:
        return type(slot.value) is type(said) and bool(slot.value == said)
    listed = [tuple(each) if isinstance(each, list) else each for each in said or ()]
    return sorted(map(str, slot.value)) == sorted(map(str, listed))


def longest_rising(pairs: list[tuple[int, int]]) -> set[int]:
    """Return the first numbers of the longest run of pairs whose second numbers rise."""
    ends: list[int] = []
    best: list[tuple[int, ...]] = []
    for first, second in pairs:
        place = bisect_left(ends, second)
        run = (*(best[place - 1] if place else ()), first)
        ends[place:] = [second, *ends[place + 1 :]]
        best[place:] = [run, *best[place + 1 :]]
    return set(best[-1]) if best else set()
