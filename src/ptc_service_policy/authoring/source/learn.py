"""By what a document is known again: which rule each slot of a statement stands for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.authoring.source.blocks import heading_digest
from ptc_service_policy.authoring.source.description import (
    TICKS,
    Column,
    Description,
    Statement,
    describe_document,
)
from ptc_service_policy.authoring.source.encoded import EncodedPolicy, Leaf, agree, rule_of, write_value
from ptc_service_policy.authoring.source.heads import Line, heads_of
from ptc_service_policy.authoring.source.learned import known_so_far
from ptc_service_policy.authoring.source.reader import read_description
from ptc_service_policy.authoring.source.slots import Slot, is_tick
from ptc_service_policy.authoring.source.words import fold, likeness, root
from ptc_service_policy.errors import InvalidPolicyError, Problem, describe
from ptc_service_policy.loading.references.addresses import clauses
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.learned import LearnedFile, LearnedSlot, LearnedStatement
from ptc_service_policy.text import LocalizedText, separated

_SMALL_WORDS = {
    "fr": "le la les des du et est une dans pour sur au aux ce ces qui que avec par",
    "en": "the of and is are in for on to this these that which with by be",
}

_OF_ANOTHER = frozenset(("PSP373", "PSP374"))

Links = Mapping[tuple[str, str], str]
NO_LINKS: Links = FrozenDict()


@dataclass(frozen=True, slots=True)
class Lesson:
    """Hold what was learnt of a document: what is linked, what is not, and the links of an owner taken."""

    file: LearnedFile
    language: str
    linked: frozenset[tuple[str, str | None]]
    unlinked: tuple[Leaf, ...]
    problems: tuple[Problem, ...]
    chosen: Links


def learn_document(file: Traversable, called: str, policy: EncodedPolicy, links: Links = NO_LINKS) -> Lesson:
    """Propose for each slot of a document the rules that it stands for.

    A slot is linked where it says what a rule that cites its statement holds, and no other could be meant.

    Args:
        file: the document, text or Word.
        called: the name by which problems call it.
        policy: the policy that encodes it.
        links: what an owner chose for a value that could stand for several rules: the address, by the
            statement and the value as it is told.

    Raises:
        InvalidPolicyError: if the document is another than that which the policy encodes.
        PolicyError: if it cannot be read.
    """
    blocks = read_description(file, called)
    description = describe_document(blocks, called, policy.names, known_so_far(policy))
    language = language_of(description)
    is_own = language == policy.files.source.document.language
    return _Learner(policy, called, links, is_own=is_own).learn(description, language)


def language_of(description: Description) -> str:
    """Return the language, French or English, whose small words a document has more of."""
    words = Counter(word for each in description.statements for word in fold(each.text).split())
    counts = {
        language: sum(words[word] for word in small.split()) for language, small in _SMALL_WORDS.items()
    }
    return max(counts, key=lambda language: counts[language])


class _Learner:
    """Go through the statements once."""

    def __init__(self, policy: EncodedPolicy, called: str, links: Links, *, is_own: bool) -> None:
        self._policy = policy
        self._called = called
        self._links = links
        self._is_own = is_own
        self._problems: list[Problem] = []
        self._linked: set[tuple[str, str | None]] = set()
        self._named: set[str] = set()
        self._chosen: dict[tuple[str, str], str] = {}

    def learn(self, description: Description, language: str) -> Lesson:
        ids = self._statements(description)
        heads = {each: ids.get(head) for each, head in heads_of(_lines(description)) if head is not None}
        statements = {
            id_: self._statement(statement, id_, heads.get(statement)) for statement, id_ in ids.items()
        }
        said = {"sections": self._sections(description, ids), "tables": self._tables(ids)}
        file = LearnedFile.model_validate({**said, "statements": statements})
        unlinked = (*self._unnamed(), *self._unlinked())
        for name in dict.fromkeys(leaf.file for leaf in unlinked):
            facts = _by_address(leaf for leaf in unlinked if leaf.file == name)
            told = separated(
                LocalizedText(fr=said, en=said)
                for said in (f"{address} {_values(leaves)}" for address, leaves in facts.items())
            )
            self._problems.append(self._policy.documents[name].describe("PSP365", (), facts=told))
        problems = tuple(dict.fromkeys((*description.problems, *self._problems)))
        otherwise = [each for each in problems if each.code in _OF_ANOTHER]
        if (otherwise and self._is_own) or not self._linked:
            another = describe("PSP355", file=self._called, name=self._called, count=len(otherwise))
            raise InvalidPolicyError(another, *otherwise)
        return Lesson(file, language, frozenset(self._linked), unlinked, problems, self._chosen)

    def _unlinked(self) -> Iterator[Leaf]:
        """List the leaves for which no slot and no cell stands."""
        for leaf in self._policy.leaves:
            if leaf.source and (leaf.address, leaf.offering) not in self._linked:
                yield leaf

    def _unnamed(self) -> Iterator[Leaf]:
        """List the rules of which no statement names the offerings that they hold for."""
        for rule, leaves in _by_address(self._policy.leaves, of_rule=True).items():
            offerings = dict.fromkeys(leaf.offering for leaf in leaves if leaf.offering)
            if offerings and rule not in self._named:
                yield leaves[0]._replace(address=rule, offering=None, value=list(offerings))

    def _statements(self, description: Description) -> dict[Statement, str]:
        """Tell which statement of source.yaml each is: by its words, or in another language by its place."""
        every = self._policy.files.source.statements
        known = {id_: every[id_] for id_ in self._policy.statements}
        sections = {id_: section.number for id_, section in self._policy.files.source.sections.items()}
        by_digest = {each.digest: id_ for id_, each in known.items()}
        by_place = {
            (each.kind, each.table or -sections[each.section], each.position): id_
            for id_, each in known.items()
        }
        found: dict[Statement, str] = {}
        for statement in description.statements:
            place = (statement.kind, statement.table or -statement.section, statement.position)
            id_ = by_digest.get(statement.digest)
            if id_ is None and not self._is_own:
                id_ = (
                    self._policy.row_about(statement.about, statement.table)
                    if statement.kind == "row"
                    else by_place.get(place)
                )
            if id_ is None or id_ in found.values():
                self._problems.append(statement.place.describe("PSP373", digest=statement.digest))
            else:
                found[statement] = id_
        for id_ in (id_ for id_ in known if id_ not in found.values()):
            self._problems.append(self._policy.of_statement("PSP374", id_, name=self._called))
        return found

    def _sections(self, description: Description, ids: Mapping[Statement, str]) -> dict[str, str]:
        known = self._policy.files.source.statements
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        for statement, id_ in ids.items():
            votes[statement.section][known[id_].section] += 1
        return {
            votes[each.number].most_common(1)[0][0]: heading_digest(each.heading)
            for each in description.sections
            if votes[each.number]
        }

    def _statement(self, statement: Statement, id_: str, below: str | None) -> LearnedStatement:
        digest = (
            None if self._policy.files.source.statements[id_].digest == statement.digest else statement.digest
        )
        if statement.kind == "columns":
            return LearnedStatement(digest=digest)
        shape, slots, _ = self._policy.recogniser.shape(statement.text)
        linked = tuple(self._slots(statement, slots, id_)) if statement.kind != "row" else ()
        if statement.kind == "row":
            shape = row_shape(statement, self._policy)
        return LearnedStatement(
            digest=digest,
            shape=shape,
            wording=self._policy.recogniser.wording(statement.marked),
            likeness=likeness(statement.text),
            level=statement.level or 0,
            below=below,
            slots=linked,
        )

    def _slots(self, statement: Statement, slots: tuple[Slot, ...], id_: str) -> Iterator[LearnedSlot]:
        following = (*slots[1:], None)[: len(slots)]
        options = [self._options(slot, after, id_) for slot, after in zip(slots, following, strict=True)]
        for slot, choices in zip(slots, options, strict=True):
            found, told = choices, write_value(slot.value)
            chosen = self._links.get((id_, told), "")
            if chosen in choices:
                self._chosen[id_, told] = chosen
            if slot.kind != "offering" and len({rule_of(address) for address in choices}) > 1:
                if chosen not in choices:
                    values = {"value": told, "choices": ", ".join(choices), "id": id_}
                    self._problems.append(statement.place.describe("PSP366", **values))
                found = [each for each in choices if each == chosen]
            for address in found:
                self._note(address, id_, is_rule=slot.kind == "offering")
                self._named |= {address} if slot.kind == "offering" else set()
            said: dict[str, Any] = {"stands_for": tuple(found)} if found else {"says": slot.value}
            yield LearnedSlot.model_validate({"is": slot.kind, "joined": slot.joined or None, **said})

    def _options(self, slot: Slot, after: Slot | None, id_: str) -> list[str]:
        """List the addresses for which a slot may stand, by what it says."""
        cited = self._policy.citing(id_)
        if slot.kind == "offering":
            rules = dict.fromkeys(rule_of(leaf.address) for leaf in cited if leaf.offering is not None)
            return [rule for rule in rules if self._policy.offerings_of(rule, id_) == set(slot.value)]
        return [
            address
            for address, leaves in _by_address(cited).items()
            if all(agree(slot, leaf.value, after) for leaf in leaves)
        ]

    def _note(self, address: str, id_: str, *, is_rule: bool) -> None:
        for leaf in self._policy.citing(id_):
            if leaf.address == address and (not is_rule or leaf.value is True):
                self._linked.add((address, leaf.offering))

    def _tables(self, ids: Mapping[Statement, str]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Find for which addresses the cells of each table stand: those that fit most of its cells."""
        votes: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        seen: dict[tuple[str, str, str, str], set[tuple[str, str | None]]] = defaultdict(set)
        for statement, id_ in ids.items():
            for column, cell in zip(statement.columns, statement.cells, strict=False):
                if column is None or statement.kind != "row":
                    continue
                for kind, template, leaf in self._templates(statement, id_, column, cell):
                    key = (str(statement.table), column.says, kind)
                    votes[key][template] += 1
                    seen[(*key, template)].add((leaf.address, leaf.offering))
        tables: dict[str, dict[str, tuple[str, ...]]] = {}
        for (table, says, kind), found in sorted(votes.items()):
            template = found.most_common(1)[0][0]
            columns = tables.setdefault(table, {})
            columns[says] = (*columns.get(says, ()), template)
            self._linked |= seen[table, says, kind, template]
            self._named |= {rule_of(address) for address, _ in seen[table, says, kind, template]}
        return tables

    def _templates(
        self, statement: Statement, id_: str, column: Column, cell: str
    ) -> Iterator[tuple[str, str, Leaf]]:
        for leaf in self._policy.citing(id_):
            rule = rule_of(leaf.address)
            part = leaf.address.removeprefix(rule)
            fits = column.says == TICKS or part == f".{column.says}"
            about = rule in statement.about and leaf.offering == column.offering
            if about and fits and cell_says(cell, leaf.value, self._policy):
                group = rule.split(".")[0]
                name = rule if group in clauses() else f"{group}.{{row}}"
                yield name, name + part, leaf


