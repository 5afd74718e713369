"""One scenario at a time, and everything in which its answer is not the expected one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from ptc_service_policy.authoring.scenarios.asking import WAYS, Answer, Case
from ptc_service_policy.authoring.scenarios.cells import Cell, CellKey
from ptc_service_policy.authoring.scenarios.questions import EVENTS
from ptc_service_policy.authoring.scenarios.reading import ScenarioSource
from ptc_service_policy.authoring.scenarios.scenario_file import Given, Scenario, adapter_of
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.text import LANGUAGES, LocalizedText, write_list

_NOTHING = Given()
_UNSTATED = LocalizedText(fr="rien : la source ne le précise pas", en="nothing: it is not stated")
_NO_CITATION = LocalizedText(fr="rien", en="nothing")
_ASKED = LocalizedText(fr="`{ask}`{about}{offering}", en="`{ask}`{about}{offering}")
_ABOUT = LocalizedText(fr=", sur {about}", en=", about {about}")
_OFFERING = LocalizedText(fr=", pour {offering}", en=", for {offering}")
_EMPTY = LocalizedText(fr="", en="")


@dataclass(frozen=True, slots=True)
class Expectation:
    """Hold one answer that a scenario expects, and where it says so."""

    source: ScenarioSource
    path: Path
    scenario: Scenario
    offering: str | None
    value: Any
    basis: str
    citations: tuple[tuple[Path, str], ...]
    reason: LocalizedText | None
    value_at: Path
    basis_at: Path
    offering_at: Path

    @property
    def asked(self) -> LocalizedText:
        """Return the question in a few words."""
        about, offering = self.scenario.about, self.offering
        return _ASKED.format(
            ask=self.scenario.ask,
            about=_ABOUT.format(about=about) if about else _EMPTY,
            offering=_OFFERING.format(offering=offering) if offering else _EMPTY,
        )

    @property
    def noun(self) -> Any:
        """Return the value as the question reads it; None where nothing is expected."""
        if self.basis == "unstated":
            return None
        return adapter_of(self.scenario.ask).validate_json(json.dumps(self.value))

    @property
    def cell(self) -> CellKey:
        """Return the cell that answers the question."""
        file, path = WAYS[self.scenario.ask].rule(self.scenario.about or "")
        return file, path, self.offering

    @property
    def tests_the_cell(self) -> bool:
        """Tell whether this tests the cell itself, and not what a contract makes of it."""
        given = self.scenario.given or _NOTHING
        return WAYS[self.scenario.ask].covers and not given.model_fields_set - {"offering", *EVENTS}


@dataclass(frozen=True, slots=True)
class Tested:
    """Hold the policy that is tested, and where everything stands in its files."""

    policy: Policy
    documents: Mapping[str, Document]
    cells: Mapping[CellKey, Cell]

    def places(self, cell: CellKey, answer: Answer) -> LocalizedText:
        """Name the file and the line of the rule, and of each reading, that gave an answer."""
        cited = (each.id for each in answer.citations if each.kind == "interpretation")
        keys = (cell, *(("interpretations", ("interpretations", name), None) for name in cited))
        spots = list(dict.fromkeys(self._spot(key) for key in keys))
        return LocalizedText(fr=write_list(spots, "fr"), en=write_list(spots, "en"))

    def _spot(self, key: CellKey) -> str:
        cell = self.cells[key]
        document = self.documents[cell.file]
        line, column = cell.place_in(document)
        return f"{document.file}:{line}:{column}"


def expectations(source: ScenarioSource) -> Iterator[Expectation]:
    """List every answer that the scenarios of a file expect."""
    for name, scenario in source.file.scenarios.items():
        path: Path = ("scenarios", name)
        if scenario.expect is not None:
            yield _single(source, path, scenario)
        else:
            yield from _row(source, path, scenario)


def _single(source: ScenarioSource, path: Path, scenario: Scenario) -> Expectation:
    expect, at = scenario.expect, (*path, "expect")
    if expect is None:
        raise AssertionError("a scenario without a row expects one answer; reading refuses others")
    return Expectation(
        source=source,
        path=path,
        scenario=scenario,
        offering=None if scenario.given is None else scenario.given.offering,
        value=expect.value,
        basis=expect.basis,
        citations=_cited((*at, "citations"), expect.citations),
        reason=expect.reason,
        value_at=(*at, "basis" if expect.basis == "unstated" else "value"),
        basis_at=(*at, "basis"),
        offering_at=(*path, "given", "offering"),
    )


def _row(source: ScenarioSource, path: Path, scenario: Scenario) -> Iterator[Expectation]:
    row, at = scenario.expect_by_offering, (*path, "expect_by_offering")
    if row is None:
        raise AssertionError("a scenario expects one answer or a row; reading refuses others")
    shared = _cited((*at, "citations"), row.citations)
    own = row.citations_by_offering or {}
    stated = {offering: ("values", value) for offering, value in (row.values or {}).items()}
    silent = {offering: ("unstated", gap) for offering, gap in (row.unstated or {}).items()}
    for offering, (key, content) in (*stated.items(), *silent.items()):
        place = (*at, key, offering)
        cited = _cited((*at, "citations_by_offering", offering), own.get(offering))
        is_silent = key == "unstated"
        yield Expectation(
            source=source,
            path=path,
            scenario=scenario,
            offering=offering,
            value=None if is_silent else content,
            basis="unstated" if is_silent else row.basis or "",
            citations=(*(((place, content),) if is_silent else ()), *shared, *cited),
            reason=None,
            value_at=place,
            basis_at=place if is_silent else (*at, "basis"),
            offering_at=place,
        )


def _cited(path: Path, ids: tuple[str, ...] | None) -> tuple[tuple[Path, str], ...]:
    return tuple(((*path, index), name) for index, name in enumerate(ids or ()))


def judge(expected: Expectation, tested: Tested) -> Iterator[Problem]:
    """Ask the question, and report everything in which the answer is not the expected one."""
    scenario = expected.scenario
    case = Case(tested.policy, scenario.given or _NOTHING, expected.offering or "", scenario.about or "")
    try:
        answer = WAYS[scenario.ask].ask(case)
    except PolicyError as error:
        yield from (_placed(expected, problem) for problem in error.problems)
        return
    describe = expected.source.document.describe
    shared: dict[str, Any] = {"asked": expected.asked, "places": tested.places(expected.cell, answer)}
    value = _as_detailed_as(expected.noun, answer.value)
    if value != expected.value or type(value) is not type(expected.value):
        wanted, got = _show(expected.value), _show(value)
        yield describe("PSP803", expected.value_at, expected=wanted, got=got, **shared)
    elif answer.basis != expected.basis:
        at, basis = expected.basis_at, answer.basis.value
        yield describe("PSP804", at, expected=expected.basis, got=basis, **shared)
    cited = [each.id for each in answer.citations]
    for path, name in expected.citations:
        if name not in cited:
            yield describe("PSP805", path, expected=name, got=cited or _NO_CITATION, **shared)
    yield from _missing_words(expected, answer, shared)


def _missing_words(expected: Expectation, answer: Answer, shared: dict[str, Any]) -> Iterator[Problem]:
    if expected.reason is None:
        return
    for language in LANGUAGES:
        words, reason = expected.reason[language], answer.reason[language]
        if words not in reason:
            path = (*expected.path, "expect", "reason", language)
            describe = expected.source.document.describe
            yield describe("PSP806", path, expected=words, got=reason, **shared)


def _as_detailed_as(expected: Any, got: Any) -> Any:
    """Leave out of an answer the keys that a scenario may leave out and does."""
    match expected, got:
        case BaseModel(), dict():
            given = expected.model_fields_set
            return {key: _as_detailed_as(getattr(expected, key), got[key]) for key in got if key in given}
        case tuple(), list() if len(expected) == len(got):
            return [_as_detailed_as(*pair) for pair in zip(expected, got, strict=True)]
        case _:
            return got


def _show(value: Any) -> object:
    return _UNSTATED if value is None else json.dumps(value, ensure_ascii=False)


def _placed(expected: Expectation, problem: Problem) -> Problem:
    """Place a refusal where the owner mends it: in what is given, or at what is asked about."""
    if problem.path == ("offering",):
        path: Path = expected.offering_at
    elif problem.path:
        path = (*expected.path, "given", *(problem.path[1:] if problem.path[0] == "given" else problem.path))
    else:
        path = (*expected.path, "about" if expected.scenario.about else "given")
    document = expected.source.document
    line, column = document.place_of(path)
    return replace(problem, file=document.file, line=line, column=column, path=path)
