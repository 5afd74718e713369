"""One scenario at a time, and everything in which its answer is not the expected one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ptc_service_policy.authoring.scenarios.asking import ask
from ptc_service_policy.authoring.scenarios.reading import ScenarioSource
from ptc_service_policy.authoring.scenarios.scenario_file import Scenario
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import PolicyError, Problem, suggest
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.rewriting import write_inline
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.model.plain import parts_of, plain
from ptc_service_policy.model.vocabulary import Attribute
from ptc_service_policy.text import LANGUAGES, LocalizedText, write_list

NONE = "none"
_NOTHING = LocalizedText(fr="aucune", en="nothing")
_ASKED = LocalizedText(fr="`{ask}`{about}{offering}{case}", en="`{ask}`{about}{offering}{case}")
_ABOUT = LocalizedText(fr=", sur {about}", en=", about {about}")
_OFFERING = LocalizedText(fr=", pour {offering}", en=", for {offering}")
_CASE = LocalizedText(fr=", {case}", en=", {case}")
_EMPTY = LocalizedText(fr="", en="")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Expectation:
    """Hold one answer that a scenario expects: whose, in which case, and where each key is said."""

    source: ScenarioSource
    path: Path
    scenario: Scenario
    offering: str
    offering_at: Path
    told: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, tuple[Path, Any]] = field(default_factory=dict)

    @property
    def asked(self) -> LocalizedText:
        """Return the question in a few words."""
        about, case = self.scenario.about, ", ".join(f"{name}: {case}" for name, case in self.told.items())
        return _ASKED.format(
            ask=self.scenario.ask,
            about=_ABOUT.format(about=about) if about else _EMPTY,
            offering=_OFFERING.format(offering=self.offering) if self.offering else _EMPTY,
            case=_CASE.format(case=case) if case else _EMPTY,
        )

    def saying(self, path: Path, leaf: Mapping[str, Any]) -> "Expectation":
        """Return what is expected where a leaf says more: its citations are added, the rest replaces."""
        said = {key: ((*path, key), value) for key, value in leaf.items()}
        if "citations" in said:
            own = tuple(((*path, "citations", index), each) for index, each in enumerate(leaf["citations"]))
            shared = self.said["citations"][1] if "citations" in self.said else ()
            said["citations"] = (path, (*shared, *own))
        return replace(self, said={**self.said, **said})

    def expecting(
        self, written: Any, path: Path, attributes: Mapping[str, Attribute]
    ) -> Iterator["Expectation"]:
        """List what is expected by a value in any form: one answer, or one for each case."""
        match written:
            case {"by": str(name), "cases": dict(cases)}:
                known = attributes[name].named_cases if name in attributes else {}
                others = [case for case in known if case not in cases] if "otherwise" in written else []
                branches = [(case, each, (*path, "cases", case)) for case, each in cases.items()]
                branches += [(case, written["otherwise"], (*path, "otherwise")) for case in others]
                for case, each, at in branches:
                    yield from replace(self, told={**self.told, name: case}).expecting(each, at, attributes)
            case {"value": value}:
                yield from self.saying(path, written).expecting(value, (*path, "value"), attributes)
            case _:
                yield replace(self, said={**self.said, "value": (path, written)})


@dataclass(frozen=True, slots=True)
class Tested:
    """Hold the policy that is tested, and where everything stands in its files."""

    policy: Policy
    documents: Mapping[str, Document]

    def places(self, decision: Decision[Any], offering: str) -> LocalizedText:
        """Name the file and the line of each rule, and of each reading, that gave an answer."""
        rules = self.policy.book.rules
        spots: list[tuple[str, Path]] = []
        for address in decision.rules:
            group, _, name = address.partition(".")
            at = rules.get(address)
            if at is None:
                spots.append(("availability", (group, name)))
            elif offering in at.rule.values:
                spots.append((at.file, (*at.path, "values", offering)))
            else:
                spots.append((at.file, at.path))
        cited = (each.id for each in decision.citations if each.kind == "register")
        spots += (("register", ("register", name)) for name in cited)
        written = list(dict.fromkeys(self._spot(*spot) for spot in spots)) or [self.documents["policy"].file]
        return LocalizedText(fr=write_list(written, "fr"), en=write_list(written, "en"))

    def _spot(self, file: str, path: Path) -> str:
        document = self.documents[file]
        line, column = document.place_of(path) if "values" in path else document.place_of_key(path)
        return f"{document.file}:{line}:{column}"


def expectations(source: ScenarioSource, policy: Policy) -> Iterator[Expectation]:
    """List every answer that the scenarios of a file expect."""
    attributes = policy.files.vocabulary.attributes
    for name, scenario in source.file.scenarios.items():
        path: Path = ("scenarios", name)
        shared = {key: getattr(scenario.expect, key) for key in scenario.expect.model_fields_set}
        shared = {
            key: each.model_dump(exclude_none=True) if key == "firmness" else each
            for key, each in shared.items()
        }
        at = (*path, "given", "contract", "offering")
        offering = scenario.given.contract.get("offering", "")
        expected = Expectation(source, path, scenario, offering, at).saying((*path, "expect"), shared)
        if scenario.expect_by_offering is None and "value" in shared:
            yield from expected.expecting(shared["value"], (*path, "expect", "value"), attributes)
        elif scenario.expect_by_offering is None:
            yield expected
        for each, written in (scenario.expect_by_offering or {}).items():
            at = (*path, "expect_by_offering", each)
            row = replace(expected, offering=each, offering_at=at)
            yield from row.expecting(written, at, attributes)


def judge(expected: Expectation, tested: Tested) -> tuple[Decision[Any] | None, tuple[Problem, ...]]:
    """Ask the question; return the answer, and everything in which it is not the expected one."""
    describe = expected.source.document.describe
    refused_at, refused = expected.said.get("refused", ((), None))
    try:
        decision = ask(tested.policy, expected.scenario, expected.offering, expected.told)
    except PolicyError as error:
        if refused in [problem.code for problem in error.problems]:
            return None, ()
        return None, tuple(_placed(expected, problem) for problem in error.problems)
    shared: dict[str, Any] = {"asked": expected.asked, "places": tested.places(decision, expected.offering)}
    if refused is not None:
        got = _show(plain(decision.value, _local))
        return decision, (describe("PSP808", refused_at, expected=refused, got=got, **shared),)
    return decision, tuple(_differences(expected, decision, shared))


def _differences(
    expected: Expectation, decision: Decision[Any], shared: Mapping[str, Any]
) -> Iterator[Problem]:
    describe, said = expected.source.document.describe, expected.said
    if "value" in said:
        at, wanted = said["value"]
        got = plain(decision.value, _local)
        if (unknown := next(_unknown_keys(wanted, decision.value, at), None)) is not None:
            path, known = unknown
            key = path[-1]
            yield describe("PSP201", path, at_key=True, key=key, suggestion=suggest(key, known))
            return
        if not _is_met(wanted, got):
            got = _as_detailed_as(wanted, got)
            yield describe("PSP803", at, expected=_show(wanted), got=_show(got), **shared)
            return
    if "basis" in said and said["basis"][1] != decision.basis:
        at, basis = said["basis"]
        yield describe("PSP804", at, expected=basis, got=decision.basis.value, **shared)
    if "firmness" in said and decision.value is not None:
        at, hedge = said["firmness"]
        met = [_hedge(each) for each in plain(decision.firmness)]
        if not any(_is_met(hedge, each) for each in met):
            yield describe("PSP813", at, expected=_show(hedge), got=_show(met), **shared)
    cited = [each.id for each in decision.citations]
    for at, name in said["citations"][1] if "citations" in said else ():
        if name not in cited:
            yield describe("PSP805", at, expected=name, got=cited or _NOTHING, **shared)
    if "reason" in said:
        at, words = said["reason"]
        for language in LANGUAGES:
            written = decision.reason[language]
            if words[language] not in written:
                path = (*at, language)
                yield describe("PSP806", path, expected=words[language], got=written, **shared)


def _hedge(firmness: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in firmness.items() if each not in (None, [])}


def _is_met(expected: Any, got: Any) -> bool:
    """Tell whether an answer is the expected one in all that is named; words stand in any order."""
    match expected, got:
        case str(), None:
            return expected == NONE
        case dict(), dict():
            return all(_is_met(each, got.get(key)) for key, each in expected.items())
        case [*items], [*others] if all(isinstance(each, str) for each in (*items, *others)):
            return sorted(items) == sorted(others)
        case [*items], [*others]:
            return len(items) == len(others) and all(map(_is_met, items, others))
        case _:
            return isinstance(expected, bool) == isinstance(got, bool) and bool(expected == got)


def _unknown_keys(expected: Any, value: Any, path: Path) -> Iterator[tuple[Path, Collection[str]]]:
    """List the keys that an answer of this kind never has: where each stands, and the ones that it has."""
    match expected, value:
        case dict(), _ if (parts := parts_of(value)) is not None:
            for key, each in expected.items():
                if key not in parts:
                    yield (*path, key), parts
                else:
                    yield from _unknown_keys(each, parts[key], (*path, key))
        case [*items], [*others] | (*others,):
            for index, (each, other) in enumerate(zip(items, others, strict=False)):
                yield from _unknown_keys(each, other, (*path, index))


def _as_detailed_as(expected: Any, got: Any) -> Any:
    """Leave out of an answer the keys that are not expected, unless one is expected that is not there."""
    match expected, got:
        case dict(), dict() if expected.keys() <= got.keys():
            return {key: _as_detailed_as(each, got[key]) for key, each in expected.items()}
        case [first, *_], [*others]:
            return [
                _as_detailed_as(expected[index] if index < len(expected) else first, each)
                for index, each in enumerate(others)
            ]
        case _:
            return got


def _local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")


def _show(value: Any) -> object:
    if value is None or value == NONE:
        return _NOTHING
    text = write_inline(value)
    return f"`{text}`" if len(text) <= _MOST else f"`{text[:_MOST]}...`"


def _placed(expected: Expectation, problem: Problem) -> Problem:
    """Place a refusal where the owner mends it: in what is given, or at what is asked about."""
    path: Path
    if problem.path[:1] == ("offering",) or problem.code == "PSP701":
        path = expected.offering_at
    elif problem.path[:1] == ("request",) and problem.path[1] in expected.told:
        path = expected.said["value"][0]
    elif problem.path[:1] == ("request",):
        path = (*expected.path, "given", *problem.path)
    elif problem.path:
        path = (*expected.path, "given", "contract", *problem.path)
    else:
        path = (*expected.path, "about" if expected.scenario.about else "given")
    document = expected.source.document
    line, column = document.place_of(path)
    return replace(problem, file=document.file, line=line, column=column, path=path)
