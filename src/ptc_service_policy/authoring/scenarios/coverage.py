"""The cells of a policy, which are all that its files write down as answers, and which of them are tested."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ptc_service_policy.authoring.scenarios.asking import takes_the_policy_as_it_is
from ptc_service_policy.authoring.scenarios.judging import Expectation
from ptc_service_policy.authoring.scenarios.policy_questions import POLICY_QUESTIONS
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import Problem, describe, write_path
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.forms import FromRegister, Leaf, SameAs, Tree
from ptc_service_policy.model.places import places_of, written_in
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.rules import Part
from ptc_service_policy.settling.attributes import case_in, cases_told
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.registry import topic, topics

Cell = tuple[str, Path]
"""A file of the policy, and the path of what is written in it."""
_BESIDE = ("source", "register", "vocabulary", "policy")
_COVERAGE = LocalizedText(
    fr="Couverture : {covered:# cellule vérifiée|# cellules vérifiées} sur {total}, soit {percent} %.",
    en="Coverage: {covered} of {total:# cell|# cells} tested, that is {percent}%.",
)
_ASK = LocalizedText(fr="`ask: {ask}`", en="`ask: {ask}`")
_ASK_ABOUT = LocalizedText(fr="`ask: {ask}`, `about: {about}`", en="`ask: {ask}`, `about: {about}`")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Count the cells of a policy, and name those that no scenario tests."""

    total: int
    untested: tuple[Problem, ...]

    @property
    def covered(self) -> int:
        """Return how many cells are tested."""
        return self.total - len(self.untested)

    @property
    def percent(self) -> float:
        """Return the share of the cells that are tested, rounded down to a tenth."""
        return self.covered * 1000 // self.total / 10

    @property
    def summary(self) -> LocalizedText:
        """Say how many cells are tested."""
        return _COVERAGE.format(covered=self.covered, total=self.total, percent=self.percent)

    def is_below(self, percent: float) -> bool:
        """Tell whether fewer cells are tested than are wanted."""
        return self.covered * 100 < percent * self.total


def find_cells(files: PolicyFiles) -> dict[Cell, Any]:
    """Find every cell with what is written there, in the order of the files.

    Cells are all that rules give: each leaf of a tree and each part of a value; what a family says for all;
    the exceptions; the choices of the register; the attributes; and what is withdrawn.
    """
    found: dict[Cell, Any] = {}
    for index, withdrawn in enumerate(files.policy.withdrawn):
        found["policy", ("withdrawn", index)] = withdrawn
    for name, attribute in files.vocabulary.attributes.items():
        found["vocabulary", ("attributes", name)] = attribute
    for file, noun in files.by_name().items():
        if file not in _BESIDE:
            found |= {(file, each.path): each.value for each in written_in(noun) if _is_cell(each.value)}
    for name, exception in files.availability.exceptions.items():
        found["availability", ("exceptions", name)] = exception
    for name, entry in files.register.entries.items():
        found["register", ("register", name, "chosen")] = entry.chosen
    return found


def _is_cell(written: Any) -> bool:
    return not isinstance(written, Tree | Leaf) and not (
        isinstance(written, Part) and any(place for _, place in places_of(type(written)).values())
    )


def measure(
    policy: Policy,
    documents: Mapping[str, Document],
    judged: Iterator[tuple[Expectation, Decision[Any]]],
) -> Coverage:
    """Tell which cells the judged answers leave untested."""
    cells = find_cells(policy.files)
    covered: set[Cell] = set()
    rules: set[str] = set()
    cited: set[str] = set()
    for expected, decision in judged:
        if not takes_the_policy_as_it_is(expected.scenario):
            continue
        covered.update(_tested(policy, expected))
        rules.update(decision.rules)
        cited.update(each.id for each in decision.citations if each.kind == "register")
    untested = (
        cell
        for cell, written in cells.items()
        if cell not in covered and not _is_met_beside(policy, cell, written, rules, cited)
    )
    return Coverage(len(cells), tuple(_untested(policy, documents, cell) for cell in untested))


