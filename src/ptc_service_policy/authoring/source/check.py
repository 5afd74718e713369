"""Every difference between a service description and a policy."""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from ptc_service_policy.authoring.source.blocks import heading_digest
from ptc_service_policy.authoring.source.description import Description, Statement, describe_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy, agree, rule_of, write_value
from ptc_service_policy.authoring.source.learn import row_shape
from ptc_service_policy.authoring.source.learned import Learned, read_learned
from ptc_service_policy.authoring.source.matching import Matching, match, says_the_same
from ptc_service_policy.authoring.source.reader import read_description
from ptc_service_policy.authoring.source.slots import LISTS, UNREADABLE, Slot, is_tick
from ptc_service_policy.authoring.source.words import lighten
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.model.learned import LearnedStatement
from ptc_service_policy.text import LocalizedText

_LEAVES_OPEN = re.compile(r"[^.;:!?]*(?:\?|\.\.)")
"""How a sentence ends that asks for what it seems to say, or breaks off."""
AGREE = LocalizedText(
    fr="Le document {file} et la politique {policy} concordent.",
    en="The document {file} and the policy {policy} agree.",
)
"""What is said where nothing differs."""
_ABSENT = Slot("absent", None, 0, 0)


class Fact(NamedTuple):
    """Name one thing that a document may say: the address and offering of a leaf, and the kind of slot."""

    address: str
    offering: str | None
    kind: str


class Said(NamedTuple):
    """Hold what a document says of one leaf: a slot, with what follows it, and its statement."""

    slot: Slot
    statement: Statement
    id_: str
    following: Slot | None = None


class Checked(NamedTuple):
    """Hold what was read of a document, and every difference from the policy.

    ``facts`` are what it says, and ``differing`` those of them that the policy holds otherwise.
    """

    description: Description
    learned: Learned
    matching: Matching
    facts: dict[Fact, list[Said]]
    differing: tuple[Fact, ...]
    problems: tuple[Problem, ...]


def check_document(
    file: Traversable, called: str, policy: EncodedPolicy, learned: tuple[Learned, ...] | None = None
) -> Checked:
    """Compare a document with a policy: facts that differ, statements that changed, and what cannot be read.

    Args:
        file: the document, text or Word.
        called: the name by which problems call it.
        policy: the policy.
        learned: what was learnt of its documents; read from its folder if left out.

    Raises:
        PolicyError: if the file cannot be read, or nothing like it was learnt.
    """
    blocks = read_description(file, called)
    readings = [
        (describe_document(blocks, called, policy.names, each.known(policy)), each)
        for each in (read_learned(policy) if learned is None else learned)
    ]
    known = [
        (len({each.digest for each in description.statements} & set(of.digests.values())), number)
        for number, (description, of) in enumerate(readings)
    ]
    if not known or not max(known)[0]:
        raise PolicyError.of("PSP353", file=called, name=called)
    description, best = readings[max(known, key=lambda each: (each[0], -each[1]))[1]]
    return _Checker(description, best, match(description, best, policy), policy).check()


