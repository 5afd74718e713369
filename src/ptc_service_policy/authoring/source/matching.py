"""Which statement of a document is which of source.yaml, and what became of those that differ."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from ptc_service_policy.authoring.source.description import Description, Section, Statement
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.extraction import Extraction
from ptc_service_policy.authoring.source.vocabulary import SECTION_WITHOUT_HEADING, section_of_heading
from ptc_service_policy.model.source import Statement as Encoded

Group = tuple[object, ...]


@dataclass(slots=True)
class Matching:
    """Pair the sections and statements of a document with those of source.yaml.

    ``sections`` and ``statements`` go from what the document has to the ids of source.yaml; what is
    in neither is new, and what is ``gone`` has no partner in the document.
    """

    sections: dict[int, str] = field(default_factory=dict)
    statements: dict[Statement, str] = field(default_factory=dict)
    new_sections: list[Section] = field(default_factory=list)
    gone_sections: list[str] = field(default_factory=list)
    moved_sections: dict[Section, str] = field(default_factory=dict)
    new: list[Statement] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    moved: dict[Statement, str] = field(default_factory=dict)
    reworded: dict[Statement, str] = field(default_factory=dict)


def match(extraction: Extraction, policy: EncodedPolicy) -> Matching:
    """Match a document with a policy: first by the same words, then by the same facts, then by place."""
    found = Matching()
    _match_sections(found, extraction.description, policy)
    _match_statements(found, extraction, policy)
    return found


def _match_sections(found: Matching, description: Description, policy: EncodedPolicy) -> None:
    known = policy.files.source.sections
    by_heading = (
        (section, SECTION_WITHOUT_HEADING if section.heading is None else section_of_heading(section.heading))
        for section in description.sections
    )
    by_words = _sections_by_words(description, policy)
    for section, id_ in (*by_heading, *by_words):
        taken = set(found.sections.values())
        if id_ in known and id_ not in taken and section.number not in found.sections:
            found.sections[section.number] = id_
    order = sorted(known, key=lambda id_: known[id_].number)
    left = [section.number for section in description.sections]
    found.sections |= dict(_between(left, order, found.sections))
    found.new_sections = [each for each in description.sections if each.number not in found.sections]
    found.gone_sections = [id_ for id_ in order if id_ not in found.sections.values()]
    pairs = {number: known[id_].number for number, id_ in found.sections.items()}
    moved = _misplaced(
        pairs,
        new=[each.number for each in found.new_sections],
        gone=[known[id_].number for id_ in found.gone_sections],
    )
    found.moved_sections = {
        section: found.sections[section.number] for section in description.sections if section.number in moved
    }


def _sections_by_words(description: Description, policy: EncodedPolicy) -> Iterator[tuple[Section, str]]:
    """Pair sections that share statements, those that share most first."""
    section_of = {each.digest: each.section for each in policy.files.source.statements.values()}
    shared = Counter(
        (each.section, section_of[each.digest])
        for each in description.statements
        if each.digest in section_of
    )
    numbered = {section.number: section for section in description.sections}
    for (number, id_), _ in shared.most_common():
        yield numbered[number], id_


def _between(left: list[int], right: list[str], known: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Pair what stands alike between two pairs that are known, where it is as many on both sides."""
    anchors = [(left.index(number), right.index(id_)) for number, id_ in known.items()]
    rising = [
        anchor
        for anchor in sorted(anchors)
        if all((anchor[0] - a) * (anchor[1] - b) >= 0 for a, b in anchors)
    ]
    bounds = [(-1, -1), *rising, (len(left), len(right))]
    for (first, low), (last, high) in pairwise(bounds):
        ours = [number for number in left[first + 1 : last] if number not in known]
        theirs = [id_ for id_ in right[low + 1 : high] if id_ not in known.values()]
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)


def _match_statements(found: Matching, extraction: Extraction, policy: EncodedPolicy) -> None:
    encoded = policy.files.source.statements
    left = dict.fromkeys(extraction.description.statements)
    unmatched = dict.fromkeys(encoded)

    def pair(statement: Statement, id_: str) -> None:
        found.statements[statement] = id_
        del left[statement], unmatched[id_]

    for statement in list(left):
        same = [id_ for id_ in unmatched if encoded[id_].digest == statement.digest]
        if same:
            here = [id_ for id_ in same if _group(found, statement) == _group_of(encoded[id_])]
            pair(
                statement, min(here or same, key=lambda id_: abs(encoded[id_].position - statement.position))
            )
    for statement, id_ in _by_facts(extraction, policy, left, unmatched):
        if statement in left and id_ in unmatched:
            pair(statement, id_)
    for statement, id_ in list(_by_place(found, left, unmatched, encoded)):
        pair(statement, id_)
    found.new, found.gone = list(left), list(unmatched)
    found.reworded = {
        statement: id_
        for statement, id_ in found.statements.items()
        if statement.digest != encoded[id_].digest
    }
    found.moved = dict(_moved(found, encoded))


