"""The scenario files of one policy version, read all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.authoring.scenarios.scenario_file import SCHEMA, ScenariosFile
from ptc_service_policy.authoring.schemas import schema_of
from ptc_service_policy.errors import Problem, describe
from ptc_service_policy.loading.files import readable
from ptc_service_policy.loading.fitting import fits
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.loading.validation import each_fault_once, explain, validate
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import Topic

FOLDER = "scenarios"
_ENDING = ".yaml"


@dataclass(frozen=True, slots=True)
class ScenarioSource:
    """Hold one valid file of scenarios, and the place of everything in it."""

    document: Document
    file: ScenariosFile


@readable()
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
        file, found = validate_scenarios(document)
        problems.extend(found)
        if file is not None:
            sources.append(ScenarioSource(document, file))
    return tuple(sources), tuple(problems)


@cache
def _schema_of(_registry: tuple[Topic[Any], ...]) -> dict[str, Any]:
    return schema_of(SCHEMA, ScenariosFile)


def validate_scenarios(document: Document) -> tuple[ScenariosFile | None, tuple[Problem, ...]]:
    """Judge a document by the schema of the registry at hand, which knows what each topic is asked with."""
    if document.data is None:
        return None, document.problems
    schema = _schema_of(topics())
    found = () if fits(schema, document.data) else tuple(explain(document, schema))
    faults = each_fault_once(document, found)
    return (None, faults) if faults else validate(document, ScenariosFile, SCHEMA)


def _visible(folder: Traversable) -> Iterator[Traversable]:
    return (entry for entry in folder.iterdir() if not entry.name.startswith("."))
