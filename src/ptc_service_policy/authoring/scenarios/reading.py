"""The scenario files of one policy version, read all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from ptc_service_policy.authoring.scenarios.scenario_file import SCHEMA, ScenariosFile
from ptc_service_policy.errors import Problem, describe
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.loading.validation import validate

FOLDER = "scenarios"
_ENDING = ".yaml"


@dataclass(frozen=True, slots=True)
class ScenarioSource:
    """Hold one valid file of scenarios, and the place of everything in it."""

    document: Document
    file: ScenariosFile


def read_scenarios(
    folder: Traversable, called: str
) -> tuple[tuple[ScenarioSource, ...], tuple[Problem, ...]]:
    """Read every file of scenarios of a version.

    Args:
        folder: the folder of the version.
        called: the name by which problems call it.

    Returns:
        The valid files, in the order of their names, and every problem of every file.
    """
    within, name = folder.joinpath(FOLDER), f"{called}/{FOLDER}"
    entries = sorted(_visible(within), key=lambda entry: entry.name) if within.is_dir() else []
    if not entries:
        return (), (describe("PSP801", file=name, name=name),)
    sources: list[ScenarioSource] = []
    problems: list[Problem] = []
    for entry in entries:
        place = f"{name}/{entry.name}"
        if not entry.name.endswith(_ENDING):
            problems.append(describe("PSP802", file=place, name=entry.name))
            continue
        document = read_file(entry, place)
        file, found = validate(document, ScenariosFile, SCHEMA)
        problems.extend(found)
        if file is not None:
            sources.append(ScenarioSource(document, file))
            problems.extend(_check_rows(sources[-1]))
    return tuple(sources), tuple(problems)


def _check_rows(source: ScenarioSource) -> Iterator[Problem]:
    """Find offerings that a row names twice, and citations that it asks of no answer."""
    for name, scenario in source.file.scenarios.items():
        row, path = scenario.expect_by_offering, ("scenarios", name, "expect_by_offering")
        if row is None:
            continue
        values, unstated = row.values or {}, row.unstated or {}
        for offering in unstated:
            if offering in values:
                at = (*path, "unstated", offering)
                yield source.document.describe("PSP309", at, at_key=True, id=offering)
        for offering in row.citations_by_offering or {}:
            if offering not in values and offering not in unstated:
                key = "citations_by_offering"
                at = (*path, key, offering)
                yield source.document.describe("PSP310", at, at_key=True, key=key, id=offering)


def _visible(folder: Traversable) -> Iterator[Traversable]:
    return (entry for entry in folder.iterdir() if not entry.name.startswith("."))