class _Checker:
    """Read every statement that has its partner, and compare."""

    def __init__(
        self, description: Description, learned: Learned, matching: Matching, policy: EncodedPolicy
    ) -> None:
        self._description = description
        self._learned = learned
        self._matching = matching
        self._policy = policy
        self._facts: dict[Fact, list[Said]] = {}
        self._changed: dict[Statement, str] = {}
        self._contradicting: set[Statement] = set()
        self._held_for: set[tuple[str, str]] = set()

    def check(self) -> Checked:
        read: list[Problem] = []
        told: set[Statement] = set()
        for statement, id_ in self._matching.statements.items():
            problems = tuple(self._statement(statement, id_))
            read += problems
            told |= {statement} if problems else set()
        for statement in self._matching.new:
            read += self._row(statement, None) if statement.kind == "row" else ()
        for statement in self._matching.twice:
            read += self._again(statement)
        found = tuple(self._compare())
        told |= {said.statement for fact in self._differing for said in self._facts[fact]}
        words = [
            self._of_statement("PSP367", statement, id_)
            for statement, id_ in self._changed.items()
            if statement not in told
        ]
        every = (
            *self._description.problems,
            *read,
            *self._twice(),
            *found,
            *self._sections(),
            *self._statements(),
            *words,
        )
        differing, told_once = tuple(self._differing), tuple(dict.fromkeys(every))
        return Checked(self._description, self._learned, self._matching, self._facts, differing, told_once)

    def _of_statement(self, code: str, statement: Statement, id_: str, **values: Any) -> Problem:
        return self._policy.of_statement(code, id_, place=statement.place, **values)

    def _statement(self, statement: Statement, id_: str) -> Iterator[Problem]:
        known = self._learned.file.statements[id_]
        same = (
            statement.digest == self._learned.digests[id_]
            or self._policy.recogniser.wording(statement.marked) == known.wording
        )
        if not same:
            self._changed[statement] = id_
        if statement.kind == "columns":
            if not same:
                yield self._of_statement("PSP376", statement, id_)
        elif statement.kind == "row":
            if row_shape(statement, self._policy) != known.shape:
                yield self._of_statement("PSP376", statement, id_)
                if not any(statement.cells[1:]):
                    return  # its cells may stand further down, where its words go on
            yield from self._row(statement, id_)
        else:
            shape, slots, _ = self._policy.recogniser.shape(statement.text)
            if shape != known.shape or len(slots) != len(known.slots):
                yield self._of_statement("PSP363" if same else "PSP376", statement, id_)
            else:
                yield from self._prose(statement, id_, known, slots)

    def _prose(
        self, statement: Statement, id_: str, known: LearnedStatement, slots: tuple[Slot, ...]
    ) -> Iterator[Problem]:
        """Read the slots of a statement of a shape that is known, unless it leaves them open."""
        ends = [slot.end for slot, each in zip(slots, known.slots, strict=True) if each.stands_for]
        if ends and _LEAVES_OPEN.match(lighten(statement.text), max(ends)):
            yield self._of_statement("PSP376", statement, id_)
            return
        about, problems = self._about(statement, id_, known, slots)
        yield from problems
        following = (*slots[1:], None)[: len(slots)]
        counted: tuple[str, ...] = ()
        for slot, learned, after in zip(slots, known.slots, following, strict=True):
            if slot.kind == "unit" and learned.stands_for and learned.stands_for == counted:
                continue  # the number before it was read with it
            counted = learned.stands_for if slot.kind == "number" else ()
            if UNREADABLE in str(slot.value):
                words = lighten(statement.text)[slot.start : slot.end]
                yield self._of_statement("PSP361", statement, id_, value=words)
                continue
            if (
                slot.joined != (learned.joined or "")
                and (learned.joined or slot.joined != "or")
                and slot.joined
            ):
                yield self._of_statement("PSP369", statement, id_, document=slot.joined)
            if not learned.stands_for:
                if not says_the_same(slot, learned):
                    before, now = write_value(learned.says), write_value(slot.value)
                    yield self._of_statement("PSP368", statement, id_, before=before, document=now)
                continue
            for address in learned.stands_for if slot.kind != "offering" else ():
                for offering in self._offerings(address, id_, about):
                    said = Said(slot, statement, id_, after)
                    self._facts.setdefault(Fact(address, offering, slot.kind), []).append(said)

    def _again(self, statement: Statement) -> Iterator[Problem]:
        """Read a statement of a shape that has its statement already: it may say another thing."""
        shape, slots, _ = self._policy.recogniser.shape(statement.text)
        alike = [id_ for id_, each in self._learned.file.statements.items() if each.shape == shape]
        if len(alike) == 1 and len(slots) == len(self._learned.file.statements[alike[0]].slots):
            yield from self._prose(statement, alike[0], self._learned.file.statements[alike[0]], slots)

    def _about(
        self, statement: Statement, id_: str, known: LearnedStatement, slots: tuple[Slot, ...]
    ) -> tuple[dict[str, set[str]], list[Problem]]:
        """Tell for which offerings a statement says what each rule holds."""
        about: dict[str, set[str]] = {}
        problems = []
        for slot, learned in zip(slots, known.slots, strict=True):
            for rule in learned.stands_for if slot.kind == "offering" else ():
                named = set(slot.value)
                expected = self._policy.offerings_of(rule, id_)
                if rule in about and about[rule] != named:
                    values = {"one": ", ".join(sorted(about[rule])), "other": ", ".join(sorted(named))}
                    place = statement.place
                    problems.append(place.describe("PSP362", fact=rule, first=place, **values))
                    about[rule] &= named
                    continue
                about[rule] = named
                if named != expected:
                    leaf = next(each for each in self._policy.citing(id_) if rule_of(each.address) == rule)
                    policy, document = ", ".join(sorted(expected)), ", ".join(sorted(named))
                    said = {"fact": rule, "policy": policy, "document": document}
                    problems.append(self._policy.describe("PSP356", leaf, place=statement.place, **said))
                    self._held_for |= {(rule, offering) for offering in named - expected}
        return about, problems

    def _offerings(self, address: str, id_: str, about: dict[str, set[str]]) -> tuple[str | None, ...]:
        rule = rule_of(address)
        leaves = [leaf for leaf in self._policy.citing(id_) if leaf.address == address]
        if any(leaf.offering is None for leaf in leaves):
            return (None,)
        return tuple(sorted(about.get(rule, self._policy.offerings_of(rule, id_))))

    def _row(self, statement: Statement, id_: str | None) -> Iterator[Problem]:
        """Read the cells of a row by the columns that they stand in."""
        label = statement.cells[0].split(":")[0].strip()
        if not statement.about:
            yield statement.place.describe("PSP354", label=label)
            return
        if not statement.columns:
            return  # that its head cannot be read was told
        if _lacks_a_cell(statement):
            counted = {"count": len(statement.cells), "expected": len(statement.columns)}
            yield statement.place.describe("PSP360", label=label, **counted)
            return
        if _has_a_cell_too_many(statement):
            filled = max(index for index, cell in enumerate(statement.cells) if cell)
            counted = {"count": filled + 1, "expected": _last_column(statement) + 1}
            yield statement.place.describe("PSP360", label=label, **counted)
            return
        places = max(len(statement.cells), len(statement.columns))
        columns = (*statement.columns, *[None] * places)[1:places]
        cells = (*statement.cells, *[""] * places)[1:places]
        templates = self._learned.file.tables.get(str(statement.table), {})
        for column, cell in zip(columns, cells, strict=True):
            if column is not None and not column.offering:
                continue  # its head was told
            address = None if column is None else _address(templates.get(column.says, ()), statement.about)
            slot = None if column is None or address is None else self._cell(cell, address)
            if column is None or address is None or slot is None:
                if column is not None or is_tick(cell) is not False:
                    yield statement.place.describe("PSP357", cell=cell, label=label)
            else:
                said = Said(slot, statement, id_ or "")
                self._facts.setdefault(Fact(address, column.offering, slot.kind), []).append(said)

    def _cell(self, cell: str, address: str) -> Slot | None:
        """Read a cell as the rule holds it; None where it cannot be."""
        values = [leaf.value for leaf in self._policy.leaves if leaf.address == address]
        group = address.split(".", maxsplit=1)[0]
        alike = values or [leaf.value for leaf in self._policy.leaves if leaf.address.startswith(f"{group}.")]
        if alike and all(isinstance(value, bool) for value in alike):
            tick = is_tick(cell)
            return None if tick is None else Slot("tick", tick, 0, 0)
        if is_tick(cell) is False:
            return _ABSENT
        slot = self._policy.recogniser.cell(cell)
        if slot is None or UNREADABLE in str(slot.value) or "and" in slot.joined:
            return None
        return slot if any(self._may_say(slot, value) for value in alike) else None

    def _may_say(self, slot: Slot, value: Any) -> bool:
        """Tell whether a slot is of the kind of which a value is."""
        if slot.kind == "number":
            return isinstance(value, int | float)
        ids = value if isinstance(value, list | dict) else [value]
        return self._policy.recogniser.is_kind(slot.kind, map(str, ids))

    def _compare(self) -> Iterator[Problem]:
        """Hold what the document says against the policy; what is alike for two offerings is told once."""
        self._differing: list[Fact] = []
        alike: dict[tuple[Any, ...], list[Fact]] = {}
        for fact, said in self._facts.items():
            leaf = self._policy.at(fact.address, fact.offering)
            where = (fact.address, fact.offering) if leaf is None else (leaf.file, leaf.path)
            alike.setdefault((where, fact.kind, str([each.slot.value for each in said])), []).append(fact)
        for facts in alike.values():
            problem = self._difference(facts)
            if problem is not None:
                self._differing += facts
                yield problem

    def _difference(self, facts: list[Fact]) -> Problem | None:
        said = self._facts[facts[0]]
        slot, place = said[0].slot, said[0].statement.place
        offerings = ", ".join(fact.offering for fact in facts if fact.offering)
        name = f"{facts[0].address} ({offerings})" if offerings else facts[0].address
        other = next((each for each in said if not _same(each.slot, slot)), None)
        if other is not None:
            self._contradicting |= {other.statement, said[0].statement}
            values = {"one": write_value(slot.value), "other": write_value(other.slot.value)}
            return other.statement.place.describe("PSP362", fact=name, first=place, **values)
        leaf = self._policy.at(facts[0].address, facts[0].offering)
        if leaf is None or leaf.offering != facts[0].offering:
            told = (rule_of(facts[0].address), facts[0].offering) in self._held_for
            unsaid = slot is _ABSENT or slot.value is False or told
            return None if unsaid else place.describe("PSP371", fact=name, document=write_value(slot.value))
        known = {"fact": name, "policy": write_value(_shown(slot, leaf.value))}
        if slot is _ABSENT:
            return self._policy.describe("PSP372", leaf, place=place, **known)
        document = _shown(slot, written_as(said[0], leaf.value))
        same = (
            leaf.value is slot.value
            if isinstance(slot.value, bool)
            else agree(slot, leaf.value, said[0].following)
        )
        if same:
            return None
        return self._policy.describe("PSP370", leaf, place=place, document=write_value(document), **known)

    def _twice(self) -> Iterator[Problem]:
        for each in self._matching.twice:
            if each in self._contradicting:
                continue
            yield each.place.describe("PSP373", digest=each.digest)

    def _sections(self) -> Iterator[Problem]:
        for section in self._matching.new_sections:
            yield section.place.describe("PSP377", number=section.number)
        source = self._policy.documents["source"]
        for id_ in self._matching.gone_sections:
            yield source.describe(
                "PSP378", ("sections", id_), at_key=True, id=id_, name=self._description.file
            )
        for section in self._description.sections:
            id_ = self._matching.sections.get(section.number, "")
            if id_ and self._learned.file.sections[id_] != heading_digest(section.heading):
                path = ("sections", id_)
                yield source.describe("PSP379", path, at_key=True, id=id_, place=section.place)

    def _statements(self) -> Iterator[Problem]:
        encoded = self._policy.files.source.statements
        printed = {each.digest: each for each in reversed(self._matching.new)}
        for statement in self._matching.new:
            if statement in self._contradicting or printed[statement.digest] is not statement:
                continue  # it was told
            heads = (
                id_
                for id_, each in encoded.items()
                if (each.kind, each.table) == ("columns", statement.table)
            )
            id_ = next(heads, None) if statement.kind == "columns" else None
            if id_ is not None:  # a head that is repeated otherwise
                yield self._of_statement("PSP376", statement, id_)
            elif statement.kind != "row" or statement.about:  # a row that names nothing is told as such
                yield statement.place.describe("PSP373", digest=statement.digest)
        rows = (each for each in self._matching.new if each.kind == "row" and not each.about)
        unnamed = {(each.table, each.position) for each in rows}
        for id_ in self._matching.gone:
            if encoded[id_].kind == "row" and (encoded[id_].table, encoded[id_].position) in unnamed:
                continue  # the row in its place has another name
            yield self._policy.of_statement("PSP374", id_, name=self._description.file)
        together: dict[tuple[str, str], dict[str, Statement]] = {}
        for statement, (id_, before, now) in self._matching.strayed.items():
            together.setdefault((before, now), {}).setdefault(id_, statement)
        for (before, now), strayed in together.items():
            place = next(iter(strayed.values())).place
            yield self._policy.of_statement("PSP398", *strayed, place=place, before=before, now=now)
        for statement in self._matching.moved:
            yield self._of_statement("PSP375", statement, self._matching.statements[statement])


