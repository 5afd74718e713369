"""What the files of one policy say of each other: ids that exist, answers that are complete."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from ptc_service_policy.errors import MOST_PROBLEMS, Problem
from ptc_service_policy.loading.references.answers import check_answers
from ptc_service_policy.loading.references.attributes import check_attributes
from ptc_service_policy.loading.references.cadences import check_cadences
from ptc_service_policy.loading.references.called import check_called
from ptc_service_policy.loading.references.charges import check_charges
from ptc_service_policy.loading.references.firmness import check_firmness
from ptc_service_policy.loading.references.for_all import check_for_all
from ptc_service_policy.loading.references.hours import check_hours
from ptc_service_policy.loading.references.ids import check_ids
from ptc_service_policy.loading.references.limits import check_limits
from ptc_service_policy.loading.references.loops import check_loops
from ptc_service_policy.loading.references.names import check_names
from ptc_service_policy.loading.references.on_request import check_on_request
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.register import check_needed, check_register
from ptc_service_policy.loading.references.rights import check_averages, check_rights
from ptc_service_policy.loading.references.shared_parts import check_shared_parts
from ptc_service_policy.loading.references.spread import check_cases, check_ends
from ptc_service_policy.loading.references.statements import check_encoded, check_statements
from ptc_service_policy.loading.references.targets import check_targets
from ptc_service_policy.loading.references.trees import check_trees
from ptc_service_policy.loading.references.version import check_version
from ptc_service_policy.loading.references.weekdays import check_weekdays
from ptc_service_policy.loading.references.words import check_words
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.noun import Noun

_CHECKS = (
    check_version,
    check_ids,
    check_answers,
    check_for_all,
    check_loops,
    check_shared_parts,
    check_trees,
    check_cases,
    check_attributes,
    check_words,
    check_hours,
    check_on_request,
    check_cadences,
    check_charges,
    check_firmness,
    check_limits,
    check_averages,
    check_rights,
    check_targets,
    check_weekdays,
    check_register,
    check_statements,
    check_names,
    check_called,
)
_OF_WHAT_IS_LEFT = (check_needed, check_encoded)
"""What nothing names or encodes is told once all else is right: it is mostly a consequence of that."""


def check_references(
    nouns: Mapping[str, Noun],
    documents: Mapping[str, Document],
    folder: str,
    calendars: Collection[str] | None = None,
) -> Iterator[Problem]:
    """Find every fault between the files, each once and placed where an owner mends it.

    Args:
        nouns: the valid files by name; what leads to an absent one is not judged.
        documents: all files by name, for the places of faults.
        folder: the name of the folder that they stand in.
        calendars: the ids of the holiday calendars; what names one is not judged if left out.
    """
    policy = Policy(nouns, documents, folder, calendars)
    if without_end := tuple(islice(check_ends(policy), MOST_PROBLEMS)):
        yield from without_end
        return
    found = dict.fromkeys(problem for check in _CHECKS for problem in islice(check(policy), MOST_PROBLEMS))
    yield from found
    if policy.complete and not found:
        yield from (p for check in _OF_WHAT_IS_LEFT for p in islice(check(policy), MOST_PROBLEMS))
