"""An entry of the register that has another number than in an earlier version: printed answers cite it."""

from collections.abc import Collection, Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.model.register import RegisterFile


def _find(material: Material) -> Iterator[Problem]:
    known: dict[str, int] = {}
    for version in material.policies.earlier:
        known = {**_numbers(version), **known}
    for version in material.policies.versions:
        for name, number in _numbers(version).items():
            if known.setdefault(name, number) != number:
                path = ("register", name, "number")
                yield version.documents["register"].describe("PSP474", path, id=name, number=known[name])


def _numbers(version: LoadedVersion) -> dict[str, int]:
    register = version.nouns.get("register")
    entries = register.entries if isinstance(register, RegisterFile) else {}
    return {name: entry.number for name, entry in entries.items()}


def _follows(problem: Problem, material: Material, changed: Collection[Problem]) -> bool:
    """Tell whether a number is there twice because an entry took that of another: its change says so."""
    if problem.code != "PSP329":
        return False
    numbers = {
        version.documents["register"].file: _numbers(version)
        for version in material.policies.versions
        if "register" in version.documents
    }[problem.file or ""]
    taken = {numbers.get(str(each.path[1])) for each in changed if each.file == problem.file}
    return numbers.get(str(problem.path[1])) in taken


CHECK = Check("PSP474", _find, _follows)
