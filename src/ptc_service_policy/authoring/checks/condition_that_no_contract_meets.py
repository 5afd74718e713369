"""A line of the journal that asks for an attribute that no contract of that edition can give."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.edition_settling import ROOT
from ptc_service_policy.loading.rewriting import suggest_mark
from ptc_service_policy.model.policy_files import PolicyFiles


def _find(material: Material) -> Iterator[Problem]:
    journal = material.policies.journal
    if journal is None or journal.editions is None:
        return
    files = {each.folder.name: each.files for each in material.policies.versions if each.files is not None}
    for place, event in enumerate(journal.editions.editions):
        for number, line in enumerate(event.lines):
            told = [(version, files[version]) for version in line.versions if version in files]
            for name, value in line.condition.items():
                if isinstance(value, bool):
                    continue  # a mark, which any contract can have
                for version, each in told:
                    cases = _cases(each, name)
                    if value not in cases:
                        path = (ROOT, place, "others", number, "with", name)
                        suggestion = suggest(value, cases) if cases else suggest_mark(value)
                        yield journal.document.describe(
                            "PSP473", path, version=version, attribute=name, id=value, suggestion=suggestion
                        )
                        break


def _cases(files: PolicyFiles, name: str) -> tuple[str, ...]:
    """Return what a contract can give for an attribute; nothing where contracts do not give it."""
    attribute = files.vocabulary.attributes.get(name)
    if attribute is None or attribute.known_from != "contract":
        return ()
    return tuple(map(str, attribute.named_cases))


CHECK = Check("PSP473", _find)
