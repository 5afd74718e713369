"""Ids that are words of the format: where one may stand for either, it would be taken for the word."""

from collections.abc import Iterator, Mapping

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.forms import SILENT, Absence
from ptc_service_policy.model.hours import ALWAYS, WEEKDAYS
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.register import NONE_CHOSEN, Entry

_OF_YAML = frozenset(("true", "false", "null"))
_WORDS = frozenset((*Absence, *WEEKDAYS, SILENT, ALWAYS, NONE_CHOSEN, "contract")) | _OF_YAML
_OF_READINGS = _OF_YAML | {NONE_CHOSEN}
"""A reading stands under its entry alone, where only these mean something else."""


def check_ids(policy: Policy) -> Iterator[Problem]:
    """Find what is called by a word of the format."""
    for file, path, noun in policy.find(Noun):
        words = _OF_READINGS if isinstance(noun, Entry) else _WORDS
        for name, (key, place) in places_of(type(noun)).items():
            named = getattr(noun, name)
            if place is None and isinstance(named, Mapping):
                for each, meant in named.items():
                    if isinstance(meant, Noun) and each in words:
                        yield policy.problem("PSP389", file, (*path, key, each), at_key=True, id=each)