def _by_facts(
    extraction: Extraction, policy: EncodedPolicy, left: Iterable[Statement], unmatched: Iterable[str]
) -> list[tuple[Statement, str]]:
    """Pair statements by the rule that holds their facts, where that leaves no choice."""
    encoded = policy.files.source.statements
    cited: dict[Statement, Counter[str]] = {statement: Counter() for statement in left}
    for key, fact in extraction.facts.items():
        if fact.statement in cited:
            cited[fact.statement].update(
                id_
                for id_ in policy.statements_of(key)
                if id_ in unmatched and _alike(fact.statement, encoded[id_])
            )
    certain = ((statement, ids.most_common(2)) for statement, ids in cited.items())
    return [
        (statement, ranked[0][0])
        for statement, ranked in certain
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    ]


def _alike(statement: Statement, encoded: Encoded) -> bool:
    return (statement.kind, statement.table) == (encoded.kind, encoded.table)


def _by_place(
    found: Matching, left: Iterable[Statement], unmatched: Iterable[str], encoded: Mapping[str, Encoded]
) -> Iterator[tuple[Statement, str]]:
    """Pair statements that stand alike between two that are matched, where it is as many on both sides."""
    groups: dict[Group, list[Statement]] = {}
    for statement in left:
        groups.setdefault(_group(found, statement), []).append(statement)
    for group, ours in groups.items():
        theirs = [id_ for id_ in unmatched if _group_of(encoded[id_]) == group]
        if group[0] == "row":
            continue  # rows come in any order, and are known by what they name
        all_ours = [each for each in found.statements if _group(found, each) == group] + ours
        all_theirs = [id_ for id_, each in encoded.items() if _group_of(each) == group]
        numbered = sorted(all_ours, key=lambda each: each.position)
        ordered = sorted(all_theirs, key=lambda id_: encoded[id_].position)
        known = {
            number: found.statements[each]
            for number, each in enumerate(numbered)
            if found.statements.get(each) in ordered
        }
        for number, id_ in _between(list(range(len(numbered))), ordered, known):
            if numbered[number] in ours and id_ in theirs:
                yield numbered[number], id_


def _moved(found: Matching, encoded: Mapping[str, Encoded]) -> Iterator[tuple[Statement, str]]:
    """Find the statements that stand elsewhere; the order of a table's rows does not matter."""
    groups: dict[Group, dict[int, int]] = {}
    for statement, id_ in found.statements.items():
        group = _group(found, statement)
        if group == _group_of(encoded[id_]):
            groups.setdefault(group, {})[statement.position] = encoded[id_].position
    misplaced = {group: _misplaced_in(group, pairs, found, encoded) for group, pairs in groups.items()}
    for statement, id_ in found.statements.items():
        group = _group(found, statement)
        if group != _group_of(encoded[id_]) or statement.position in misplaced[group]:
            yield statement, id_


def _misplaced_in(
    group: Group, pairs: Mapping[int, int], found: Matching, encoded: Mapping[str, Encoded]
) -> set[int]:
    new = [each.position for each in found.new if _group(found, each) == group]
    arrived = [
        each.position
        for each in found.statements
        if _group(found, each) == group and each.position not in pairs
    ]
    if group[0] == "row":
        rows = {*pairs, *new, *arrived}
        return {position for position, before in pairs.items() if before not in rows}
    gone = {id_ for id_, each in encoded.items() if _group_of(each) == group}
    gone -= {id_ for each, id_ in found.statements.items() if _group(found, each) == group}
    return _misplaced(pairs, new=[*new, *arrived], gone=[encoded[id_].position for id_ in gone])


def _misplaced(pairs: Mapping[int, int], *, new: list[int], gone: list[int]) -> set[int]:
    """Find the positions whose change is not explained by what came and went before them.

    Args:
        pairs: the position in the policy by that in the document.
        new: the positions in the document of what is new.
        gone: the positions in the policy of what is gone.
    """
    still = _longest_rising(sorted(pairs.items()))
    jumped = set(pairs) - still
    came = [*new, *jumped]
    went = [*gone, *(pairs[position] for position in jumped)]
    shifted = {
        position
        for position in still
        if position - sum(each < position for each in came)
        != pairs[position] - sum(each < pairs[position] for each in went)
    }
    return jumped | shifted


def _longest_rising(pairs: list[tuple[int, int]]) -> set[int]:
    """Return the first numbers of the longest run of pairs whose second numbers rise."""
    ends: list[int] = []
    best: list[tuple[int, ...]] = []
    for position, before in pairs:
        place = bisect_left(ends, before)
        run = (*(best[place - 1] if place else ()), position)
        ends[place:] = [before, *ends[place + 1 :]]
        best[place:] = [run, *best[place + 1 :]]
    return set(best[-1]) if best else set()


def _group(found: Matching, statement: Statement) -> Group:
    """Name what a position counts in: the rows of a table, or the items of a section."""
    section = found.sections.get(statement.section, statement.section)
    return statement.kind, statement.table, section


def _group_of(encoded: Encoded) -> Group:
    return encoded.kind, encoded.table, encoded.section
