"""A term that another one replaces: one thing has one name.

What stands between quotation marks, and in ``source.yaml``, is called as the document calls it.
"""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.word_lists import find_replaced
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LANGUAGES


def _find(material: Material) -> Iterator[Problem]:
    sources = [version.documents.get("source") for version in material.policies.versions]
    for placed in material.texts:
        if placed.document in sources:
            continue
        for language in LANGUAGES:
            for found, use in find_replaced(placed.text[language], language):
                yield placed.problem_in(language, "PSP464", found=found, use=use[language])


CHECK = Check("PSP464", _find)
