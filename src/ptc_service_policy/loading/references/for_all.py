"""What ``all`` answers at the head of a file: it fits every rule that has no answer of its own."""

import json
from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy, Use
from ptc_service_policy.loading.validation import explain_value
from ptc_service_policy.model.addresses import rules_for_all
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import Absence, Place
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.reading import read
from ptc_service_policy.text import LocalizedText

_FROM_READING = LocalizedText(fr="la lecture {reading} de {entry}", en="the reading {reading} of {entry}")


def check_for_all(policy: Policy) -> Iterator[Problem]:
    """Find answers for all rules that one of these rules cannot have, each told once."""
    told: set[tuple[str, Path]] = set()
    for use in policy.uses:
        file, path = use.named_at
        if path[:2] != ("all", "values") or not isinstance(use.value, bool | Absence) or use.named_at in told:
            continue
        offering = str(path[2])
        for address, place in _taken_by(policy, file, offering):
            if not _fits(place, value=use.value):
                told.add(use.named_at)
                yield _misfit(policy, use, offering, address, place)
                break


def _taken_by(policy: Policy, file: str, offering: str) -> Iterator[tuple[str, type[Place]]]:
    """List the rules for which ``all`` answers, each with the type of its values."""
    for at in (*policy.rules.values(), *rules_for_all(policy.nouns)):
        place = places_of(type(at.rule))["values"][1]
        if at.file == file and offering not in at.rule.values and place is not None:
            yield at.address, place


def _fits(place: type[Place], *, value: bool | Absence) -> bool:
    try:
        read(place, json.dumps(value))
    except ValueError:
        return False
    return True


def _misfit(policy: Policy, use: Use, offering: str, address: str, place: type[Place]) -> Problem:
    file, path = use.named_at
    written = json.dumps(use.value)
    said = LocalizedText(fr=written, en=written)
    if use.file == file:
        path = use.path
    else:
        _, entry, _, reading, *_ = use.path
        said = _FROM_READING.format(reading=reading, entry=entry)
    cause = next(iter(explain_value(policy.documents[use.file], use.path, file, place.__name__))).message
    return policy.problem("PSP386", file, path, offering=offering, said=said, rule=address, cause=cause)