def _lines(description: Description) -> Iterator[Line[Statement]]:
    """Tell which lines go with an item: those that stand right below it, or below another that does."""
    for statement in description.statements:
        is_item = statement.kind == "item"
        yield Line(
            statement,
            statement.section,
            (statement.level or 0) if is_item else None,
            is_apart=not is_item and not statement.follows,
            opens=statement.text.endswith(":"),
        )


def row_shape(statement: Statement, policy: EncodedPolicy) -> str:
    """Return the shape of a row: the digest of the words of its first cell, and of the values in it."""
    return policy.recogniser.wording(statement.cells[:1], root)


def cell_says(cell: str, value: object, policy: EncodedPolicy) -> bool:
    """Tell whether a cell says what a leaf holds."""
    if isinstance(value, bool):
        return is_tick(cell) is value
    slot = policy.recogniser.cell(cell)
    return slot is not None and agree(slot, value)


def _values(leaves: Iterable[Leaf]) -> str:
    return ", ".join(dict.fromkeys(write_value(leaf.value) for leaf in leaves))


def _by_address(leaves: Iterable[Leaf], *, of_rule: bool = False) -> dict[str, list[Leaf]]:
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        found.setdefault(rule_of(leaf.address) if of_rule else leaf.address, []).append(leaf)
    return found
