"""A value that stands beside the files of a policy, such as one that a contract agrees on."""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.hours import check_hours
from ptc_service_policy.loading.references.limits import check_limits
from ptc_service_policy.loading.references.policy import Policy, Use
from ptc_service_policy.loading.references.rights import check_averages
from ptc_service_policy.loading.references.words import check_words
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.forms import Place
from ptc_service_policy.model.noun import Noun


def check_value(nouns: Mapping[str, Any], at: RuleAt, place: type[Place], value: Any) -> Iterator[Problem]:
    """Find what a value of a rule names and nothing defines; the paths begin at the value.

    Args:
        nouns: the files of a policy by name, which are valid themselves.
        at: the rule.
        place: the type of its values.
        value: the value, or the parts of one, in the rule's own types.
    """
    policy = _Beside(nouns, at, place, value)
    for check in (check_words, check_hours, check_limits, check_averages):
        yield from check(policy)


class _Beside(Policy):
    """See the files of a policy, and judge one value more and nothing else."""

    def __init__(self, nouns: Mapping[str, Any], at: RuleAt, place: type[Place], value: Any) -> None:
        super().__init__(nouns, {at.file: Document("", None, {}, {})}, "", None)
        role = (type(at.rule).__name__, "values")
        use = Use(at.file, (), place, value, (), role, (at.file, ()))
        self.uses = tuple(self.written_at(use))

    def find(self, _kind: type[Noun]) -> Iterator[Any]:
        return iter(())
