"""Trees of cases: each case that can be met is answered once."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.attributes import has_cases_that_it_can_follow
from ptc_service_policy.loading.references.policy import Policy, Use
from ptc_service_policy.model.forms import Tree
from ptc_service_policy.model.service_levels import TargetRule
from ptc_service_policy.text import LocalizedText

_OF_THE_CONTRACT = LocalizedText(
    fr="l'attribut est connu du contrat (`known_from: contract`) et ne change pas d'une demande à l'autre",
    en="the attribute is known from the contract (`known_from: contract`), and changes with no request",
)


def check_trees(policy: Policy) -> Iterator[Problem]:
    """Find cases that do not exist, that nobody answers, and that are never met."""
    attributes = policy.words("attributes")
    for use in policy.uses:
        if isinstance(use.value, Tree):
            yield from _tree(policy, use, use.value)
    for file, path, rule in policy.find(TargetRule):
        for name in rule.on_change:
            at = (*path, "on_change", name)
            yield from policy.unknown("PSP323", name, attributes, file, at, at_key=True, key="attributes")
            if attributes and name in attributes and attributes[name].known_from == "contract":
                yield policy.problem("PSP380", file, at, at_key=True, key=name, cause=_OF_THE_CONTRACT)


def _tree(policy: Policy, use: Use, tree: Tree) -> Iterator[Problem]:
    attributes, by = policy.words("attributes"), tree.by
    yield from policy.unknown("PSP323", by, attributes, use.file, (*use.path, "by"), key="attributes")
    if attributes is None or by not in attributes:
        return
    if by in use.tests:
        yield policy.problem("PSP335", use.file, (*use.path, "by"), attribute=by)
        return
    known = attributes[by].named_cases
    if not has_cases_that_it_can_follow(attributes[by]):
        return
    for case in tree.cases:
        at = (*use.path, "cases", case)
        yield from policy.unknown("PSP332", case, known, use.file, at, at_key=True, attribute=by)
    if any(case not in known for case in tree.cases):
        return  # what is misspelt is missing too, and one mistake is told once
    missing = [case for case in known if case not in tree.cases]
    if missing and tree.otherwise is None:
        cases = ", ".join(missing)
        yield policy.problem("PSP333", use.file, use.path, attribute=by, cases=cases)
    elif not missing and tree.otherwise is not None:
        yield policy.problem("PSP334", use.file, (*use.path, "otherwise"), at_key=True, attribute=by)