def _lacks_a_cell(statement: Statement) -> bool:
    """Tell a row of which a cell was lost, so that the others stand in the wrong columns.

    Blank cells at its end may be cut off where the last column is filled nevertheless, or where all are.
    """
    cells, columns = statement.cells, statement.columns
    last = _last_column(statement)
    if not last or not any(cells[1:]) or len(cells) >= len(columns):
        return False
    return len(cells) <= last or not cells[last]


def _has_a_cell_too_many(statement: Statement) -> bool:
    """Tell a row that goes on beyond its table, so that any of its cells may stand in the wrong column.

    The table ends with the last column that has a head: where a tab ends each line, a blank one follows.
    """
    last = _last_column(statement)
    return bool(last) and any(is_tick(cell) is not False for cell in statement.cells[last + 1 :])


def _last_column(statement: Statement) -> int:
    return max((index for index, each in enumerate(statement.columns) if each is not None), default=0)


def _address(templates: tuple[str, ...], about: tuple[str, ...]) -> str | None:
    """Return the address that the templates of a column give to a row."""
    for template in templates:
        for rule in about:
            group, _, name = rule.partition(".")
            if template.startswith(f"{group}.{{row}}"):
                return template.replace("{row}", name)
            if rule_of(template) == rule:
                return template
    return None


def _shown(slot: Slot, value: Any) -> Any:
    """Show of a week what a slot is about: its days, or its hours."""
    if not isinstance(value, dict) or slot.kind not in {"day", "hours"}:
        return value
    return list(value) if slot.kind == "day" else next(iter(value.values()))


def written_as(said: Said, before: Any) -> Any:
    """Write what a document says in the form of the leaf that it stands for."""
    slot, value = said.slot, said.slot.value
    if isinstance(before, dict):
        match slot.kind:
            case "number":
                unit = next(iter(before)) if said.following is None else str(said.following.value)
                return {"calendar_days" if unit == "days" else unit: value}
            case "hours":
                hours = [{"opens": opens, "closes": closes} for opens, closes in value]
                return dict.fromkeys(before, hours)
            case "day":
                return dict.fromkeys(value, next(iter(before.values())))
    if slot.kind not in LISTS:
        return value
    return list(value) if isinstance(before, list) or len(value) > 1 else value[0]


def _same(one: Slot, other: Slot) -> bool:
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        return set(one.value) == set(other.value)
    return one.value is other.value or (
        type(one.value) is type(other.value) and bool(one.value == other.value)
    )
