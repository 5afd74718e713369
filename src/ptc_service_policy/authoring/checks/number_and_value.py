"""A number in prose that contradicts the value it speaks of.

A text within a rule speaks of that rule, one within an offering of that offering, and any other text of
the policy as a whole. The readings of an interpretation are alternatives: only their own weeks bind them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.quantities import NAMES, Counted, find_quantities
from ptc_service_policy.authoring.checks.texts import texts_in
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.strict_yaml import Path
from ptc_service_policy.text import LANGUAGES, AnyOf, LocalizedText

Values = dict[Counted, set[int]]


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        of_the_policy = _values(version.nouns)
        for file, document in version.documents.items():
            for placed in texts_in(document):
                values = of_the_policy | _values_nearby(version.nouns, file, placed.path)
                for language in LANGUAGES:
                    for quantity in find_quantities(placed.text[language], language):
                        known = values.get(quantity.counted)
                        if known and quantity.number not in known:
                            said = _SAID.format(number=quantity.number, counted=NAMES[quantity.counted])
                            yield placed.problem_in(language, "PSP455", said=said, values=_any_of(known))


_SAID = LocalizedText(fr="« {number} {counted} »", en='"{number} {counted}"')


def _any_of(values: set[int]) -> AnyOf:
    return AnyOf(tuple(LocalizedText(fr=str(value), en=str(value)) for value in sorted(values)))


def _values(nouns: Mapping[str, Any], offering: str | None = None) -> Values:
    """Return what the rules say: of one offering, or of all of them together."""
    values: Values = {}
    if "service-levels" in nouns:
        targets = nouns["service-levels"].response_target.values
        values["business-days"] = {
            target.business_days for name, target in targets.items() if offering in {name, None}
        }
    if "engagement" in nouns:
        for limit in nouns["engagement"].limits.values():
            if offering is None or offering in limit.offerings:
                values.setdefault(limit.unit, set()).add(limit.maximum)
    if "interpretations" in nouns:
        readings = (entry.readings.values() for entry in nouns["interpretations"].interpretations.values())
        values["weeks"] = {
            reading.weeks for each in readings for reading in each if reading.weeks is not None
        }
    return values


def _values_nearby(nouns: Mapping[str, Any], file: str, path: Path) -> Values:
    """Return the values that a text speaks of by where it stands; an empty set leaves it free."""
    if file not in nouns:
        return {}
    match file, path:
        case "offerings", ("offerings", str(offering), *_):
            return _values(nouns, offering)
        case "engagement", ("limits", str(name), *_):
            limit = nouns[file].limits[name]
            return {limit.unit: {limit.maximum}}
        case "interpretations", ("interpretations", str(name), "readings", str(reading), *_):
            weeks = nouns[file].interpretations[name].readings[reading].weeks
            free: Values = {counted: set() for counted in NAMES}
            return free if weeks is None else {**free, "weeks": {weeks}}
        case _:
            return {}


CHECK = Check("PSP455", _find)
