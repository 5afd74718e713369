"""All checks of a folder: what loading finds, the scenario files, then every check of the registry."""

from collections.abc import Callable
from datetime import date
from importlib.resources.abc import Traversable
from itertools import islice

from ptc_service_policy.authoring.checks.check import Material
from ptc_service_policy.authoring.checks.registry import CHECKS
from ptc_service_policy.authoring.checks.result import CheckResult
from ptc_service_policy.authoring.scenarios.reading import FOLDER, read_scenarios
from ptc_service_policy.errors import MOST_PROBLEMS, InvalidPolicyError, Problem
from ptc_service_policy.loading.files import readable
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.loading.versions import LoadedPolicies, load_policies


def check_policies(folder: Traversable, *, called: str | None = None, as_of: date | None) -> CheckResult:
    """Find every problem of one version, or of a folder of versions with their calendars, lock and journal.

    Args:
        folder: the folder of one version, or a folder of such folders with its lock file.
        called: the name by which problems call it; its own name if left out.
        as_of: the day on which reviews are judged; None judges none.
    """
    try:
        with readable():
            return _check(folder, called, as_of)
    except InvalidPolicyError as error:  # a folder cannot be read
        files = tuple(dict.fromkeys(problem.file for problem in error.problems if problem.file))
        return CheckResult(called or folder.name, files, error.problems)


def _check(folder: Traversable, called: str | None, as_of: date | None) -> CheckResult:
    policies = load_policies(folder, called=called)
    scenarios: dict[str, tuple[Document, ...]] = {}
    problems = list(policies.problems)
    for version in policies.versions:
        if version.folder.joinpath(FOLDER).is_dir():
            sources, faults = read_scenarios(version.folder, version.called)
            scenarios[version.called] = tuple(source.document for source in sources)
            problems.extend(faults)
    material = Material(policies, scenarios, as_of)
    for check in CHECKS:
        found = tuple(islice(check.find(material), MOST_PROBLEMS))
        if found and check.follows is not None:
            problems = [each for each in problems if not check.follows(each, material, found)]
        problems.extend(found)
    ordered = tuple(sorted(problems, key=_order(policies)))
    return CheckResult(policies.called, _files(material, ordered), ordered)


def _order(policies: LoadedPolicies) -> Callable[[Problem], tuple[int, str, int, int, str]]:
    def order(problem: Problem) -> tuple[int, str, int, int, str]:
        file = problem.file or ""
        ranks = (rank for rank, each in enumerate(policies.versions) if file.startswith(f"{each.called}/"))
        rank = next(ranks, len(policies.versions))
        return rank, file, problem.line or 0, problem.column or 0, problem.code

    return order


def _files(material: Material, problems: tuple[Problem, ...]) -> tuple[str, ...]:
    policies = material.policies
    documents = [document for version in policies.versions for document in version.documents.values()]
    documents += [document for found in material.scenarios.values() for document in found]
    documents += policies.calendar_documents.values()
    documents += [each.document for each in (policies.lock, policies.journal) if each is not None]
    named = (*(document.file for document in documents), *(problem.file or "" for problem in problems))
    return tuple(dict.fromkeys(name for name in named if name))
