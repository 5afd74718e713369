"""An entry of the register that has another number than in an earlier version: printed answers cite it."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.model.register import RegisterFile


def _find(material: Material) -> Iterator[Problem]:
    earlier: dict[str, int] = {}
    for version in material.policies.versions:
        register = version.nouns.get("register")
        if not isinstance(register, RegisterFile):
            continue
        for name, entry in register.entries.items():
            number = earlier.setdefault(name, entry.number)
            if number != entry.number:
                path = ("register", name, "number")
                yield version.documents["register"].describe("PSP474", path, id=name, number=number)


CHECK = Check("PSP474", _find)
