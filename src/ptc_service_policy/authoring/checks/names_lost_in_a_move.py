"""What contracts may name under one edition, and cannot under the one to which they move."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.edition_settling import governed_by
from ptc_service_policy.loading.governing import in_effect
from ptc_service_policy.loading.strict_yaml import Path
from ptc_service_policy.model.editions import EditionsFile
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.settling.subject import Book
from ptc_service_policy.text import LocalizedText

_OFFERING = LocalizedText(fr="l'offre {id}", en="the offering {id}")
_DEPLOYMENT = LocalizedText(fr="le mode de déploiement {id}", en="the deployment {id}")
_READING = LocalizedText(fr="la lecture {id} ({entry})", en="the reading {id} ({entry})")
_CASE = LocalizedText(fr="{id} ({attribute})", en="{id} ({attribute})")
_CLOSURE = LocalizedText(fr="la fermeture {id}", en="the closure {id}")


def _find(material: Material) -> Iterator[Problem]:
    journal = material.policies.journal
    if journal is None or journal.editions is None:
        return
    files = {each.folder.name: each.files for each in material.policies.versions if each.files is not None}
    for path, old, new in _moves(journal.editions):
        if old in files and new in files:
            there = dict(_named(files[new]))
            lost = tuple(said for key, said in _named(files[old]) if key not in there)
            if lost:
                yield journal.document.describe("PSP472", path, version=old, edition=new, names=lost)


def _moves(file: EditionsFile) -> Iterator[tuple[Path, str, str]]:
    """Yield the editions between which contracts move, each pair with its place."""
    kept = {event.id for event in in_effect(file.editions)}
    for place, event in enumerate(file.editions):
        if event.id in kept and event.withdraw is not None and event.instead is not None:
            yield ("editions", place, "instead"), event.withdraw, event.instead
        for number, line in enumerate(event.lines):
            if line.from_ is not None and event.edition is not None:
                for path, version in governed_by(line):
                    yield ("editions", place, "others", number, *path), version, event.edition


def _named(files: PolicyFiles) -> Iterator[tuple[tuple[str, ...], LocalizedText]]:
    """Yield what a contract may name of a policy, by what tells it apart, and in words."""
    vocabulary = files.vocabulary
    for name in files.offerings.offerings:
        yield ("offering", name), _OFFERING.format(id=name)
    for name in vocabulary.deployments:
        yield ("deployment", name), _DEPLOYMENT.format(id=name)
    for entry, readings in Book(files).choices.items():
        for name in readings:
            yield ("reading", entry, name), _READING.format(id=name, entry=entry)
    for attribute, each in vocabulary.attributes.items():
        for name in each.named_cases if each.known_from == "contract" else ():
            yield ("case", attribute, str(name)), _CASE.format(id=name, attribute=attribute)
    for name, exception in files.availability.exceptions.items():
        if exception.means == "closure":
            yield ("closure", name), _CLOSURE.format(id=name)


CHECK = Check("PSP472", _find)
