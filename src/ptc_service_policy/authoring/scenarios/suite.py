"""All scenarios of a policy version: what they found, and what they leave untested."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ptc_service_policy.authoring.scenarios.cells import Cell, CellKey, find_cells, questions_by_rule
from ptc_service_policy.authoring.scenarios.judging import Tested, expectations, judge
from ptc_service_policy.authoring.scenarios.reading import read_scenarios
from ptc_service_policy.errors import Problem, describe, write_path
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.loading.policy_folder import examine_policy_folder
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.loading.versions import CALENDARS
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles
from ptc_service_policy.text import LocalizedText

_EMPTY = LocalizedText(fr="", en="")
_ABOUT = LocalizedText(fr=", `about: {about}`", en=", `about: {about}`")
_OFFERING = LocalizedText(fr=" pour l'offre {offering}", en=" for {offering}")


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

    def is_below(self, percent: float) -> bool:
        """Tell whether fewer cells are tested than are wanted."""
        return self.covered * 100 < percent * self.total


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what the scenarios of a version found.

    ``coverage`` is None where the policy or a file of scenarios is not valid.
    """

    scenarios: int
    failed: int
    problems: tuple[Problem, ...]
    coverage: Coverage | None


def run_scenarios(folder: Path, called: str) -> Report:
    """Run all scenarios of the version in a folder.

    Args:
        folder: the folder of the version; holiday calendars are looked for beside it.
        called: the name by which problems call it.
    """
    files, problems = examine_policy_folder(folder, called=called)
    calendars = folder.parent / CALENDARS
    known, _, calendar_problems = read_holiday_calendars(calendars, str(calendars))
    sources, format_problems = read_scenarios(folder, called)
    invalid = (*problems, *calendar_problems, *format_problems)
    if files is None or calendar_problems:
        return Report(sum(len(source.file.scenarios) for source in sources), 0, invalid, None)
    files = replace(files, holiday_calendars=FrozenDict(known))
    documents = {name: read_file(folder / f"{name}.yaml", f"{called}/{name}.yaml") for name in FILE_MODELS}
    cells = {cell.key: cell for cell in find_cells(files)}
    tested = Tested(Policy(files), documents, cells)
    expected = [each for source in sources for each in expectations(source)]
    failures = [(each, tuple(judge(each, tested))) for each in expected]
    covered = {each.cell for each in expected if each.tests_the_cell}
    return Report(
        scenarios=sum(len(source.file.scenarios) for source in sources),
        failed=len({(each.source.document.file, each.path) for each, found in failures if found}),
        problems=(*invalid, *(problem for _, found in failures for problem in found)),
        coverage=None if format_problems else _coverage(files, tested, covered),
    )


def _coverage(files: PolicyFiles, tested: Tested, covered: set[CellKey]) -> Coverage:
    questions = questions_by_rule(files)
    untested = tuple(
        _untested(cell, tested.documents[cell.file], questions.get((cell.file, cell.rule)))
        for key, cell in tested.cells.items()
        if key not in covered
    )
    return Coverage(len(tested.cells), untested)


def _untested(cell: Cell, document: Document, question: tuple[str, str | None] | None) -> Problem:
    line, column = cell.place_in(document)
    place: dict[str, Any] = {"file": document.file, "line": line, "column": column, "path": cell.path}
    offering = _OFFERING.format(offering=cell.offering) if cell.offering else _EMPTY
    rule = write_path(cell.rule or cell.path)
    if question is None:
        return describe("PSP811", **place, rule=rule, offering=offering)
    ask, about = question
    detail = _ABOUT.format(about=about) if about else _EMPTY
    return describe("PSP810", **place, rule=rule, offering=offering, question=ask, about=detail)


def too_low(coverage: Coverage, wanted: float) -> Problem:
    """Describe a coverage that is lower than wanted."""
    return describe(
        "PSP812",
        covered=coverage.covered,
        total=coverage.total,
        percent=coverage.percent,
        wanted=float(wanted),
    )