def _tested(policy: Policy, expected: Expectation) -> Iterator[Cell]:
    """Find the cells that an expected value tests: those that the policy's own answer is made of."""
    scenario, said = expected.scenario, expected.said
    if "value" not in said and "refused" not in said:
        return
    if scenario.ask in POLICY_QUESTIONS:
        if scenario.about and scenario.ask == "reading":
            yield "register", ("register", scenario.about, "chosen")
        return
    asked = topic(scenario.ask)
    if asked.needs_contract or not asked.address or "value" not in said:
        return
    address = asked.rule(scenario.about or "")
    for index, withdrawn in enumerate(policy.files.policy.withdrawn):
        if withdrawn.rule == address:
            yield "policy", ("withdrawn", index)
    told = {
        **scenario.given.contract.get("attributes", {}),
        **{
            key: each
            for key, each in scenario.given.request.items()
            if key in policy.files.vocabulary.attributes
        },
        **expected.told,
    }
    at = policy.book.rules.get(address)
    if at is not None:
        cases = cases_told(policy.files.vocabulary, told)
        yield from _Walk(policy, at, cases).of(expected.offering, said["value"][1])


@dataclass(frozen=True, slots=True)
class _Walk:
    """Follow what is written for an offering to what answers in a case, and name each cell on the way."""

    policy: Policy
    at: RuleAt
    cases: Mapping[str, str]
    followed: tuple[str, ...] = ()

    def of(self, offering: str, wanted: Any) -> Iterator[Cell]:
        """Walk what the rule, or else its family, says for an offering."""
        if offering in self.followed:
            return
        path: Path = (*self.at.path, "values", offering)
        written = self.at.rule.values.get(offering)
        if written is None:
            path, written = ("all", "values", offering), self.at.family.all.values.get(offering)
        yield from replace(self, followed=(*self.followed, offering)).below(written, path, wanted)

    def below(self, written: Any, path: Path, wanted: Any) -> Iterator[Cell]:
        """Walk what is written at a path, as far as an expected value names it."""
        yield self.at.file, path
        match written:
            case Tree():
                yield "vocabulary", ("attributes", written.by)
                for branch, each in self._branches(written):
                    yield from self.below(each, (*path, *branch), wanted)
            case Leaf():
                yield from self.below(written.value, (*path, "value"), wanted)
            case SameAs():
                yield from self.of(written.offering, wanted)
            case Part() if isinstance(wanted, Mapping):
                for name, (key, place) in places_of(type(written)).items():
                    part = getattr(written, name)
                    if place is not None and part is not None and key in wanted:
                        yield from self.below(part, (*path, key), wanted[key])

    def _branches(self, tree: Tree) -> Iterator[tuple[Path, Any]]:
        """List the cases of a tree that the answer may be of."""
        attributes = self.policy.files.vocabulary.attributes
        case = case_in(attributes, self.cases, tree.by)
        for each in attributes[tree.by].named_cases if case is None else (case,):
            key: Path = ("cases", each) if each in tree.cases else ("otherwise",)
            yield key, tree.cases.get(each, tree.otherwise)


def _is_met_beside(policy: Policy, cell: Cell, written: Any, rules: set[str], cited: set[str]) -> bool:
    """Tell whether answers rest on what is written beside the values, such as how time is counted."""
    file, path = cell
    if ("values" in path and path[-1] != "scope") or file in _BESIDE:
        return False
    if isinstance(written, FromRegister):
        return written.entry in cited
    family = [each for each in policy.book.rules.values() if each.file == file]
    if path[0] == "all":
        return any(each.address in rules for each in family)
    return ".".join(map(str, path[:2])) in rules or f"{file}.{path[0]}" in rules


def _untested(policy: Policy, documents: Mapping[str, Document], cell: Cell) -> Problem:
    file, path = cell
    document = documents[file]
    line, column = document.place_of_key(path)
    place: dict[str, Any] = {"file": document.file, "line": line, "column": column, "path": path}
    question = _question(policy, cell)
    if question is None:
        return describe("PSP811", **place, cell=write_path(path))
    return describe("PSP810", **place, cell=write_path(path), question=question)


def _question(policy: Policy, cell: Cell) -> LocalizedText | None:
    """Return how the question is asked that is answered by a cell."""
    file, path = cell
    if file == "register":
        return _ASK_ABOUT.format(ask="reading", about=path[1])
    if file == "policy":
        address = policy.files.policy.withdrawn[int(path[1])].rule
    else:
        group = f"{path[0]}.{path[1]}"
        address = group if group in policy.book.rules else f"{file}.{path[0]}"
    for each in topics():
        if each.address and not each.needs_contract:
            prefix, _, _ = each.address.partition("{about}")
            if each.about is None and each.address == address:
                return _ASK.format(ask=each.name)
            if each.about is not None and address.startswith(prefix):
                return _ASK_ABOUT.format(ask=each.name, about=address.removeprefix(prefix))
    return None
