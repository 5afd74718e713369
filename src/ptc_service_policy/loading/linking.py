"""What each reading of the register means at each place that names it, worked out once for all answers."""

import json
from collections.abc import Mapping
from typing import Any

from ptc_service_policy.model.forms import SILENT, FromRegister, Place, Silence
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import rewritten
from ptc_service_policy.model.reading import read
from ptc_service_policy.model.register import Reading, RegisterFile

UNFIT = object()
"""What a reading means where it says nothing that fits."""


def meaning_of(reading: Reading, place: type[Place]) -> Any:
    """Return what a reading means at a place, in any form; ``UNFIT`` where that is no value of the place."""
    if reading.means == SILENT:
        return Silence()
    try:
        return read(place, json.dumps(reading.means))
    except ValueError:
        return UNFIT


def link(nouns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files in which every place that names an entry knows what its readings mean there.

    The files must have been checked: every entry exists, and no meaning leads back to its own entry.
    """
    register: RegisterFile = nouns["register"]

    def linked(form: Any, place: type[Place]) -> Any:
        if not isinstance(form, FromRegister):
            return form
        readings = {
            name: rewritten(meaning, linked, place)
            for name, reading in register.entries[form.entry].readings.items()
            if reading.means is not None and (meaning := meaning_of(reading, place)) is not UNFIT
        }
        return FromRegister(form.entry, FrozenDict(readings))

    return {
        name: noun if name == "register" or not isinstance(noun, Noun) else rewritten(noun, linked)
        for name, noun in nouns.items()
    }
