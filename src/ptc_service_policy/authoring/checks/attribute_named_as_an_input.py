"""An attribute that bears the name of something that questions are asked with."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.model.vocabulary import VocabularyFile
from ptc_service_policy.topics.registry import topics


def _find(material: Material) -> Iterator[Problem]:
    inputs = {each.name: each.label for topic in topics() for each in topic.inputs}
    for version in material.policies.versions:
        vocabulary = version.nouns.get("vocabulary")
        if not isinstance(vocabulary, VocabularyFile):
            continue
        document = version.documents["vocabulary"]
        for name in vocabulary.attributes:
            if name in inputs:
                path = ("attributes", name)
                yield document.describe("PSP469", path, at_key=True, attribute=name, label=inputs[name])


CHECK = Check("PSP469", _find)
